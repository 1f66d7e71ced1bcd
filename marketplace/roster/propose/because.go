package propose

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
)

// Because says why a replacement asks somebody, in what anybody can work out again. It is empty for the absent one and for
// leaders.
type Because struct {
	Alone  int  `json:"alone,omitempty"`  // others who are free and could take the seat instead
	Moves  bool `json:"moves,omitempty"`  // comes from another shift, because nobody who is free may take the seat
	Knows  int  `json:"knows,omitempty"`  // of the crew, whom they know or who know them
	Wished bool `json:"wished,omitempty"` // is work that they hope for
	Lacks  int  `json:"lacks,omitempty"`  // minutes by which they have less this week than they should
	Steady bool `json:"steady,omitempty"` // needs stability, and as few people cannot fill the seat without them
}

// because fills in why each change of a week asks the person it asks.
func because(c roster.Case, gone roster.Seat, changes []Change) error {
	after := c.Week
	q := asked(c, away(after, gone))
	for i, one := range changes {
		m, member := q.Members[one.Member]
		if one.Absent || one.To == "" || !member {
			continue
		}
		q.Week = after.Without(roster.Seat{Shift: one.To, Member: one.Member})
		s, _ := q.Week.Shift(one.To)
		work, _ := q.Week.WorkOf(s.Order)
		why := Because{Moves: one.From != "", Knows: known(m, q.Members, s), Wished: m.Wants(work), Lacks: max(0, q.lacks(m)), Steady: m.Steady}
		for _, other := range q.free(s) {
			if why.Moves {
				break // nobody can: that is why
			}
			if other.ID != one.Member && q.passes(q.Week.Joined(s.ID, other.ID), []marketplace.ID{s.ID}, other.ID) {
				why.Alone++
			}
		}
		changes[i].Why = why
	}
	return q.err
}
