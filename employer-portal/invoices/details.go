package invoices

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/invoice"
)

// emptyExceptions is how many rows for more exceptions stand below those that are there.
const emptyExceptions = 2

func exceptionFields() []string { return []string{"buyer", "treatment", "ground"} }

func row(i int) string { return check.At("exceptions", i) + "." }

// partyTexts are the texts of who an organisation is, by the names of their fields.
func partyTexts(p *invoice.Profile) map[string]*string {
	return map[string]*string{
		"party.name": &p.Party.Name, "party.business_id": &p.Party.BusinessID, "party.vat": &p.Party.VAT, "party.tax_id": &p.Party.TaxID,
		"party.e_invoice": &p.Party.EInvoice, "party.operator": &p.Party.Operator, "party.address.street": &p.Party.Address.Street,
		"party.address.extra": &p.Party.Address.Extra, "party.address.post_code": &p.Party.Address.PostCode, "party.address.city": &p.Party.Address.City,
		"party.contact.name": &p.Party.Contact.Name, "party.contact.phone": &p.Party.Contact.Phone, "party.contact.email": &p.Party.Contact.Email,
	}
}

// termTexts are the texts of what a seller says besides, wishTexts those of what a buyer does.
func termTexts(p *invoice.Profile) map[string]*string {
	return map[string]*string{"iban": &p.IBAN, "bic": &p.BIC, "series": &p.Series, "ground": &p.Ground}
}

func wishTexts(p *invoice.Profile) map[string]*string {
	return map[string]*string{"wishes.habit": &p.Wishes.Habit}
}

func write(v url.Values, texts map[string]*string) {
	for field, text := range texts {
		v.Set(field, *text)
	}
}

func read(v url.Values, texts map[string]*string) {
	for field, text := range texts {
		*text = strings.TrimSpace(v.Get(field))
	}
}

// first is a profile with what the organisation told of itself before, when it has told nothing for its invoices.
func first(r *visit.Request, p invoice.Profile) invoice.Profile {
	if p.Party.Name != "" {
		return p
	}
	if o, err := r.Accounts.PublicOrganisation(r.Ctx, r.Actor.Org); err == nil {
		p.Party.Name, p.Party.BusinessID, p.Party.Address.City = o.Name, o.BusinessID, o.Municipality
	}
	return p
}

// values are a profile as the form of its seller shows it.
func values(p invoice.Profile, rev int64) url.Values {
	v := url.Values{"rev": {strconv.FormatInt(rev, 10)}, "treatment": {string(p.Treatment)}}
	write(v, partyTexts(&p))
	write(v, termTexts(&p))
	if p.Days > 0 {
		v.Set("days", strconv.Itoa(p.Days))
	}
	for i, e := range p.Exceptions {
		v.Set(row(i)+"buyer", string(e.Buyer))
		v.Set(row(i)+"treatment", string(e.Treatment))
		v.Set(row(i)+"ground", e.Ground)
	}
	return v
}

func (r *seller) getDetails() error {
	e, err := r.Invoices.ReadProfile(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page, err := r.detailsPage(values(first(r.Request, e.Value), e.Rev), nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postDetails keeps what was typed; what the organisation asks for as a buyer stays.
func (r *seller) postDetails() error {
	e, err := r.Invoices.ReadProfile(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	p := e.Value
	read(v, partyTexts(&p))
	read(v, termTexts(&p))
	var bad []marketplace.FieldError
	p.Days, bad = form.Whole(v, "days")
	p.Treatment, p.Exceptions = invoice.Treatment(v.Get("treatment")), nil
	form.Compact(v, "exceptions", exceptionFields()...)
	for i := range form.Rows(v, "exceptions", exceptionFields()...) {
		x := invoice.Exception{Buyer: marketplace.ID(v.Get(row(i) + "buyer")), Treatment: invoice.Treatment(v.Get(row(i) + "treatment")), Ground: v.Get(row(i) + "ground")}
		if x != (invoice.Exception{}) {
			p.Exceptions = append(p.Exceptions, x)
		}
	}
	return save(r.Request, p, v, bad, sold, func(bad []marketplace.FieldError) (view.Page, error) { return r.detailsPage(v, bad) })
}

// save keeps a profile and leads back to the invoices, or shows the form again with what is wrong.
func save(r *visit.Request, p invoice.Profile, v url.Values, bad []marketplace.FieldError, base string, page func([]marketplace.FieldError) (view.Page, error)) error {
	status := visit.StatusConflict
	if len(bad) == 0 {
		_, err := r.Invoices.SaveProfile(r.Ctx, r.Actor, visit.Revision(v.Get("rev"), -1), p)
		switch {
		case err == nil:
			return r.Redirect(base, "invoice_details")
		case marketplace.IsKind(err, marketplace.Stale):
			e, err := r.Invoices.ReadProfile(r.Ctx, r.Actor)
			if err != nil {
				return err
			}
			v.Set("rev", strconv.FormatInt(e.Rev, 10))
			again, err := page([]marketplace.FieldError{{Key: "error.stale"}})
			if err != nil {
				return err
			}
			return r.Write(status, again)
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	again, err := page(bad)
	if err != nil {
		return err
	}
	return r.Wrong(again)
}

const label = "portal.invoice.f."

// who are the fields of who an organisation is.
func who(r *visit.Request, f view.Form) view.FieldGroup {
	return view.FieldGroup{Heading: r.T("invoice.g.party"), Note: r.T("invoice.g.party.note"), Fields: []view.Field{
		f.Input("party.name", label+"name").WithHint(r.T("invoice.f.name.hint")).Must(),
		f.Input("party.business_id", label+"business_id").WithHint(r.T("invoice.f.business_id.hint")).Narrow(),
		f.Input("party.vat", label+"vat").WithHint(r.T("invoice.f.vat.hint")).Narrow(),
		f.Input("party.address.street", label+"street").As("text", "street-address"), f.Input("party.address.extra", label+"extra"),
		f.Input("party.address.post_code", label+"post_code").As("text", "postal-code").Narrow(), f.Input("party.address.city", label+"city").As("text", "address-level2"),
		f.Input("party.contact.name", label+"contact"), f.Input("party.contact.phone", label+"phone").As("tel", "tel"),
		f.Input("party.contact.email", label+"email").As("email", "email"),
	}}
}

// reach are the fields of how an e-invoice reaches an organisation.
func reach(r *visit.Request, f view.Form, key string, more ...view.Field) view.FieldGroup {
	return view.FieldGroup{Heading: r.T("invoice.g." + key), Note: r.T("invoice.g." + key + ".note"), Fields: append([]view.Field{
		f.Input("party.e_invoice", label+"e_invoice").WithHint(r.T("invoice.f.e_invoice.hint")),
		f.Input("party.operator", label+"operator").WithHint(r.T("invoice.f.operator.hint")),
	}, more...)}
}

func (r *seller) detailsPage(v url.Values, bad []marketplace.FieldError) (*view.PlacedForm, error) {
	f := view.NewForm(r.Lang, v, bad)
	page := &view.PlacedForm{
		Base: r.Base(r.T("invoice.details")), Heading: r.T("invoice.details"), Intro: r.T("invoice.details.intro"), Method: "post", Action: sold + "/details",
		Submit: r.T("invoice.details.save"), Hidden: map[string]string{"rev": v.Get("rev")},
	}
	treatments := check.Words(invoice.Treatments())
	page.Groups = []view.FieldGroup{
		who(r.Request, f), reach(r.Request, f, "own_reach"),
		{Heading: r.T("invoice.g.terms"), Note: r.T("invoice.g.terms.note"), Fields: []view.Field{
			f.Input("iban", label+"iban").WithHint(r.T("invoice.f.iban.hint")), f.Input("bic", label+"bic").WithHint(r.T("invoice.f.bic.hint")).Narrow(),
			f.Input("series", label+"series").WithHint(r.T("invoice.f.series.hint")).Narrow(), f.Number("days", label+"days", "", 1, 30).WithHint(r.T("invoice.f.days.hint")).Narrow(),
		}},
		{Heading: r.T("invoice.g.treatment"), Note: r.T("invoice.g.treatment.note"), Fields: []view.Field{
			f.Radios("treatment", label+"treatment", f.Keyed("portal.invoice.treatment", treatments...)).Must(),
			f.Area("ground", label+"ground", 3).WithHint(r.T("invoice.f.ground.hint")),
			f.Input("party.tax_id", label+"tax_id").WithHint(r.T("invoice.f.tax_id.hint")).Narrow(),
		}},
	}
	buyers, err := r.buyers(v)
	if err != nil {
		return nil, err
	}
	page.Groups = append(page.Groups, r.exceptions(f, buyers, append([]view.Option{{Text: r.T("invoice.choose")}}, f.Keyed("portal.invoice.treatment", treatments...)...))...)
	page.Back, page.Problems = &view.Link{Text: r.T("invoice.title"), Href: sold}, f.Problems(bad, labels(page.Groups))
	return page, nil
}

// exceptions are the buyers to whom sales are taxed otherwise, with rows for more below, closed.
func (r *seller) exceptions(f view.Form, buyers, treatments []view.Option) []view.FieldGroup {
	there := 0
	for ; f.Values.Get(row(there)+"buyer")+f.Values.Get(row(there)+"treatment")+f.Values.Get(row(there)+"ground") != ""; there++ {
	}
	var out []view.FieldGroup
	for i := range there + emptyExceptions {
		g := view.FieldGroup{Heading: r.T("invoice.exception", "n", i+1), Fold: i >= there, Fields: []view.Field{
			f.Select(row(i)+"buyer", label+"buyer", buyers), f.Select(row(i)+"treatment", label+"treatment", treatments),
			f.Area(row(i)+"ground", label+"ground", 2).WithHint(r.T("invoice.f.exception.hint")),
		}}
		if i == 0 {
			g.Note = r.T("invoice.exception.note")
		}
		out = append(out, g)
	}
	return out
}

// buyers are those who bought from the organiser, and those who have an exception.
func (r *seller) buyers(v url.Values) ([]view.Option, error) {
	var ids []marketplace.ID
	for _, live := range []bool{true, false} {
		list, err := r.Orders.Mine(r.Ctx, r.Actor, live, marketplace.Page{Limit: mostListed})
		if err != nil {
			return nil, err
		}
		for _, e := range list.Items {
			ids = append(ids, e.Value.Buyer)
		}
	}
	for i := 0; v.Get(row(i)+"buyer") != ""; i++ {
		ids = append(ids, marketplace.ID(v.Get(row(i)+"buyer")))
	}
	slices.Sort(ids)
	out := []view.Option{{Text: r.T("invoice.choose")}}
	for _, id := range slices.Compact(ids) {
		if id != r.Actor.Org {
			out = append(out, view.Option{Value: string(id), Text: r.Firm(id)})
		}
	}
	return out, nil
}

// getDetails is the form of what invoices to the buyer need.
func (r *buyer) getDetails() error {
	e, err := r.Invoices.ReadProfile(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	p := first(r.Request, e.Value)
	v := url.Values{"rev": {strconv.FormatInt(e.Rev, 10)}}
	write(v, partyTexts(&p))
	write(v, wishTexts(&p))
	for name, on := range map[string]bool{"e_invoice": p.Wishes.EInvoice, "reference": p.Wishes.Reference} {
		if on {
			v.Add("wishes", name)
		}
	}
	return r.Show(r.needsPage(v, nil))
}

// postDetails keeps what was typed; what the organisation says as a seller stays.
func (r *buyer) postDetails() error {
	e, err := r.Invoices.ReadProfile(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	p := e.Value
	tax := p.Party.TaxID
	read(v, partyTexts(&p))
	read(v, wishTexts(&p))
	p.Party.TaxID = tax // asked of sellers alone
	p.Wishes.EInvoice, p.Wishes.Reference = slices.Contains(v["wishes"], "e_invoice"), slices.Contains(v["wishes"], "reference")
	return save(r.Request, p, v, nil, received, func(bad []marketplace.FieldError) (view.Page, error) { return r.needsPage(v, bad), nil })
}

func (r *buyer) needsPage(v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	page := &view.PlacedForm{
		Base: r.Base(r.T("invoice.needs")), Heading: r.T("invoice.needs"), Intro: r.T("invoice.needs.intro"), Method: "post", Action: received + "/details",
		Submit: r.T("invoice.details.save"), Hidden: map[string]string{"rev": v.Get("rev")},
	}
	page.Groups = []view.FieldGroup{
		who(r.Request, f),
		reach(r.Request, f, "reach", f.Checks("wishes", label+"wishes", f.Keyed("portal.invoice.wishes", "e_invoice", "reference"))),
		{Heading: r.T("invoice.g.habit"), Fields: []view.Field{f.Area("wishes.habit", label+"habit", 2).WithHint(r.T("invoice.f.habit.hint"))}},
	}
	page.Back, page.Problems = &view.Link{Text: r.T("invoice.received"), Href: received}, f.Problems(bad, labels(page.Groups))
	return page
}
