package timesheet

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Approve approves lines, for the buyer, each at the version that was seen and by itself: what says something else by now is
// told, and has to be looked at again. Approving twice changes nothing.
func (s *Service) Approve(ctx context.Context, actor marketplace.Actor, id marketplace.ID, seen []line.Seen) (Timesheet, []line.Outcome, error) {
	who, err := s.theirs(ctx, actor, id)
	if err != nil {
		return Timesheet{}, nil, err
	}
	t, out, err := s.move(ctx, actor, id, "timesheet.approved", line.Move{Event: line.Approve, Who: who}, seen)
	return t.forBuyer(), out, err
}

// Dispute says no to one line, for the buyer, and why; the others go on.
func (s *Service) Dispute(ctx context.Context, actor marketplace.Actor, id marketplace.ID, seen line.Seen, o line.Objection) (Timesheet, []line.Outcome, error) {
	who, err := s.theirs(ctx, actor, id)
	if err != nil {
		return Timesheet{}, nil, err
	}
	var f check.Fields
	o = o.Checked(&f, "")
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Timesheet{}, nil, err
	}
	t, out, err := s.move(ctx, actor, id, "timesheet.disputed", disputing(o, who), []line.Seen{seen})
	return t.forBuyer(), out, err
}

func disputing(o line.Objection, who line.Who) line.Move {
	return line.Move{Event: line.Dispute, Who: who, Note: string(o.Reason), Change: func(l *line.Line) { l.Objection, l.Reply = o, "" }}
}

// Undo takes approvals back, for the buyer, as long as the lines stand on no invoice.
func (s *Service) Undo(ctx context.Context, actor marketplace.Actor, id marketplace.ID, seen []line.Seen) (Timesheet, []line.Outcome, error) {
	who, err := s.theirs(ctx, actor, id)
	if err != nil {
		return Timesheet{}, nil, err
	}
	t, out, err := s.move(ctx, actor, id, "timesheet.undone", line.Move{Event: line.Undo, Who: who}, seen)
	return t.forBuyer(), out, err
}

// Open loads a timesheet for the buyer. Its lines count as seen from then on: only what somebody of the buyer had before them
// can be approved.
func (s *Service) Open(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Timesheet, error) {
	if _, err := s.theirs(ctx, actor, id); err != nil {
		return Timesheet{}, err
	}
	t, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) { return t.opened() })
	return t.forBuyer(), err
}

// opened is the timesheet with every line seen that the buyer may see; ErrUnchanged when each was. It is pure.
func (t Timesheet) opened() (Timesheet, []event, error) {
	t.Lines = slices.Clone(t.Lines)
	fresh := false
	for i, l := range t.Lines {
		if l.State != line.Open && l.Shown != l.Version {
			t.Lines[i].Shown, fresh = l.Version, true
		}
	}
	if !fresh {
		return t, nil, store.ErrUnchanged
	}
	return t, nil, nil
}

// Read loads a timesheet for the organiser.
func (s *Service) Read(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Timesheet, error) {
	t, err := s.own(ctx, actor, id)
	return t.forOrganiser(), err
}

// shown says whether the buyer may know of the timesheet: something was signed off.
func (t Timesheet) shown() bool { return t.any(func(l line.Line) bool { return l.State != line.Open }) }

// forBuyer is a timesheet as its buyer sees it: what was signed off, and nothing that is not billed.
func (t Timesheet) forBuyer() Timesheet {
	t.Lines = slices.DeleteFunc(slices.Clone(t.Lines), func(l line.Line) bool { return l.State == line.Open })
	t.Asides, t.Todo, t.Billable = nil, false, false
	t.Shifts = slices.DeleteFunc(slices.Clone(t.Shifts), func(x Shift) bool {
		return !t.any(func(l line.Line) bool { return l.Source.Shift == x.ID })
	})
	t.Links = slices.Clone(t.Links)
	for i := range t.Links {
		t.Links[i].Salt = ""
	}
	return t
}

// forGuest is a timesheet as somebody sees it who came by a link: what the buyer sees, without other links.
func (t Timesheet) forGuest() Timesheet {
	t = t.forBuyer()
	t.Links = nil
	return t
}

// forOrganiser is a timesheet as its organiser sees it: whom the buyer sent links is the buyer's own.
func (t Timesheet) forOrganiser() Timesheet {
	t.Links = nil
	return t
}

// ByWeek lists the organiser's timesheets of a week, or with none the newest first.
func (s *Service) ByWeek(ctx context.Context, actor marketplace.Actor, monday marketplace.Date, page marketplace.Page) (marketplace.List[Timesheet], error) {
	if err := actor.Must(Organisers()...); err != nil {
		return marketplace.List[Timesheet]{}, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org)}, Desc: true}
	if monday != "" {
		q.Eq = append(q.Eq, string(monday))
	}
	return s.list(ctx, q, page, Timesheet.forOrganiser)
}

// ToDo lists the organiser's timesheets with something to sign off or to answer, oldest first.
func (s *Service) ToDo(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Timesheet], error) {
	if err := actor.Must(Organisers()...); err != nil {
		return marketplace.List[Timesheet]{}, err
	}
	return s.list(ctx, store.Query{Index: "todo", Eq: []any{string(actor.Org), true}}, page, Timesheet.forOrganiser)
}

// Waiting lists what the buyer has to decide about, oldest first, for those who approve.
func (s *Service) Waiting(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Timesheet], error) {
	return s.forApprover(ctx, actor, store.Query{Index: "waits", Eq: []any{string(actor.Org), true}}, page)
}

// Bought lists the buyer's timesheets, newest first, for those who approve.
func (s *Service) Bought(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Timesheet], error) {
	return s.forApprover(ctx, actor, store.Query{Index: "buyer", Eq: []any{string(actor.Org)}, Desc: true}, page)
}

// forApprover lists timesheets of the actor's buyer that the actor may decide about.
func (s *Service) forApprover(ctx context.Context, actor marketplace.Actor, q store.Query, page marketplace.Page) (marketplace.List[Timesheet], error) {
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return marketplace.List[Timesheet]{}, err
	}
	list, err := s.list(ctx, q, page, func(t Timesheet) Timesheet { return t })
	if err != nil {
		return list, err
	}
	mine := []Timesheet{}
	for _, t := range list.Items {
		_, err := s.approver(ctx, actor, t)
		switch {
		case marketplace.IsKind(err, marketplace.Forbidden):
			continue
		case err != nil:
			return list, err
		}
		if t.shown() {
			mine = append(mine, t.forBuyer())
		}
	}
	list.Items = mine
	return list, nil
}

func (s *Service) list(ctx context.Context, q store.Query, page marketplace.Page, as func(Timesheet) Timesheet) (marketplace.List[Timesheet], error) {
	out := marketplace.List[Timesheet]{Items: []Timesheet{}}
	q.Limit, q.After = page.Size(), page.After
	found, next, err := s.all.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, as(e.Value))
	}
	out.Next = next
	return out, err
}
