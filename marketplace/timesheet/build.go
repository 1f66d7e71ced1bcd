package timesheet

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// The parts of a signed sheet, each of which is a line.
const (
	crewPart        = "crew"
	supervisionPart = "supervisor"
)

// build builds the timesheet of an order for a week anew from what is signed now. It may run twice, and in any order: what
// counts of a sheet is its newest signing.
func (s *Service) build(ctx context.Context, id marketplace.ID, day marketplace.Date) error {
	o, err := s.Orders.Standing(ctx, id)
	if err != nil {
		return err
	}
	monday := WeekOf(day)
	done, err := s.Sheets.Done(ctx, marketplace.System(o.Org), id, monday, monday.AddDays(weekDays-1))
	if err != nil {
		return err
	}
	_, err = s.change(ctx, marketplace.System(o.Org), o, monday, func(t Timesheet) (Timesheet, []event, error) {
		after, changed, err := t.built(o, done, s.Clock.Now())
		if err == nil && !changed {
			err = store.ErrUnchanged
		}
		return after, []event{{typ: "timesheet.built"}, {typ: t.correction(after)}}, err
	})
	return err
}

// blank is the timesheet of an order and week on which nothing stands.
func blank(o order.Order, monday marketplace.Date, now marketplace.Instant) Timesheet {
	t := Timesheet{ID: IDOf(o.ID, monday), Order: o.ID, Org: o.Org, Buyer: o.Buyer, Monday: monday, Created: now}
	return t.titled(o)
}

// titled is the timesheet with what the order says now.
func (t Timesheet) titled(o order.Order) Timesheet {
	t.Contact, t.Title, t.Reference, t.Plan = o.Contact, o.Newest().Title, o.Newest().Reference, nil
	for _, l := range o.Newest().Loads {
		if WeekOf(l.Date) == t.Monday {
			h := l.Hours()
			t.Plan = append(t.Plan, Planned{roster.ShiftIDOf(o.ID, l.Date, l.From), l.Date, h.Crew, h.Supervisors})
		}
	}
	return t
}

// built is the timesheet with what is signed, and whether that says anything new. A signing older than one that was built
// from says nothing. It is pure.
func (t Timesheet) built(o order.Order, done []attendance.Done, now marketplace.Instant) (Timesheet, bool, error) {
	changed := false
	t = t.titled(o)
	t.Shifts, t.Asides = slices.Clone(t.Shifts), slices.Clone(t.Asides)
	for _, d := range done {
		at := slices.IndexFunc(t.Shifts, func(x Shift) bool { return x.ID == d.Shift })
		if d.Order != t.Order || WeekOf(d.Date) != t.Monday || at >= 0 && t.Shifts[at].Signing >= d.Signing {
			continue
		}
		changed = true
		if at < 0 {
			t.Shifts = append(t.Shifts, Shift{})
			at = len(t.Shifts) - 1
		}
		t.Shifts[at] = shift(d)
		var err error
		if t, err = t.with(o, d, now); err != nil {
			return t, false, err
		}
	}
	slices.SortFunc(t.Shifts, func(a, b Shift) int { return cmp.Compare(string(a.Date)+string(a.ID), string(b.Date)+string(b.ID)) })
	return t.watched(now), changed, nil
}

// correction is the fact that tells the buyer of lines that say something else now than what was signed off; empty when there
// is none.
func (t Timesheet) correction(after Timesheet) string {
	for _, l := range after.Lines {
		if before, there := t.Line(l.ID); l.State == line.Corrected && there && before.Version != l.Version {
			return "timesheet.corrected"
		}
	}
	return ""
}

func shift(d attendance.Done) Shift {
	return Shift{
		ID: d.Shift, Date: d.Date, Signing: d.Signing, Planned: d.Planned, Workers: len(d.Workers), Deviations: d.Deviations, Signed: d.Signed,
	}
}

// part is one line's worth of a sheet.
type part struct {
	key     string
	unit    price.Unit
	name    string
	planned price.Quantity
	done    price.Quantity
}

// parts are what a sheet comes to, by line: no minute and no piece is in two of them. What was made before and is not on the
// sheet any more is there with nothing.
func (t Timesheet) parts(d attendance.Done) []part {
	prefix := keyOf(t.Order, d.Shift)
	plan := t.plan(d.Shift)
	out := []part{
		{prefix + crewPart, price.CrewHour, "", price.Quantity(plan.Crew), price.Quantity(d.Crew())},
		{prefix + supervisionPart, price.SupervisorHour, "", price.Quantity(plan.Supervision), price.Quantity(d.Supervision())},
	}
	for _, m := range d.Made {
		key := prefix + digest(string(m.Unit), m.Name)[:8]
		if at := slices.IndexFunc(out, func(p part) bool { return p.key == key }); at >= 0 {
			out[at].done += m.Quantity
			continue
		}
		out = append(out, part{key: key, unit: m.Unit, name: m.Name, done: m.Quantity})
	}
	for _, l := range t.Lines {
		if l.Source.Shift == d.Shift && !slices.ContainsFunc(out, func(p part) bool { return p.key == l.Key }) {
			out = append(out, part{key: l.Key, unit: l.Unit, name: l.Name})
		}
	}
	return out
}

// keyOf is what the keys of a shift's lines begin with: the day and the time, which an order has once.
func keyOf(order, shift marketplace.ID) string {
	return strings.TrimPrefix(string(shift), string(order)+"-") + "-"
}

func (t Timesheet) plan(shift marketplace.ID) Planned {
	at := slices.IndexFunc(t.Plan, func(p Planned) bool { return p.Shift == shift })
	if at < 0 {
		return Planned{}
	}
	return t.Plan[at]
}

// with is the timesheet with the lines of a sheet.
func (t Timesheet) with(o order.Order, d attendance.Done, now marketplace.Instant) (Timesheet, error) {
	for _, p := range t.parts(d) {
		billed := p.done
		if at := t.aside(p.key); at >= 0 {
			t.Asides[at].Quantity = max(0, min(t.Asides[at].Asked, p.done))
			billed -= t.Asides[at].Quantity
		}
		var err error
		if t, err = t.spread(o, p, billed, line.Renew, line.Source{Shift: d.Shift, Signing: d.Signing}, line.Mark{At: now}); err != nil {
			return t, err
		}
	}
	return t, nil
}

func (t Timesheet) aside(key string) int {
	return slices.IndexFunc(t.Asides, func(a Aside) bool { return a.Key == key })
}

// spread makes the lines of a part say together what is to be billed. The last of them takes up the difference; when it
// stands on an invoice, another one does.
func (t Timesheet) spread(o order.Order, p part, billed price.Quantity, e line.Event, src line.Source, m line.Mark) (Timesheet, error) {
	t.Lines = slices.Clone(t.Lines)
	last, n := -1, 0
	for i, l := range t.Lines {
		if l.Key != p.key {
			continue
		}
		billed, last, n = billed-l.Quantity, i, n+1
	}
	if last < 0 || t.Lines[last].State == line.Invoiced {
		if billed == 0 && (n > 0 || p.planned == 0) {
			return t, nil
		}
		return t.another(o, p, billed, n, src, m.At)
	}
	l := t.Lines[last]
	l.Planned = p.planned
	if n > 1 {
		l.Planned = 0
	}
	l, err := l.Says(e, l.Quantity+billed, src, m)
	if err == nil && l.State == line.Open {
		l, err = l.PricedBy(o.Newest().Lines)
	}
	t.Lines[last] = l
	return t, err
}

// another is the timesheet with another line of a part.
func (t Timesheet) another(o order.Order, p part, q price.Quantity, n int, src line.Source, now marketplace.Instant) (Timesheet, error) {
	if len(t.Lines) >= maxLines {
		return t, marketplace.Errorf(marketplace.Conflict, "timesheet.full", "max", maxLines)
	}
	l := line.Line{ID: marketplace.ID(p.key), Key: p.key, Date: t.Monday, Unit: p.unit, Name: p.name, Quantity: q, Source: src, Version: 1, State: line.Open, Added: now}
	if at := slices.IndexFunc(t.Shifts, func(x Shift) bool { return x.ID == src.Shift }); at >= 0 {
		l.Date = t.Shifts[at].Date
	}
	if n > 0 {
		l.ID += marketplace.ID("-" + strconv.Itoa(n+1))
	} else {
		l.Planned = p.planned
	}
	l, err := l.PricedBy(o.Newest().Lines)
	return t.put(l), err
}

// put is the timesheet with another line in its place, by day.
func (t Timesheet) put(l line.Line) Timesheet {
	at, _ := slices.BinarySearchFunc(t.Lines, l, func(a, b line.Line) int {
		return cmp.Compare(string(a.Date)+string(a.ID), string(b.Date)+string(b.ID))
	})
	t.Lines = slices.Insert(slices.Clone(t.Lines), at, l)
	return t
}
