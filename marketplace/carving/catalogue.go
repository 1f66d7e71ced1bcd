package carving

import (
	"bytes"
	"embed"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"unicode"

	"sovite.fi/sovite/matching"
)

//go:embed data/*.json
var data embed.FS

// Type is a type of entry-level work, with what it usually asks for on the shared scale.
type Type struct {
	Key         string              `json:"key"`
	Name        matching.Text       `json:"name"`
	Words       map[string][]string `json:"words"` // by language; beginnings of words that recognise it in a name, or with a point whole words
	Demands     []matching.Demand   `json:"demands"`
	Hazards     []string            `json:"hazards"`
	Allergens   []string            `json:"allergens"`
	Adaptations []string            `json:"adaptations"`
}

// Sector is a branch with everyday tasks to start from.
type Sector struct {
	Key      string        `json:"key"`
	Name     matching.Text `json:"name"`
	Examples []Example     `json:"examples"`
}

// Example is an everyday task that places of a sector often have.
type Example struct {
	Name matching.Text `json:"name"`
	Type string        `json:"type"`
}

// Route is how a job could be done.
type Route string

// RouteInfo says what a route is in tasks and by which legal rules it goes.
type RouteInfo struct {
	Key   Route    `json:"key"`
	Form  string   `json:"form"`  // of the closed list of work forms
	Rules []string `json:"rules"` // ids of marketplace/rule to cite
}

// Catalogue is the package's data. It is read-only and safe for concurrent use.
type Catalogue struct {
	types    []Type
	sectors  []Sector
	routes   []RouteInfo
	wordings []Wording
}

// LoadCatalogue reads the embedded data. An error means that the program was built with broken data.
func LoadCatalogue(scale *matching.Scale) (*Catalogue, error) {
	c := &Catalogue{}
	for name, into := range map[string]any{"types": &c.types, "sectors": &c.sectors, "routes": &c.routes, "wordings": &c.wordings} {
		raw, err := data.ReadFile("data/" + name + ".json")
		if err != nil {
			return nil, err
		}
		dec := json.NewDecoder(bytes.NewReader(raw))
		dec.DisallowUnknownFields()
		if err := dec.Decode(into); err != nil {
			return nil, fmt.Errorf("%s.json: %w", name, err)
		}
	}
	return c, c.sound(scale)
}

// sound refuses keys that the shared scale does not know, examples of no type and wordings without a pattern.
func (cat *Catalogue) sound(scale *matching.Scale) error {
	for _, t := range cat.types {
		for vocabulary, keys := range map[string][]string{"hazard": t.Hazards, "allergen": t.Allergens, "adaptation": t.Adaptations, "scale": dimensions(t.Demands)} {
			for _, key := range keys {
				if !scale.Has(vocabulary, key) {
					return fmt.Errorf("type %s: no %s %q", t.Key, vocabulary, key)
				}
			}
		}
	}
	for _, s := range cat.sectors {
		for _, e := range s.Examples {
			if _, ok := cat.Type(e.Type); !ok {
				return fmt.Errorf("sector %s: no type %q", s.Key, e.Type)
			}
		}
	}
	for _, r := range cat.routes {
		if !scale.Has("form", r.Form) {
			return fmt.Errorf("route %s: no form %q", r.Key, r.Form)
		}
	}
	for _, w := range cat.wordings {
		for _, d := range w.Unless {
			if !scale.Has("scale", string(d)) {
				return fmt.Errorf("wording %s: no dimension %q", w.Key, d)
			}
		}
	}
	return nil
}

func dimensions(list []matching.Demand) []string {
	var out []string
	for _, d := range list {
		out = append(out, string(d.Dimension))
	}
	return out
}

// Types are the types of work, in file order.
func (cat *Catalogue) Types() []Type { return slices.Clone(cat.types) }

// Type finds a type.
func (cat *Catalogue) Type(key string) (Type, bool) {
	at := slices.IndexFunc(cat.types, func(t Type) bool { return t.Key == key })
	if at < 0 {
		return Type{}, false
	}
	return cat.types[at], true
}

// Sectors are the sectors with their examples, in file order.
func (cat *Catalogue) Sectors() []Sector { return slices.Clone(cat.sectors) }

// Sector finds a sector.
func (cat *Catalogue) Sector(key string) (Sector, bool) {
	at := slices.IndexFunc(cat.sectors, func(s Sector) bool { return s.Key == key })
	if at < 0 {
		return Sector{}, false
	}
	return cat.sectors[at], true
}

// Routes are the keys of the routes, in the order in which forms show them.
func (cat *Catalogue) Routes() []Route {
	var out []Route
	for _, r := range cat.routes {
		out = append(out, r.Key)
	}
	return out
}

// Route finds a route.
func (cat *Catalogue) Route(key Route) (RouteInfo, bool) {
	at := slices.IndexFunc(cat.routes, func(r RouteInfo) bool { return r.Key == key })
	if at < 0 {
		return RouteInfo{}, false
	}
	return cat.routes[at], true
}

// Form is the work form of a route; empty when there is no such route.
func (cat *Catalogue) Form(key Route) string {
	r, _ := cat.Route(key)
	return r.Form
}

// TypeOf is the type of a duty: the one it was given, otherwise the one that its name is recognised by.
func (cat *Catalogue) TypeOf(d Duty) (Type, bool) {
	switch d.Type {
	case NoType:
		return Type{}, false
	case "":
		return cat.Recognise(d.Name)
	}
	return cat.Type(d.Type)
}

// Recognise finds the type whose word is the longest beginning of a word of the name, in whichever language; false when
// none is.
func (cat *Catalogue) Recognise(name string) (Type, bool) {
	var best Type
	longest := 0
	for _, word := range words(name) {
		for _, t := range cat.types {
			for _, list := range t.Words {
				for _, stem := range list {
					if n := begun(word, stem); n > longest {
						best, longest = t, n
					}
				}
			}
		}
	}
	return best, longest > 0
}

// begun is how long a beginning of a word the stem is; 0 when it is none. A stem with a point at its end is a whole word.
func begun(word, stem string) int {
	whole, closed := strings.CutSuffix(stem, ".")
	if closed && word != whole || !strings.HasPrefix(word, whole) {
		return 0
	}
	return len(whole)
}

// words are the words of a text in lower case.
func words(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

func (cat *Catalogue) typeKeys() []string {
	var out []string
	for _, t := range cat.types {
		out = append(out, t.Key)
	}
	return out
}

func (cat *Catalogue) sectorKeys() []string {
	var out []string
	for _, s := range cat.sectors {
		out = append(out, s.Key)
	}
	return out
}
