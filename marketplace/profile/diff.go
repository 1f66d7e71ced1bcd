package profile

import (
	"maps"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/profile/evidence"
	"sovite.fi/sovite/matching"
)

// Change is one field in which two versions differ. Before and After are the field's values, one for a text or a number
// and any number for a list; nil means "not asked", empty but not nil means "asked: none".
type Change struct {
	Path   string   `json:"path"`            // as in Validate, such as "availability.shifts"
	Vocab  string   `json:"vocab,omitempty"` // what the values are: a closed list, "rating", "minutes", "date", "evidence" (see evidence.Read); empty for plain text
	Before []string `json:"before"`
	After  []string `json:"after"`
}

// Diff lists the fields in which b differs from a, in the order of the editor. It is empty exactly when the two say the
// same.
func Diff(a, b Content) []Change {
	return changes(a.fields(), b.fields())
}

func changes(before, after *fieldList) []Change {
	var out []Change
	for _, path := range union(before, after) {
		x, y := before.values[path], after.values[path]
		if !slices.Equal(x.values, y.values) || (x.values == nil) != (y.values == nil) {
			out = append(out, Change{Path: path, Vocab: max(x.vocab, y.vocab), Before: x.values, After: y.values})
		}
	}
	return out
}

// union gives the paths of both, in the order of the first, each path that only the second has after its neighbour.
func union(a, b *fieldList) []string {
	paths := slices.Clone(a.paths)
	at := 0
	for _, p := range b.paths {
		if i := slices.Index(paths, p); i >= 0 {
			at = i + 1
			continue
		}
		paths = slices.Insert(paths, at, p)
		at++
	}
	return paths
}

// fieldList is a content spelt out field by field.
type fieldList struct {
	paths  []string
	values map[string]field
}

type field struct {
	vocab  string
	values []string
}

func (l *fieldList) add(path, vocab string, values []string) {
	l.paths = append(l.paths, path)
	l.values[path] = field{vocab, values}
}

// text adds a text, which is not asked when it is empty.
func (l *fieldList) text(path, vocab, value string) {
	if value == "" {
		l.add(path, vocab, nil)
		return
	}
	l.add(path, vocab, []string{value})
}

// number adds a number, which is not asked when it is 0.
func (l *fieldList) number(path, vocab string, value int) {
	if value == 0 {
		l.add(path, vocab, nil)
		return
	}
	l.add(path, vocab, []string{strconv.Itoa(value)})
}

// list adds a list of lines, which is not asked when it is empty.
func (l *fieldList) list(path, vocab string, values []string) {
	l.add(path, vocab, slices.Concat(values))
}

func (l *fieldList) choice(path, vocab string, c matching.Choice) {
	if !c.Asked {
		l.add(path, vocab, nil)
		return
	}
	l.add(path, vocab, append([]string{}, c.Values...))
}

// fields spells the content out, in the order of the editor.
func (c Content) fields() *fieldList {
	l := &fieldList{values: map[string]field{}}
	l.list("strengths", "", c.Strengths)
	l.text("motivation", "", c.Motivation)
	l.text("resources", "", c.Resources)
	l.text("goal.text", "", c.Goal.Text)
	l.list("goal.occupations", "occupation", c.Goal.Occupations)
	l.interests(c.Interests)
	l.list("liked", "", c.Liked)
	l.list("disliked", "", c.Disliked)
	l.history(c)
	l.list("skills", "", c.Skills)
	l.list("esco_skills", "skill", c.ESCOSkills)
	l.choice("certificates", "certificate", c.Certificates)
	l.abilities(c.Abilities)
	l.choice("adaptations", "adaptation", c.Adaptations)
	l.list("refused", "adaptation", c.Refused)
	l.support(c.Support)
	l.text("support_note", "", c.SupportNote)
	l.when(c.Availability)
	l.text("travel.postal", "", c.Travel.Postal)
	l.text("travel.transport", "transport", c.Travel.Transport)
	l.number("travel.max_minutes", "minutes", c.Travel.MaxMinutes)
	l.choice("hazards", "hazard", c.Hazards)
	l.choice("allergens", "allergen", c.Allergens)
	l.choice("forms", "form", c.Forms)
	for _, d := range slices.Sorted(maps.Keys(c.MustNot)) {
		l.number("must_not."+string(d), "rating", int(c.MustNot[d]))
	}
	l.evidence(c.Evidence)
	return l
}

// evidence is a list for each thing that it is about, without what was taken back.
func (l *fieldList) evidence(all []evidence.Item) {
	lines := map[string][]string{}
	for _, e := range all {
		if !e.Struck {
			lines[e.About] = append(lines[e.About], e.Line())
		}
	}
	for _, about := range slices.Sorted(maps.Keys(lines)) {
		l.add("evidence."+about, "evidence", lines[about])
	}
}

// DiffVersions is Diff of two versions, and of the client's own ratings when they were saved ("own.lifting").
func DiffVersions(a, b Version) []Change {
	before, after := &fieldList{values: map[string]field{}}, &fieldList{values: map[string]field{}}
	for _, x := range []struct {
		l   *fieldList
		own matching.Ratings
	}{{before, a.Own}, {after, b.Own}} {
		for _, d := range slices.Sorted(maps.Keys(x.own)) {
			x.l.number("own."+string(d), "rating", int(x.own[d]))
		}
	}
	return append(Diff(a.Content, b.Content), changes(before, after)...)
}

func (l *fieldList) interests(values *matching.Interests) {
	if values == nil {
		l.add("interests", "", nil)
		return
	}
	out := make([]string, len(values))
	for i, v := range values {
		out[i] = strconv.FormatFloat(v, 'g', -1, 64)
	}
	l.add("interests", "", out)
}

func (l *fieldList) history(c Content) {
	for i, e := range c.Experience {
		at := check.At("experience", i)
		l.text(at+".title", "", e.Title)
		l.number(at+".months", "", e.Months)
		l.text(at+".note", "", e.Note)
	}
	for i, e := range c.Education {
		at := check.At("education", i)
		l.text(at+".name", "", e.Name)
		l.number(at+".year", "", e.Year)
	}
}

func (l *fieldList) abilities(all map[matching.Dimension]Answer) {
	for _, d := range slices.Sorted(maps.Keys(all)) {
		a, at := all[d], "abilities."+string(d)
		l.number(at+".rating", "rating", int(a.Rating))
		l.text(at+".note", "", a.Note)
		l.text(at+".source", "", a.Source)
		l.text(at+".on", "date", string(a.On))
	}
}

func (l *fieldList) support(level *int) {
	if level == nil {
		l.add("support", "", nil)
		return
	}
	l.add("support", "", []string{strconv.Itoa(*level)})
}

func (l *fieldList) when(a Availability) {
	l.number("availability.week_minutes.min", "minutes", a.WeekMinutes.Min)
	l.number("availability.week_minutes.max", "minutes", a.WeekMinutes.Max)
	l.number("availability.day_minutes", "minutes", a.DayMinutes)
	l.choice("availability.weekdays", "weekday", a.Weekdays)
	l.choice("availability.shifts", "shift", a.Shifts)
	l.text("availability.from", "date", string(a.From))
	l.text("availability.stamina", "", a.Stamina)
}
