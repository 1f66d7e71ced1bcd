package orders

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// page is the page of an order with what both sides read; the gates come from the side.
func page(r *visit.Request, b order.Bought, seller marketplace.ID, buyer marketplace.ID, me gate.Side, base string) *view.Placed {
	v := b.Versions[len(b.Versions)-1]
	out := &view.Placed{
		Base: r.Base(v.Title), Heading: v.Title, State: stateOf(r, b.State), Document: true,
		Lead: []string{r.T("order.between", "organiser", r.Firm(seller), "buyer", r.Firm(buyer))},
	}
	if t, going := next(b); going {
		out.Lead = append(out.Lead, r.T("order.next", "step", r.T("order.step."+t.key), "turn", whose(r, t, me)))
	}
	if b.State == order.Cancelled {
		out.Lead = append(out.Lead, cancelled(r, b.Ending))
	}
	if b.Renews != "" && b.State == order.Preparing {
		out.Lead = append(out.Lead, r.T("order.renews"))
	}
	out.Parts = append(out.Parts, steps(r, b, me, base))
	if p := proposal(r, b, me, base); p != nil {
		out.Parts = append(out.Parts, *p)
	}
	offer := v.Offer()
	out.Parts = append(out.Parts,
		parties(r, b, v, seller, buyer), work(r, b, v),
		view.PlacedPart{ID: "days", Heading: r.T("quote.loads"), Lines: []string{quoted.Hours(r, v.Loads)}, Table: quoted.Loads(r, v.Loads)},
		view.PlacedPart{ID: "price", Heading: r.T("quote.price"), Lines: []string{r.T("quote.vat")}, Table: quoted.Lines(r, offer)},
		directed(r, b, v), safety(r, b, v),
	)
	return out
}

func cancelled(r *visit.Request, e order.Ending) string {
	text := r.T("order.reason." + string(e.Reason))
	if e.Note != "" {
		text += " " + e.Note
	}
	if e.Side == "" {
		return text
	}
	return r.T("order.cancelled", "side", r.Lang.T("order.side."+string(e.Side)), "reason", text)
}

// parties are the two who agree, when, and under which reference.
func parties(r *visit.Request, b order.Bought, v order.BoughtVersion, seller, buyer marketplace.ID) view.PlacedPart {
	confirmed := r.T("order.unconfirmed")
	if b.Confirmed != "" {
		confirmed = r.T("order.confirmed", "day", r.Lang.Date(b.Confirmed), "name", b.By)
	}
	return view.PlacedPart{ID: "parties", Heading: r.T("order.parties"), Pairs: []view.Pair{
		{Label: r.T("order.organiser"), Text: firm(r, seller)},
		{Label: r.T("order.buyer"), Text: firm(r, buyer)},
		{Label: r.Lang.T("order.field.reference"), Text: orDash(v.Reference)},
		{Label: r.T("order.version"), Text: strconv.Itoa(v.Number)},
		{Label: r.T("order.confirmation"), Text: confirmed},
	}}
}

// firm is a party with its business id.
func firm(r *visit.Request, id marketplace.ID) string {
	o, err := r.Accounts.PublicOrganisation(r.Ctx, id)
	if err != nil || o.BusinessID == "" {
		return r.Firm(id)
	}
	return o.Name + ", " + o.BusinessID
}

// work is what is done, and where.
func work(r *visit.Request, b order.Bought, v order.BoughtVersion) view.PlacedPart {
	at := r.Say.Place(v.Postal)
	if v.Address != "" {
		at = v.Address + ", " + at
	}
	if b.Site == gate.OrganiserSite {
		at = r.T("order.site.organiser")
	}
	pairs := []view.Pair{
		{Label: r.T("request.f.work"), Text: v.Work},
		{Label: r.T("request.f.trades"), Text: quoted.Trades(r, v.Trades)},
		{Label: r.T("order.result"), Text: orUntold(r, b.Result)},
		{Label: r.T("request.f.place"), Text: at},
		{Label: r.T("quote.days"), Text: quoted.Span(r, v.Loads)},
		{Label: r.T("order.people"), Text: orUntold(r, quoted.People(r, b.People))},
	}
	if v.Note != "" {
		pairs = append(pairs, view.Pair{Label: r.T("quote.f.note"), Text: v.Note})
	}
	return view.PlacedPart{ID: "work", Heading: r.T("order.work"), Pairs: pairs}
}

// directed is who directs the work.
func directed(r *visit.Request, b order.Bought, v order.BoughtVersion) view.PlacedPart {
	pairs := []view.Pair{
		{Label: r.T("order.directs"), Text: choice(r, "order.directs", string(b.Directs))}, {Label: r.T("quote.f.supervisor"), Text: v.Supervisor},
	}
	if c := b.Own.Conditions; !c.Told.IsZero() {
		pairs = append(pairs,
			view.Pair{Label: r.T("order.f.redirect"), Text: choice(r, "order.yes", c.Redirect)},
			view.Pair{Label: r.T("order.f.tools"), Text: yes(r, c.Tools)}, view.Pair{Label: r.T("order.f.rota"), Text: yes(r, c.Rota)},
		)
	}
	for _, d := range b.Declared {
		pairs = append(pairs, view.Pair{
			Label: r.T("order.declared", "side", r.Lang.T("order.side."+string(d.By))), Text: r.T("order.declared.by", "name", d.Name, "day", r.Lang.Date(d.On)),
		})
	}
	return view.PlacedPart{ID: "directs", Heading: r.T("order.led"), Pairs: pairs}
}

// safety is what both told of hazards, and how far people are inducted.
func safety(r *visit.Request, b order.Bought, v order.BoughtVersion) view.PlacedPart {
	c := b.Own.Conditions
	special := r.T("order.yes.no")
	if c.Special {
		special = r.T("order.yes.yes")
	}
	return view.PlacedPart{ID: "safety", Heading: r.T("order.safety"), Pairs: []view.Pair{
		{Label: r.Lang.T("order.field.hazards"), Text: r.Say.Choice("hazard", v.Hazards)},
		{Label: r.Lang.T("order.field.allergens"), Text: r.Say.Choice("allergen", v.Allergens)},
		{Label: r.T("order.f.special"), Text: special},
		{Label: r.T("order.f.safety"), Text: toldText(r, c.Safety, c.SafetyOn)},
		{Label: r.Lang.T("order.field.induction"), Text: orUntold(r, v.Induction)},
		{Label: r.T("order.own_hazards"), Text: toldText(r, b.Hazards, b.HazardsOn)},
		{Label: r.T("order.inducted"), Text: r.T("order.inducted.text", "supervisors", b.Supervisors, "participants", b.Participants, "people", b.People)},
	}}
}

func toldText(r *visit.Request, text string, on marketplace.Date) string {
	if text == "" || on == "" {
		return orUntold(r, text)
	}
	return r.T("order.told.on", "text", text, "day", r.Lang.Date(on))
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

func choice(r *visit.Request, prefix, value string) string {
	if value == "" {
		return r.T("not_told")
	}
	return r.T(prefix + "." + value)
}

func yes(r *visit.Request, is bool) string {
	if is {
		return r.T("order.yes.yes")
	}
	return r.T("order.yes.no")
}

// versions are the versions of what is agreed, newest first, each with what it changed.
func versions(r *visit.Request, b order.Bought) []view.PlacedPart {
	out := []view.PlacedPart{}
	for i := len(b.Versions) - 1; i > 0; i-- {
		v := b.Versions[i]
		out = append(out, view.PlacedPart{
			ID: "version-" + strconv.Itoa(v.Number), Heading: r.T("quote.version.changes", "now", v.Number, "before", v.Number-1),
			Lines: []string{r.T("order.version.by", "side", r.Lang.T("order.side."+string(v.Side)), "when", r.Say.When(v.At))},
			Table: quoted.Changes(r, order.Changes(b.Versions[i-1], v, quoted.Say(r))),
		})
	}
	return out
}

// finding is one finding of a gate in words, with its source.
func finding(r *visit.Request, g gate.Gate, f verdict.Finding) view.Gate {
	icons := map[verdict.Verdict]string{verdict.Open: "dot", verdict.Warning: "ask", verdict.Review: "person", verdict.Blocked: "warn"}
	return view.Gate{
		Icon: icons[f.Verdict], Result: r.Lang.T("order.gates."+string(g)) + ": " + r.Lang.T("order.verdict."+string(f.Verdict)),
		Text: r.Lang.Render(order.Sentence(g, f), f.Args), Rule: r.Say.RuleLink(f.Citation), Source: r.Say.RuleSource(f.Citation),
	}
}
