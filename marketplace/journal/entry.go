package journal

import (
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
)

// Line is an amount on one account.
type Line struct {
	Use     Use         `json:"use"`
	Account string      `json:"account"` // number, as it was when the entry was made
	Cents   money.Cents `json:"cents"`   // debit above 0, credit below; never 0
	Tag
}

// Tag is what a line is about.
type Tag struct {
	Invoice    marketplace.ID `json:"invoice,omitempty"` // always told on receivables
	Treatment  Treatment      `json:"treatment,omitempty"`
	Rate       int64          `json:"rate,omitempty"`
	CostCentre string         `json:"cost_centre,omitempty"` // kustannuspaikka, at most 40 characters
	Project    string         `json:"project,omitempty"`     // at most 40 characters
}

// Text is what an entry is about, as data.
type Text struct {
	Key  string            `json:"key"`
	Args map[string]string `json:"args,omitempty"`
}

// Say is the text in a language.
func (t Text) Say(lang i18n.Lang) string { return lang.Render("journal.text."+t.Key, t.Args) }

// Kind is what sort of event an entry is of.
type Kind string

// The kinds.
const (
	KindIssued     Kind = "issued"
	KindCredited   Kind = "credited"
	KindCharged    Kind = "charged" // reminder fee or late interest
	KindPaid       Kind = "paid"    // by bank or card, and what was taken back or paid back of it
	KindWrittenOff Kind = "written_off"
	KindPlatform   Kind = "platform"
	KindMoved      Kind = "moved" // between accounts that no invoice is on
)

// Entry is one balanced entry.
type Entry struct {
	Number   int              `json:"number"` // within the book, from 1, without holes; 0 before it is posted
	Day      marketplace.Date `json:"day"`    // on which it counts
	On       marketplace.Date `json:"on"`     // on which it happened; before Day when that period was closed
	Kind     Kind             `json:"kind"`
	Event    marketplace.ID   `json:"event"` // of which it is; posted once
	Text     Text             `json:"text"`
	Lines    []Line           `json:"lines"`              // their sum is 0
	Corrects int              `json:"corrects,omitempty"` // number of the entry that this one takes back
}

// Walk goes through entries in their order and gives each to do; an error of do ends it. It gives the same entries every time.
type Walk func(do func(Entry) error) error

// Over walks through entries that are in memory.
func Over(entries []Entry) Walk {
	return func(do func(Entry) error) error {
		for _, e := range entries {
			if err := do(e); err != nil {
				return err
			}
		}
		return nil
	}
}

// Late says whether the entry belongs to a period that was closed before it was made.
func (e Entry) Late() bool { return e.On < e.Day }

// Say is the text of the entry, and of a late one also the day to which it belongs.
func (e Entry) Say(lang i18n.Lang) string {
	text := e.Text.Say(lang)
	if e.Late() {
		text += ". " + lang.T("journal.late", "day", e.On)
	}
	return text
}

// writer puts an entry together from pairs, so that it is balanced whatever is written.
type writer struct {
	chart Chart
	kind  Kind
	text  Text
	lines []Line
	err   error
}

// pair writes an amount on the debit side of one use and the credit side of another; an amount below zero the other way round.
func (w *writer) pair(debit, credit Use, cents money.Cents, tags ...Tag) {
	d, c := Tag{}, Tag{}
	for _, t := range tags {
		d, c = t, t
	}
	w.write(w.line(debit, cents, d), w.line(credit, -cents, c))
}

func (w *writer) line(u Use, cents money.Cents, t Tag) Line {
	if u != Receivables && u != Disputed {
		t.Invoice = ""
	}
	if u == Receivables || u == Disputed {
		t = Tag{Invoice: t.Invoice}
	}
	return Line{Use: u, Account: w.chart.Accounts[u].Number, Cents: cents, Tag: t}
}

// sale writes the net amount of a sale.
func (w *writer) sale(s Sale, invoice marketplace.ID, sign money.Cents) {
	account, ok := w.chart.sales(s.Treatment, s.Rate)
	if !ok {
		w.fail(marketplace.Field("sales", "journal.no_sales_account", "treatment", s.Treatment, "rate", s.Rate))
		return
	}
	tag := Tag{Treatment: s.Treatment, Rate: s.Rate, CostCentre: s.CostCentre, Project: s.Project}
	w.write(w.line(Receivables, s.Net*sign, Tag{Invoice: invoice}), Line{Use: Sales, Account: account.Number, Cents: -s.Net * sign, Tag: tag})
}

// write adds lines up by account and tag.
func (w *writer) write(lines ...Line) {
	for _, l := range lines {
		at := slices.IndexFunc(w.lines, func(o Line) bool { return o.Use == l.Use && o.Account == l.Account && o.Tag == l.Tag })
		if at < 0 {
			w.lines = append(w.lines, l)
			continue
		}
		sum, err := money.Sum(w.lines[at].Cents, l.Cents)
		if err != nil && w.err == nil {
			w.err = err
		}
		w.lines[at].Cents = sum
	}
}

func (w *writer) fail(bad ...marketplace.FieldError) {
	if w.err == nil && len(bad) > 0 {
		w.err = marketplace.InvalidFields(bad)
	}
}

// need is an error unless an amount is one that can be booked.
func (w *writer) need(field string, cents, least money.Cents) {
	if cents < least || cents > mostCents {
		w.fail(marketplace.Field(field, "journal.amount", "value", int64(cents), "least", int64(least)))
	}
}

// mostCents is the largest amount of one event, so that no sum of a line overflows.
const mostCents money.Cents = 1e15

func (w *writer) about(kind Kind, key string, args ...any) {
	w.kind, w.text = kind, Text{Key: key, Args: map[string]string{}}
	for i := 0; i+1 < len(args); i += 2 {
		w.text.Args[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
}

// Event is something that happened, to be booked once.
type Event struct {
	ID   marketplace.ID
	Day  marketplace.Date
	What What
}

// What is one of the events of this package.
type What interface{ write(w *writer) }

// Draft is the entry of an event, before it has a number and a day in the book. Invalid with the fields that are wrong: a chart
// that lacks an account, an amount that is none, a tax that does not follow from its base. An event that moves nothing gives
// an entry without lines, which is not posted.
func Draft(c Chart, e Event) (Entry, error) {
	if err := c.Check(); err != nil {
		return Entry{}, err
	}
	if d, err := marketplace.ParseDate(string(e.Day)); err != nil || d == "" || !e.ID.Valid() || e.What == nil {
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("event", "journal.event", "event", e.ID, "day", e.Day)})
	}
	w := &writer{chart: c}
	e.What.write(w)
	if w.err != nil {
		return Entry{}, w.err
	}
	lines := slices.DeleteFunc(w.lines, func(l Line) bool { return l.Cents == 0 })
	return Entry{Day: e.Day, On: e.Day, Kind: w.kind, Event: e.ID, Text: w.text, Lines: lines}, nil
}

// Balanced says whether debit and credit are equal. Every entry of this package is.
func (e Entry) Balanced() bool {
	sum := money.Cents(0)
	for _, l := range e.Lines {
		sum += l.Cents
	}
	return sum == 0
}
