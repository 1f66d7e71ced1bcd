package journal

import (
	"errors"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Book is the entries of an organiser in their order, and the last day that takes none any more.
type Book struct {
	Closed  marketplace.Date // empty: nothing is closed
	Entries []Entry
}

// Place gives an entry its day: its own, or the first one after the closed period.
func Place(closed marketplace.Date, e Entry) Entry {
	if e.On <= closed {
		e.Day = closed.AddDays(1)
	} else {
		e.Day = e.On
	}
	return e
}

// Post books an event. The same event again changes nothing and gives the entry it had; with other content it is a Conflict. An event
// that moves nothing is not booked and gives an entry without a number. Errors are those of Draft.
func (b Book) Post(c Chart, e Event) (Book, Entry, error) {
	draft, err := Draft(c, e)
	if err != nil {
		return b, Entry{}, err
	}
	if at := b.find(e.ID); at >= 0 {
		if !draft.Repeats(b.Entries[at]) {
			return b, Entry{}, marketplace.Errorf(marketplace.Conflict, "error.key_used")
		}
		return b, b.Entries[at], nil
	}
	if len(draft.Lines) == 0 {
		return b, draft, nil
	}
	b, entry := b.append(draft)
	return b, entry, nil
}

func (b Book) append(e Entry) (Book, Entry) {
	e = Place(b.Closed, e)
	e.Number = len(b.Entries) + 1
	b.Entries = append(b.Entries[:len(b.Entries):len(b.Entries)], e)
	return b, e
}

func (b Book) find(event marketplace.ID) int {
	return slices.IndexFunc(b.Entries, func(e Entry) bool { return e.Event == event })
}

// Repeats says whether a draft books the same as an entry does, whatever numbers the chart had then.
func (e Entry) Repeats(o Entry) bool {
	plain := func(lines []Line) []Line {
		out := slices.Clone(lines)
		for i := range out {
			out[i].Account = ""
		}
		return out
	}
	return e.On == o.On && e.Kind == o.Kind && o.Corrects == 0 && e.Text.Key == o.Text.Key && maps.Equal(e.Text.Args, o.Text.Args) && slices.Equal(plain(e.Lines), plain(o.Lines))
}

// Correct takes an entry back by another one on a day, with a reason in words; the event names the correction, so that it is
// booked once. The right entry is posted after it, as an event of its own. NotFound when there is no such entry, Conflict when it was
// corrected already or is a correction itself.
func (b Book) Correct(event marketplace.ID, number int, on marketplace.Date, reason string) (Book, Entry, error) {
	if at := b.find(event); at >= 0 {
		if b.Entries[at].Corrects != number {
			return b, Entry{}, marketplace.Errorf(marketplace.Conflict, "error.key_used")
		}
		return b, b.Entries[at], nil
	}
	if number < 1 || number > len(b.Entries) {
		return b, Entry{}, marketplace.Errorf(marketplace.NotFound, "journal.no_entry", "number", number)
	}
	wrong := b.Entries[number-1]
	if slices.ContainsFunc(b.Entries, func(e Entry) bool { return e.Corrects == number }) {
		return b, Entry{}, corrected(number)
	}
	draft, err := wrong.TakenBack(event, on, reason)
	if err != nil {
		return b, Entry{}, err
	}
	b, entry := b.append(draft)
	return b, entry, nil
}

func corrected(number int) error {
	return marketplace.Errorf(marketplace.Conflict, "journal.corrected", "number", number)
}

// TakenBack is the draft that takes an entry back whole; see Book.Correct for the errors.
func (e Entry) TakenBack(event marketplace.ID, on marketplace.Date, reason string) (Entry, error) {
	lines := slices.Clone(e.Lines)
	for i := range lines {
		lines[i].Cents = -lines[i].Cents
	}
	return e.correction("correction", event, on, reason, lines)
}

// Moved is the draft that takes to the accounts of another chart what an entry booked on the accounts of an earlier one. Its
// errors are those of Book.Correct, and a Conflict when every account is the same.
func (e Entry) Moved(c Chart, event marketplace.ID, on marketplace.Date, reason string) (Entry, error) {
	w := &writer{chart: c}
	for _, l := range e.Lines {
		to, ok := c.Accounts[l.Use].Number, true
		if l.Use == Sales {
			var a Account
			a, ok = c.sales(l.Treatment, l.Rate)
			to = a.Number
		}
		if !ok {
			return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("sales", "journal.no_sales_account", "treatment", l.Treatment, "rate", l.Rate)})
		}
		back, again := l, l
		back.Cents, again.Account = -l.Cents, to
		w.write(back, again)
	}
	lines := slices.DeleteFunc(w.lines, func(l Line) bool { return l.Cents == 0 })
	if len(lines) == 0 && w.err == nil {
		return Entry{}, marketplace.Errorf(marketplace.Conflict, "journal.same_accounts", "number", e.Number)
	}
	draft, err := e.correction("moved_accounts", event, on, reason, lines)
	return draft, errors.Join(err, w.err)
}

func (e Entry) correction(key string, event marketplace.ID, on marketplace.Date, reason string, lines []Line) (Entry, error) {
	if d, err := marketplace.ParseDate(string(on)); err != nil || d == "" || !event.Valid() || on < e.On {
		return Entry{}, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("on", "journal.correction_day", "day", e.On)})
	}
	if e.Corrects != 0 {
		return Entry{}, corrected(e.Number)
	}
	text := Text{Key: key, Args: map[string]string{"number": itoa(e.Number), "day": string(e.Day), "reason": reason}}
	return Entry{On: on, Day: on, Kind: e.Kind, Event: event, Text: text, Lines: lines, Corrects: e.Number}, nil
}

// Close ends a period: no day up to this one takes an entry any more. It cannot be opened again. Conflict when it is closed
// already.
func (b Book) Close(through marketplace.Date) (Book, error) {
	if d, err := marketplace.ParseDate(string(through)); err != nil || d == "" {
		return b, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("through", "field.date", "value", through)})
	}
	if through <= b.Closed {
		return b, marketplace.Errorf(marketplace.Conflict, "journal.closed", "day", b.Closed)
	}
	b.Closed = through
	return b, nil
}
