package attendance

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Received is what became of one change, with what is wrong when it was refused.
type Received struct {
	ID      marketplace.ID
	Outcome Outcome
	Fields  []marketplace.FieldError
}

// MaxBatch is how many changes are taken at once.
const MaxBatch = 200

// Mark takes changes that were made on a phone or with a form, in any order and as often as they come, and says of each what
// became of it. Nothing is lost: what comes after the sheet was signed is kept aside. A change that cannot be one of this
// sheet is refused alone. TooLarge when there are more than MaxBatch.
func (s *Service) Mark(ctx context.Context, actor marketplace.Actor, id marketplace.ID, changes []Change) (Saved, []Received, error) {
	if len(changes) > MaxBatch {
		return Saved{}, nil, marketplace.Errorf(marketplace.TooLarge, "attendance.too_many", "max", MaxBatch)
	}
	var out []Received
	e, err := s.change(ctx, actor, id, func(e *Saved) (string, []any, error) {
		var taken, late int
		out = out[:0]
		now := s.Clock.Now()
		for _, c := range changes {
			r := e.Value.receive(c, actor.Person, now)
			out = append(out, r)
			switch r.Outcome {
			case Taken:
				taken++
			case KeptLate:
				late++
			case Repeated, Refused:
			}
		}
		if taken+late == 0 {
			return "", nil, nil
		}
		return "attendance.marked", []any{"taken", taken, "late", late}, nil
	})
	return e, out, err
}

// receive takes one change into the sheet.
func (s *Sheet) receive(c Change, by marketplace.ID, now marketplace.Instant) Received {
	if s.Has(c.ID) {
		return Received{ID: c.ID, Outcome: Repeated}
	}
	checked, err := c.checked(*s)
	switch {
	case err != nil:
		return Received{ID: c.ID, Outcome: Refused, Fields: marketplace.AsError(err).Fields}
	case len(s.Seen) >= maxChanges || len(s.Late) >= maxLate:
		return Received{ID: c.ID, Outcome: Refused, Fields: []marketplace.FieldError{marketplace.Field("id", "attendance.full")}}
	}
	after, outcome := Apply(*s, checked, by, now)
	*s = after
	return Received{ID: c.ID, Outcome: outcome}
}

// Accept takes a change that came late after all, which opens the sheet again: it is to be signed anew. The change counts as
// made now. Doing it twice changes nothing.
func (s *Service) Accept(ctx context.Context, actor marketplace.Actor, id, change marketplace.ID) (Saved, error) {
	return s.change(ctx, actor, id, func(e *Saved) (string, []any, error) {
		late, there := e.Value.take(change)
		if !there {
			return "", nil, nil
		}
		if err := e.Value.reopen(s.Clock.Now()); err != nil {
			return "", nil, err
		}
		late.Marked = s.Clock.Now()
		e.Value = e.Value.settle(late.Change, actor.Person, late.Received)
		return "attendance.corrected", []any{"late", change}, nil
	})
}

// Drop lets a change that came late go. Doing it twice changes nothing.
func (s *Service) Drop(ctx context.Context, actor marketplace.Actor, id, change marketplace.ID) (Saved, error) {
	return s.change(ctx, actor, id, func(e *Saved) (string, []any, error) {
		if _, there := e.Value.take(change); !there {
			return "", nil, nil
		}
		return "attendance.dropped", []any{"late", change}, nil
	})
}

// take takes a change out of those that came late.
func (s *Sheet) take(id marketplace.ID) (LateChange, bool) {
	at := slices.IndexFunc(s.Late, func(l LateChange) bool { return l.ID == id })
	if at < 0 {
		return LateChange{}, false
	}
	l := s.Late[at]
	s.Late = slices.Delete(slices.Clone(s.Late), at, at+1)
	return l, true
}

// reopen makes sure that marks are taken; a Conflict that says why when they are not.
func (s *Sheet) reopen(now marketplace.Instant) error {
	if s.State.Takes() {
		return nil
	}
	next, can := s.State.Next(Correct)
	if !can {
		return s.refuses()
	}
	s.State, s.Corrected = next, now
	return nil
}

// refuses is why something cannot happen to the sheet as it stands.
func (s *Sheet) refuses() error {
	return marketplace.Errorf(marketplace.Conflict, "attendance.state."+string(s.State), "why", s.Locked)
}

// Reopen lets a signed sheet be corrected. What was signed counts until it is signed anew. Conflict when it is locked, with
// the reason in words.
func (s *Service) Reopen(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Saved, error) {
	return s.change(ctx, actor, id, func(e *Saved) (string, []any, error) {
		if e.Value.State.Takes() {
			return "", nil, nil
		}
		return "attendance.corrected", nil, e.Value.reopen(s.Clock.Now())
	})
}
