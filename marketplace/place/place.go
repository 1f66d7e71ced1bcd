package place

import (
	"cmp"
	_ "embed" // the three tables
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
)

//go:embed data/postal.tsv
var postalTable string

//go:embed data/municipalities.tsv
var municipalityTable string

//go:embed data/regions.tsv
var regionTable string

// Place is what one postal code stands for.
type Place struct {
	Postal         string  // five digits
	Name           string  // of the postal area, as the post writes it
	Municipality   string  // Finnish name
	MunicipalitySv string  // Swedish name; the Finnish one where there is no other
	Region         string  // Finnish name
	Lat, Lon       float64 // degrees, of the middle of the postal area
}

// Area is a region or a municipality with its names.
type Area struct {
	Code   string // of Statistics Finland: two digits for a region, three for a municipality
	Region string // Finnish name of the region; a region's own name
	Fi     string
	Sv     string
	En     string
}

// Name is the area's name in a language: "sv", "en", or Finnish for everything else.
func (a Area) Name(lang string) string {
	switch lang {
	case "sv":
		return a.Sv
	case "en":
		return a.En
	}
	return a.Fi
}

// Places are the tables, read once. They are never changed and safe for concurrent use.
type Places struct {
	postal         map[string]Place
	codes          []string // sorted
	regions        []Area
	municipalities []Area
	byName         map[string]Area // regions and municipalities by every name, folded; see key
}

// Load reads the embedded tables. An error means that the program was built from broken tables.
func Load() (*Places, error) {
	p := &Places{postal: map[string]Place{}, byName: map[string]Area{}}
	regions, err := readRegions()
	if err != nil {
		return nil, fmt.Errorf("regions: %w", err)
	}
	municipalities, err := readMunicipalities(regions)
	if err != nil {
		return nil, fmt.Errorf("municipalities: %w", err)
	}
	if err := p.readPostal(municipalities); err != nil {
		return nil, fmt.Errorf("postal codes: %w", err)
	}
	p.regions = sorted(regions)
	p.municipalities = sorted(municipalities)
	p.nameAll(kindMunicipality, p.municipalities)
	p.nameAll(kindRegion, p.regions)
	return p, nil
}

// Postal finds the place of a postal code; false if there is no such code.
func (p *Places) Postal(code string) (Place, bool) {
	found, ok := p.postal[code]
	return found, ok
}

// Codes lists all postal codes in ascending order.
func (p *Places) Codes() []string { return slices.Clone(p.codes) }

// Regions lists the regions (maakunnat) in Finnish alphabetical order of their Finnish names.
func (p *Places) Regions() []Area { return slices.Clone(p.regions) }

// Municipalities lists the municipalities (kunnat) in Finnish alphabetical order of their Finnish names.
func (p *Places) Municipalities() []Area { return slices.Clone(p.municipalities) }

// Region finds a region by its name in any language, whatever the case.
func (p *Places) Region(name string) (Area, bool) {
	a, ok := p.byName[key(kindRegion, name)]
	return a, ok
}

// Municipality finds a municipality by its name in any language, whatever the case.
func (p *Places) Municipality(name string) (Area, bool) {
	a, ok := p.byName[key(kindMunicipality, name)]
	return a, ok
}

// RegionName gives a region's name in a language for its Finnish name; an unknown name is returned as it is.
func (p *Places) RegionName(fi, lang string) string {
	if a, ok := p.Region(fi); ok {
		return a.Name(lang)
	}
	return fi
}

// MunicipalityName gives a municipality's name in a language for its Finnish name; an unknown name is returned as it is.
func (p *Places) MunicipalityName(fi, lang string) string {
	if a, ok := p.Municipality(fi); ok {
		return a.Name(lang)
	}
	return fi
}

const (
	kindRegion       = "region"
	kindMunicipality = "municipality"
)

func key(kind, name string) string { return kind + "/" + strings.ToLower(strings.TrimSpace(name)) }

// nameAll makes the areas findable by all names; a Finnish name is never hidden by another area's Swedish or English one.
func (p *Places) nameAll(kind string, areas []Area) {
	for _, name := range []func(Area) string{
		func(a Area) string { return a.En },
		func(a Area) string { return a.Sv },
		func(a Area) string { return a.Fi },
	} {
		for _, a := range areas {
			p.byName[key(kind, name(a))] = a
		}
	}
}

func readRegions() (map[string]Area, error) {
	rows, err := table(regionTable, 4)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Area, len(rows))
	for _, r := range rows {
		out[r[0]] = Area{Code: r[0], Region: r[1], Fi: r[1], Sv: r[2], En: r[3]}
	}
	return out, nil
}

func readMunicipalities(regions map[string]Area) (map[string]Area, error) {
	rows, err := table(municipalityTable, 5)
	if err != nil {
		return nil, err
	}
	out := make(map[string]Area, len(rows))
	for _, r := range rows {
		region, ok := regions[r[1]]
		if !ok {
			return nil, fmt.Errorf("%s: no region %s", r[2], r[1])
		}
		out[r[0]] = Area{Code: r[0], Region: region.Fi, Fi: r[2], Sv: r[3], En: r[4]}
	}
	return out, nil
}

func (p *Places) readPostal(municipalities map[string]Area) error {
	rows, err := table(postalTable, 5)
	if err != nil {
		return err
	}
	for _, r := range rows {
		m, ok := municipalities[r[1]]
		if !ok {
			return fmt.Errorf("%s: no municipality %s", r[0], r[1])
		}
		lat, err := strconv.ParseFloat(r[3], 64)
		if err != nil {
			return fmt.Errorf("%s: latitude: %w", r[0], err)
		}
		lon, err := strconv.ParseFloat(r[4], 64)
		if err != nil {
			return fmt.Errorf("%s: longitude: %w", r[0], err)
		}
		p.postal[r[0]] = Place{Postal: r[0], Name: r[2], Municipality: m.Fi, MunicipalitySv: m.Sv, Region: m.Region, Lat: lat, Lon: lon}
		p.codes = append(p.codes, r[0])
	}
	slices.Sort(p.codes)
	return nil
}

// table splits a text of lines and tabs with a header line.
func table(text string, columns int) ([][]string, error) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	out := make([][]string, 0, len(lines))
	for i, line := range lines[1:] {
		cells := strings.Split(line, "\t")
		if len(cells) != columns {
			return nil, fmt.Errorf("line %d has %d columns instead of %d", i+2, len(cells), columns)
		}
		out = append(out, cells)
	}
	return out, nil
}

// sorted orders areas as a Finnish reader expects: å, ä and ö last.
func sorted(areas map[string]Area) []Area {
	out := make([]Area, 0, len(areas))
	for _, a := range areas {
		out = append(out, a)
	}
	order := collate.New(language.Finnish)
	slices.SortFunc(out, func(a, b Area) int {
		return cmp.Or(order.CompareString(a.Fi, b.Fi), strings.Compare(a.Code, b.Code))
	})
	return out
}
