package profile

import (
	"strings"

	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
)

// Matching gives the part of the profile that matching may know: no name, no note, no history of the person beyond words
// about work. A goal that was only told in words counts as the occupations that have exactly this name.
func (c Content) Matching(places *place.Places, occupations Occupations) matching.Profile {
	p := c.MatchingAsChosen(places, occupations)
	if len(c.Goal.Occupations) == 0 {
		p.Wishes.Occupations = occupations.Named(c.Goal.Text)
	}
	return p
}

// MatchingAsChosen is what matching knew until rules "2026-11": only occupations that were chosen count. A ranking of that
// time is run again from it.
func (c Content) MatchingAsChosen(places *place.Places, occupations Occupations) matching.Profile {
	return matching.Profile{
		Abilities:    c.ratings(),
		Certificates: c.Certificates,
		Limits: matching.Limits{
			WeekMinutes: c.Availability.WeekMinutes,
			DayMinutes:  c.Availability.DayMinutes,
			Weekdays:    c.Availability.Weekdays,
			Shifts:      c.Availability.Shifts,
			Travel:      c.Travel.matching(places),
			Hazards:     c.Hazards,
			Allergens:   c.Allergens,
			Forms:       c.Forms,
			MustNot:     c.MustNot,
		},
		Needs:  matching.Needs{Adaptations: c.Adaptations, Refused: c.Refused, Support: c.supportRating()},
		Wishes: c.wishes(occupations),
	}
}

func (c Content) ratings() matching.Ratings {
	out := make(matching.Ratings, len(c.Abilities))
	for d, a := range c.Abilities {
		out[d] = a.Rating
	}
	return out
}

func (c Content) supportRating() matching.Rating {
	if c.Support == nil {
		return matching.NotAsked
	}
	return matching.Rated(*c.Support)
}

func (t Travel) matching(places *place.Places) matching.Travel {
	at, known := places.Postal(t.Postal)
	return matching.Travel{Known: known, Lat: at.Lat, Lon: at.Lon, Transport: t.Transport, MaxMinutes: t.MaxMinutes}
}

func (c Content) wishes(occupations Occupations) matching.Wishes {
	w := matching.Wishes{
		Goal:      c.Goal.Text,
		OccupIDs:  c.Goal.Occupations,
		SkillIDs:  c.ESCOSkills,
		Avoid:     strings.Join(c.Disliked, ". "),
		Interests: c.Interests,
	}
	for _, id := range c.Goal.Occupations {
		if isco := occupations.ISCO(id); isco != "" {
			w.Occupations = append(w.Occupations, isco)
		}
	}
	words := append([]string{}, c.Liked...)
	for _, e := range c.Experience {
		words = append(words, e.Title)
	}
	w.Text = strings.Join(append(words, c.Skills...), ". ")
	return w
}
