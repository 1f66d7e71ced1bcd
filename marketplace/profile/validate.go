package profile

import (
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
)

// The bounds of a profile: lengths in characters, and how many entries a list may have.
const (
	maxText        = 4000
	maxNote        = 1000
	maxLine        = 200
	maxLines       = 30
	maxEntries     = 40
	maxSkills      = 60
	maxOccupations = 5
	maxMonths      = 720 // sixty years
	maxSupport     = 3
	maxTravel      = 240 // four hours, one way
	firstYear      = 1930
	dayMinutes     = 24 * 60
)

// Validate names every field that is wrong and how to mend it. Only what is there is checked: a profile may be as empty
// as it likes, because "not asked" is an answer. today bounds the dates of what was observed.
func (c Content) Validate(scale *matching.Scale, places *place.Places, occupations Occupations, today marketplace.Date) []marketplace.FieldError {
	f := &check.Fields{Scale: scale, Places: places}
	c.checkWishes(f, occupations)
	c.checkHistory(f, today)
	c.checkAbilities(f, today)
	c.checkSupport(f)
	c.Availability.check(f)
	c.Travel.check(f)
	c.checkLimits(f)
	return f.Errors()
}

func (c Content) checkWishes(f *check.Fields, occupations Occupations) {
	f.Lines("strengths", c.Strengths, maxLines, maxLine)
	f.Text("motivation", c.Motivation, maxText)
	f.Text("resources", c.Resources, maxText)
	f.Text("goal.text", c.Goal.Text, maxText)
	f.Count("goal.occupations", len(c.Goal.Occupations), maxOccupations)
	for i, id := range c.Goal.Occupations {
		if occupations.ISCO(id) == "" {
			f.Add(check.At("goal.occupations", i), "field.occupation", "value", id)
		}
	}
	f.Interests("interests", c.Interests)
	f.Lines("liked", c.Liked, maxLines, maxLine)
	f.Lines("disliked", c.Disliked, maxLines, maxLine)
	f.Lines("skills", c.Skills, maxSkills, maxLine)
	f.Skills("esco_skills", c.ESCOSkills, occupations.HasSkill)
}

func (c Content) checkHistory(f *check.Fields, today marketplace.Date) {
	f.Count("experience", len(c.Experience), maxEntries)
	for i, e := range c.Experience {
		at := check.At("experience", i)
		f.Need(at+".title", e.Title != "")
		f.Text(at+".title", e.Title, maxLine)
		f.Range(at+".months", e.Months, 0, maxMonths)
		f.Text(at+".note", e.Note, maxNote)
	}
	f.Count("education", len(c.Education), maxEntries)
	for i, e := range c.Education {
		at := check.At("education", i)
		f.Need(at+".name", e.Name != "")
		f.Text(at+".name", e.Name, maxLine)
		if e.Year != 0 {
			f.Range(at+".year", e.Year, firstYear, today.Time().Year()+10)
		}
	}
}

func (c Content) checkAbilities(f *check.Fields, today marketplace.Date) {
	for _, d := range slices.Sorted(maps.Keys(c.Abilities)) {
		a, at := c.Abilities[d], "abilities."+string(d)
		checkDimension(f, at, d)
		if a.Rating > matching.Withheld {
			f.Add(at+".rating", "profile.rating")
		}
		f.Text(at+".note", a.Note, maxNote)
		if a.Source != "" {
			f.OneOf(at+".source", a.Source, Sources()...)
		}
		if f.Date(at+".on", a.On) && a.On > today {
			f.Add(at+".on", "profile.future", "today", string(today))
		}
	}
}

// Sources lists who can have said an answer, in the order in which forms show them.
func Sources() []string { return []string{"client", "coach", "workplace"} }

func checkDimension(f *check.Fields, path string, d matching.Dimension) {
	if !f.Scale.Has("scale", string(d)) {
		f.Add(path, "field.dimension", "value", string(d))
	}
}

func (c Content) checkSupport(f *check.Fields) {
	f.Choice("certificates", "certificate", c.Certificates)
	f.Choice("adaptations", "adaptation", c.Adaptations)
	f.Keys("refused", "adaptation", c.Refused)
	for i, key := range c.Refused {
		if c.Adaptations.Has(key) {
			f.Add(check.At("refused", i), "profile.both", "value", key)
		}
	}
	if c.Support != nil {
		f.Range("support", *c.Support, 0, maxSupport)
	}
	f.Text("support_note", c.SupportNote, maxNote)
}

func (a Availability) check(f *check.Fields) {
	f.Window("availability.week_minutes", a.WeekMinutes)
	f.Need("availability.week_minutes.max", a.WeekMinutes.Max != 0 || a.WeekMinutes.Min == 0) // half a limit would be none
	f.Range("availability.day_minutes", a.DayMinutes, 0, dayMinutes)
	f.Choice("availability.weekdays", "weekday", a.Weekdays)
	f.Choice("availability.shifts", "shift", a.Shifts)
	f.Date("availability.from", a.From)
	f.Text("availability.stamina", a.Stamina, maxNote)
}

func (t Travel) check(f *check.Fields) {
	f.Postal("travel.postal", t.Postal)
	f.Key("travel.transport", "transport", t.Transport)
	f.Range("travel.max_minutes", t.MaxMinutes, 0, maxTravel)
}

func (c Content) checkLimits(f *check.Fields) {
	f.Choice("hazards", "hazard", c.Hazards)
	f.Choice("allergens", "allergen", c.Allergens)
	f.Choice("forms", "form", c.Forms)
	for _, d := range slices.Sorted(maps.Keys(c.MustNot)) {
		at := "must_not." + string(d)
		checkDimension(f, at, d)
		if !c.MustNot[d].Known() {
			f.Add(at, "profile.level")
		}
	}
}
