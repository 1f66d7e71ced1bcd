package meili

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/search"
)

func TestFilterOfEachField(t *testing.T) {
	all := known{shifts: []string{"day", "evening", "night"}, certs: []string{"forklift", "hygiene"}}
	for want, q := range map[string]search.Query{
		``:                                  {},
		`form IN ["trial", "employment"]`:   {Forms: []string{"trial", "employment"}},
		`region IN ["%50%c3%a4ij%c3%a4t"]`:  {Regions: []string{"Päijät"}},
		`region IN []`:                      {Regions: []string{""}},
		`org IN ["o1"] AND hours_min <= 90`: {Orgs: []string{"o1"}, HoursTo: 90},
		`access IN ["lift"] AND access IN ["quiet-room"]`:                    {Access: []string{"lift", "quiet-room"}},
		`hazard NOT IN ["allergen:nuts"]`:                                    {NotHazards: []string{"allergen:nuts"}},
		`shift NOT IN ["evening", "night"]`:                                  {OnlyShifts: []string{"day"}},
		`cert NOT IN ["forklift", "hygiene"]`:                                {CertsKnown: true},
		`cert NOT IN ["forklift"]`:                                           {CertsKnown: true, OnlyCerts: []string{"hygiene"}},
		`hours_max >= 600`:                                                   {HoursFrom: 600},
		`(_geoRadius(60.17, -0.0000001, 25000) OR place_known = no)`:         {Near: &search.Point{Lat: 60.17, Lon: -1e-7, Metres: 25000}},
		`municipality IN ["%4f%55lu"] AND adaptation IN ["seat"]`:            {Municipals: []string{"OUlu"}, Adaptations: []string{"seat"}},
		`grams IN ["0työ0", "työ"] AND hours_max >= 60`:                      {Words: "työ", HoursFrom: 60},
		`form IN ["%5c%22%20%4f%52%20form%20%45%58%49%53%54%53", "ends%5c"]`: {Forms: []string{`\" OR form EXISTS`, `ends\`}},
	} {
		if diff := cmp.Diff(want, filter(q, search.Terms(q.Words), all)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", q, diff)
		}
	}
}

func TestEncodedValuesComeBack(t *testing.T) {
	for _, v := range []string{"", "Päijät-Häme", `"`, `'`, `\`, "%41", "a b", "allergen:nuts", "A", "a", "名前", "\x00\xff"} {
		if got, err := decode(encode(v)); err != nil || got != v {
			t.Errorf("%q comes back as %q, %v", v, got, err)
		}
	}
	for _, broken := range []string{"%", "%4", "%zz"} {
		if got, err := decode(broken); err == nil {
			t.Errorf("%q is read as %q", broken, got)
		}
	}
}

func FuzzEncode(f *testing.F) {
	f.Add(`" OR 1=1`, `ends\`)
	f.Add("Turku", "turku")
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, enc := range []func(string) string{encode, documentKey} {
			if (enc(a) == enc(b)) != (a == b) {
				t.Errorf("%q and %q: encoded %q and %q", a, b, enc(a), enc(b))
			}
			if strings.ContainsAny(enc(a), "\"'\\ ()[],\n") {
				t.Errorf("%q is encoded as %q", a, enc(a))
			}
		}
		if encode(a) != strings.ToLower(encode(a)) {
			t.Errorf("%q is encoded with upper case: %q", a, encode(a))
		}
		if got, err := decode(encode(a)); err != nil || got != a {
			t.Errorf("%q comes back as %q, %v", a, got, err)
		}
	})
}

func TestDocumentLeavesOutWhatIsNotKnown(t *testing.T) {
	bare, err := json.Marshal(toDocument(search.Entry{ID: "a.b"}))
	want := `{"key":"a_2eb","id":"a.b","grams":["0every0"],"place_known":"no","hours_min":0,"hours_max":2147483647}`
	if err != nil || string(bare) != want {
		t.Errorf("document %s, %v, want %s", bare, err, want)
	}
	full := toDocument(search.Entry{ID: "A", Grams: "b a b", Shifts: []string{"", "day"}, Lat: 60, Lon: 25, HoursMin: 60, HoursMax: 120})
	if diff := cmp.Diff(document{
		Key: "A", ID: "A", Grams: []string{"0every0", "a", "b"}, Shifts: []string{"day"}, Geo: &geo{Lat: 60, Lng: 25},
		HoursMin: 60, HoursMax: 120,
	}, full); diff != "" {
		t.Error(diff)
	}
}

func TestQuestionAsksTheBeginningsOfAllWordsFirst(t *testing.T) {
	for words, want := range map[string]string{
		"siivous":         "0every0 siivo 0siivous0 0siiv iivou ivous vous0",
		"siivooja koulu":  "0every0 siivo koulu 0siivooja0 0koulu0 0siiv 0koul iivoo oulu0 ivooj",
		"työ":             "0every0 työ 0työ0",
		"a b c d e f g h": "0every0 0b0 0c0 0d0 0e0 0f0 0g0 0h0",
	} {
		if got := question(search.Terms(words)); got != want {
			t.Errorf("%q asks %q, want %q", words, got, want)
		}
		if n := len(strings.Fields(question(search.Terms(words)))); n > maxWords {
			t.Errorf("%q asks %d words, and Meilisearch reads %d", words, n, maxWords)
		}
	}
}

func TestOrderOfRequest(t *testing.T) {
	near := &search.Point{Lat: 60.5, Lon: 25, Metres: 1000}
	for _, c := range []struct {
		q    search.Query
		want []string
	}{
		{search.Query{Words: "siivous"}, nil},
		{search.Query{}, []string{"posted:desc", "id:asc"}},
		{search.Query{Words: "siivous", Sort: search.ByPosted}, []string{"posted:desc", "id:asc"}},
		{search.Query{Near: near, Sort: search.ByDistance}, []string{"_geoPoint(60.5,25):asc", "id:asc"}},
		{search.Query{Sort: search.ByDistance}, []string{"posted:desc", "id:asc"}},
	} {
		q, err := c.q.Check()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(c.want, request(q, known{}).Sort); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", c.q, diff)
		}
	}
}
