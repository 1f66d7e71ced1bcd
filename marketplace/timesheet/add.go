package timesheet

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// NewLine is what an organiser fills in for something that no sheet says: a journey, material, pieces, a result.
type NewLine struct {
	Date     marketplace.Date
	Unit     price.Unit // not hours: those come from sheets
	Name     string     // of a line of the order
	Quantity price.Quantity
	Note     string // at most 300 characters; the buyer reads it
}

// Add adds a line at the price that the order has for it, for the organiser, under a key of the caller's: adding it again
// changes nothing. Invalid when the order has no such line.
func (s *Service) Add(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string, n NewLine) (Timesheet, error) {
	o, err := s.ordered(ctx, actor, id)
	if err != nil {
		return Timesheet{}, err
	}
	n.Note = check.Text(n.Note)
	if err := n.check(o); err != nil {
		return Timesheet{}, err
	}
	which := marketplace.ID("added-" + digest(key)[:16])
	return s.change(ctx, actor, o, WeekOf(n.Date), func(t Timesheet) (Timesheet, []event, error) {
		if t.at(which) >= 0 {
			return t, nil, store.ErrUnchanged
		}
		if len(t.Lines) >= maxLines {
			return t, nil, marketplace.Errorf(marketplace.Conflict, "timesheet.full", "max", maxLines)
		}
		now := s.Clock.Now()
		l := line.Line{ID: which, Key: string(which), Date: n.Date, Unit: n.Unit, Name: n.Name, Quantity: n.Quantity, Version: 1, State: line.Open, Added: now}
		l.Source = line.Source{By: actor.Person, Note: n.Note}
		l, err := l.PricedBy(o.Newest().Lines)
		if err != nil {
			return t, nil, err
		}
		t = t.titled(o).put(l)
		return t.watched(now), []event{{"timesheet.added", []any{"line", which}}}, err
	})
}

// ordered is an order of the actor's organiser; NotFound for every other.
func (s *Service) ordered(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (order.Order, error) {
	if err := actor.Must(Organisers()...); err != nil {
		return order.Order{}, err
	}
	o, err := s.Orders.Standing(ctx, id)
	if err == nil && o.Org != actor.Org {
		return order.Order{}, notFound()
	}
	return o, err
}

func (n NewLine) check(o order.Order) error {
	var f check.Fields
	f.Need("date", n.Date != "")
	f.Date("date", n.Date)
	f.Range("quantity", int(n.Quantity), 1, maxQuantity)
	f.Text("note", n.Note, maxSaid)
	if !slices.ContainsFunc(Addable(o), func(q quote.Line) bool { return q.Unit == n.Unit && q.Name == n.Name }) {
		f.Add("name", "timesheet.not_ordered")
	}
	return marketplace.InvalidFields(f.Errors())
}

// Addable are the lines of an order whose quantities no sheet tells by itself.
func Addable(o order.Order) []quote.Line {
	return slices.DeleteFunc(slices.Clone(o.Newest().Lines), func(q quote.Line) bool {
		return q.Unit == price.CrewHour || q.Unit == price.SupervisorHour
	})
}

// Offered are the lines of the order that the organiser can add to a timesheet, and those by which a line can be priced.
func (s *Service) Offered(ctx context.Context, actor marketplace.Actor, id marketplace.ID) ([]quote.Line, error) {
	t, err := s.own(ctx, actor, id)
	if err != nil {
		return nil, err
	}
	o, err := s.Orders.Standing(ctx, t.Order)
	if err != nil {
		return nil, err
	}
	return o.Newest().Lines, nil
}

// Amend changes the quantity of a line that the organiser added, and what it says of it. One that nobody but the organiser
// has seen is taken away with a quantity of nothing. Conflict once it is approved, or for a line that comes from a sheet:
// the sheet is corrected and signed anew instead.
func (s *Service) Amend(ctx context.Context, actor marketplace.Actor, id, which marketplace.ID, version int, q price.Quantity, note string) (Timesheet, error) {
	if _, err := s.own(ctx, actor, id); err != nil {
		return Timesheet{}, err
	}
	var f check.Fields
	note = check.Text(note)
	f.Range("quantity", int(q), 0, maxQuantity)
	f.Text("note", note, maxSaid)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Timesheet{}, err
	}
	return s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		now := s.Clock.Now()
		after, err := t.amended(which, version, q, note, line.Mark{Who: line.Who{By: actor.Person}, At: now})
		return after.watched(now), []event{{"timesheet.amended", []any{"line", which}}, {typ: t.correction(after)}}, err
	})
}

func (t Timesheet) amended(which marketplace.ID, version int, q price.Quantity, note string, m line.Mark) (Timesheet, error) {
	at := t.at(which)
	if at < 0 {
		return t, notFound()
	}
	l := t.Lines[at]
	switch {
	case l.Source.Shift != "":
		return t, marketplace.Errorf(marketplace.Conflict, "timesheet.from_sheet")
	case l.Quantity == q && l.Source.Note == note:
		return t, store.ErrUnchanged
	case l.Version != version:
		return t, stale()
	}
	t.Lines = slices.Clone(t.Lines)
	if l.State == line.Open && q == 0 {
		t.Lines = slices.Delete(t.Lines, at, at+1)
		return t, nil
	}
	if l.Quantity == q {
		if _, can := l.State.Next(line.Correct); !can {
			return t, l.Locked()
		}
		t.Lines[at].Source.Note = note
		return t, nil
	}
	l, err := l.Says(line.Correct, q, line.Source{By: m.By, Note: note}, m)
	t.Lines[at] = l
	return t, err
}

// SetAside keeps some time of a shift off the bill, for the organiser: support and training of participants are never billed
// to the buyer. Nothing takes it back. Conflict while the line is approved; what was billed comes as a line that takes it
// back.
func (s *Service) SetAside(ctx context.Context, actor marketplace.Actor, id, which marketplace.ID, q price.Quantity, why Why) (Timesheet, error) {
	t, err := s.own(ctx, actor, id)
	if err != nil {
		return Timesheet{}, err
	}
	l, there := t.Line(which)
	switch {
	case !there:
		return Timesheet{}, notFound()
	case !l.Timed() || l.Source.Shift == "":
		return Timesheet{}, marketplace.Errorf(marketplace.Conflict, "timesheet.not_hours")
	}
	o, err := s.Orders.Standing(ctx, t.Order)
	if err != nil {
		return Timesheet{}, err
	}
	return s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		now := s.Clock.Now()
		after, err := t.asided(o, l.Key, q, why, line.Mark{Who: line.Who{By: actor.Person}, At: now})
		return after.watched(now), []event{{"timesheet.set_aside", []any{"line", which, "why", why}}, {typ: t.correction(after)}}, err
	})
}

// asided is the timesheet with some time of a key not billed. It is pure.
func (t Timesheet) asided(o order.Order, key string, q price.Quantity, why Why, m line.Mark) (Timesheet, error) {
	lines := slices.DeleteFunc(slices.Clone(t.Lines), func(l line.Line) bool { return l.Key != key })
	at, before := t.aside(key), Aside{}
	if at >= 0 {
		before = t.Asides[at]
	}
	done := before.Quantity
	for _, l := range lines {
		done += l.Quantity
	}
	var f check.Fields
	f.Range("quantity", int(q), 0, int(done))
	f.OneOf("why", string(why), check.Words(Whys())...)
	switch err := marketplace.InvalidFields(f.Errors()); {
	case err != nil:
		return t, err
	case before.Quantity == q && (before.Why == why || q == 0):
		return t, store.ErrUnchanged
	case at < 0 && len(t.Asides) >= maxAsides:
		return t, marketplace.Errorf(marketplace.Conflict, "timesheet.full", "max", maxAsides)
	}
	t.Asides = slices.DeleteFunc(slices.Clone(t.Asides), func(a Aside) bool { return a.Key == key })
	if q > 0 {
		t.Asides = append(t.Asides, Aside{key, q, q, why, m.By})
	}
	first := lines[0]
	return t.spread(o, part{key, first.Unit, first.Name, first.Planned, done}, done-q, line.Correct, lines[len(lines)-1].Source, m)
}

// PriceBy prices a line by a line of the order of the same unit, for the organiser, when several could be meant. Conflict
// once it was signed off.
func (s *Service) PriceBy(ctx context.Context, actor marketplace.Actor, id, which marketplace.ID, name string) (Timesheet, error) {
	t, err := s.own(ctx, actor, id)
	if err != nil {
		return Timesheet{}, err
	}
	o, err := s.Orders.Standing(ctx, t.Order)
	if err != nil {
		return Timesheet{}, err
	}
	return s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		at := t.at(which)
		if at < 0 {
			return t, nil, notFound()
		}
		l := t.Lines[at]
		by := slices.IndexFunc(o.Newest().Lines, func(q quote.Line) bool { return q.Unit == l.Unit && q.Name == name })
		switch {
		case by < 0:
			return t, nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("name", "timesheet.not_ordered")})
		case l.Pricing == line.ByOrder && l.Name == name:
			return t, nil, store.ErrUnchanged
		case l.State != line.Open:
			return t, nil, l.Locked()
		}
		l, err := l.At(o.Newest().Lines[by])
		l.Version++
		t.Lines = slices.Clone(t.Lines)
		t.Lines[at] = l
		return t, []event{{"timesheet.priced", []any{"line", which}}}, err
	})
}

// SignOff stands by lines, for the organiser: the buyer sees them and has to decide. Each line is signed off at the version
// that was seen, and by itself.
func (s *Service) SignOff(ctx context.Context, actor marketplace.Actor, id marketplace.ID, seen []line.Seen) (Timesheet, []line.Outcome, error) {
	if _, err := s.own(ctx, actor, id); err != nil {
		return Timesheet{}, nil, err
	}
	who, err := s.named(ctx, actor)
	if err != nil {
		return Timesheet{}, nil, err
	}
	return s.move(ctx, actor, id, "timesheet.signed_off", line.Move{Event: line.SignOff, Who: who}, seen)
}

// Answer says why a disputed line is right, for the organiser; the buyer decides anew.
func (s *Service) Answer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, seen line.Seen, text string) (Timesheet, []line.Outcome, error) {
	if _, err := s.own(ctx, actor, id); err != nil {
		return Timesheet{}, nil, err
	}
	var f check.Fields
	text = check.Text(text)
	f.Need("answer", text != "")
	f.Text("answer", text, maxAnswer)
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Timesheet{}, nil, err
	}
	who, err := s.named(ctx, actor)
	if err != nil {
		return Timesheet{}, nil, err
	}
	m := line.Move{Event: line.Answer, Who: who, Note: text, Change: func(l *line.Line) { l.Reply = text }}
	return s.move(ctx, actor, id, "timesheet.answered", m, []line.Seen{seen})
}
