package demo

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching"
)

func TestDecodeKeepsNotAskedApart(t *testing.T) {
	clients, err := decode[clientFile]([]byte(`[{"id": "c", "profile": {
		"hazards": [], "allergens": ["nuts"],
		"abilities": {"lifting": {"level": 0}, "memory": {"level": "withheld"}, "digital": {"level": 5}},
		"availability": {"week_hours": [7.5, 37.5], "day_hours": 2.25}}}]`))
	if err != nil {
		t.Fatal(err)
	}
	got := clients[0].client().Content
	if !got.Hazards.Asked || len(got.Hazards.Values) > 0 {
		t.Errorf("an empty list of hazards was asked and says none, got %+v", got.Hazards)
	}
	if got.Forms.Asked || got.Availability.Weekdays.Asked {
		t.Errorf("missing lists were not asked, got %+v and %+v", got.Forms, got.Availability.Weekdays)
	}
	if diff := cmp.Diff(matching.Chosen("nuts"), got.Allergens); diff != "" {
		t.Error(diff)
	}
	want := matching.Ratings{"lifting": matching.Rated(0), "memory": matching.Withheld, "digital": matching.Rated(5)}
	for d, r := range want {
		if got.Abilities[d].Rating != r {
			t.Errorf("%s: got %v, want %v", d, got.Abilities[d].Rating, r)
		}
	}
	if got.Abilities["standing"].Rating != matching.NotAsked {
		t.Error("an ability that is missing was not asked")
	}
	if w := got.Availability.WeekMinutes; w != (matching.Window{Min: 450, Max: 2250}) || got.Availability.DayMinutes != 135 {
		t.Errorf("hours became %+v and %d minutes", w, got.Availability.DayMinutes)
	}
}

func TestDecodeRefuses(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"a level above the scale": {`[{"profile": {"abilities": {"lifting": {"level": 6}}}}]`, "level 6"},
		"a level below the scale": {`[{"profile": {"must_not": {"lifting": -1}}}]`, "level -1"},
		"half a level":            {`[{"profile": {"abilities": {"lifting": {"level": 2.5}}}}]`, "level 2.5"},
		"another word":            {`[{"profile": {"abilities": {"lifting": {"level": "much"}}}}]`, `or "withheld"`},
		"a misspelt field":        {`[{"profile": {"hazard": []}}]`, "hazard"},
		"no list":                 {`{}`, "cannot unmarshal"},
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := decode[clientFile]([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want an error that says %q", err, c.want)
			}
		})
	}
}
