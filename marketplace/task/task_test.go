package task

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

func TestValidate(t *testing.T) {
	s := newService(t, nil, nil)
	tests := []struct {
		name   string
		change func(*Task)
		want   []string // field: key
	}{
		{"ready", func(*Task) {}, nil},
		{"long title", func(t *Task) { t.Title = strings.Repeat("ä", 121) }, []string{"title: field.too_long"}},
		{"language", func(t *Task) { t.Lang = "de" }, []string{"lang: field.choice"}},
		{"step without a name", func(t *Task) { t.Steps = []Step{{Minutes: 5}} }, []string{"steps[0].name: field.required"}},
		{"step of more than a week", func(t *Task) { t.Steps[0].Minutes = 10081 }, []string{"steps[0].minutes: field.range"}},
		{"occupation", func(t *Task) { t.Occupation = baker + "x" }, []string{"occupation: field.occupation"}},
		{"skills", func(t *Task) { t.ESCOSkills = []string{dishes, "x"} }, []string{"esco_skills[1]: field.skill"}},
		{"demands", func(t *Task) {
			t.Demands = []matching.Demand{{Dimension: "lifting", Level: 6}, {Dimension: "lifting"}, {Dimension: "iq"}}
		}, []string{"demands[0].level: field.range", "demands[1].dimension: field.twice", "demands[2].dimension: field.dimension"}},
		{"hazard", func(t *Task) { t.Hazards = matching.Chosen("lava") }, []string{"hazards.values[0]: field.choice"}},
		{"allergen", func(t *Task) { t.Allergens = matching.Chosen("nuts", "work") }, []string{"allergens.values[1]: field.choice"}},
		{"hours the wrong way round", func(t *Task) { t.WeekMinutes = matching.Window{Min: 600, Max: 300} }, []string{"week_minutes.max: field.order"}},
		{"day", func(t *Task) { t.DayMinutes = 1441 }, []string{"day_minutes: field.range"}},
		{"place", func(t *Task) { t.Place = Place{Postal: "00000", Access: []string{"moat"}} }, []string{"place.postal: field.postal", "place.access[0]: field.choice"}},
		{"form", func(t *Task) { t.Forms = []string{"slavery"} }, []string{"forms[0]: field.choice"}},
		{"places", func(t *Task) { t.Places = 201 }, []string{"places: field.range"}},
		{"support", func(t *Task) { t.Support = 4 }, []string{"support: field.range"}},
		{"pay without kind", func(t *Task) { t.Pay = Pay{Cents: 1200} }, []string{"pay.kind: task.pay_kind"}},
		{"pay of another kind", func(t *Task) { t.Pay = Pay{Kind: "cash"} }, []string{"pay.kind: field.choice"}},
		{"start", func(t *Task) { t.Start = "1.12.2026" }, []string{"start: field.date"}},
		{"two at once", func(t *Task) { t.Lang, t.Support = "", -1 }, []string{"lang: field.choice", "support: field.range"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			task := ready()
			tt.change(&task)
			if diff := cmp.Diff(tt.want, keys(task.Validate(s.Scale, s.Places, s.ESCO))); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func keys(bad []marketplace.FieldError) []string {
	var out []string
	for _, b := range bad {
		out = append(out, b.Field+": "+b.Key)
	}
	return out
}

func TestMissing(t *testing.T) {
	want := []string{
		"title: field.required", "forms: field.required", "week_minutes: field.required", "place.postal: field.required",
		"hazards: task.tell_hazards", "allergens: task.tell_allergens",
	}
	if diff := cmp.Diff(want, keys(Task{}.Missing())); diff != "" {
		t.Error(diff)
	}
	if got := ready().Missing(); got != nil {
		t.Errorf("a ready task lacks %v", got)
	}
	told := ready()
	told.Hazards, told.Allergens = matching.Chosen(), matching.Chosen()
	if got := told.Missing(); got != nil {
		t.Errorf("saying that there are none is telling: %v", got)
	}
}

func TestNormalise(t *testing.T) {
	got := Task{
		Title: "  Tiskaaja \n", Forms: []string{"gig", "employment", "gig"}, Steps: []Step{{}, {Name: " Disk "}},
		Hazards: matching.Choice{Values: []string{"heat"}}, Place: Place{Postal: " 20100"},
		Demands: []matching.Demand{{Dimension: "standing"}, {Dimension: "lifting"}},
	}.Normalise()
	want := Task{
		Title: "Tiskaaja", Lang: "fi", Forms: []string{"employment", "gig"}, Steps: []Step{{Name: "Disk"}}, Places: 1,
		Hazards: matching.Chosen("heat"), Place: Place{Postal: "20100"},
		Demands: []matching.Demand{{Dimension: "lifting"}, {Dimension: "standing"}},
	}
	if diff := cmp.Diff(want, got, cmp.AllowUnexported(marketplace.Instant{})); diff != "" {
		t.Error(diff)
	}
}

func TestNormaliseIsStable(t *testing.T) {
	text := rapid.String()
	list := rapid.SliceOfN(text, 0, 4)
	rapid.Check(t, func(t *rapid.T) {
		task := Task{
			Title: text.Draw(t, "title"), Summary: text.Draw(t, "summary"), Occupation: text.Draw(t, "occupation"),
			Forms: list.Draw(t, "forms"), Adaptations: list.Draw(t, "adaptations"), Certificates: list.Draw(t, "certificates"),
			Steps:   []Step{{Name: text.Draw(t, "step"), Minutes: rapid.Int().Draw(t, "minutes")}},
			Hazards: matching.Choice{Asked: rapid.Bool().Draw(t, "asked"), Values: list.Draw(t, "hazards")},
			Place:   Place{Postal: text.Draw(t, "postal"), Address: text.Draw(t, "address"), Access: list.Draw(t, "access")},
			Demands: []matching.Demand{{Dimension: matching.Dimension(text.Draw(t, "a"))}, {Dimension: matching.Dimension(text.Draw(t, "b"))}},
		}
		once := task.Normalise()
		if diff := cmp.Diff(once, once.Normalise(), cmp.AllowUnexported(marketplace.Instant{})); diff != "" {
			t.Fatal(diff)
		}
	})
}

// What matching gets holds work facts only, and the index gets what is public only.
func TestViews(t *testing.T) {
	s := newService(t, nil, nil)
	task := ready()
	task.ID, task.Org, task.Employer, task.ImportKey = "t1", "cafe", "Kahvila Kulma", "secret/7"
	task.Allergens, task.Pay, task.Summary = matching.Chosen("nuts"), Pay{Kind: "hour", Cents: 1234}, "Tiskaat."
	m := task.Matching(s.Places, s.ESCO)
	if !m.Place.Known || m.Place.Lat < 60 || m.Text != "Tiskaat.. Tiskaaminen" || m.ID != "t1" {
		t.Errorf("matching gets %+v", m)
	}
	e := task.Entry(s.Places)
	if diff := cmp.Diff([]string{"wet_floor", "allergen:nuts"}, e.Hazards); diff != "" {
		t.Error(diff)
	}
	if e.Region != "Varsinais-Suomi" || e.Municipal != "Turku" || e.HoursMin != 300 || e.HoursMax != 600 || !strings.Contains(e.Grams, "0tiskaaja0") {
		t.Errorf("the index gets %+v", e)
	}
	unknown := ready()
	unknown.Place.Postal = ""
	if m, e := unknown.Matching(s.Places, s.ESCO), unknown.Entry(s.Places); m.Place.Known || e.PlaceKnown() {
		t.Error("a task without a place has one")
	}
}
