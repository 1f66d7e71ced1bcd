package matching_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching"
)

func loadScale(t testing.TB) *matching.Scale {
	t.Helper()
	s, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestEveryDimensionHasSixLevelsInFourVoices(t *testing.T) {
	s := loadScale(t)
	if len(s.Items()) != 30 || s.Version == "" {
		t.Fatalf("got %d dimensions of version %q, want 30", len(s.Items()), s.Version)
	}
	for _, it := range s.Items() {
		for _, voice := range matching.Voices() {
			if it.Name[voice] == "" || it.Ask[voice] == "" {
				t.Errorf("%s: name or question is missing in %s", it.Key, voice)
			}
			seen := map[string]bool{}
			for level := range it.Levels {
				text := s.LevelText(it.Key, level, voice)
				if text == "" || seen[text] {
					t.Errorf("%s level %d in %s is empty or stands twice: %q", it.Key, level, voice, text)
				}
				seen[text] = true
			}
		}
		if !s.Has("group", it.Group) {
			t.Errorf("%s: group %q has no name", it.Key, it.Group)
		}
	}
	if s.LevelText("lifting", 6, "fi") != "" || s.LevelText("flying", 1, "fi") != "" {
		t.Error("a level or dimension that does not exist must have no text")
	}
}

// TestReliefsAreThePublishedTable keeps the reliefs equal to those that outside judges reckon with.
func TestReliefsAreThePublishedTable(t *testing.T) {
	type r = map[matching.Dimension]int
	want := map[string]r{
		"seated_work": {"standing": 2, "stamina": 1}, "extra_breaks": {"stamina": 2, "attention": 1},
		"lifting_aid": {"lifting": 2, "bending": 1}, "light_duties_only": {"lifting": 2, "walking": 1},
		"adapted_tools":         {"manual_dexterity": 1, "finger_dexterity": 2, "hand_steadiness": 1},
		"magnifier_large_print": {"near_vision": 2, "reading": 1}, "visual_alarms": {"hearing": 2},
		"hearing_protection_quiet_room": {"noise_tolerance": 2}, "own_pace": {"time_pressure": 2, "stress_tolerance": 1},
		"easy_language_instructions": {"reading": 2, "writing": 1}, "picture_checklist": {"memory": 2, "reading": 1},
		"calculator_or_tally": {"numbers": 2}, "one_task_at_a_time": {"multitasking": 2, "attention": 1},
		"named_workmate":      {"customer_contact": 1, "stress_tolerance": 1, "independence": 1},
		"no_customer_contact": {"customer_contact": 3, "speaking": 1}, "written_instead_of_spoken": {"listening": 2, "speaking": 2},
		"job_coach_on_site": {"independence": 2, "memory": 1},
		"steady_routine":    {"change_tolerance": 2, "stress_tolerance": 1}, "dimmed_or_shaded_light": {"light_tolerance": 2},
		"warm_clothing_and_breaks": {"temperature_tolerance": 2}, "guided_route": {"orientation": 2}, "device_help": {"digital": 2},
	}
	got := map[string]r{}
	s := loadScale(t)
	for _, a := range s.Adaptations() {
		got[a.Key] = a.Relief
		for _, voice := range matching.Voices() {
			if a.Name[voice] == "" || a.Text[voice] == "" {
				t.Errorf("%s: name or text is missing in %s", a.Key, voice)
			}
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("reliefs (-published +ours):\n%s", diff)
	}
	if a, ok := s.Adaptation("own_pace"); !ok || a.Cost != "none" || a.Grants != "employer" {
		t.Errorf("own_pace: got %+v", a)
	}
}

func TestClosedListsAreNamedInFourVoices(t *testing.T) {
	s := loadScale(t)
	for list, holds := range map[string]string{
		"hazard": "food_allergens", "allergen": "latex", "certificate": "hygiene_passport", "shift": "night", "form": "work_trial",
		"transport": "public", "weekday": "sun", "access": "step_free", "group": "body", "adaptation": "own_pace", "scale": "lifting",
	} {
		if !s.Has(list, holds) {
			t.Errorf("%s does not hold %q", list, holds)
		}
		names := map[string]string{}
		for _, key := range s.Keys(list) {
			for _, voice := range matching.Voices() {
				name, ok := s.Word(list, key, voice)
				if !ok || strings.TrimSpace(name) == "" {
					t.Errorf("%s.%s has no name in %s", list, key, voice)
				}
			}
			name, _ := s.Word(list, key, "fi")
			if other, twice := names[name]; twice {
				t.Errorf("%s: %s and %s have the same name", list, key, other)
			}
			names[name] = key
		}
	}
	if got := s.Keys("weekday"); len(got) != 7 || got[0] != "mon" || got[6] != "sun" {
		t.Errorf("weekdays in order: got %v", got)
	}
	if _, ok := s.Word("hazard", "nothing", "fi"); ok {
		t.Error("an unknown key must have no name")
	}
}
