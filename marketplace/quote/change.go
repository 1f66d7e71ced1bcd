package quote

import (
	"fmt"
	"slices"
	"strconv"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
)

// Change is one difference between two versions, before and now, in the words of a language. Before is empty for what is
// new, Now for what is gone.
type Change struct {
	Field  string // "supervisor", "note", "until", "total", "lines[2].rate", "loads[2026-11-30]"
	About  string // the name of the line or of the field, or the day
	Before string
	Now    string
}

// Say is how amounts, quantities and moments are written: in a language, at a place.
type Say struct {
	i18n.Lang
	Zone *time.Location
}

// Changes are the differences from one version to another: the content that a buyer sees, in the order of a quote.
func Changes(before, now Version, say Say) []Change {
	l := changes{lang: say.Lang}
	l.loads(before.Loads, now.Loads)
	l.field("supervisor", before.Supervisor, now.Supervisor)
	for i := range max(len(before.Lines), len(now.Lines)) {
		l.line(i, at(before.Lines, i), at(now.Lines, i))
	}
	l.field("total", before.Total.Write(say.Code()), now.Total.Write(say.Code()))
	l.field("note", before.Note, now.Note)
	l.field("until", say.When(before.Until, say.Zone), say.When(now.Until, say.Zone))
	return l.all
}

type changes struct {
	lang i18n.Lang
	all  []Change
}

func (l *changes) add(field, about, before, now string) {
	if before != now {
		l.all = append(l.all, Change{field, about, before, now})
	}
}

func (l *changes) field(name, before, now string) {
	l.add(name, l.lang.T("quote.field."+name), before, now)
}

func at(lines []Line, i int) *Line {
	if i >= len(lines) {
		return nil
	}
	return &lines[i]
}

// line compares two lines in the same place; a line that is new or gone is one change.
func (l *changes) line(i int, before, now *Line) {
	path := fmt.Sprintf("lines[%d]", i)
	if before == nil || now == nil {
		l.add(path, l.lang.T("quote.field.line", "n", i+1), l.whole(before), l.whole(now))
		return
	}
	l.add(path+".name", before.Name, before.Name, now.Name)
	l.add(path+".quantity", now.Name, before.Unit.Write(before.Quantity, l.lang), now.Unit.Write(now.Quantity, l.lang))
	l.add(path+".rate", now.Name, before.Rate.Write(l.lang.Code()), now.Rate.Write(l.lang.Code()))
	l.add(path+".amount", now.Name, before.Amount.Write(l.lang.Code()), now.Amount.Write(l.lang.Code()))
}

func (l *changes) whole(line *Line) string {
	if line == nil {
		return ""
	}
	code := l.lang.Code()
	return fmt.Sprintf("%s, %s × %s = %s", line.Name, line.Unit.Write(line.Quantity, l.lang), line.Rate.Write(code), line.Amount.Write(code))
}

// loads compares each day.
func (l *changes) loads(before, now []capacity.Load) {
	was, is := byDay(before), byDay(now)
	for _, d := range days(slices.Concat(before, now)) {
		l.add("loads["+string(d)+"]", l.lang.Date(d), was[d], is[d])
	}
}

// byDay writes the loads of each day: "08:00–12:00: 4 + 1", participants and supervisors.
func byDay(loads []capacity.Load) map[marketplace.Date]string {
	out := map[marketplace.Date]string{}
	for _, d := range loads {
		text := clock(d.From) + "–" + clock(d.To) + ": " + strconv.Itoa(d.Participants) + " + " + strconv.Itoa(d.Supervisors)
		if out[d.Date] != "" {
			text = out[d.Date] + "; " + text
		}
		out[d.Date] = text
	}
	return out
}

// days are the days of some loads, in order, once each.
func days(loads []capacity.Load) []marketplace.Date {
	var out []marketplace.Date
	for _, l := range loads {
		out = append(out, l.Date)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
