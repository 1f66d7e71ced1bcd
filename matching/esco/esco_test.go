package esco_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

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
	if tab.Len() != 3007 || tab.Skills() != 7966 || tab.Release() != "1.1.1" {
		t.Errorf("got %d occupations and %d skills of release %q, want 3007 and 7966 of 1.1.1", tab.Len(), tab.Skills(), tab.Release())
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

func TestNamed(t *testing.T) {
	tab := table(t)
	for text, want := range map[string][]string{
		"kotisiivooja":                      {"9111"},
		"  Sähköasentaja,  AURINKOENERGIA ": {"7411"},
		"solar energy technician":           {"7411"},
		"sjuksköterska, grundutbildad":      {"2221", "5321"}, // a Swedish name of two groups
		"nonwoven textile technician":       {"8159"},         // stands with two spaces in the list
		"siivooja tai keittiöapulainen":     nil,
		"":                                  nil,
	} {
		if got := tab.Named(text); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", text, got, want)
		}
	}
	tab.Named("kotisiivooja")[0] = "changed"
	if got := tab.Named("kotisiivooja"); got[0] != "9111" {
		t.Error("a caller can change the table")
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

// TestSkills: a kitchen assistant needs to handle dishes, and a skill is no occupation.
func TestSkills(t *testing.T) {
	tab := table(t)
	assistants := tab.Suggest("keittiöavustaja", "fi", 1)
	if len(assistants) != 1 {
		t.Fatal("no kitchen assistant")
	}
	skills := tab.Essential(assistants[0].ID)
	if len(skills) < 5 {
		t.Fatalf("essential skills of a kitchen assistant: got %d", len(skills))
	}
	s := skills[0]
	if got, ok := tab.Skill("http://data.europa.eu/esco/" + s.ID); !ok || got.Label("fi") != s.Label("fi") || !tab.HasSkill(s.ID) {
		t.Errorf("%s is not found by its address", s.ID)
	}
	if _, ok := tab.ByID(s.ID); ok || tab.HasSkill(assistants[0].ID) {
		t.Error("a skill is taken for an occupation, or the other way round")
	}
	if got := tab.SuggestSkills("astianpesukone", "fi", 3); len(got) == 0 || got[0].Label("fi") != "käyttää astianpesukonetta" {
		t.Errorf("astianpesukone: %v", got)
	}
}

func same(name string, others ...string) [3]esco.Names {
	n := esco.Names{Label: name, Others: others}
	return [3]esco.Names{n, n, n}
}

// TestKeep: what a new release dropped keeps its name and group, and is not suggested.
func TestKeep(t *testing.T) {
	old := esco.NewBuilder("1")
	for _, err := range []error{
		old.Skill("skill/a", same("sweep")), old.Skill("skill/b", same("mop")),
		old.Occupation("occupation/x", "9112", same("cleaner")), old.Occupation("occupation/y", "9112", same("sweeper")),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	old.Essential("occupation/x", "skill/b")
	next := esco.NewBuilder("2")
	if err := next.Skill("http://data.europa.eu/esco/skill/a", same("sweep floors", "brush")); err != nil {
		t.Fatal(err)
	}
	if err := next.Occupation("occupation/y", "9112", same("sweeper")); err != nil {
		t.Fatal(err)
	}
	if !next.Essential("http://data.europa.eu/esco/occupation/y", "skill/a") || next.Essential("occupation/y", "skill/b") || next.Essential("skill/a", "occupation/y") {
		t.Error("links: only those between what is there")
	}
	next.Keep(old.Table())
	tab := next.Table()
	if tab.Len() != 1 || tab.Skills() != 1 || tab.ISCO("occupation/x") != "9112" || !tab.HasSkill("skill/b") {
		t.Errorf("%d occupations, %d skills, group %q", tab.Len(), tab.Skills(), tab.ISCO("occupation/x"))
	}
	if len(tab.Suggest("cleaner", "en", 9))+len(tab.SuggestSkills("mop", "en", 9))+len(tab.Essential("occupation/x")) > 0 {
		t.Error("a retired concept is suggested")
	}
	if got := tab.SuggestSkills("brush", "en", 9); len(got) != 1 || got[0].Label("fi") != "sweep floors" {
		t.Errorf("by another name: %v", got)
	}
}

func TestBadConcepts(t *testing.T) {
	b := esco.NewBuilder("1")
	for name, err := range map[string]error{
		"another kind":  b.Skill("occupation/x", same("a")),
		"no code":       b.Skill("skill/", same("a")),
		"no name":       b.Skill("skill/a", same(" \t")),
		"no group":      b.Occupation("occupation/x", "91", same("a")),
		"group in word": b.Occupation("occupation/x", "91a2", same("a")),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	for _, text := range []string{"", "id\tcode", "esco\t2\t1\n", "esco\t1\t1\nx\ta", "esco\t1\t1\no\ta\t9112\ta\ta\ta\t\t\t\t0", "esco\t1\t1\ns\ta\t\ta\ta\ta\ns\ta\t\ta\ta\ta"} {
		if _, err := esco.Read(strings.NewReader(text)); err == nil {
			t.Errorf("%q: no error", text)
		}
	}
}

// TestThereAndBack writes any table and reads it again: nothing changes, and equal tables give equal bytes.
func TestThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := esco.NewBuilder(rapid.StringMatching(`[0-9.]{0,6}`).Draw(t, "release"))
		var ids []string
		for range rapid.IntRange(0, 6).Draw(t, "skills") {
			id := "skill/" + rapid.StringMatching(`[a-d]{1,2}`).Draw(t, "skill")
			if err := b.Skill(id, names(t)); err == nil {
				ids = append(ids, id)
			}
		}
		for range rapid.IntRange(0, 4).Draw(t, "occupations") {
			id := "occupation/" + rapid.StringMatching(`[a-d]{1,2}`).Draw(t, "occupation")
			if err := b.Occupation(id, "9112", names(t)); err == nil && len(ids) > 0 {
				b.Essential(id, rapid.SampledFrom(ids).Draw(t, "essential"))
			}
		}
		older := esco.NewBuilder("0")
		_ = older.Skill("skill/old", names(t))
		b.Keep(older.Table())
		var first, second bytes.Buffer
		if err := b.Table().Write(&first); err != nil {
			t.Fatal(err)
		}
		again, err := esco.Read(bytes.NewReader(first.Bytes()))
		if err != nil {
			t.Fatalf("%v in\n%s", err, first.String())
		}
		if err := again.Write(&second); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(first.Bytes(), second.Bytes()) {
			t.Fatalf("%s\nbecame\n%s", first.String(), second.String())
		}
		for o := range again.All() {
			was, _ := b.Table().ByID(o.ID)
			if o.Label("sv") != was.Label("sv") || !slices.EqualFunc(again.Essential(o.ID), b.Table().Essential(o.ID), func(a, b esco.Skill) bool { return a.ID == b.ID }) {
				t.Fatalf("%s changed", o.ID)
			}
		}
	})
}

func names(t *rapid.T) (out [3]esco.Names) {
	for i := range out {
		out[i] = esco.Names{Label: rapid.String().Draw(t, "label") + "x", Others: rapid.SliceOfN(rapid.String(), 0, 3).Draw(t, "others")}
	}
	return out
}

// FuzzRead reads nonsense: an error, never a panic, and what was read can be written.
func FuzzRead(f *testing.F) {
	f.Add("esco\t1\t1\ns\ta\t\ta\ta\ta\no\tx\t9112\ta\ta\ta\tb|c\t\t\t0")
	f.Fuzz(func(t *testing.T, text string) {
		tab, err := esco.Read(strings.NewReader(text))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := tab.Write(&out); err != nil {
			t.Fatal(err)
		}
		if _, err := esco.Read(&out); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}
