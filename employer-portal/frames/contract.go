package frames

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/order/gate"
)

// page is the page of a framework agreement with what both sides read.
func page(r *visit.Request, f frame.Frame, me gate.Side) *view.Placed {
	t := f.Terms
	out := &view.Placed{
		Base: r.Base(t.Title), Heading: t.Title, State: r.T("frame.state." + string(f.State)), Document: true,
		Lead: []string{r.T("frame.between", "organiser", r.Firm(f.Org), "buyer", r.Firm(f.Buyer)), r.T("frame.step." + string(f.State))},
	}
	if f.State == frame.Agreed {
		out.Tone = "good"
	}
	if n := f.Notice; n != nil {
		out.Lead = append(out.Lead, r.T("frame.noticed", "side", r.Lang.T("order.side."+string(n.Side)), "name", n.By.Name, "last", r.Lang.Date(n.Last), "reason", n.Reason))
	}
	if f.Refusal != "" {
		out.Lead = append(out.Lead, r.T("frame.refused", "reason", f.Refusal))
	}
	if f.State != frame.Offered && f.Agreed.By != "" {
		out.Parts = append(out.Parts, calls(r, f, me))
	}
	out.Parts = append(out.Parts, terms(r, f), prices(r, f, me), work(r, t), site(r, f))
	return out
}

// terms are from when to when the agreement holds, up to what, and how it ends.
func terms(r *visit.Request, f frame.Frame) view.PlacedPart {
	t := f.Terms
	pairs := []view.Pair{
		{Label: r.T("frame.valid"), Text: r.T("request.days", "first", r.Lang.Date(t.From), "last", r.Lang.Date(t.To))},
		{Label: r.T("frame.f.ceiling"), Text: ceiling(r, f)},
		{Label: r.T("frame.notice_time"), Text: r.Say.N("frame.days", t.NoticeDays)},
		{Label: r.T("frame.offered"), Text: f.Offered.Name + ", " + r.Say.Day(f.Offered.At)},
	}
	if f.Agreed.By != "" {
		pairs = append(pairs, view.Pair{Label: r.T("frame.agreed"), Text: f.Agreed.Name + ", " + r.Say.Day(f.Agreed.At)})
	}
	if t.Note != "" {
		pairs = append(pairs, view.Pair{Label: r.T("quote.f.note"), Text: t.Note})
	}
	return view.PlacedPart{ID: "terms", Heading: r.T("frame.terms"), Pairs: pairs}
}

// ceiling is how much can be called off, and how much of it is left.
func ceiling(r *visit.Request, f frame.Frame) string {
	left, limited := f.Left()
	if !limited {
		return r.T("frame.ceiling.none", "used", quoted.Euros(r, f.Used()))
	}
	return r.T("frame.ceiling", "ceiling", quoted.Euros(r, f.Terms.Ceiling), "used", quoted.Euros(r, f.Used()), "left", quoted.Euros(r, left))
}

// prices are what can be called off; the organiser reads beside it what its book says, and why a price is another one.
func prices(r *visit.Request, f frame.Frame, me gate.Side) view.PlacedPart {
	t := &view.Table{Caption: r.T("frame.prices"), Head: []string{r.T("quote.line.name"), r.T("frame.unit"), r.T("quote.line.rate")}}
	if me == gate.Organiser {
		t.Head = append(t.Head, r.T("frame.book"), r.T("quote.f.reason"))
	}
	for _, p := range f.Terms.Prices {
		row := []string{p.Name, r.Lang.T("price.unit." + string(p.Unit)), p.Rate.Write(r.Lang.Code())}
		if me == gate.Organiser {
			book := "–"
			if p.Item != "" {
				book = r.T("frame.book.version", "rate", p.Book.Write(r.Lang.Code()), "n", p.Priced)
			}
			row = append(row, book, orDash(p.Reason))
		}
		t.Body = append(t.Body, row)
	}
	return view.PlacedPart{ID: "prices", Heading: r.T("frame.prices"), Lines: []string{r.T("quote.vat")}, Table: t}
}

// work is what is done, where, and who directs it.
func work(r *visit.Request, t frame.Terms) view.PlacedPart {
	at := r.Say.Place(t.Postal)
	if t.Address != "" {
		at = t.Address + ", " + at
	}
	return view.PlacedPart{ID: "work", Heading: r.T("order.work"), Pairs: []view.Pair{
		{Label: r.T("request.f.work"), Text: t.Work},
		{Label: r.T("request.f.trades"), Text: quoted.Trades(r, t.Trades)},
		{Label: r.T("request.f.place"), Text: at},
		{Label: r.T("request.f.directs"), Text: quoted.Directs(r, t.Directs)},
		{Label: r.T("quote.f.supervisor"), Text: t.Supervisor},
	}}
}

// site is what both tell once for every call-off.
func site(r *visit.Request, f frame.Frame) view.PlacedPart {
	return view.PlacedPart{ID: "site", Heading: r.T("order.safety"), Lines: []string{r.T("frame.site.note")}, Pairs: []view.Pair{
		{Label: r.Lang.T("order.field.hazards"), Text: r.Say.Choice("hazard", f.Site.Hazards)},
		{Label: r.Lang.T("order.field.allergens"), Text: r.Say.Choice("allergen", f.Site.Allergens)},
		{Label: r.T("order.f.safety"), Text: orUntold(r, f.Site.Safety)},
		{Label: r.Lang.T("order.field.induction"), Text: orUntold(r, f.Site.Induction)},
		{Label: r.T("order.own_hazards"), Text: orUntold(r, f.Terms.Hazards)},
		{Label: r.Lang.T("order.field.reference"), Text: orDash(f.Site.Reference)},
	}}
}

// calls are the call-offs, newest first, each with the way to its request, quote or order.
func calls(r *visit.Request, f frame.Frame, me gate.Side) view.PlacedPart {
	part := view.PlacedPart{ID: "calls", Heading: r.T("frame.calls")}
	for i := len(f.Calls) - 1; i >= 0; i-- {
		c := f.Calls[i]
		row := view.PlacedRow{
			Link:  view.Link{Text: r.T("frame.call.number", "n", c.Number), Href: callPath(c, me)},
			State: r.T("frame.call.state." + string(c.State)),
			Lines: []string{quoted.Need(r, c.Need), r.T("frame.call.comes_to", "total", quoted.Euros(r, c.Total), "days", strconv.Itoa(len(c.Loads())))},
		}
		if c.State == frame.Held {
			row.Tone = "warm"
			row.Lines = append(row.Lines, r.T("frame.call.until", "when", r.Say.When(c.Until)))
		}
		if c.State == frame.Cancelled && c.Counts > 0 {
			row.Lines = append(row.Lines, r.T("frame.call.worked", "counts", quoted.Euros(r, c.Counts)))
		}
		part.Rows = append(part.Rows, row)
	}
	if len(f.Calls) == 0 {
		part.Lines = []string{r.T("frame.calls.none." + string(me))}
	}
	return part
}

// callPath is where a call-off goes on, for one side.
func callPath(c frame.Call, me gate.Side) string {
	switch {
	case c.State == frame.Ordered || c.State == frame.Cancelled:
		if me == gate.Organiser {
			return path("/orders", c.Quote)
		}
		return path("/purchases", c.Quote)
	case c.State == frame.Calling, c.State == frame.Lost:
		return "" // nothing may have come of it
	case me == gate.Organiser:
		return path("/asked", c.Request)
	}
	return path("/requests", c.Request) + path("/quotes", c.Quote)
}

// listPage is a list of framework agreements.
func listPage(r *visit.Request, key, base string, ended bool, list marketplace.List[frame.Entry], other func(frame.Frame) marketplace.ID) *view.Placed {
	out := &view.Placed{Base: r.Base(r.T(key)), Heading: r.T(key), Lead: []string{r.T(key + ".lead")}}
	part := view.PlacedPart{ID: "live", Heading: r.T("frame.live"), Ways: []view.Link{{Text: r.T("frame.ended.show"), Href: base + "?ended=yes"}}}
	none, more := key+".none", base+"?after="+list.Next
	if ended {
		part.ID, part.Heading, none, more = "ended", r.T("frame.ended"), "frame.ended.none", more+"&ended=yes"
		part.Ways = []view.Link{{Text: r.T("frame.live.show"), Href: base}}
	}
	for _, e := range list.Items {
		f := e.Value
		part.Rows = append(part.Rows, view.PlacedRow{
			Link: view.Link{Text: f.Terms.Title, Href: path(base, f.ID)}, State: r.T("frame.state." + string(f.State)),
			Lines: []string{r.Firm(other(f)), r.T("request.days", "first", r.Lang.Date(f.Terms.From), "last", r.Lang.Date(f.Last())), ceiling(r, f)},
		})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T(none)}
	}
	if list.Next != "" {
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.more"), Href: more})
	}
	out.Parts = []view.PlacedPart{part}
	return out
}

func orUntold(r *visit.Request, text string) string {
	if text == "" {
		return r.T("not_told")
	}
	return text
}

func orDash(text string) string {
	if text == "" {
		return "–"
	}
	return text
}
