package esco_test

import (
	"testing"

	"sovite.fi/sovite/matching/esco"
)

func table(t *testing.T) *esco.Table {
	t.Helper()
	tab, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	return tab
}

func TestLoad(t *testing.T) {
	tab := table(t)
	if tab.Len() != 3007 {
		t.Errorf("occupations: got %d, want 3007", tab.Len())
	}
	const id = "occupation/75b63949-1b93-4bf2-a777-ccf978dc3e8a"
	o, ok := tab.ByID("http://data.europa.eu/esco/" + id)
	if !ok || o.ID != id || o.ISCO != "7411" || tab.ISCO(id) != "7411" {
		t.Errorf("by address: got %+v %v", o, ok)
	}
	for lang, want := range map[string]string{"fi": "sähköasentaja, aurinkoenergia", "en": "solar energy technician", "xx": "solar energy technician"} {
		if got := o.Label(lang); got != want {
			t.Errorf("label %s: got %q, want %q", lang, got, want)
		}
	}
	if o.Label("sv") == "" || tab.ISCO("occupation/none") != "" {
		t.Error("the Swedish label must not be empty, nor an unknown id have a code")
	}
}

func TestSuggest(t *testing.T) {
	tab := table(t)
	for _, c := range []struct {
		typed, lang string
		n           int
		first       string
	}{
		{"kotisiiv", "fi", 3, "kotisiivooja"},
		{"myyjä kukka", "fi", 3, "myyjä, kukka- ja puutarhatuotteet"},
		{"SIIVOO", "fi", 3, "huvipuiston siivooja"},
		{"toalett", "sv", 3, "toalettstädare"},
		{"tech energy", "en", 9, "solar energy technician"},
		{"technician solar", "en", 1, "solar energy technician"},
	} {
		got := tab.Suggest(c.typed, c.lang, c.n)
		if len(got) == 0 || len(got) > c.n || got[0].Label(c.lang) != c.first {
			var labels []string
			for _, o := range got {
				labels = append(labels, o.Label(c.lang))
			}
			t.Errorf("%q: got %q, want first %q", c.typed, labels, c.first)
		}
	}
	if got := tab.Suggest("  ", "fi", 5); got != nil {
		t.Errorf("nothing typed: got %d", len(got))
	}
	if got := tab.Suggest("qqqq", "fi", 5); len(got) != 0 {
		t.Errorf("nonsense: got %d", len(got))
	}
}
