package task

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
)

// The bounds of a task: lengths in characters, and how many entries a list may have.
const (
	maxTitle    = 120
	maxSummary  = 4000
	maxLine     = 200
	maxSteps    = 40
	maxSupport  = 3
	maxPlaces   = 200
	dayMinutes  = 24 * 60
	weekMinutes = 7 * dayMinutes
	maxCents    = 1_000_000_00 // a month's pay of a million euros is a typing error
)

// Occupations answers about ESCO occupations and skills; esco.Table does.
type Occupations interface {
	ISCO(id string) string // four digits of ISCO-08; empty when there is no such occupation
	HasSkill(id string) bool
}

// PayKinds lists the kinds of pay, in the order in which forms show them.
func PayKinds() []string { return []string{"none", "hour", "month", "agreement"} }

// Validate names every field that is wrong and how to mend it. Only what is there is checked, so that a draft can be
// saved at any point; see Missing for what has to be there.
func (t Task) Validate(scale *matching.Scale, places *place.Places, occupations Occupations) []marketplace.FieldError {
	f := &check.Fields{Scale: scale, Places: places}
	t.checkTexts(f)
	if t.Occupation != "" && occupations.ISCO(t.Occupation) == "" {
		f.Add("occupation", "field.occupation", "value", t.Occupation)
	}
	f.Skills("esco_skills", t.ESCOSkills, occupations.HasSkill)
	t.checkDemands(f)
	f.Choice("hazards", "hazard", t.Hazards)
	f.Choice("allergens", "allergen", t.Allergens)
	f.Keys("certificates", "certificate", t.Certificates)
	t.checkTime(f)
	f.Postal("place.postal", t.Place.Postal)
	f.Text("place.address", t.Place.Address, maxLine)
	f.Keys("place.access", "access", t.Place.Access)
	f.Keys("adaptations", "adaptation", t.Adaptations)
	f.Range("support", t.Support, 0, maxSupport)
	f.Keys("forms", "form", t.Forms)
	f.Interests("interests", t.Interests)
	f.Range("places", t.Places, 1, maxPlaces)
	t.Pay.check(f)
	return f.Errors()
}

func (t Task) checkTexts(f *check.Fields) {
	f.Text("title", t.Title, maxTitle)
	f.Text("summary", t.Summary, maxSummary)
	f.OneOf("lang", t.Lang, "fi", "sv", "en")
	f.Count("steps", len(t.Steps), maxSteps)
	for i, s := range t.Steps {
		at := check.At("steps", i)
		f.Need(at+".name", s.Name != "")
		f.Text(at+".name", s.Name, maxLine)
		f.Range(at+".minutes", s.Minutes, 0, weekMinutes)
	}
}

func (t Task) checkDemands(f *check.Fields) {
	seen := map[matching.Dimension]bool{}
	for i, d := range t.Demands {
		at := check.At("demands", i)
		if !f.Scale.Has("scale", string(d.Dimension)) {
			f.Add(at+".dimension", "field.dimension", "value", string(d.Dimension))
		}
		if seen[d.Dimension] {
			f.Add(at+".dimension", "field.twice", "value", string(d.Dimension))
		}
		seen[d.Dimension] = true
		f.Range(at+".level", d.Level, 0, matching.MaxLevel)
	}
}

func (t Task) checkTime(f *check.Fields) {
	f.Window("week_minutes", t.WeekMinutes)
	f.Range("day_minutes", t.DayMinutes, 0, dayMinutes)
	f.Choice("weekdays", "weekday", t.Weekdays)
	f.Choice("shifts", "shift", t.Shifts)
	f.Date("start", t.Start)
}

func (p Pay) check(f *check.Fields) {
	if p.Kind != "" {
		f.OneOf("pay.kind", p.Kind, PayKinds()...)
	}
	f.Range("pay.cents", int(p.Cents), 0, maxCents)
	if p.Cents > 0 && p.Kind != "hour" && p.Kind != "month" {
		f.Add("pay.kind", "task.pay_kind")
	}
}

// Missing names what has to be told before the task can be published: without it nobody could be matched, or somebody
// could be matched to a danger. "No hazards" is told by saying so.
func (t Task) Missing() []marketplace.FieldError {
	var f check.Fields
	f.Need("title", t.Title != "")
	f.Need("forms", len(t.Forms) > 0)
	f.Need("week_minutes", t.WeekMinutes.Known())
	f.Need("place.postal", t.Place.Postal != "")
	if !t.Hazards.Asked {
		f.Add("hazards", "task.tell_hazards")
	}
	if !t.Allergens.Asked {
		f.Add("allergens", "task.tell_allergens")
	}
	return f.Errors()
}
