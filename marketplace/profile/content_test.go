package profile

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

func TestValidate(t *testing.T) {
	s := newService(t, nil)
	four := 4
	tests := []struct {
		name    string
		content Content
		want    []string // field: key
	}{
		{"empty: nothing was asked yet", Content{}, nil},
		{"asked and none", Content{Hazards: matching.Chosen(), Forms: matching.Chosen()}, nil},
		{"texts", Content{Motivation: strings.Repeat("ä", 4001), Strengths: []string{"ok", strings.Repeat("x", 201)}}, []string{"strengths[1]: field.too_long", "motivation: field.too_long"}},
		{"too many goals", Content{Goal: Goal{Occupations: []string{"a", "b", "c", "d", "e", "f"}}}, append([]string{"goal.occupations: field.too_many"}, each("goal.occupations[%]: field.occupation", 6)...)},
		{"skills", Content{ESCOSkills: []string{dishes, baker, "x"}}, []string{"esco_skills[1]: field.skill", "esco_skills[2]: field.skill"}},
		{"too many skills", Content{ESCOSkills: slices.Repeat([]string{dishes}, 31)}, []string{"esco_skills: field.too_many"}},
		{"interests", Content{Interests: &matching.Interests{0, 0.5, 1, -0.1}}, []string{"interests[3]: field.range"}},
		{"experience", Content{Experience: []Experience{{Title: "Keittiö", Months: 721}, {Months: 1}}}, []string{"experience[0].months: field.range", "experience[1].title: field.required"}},
		{"education", Content{Education: []Education{{Name: "Koulu", Year: 1929}, {Name: "Kurssi"}}}, []string{"education[0].year: field.range"}},
		{"abilities", Content{Abilities: map[matching.Dimension]Answer{
			"iq":       {Rating: matching.Rated(1)},
			"lifting":  {Rating: 8, Source: "neighbour"},
			"standing": {Rating: matching.Withheld, On: "2026-11-24"},
		}}, []string{"abilities.iq: field.dimension", "abilities.lifting.rating: profile.rating", "abilities.lifting.source: field.choice", "abilities.standing.on: profile.future"}},
		{"refused and helping", Content{Adaptations: matching.Chosen("extra_breaks"), Refused: []string{"extra_breaks"}}, []string{"refused[0]: profile.both"}},
		{"support", Content{Support: &four}, []string{"support: field.range"}},
		{
			"availability",
			Content{Availability: Availability{WeekMinutes: matching.Window{Min: 2, Max: 1}, DayMinutes: -1, Weekdays: matching.Chosen("maanantai"), From: "heti"}},
			[]string{"availability.week_minutes.max: field.order", "availability.day_minutes: field.range", "availability.weekdays.values[0]: field.choice", "availability.from: field.date"},
		},
		{"half a window", Content{Availability: Availability{WeekMinutes: matching.Window{Min: 600}}}, []string{"availability.week_minutes.max: field.required"}},
		{"travel", Content{Travel: Travel{Postal: "00000", Transport: "sleigh", MaxMinutes: 241}}, []string{"travel.postal: field.postal", "travel.transport: field.choice", "travel.max_minutes: field.range"}},
		{
			"limits",
			Content{Hazards: matching.Chosen("diabetes"), Allergens: matching.Chosen("nuts", "x"), Forms: matching.Chosen("y"), MustNot: matching.Ratings{"lifting": matching.Withheld}},
			[]string{"hazards.values[0]: field.choice", "allergens.values[1]: field.choice", "forms.values[0]: field.choice", "must_not.lifting: profile.level"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, b := range tt.content.Validate(s.Scale, s.Places, s.ESCO, "2026-11-23") {
				got = append(got, b.Field+": "+b.Key)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func each(pattern string, n int) []string {
	var out []string
	for i := range n {
		out = append(out, strings.ReplaceAll(pattern, "%", string(rune('0'+i))))
	}
	return out
}

// Matching gets work facts; the person's texts about life, notes and evidence stay behind.
func TestMatching(t *testing.T) {
	s := newService(t, nil)
	two := 2
	c := Content{
		Motivation: "SECRET", Resources: "SECRET", SupportNote: "SECRET",
		Goal:  Goal{Text: "Leipomo", Occupations: []string{baker}},
		Liked: []string{"leipominen"}, Disliked: []string{"tiskaus"}, Skills: []string{"suomi"}, ESCOSkills: []string{dishes},
		Experience: []Experience{{Title: "Leipuri", Note: "SECRET"}},
		Education:  []Education{{Name: "SECRET"}},
		Abilities:  map[matching.Dimension]Answer{"lifting": {Rating: matching.Rated(2), Note: "SECRET"}},
		MustNot:    matching.Ratings{"lifting": matching.Rated(3)}, Support: &two, Refused: []string{"guided_route"},
		Travel:    Travel{Postal: "20100", Transport: "bike", MaxMinutes: 30},
		Allergens: matching.Chosen("nuts"),
	}
	got := c.Matching(s.Places, s.ESCO)
	if strings.Contains(string(must(json.Marshal(got))), "SECRET") {
		t.Errorf("matching learns too much: %+v", got)
	}
	if got.Wishes.Text != "leipominen. Leipuri. suomi" || got.Wishes.Avoid != "tiskaus" || len(got.Wishes.Occupations) != 1 || len(got.Wishes.SkillIDs) != 1 {
		t.Errorf("wishes %+v", got.Wishes)
	}
	if !got.Limits.Travel.Known || got.Needs.Support != matching.Rated(2) || got.Abilities["lifting"] != matching.Rated(2) || got.Limits.MustNot["lifting"] != matching.Rated(3) {
		t.Errorf("got %+v", got)
	}
	c.Goal = Goal{Text: "Kotisiivooja "}
	if w := c.Matching(s.Places, s.ESCO).Wishes; !slices.Equal(w.Occupations, []string{"9111"}) || len(w.OccupIDs) != 0 {
		t.Errorf("a goal that is the name of an occupation: %+v", w)
	}
	if w := c.MatchingAsChosen(s.Places, s.ESCO).Wishes; len(w.Occupations) != 0 || w.Goal != c.Goal.Text {
		t.Errorf("only what was chosen: %+v", w)
	}
	c.Goal.Occupations = []string{baker}
	if w := c.Matching(s.Places, s.ESCO).Wishes; !slices.Equal(w.Occupations, got.Wishes.Occupations) {
		t.Errorf("what was chosen goes before the words: %+v", w)
	}
	empty := Content{}.Matching(s.Places, s.ESCO)
	if empty.Limits.Travel.Known || empty.Needs.Support != matching.NotAsked || empty.Limits.Hazards.Asked {
		t.Errorf("what was not asked is known: %+v", empty)
	}
}

// drawn is any content, normal or not.
func drawn(t *rapid.T) Content {
	text := rapid.SampledFrom([]string{"", " a", "a", "b\n", "c"})
	list := rapid.SliceOfN(text, 0, 3)
	number := rapid.IntRange(0, 3)
	choice := rapid.Custom(func(t *rapid.T) matching.Choice {
		return matching.Choice{Asked: rapid.Bool().Draw(t, "asked"), Values: list.Draw(t, "values")}
	})
	rating := rapid.Map(number, func(n int) matching.Rating { return matching.Rating(n) })
	dimension := rapid.SampledFrom([]matching.Dimension{"lifting", "standing"})
	answer := rapid.Custom(func(t *rapid.T) Answer {
		return Answer{Rating: rating.Draw(t, "rating"), Note: text.Draw(t, "note"), Source: text.Draw(t, "source"), On: marketplace.Date(text.Draw(t, "on"))}
	})
	experience := rapid.Custom(func(t *rapid.T) Experience {
		return Experience{text.Draw(t, "title"), number.Draw(t, "months"), text.Draw(t, "note")}
	})
	education := rapid.Custom(func(t *rapid.T) Education { return Education{text.Draw(t, "name"), number.Draw(t, "year")} })
	interests := rapid.Custom(func(t *rapid.T) matching.Interests {
		return matching.Interests{float64(number.Draw(t, "r")), 0, float64(number.Draw(t, "a"))}
	})
	return Content{
		Strengths: list.Draw(t, "strengths"), Motivation: text.Draw(t, "motivation"), Resources: text.Draw(t, "resources"),
		Goal:      Goal{text.Draw(t, "goal"), list.Draw(t, "occupations")},
		Interests: rapid.Ptr(interests, true).Draw(t, "interests"), Liked: list.Draw(t, "liked"), Disliked: list.Draw(t, "disliked"),
		Experience: rapid.SliceOfN(experience, 0, 2).Draw(t, "experience"), Education: rapid.SliceOfN(education, 0, 2).Draw(t, "education"),
		Skills: list.Draw(t, "skills"), ESCOSkills: list.Draw(t, "esco skills"), Certificates: choice.Draw(t, "certificates"),
		Abilities: rapid.MapOfN(dimension, answer, 0, 2).Draw(t, "abilities"), Adaptations: choice.Draw(t, "adaptations"),
		Refused: list.Draw(t, "refused"), Support: rapid.Ptr(number, true).Draw(t, "support"), SupportNote: text.Draw(t, "note"),
		Availability: Availability{
			WeekMinutes: matching.Window{Min: number.Draw(t, "min"), Max: number.Draw(t, "max")}, DayMinutes: number.Draw(t, "day"),
			Weekdays: choice.Draw(t, "weekdays"), Shifts: choice.Draw(t, "shifts"),
			From: marketplace.Date(text.Draw(t, "from")), Stamina: text.Draw(t, "stamina"),
		},
		Travel:  Travel{text.Draw(t, "postal"), text.Draw(t, "transport"), number.Draw(t, "minutes")},
		Hazards: choice.Draw(t, "hazards"), Allergens: choice.Draw(t, "allergens"), Forms: choice.Draw(t, "forms"),
		MustNot:  rapid.MapOfN(dimension, rating, 0, 2).Draw(t, "must not"),
		Evidence: rapid.SliceOfNDistinct(item(text), 0, 2, func(e evidence.Item) marketplace.ID { return e.ID }).Draw(t, "evidence"),
	}
}

// item draws evidence; what is the same is the same item.
func item(text *rapid.Generator[string]) *rapid.Generator[evidence.Item] {
	return rapid.Custom(func(t *rapid.T) evidence.Item {
		about := rapid.SampledFrom([]string{"abilities.lifting", "support"}).Draw(t, "about")
		e := evidence.Item{About: about, By: "coach", Kind: "seen", On: "2026-11-01", Note: text.Draw(t, "note")}
		e.ID = marketplace.ID(about + e.Line())
		return e
	})
}

func TestNormaliseIsStable(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		once := drawn(t).Normalise()
		if diff := cmp.Diff(once, once.Normalise()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Two contents differ in a field exactly when they are different. The second is the first with one field of another
// drawn one, for each field in turn, so that every field is the only difference now and then.
func TestDiffIsEmptyOnlyForEquals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first, other := drawn(t), drawn(t)
		for i, from := range leaves(reflect.ValueOf(&other).Elem()) {
			second := first
			leaves(reflect.ValueOf(&second).Elem())[i].Set(from)
			a, b := first.Normalise(), second.Normalise()
			changes := Diff(a, b)
			if (len(changes) == 0) != reflect.DeepEqual(a, b) {
				t.Fatalf("%d changes between %+v and %+v", len(changes), a, b)
			}
			back := Diff(b, a)
			if len(back) != len(changes) {
				t.Fatalf("%v, and back %v", changes, back)
			}
			for _, c := range changes {
				at := slices.IndexFunc(back, func(d Change) bool { return d.Path == c.Path })
				if at < 0 || !slices.Equal(back[at].Before, c.After) || !slices.Equal(back[at].After, c.Before) {
					t.Fatalf("%v, and back %v", c, back)
				}
			}
		}
	})
}

// leaves are the fields of a struct and of the structs within, but a choice is one field.
func leaves(v reflect.Value) []reflect.Value {
	var out []reflect.Value
	for i := range v.NumField() {
		f := v.Field(i)
		if f.Kind() == reflect.Struct && f.Type() != reflect.TypeFor[matching.Choice]() {
			out = append(out, leaves(f)...)
			continue
		}
		out = append(out, f)
	}
	return out
}

func TestDiff(t *testing.T) {
	a := Content{Hazards: matching.Chosen("dust"), Motivation: "Ennen", ESCOSkills: []string{dishes}}
	b := Content{Hazards: matching.Chosen(), Motivation: "Ennen", Travel: Travel{MaxMinutes: 30}, Abilities: map[matching.Dimension]Answer{"lifting": {Rating: matching.Rated(2)}}}
	want := []Change{
		{Path: "esco_skills", Vocab: "skill", Before: []string{dishes}},
		{Path: "abilities.lifting.rating", Vocab: "rating", After: []string{"3"}},
		{Path: "travel.max_minutes", Vocab: "minutes", After: []string{"30"}},
		{Path: "hazards", Vocab: "hazard", Before: []string{"dust"}, After: []string{}},
	}
	got := Diff(a, b)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
