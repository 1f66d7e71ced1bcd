package place

import (
	"slices"
	"testing"
)

func load(t *testing.T) *Places {
	t.Helper()
	p, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPostal(t *testing.T) {
	p := load(t)
	tests := []struct {
		code, municipality, sv, region string
		found                          bool
	}{
		{"00100", "Helsinki", "Helsingfors", "Uusimaa", true},
		{"10210", "Inkoo", "Ingå", "Uusimaa", true},
		{"75700", "Nurmes", "Nurmes", "Pohjois-Karjala", true}, // Valtimo until 2019
		{"91700", "Vaala", "Vaala", "Pohjois-Pohjanmaa", true}, // in Kainuu until 2015
		{"12345", "", "", "", false},
		{"", "", "", "", false},
		{"00100 ", "", "", "", false},
	}
	for _, tt := range tests {
		got, ok := p.Postal(tt.code)
		if ok != tt.found {
			t.Errorf("Postal(%q): found %v, want %v", tt.code, ok, tt.found)
			continue
		}
		if ok && (got.Municipality != tt.municipality || got.MunicipalitySv != tt.sv || got.Region != tt.region) {
			t.Errorf("Postal(%q) = %+v", tt.code, got)
		}
	}
}

// Every place lies in Finland and in a municipality that the lists name, so that filters and facets never miss one.
func TestEveryPostalCodeIsUsable(t *testing.T) {
	p := load(t)
	codes := p.Codes()
	if len(codes) < 3500 || !slices.IsSorted(codes) {
		t.Fatalf("%d codes, sorted %v", len(codes), slices.IsSorted(codes))
	}
	for _, code := range codes {
		at, _ := p.Postal(code)
		if at.Lat < 59.5 || at.Lat > 70.2 || at.Lon < 19 || at.Lon > 31.7 {
			t.Errorf("%s lies outside Finland: %v, %v", code, at.Lat, at.Lon)
		}
		m, ok := p.Municipality(at.Municipality)
		if !ok || m.Region != at.Region || m.Sv != at.MunicipalitySv {
			t.Errorf("%s: municipality %q of %q is not in the list", code, at.Municipality, at.Region)
		}
	}
}

func TestNamesByLanguage(t *testing.T) {
	p := load(t)
	tests := []struct{ fi, lang, want string }{
		{"Uusimaa", "sv", "Nyland"},
		{"Uusimaa", "fi", "Uusimaa"},
		{"Varsinais-Suomi", "en", "Southwest Finland"},
		{"Varsinais-Suomi", "xx", "Varsinais-Suomi"},
		{"Atlantis", "sv", "Atlantis"},
	}
	for _, tt := range tests {
		if got := p.RegionName(tt.fi, tt.lang); got != tt.want {
			t.Errorf("RegionName(%q, %q) = %q, want %q", tt.fi, tt.lang, got, tt.want)
		}
	}
	if got := p.MunicipalityName("Turku", "sv"); got != "Åbo" {
		t.Errorf("Turku in Swedish = %q", got)
	}
	for _, name := range []string{"åbo", "TURKU", " Åbo "} {
		if m, ok := p.Municipality(name); !ok || m.Fi != "Turku" {
			t.Errorf("Municipality(%q) = %v, %v", name, m, ok)
		}
	}
	if r, ok := p.Region("south karelia"); !ok || r.Fi != "Etelä-Karjala" {
		t.Errorf("Region by English name = %v, %v", r, ok)
	}
	if _, ok := p.Region("Turku"); ok {
		t.Error("a municipality was found among the regions")
	}
}

func TestLists(t *testing.T) {
	p := load(t)
	regions, municipalities := p.Regions(), p.Municipalities()
	if len(regions) != 19 || len(municipalities) != 308 {
		t.Fatalf("%d regions, %d municipalities; there are 19 and 308", len(regions), len(municipalities))
	}
	if regions[0].Fi != "Ahvenanmaa" || municipalities[len(municipalities)-1].Fi != "Äänekoski" {
		t.Errorf("not in Finnish order: first region %q, last municipality %q", regions[0].Fi, municipalities[len(municipalities)-1].Fi)
	}
	regions[0].Fi = "changed by a caller"
	if p.Regions()[0].Fi != "Ahvenanmaa" {
		t.Error("a caller can change the list")
	}
}

func TestTableNamesBrokenLine(t *testing.T) {
	_, err := table("a\tb\n1\t2\n3\n", 2)
	if err == nil || err.Error() != "line 3 has 1 columns instead of 2" {
		t.Errorf("got %v", err)
	}
}
