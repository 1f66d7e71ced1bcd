package matching_test

import (
	"slices"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
)

// world draws profiles and tasks that are small enough to collide often: few dimensions, few keys.
type world struct {
	rules matching.RuleSet
	t     *rapid.T
}

func dimensions() []matching.Dimension {
	return []matching.Dimension{"lifting", "stamina", "attention", "speaking", "stress_tolerance", "reading", "far_vision", "independence"}
}

func (w world) keys() []string {
	var out []string
	for _, a := range w.rules.Adaptations {
		out = append(out, a.Key)
	}
	return out
}

func (w world) bool(label string) bool          { return rapid.Bool().Draw(w.t, label) }
func (w world) upTo(n int, l string) int        { return rapid.IntRange(0, n).Draw(w.t, l) }
func (w world) of(l string, v ...string) string { return rapid.SampledFrom(v).Draw(w.t, l) }

func (w world) some(label string, values ...string) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 0, len(values), rapid.ID[string]).Draw(w.t, label)
}

// often is a choice that was asked nine times out of ten.
func (w world) often(label string, values ...string) matching.Choice {
	if w.upTo(9, label+" asked") == 0 {
		return matching.Choice{}
	}
	return matching.Chosen(w.some(label, values...)...)
}

func (w world) rating(label string) matching.Rating {
	switch n := w.upTo(11, label); n {
	case 0:
		return matching.NotAsked
	case 1:
		return matching.Withheld
	default:
		return matching.Rated((n - 2) / 2)
	}
}

func (w world) window(label string) matching.Window {
	if w.upTo(14, label+" asked") == 0 {
		return matching.Window{}
	}
	low := 60 * w.upTo(20, label+" min")
	return matching.Window{Min: low, Max: low + 60*(1+w.upTo(20, label+" more"))}
}

func (w world) interests(label string) *matching.Interests {
	if w.upTo(4, label+" asked") == 0 {
		return nil
	}
	v := rapid.SliceOfN(rapid.Float64Range(0, 1), 6, 6).Draw(w.t, label)
	out := matching.Interests(v)
	return &out
}

func (w world) words(label string) string {
	return w.of(label, "", "astioiden pesu keittiössä", "puutarhatyö ja lumityöt", "varaston hyllytys", "dishwashing")
}

func (w world) profile() matching.Profile {
	p := matching.Profile{
		Abilities:    matching.Ratings{},
		Certificates: w.often("certificates", "hygiene_passport", "safety_card"),
		Limits: matching.Limits{
			WeekMinutes: w.window("hours"), DayMinutes: 60 * w.upTo(6, "day"), Weekdays: w.often("weekdays", w.rules.Weekdays...),
			Shifts: w.often("shifts", w.rules.Shifts...), Hazards: w.often("hazards", "dust", "heights"),
			Allergens: w.often("allergens", "latex", "gluten"), Forms: w.often("forms", "employment", "work_trial", "gig"),
			MustNot: matching.Ratings{},
			Travel: matching.Travel{
				Known: w.upTo(9, "from") > 0, Lat: 61.5, Lon: 23.8 + float64(w.upTo(9, "lon"))/100,
				Transport: w.of("by", "walk", "bike", "public", "car"), MaxMinutes: 10 * w.upTo(9, "limit"),
			},
		},
		Needs: matching.Needs{
			Adaptations: w.often("usable", w.keys()...), Support: w.rating("support"), Refused: w.some("refused", "own_pace", "lifting_aid"),
		},
		Wishes: matching.Wishes{
			Goal: w.words("goal"), Text: w.words("wish"), Avoid: w.words("avoid"), Interests: w.interests("interests"),
			Occupations: w.some("occupations", "9412", "9411", "9621"), OccupIDs: w.some("ids", "o1", "o2"),
		},
	}
	for _, d := range dimensions() {
		p.Abilities[d] = w.rating(string(d))
		if w.upTo(9, "must not") == 0 {
			p.Limits.MustNot[d] = w.rating("must not " + string(d))
		}
	}
	return p
}

func (w world) task(id string) matching.Task {
	t := matching.Task{
		ID: id, Title: w.words("title"), Text: w.words("text"), Occupation: w.of("isco", "", "9412", "9413", "9621"),
		OccupID: w.of("esco", "", "o1", "o2"), WeekMinutes: w.window("task hours"), DayMinutes: 60 * w.upTo(6, "task day"),
		Weekdays: w.often("task days", "mon", "sat"), Shifts: w.often("task shifts", "day", "night"),
		Place:        matching.Place{Known: w.upTo(9, "to") > 0, Lat: 61.5, Lon: 23.8 + float64(w.upTo(9, "task lon"))/100},
		Certificates: w.some("needs", "hygiene_passport", "safety_card"), Hazards: w.often("present", "dust", "heights"),
		Allergens: w.often("allergens present", "latex", "gluten"), Forms: w.some("task forms", "employment", "work_trial"),
		Adaptations: w.some("offered", w.keys()...), Support: w.upTo(3, "offers"), Interests: w.interests("task interests"),
	}
	for _, d := range dimensions() {
		if w.bool("demands " + string(d)) {
			t.Demands = append(t.Demands, matching.Demand{
				Dimension: d, Level: w.upTo(5, "level"), Essential: w.bool("essential"), Adaptable: w.bool("adaptable"),
			})
		}
	}
	return t
}

// open is a pair where no limit stands in the way, so that the demands decide.
func (w world) open() (matching.Profile, matching.Task) {
	p, t := w.profile(), w.task("t")
	q, s := suited()
	p.Limits, p.Certificates, p.Needs.Refused = q.Limits, q.Certificates, nil
	t.WeekMinutes, t.Shifts, t.Place, t.Hazards, t.Allergens, t.Forms, t.Certificates, t.Weekdays =
		s.WeekMinutes, s.Shifts, s.Place, s.Hazards, s.Allergens, s.Forms, s.Certificates, s.Weekdays
	return p, t
}

// without gives a list without its i-th value.
func without[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }
