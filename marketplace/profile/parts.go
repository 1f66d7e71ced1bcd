package profile

import (
	"maps"
	"reflect"
	"slices"
	"strings"

	"sovite.fi/sovite/matching"
)

// part is one thing that a profile says and that is kept, taken over or merged as a whole.
type part struct {
	path string // as in Change; "abilities.lifting" is one part with all that belongs to it
	same func(a, b *Content) bool
	copy func(to, from *Content)
}

func onePart[T any](path string, at func(*Content) *T) part {
	return part{
		path: path,
		same: func(a, b *Content) bool { return reflect.DeepEqual(*at(a), *at(b)) },
		copy: func(to, from *Content) { *at(to) = *at(from) },
	}
}

// dimensionPart is one entry of a map by dimension. The map of to is never shared with that of another content.
func dimensionPart[T comparable](path string, d matching.Dimension, at func(*Content) *map[matching.Dimension]T) part {
	return part{
		path: path,
		same: func(a, b *Content) bool { return (*at(a))[d] == (*at(b))[d] },
		copy: func(to, from *Content) {
			all := maps.Clone(*at(to))
			if all == nil {
				all = map[matching.Dimension]T{}
			}
			if value, told := (*at(from))[d]; told {
				all[d] = value
			} else {
				delete(all, d)
			}
			if len(all) == 0 {
				all = nil
			}
			*at(to) = all
		},
	}
}

// partsOf are all parts of the contents together, in the order of the editor. Evidence is none: nobody types it into a
// profile, it is only added.
func partsOf(contents ...*Content) []part {
	out := wishParts()
	out = append(out, eachDimension("abilities.", contents, func(c *Content) *map[matching.Dimension]Answer { return &c.Abilities })...)
	out = append(out, workParts()...)
	limits := func(c *Content) *map[matching.Dimension]matching.Rating {
		return (*map[matching.Dimension]matching.Rating)(&c.MustNot)
	}
	return append(out, eachDimension("must_not.", contents, limits)...)
}

func wishParts() []part {
	return []part{
		onePart("strengths", func(c *Content) *[]string { return &c.Strengths }),
		onePart("motivation", func(c *Content) *string { return &c.Motivation }),
		onePart("resources", func(c *Content) *string { return &c.Resources }),
		onePart("goal.text", func(c *Content) *string { return &c.Goal.Text }),
		onePart("goal.occupations", func(c *Content) *[]string { return &c.Goal.Occupations }),
		onePart("interests", func(c *Content) **matching.Interests { return &c.Interests }),
		onePart("liked", func(c *Content) *[]string { return &c.Liked }),
		onePart("disliked", func(c *Content) *[]string { return &c.Disliked }),
		onePart("experience", func(c *Content) *[]Experience { return &c.Experience }),
		onePart("education", func(c *Content) *[]Education { return &c.Education }),
		onePart("skills", func(c *Content) *[]string { return &c.Skills }),
		onePart("esco_skills", func(c *Content) *[]string { return &c.ESCOSkills }),
		onePart("certificates", func(c *Content) *matching.Choice { return &c.Certificates }),
	}
}

func workParts() []part {
	return []part{
		onePart("adaptations", func(c *Content) *matching.Choice { return &c.Adaptations }),
		onePart("refused", func(c *Content) *[]string { return &c.Refused }),
		onePart("support", func(c *Content) **int { return &c.Support }),
		onePart("support_note", func(c *Content) *string { return &c.SupportNote }),
		onePart("availability.week_minutes", func(c *Content) *matching.Window { return &c.Availability.WeekMinutes }),
		onePart("availability.day_minutes", func(c *Content) *int { return &c.Availability.DayMinutes }),
		onePart("availability.weekdays", func(c *Content) *matching.Choice { return &c.Availability.Weekdays }),
		onePart("availability.shifts", func(c *Content) *matching.Choice { return &c.Availability.Shifts }),
		onePart("availability.from", func(c *Content) *string { return (*string)(&c.Availability.From) }),
		onePart("availability.stamina", func(c *Content) *string { return &c.Availability.Stamina }),
		onePart("travel.postal", func(c *Content) *string { return &c.Travel.Postal }),
		onePart("travel.transport", func(c *Content) *string { return &c.Travel.Transport }),
		onePart("travel.max_minutes", func(c *Content) *int { return &c.Travel.MaxMinutes }),
		onePart("hazards", func(c *Content) *matching.Choice { return &c.Hazards }),
		onePart("allergens", func(c *Content) *matching.Choice { return &c.Allergens }),
		onePart("forms", func(c *Content) *matching.Choice { return &c.Forms }),
	}
}

func eachDimension[T comparable](prefix string, contents []*Content, at func(*Content) *map[matching.Dimension]T) []part {
	told := map[matching.Dimension]bool{}
	for _, c := range contents {
		for d := range *at(c) {
			told[d] = true
		}
	}
	var out []part
	for _, d := range slices.Sorted(maps.Keys(told)) {
		out = append(out, dimensionPart(prefix+string(d), d, at))
	}
	return out
}

// within says whether a path is an item or belongs to it: "travel.postal" belongs to "travel".
func within(path, item string) bool {
	rest, ok := strings.CutPrefix(path, item)
	return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
}

func withinAny(path string, items []string) bool {
	return slices.ContainsFunc(items, func(item string) bool { return within(path, item) })
}

// Only is the content with nothing but the items, such as "liked", "travel" or "abilities.lifting".
func (c Content) Only(items ...string) Content { return Content{}.With(c, items...) }

// With is the content with the items of another: what the other does not say is not said any more.
func (c Content) With(other Content, items ...string) Content {
	for _, p := range partsOf(&c, &other) {
		if withinAny(p.path, items) {
			p.copy(&c, &other)
		}
	}
	return c
}

// Over is the content with those of the items that the other says; what it does not say stays as it is, since "not
// asked" takes nothing away.
func (c Content) Over(other Content, items ...string) Content {
	nothing := Content{}
	for _, p := range partsOf(&c, &other) {
		if withinAny(p.path, items) && !p.same(&other, &nothing) {
			p.copy(&c, &other)
		}
	}
	return c
}

// Part is what the content says about an item, field by field.
func (c Content) Part(item string) []Change {
	return slices.DeleteFunc(Told(c), func(x Change) bool { return !within(x.Path, item) })
}
