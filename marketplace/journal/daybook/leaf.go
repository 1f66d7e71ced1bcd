package daybook

import (
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/journal"
)

// Leaf is one page of an organiser's books, and what holds after it.
type Leaf struct {
	Org     marketplace.ID      `json:"org"`
	Pos     int64               `json:"pos"`              // 1, 2, 3 … without holes
	Number  int                 `json:"number"`           // of the last entry so far
	Closed  marketplace.Date    `json:"closed,omitempty"` // the last day that takes no entry any more
	Entry   *journal.Entry      `json:"entry,omitempty"`  // nil when this leaf closes a period
	Closing *Closing            `json:"closing,omitempty"`
	By      marketplace.ID      `json:"by,omitempty"` // empty: the program
	At      marketplace.Instant `json:"at"`
}

// Closing is the end of a period.
type Closing struct {
	Through  marketplace.Date  `json:"through"`
	Balances []journal.Balance `json:"balances"` // of every account at the end of that day, as openings of the next
}

// entry is the leaf that comes after this one with an entry, which gets its number and its day.
func (l Leaf) entry(e journal.Entry) Leaf {
	e = journal.Place(l.Closed, e)
	e.Number = l.Number + 1
	return Leaf{Org: l.Org, Pos: l.Pos + 1, Number: e.Number, Closed: l.Closed, Entry: &e}
}

// closing is the leaf that comes after this one and closes a period.
func (l Leaf) closing(through marketplace.Date, balances []journal.Balance) Leaf {
	return Leaf{Org: l.Org, Pos: l.Pos + 1, Number: l.Number, Closed: through, Closing: &Closing{through, balances}}
}

// fault says what is wrong with a leaf after the one before it; empty when nothing is.
func (l Leaf) fault(before Leaf) string {
	switch {
	case l.Pos != before.Pos+1:
		return "hole"
	case (l.Entry == nil) == (l.Closing == nil):
		return "neither"
	case l.Closing != nil && (l.Number != before.Number || l.Closed != l.Closing.Through || l.Closed <= before.Closed):
		return "closing"
	case l.Closing != nil:
		return ""
	case l.Number != before.Number+1 || l.Entry.Number != l.Number:
		return "hole"
	case !l.Entry.Balanced():
		return "unbalanced"
	case l.Closed != before.Closed || l.Entry.Day <= before.Closed:
		return "closed"
	}
	return ""
}

func idOf(org marketplace.ID, pos int64) marketplace.ID {
	const size = 12
	return marketplace.Derived("leaf-", size, string(org), strconv.FormatInt(pos, 10))
}

// Period is the days from one to another, both within.
type Period struct{ From, To marketplace.Date }

// mostDays is how long a period is at most: a financial year is 18 months (kirjanpitolaki 1:4).
const mostDays = 550

// Check says what is wrong with a period.
func (p Period) Check() error {
	var bad []marketplace.FieldError
	for field, d := range map[string]marketplace.Date{"from": p.From, "to": p.To} {
		if parsed, err := marketplace.ParseDate(string(d)); err != nil || parsed == "" {
			bad = append(bad, marketplace.Field(field, "field.date", "value", d))
		}
	}
	if len(bad) == 0 && (p.To < p.From || p.From.DaysTo(p.To) > mostDays) {
		bad = append(bad, marketplace.Field("to", "journal.period", "from", p.From, "to", p.To, "max", mostDays))
	}
	return marketplace.InvalidFields(bad)
}
