package reminders

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/reminder"
)

func (r *visitor) euros(c money.Cents) string { return c.Write(r.Lang.Code()) }

// getList lists what is late, those that are not reminded of first, and what was sent.
func (r *visitor) getList() error {
	list, err := r.Reminders.Late(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	sent, err := r.Reminders.Mine(r.Ctx, r.Actor, reminder.Sent, marketplace.Page{})
	if err != nil {
		return err
	}
	var kept, due []reminder.Proposal
	for _, p := range list.Items {
		if len(p.Why) > 0 {
			kept = append(kept, p)
		} else {
			due = append(due, p)
		}
	}
	out := &view.Placed{Base: r.Base(r.T("reminder.list")), Heading: r.T("reminder.list"), Lead: []string{r.T("reminder.list.lead")}}
	out.Back = &view.Link{Text: r.T("nav.payments"), Href: "/payments"}
	if len(kept) > 0 {
		out.Parts = append(out.Parts, view.PlacedPart{ID: "kept", Heading: r.T("reminder.kept"), Lines: []string{r.T("reminder.kept.text")}, Table: r.table("reminder.kept", kept)})
	}
	part := view.PlacedPart{ID: "due", Heading: r.T("reminder.due"), Lines: []string{r.T("reminder.due.none")}}
	if len(due) > 0 {
		part.Lines, part.Table = nil, r.table("reminder.due", due)
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: base + "?after=" + list.Next}}
	}
	out.Parts = append(out.Parts, part, r.sentPart(sent.Items))
	return r.Show(out)
}

// table is a table of late invoices, each leading to its page.
func (r *visitor) table(key string, list []reminder.Proposal) *view.Table {
	t := &view.Table{Caption: r.T(key), Head: []string{r.T("reminder.invoice"), r.T("reminder.buyer"), r.T("reminder.why"), r.T("reminder.days"), r.T("reminder.open")}, Numbers: 3}
	for _, p := range list {
		why := r.sentBefore(p)
		if len(p.Why) > 0 {
			why = r.Lang.Field(p.Why[0])
		}
		t.Body = append(t.Body, []string{p.Claim.Number, r.Firm(p.Claim.Buyer), why, strconv.Itoa(p.Days), r.euros(p.Claim.Open)})
		t.Links = append(t.Links, path(lateBase, p.Claim.Invoice))
	}
	return t
}

// sentBefore says how often somebody was reminded.
func (r *visitor) sentBefore(p reminder.Proposal) string {
	if p.Nth == 1 {
		return r.T("reminder.never")
	}
	return r.Say.N("reminder.nth", p.Nth-1)
}

func (r *visitor) sentPart(list []reminder.Entry) view.PlacedPart {
	part := view.PlacedPart{ID: "sent", Heading: r.T("reminder.sent")}
	for _, e := range list {
		x := e.Value
		part.Rows = append(part.Rows, view.PlacedRow{
			Link: view.Link{Text: r.T("reminder.row", "number", x.Number, "nth", x.Nth), Href: path(base, x.ID)}, State: r.T("reminder.state." + string(x.State)),
			Lines: []string{r.Firm(x.Buyer) + ", " + r.Lang.Date(x.Begun.Day()) + ", " + r.euros(x.Total())},
		})
	}
	if len(list) == 0 {
		part.Lines = []string{r.T("reminder.sent.none")}
	}
	return part
}

// getLate is one invoice: what is open, what keeps it from being reminded of, what the law would let ask for, and the ways on.
func (r *visitor) getLate() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	p, err := r.Reminders.Proposal(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	c := p.Claim
	out := &view.Placed{
		Base: r.Base(r.T("reminder.of", "number", c.Number)), Heading: r.T("reminder.of", "number", c.Number), Lead: []string{r.Firm(c.Buyer)},
	}
	out.Back = &view.Link{Text: r.T("reminder.list"), Href: base}
	for _, why := range p.Why {
		out.Lead = append(out.Lead, r.Lang.Field(why))
	}
	if len(p.Why) == 0 {
		out.Action = &view.Link{Text: r.T("reminder.write"), Href: path(lateBase, id) + "/letter"}
	}
	out.Parts = []view.PlacedPart{r.facts(p), r.interest(p)}
	loss, lost, err := r.Reminders.Loss(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	more := view.PlacedPart{ID: "more", Heading: r.T("order.more"), NoPrint: true, Ways: []view.Link{{Text: r.T("reminder.hold"), Href: path(lateBase, id) + "/hold"}}}
	if p.Hold != nil {
		more.Ways = []view.Link{{Text: r.T("reminder.unhold"), Href: path(lateBase, id) + "/unhold"}}
	}
	if r.Actor.Has(marketplace.RoleOwner) {
		verb := "write-off"
		if lost && loss.Off {
			verb = "recover"
			more.Lines = []string{r.T("reminder.lost", "reason", loss.Reason)}
		}
		more.Ways = append(more.Ways, view.Link{Text: r.T("reminder." + verb), Href: path(lateBase, id) + "/" + verb})
	}
	out.Parts = append(out.Parts, more)
	return r.Show(out)
}

func (r *visitor) facts(p reminder.Proposal) view.PlacedPart {
	c := p.Claim
	pairs := []view.Pair{
		{Label: r.T("reminder.open"), Text: r.euros(c.Open)},
		{Label: r.T("reminder.due_day"), Text: r.Lang.Date(c.Due)},
		{Label: r.T("reminder.days"), Text: strconv.Itoa(p.Days)},
		{Label: r.T("reminder.before"), Text: r.sentBefore(p)},
	}
	if last := c.LastDay(); last != c.Due {
		pairs = append(pairs, view.Pair{Label: r.T("reminder.last_day"), Text: r.Lang.Date(last)})
	}
	return view.PlacedPart{ID: "facts", Heading: r.T("reminder.facts"), Pairs: pairs}
}

// interest is how the late interest until today is reckoned, or which half-year has no rate.
func (r *visitor) interest(p reminder.Proposal) view.PlacedPart {
	part := view.PlacedPart{ID: "interest", Heading: r.T("reminder.interest")}
	if p.NoRate != nil {
		part.Lines = []string{r.Lang.Field(*p.NoRate)}
		return part
	}
	part.Lines = []string{r.T("reminder.interest.text")}
	t := &view.Table{
		Caption: r.T("reminder.interest"), Head: []string{r.T("reminder.period"), r.T("reminder.days_count"), r.T("reminder.open"), r.T("reminder.rate")}, Numbers: 1,
		Foot: []string{r.T("reminder.interest.sum"), "", "", r.euros(p.Interest.Cents)},
	}
	for _, x := range p.Interest.Parts {
		days := r.T("request.days", "first", r.Lang.Date(x.From), "last", r.Lang.Date(x.To))
		t.Body = append(t.Body, []string{days, strconv.FormatInt(x.Days, 10), r.euros(x.Open), r.Lang.Percent(x.Rate)})
	}
	if len(t.Body) > 0 {
		part.Table = t
	}
	return part
}
