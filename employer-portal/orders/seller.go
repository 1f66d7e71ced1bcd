package orders

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// getList lists the orders of the organiser: what is live, or what is over.
func (r *seller) getList() error {
	ended := r.C.Query("ended") != ""
	list, err := r.Orders.Mine(r.Ctx, r.Actor, !ended, marketplace.Page{Limit: mostListed, After: r.C.Query("after")})
	if err != nil {
		return err
	}
	var rows []view.PlacedRow
	for _, e := range list.Items {
		rows = append(rows, row(r.Request, order.View(e, order.Judgement{}), gate.Organiser, sold, r.Firm(e.Value.Buyer)))
	}
	return r.Show(listPage(r.Request, "order.sold", sold, ended, rows, list.Next))
}

// getOne is one order as its organiser reads it.
func (r *seller) getOne() error { return r.showOne(nil) }

func (r *seller) showOne(bad []marketplace.FieldError) error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	e, err := r.Orders.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	j, err := r.Orders.Gates(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	b := order.View(e, j)
	p := page(r.Request, b, e.Value.Org, e.Value.Buyer, gate.Organiser, sold)
	p.Back = &view.Link{Text: r.T("order.sold"), Href: sold}
	p.Parts = append(p.Parts, r.staffing(e.Value), r.gates(e, j, gate.Confirm), r.gates(e, j, gate.Start))
	p.Parts = append(p.Parts, versions(r.Request, b)...)
	if e.Value.Live {
		p.Parts = append(p.Parts, r.more(e.Value))
	}
	if len(bad) == 0 {
		return r.Show(p)
	}
	p.Problems = view.NewForm(r.Lang, nil, bad).Problems(bad, nil)
	for i := range p.Problems {
		p.Problems[i].Field = "gates-confirm"
	}
	return r.Wrong(p)
}

// staffing is what only the organiser reads: how many of which work form, and who is insured by whom.
func (r *seller) staffing(o order.Order) view.PlacedPart {
	part := view.PlacedPart{ID: "staffing", Heading: r.T("order.staffing"), Lines: []string{r.T("order.staffing.text")}, NoPrint: true}
	for _, g := range o.Staffing.Participants {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.Lang.Word("form", g.Form), Text: r.Say.N("request.people", g.Number)})
	}
	for _, i := range o.Readiness.Insurance {
		part.Pairs = append(part.Pairs, view.Pair{
			Label: r.T("order.insured", "form", r.Lang.Word("form", i.Form)),
			Text:  r.T("order.insured.by", "by", r.Lang.T("order.insurer."+i.By), "day", r.Lang.Date(i.Seen)),
		})
	}
	if o.Live {
		part.Ways = []view.Link{{Text: r.T("order.tell"), Href: path(sold, o.ID) + "/told"}}
	}
	return part
}

// gates are what the gates before a step found, who took responsibility, and the way on.
func (r *seller) gates(e order.Entry, j order.Judgement, before gate.Step) view.PlacedPart {
	o := e.Value
	part := view.PlacedPart{ID: "gates-" + string(before), Heading: r.T("order.gates." + string(before))}
	undecided := false
	for _, res := range j.Results {
		if res.Before != before {
			continue
		}
		for _, f := range res.Findings {
			g := finding(r.Request, res.Gate, f)
			g.Approved = r.approved(o, f)
			undecided = undecided || f.Verdict == verdict.Review && len(g.Approved) == 0
			part.Gates = append(part.Gates, g)
		}
	}
	if len(part.Gates) == 0 {
		part.Lines = []string{r.T("order.gates.none")}
	}
	if undecided && o.Live && r.Actor.Has(marketplace.RoleOwner) {
		part.Ways = append(part.Ways, view.Link{Text: r.T("order.approve"), Href: path(sold, o.ID) + "/approve"})
	}
	if before == gate.Confirm && o.State == order.Preparing && r.Actor.Has(request.Sellers()...) {
		part.Posts = []view.Post{button(r.Request, path(sold, o.ID)+"/confirm", "order.confirm", withRev(e.Rev))}
	}
	return part
}

// approved are those who took responsibility for a finding.
func (r *seller) approved(o order.Order, f verdict.Finding) []string {
	var out []string
	for _, a := range o.Approvals {
		if f.Verdict == verdict.Review && a.Covers(f) {
			out = append(out, r.T("order.approved", "name", r.Colleague(a.By), "day", r.Say.Day(a.At), "reason", a.Reason))
		}
	}
	return out
}

// more is what the organiser can change alone, propose, or end.
func (r *seller) more(o order.Order) view.PlacedPart {
	at := path(sold, o.ID)
	part := view.PlacedPart{ID: "more", Heading: r.T("order.more"), NoPrint: true, Ways: []view.Link{{Text: r.T("talk.title"), Href: at + "/messages"}, {Text: r.T("order.supervisor"), Href: at + "/supervisor"}}}
	if r.Actor.Has(request.Sellers()...) {
		part.Ways = append(part.Ways, view.Link{Text: r.T("order.propose"), Href: at + "/propose"}, view.Link{Text: r.T("order.cancel"), Href: at + "/cancel"})
		part.Ways = append(part.Ways, view.Link{Text: r.T("frame.new"), Href: "/frames/new?order=" + string(o.ID)})
		if o.Called != nil {
			part.Ways = append(part.Ways, view.Link{Text: r.T("frame.of_order"), Href: path("/frames", o.Called.Frame)})
		}
	}
	return part
}

// postConfirm makes the order binding; what stands in the way is told on top, with the gates below.
func (r *seller) postConfirm() error {
	id, err := orderID(r.Request)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Orders.Confirm(r.Ctx, r.Actor, id, revision(v))
	switch {
	case err == nil:
		return r.Redirect(path(sold, id), "order_confirmed")
	case marketplace.IsKind(err, marketplace.Stale):
		return r.showOne([]marketplace.FieldError{{Key: "error.stale"}})
	}
	stands := marketplace.AsError(err).Fields
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.showOne(append(bad, stands...))
}

// row is one order in a list, with whose turn it is.
func row(r *visit.Request, b order.Bought, me gate.Side, base, other string) view.PlacedRow {
	v := b.Versions[len(b.Versions)-1]
	out := view.PlacedRow{Link: view.Link{Text: v.Title, Href: path(base, b.ID)}, State: stateOf(r, b.State)}
	days := r.T("order.between.days", "first", r.Lang.Date(b.First), "last", r.Lang.Date(b.Last), "total", v.Total.Write(r.Lang.Code()))
	out.Lines = []string{other, days}
	switch t, going := next(b); {
	case b.State == order.Cancelled:
		out.Lines = append(out.Lines, cancelled(r, b.Ending))
	case b.Proposal != nil:
		out.Lines = append(out.Lines, r.T("order.proposal.waits"))
	case going && b.State == order.Preparing:
		out.Lines = append(out.Lines, r.T("order.next", "step", r.T("order.step."+t.key), "turn", whose(r, t, me)))
	}
	return out
}

// listPage is a list of orders.
func listPage(r *visit.Request, key, base string, ended bool, rows []view.PlacedRow, after string) *view.Placed {
	out := &view.Placed{Base: r.Base(r.T(key)), Heading: r.T(key), Lead: []string{r.T(key + ".lead")}}
	part := view.PlacedPart{ID: "live", Heading: r.T("order.live"), Rows: rows, Ways: []view.Link{{Text: r.T("order.ended.show"), Href: base + "?ended=yes"}}}
	none := key + ".none"
	if ended {
		part.ID, part.Heading, none = "ended", r.T("order.ended"), "order.ended.none"
		part.Ways = []view.Link{{Text: r.T("order.live.show"), Href: base}}
	}
	if len(rows) == 0 {
		part.Lines = []string{r.T(none)}
	}
	if after != "" {
		part.Ways = append(part.Ways, view.Link{Text: r.T("request.more"), Href: base + "?after=" + after + "&ended=" + strconv.FormatBool(ended)[:1]})
	}
	out.Parts = []view.PlacedPart{part}
	return out
}
