package invoices

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/billing"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/order/talk"
)

// getPreview is what would be invoiced of what was done by a day: today, unless another is asked for.
func (r *seller) getPreview() error {
	until := marketplace.Date(r.C.Query("until", string(r.Clock.Today())))
	var bad []marketplace.FieldError
	if day, err := marketplace.ParseDate(string(until)); err != nil || day == "" {
		bad, until = []marketplace.FieldError{marketplace.Field("until", "field.date", "value", until)}, r.Clock.Today()
	}
	plans, err := r.Invoices.Preview(r.Ctx, r.Actor, until)
	if err != nil {
		return err
	}
	v := url.Values{"until": {r.C.Query("until", string(until))}, "key": {string(r.IDs())}}
	page := r.preview(until, plans, func(invoice.Plan) bool { return true }, v, bad)
	if len(bad) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

// value names a plan as it was seen.
func value(p invoice.Plan) string { return string(p.Digest) }

// preview shows plans: what keeps some from being made, then the others by how their sale is taxed.
func (r *seller) preview(until marketplace.Date, plans []invoice.Plan, picked func(invoice.Plan) bool, v url.Values, bad []marketplace.FieldError) *billing.Preview {
	f := view.NewForm(r.Lang, v, bad)
	page := &billing.Preview{
		Base: r.Base(r.T("invoice.make")), Heading: r.T("invoice.make"), Lead: []string{r.T("invoice.make.lead"), r.T("invoice.make.unnumbered")}, Action: making,
		Until: f.Date("until", "portal.invoice.f.until").WithHint(r.T("invoice.f.until.hint")).Narrow(), Find: r.T("invoice.make.find"),
		Hidden: map[string]string{"until": string(until), "key": v.Get("key"), "do": "check"},
	}
	page.Back, page.Problems = &view.Link{Text: r.T("invoice.title"), Href: sold}, f.Problems(bad, visit.Labels(page.Until))
	var good []invoice.Plan
	stopped := &billing.Stopped{}
	for _, p := range plans {
		if len(p.Problems) == 0 {
			good = append(good, p)
			continue
		}
		stopped.Rows = append(stopped.Rows, billing.StoppedRow{Text: r.Firm(p.Buyer), Note: r.comesTo(p), Why: r.mend(p)})
	}
	if len(good) > 0 {
		stopped.Lead = r.T("invoice.stopped.lead")
	}
	if stopped.Heading = r.Say.N("invoice.cannot", len(stopped.Rows)); len(stopped.Rows) > 0 {
		page.Stopped = stopped
	}
	page.Groups = r.groups(good, picked)
	switch {
	case len(good) > 0:
		page.Checked, page.Submit = r.Say.N("invoice.checked", len(good)), r.T("invoice.make.go_on")
	case len(plans) == 0:
		page.Empty = r.nothing()
	}
	return page
}

// comesTo is the reference of a plan, and what it would ask for with tax, when that can be reckoned.
func (r *seller) comesTo(p invoice.Plan) string {
	if p.Document.Totals.Payable == 0 {
		return referred(r.Request, p.Reference)
	}
	return referred(r.Request, p.Reference) + ", " + r.T("invoice.comes_to", "total", euros(r.Request, p.Document.Totals.Payable), "net", euros(r.Request, p.Document.Totals.Net))
}

// nothing says that nothing can be billed, and leads to the hours that nobody has approved.
func (r *seller) nothing() *view.PlacedPart {
	return &view.PlacedPart{
		ID: "nothing", Heading: r.T("invoice.nothing"), Lines: []string{r.T("invoice.nothing.text")},
		Ways: []view.Link{{Text: r.T("invoice.nothing.open"), Href: "/timesheets"}},
	}
}

// groups are the plans that can be issued, apart by how their sale is taxed: the service to a welfare authority stands apart from
// what is sold to employers.
func (r *seller) groups(plans []invoice.Plan, picked func(invoice.Plan) bool) []billing.Group {
	var out []billing.Group
	for _, t := range invoice.Treatments() {
		g := billing.Group{ID: "group-" + string(t), Heading: r.T("invoice.group." + string(t)), Lead: r.T("invoice.group." + string(t) + ".lead")}
		for _, head := range []string{"buyer", "days", "net", "vat", "total", "choose"} {
			g.Head = append(g.Head, r.T("invoice.head."+head))
		}
		var net, vat, total money.Cents
		for i, p := range plans {
			if p.Treatment != t {
				continue
			}
			d := p.Document
			net, vat, total = net+d.Totals.Net, vat+d.Totals.VAT, total+d.Totals.Payable
			g.Rows = append(g.Rows, billing.Candidate{
				ID: "pick-" + strconv.Itoa(i), Value: value(p), Picked: picked(p), Buyer: d.Buyer.Name, Reference: referred(r.Request, p.Reference),
				Label: d.Buyer.Name + ", " + referred(r.Request, p.Reference),
				Cells: []string{days(r.Request, d.Period), euros(r.Request, d.Totals.Net), euros(r.Request, d.Totals.VAT), euros(r.Request, d.Totals.Payable)},
				Lines: r.lineTexts(d),
			})
		}
		g.Foot = []string{r.T("invoice.sum"), "", euros(r.Request, net), euros(r.Request, vat), euros(r.Request, total), ""}
		if len(g.Rows) > 0 {
			out = append(out, g)
		}
	}
	return out
}

func (r *seller) lineTexts(d en16931.Document) (out []string) {
	for _, l := range d.Lines {
		out = append(out, r.T("invoice.line", "name", l.Name, "about", l.Description, "quantity", quantity(r.Request, l.Quantity), "net", euros(r.Request, l.Net)))
	}
	return out
}

// mend are the problems of a plan, each with where it is mended.
func (r *seller) mend(p invoice.Plan) []view.Link {
	var out []view.Link
	for _, e := range p.Problems {
		l := view.Link{Text: r.Lang.Field(e)}
		if label := "portal.invoice.field." + strings.ReplaceAll(e.Field, ".", "_"); r.Lang.Has(label) {
			l.Text = r.Lang.T(label) + ": " + l.Text
		}
		l.Href, l.Note = r.where(p, e.Field)
		out = append(out, l)
	}
	return out
}

// where is the page on which a field of a plan is mended, and what the link says. What the buyer has to tell is asked of it in the
// messages of the order.
func (r *seller) where(p invoice.Plan, field string) (href, text string) {
	var order marketplace.ID
	if len(p.Sources) > 0 {
		order = p.Sources[0].Order
	}
	head, _, _ := strings.Cut(field, ".")
	switch {
	case slices.Contains([]string{"seller", "payment", "treatment", "number"}, head) || strings.Contains(field, ".tax"):
		return sold + "/details#" + view.FieldID(inForm(field)), r.T("invoice.mend.details")
	case head == "sources":
		return making, r.T("invoice.mend.preview")
	case order == "":
		return "", ""
	case head == "buyer" || head == "buyer_reference":
		return talk.Path(gate.Organiser, order), r.T("invoice.mend.ask")
	}
	return path("/timesheets", p.Sources[0].Timesheet), r.T("invoice.mend.hours")
}

// inForm is the field of the form of billing details for one of a document.
func inForm(field string) string {
	field = strings.Replace(field, "seller.", "party.", 1)
	return strings.TrimPrefix(field, "payment.")
}

// postPreview asks whether what was chosen is to be made, and then makes it. Posted twice it is one run.
func (r *seller) postPreview() error {
	if err := r.Actor.Must(invoice.Billers()...); err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	until, err := marketplace.ParseDate(v.Get("until"))
	if err != nil || until == "" {
		return r.Redirect(making, "")
	}
	plans, err := r.Invoices.Preview(r.Ctx, r.Actor, until)
	if err != nil {
		return err
	}
	if v.Get("do") == "save" {
		e, err := r.Invoices.Begin(r.Ctx, r.Actor, v.Get("key"), until, seenIn(v))
		if err != nil {
			return err
		}
		return r.Redirect(path(runs, e.ID), "")
	}
	picks := v["pick"]
	chosen := slices.DeleteFunc(slices.Clone(plans), func(p invoice.Plan) bool { return len(p.Problems) > 0 || !slices.Contains(picks, value(p)) })
	if len(chosen) == 0 || len(chosen) < len(picks) {
		key := "portal.invoice.choose_first"
		if len(picks) > 0 {
			key = "invoice.changed"
		}
		again := r.preview(until, plans, func(p invoice.Plan) bool { return slices.Contains(picks, value(p)) }, v, []marketplace.FieldError{{Key: key}})
		return r.Wrong(again)
	}
	page, err := r.confirm(until, chosen, v.Get("key"))
	if err != nil {
		return err
	}
	return r.Show(page)
}

// seenIn are the plans that were confirmed, as they were seen: one that has changed since is left out by the run, which says so.
func seenIn(v url.Values) []invoice.Plan {
	var out []invoice.Plan
	for i, digest := range v["digest"] {
		p := invoice.Plan{Digest: marketplace.ID(digest)}
		if i < len(v["buyer"]) && i < len(v["reference"]) {
			p.Buyer, p.Reference = marketplace.ID(v["buyer"][i]), v["reference"][i]
		}
		out = append(out, p)
	}
	return out
}

// confirm asks once more, with what the invoices come to.
func (r *seller) confirm(until marketplace.Date, plans []invoice.Plan, key string) (*billing.Confirm, error) {
	total, err := invoice.Total(plans)
	if err != nil {
		return nil, err
	}
	page := &billing.Confirm{
		Base: r.Base(r.T("invoice.confirm")), Heading: r.Say.N("invoice.confirm.heading", len(plans), "total", euros(r.Request, total)),
		Lead: []string{r.T("invoice.confirm.lead"), r.T("invoice.confirm.never")}, Action: making, Submit: r.Say.N("invoice.confirm.submit", len(plans)),
		Hidden: map[string]string{"until": string(until), "key": key, "do": "save"}, Cancel: view.Link{Text: r.T("invoice.confirm.back"), Href: making + "?until=" + string(until)},
		Table: view.Table{Caption: r.T("invoice.confirm"), Numbers: 2, Foot: []string{r.T("invoice.sum"), "", euros(r.Request, total)}},
	}
	for _, head := range []string{"buyer", "reference", "total"} {
		page.Table.Head = append(page.Table.Head, r.T("invoice.head."+head))
	}
	for _, p := range plans {
		page.Table.Body = append(page.Table.Body, []string{p.Document.Buyer.Name, orDash(p.Reference), euros(r.Request, p.Document.Totals.Payable)})
		page.Plans = append(page.Plans, billing.Seen{Buyer: string(p.Buyer), Reference: p.Reference, Digest: string(p.Digest)})
	}
	page.Back = &view.Link{Text: r.T("invoice.make"), Href: page.Cancel.Href}
	return page, nil
}
