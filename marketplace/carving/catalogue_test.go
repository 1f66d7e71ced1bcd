package carving

import (
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
)

// Everything in the catalogue has a name in three languages, and every example is recognised as the type it is of.
func TestCatalogueIsWhole(t *testing.T) {
	cat := loaded().catalogue
	if len(cat.Types()) < 25 || len(cat.Sectors()) < 6 || len(cat.Routes()) != 5 {
		t.Fatalf("%d types, %d sectors, %d routes", len(cat.Types()), len(cat.Sectors()), len(cat.Routes()))
	}
	named := func(what string, texts ...matching.Text) {
		for _, text := range texts {
			for _, lang := range []string{"fi", "sv", "en"} {
				if strings.TrimSpace(text[lang]) == "" {
					t.Errorf("%s lacks %s", what, lang)
				}
			}
		}
	}
	for _, typ := range cat.Types() {
		named(typ.Key, typ.Name)
		if len(typ.Demands) < 3 || len(typ.Words["fi"]) == 0 || len(typ.Words["sv"]) == 0 || len(typ.Words["en"]) == 0 {
			t.Errorf("%s: %d demands, words %v", typ.Key, len(typ.Demands), typ.Words)
		}
		for _, lang := range []string{"fi", "sv", "en"} {
			if got, _ := cat.Recognise(typ.Name[lang]); got.Key != typ.Key {
				t.Errorf("%s (%s) is taken for %q", typ.Name[lang], lang, got.Key)
			}
		}
	}
	for _, s := range cat.Sectors() {
		named(s.Key, s.Name)
		for _, e := range s.Examples {
			named(s.Key, e.Name)
		}
	}
	for _, w := range cat.wordings {
		named(w.Key, w.Why, w.Instead)
	}
}

// Every rule that a route cites is in force, and says a section or that it is a reading of our own.
func TestRoutesCiteRules(t *testing.T) {
	cat, book := loaded().catalogue, must(rule.LoadBook())
	for _, key := range cat.Routes() {
		route, _ := cat.Route(key)
		if len(route.Rules) == 0 {
			t.Errorf("%s cites nothing", key)
		}
		for _, id := range route.Rules {
			if _, ok := book.At(id, marketplace.Date("2026-11-23")); !ok {
				t.Errorf("%s cites %s, which is not in force", key, id)
			}
		}
	}
}

func TestRecognise(t *testing.T) {
	cat := loaded().catalogue
	for name, want := range map[string]string{
		"Tiskaaminen ja tiskikoneen tyhjennys": "dishwashing", "LATTIOIDEN moppaus": "cleaning_rooms", "Pyykkien viikkaus": "laundry",
		"Diska kärl": "dishwashing", "Washing up dishes": "dishwashing", "Hyllyjen täyttö": "shelf_filling", "Lumenluonti": "snow",
		"Asiakkaiden lainapäätökset": "", "": "", "???": "",
	} {
		got, ok := cat.Recognise(name)
		if got.Key != want || ok != (want != "") {
			t.Errorf("%q: %q, want %q", name, got.Key, want)
		}
	}
	if _, ok := cat.TypeOf(Duty{Name: "Tiskaaminen", Type: NoType}); ok {
		t.Error("a type although the employer says there is none")
	}
	if got, _ := cat.TypeOf(Duty{Name: "Tiskaaminen", Type: "snow"}); got.Key != "snow" {
		t.Errorf("the employer's choice is overruled: %s", got.Key)
	}
}

// A word is named only when the task gives no reason for it, as it was written, and once.
func TestHints(t *testing.T) {
	cat := loaded().catalogue
	for name, tc := range map[string]struct {
		text    string
		reasons Reasons
		want    string // key and word
	}{
		"fitness":                   {"Edellytämme: Hyvä fyysinen kunto!", Reasons{}, "fitness Hyvä fyysinen kunto"},
		"fitness, and it is asked":  {"Hyvä fyysinen kunto", Reasons{Demands: []matching.Demand{{Dimension: "stamina", Level: 4}}}, ""},
		"fitness, asked at nothing": {"Hyvä kunto", Reasons{Demands: []matching.Demand{{Dimension: "stamina"}}}, "fitness Hyvä kunto"},
		"flexible":                  {"Olet joustava, joustava ja iloinen.", Reasons{}, "flexible joustava"},
		"driving":                   {"Ajokortti on plussaa", Reasons{}, "driving Ajokortti"},
		"driving with a reason":     {"Ajokortti tarvitaan", Reasons{Certificates: []string{"driving_licence_b"}}, ""},
		"fluent":                    {"sujuva suomen kielen taito", Reasons{}, "fluent sujuva suomen"},
		"fluent, to read":           {"sujuva suomi", Reasons{Demands: []matching.Demand{{Dimension: "reading", Level: 3}}}, ""},
		"swedish":                   {"Du är anpassningsbar och stresstålig", Reasons{}, "flexible anpassningsbar, pressure stresstålig"},
		"english":                   {"A true team player with a driver's licence", Reasons{}, "driving driver s licence, teamplayer team player"},
		"young":                     {"nuori tekijä", Reasons{}, "age nuori"},
		"not young":                 {"Nuorisotalon siivous", Reasons{}, ""},
		"nothing":                   {"Täytät hyllyt aamulla. Nostat korkeintaan viiden kilon laatikoita.", Reasons{}, ""},
		"empty":                     {"", Reasons{}, ""},
	} {
		var got []string
		for _, h := range cat.Hints(tc.text, tc.reasons) {
			got = append(got, h.Key+" "+h.Word)
		}
		if strings.Join(got, ", ") != tc.want {
			t.Errorf("%s: %q, want %q", name, strings.Join(got, ", "), tc.want)
		}
	}
}
