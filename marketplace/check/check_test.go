package check

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
)

func fields(t *testing.T) *Fields {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	places, err := place.Load()
	if err != nil {
		t.Fatal(err)
	}
	return &Fields{Scale: scale, Places: places}
}

// Each check names the field and the message; good and empty values say nothing.
func TestChecks(t *testing.T) {
	tests := []struct {
		name string
		do   func(*Fields)
		want []marketplace.FieldError
	}{
		{"need", func(f *Fields) { f.Need("a", true); f.Need("b", false) }, []marketplace.FieldError{{Field: "b", Key: "field.required"}}},
		{"text counts characters", func(f *Fields) { f.Text("a", "äöå", 3); f.Text("b", "äöåx", 3) }, []marketplace.FieldError{marketplace.Field("b", "field.too_long", "max", 3)}},
		{"lines", func(f *Fields) { f.Lines("a", []string{"x", "yy"}, 1, 1) }, []marketplace.FieldError{
			marketplace.Field("a", "field.too_many", "max", 1), marketplace.Field("a[1]", "field.too_long", "max", 1),
		}},
		{"range", func(f *Fields) { f.Range("a", 1, 1, 2); f.Range("b", 3, 1, 2) }, []marketplace.FieldError{marketplace.Field("b", "field.range", "min", 1, "max", 2)}},
		{"one of", func(f *Fields) { f.OneOf("a", "fi", "fi"); f.OneOf("b", "no", "fi", "sv") }, []marketplace.FieldError{
			marketplace.Field("b", "field.choice", "value", "no", "choices", "fi, sv"),
		}},
		{"key", func(f *Fields) { f.Key("a", "shift", ""); f.Key("b", "shift", "day"); f.Key("c", "shift", "noon") }, []marketplace.FieldError{
			marketplace.Field("c", "field.choice", "value", "noon", "choices", "day, evening, night, weekend"),
		}},
		{"choice", func(f *Fields) { f.Choice("a", "shift", matching.Chosen("day", "")) }, []marketplace.FieldError{
			marketplace.Field("a.values[1]", "field.required"),
		}},
		{"window", func(f *Fields) { f.Window("a", matching.Window{}); f.Window("b", matching.Window{Min: 5, Max: 4}) }, []marketplace.FieldError{
			marketplace.Field("b.max", "field.order"),
		}},
		{"date", func(f *Fields) { f.Date("a", ""); f.Date("b", "2026-02-28"); f.Date("c", "2026-02-30") }, []marketplace.FieldError{
			marketplace.Field("c", "field.date", "value", "2026-02-30"),
		}},
		{"postal", func(f *Fields) { f.Postal("a", ""); f.Postal("b", "00100"); f.Postal("c", "100") }, []marketplace.FieldError{
			marketplace.Field("c", "field.postal", "value", "100"),
		}},
		{"interests", func(f *Fields) { f.Interests("a", nil); f.Interests("b", &matching.Interests{0, 1, math.NaN()}) }, []marketplace.FieldError{
			marketplace.Field("b[2]", "field.range", "min", 0, "max", 1),
		}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			f := fields(t)
			tt.do(f)
			if diff := cmp.Diff(tt.want, f.Errors()); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestForm(t *testing.T) {
	if got := Text(" Ensin\t tämä \r\n\n\n\nsitten\x00 tuo\xff "); got != "Ensin tämä\n\nsitten tuo" {
		t.Errorf("Text = %q", got)
	}
	if got := Lines([]string{" b ", "a", "", "b"}); !cmp.Equal(got, []string{"b", "a"}) {
		t.Errorf("Lines = %q", got)
	}
	if got := Occupation(" http://data.europa.eu/esco/occupation/1"); got != "occupation/1" {
		t.Errorf("Occupation = %q", got)
	}
	if got := Choice(matching.Choice{Values: []string{"nuts", "egg", "nuts"}}); !cmp.Equal(got, matching.Chosen("egg", "nuts")) {
		t.Errorf("Choice = %v", got)
	}
	if got := Choice(matching.Choice{Asked: true}); !got.Asked || got.Values != nil {
		t.Errorf("asked and none became %v", got)
	}
}

// Storing twice changes nothing, so that a save without change can be told from one with.
func TestFormIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "text")
		if once := Text(s); Text(once) != once {
			t.Fatalf("%q, then %q", once, Text(once))
		}
		list := rapid.SliceOf(rapid.String()).Draw(t, "list")
		if once := Keys(list); !cmp.Equal(Keys(once), once) {
			t.Fatalf("%q, then %q", once, Keys(once))
		}
	})
}
