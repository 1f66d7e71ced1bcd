package form_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

func scale(t testing.TB) *matching.Scale {
	t.Helper()
	s, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func line(t *rapid.T, name string) string {
	return rapid.StringMatching(`[a-zåäöA-Z0-9][a-zåäö0-9 ,.<>"&]{0,20}[a-zåäö0-9]`).Draw(t, name)
}

func choice(t *rapid.T, s *matching.Scale, vocabulary string) matching.Choice {
	if !rapid.Bool().Draw(t, vocabulary+" asked") {
		return matching.Choice{}
	}
	return matching.Choice{Asked: true, Values: some(t, s.Keys(vocabulary), vocabulary)}
}

func some(t *rapid.T, keys []string, name string) []string {
	var out []string
	for _, k := range keys {
		if rapid.Bool().Draw(t, name+" "+k) {
			out = append(out, k)
		}
	}
	return out
}

func window(t *rapid.T) matching.Window {
	least := rapid.IntRange(0, 2400).Draw(t, "least")
	return matching.Window{Min: least, Max: least + rapid.IntRange(1, 2400).Draw(t, "more")}
}

// TestTaskThereAndBack shows any task in the form and reads it again: nothing changes, whatever minute it holds.
func TestTaskThereAndBack(t *testing.T) {
	s := scale(t)
	rapid.Check(t, func(t *rapid.T) {
		want := task.Task{
			Title: line(t, "title"), Summary: line(t, "summary"), Lang: "fi", Hazards: choice(t, s, "hazard"), Allergens: choice(t, s, "allergen"),
			Weekdays: choice(t, s, "weekday"), Shifts: choice(t, s, "shift"), WeekMinutes: window(t), DayMinutes: rapid.IntRange(0, 1440).Draw(t, "day"),
			Certificates: some(t, s.Keys("certificate"), "certificate"), Forms: some(t, s.Keys("form"), "form"), Support: rapid.IntRange(0, 3).Draw(t, "support"),
			Places: rapid.IntRange(1, 200).Draw(t, "places"), Pay: task.Pay{Kind: "hour", Cents: rapid.Int64Range(0, 100_000_00).Draw(t, "cents")},
			Place: task.Place{Postal: "33100", Access: some(t, s.Keys("access"), "access")},
		}
		for i := range rapid.IntRange(0, 4).Draw(t, "steps") {
			want.Steps = append(want.Steps, task.Step{Name: line(t, "step"), Minutes: i * 7})
		}
		for _, item := range s.Items() {
			if rapid.Bool().Draw(t, "demand") {
				want.Demands = append(want.Demands, matching.Demand{
					Dimension: item.Key, Level: rapid.IntRange(0, 5).Draw(t, "level"), Essential: rapid.Bool().Draw(t, "essential"), Adaptable: rapid.Bool().Draw(t, "adaptable"),
				})
			}
		}
		want = want.Normalise()
		got, bad := form.Task(form.TaskValues(want), task.Task{}, s)
		if len(bad) > 0 {
			t.Fatalf("mistakes in what the form itself wrote: %v", bad)
		}
		if diff := cmp.Diff(want, got.Normalise(), cmpopts.EquateComparable(marketplace.Instant{}), cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
	})
}

// TestProfileThereAndBack sends every part of the editor back as it was shown: nothing changes in any part.
func TestProfileThereAndBack(t *testing.T) {
	s := scale(t)
	rapid.Check(t, func(t *rapid.T) {
		want := anyContent(t, s).Normalise()
		for _, section := range form.Sections(s) {
			got, bad := form.Profile(form.ProfileValues(want), section, want, s)
			if len(bad) > 0 {
				t.Fatalf("%s: mistakes in what the form itself wrote: %v", section.Key, bad)
			}
			if changes := profile.Diff(want, got.Normalise()); len(changes) > 0 {
				t.Fatalf("%s changed %v", section.Key, changes)
			}
		}
	})
}

func anyContent(t *rapid.T, s *matching.Scale) profile.Content {
	c := profile.Content{
		ESCOSkills: []string{line(t, "esco skill")}, Strengths: []string{line(t, "strength"), line(t, "another")}, Motivation: line(t, "motivation"), Certificates: choice(t, s, "certificate"),
		Adaptations: choice(t, s, "adaptation"), Hazards: choice(t, s, "hazard"), Allergens: choice(t, s, "allergen"), Forms: choice(t, s, "form"),
		Abilities: map[matching.Dimension]profile.Answer{}, MustNot: matching.Ratings{},
		Experience: []profile.Experience{{Title: line(t, "job"), Months: rapid.IntRange(0, 720).Draw(t, "months")}},
		Availability: profile.Availability{
			WeekMinutes: window(t), Weekdays: choice(t, s, "weekday"), Shifts: choice(t, s, "shift"), DayMinutes: rapid.IntRange(0, 1440).Draw(t, "day"),
		},
		Travel: profile.Travel{Postal: "00100", Transport: "bike", MaxMinutes: rapid.IntRange(0, 300).Draw(t, "travel")},
	}
	if rapid.Bool().Draw(t, "support asked") {
		level := rapid.IntRange(0, 3).Draw(t, "support")
		c.Support = &level
	}
	if rapid.Bool().Draw(t, "interests asked") {
		c.Interests = &matching.Interests{}
		for i := range c.Interests {
			c.Interests[i] = rapid.Float64Range(0, 1).Draw(t, "interest")
		}
	}
	for _, item := range s.Items() {
		if rating := matching.Rating(rapid.IntRange(0, 7).Draw(t, "rating")); rating != matching.NotAsked {
			c.Abilities[item.Key] = profile.Answer{Rating: rating, Source: "client", On: "2026-11-03"}
			if rating.Known() {
				c.MustNot[item.Key] = rating
			}
		}
	}
	return c
}

func TestHours(t *testing.T) {
	s := scale(t)
	tests := []struct {
		typed string
		want  int
		bad   bool
	}{
		{"7,5", 450, false},
		{"7.5", 450, false},
		{" 10 ", 600, false},
		{"", 0, false},
		{"0", 0, false},
		{"ten", 0, true},
		{"1e99", 0, true},
		{"NaN", 0, true},
		{"7,5,5", 0, true},
		{"-3", -180, false},
	}
	for _, test := range tests {
		got, bad := form.Task(url.Values{"day_minutes": {test.typed}}, task.Task{}, s)
		if got.DayMinutes != test.want || len(bad) > 0 != test.bad {
			t.Errorf("%q: %d minutes, mistakes %v", test.typed, got.DayMinutes, bad)
		}
	}
}

func TestChoices(t *testing.T) {
	s := scale(t)
	tests := []struct {
		name   string
		asked  string
		values []string
		want   matching.Choice
		bad    bool
	}{
		{"not asked", "", nil, matching.Choice{}, false},
		{"none", form.None, nil, matching.Chosen(), false},
		{"some", form.Some, []string{"dust"}, matching.Chosen("dust"), false},
		{"boxes alone are not lost", "", []string{"dust"}, matching.Chosen("dust"), false},
		{"none and some", form.None, []string{"dust"}, matching.Chosen("dust"), true},
		{"some of nothing", form.Some, nil, matching.Choice{}, true},
	}
	for _, test := range tests {
		v := url.Values{"hazards.asked": {test.asked}, "hazards": test.values}
		got, bad := form.Task(v, task.Task{}, s)
		if diff := cmp.Diff(test.want, got.Hazards); diff != "" || len(bad) > 0 != test.bad {
			t.Errorf("%s: mistakes %v, %s", test.name, bad, diff)
		}
	}
}

// TestOnlyThisPart sends a part of the editor: what stands in other parts stays.
func TestOnlyThisPart(t *testing.T) {
	s := scale(t)
	was := profile.Content{Strengths: []string{"careful"}, Motivation: "money", Hazards: matching.Chosen("dust")}
	section := form.Section{Key: "limits", Items: []string{"hazards"}}
	got, _ := form.Profile(url.Values{"strengths": {"forged"}, "hazards.asked": {form.None}}, section, was, s)
	if got.Strengths[0] != "careful" || got.Motivation != "money" || len(got.Hazards.Values) != 0 || !got.Hazards.Asked {
		t.Errorf("%+v", got)
	}
}

func TestInterestsAllOrNone(t *testing.T) {
	s := scale(t)
	section := form.Section{Items: []string{"interests"}}
	_, bad := form.Profile(url.Values{"interests.social": {"1"}}, section, profile.Content{}, s)
	if len(bad) != 5 || !strings.HasPrefix(bad[0].Field, "interests.") {
		t.Errorf("%v", bad)
	}
	got, bad := form.Profile(url.Values{}, section, profile.Content{Interests: &matching.Interests{1}}, s)
	if got.Interests != nil || len(bad) > 0 {
		t.Errorf("clearing all: %v, %v", got.Interests, bad)
	}
}

func TestErrorsFindTheirFields(t *testing.T) {
	s := scale(t)
	v := url.Values{"demands.standing": {"3"}, "demands.attention": {"2"}, "steps[3].name": {"Sweep"}, "steps[3].minutes": {"99999"}, "lang": {"fi"}}
	typed, bad := form.Task(v, task.Task{}, s)
	if len(bad) > 0 || len(typed.Steps) != 1 || v.Get("steps[0].name") != "Sweep" {
		t.Fatalf("%v, %v, %v", typed.Steps, bad, v)
	}
	errs := typed.Missing()
	fields := map[string]bool{}
	for _, e := range form.TaskFields(typed, errs) {
		fields[e.Field] = true
	}
	if !fields["week_minutes.min"] || !fields["title"] {
		t.Errorf("%v", fields)
	}
}

// FuzzForms reads nonsense: nothing panics, and what is typed stands in the form again.
func FuzzForms(f *testing.F) {
	s := scale(f)
	f.Add("title=x&week_minutes.min=a&hazards.asked=none&hazards=dust&steps[0].name=y&demands.standing=9")
	f.Add("interests.social=NaN&abilities.lifting.rating=x&must_not.lifting=-1&experience[59].months=1e9&support=7")
	f.Fuzz(func(t *testing.T, query string) {
		v, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		title, note := v.Get("title"), v.Get("abilities.lifting.note")
		if _, bad := form.Task(v, task.Task{}, s); len(bad) > 0 {
			for _, e := range bad {
				if e.Field == "" || e.Key == "" {
					t.Errorf("a mistake without a place: %+v", e)
				}
			}
		}
		for _, section := range form.Sections(s) {
			form.Profile(v, section, profile.Content{}, s)
		}
		if v.Get("title") != title || v.Get("abilities.lifting.note") != note {
			t.Error("what was typed changed")
		}
	})
}

// TestClock reads times of day and moments as people write them, and writes them back as fields want them.
func TestClock(t *testing.T) {
	for text, want := range map[string]int{"8:15": 495, "08.15": 495, "8": 480, " 24:00 ": 1440, "0:00": 1440, "00.15": 15} {
		if got, bad := form.Clock(url.Values{"at": {text}}, "at", true); got != want || bad != nil {
			t.Errorf("%q is %d, %v; want %d", text, got, bad, want)
		}
	}
	for _, text := range []string{"", "x", "25", "8:60", "-1:00", "8:1x"} {
		if _, bad := form.Clock(url.Values{"at": {text}}, "at", false); len(bad) != 1 || bad[0].Field != "at" {
			t.Errorf("%q: %v", text, bad)
		}
	}
	zone := time.FixedZone("there", 2*3600)
	for text, want := range map[string]string{"2026-11-30 16:00": "2026-11-30T14:00:00.000Z", "2026-11-30 00:00": "2026-11-30T22:00:00.000Z"} {
		day, clock, _ := strings.Cut(text, " ")
		v := url.Values{"until": {day}, "until.time": {clock}}
		got, bad := form.Moment(v, "until", zone)
		if got.String() != want || bad != nil {
			t.Errorf("%s is %s, %v", text, got, bad)
		}
		again := url.Values{}
		if form.SetMoment(again, "until", got, zone); !cmp.Equal(again, v) {
			t.Errorf("%s is written as %v", text, again)
		}
	}
	if got, bad := form.Moment(url.Values{"until.time": {"16:00"}}, "until", zone); !got.IsZero() || bad != nil {
		t.Errorf("no day is %s, %v", got, bad)
	}
	for _, v := range []url.Values{{"until": {"30.11.2026"}}, {"until": {"2026-11-30"}}} {
		if _, bad := form.Moment(v, "until", zone); len(bad) != 1 {
			t.Errorf("%v: %v", v, bad)
		}
	}
}
