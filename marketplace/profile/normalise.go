package profile

import (
	"maps"

	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

// Normalise gives the content in the form in which it is stored: texts trimmed, lists without empty and repeated
// entries, sorted where their order has no meaning, and what was not asked left out. Normalising twice changes nothing.
func (c Content) Normalise() Content {
	c.Strengths, c.Liked, c.Disliked, c.Skills = check.Lines(c.Strengths), check.Lines(c.Liked), check.Lines(c.Disliked), check.Lines(c.Skills)
	c.Motivation, c.Resources, c.SupportNote = check.Text(c.Motivation), check.Text(c.Resources), check.Text(c.SupportNote)
	c.Goal = Goal{Text: check.Text(c.Goal.Text), Occupations: check.ESCO(c.Goal.Occupations)}
	c.ESCOSkills = check.ESCO(c.ESCOSkills)
	c.Experience = experiences(c.Experience)
	c.Education = educations(c.Education)
	c.Abilities = answers(c.Abilities)
	c.Certificates, c.Adaptations = check.Choice(c.Certificates), check.Choice(c.Adaptations)
	c.Hazards, c.Allergens, c.Forms = check.Choice(c.Hazards), check.Choice(c.Allergens), check.Choice(c.Forms)
	c.Refused = check.Keys(c.Refused)
	c.MustNot = asked(c.MustNot)
	c.Availability.Weekdays, c.Availability.Shifts = check.Choice(c.Availability.Weekdays), check.Choice(c.Availability.Shifts)
	c.Availability.Stamina = check.Text(c.Availability.Stamina)
	c.Travel.Postal, c.Travel.Transport = check.Line(c.Travel.Postal), check.Line(c.Travel.Transport)
	c.Evidence = evidence.InOrder(c.Evidence)
	return c
}

func experiences(list []Experience) []Experience {
	var out []Experience
	for _, e := range list {
		e.Title, e.Note = check.Line(e.Title), check.Text(e.Note)
		if e != (Experience{}) {
			out = append(out, e)
		}
	}
	return out
}

func educations(list []Education) []Education {
	var out []Education
	for _, e := range list {
		e.Name = check.Line(e.Name)
		if e != (Education{}) {
			out = append(out, e)
		}
	}
	return out
}

// answers leaves out what says nothing at all. A note without a rating stays: it is evidence for a later rating.
func answers(all map[matching.Dimension]Answer) map[matching.Dimension]Answer {
	out := map[matching.Dimension]Answer{}
	for d, a := range all {
		a.Note, a.Source = check.Text(a.Note), check.Line(a.Source)
		if a.Rating != matching.NotAsked || a.Note != "" {
			out[d] = a
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func asked(ratings matching.Ratings) matching.Ratings {
	out := maps.Clone(ratings)
	maps.DeleteFunc(out, func(_ matching.Dimension, r matching.Rating) bool { return r == matching.NotAsked })
	if len(out) == 0 {
		return nil
	}
	return out
}
