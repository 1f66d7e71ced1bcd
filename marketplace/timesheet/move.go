package timesheet

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// move lets an event happen to the lines that were seen, each by itself.
func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, typ string, m line.Move, seen []line.Seen) (Timesheet, []line.Outcome, error) {
	if len(seen) > maxLines {
		return Timesheet{}, nil, marketplace.Errorf(marketplace.TooLarge, "timesheet.full", "max", maxLines)
	}
	var outcomes []line.Outcome
	t, err := s.keep(ctx, actor, id, func(t Timesheet) (Timesheet, []event, error) {
		m.Now = s.Clock.Now()
		after, out, n := t.moved(m, seen)
		outcomes = out
		if n == 0 {
			return t, nil, store.ErrUnchanged
		}
		return after, []event{{typ, []any{"lines", n}}}, nil
	})
	return t, outcomes, err
}

// moved is the timesheet after an event of the lines that were seen, what became of each, and how many moved. A line moves
// only at the version that was seen. It is pure.
func (t Timesheet) moved(m line.Move, seen []line.Seen) (Timesheet, []line.Outcome, int) {
	t.Lines = slices.Clone(t.Lines)
	outcomes, n := make([]line.Outcome, 0, len(seen)), 0
	for _, s := range seen {
		at := t.at(s.Line)
		if at < 0 || t.Lines[at].State == line.Open && m.Event != line.SignOff {
			outcomes = append(outcomes, line.Outcome{Line: s.Line, Status: line.Unknown})
			continue
		}
		l, status, did := t.Lines[at].Moved(m, s.Version)
		if did {
			n++
		}
		t.Lines[at] = l
		outcomes = append(outcomes, line.Outcome{Line: s.Line, Status: status, State: l.State})
	}
	return t.watched(m.Now), outcomes, n
}
