package evidence

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Item is what one person said, saw or tried about one ability or need.
type Item struct {
	ID     marketplace.ID   `json:"id"`
	About  string           `json:"about"`            // path of an ability or a need, such as "abilities.lifting" or "support"
	By     string           `json:"by"`               // who: client, coach, workplace, test
	Kind   string           `json:"kind"`             // how: said, seen (at work), tried
	On     marketplace.Date `json:"on"`               // when
	Note   string           `json:"note,omitempty"`   // in work terms, at most 300 characters
	Source string           `json:"source,omitempty"` // the record it is from, such as "placements/p1/observations/2"; at most 200 characters
	Struck bool             `json:"struck,omitempty"` // taken back: it is shown no more, and the same source adds it no more
}

// Bys lists who can have given evidence, in the order in which forms show them.
func Bys() []string { return []string{"client", "coach", "workplace", "test"} }

// Kinds lists how something came to be known, in the order in which forms show them.
func Kinds() []string { return []string{"said", "seen", "tried"} }

// Needs lists the needs that evidence can be about, beside every ability of the scale.
func Needs() []string { return []string{"support", "adaptations", "availability.stamina"} }

const (
	maxNote   = 300
	maxSource = 200
)

// Check gives the item in its stored form and says what is wrong with it. The id of an item that has a source is made from
// the source and what it is about, so that the same can be told from another; any other gets fresh. today bounds its day.
func (e Item) Check(f *check.Fields, fresh marketplace.ID, today marketplace.Date) Item {
	e.Note, e.Source, e.Struck = check.Text(e.Note), check.Line(e.Source), false
	if d, ability := strings.CutPrefix(e.About, "abilities."); !ability {
		f.OneOf("about", e.About, Needs()...)
	} else if !f.Scale.Has("scale", d) {
		f.Add("about", "field.dimension", "value", d)
	}
	f.OneOf("by", e.By, Bys()...)
	f.OneOf("kind", e.Kind, Kinds()...)
	f.Need("on", e.On != "")
	if f.Date("on", e.On) && e.On > today {
		f.Add("on", "profile.future", "today", string(today))
	}
	f.Text("note", e.Note, maxNote)
	f.Text("source", e.Source, maxSource)
	if e.ID = fresh; e.Source != "" {
		e.ID = sourceID(e.Source, e.About)
	}
	return e
}

func sourceID(source, about string) marketplace.ID {
	return marketplace.Derived("e", 12, source, about)
}

// InOrder are the items oldest first; nil when there are none.
func InOrder(all []Item) []Item {
	if len(all) == 0 {
		return nil
	}
	out := slices.Clone(all)
	slices.SortFunc(out, func(a, b Item) int {
		return strings.Compare(string(a.On)+" "+string(a.ID), string(b.On)+" "+string(b.ID))
	})
	return out
}

// Both are the items of two lists; what one of them took back is taken back.
func Both(a, b []Item) []Item {
	out := slices.Clone(a)
	for _, e := range b {
		i := Find(out, e.ID)
		switch {
		case i < 0:
			out = append(out, e)
		case e.Struck:
			out[i] = e
		}
	}
	return InOrder(out)
}

// Find is where an item stands in a list; -1 if it does not.
func Find(all []Item, id marketplace.ID) int {
	return slices.IndexFunc(all, func(e Item) bool { return e.ID == id })
}

// On are the items about an ability or a need, without what was taken back.
func On(all []Item, about string) []Item {
	var out []Item
	for _, e := range all {
		if e.About == about && !e.Struck {
			out = append(out, e)
		}
	}
	return out
}

// Line is the item as one line of codes with the note at the end, for lists of differences; Read reads it.
func (e Item) Line() string {
	return strings.Join([]string{e.By, e.Kind, string(e.On), e.Source, e.Note}, "\t")
}

// Read reads a line made by Line.
func Read(line string) Item {
	p := append(strings.SplitN(line, "\t", 5), "", "", "", "", "")
	return Item{By: p[0], Kind: p[1], On: marketplace.Date(p[2]), Source: p[3], Note: p[4]}
}
