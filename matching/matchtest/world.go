package matchtest

import (
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
)

// World draws profiles and tasks that are small enough to collide often: few dimensions, few keys.
type World struct {
	Rules matching.RuleSet
	T     *rapid.T
}

// Dimensions are the few dimensions that are drawn.
func Dimensions() []matching.Dimension {
	return []matching.Dimension{"lifting", "stamina", "attention", "speaking", "stress_tolerance", "reading", "far_vision", "independence"}
}

// Keys are the keys of all adaptations.
func (w World) Keys() []string {
	var out []string
	for _, a := range w.Rules.Adaptations {
		out = append(out, a.Key)
	}
	return out
}

// Bool draws yes or no.
func (w World) Bool(label string) bool { return rapid.Bool().Draw(w.T, label) }

// UpTo draws a number from 0 to n.
func (w World) UpTo(n int, l string) int { return rapid.IntRange(0, n).Draw(w.T, l) }

// Of draws one of the values.
func (w World) Of(l string, v ...string) string { return rapid.SampledFrom(v).Draw(w.T, l) }

// Some draws some of the values, each at most once.
func (w World) Some(label string, values ...string) []string {
	return rapid.SliceOfNDistinct(rapid.SampledFrom(values), 0, len(values), rapid.ID[string]).Draw(w.T, label)
}

// Often draws a choice that was asked nine times out of ten.
func (w World) Often(label string, values ...string) matching.Choice {
	if w.UpTo(9, label+" asked") == 0 {
		return matching.Choice{}
	}
	return matching.Chosen(w.Some(label, values...)...)
}

// Rating draws a rating, now and then not asked or withheld.
func (w World) Rating(label string) matching.Rating {
	switch n := w.UpTo(11, label); n {
	case 0:
		return matching.NotAsked
	case 1:
		return matching.Withheld
	default:
		return matching.Rated((n - 2) / 2)
	}
}

// Window draws working hours, now and then not asked.
func (w World) Window(label string) matching.Window {
	if w.UpTo(14, label+" asked") == 0 {
		return matching.Window{}
	}
	low := 60 * w.UpTo(20, label+" min")
	return matching.Window{Min: low, Max: low + 60*(1+w.UpTo(20, label+" more"))}
}

// Interests draws interests, now and then not asked.
func (w World) Interests(label string) *matching.Interests {
	if w.UpTo(4, label+" asked") == 0 {
		return nil
	}
	v := rapid.SliceOfN(rapid.Float64Range(0, 1), 6, 6).Draw(w.T, label)
	out := matching.Interests(v)
	return &out
}

// Words draws a short text, or none.
func (w World) Words(label string) string {
	return w.Of(label, "", "astioiden pesu keittiössä", "puutarhatyö ja lumityöt", "varaston hyllytys", "dishwashing")
}

// Profile draws a profile.
func (w World) Profile() matching.Profile {
	p := matching.Profile{
		Abilities:    matching.Ratings{},
		Certificates: w.Often("certificates", "hygiene_passport", "safety_card"),
		Limits: matching.Limits{
			WeekMinutes: w.Window("hours"), DayMinutes: 60 * w.UpTo(6, "day"), Weekdays: w.Often("weekdays", w.Rules.Weekdays...),
			Shifts: w.Often("shifts", w.Rules.Shifts...), Hazards: w.Often("hazards", "dust", "heights"),
			Allergens: w.Often("allergens", "latex", "gluten"), Forms: w.Often("forms", "employment", "work_trial", "gig"),
			MustNot: matching.Ratings{},
			Travel: matching.Travel{
				Known: w.UpTo(9, "from") > 0, Lat: 61.5, Lon: 23.8 + float64(w.UpTo(9, "lon"))/100,
				Transport: w.Of("by", "walk", "bike", "public", "car"), MaxMinutes: 10 * w.UpTo(9, "limit"),
			},
		},
		Needs: matching.Needs{
			Adaptations: w.Often("usable", w.Keys()...), Support: w.Rating("support"), Refused: w.Some("refused", "own_pace", "lifting_aid"),
		},
		Wishes: matching.Wishes{
			Goal: w.Words("goal"), Text: w.Words("wish"), Avoid: w.Words("avoid"), Interests: w.Interests("interests"),
			Occupations: w.Some("occupations", "9412", "9411", "9621"), OccupIDs: w.Some("ids", "o1", "o2"), SkillIDs: w.Some("skills", "s1", "s2", "s3"),
		},
	}
	for _, d := range Dimensions() {
		p.Abilities[d] = w.Rating(string(d))
		if w.UpTo(9, "must not") == 0 {
			p.Limits.MustNot[d] = w.Rating("must not " + string(d))
		}
	}
	return p
}

// Task draws a task.
func (w World) Task(id string) matching.Task {
	t := matching.Task{
		ID: id, Title: w.Words("title"), Text: w.Words("text"), Occupation: w.Of("isco", "", "9412", "9413", "9621"),
		SkillIDs: w.Some("task skills", "s1", "s2", "s3"), OccupID: w.Of("esco", "", "o1", "o2"), WeekMinutes: w.Window("task hours"), DayMinutes: 60 * w.UpTo(6, "task day"),
		Weekdays: w.Often("task days", "mon", "sat"), Shifts: w.Often("task shifts", "day", "night"),
		Place:        matching.Place{Known: w.UpTo(9, "to") > 0, Lat: 61.5, Lon: 23.8 + float64(w.UpTo(9, "task lon"))/100},
		Certificates: w.Some("needs", "hygiene_passport", "safety_card"), Hazards: w.Often("present", "dust", "heights"),
		Allergens: w.Often("allergens present", "latex", "gluten"), Forms: w.Some("task forms", "employment", "work_trial"),
		Adaptations: w.Some("offered", w.Keys()...), Support: w.UpTo(3, "offers"), Interests: w.Interests("task interests"),
	}
	for _, d := range Dimensions() {
		if w.Bool("demands " + string(d)) {
			t.Demands = append(t.Demands, matching.Demand{
				Dimension: d, Level: w.UpTo(5, "level"), Essential: w.Bool("essential"), Adaptable: w.Bool("adaptable"),
			})
		}
	}
	return t
}
