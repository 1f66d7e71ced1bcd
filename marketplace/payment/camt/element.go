package camt

import (
	"encoding/xml"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// walk goes through a file element by element and knows where it is.
type walk struct {
	d     *xml.Decoder
	g     *guard
	space string   // namespace of the message; elements of others are skipped
	path  []string // names of the open elements
	entry int      // number of the entry, 0 outside of one
}

// place is where the walk is, from the statement on: Stmt[1]/Ntry[14]/Amt.
func (w *walk) place(below ...string) string {
	path := append(slices.Clone(w.path), below...)
	if len(path) > 2 {
		path = path[2:]
	}
	return strings.Join(path, "/")
}

func (w *walk) bad(key, value string, args ...any) error {
	return refuse(marketplace.Invalid, key, value, append([]any{"place", w.place(), "entry", w.entry}, args...)...)
}

func (w *walk) large(key string, most int) error {
	return refuse(marketplace.TooLarge, key, "", "place", w.place(), "entry", w.entry, "max", most)
}

// missing is an error about an element that has to be there.
func (w *walk) missing(element string) error {
	return refuse(marketplace.Invalid, "camt.missing", "", "place", w.place(element), "entry", w.entry)
}

// number puts the number of an element that is repeated behind its name.
func (w *walk) number(n int) {
	last := len(w.path) - 1
	w.path[last] += "[" + strconv.Itoa(n) + "]"
}

// token is the next piece of the file. A DTD ends the reading: it could declare entities, which a statement never needs.
func (w *walk) token() (xml.Token, error) {
	t, err := w.d.Token()
	w.g.since = 0
	if errors.Is(err, io.EOF) && len(w.path) == 0 {
		return nil, io.EOF
	}
	if err != nil {
		return nil, broken(err, w.g, w.place(), w.entry)
	}
	if _, ok := t.(xml.Directive); ok {
		return nil, w.bad("camt.dtd", "")
	}
	return t, nil
}

// children calls do for each element below the open one. It has to read its element to the end.
func (w *walk) children(do func(name string, attrs []xml.Attr) error) error {
	for {
		t, err := w.token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.EndElement:
			return nil
		case xml.StartElement:
			if err := w.enter(t, do); err != nil {
				return err
			}
		}
	}
}

func (w *walk) enter(t xml.StartElement, do func(name string, attrs []xml.Attr) error) error {
	if len(w.path) >= MaxDepth {
		return w.large("camt.deep", MaxDepth)
	}
	w.path = append(w.path, t.Name.Local)
	var err error
	if t.Name.Space == w.space {
		err = do(t.Name.Local, t.Attr)
	} else {
		err = w.skip()
	}
	w.path = w.path[:len(w.path)-1]
	return err
}

// skip reads the open element to its end without looking at it.
func (w *walk) skip() error {
	return w.children(func(string, []xml.Attr) error { return w.skip() })
}

// text reads the open element as a text.
func (w *walk) text(into *string) error { return w.code(into, "") }

// code reads the open element as a text, or the text of an element of that name below it: later versions moved some codes
// one level down.
func (w *walk) code(into *string, below string) error {
	var own strings.Builder
	for {
		t, err := w.token()
		if err != nil {
			return err
		}
		switch t := t.(type) {
		case xml.CharData:
			if own.Len()+len(t) > MaxText {
				return w.large("camt.text_long", MaxText)
			}
			own.Write(t)
		case xml.StartElement:
			err := w.enter(t, func(name string, _ []xml.Attr) error {
				if name != below {
					return w.skip()
				}
				return w.text(into)
			})
			if err != nil {
				return err
			}
		case xml.EndElement:
			if s := strings.TrimSpace(own.String()); s != "" {
				*into = s
			}
			return nil
		}
	}
}

// dig reads the text at a path below the open element; what else stands there is skipped. The first one counts.
func (w *walk) dig(into *string, path ...string) error {
	if len(path) == 0 {
		return w.text(into)
	}
	return w.children(func(name string, _ []xml.Attr) error {
		if name != path[0] || *into != "" {
			return w.skip()
		}
		return w.dig(into, path[1:]...)
	})
}

// amount is an amount as it stands in the file.
type amount struct {
	told     bool
	currency string
	cents    money.Cents // only of euros
}

func (a amount) euros() bool { return a.told && a.currency == currency }

// currency is the only one that is read. It has two decimals.
const (
	currency      = "EUR"
	decimals      = 2
	maxEuroDigits = 12 // so that the sum of a batch of MaxDetails fits
)

// euros reads an amount that has to be in euros.
func (w *walk) euros(into *money.Cents, attrs []xml.Attr) error {
	a, err := w.amount(attrs)
	if err != nil {
		return err
	}
	if !a.euros() {
		return w.bad("camt.currency", a.currency)
	}
	*into = a.cents
	return nil
}

// amount reads an amount of any currency; only of euros it looks at the number.
func (w *walk) amount(attrs []xml.Attr) (amount, error) {
	a := amount{told: true}
	for _, attr := range attrs {
		if attr.Name.Local == "Ccy" {
			a.currency = attr.Value
		}
	}
	text := ""
	if err := w.text(&text); err != nil || !a.euros() {
		return a, err
	}
	whole, part, marked := strings.Cut(text, ".")
	switch {
	case !allDigits(whole) || marked && !allDigits(part):
		return a, w.bad("camt.amount", text)
	case len(part) > decimals:
		return a, w.bad("camt.decimals", text, "max", decimals)
	}
	whole = strings.TrimLeft(whole, "0")
	if len(whole) > maxEuroDigits {
		return a, w.bad("camt.amount", text)
	}
	n, err := strconv.ParseInt("0"+whole+part+"00"[len(part):], 10, 64)
	if err != nil {
		return a, w.bad("camt.amount", text)
	}
	a.cents = money.Cents(n)
	return a, nil
}

func allDigits(text string) bool { return text != "" && strings.Trim(text, "0123456789") == "" }

// direction reads CRDT, onto the account, or DBIT, from it.
func (w *walk) direction(incoming, told *bool) error {
	text := ""
	if err := w.text(&text); err != nil {
		return err
	}
	if text != "CRDT" && text != "DBIT" {
		return w.bad("camt.direction", text)
	}
	*incoming, *told = text == "CRDT", true
	return nil
}

func (w *walk) flag(into *bool) error {
	text := ""
	if err := w.text(&text); err != nil {
		return err
	}
	switch text {
	case "true", "1":
		*into = true
	case "false", "0":
		*into = false
	default:
		return w.bad("camt.flag", text)
	}
	return nil
}

// day reads a day, or the day of a moment as the bank's clock showed it.
func (w *walk) day(into *marketplace.Date) error {
	return w.children(func(name string, _ []xml.Attr) error {
		if name != "Dt" && name != "DtTm" {
			return w.skip()
		}
		text := ""
		if err := w.text(&text); err != nil {
			return err
		}
		d, err := marketplace.ParseDate(text[:min(len(text), len("2026-11-23"))])
		if err != nil || d == "" {
			return w.bad("camt.day", text)
		}
		*into = d
		return nil
	})
}
