package task

import (
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search"
)

// Matching gives the part of the task that matching may know: no employer and no pay.
func (t Task) Matching(places *place.Places, occupations Occupations) matching.Task {
	return matching.Task{
		ID:           string(t.ID),
		Title:        t.Title,
		Text:         t.text(),
		Occupation:   occupations.ISCO(t.Occupation),
		OccupID:      t.Occupation,
		SkillIDs:     t.ESCOSkills,
		Demands:      t.Demands,
		WeekMinutes:  t.WeekMinutes,
		DayMinutes:   t.DayMinutes,
		Weekdays:     t.Weekdays,
		Shifts:       t.Shifts,
		Place:        t.Place.matching(places),
		Certificates: t.Certificates,
		Hazards:      t.Hazards,
		Allergens:    t.Allergens,
		Forms:        t.Forms,
		Adaptations:  t.Adaptations,
		Support:      t.Support,
		Interests:    t.Interests,
	}
}

func (p Place) matching(places *place.Places) matching.Place {
	at, known := places.Postal(p.Postal)
	return matching.Place{Known: known, Lat: at.Lat, Lon: at.Lon}
}

// text is the summary with the names of the single tasks.
func (t Task) text() string {
	words := []string{t.Summary}
	for _, s := range t.Steps {
		words = append(words, s.Name)
	}
	return strings.TrimSpace(strings.Join(words, ". "))
}

// AllergenPrefix marks an allergen among the hazards of a search.Entry: "allergen:nuts".
const AllergenPrefix = "allergen:"

// Entry gives what the search index holds of the task; all of it is public once the task is published.
func (t Task) Entry(places *place.Places) search.Entry {
	at, _ := places.Postal(t.Place.Postal)
	hazards := append([]string{}, t.Hazards.Values...)
	for _, a := range t.Allergens.Values {
		hazards = append(hazards, AllergenPrefix+a)
	}
	text := t.text()
	return search.Entry{
		ID: string(t.ID), Title: t.Title, Text: text, Grams: search.Analyse(t.Title + " " + text),
		Employer: t.Employer, Org: string(t.Org),
		Forms: t.Forms, Shifts: t.Shifts.Values, Hazards: hazards, Certs: t.Certificates,
		Adaptations: t.Adaptations, Access: t.Place.Access,
		Region: at.Region, Municipal: at.Municipality, Lat: at.Lat, Lon: at.Lon,
		HoursMin: t.WeekMinutes.Min, HoursMax: t.WeekMinutes.Max,
		Start: string(t.Start), Posted: string(marketplace.DateOf(t.Published.Time(), time.UTC)), Places: t.Places,
	}
}
