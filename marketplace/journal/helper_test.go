package journal

import (
	"sync"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/matching"
)

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

var bundle = sync.OnceValue(func() *i18n.Bundle { return must(i18n.Load(must(matching.LoadScale()))) })

func lang(voice i18n.Voice) i18n.Lang { return bundle().In(voice) }

func chart() Chart { return DefaultChart(lang(i18n.Fi)) }

const day = marketplace.Date("2026-11-23")

func event(id string, what What) Event { return Event{ID: marketplace.ID(id), Day: day, What: what} }

// crew is an invoice of crew hours with two cost centres and one without tax: 1 208.57 + 308.20 = 1 516.77, and 50.00.
func crew() Content {
	return Content{
		Invoice: "inv", Number: "2026-000123",
		Sales: []Sale{{Standard, 2550, 1000_00, "KP1", "P7"}, {Standard, 2550, 208_57, "KP2", ""}, {Exempt, 0, 50_00, "", ""}},
		Taxes: []Tax{{2550, 1208_57, 308_19}},
	}
}

func payment(key string, cents money.Cents) settle.Payment {
	return settle.Payment{Key: marketplace.ID(key), Account: "FI2112345600000785", Booked: day, Amount: cents, Incoming: true, Party: "Kahvila Oy"}
}

// booked posts events into an empty book.
func booked(t testing.TB, events ...Event) Book {
	t.Helper()
	b := Book{}
	for _, e := range events {
		var err error
		if b, _, err = b.Post(chart(), e); err != nil {
			t.Fatal(e.ID, err)
		}
	}
	return b
}

// short writes the lines of an entry: use, amount in cents.
func short(e Entry) map[Use]money.Cents {
	out := map[Use]money.Cents{}
	for _, l := range e.Lines {
		out[l.Use] += l.Cents
	}
	return out
}

func firstKey(err error) string {
	if err == nil {
		return ""
	}
	e := marketplace.AsError(err)
	if len(e.Fields) > 0 {
		return e.Fields[0].Field + ": " + e.Fields[0].Key
	}
	return e.Key
}
