package quoted

import (
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace/request"
)

// Brief is what is asked for, in the order of the form.
func Brief(r *visit.Request, b request.Brief) []view.Pair {
	out := []view.Pair{}
	add := func(key, text string) {
		if text == "" {
			text = r.T("not_told")
		}
		out = append(out, view.Pair{Label: r.T("request.f." + key), Text: text})
	}
	add("work", b.Work)
	add("trades", Trades(r, b.Trades))
	add("place", place(r, b))
	add("days", days(r, b.Need))
	add("clock", clock(r, b.Need))
	add("people", People(r, b.Need.People))
	add("directs", Directs(r, b.Directs))
	add("hazards", r.Say.Choice("hazard", b.Hazards))
	add("allergens", r.Say.Choice("allergen", b.Allergens))
	add("induction", b.Induction)
	if b.Reference != "" {
		add("reference", b.Reference)
	}
	add("deadline", r.Say.When(b.Deadline))
	return out
}

// Trades are the names of types of work, joined by commas.
func Trades(r *visit.Request, keys []string) string {
	var out []string
	for _, key := range keys {
		if t, there := r.Carving.Type(key); there {
			out = append(out, t.Name.In(r.Lang.Code()))
		}
	}
	return strings.Join(out, ", ")
}

func place(r *visit.Request, b request.Brief) string {
	var parts []string
	if b.Address != "" {
		parts = append(parts, b.Address)
	}
	if b.Postal != "" {
		parts = append(parts, r.Say.Place(b.Postal))
	}
	return strings.Join(parts, ", ")
}

// Need is when work is to be done, and by how many, in a line.
func Need(r *visit.Request, n request.Need) string {
	return strings.Join([]string{days(r, n), clock(r, n), People(r, n.People)}, ", ")
}

func days(r *visit.Request, n request.Need) string {
	if n.First == "" || n.Last == "" {
		return r.Lang.Date(n.First + n.Last)
	}
	text := r.T("request.days", "first", r.Lang.Date(n.First), "last", r.Lang.Date(n.Last))
	if n.First == n.Last {
		text = r.Lang.Date(n.First)
	}
	if len(n.Weekdays) > 0 {
		text += ", " + r.Say.Words("weekday", n.Weekdays)
	}
	return text
}

func clock(r *visit.Request, n request.Need) string {
	if n.To == 0 {
		return ""
	}
	return r.T("request.clock", "from", form.WriteClock(n.From), "to", form.WriteClock(n.To))
}

// People is how many people are asked for, in words; empty when nobody said.
func People(r *visit.Request, n int) string {
	if n == 0 {
		return ""
	}
	return r.Say.N("request.people", n)
}

// Directs says who directs the work and what follows from it; empty when nobody said.
func Directs(r *visit.Request, d request.Director) string {
	if d == "" {
		return ""
	}
	return r.T("request.directs."+string(d)) + ". " + r.T("request.directs."+string(d)+".hint")
}
