package daybook

import (
	"context"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/store"
)

// tries is how often a leaf is tried for: each time that its number is taken, somebody else's was written.
const tries = 1000

// write puts the next leaf into the books of an organiser. next says what it is after the last one; it is asked again when somebody
// was faster. store.ErrUnchanged of it means that there is nothing to write; what it gives then is given back.
func (s *Service) write(ctx context.Context, actor marketplace.Actor, next func(last Leaf) (Leaf, error)) (Leaf, error) {
	for range tries {
		last, err := s.last(ctx, actor.Org)
		if err != nil {
			return last, err
		}
		l, err := next(last)
		if err != nil {
			return l, err
		}
		l.By, l.At = actor.Person, s.Clock.Now()
		id := idOf(l.Org, l.Pos)
		if _, err = s.leaves.Insert(ctx, id, l, s.fact(actor, id, l)); !marketplace.IsKind(err, marketplace.Conflict) {
			return l, err
		}
	}
	return Leaf{}, marketplace.Errorf(marketplace.Unavailable, "journal.crowded")
}

func (s *Service) fact(actor marketplace.Actor, id marketplace.ID, l Leaf) marketplace.Fact {
	switch {
	case l.Closing != nil:
		return s.facts.New(actor, "journal.closed", s.leaves.Subject(id), "through", l.Closed, "number", l.Number)
	case l.Entry.Corrects != 0:
		return s.facts.New(actor, "journal.corrected", s.leaves.Subject(id), "number", l.Number, "corrects", l.Entry.Corrects)
	}
	return s.facts.New(actor, "journal.booked", s.leaves.Subject(id), "number", l.Number, "event", l.Entry.Event)
}

// Post books an event for the program. The same event again gives the entry it had; with other content it is a Conflict. An event
// that moves nothing is not booked and gives an entry without a number. Invalid when the chart or the event does not let it.
func (s *Service) Post(ctx context.Context, org marketplace.ID, e journal.Event) (journal.Entry, error) {
	chart, err := s.chart(ctx, org)
	if err != nil {
		return journal.Entry{}, err
	}
	draft, err := journal.Draft(chart.Value, e)
	if err != nil || len(draft.Lines) == 0 {
		return draft, err
	}
	return s.book(ctx, marketplace.System(org), func() (journal.Entry, error) { return draft, nil }, e.ID, draft.Repeats)
}

// book writes an entry under its event, once; same says whether what is there under it is the same.
func (s *Service) book(ctx context.Context, actor marketplace.Actor, draft func() (journal.Entry, error), event marketplace.ID, same func(journal.Entry) bool) (journal.Entry, error) {
	l, err := s.write(ctx, actor, func(last Leaf) (Leaf, error) {
		was, err := s.leaves.First(ctx, store.Query{Index: "event", Eq: []any{string(actor.Org), string(event)}})
		switch {
		case err == nil && !same(*was.Value.Entry):
			return was.Value, marketplace.Errorf(marketplace.Conflict, "error.key_used")
		case err == nil:
			return was.Value, store.ErrUnchanged
		case !marketplace.IsKind(err, marketplace.NotFound):
			return last, err
		}
		e, err := draft()
		return last.entry(e), err
	})
	if err != nil && !isUnchanged(err) {
		return journal.Entry{}, err
	}
	return *l.Entry, nil
}

// Correction says how an entry is put right.
type Correction struct {
	Key    string           // the same one is the same correction
	Number int              // of the entry
	On     marketplace.Date // on which it counts; the first open day when that one is closed
	Reason string           // required, at most 200 characters; stands in the text
	Move   bool             // to the accounts of the chart as it is now; otherwise the entry is taken back whole
}

const mostReason = 200

// Correct puts an entry right by another one, for owners and billing. NotFound when there is none of that number, Conflict when it was
// corrected already or every account is the same, Invalid for a day before the entry and without a reason.
func (s *Service) Correct(ctx context.Context, actor marketplace.Actor, c Correction) (journal.Entry, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return journal.Entry{}, err
	}
	c.Reason = check.Line(c.Reason)
	var bad check.Fields
	bad.Need("reason", c.Reason != "")
	if utf8.RuneCountInString(c.Reason) > mostReason {
		bad.Add("reason", "field.too_long", "max", mostReason)
	}
	bad.Need("key", c.Key != "")
	if err := marketplace.InvalidFields(bad.Errors()); err != nil {
		return journal.Entry{}, err
	}
	wrong, err := s.Entry(ctx, actor, c.Number)
	if err != nil {
		return journal.Entry{}, err
	}
	chart, err := s.chart(ctx, actor.Org)
	if err != nil {
		return journal.Entry{}, err
	}
	const size = 12
	event := marketplace.Derived("fix-", size, string(actor.Org), c.Key)
	return s.book(ctx, actor, func() (journal.Entry, error) {
		if _, err := s.leaves.First(ctx, store.Query{Index: "fixed", Eq: []any{string(actor.Org), c.Number}}); err == nil {
			return journal.Entry{}, marketplace.Errorf(marketplace.Conflict, "journal.corrected", "number", c.Number)
		} else if !marketplace.IsKind(err, marketplace.NotFound) {
			return journal.Entry{}, err
		}
		if c.Move {
			return wrong.Moved(chart.Value, event, c.On, c.Reason)
		}
		return wrong.TakenBack(event, c.On, c.Reason)
	}, event, func(e journal.Entry) bool { return e.Corrects == c.Number })
}

// Close ends a period for good, for owners and billing: no day up to this one takes an entry any more. Closing the same day again
// changes nothing. Conflict when a later day is closed already, Invalid when the day is not over.
func (s *Service) Close(ctx context.Context, actor marketplace.Actor, through marketplace.Date) (Leaf, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return Leaf{}, err
	}
	if d, err := marketplace.ParseDate(string(through)); err != nil || d == "" {
		return Leaf{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("through", "field.date", "value", through)})
	}
	if today := s.Clock.Today(); through >= today {
		return Leaf{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("through", "journal.close_over", "day", today.AddDays(-1))})
	}
	l, err := s.write(ctx, actor, func(last Leaf) (Leaf, error) {
		switch {
		case through == last.Closed:
			return last, store.ErrUnchanged
		case through < last.Closed:
			return last, marketplace.Errorf(marketplace.Conflict, "journal.closed", "day", last.Closed)
		}
		balances, err := s.balances(ctx, actor.Org, Period{From: through.AddDays(1), To: through.AddDays(1)}, through)
		return last.closing(through, balances), err
	})
	if isUnchanged(err) {
		return l, nil
	}
	return l, err
}
