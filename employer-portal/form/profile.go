package form

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
)

// WithheldValue is what the radio button for "does not want to say" sends.
const WithheldValue = "x"

// InterestKeys are the six interests, in the order of matching.Interests.
func InterestKeys() []string {
	return []string{"realistic", "investigative", "artistic", "social", "enterprising", "conventional"}
}

// Section is one part of the profile editor: its key, and the items that are asked in it, in order.
type Section struct {
	Key   string
	Items []string
}

// Sections are the parts of the editor, strengths first and limits last.
func Sections(scale *matching.Scale) []Section {
	out := []Section{
		{"strengths", []string{"strengths", "motivation", "resources", "goal.text"}},
		{"wishes", []string{"goal.occupations", "liked", "disliked", "interests"}},
		{"background", []string{"experience", "education", "skills", "esco_skills", "certificates"}},
	}
	for _, group := range scale.Keys("group") {
		s := Section{Key: group}
		for _, item := range scale.Items() {
			if item.Group == group {
				s.Items = append(s.Items, "abilities."+string(item.Key))
			}
		}
		out = append(out, s)
	}
	return append(out,
		Section{"support", []string{"support", "support_note", "adaptations", "refused"}},
		Section{"time", []string{"availability.week_minutes", "availability.day_minutes", "availability.weekdays", "availability.shifts", "availability.from", "availability.stamina", "travel"}},
		Section{"limits", []string{"hazards", "allergens", "forms", "must_not"}},
	)
}

// ProfileValues fills the form from a content.
func ProfileValues(c profile.Content) url.Values {
	v := url.Values{}
	w := writer(v)
	for name, list := range map[string][]string{"strengths": c.Strengths, "liked": c.Liked, "disliked": c.Disliked, "skills": c.Skills} {
		w.lines(name, list)
	}
	w.text("motivation", c.Motivation)
	w.text("resources", c.Resources)
	w.text("goal.text", c.Goal.Text)
	w.list("goal.occupations", c.Goal.Occupations)
	w.list("esco_skills", c.ESCOSkills)
	w.history(c)
	w.choice("certificates", c.Certificates)
	w.choice("adaptations", c.Adaptations)
	w.list("refused", c.Refused)
	if c.Support != nil {
		w.text("support", strconv.Itoa(*c.Support))
	}
	w.text("support_note", c.SupportNote)
	w.when(c)
	w.choice("hazards", c.Hazards)
	w.choice("allergens", c.Allergens)
	w.choice("forms", c.Forms)
	w.ratings(c)
	return v
}

func (w writer) history(c profile.Content) {
	for i, e := range c.Experience {
		w.text(at("experience", i, "title"), e.Title)
		w.number(at("experience", i, "months"), e.Months)
		w.text(at("experience", i, "note"), e.Note)
	}
	for i, e := range c.Education {
		w.text(at("education", i, "name"), e.Name)
		w.number(at("education", i, "year"), e.Year)
	}
}

func (w writer) when(c profile.Content) {
	a, t := c.Availability, c.Travel
	w.minutes("availability.week_minutes.min", a.WeekMinutes.Min)
	w.minutes("availability.week_minutes.max", a.WeekMinutes.Max)
	w.minutes("availability.day_minutes", a.DayMinutes)
	w.choice("availability.weekdays", a.Weekdays)
	w.choice("availability.shifts", a.Shifts)
	w.text("availability.from", string(a.From))
	w.text("availability.stamina", a.Stamina)
	w.text("travel.postal", t.Postal)
	w.text("travel.transport", t.Transport)
	w.number("travel.max_minutes", t.MaxMinutes)
}

func (w writer) ratings(c profile.Content) {
	for d, a := range c.Abilities {
		name := "abilities." + string(d)
		w.text(name+".rating", ratingText(a.Rating))
		w.text(name+".note", a.Note)
		w.text(name+".source", a.Source)
		w.text(name+".on", string(a.On))
	}
	for d, r := range c.MustNot {
		w.text("must_not."+string(d), ratingText(r))
	}
	if c.Interests != nil {
		for i, key := range InterestKeys() {
			w.text("interests."+key, strconv.FormatFloat(quarter(c.Interests[i]), 'f', -1, 64))
		}
	}
}

func ratingText(r matching.Rating) string {
	switch {
	case r == matching.Withheld:
		return WithheldValue
	case r.Known():
		return strconv.Itoa(r.Level())
	}
	return ""
}

// Profile puts the items of one part of the editor into a content; the other parts stay as they are. What could not be
// read is named; what can be read and is wrong, the service names.
func Profile(v url.Values, section Section, into profile.Content, scale *matching.Scale) (profile.Content, []marketplace.FieldError) {
	r := &reader{values: v}
	for _, item := range section.Items {
		dimension, ability := strings.CutPrefix(item, "abilities.")
		switch {
		case ability:
			into.Abilities = r.ability(into.Abilities, matching.Dimension(dimension))
		case item == "interests":
			into.Interests = r.interests(into.Interests)
		case item == "must_not":
			into.MustNot = r.mustNot(scale)
		case !r.simple(item, &into):
			r.grouped(item, &into)
		}
	}
	return into, r.bad
}

// simple reads an item that is one field; false if it is not.
func (r *reader) simple(item string, c *profile.Content) bool {
	lines := map[string]*[]string{"strengths": &c.Strengths, "liked": &c.Liked, "disliked": &c.Disliked, "skills": &c.Skills}
	texts := map[string]*string{
		"motivation": &c.Motivation, "resources": &c.Resources, "goal.text": &c.Goal.Text, "support_note": &c.SupportNote,
		"availability.stamina": &c.Availability.Stamina,
	}
	choices := map[string]*matching.Choice{
		"certificates": &c.Certificates, "adaptations": &c.Adaptations, "hazards": &c.Hazards, "allergens": &c.Allergens,
		"forms": &c.Forms, "availability.weekdays": &c.Availability.Weekdays, "availability.shifts": &c.Availability.Shifts,
	}
	if p, ok := lines[item]; ok {
		*p = r.lines(item)
		return true
	}
	if p, ok := texts[item]; ok {
		*p = r.text(item)
		return true
	}
	if p, ok := choices[item]; ok {
		*p = r.choice(item)
		return true
	}
	return false
}

// grouped reads an item that is several fields, or of a kind of its own.
func (r *reader) grouped(item string, c *profile.Content) {
	switch item {
	case "goal.occupations":
		c.Goal.Occupations = r.list(item)
	case "esco_skills":
		c.ESCOSkills = r.list(item)
	case "experience":
		c.Experience = r.experience()
	case "education":
		c.Education = r.education()
	case "refused":
		c.Refused = r.list(item)
	case "support":
		c.Support = nil
		if level, ok := r.level(item, 3); ok {
			c.Support = &level
		}
	case "availability.week_minutes":
		c.Availability.WeekMinutes = r.window(item)
	case "availability.day_minutes":
		c.Availability.DayMinutes = r.minutes(item)
	case "availability.from":
		c.Availability.From = marketplace.Date(r.text(item))
	case "travel":
		c.Travel = profile.Travel{Postal: r.text("travel.postal"), Transport: r.text("travel.transport"), MaxMinutes: r.number("travel.max_minutes")}
	}
}

// window reads a range of hours; the most alone counts from nothing, the least alone up to itself.
func (r *reader) window(name string) matching.Window {
	w := matching.Window{Min: r.minutes(name + ".min"), Max: r.minutes(name + ".max")}
	if w.Max == 0 && w.Min > 0 && r.text(name+".max") == "" {
		w.Max = w.Min
	}
	return w
}

func (r *reader) ability(all map[matching.Dimension]profile.Answer, d matching.Dimension) map[matching.Dimension]profile.Answer {
	name := "abilities." + string(d)
	a := profile.Answer{Note: r.text(name + ".note"), Source: r.text(name + ".source"), On: marketplace.Date(r.text(name + ".on"))}
	if r.text(name+".rating") == WithheldValue {
		a.Rating = matching.Withheld
	} else if level, ok := r.level(name+".rating", matching.MaxLevel); ok {
		a.Rating = matching.Rated(level)
	}
	out := map[matching.Dimension]profile.Answer{}
	for k, v := range all {
		out[k] = v
	}
	delete(out, d)
	if a != (profile.Answer{}) {
		out[d] = a
	}
	return out
}

// interests are all six or none: a part of them cannot be compared. The form knows quarters; a finer number that was
// there before stays when its quarter is sent back.
func (r *reader) interests(was *matching.Interests) *matching.Interests {
	var out matching.Interests
	var open []string
	for i, key := range InterestKeys() {
		s := r.text("interests." + key)
		v, err := strconv.ParseFloat(s, 64)
		switch {
		case s == "":
			open = append(open, key)
		case err != nil || !(v >= 0 && v <= 1):
			r.add("interests."+key, "field.number", "value", s)
		case was != nil && quarter(was[i]) == v:
			out[i] = was[i]
		default:
			out[i] = v
		}
	}
	if len(open) == len(out) {
		return nil
	}
	for _, key := range open {
		r.add("interests."+key, "portal.wrong.all_six")
	}
	return &out
}

func quarter(v float64) float64 { return math.Round(v*4) / 4 }

// InterestLevel is the level of the form nearest to a number from 0 to 1 that is given as text, such as "0.25".
func InterestLevel(text string) string {
	v, _ := strconv.ParseFloat(text, 64)
	return strconv.FormatFloat(quarter(min(max(v, 0), 1)), 'f', -1, 64)
}

func (r *reader) mustNot(scale *matching.Scale) matching.Ratings {
	var out matching.Ratings
	for _, item := range scale.Items() {
		if level, ok := r.level("must_not."+string(item.Key), matching.MaxLevel); ok {
			if out == nil {
				out = matching.Ratings{}
			}
			out[item.Key] = matching.Rated(level)
		}
	}
	return out
}

func (r *reader) experience() []profile.Experience {
	Compact(r.values, "experience", "title", "months", "note")
	var out []profile.Experience
	for i := range maxRows {
		e := profile.Experience{
			Title: r.text(at("experience", i, "title")), Months: r.number(at("experience", i, "months")), Note: r.text(at("experience", i, "note")),
		}
		if e != (profile.Experience{}) {
			out = append(out, e)
		}
	}
	return out
}

func (r *reader) education() []profile.Education {
	Compact(r.values, "education", "name", "year")
	var out []profile.Education
	for i := range maxRows {
		e := profile.Education{Name: r.text(at("education", i, "name")), Year: r.number(at("education", i, "year"))}
		if e != (profile.Education{}) {
			out = append(out, e)
		}
	}
	return out
}
