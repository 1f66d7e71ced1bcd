package liability

import (
	"cmp"
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/web"
)

// getSuppliers lists the suppliers of the customer, each with what has to be done next.
func (r *request) getSuppliers() error {
	list, err := r.Liability.Suppliers(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	page := &view.Placed{
		Base: r.Base(r.T("liability.suppliers")), Heading: r.T("liability.suppliers"), Lead: []string{r.T("liability.suppliers.lead")},
		Action: &view.Link{Text: r.T("liability.ask"), Href: "/suppliers/new"},
	}
	part := view.PlacedPart{ID: "suppliers", Heading: r.T("liability.suppliers.list")}
	for _, s := range list.Items {
		row := view.PlacedRow{Link: view.Link{Text: r.Firm(s.Supplier), Href: supplierPath(s.Supplier)}}
		switch last := len(s.Checks) - 1; {
		case s.Shared.IsZero():
			row.State, row.Lines = r.T("liability.waits"), []string{r.T("liability.asked", "day", r.asked(s))}
		case last < 0:
			row.State, row.Lines = r.T("liability.unchecked"), []string{r.T("liability.shown", "day", r.Say.Day(s.Shared))}
		default:
			row.Lines = []string{r.T("liability.checked", "name", s.Checks[last].Name, "day", r.day(s.Checks[last].On))}
		}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("liability.suppliers.none")}
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

func (r *request) asked(s liability.Relation) string {
	if s.Asked.IsZero() {
		return r.T("liability.none")
	}
	return r.Say.Day(s.Asked)
}

// about reads which contract is thought about from the address. Without a price it is the least that the threshold asks about.
func about(q url.Values) liability.Contract {
	c := liability.Contract{
		ID: marketplace.ID(q.Get("contract")), Type: liability.Type(cmp.Or(q.Get("type"), string(liability.Subcontract))), ChainedTo: marketplace.ID(q.Get("chained_to")),
		OffSite: q.Get("off_site") != "", Unusual: q.Get("unusual") != "", Construction: q.Get("construction") != "",
	}
	cents, _ := strconv.ParseInt(q.Get("cents"), 10, 64) // what is no number is none
	c.Cents = money.Cents(min(max(cents, 0), mostCents))
	c.Days, _ = strconv.Atoi(q.Get("days"))
	c.Days = min(max(c.Days, 0), mostDays)
	return c
}

const (
	mostCents = 1_000_000_000_00
	mostDays  = 10_000
)

// getSupplier is the check of one supplier: the verdict first, then why, what counts, the papers and what was checked.
func (r *request) getSupplier() error { return r.showSupplier(nil) }

func (r *request) showSupplier(bad []marketplace.FieldError) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Liability.Read(r.Ctx, r.Actor, id, about(r.asking()))
	if err != nil {
		return err
	}
	name := r.Firm(id)
	page := &view.Placed{
		Base: r.Base(r.T("liability.supplier", "name", name)), Heading: r.T("liability.supplier", "name", name), Document: true,
		State: r.word("verdict", string(v.Conclusion.Verdict)), Parts: []view.PlacedPart{r.verdict(id, v), r.threshold(id, v)},
	}
	page.Back = &view.Link{Text: r.T("liability.suppliers"), Href: "/suppliers"}
	if v.Shared.IsZero() {
		page.Lead = []string{r.T("liability.not_shown", "day", r.asked(v.Relation))}
	} else {
		page.Parts = append(page.Parts, view.PlacedPart{ID: "papers", Heading: r.T("liability.papers"), Table: r.papers(v.Conclusion.Documents, func(marketplace.ID) string { return name })})
	}
	page.Parts = append(page.Parts, r.checks(v), r.judgement(id, v))
	if len(bad) == 0 {
		return r.Show(page)
	}
	page.Problems = view.NewForm(r.Lang, url.Values{}, bad).Problems(bad, nil)
	return r.Wrong(page)
}

// asking is the query of the address, without what is said once and without the language.
func (r *request) asking() url.Values {
	values, err := url.ParseQuery(string(r.C.Request().URI().QueryString()))
	if err != nil {
		return url.Values{}
	}
	values.Del("done")
	values.Del("lang")
	return values
}

// verdict says in words whether the contract can be made, with every reason and its source.
func (r *request) verdict(id marketplace.ID, v liability.View) view.PlacedPart {
	key := "liability.say." + string(v.Conclusion.Verdict)
	if v.Conclusion.Needed {
		key += ".needed"
	}
	part := view.PlacedPart{ID: "verdict", Heading: r.T(key), Lines: []string{r.question(v)}}
	for _, f := range v.Conclusion.Findings {
		part.Gates = append(part.Gates, r.finding(f))
	}
	part.Ways = []view.Link{{Text: r.T("liability.about"), Href: supplierPath(id) + "/about?" + r.asking().Encode()}}
	for _, s := range v.Conclusion.Documents {
		if s.Usable() {
			post := r.button(supplierPath(id)+"/check", "liability.check.submit", "")
			if v.Contract.Construction {
				post.Hidden = map[string]string{"construction": "yes"}
			}
			part.Posts = []view.Post{post}
			break
		}
	}
	return part
}

// question says about which contract the page concludes.
func (r *request) question(v liability.View) string {
	if v.Contract.Type == liability.Subcontract && v.Contract.Cents == 0 && v.Contract.ID == "" {
		return r.T("liability.question.none", "day", r.day(v.Conclusion.On))
	}
	return r.T("liability.question", "type", r.word("type", string(v.Contract.Type)), "amount", r.amount(v.Contract), "day", r.day(v.Conclusion.On))
}

// threshold is what counts together, and the contracts.
func (r *request) threshold(id marketplace.ID, v liability.View) view.PlacedPart {
	t := v.Conclusion.Threshold
	total, limit := r.Lang.Euros(int64(t.Cents)), r.T("liability.limit.euros", "limit", r.Lang.Euros(t.Limit))
	if t.Type == liability.Leased {
		total, limit = r.Say.N("liability.days", t.Days), r.T("liability.limit.days", "limit", t.Limit)
	}
	reached := r.T("liability.reached.no")
	if t.Reached {
		reached = r.T("liability.reached.yes")
	}
	part := view.PlacedPart{ID: "threshold", Heading: r.T("liability.threshold"), Lines: []string{r.T("liability.threshold.text")}, Pairs: []view.Pair{
		{Label: r.T("liability.total"), Text: total}, {Label: r.T("liability.limit"), Text: limit}, {Label: r.T("liability.reached"), Text: reached},
	}}
	if table := r.contracts(v); len(table.Body) > 0 {
		part.Table = table
	}
	part.Ways = []view.Link{{Text: r.T("liability.record"), Href: supplierPath(id) + "/contracts/new"}}
	for _, c := range v.Contracts {
		if c.Ended == "" {
			part.Ways = append(part.Ways, view.Link{Text: r.T("liability.end", "day", r.day(c.Agreed)), Href: supplierPath(id) + "/contracts/" + url.PathEscape(string(c.ID)) + "/end"})
		}
	}
	return part
}

// checks are the customer's looks at the papers, newest first, and for how long everything has to be kept.
func (r *request) checks(v liability.View) view.PlacedPart {
	part := view.PlacedPart{ID: "checks", Heading: r.T("liability.checks")}
	for i := len(v.Checks) - 1; i >= 0; i-- {
		c := v.Checks[i]
		key := "liability.check.part"
		if c.Complete {
			key = "liability.check.complete"
		}
		row := view.PlacedRow{Link: view.Link{Text: r.T("liability.checked", "name", c.Name, "day", r.day(c.On))}, State: r.T(key)}
		for _, s := range c.Seen {
			row.Lines = append(row.Lines, r.T("liability.check.seen", "kind", r.word("kind", string(s.Kind)), "day", r.day(s.Issued), "source", s.Source))
		}
		row.Lines = append(row.Lines, r.T("liability.check.hash", "hash", c.Hash[:16]))
		part.Rows = append(part.Rows, row)
	}
	switch {
	case len(part.Rows) == 0:
		part.Lines = []string{r.T("liability.checks.none")}
	case v.KeepUntil != "":
		part.Lines = []string{r.T("liability.keep.until", "day", r.day(v.KeepUntil))}
	default:
		part.Lines = []string{r.T("liability.keep.open")}
	}
	return part
}

// judgement is what a named person of the customer decided or saw.
func (r *request) judgement(id marketplace.ID, v liability.View) view.PlacedPart {
	part := view.PlacedPart{ID: "judgement", Heading: r.T("liability.judgement"), Lines: []string{r.T("liability.judgement.text")}}
	if d := v.Doubt; d != nil {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("liability.doubt.by", "name", d.Name, "day", r.day(d.On)), Text: d.Reason})
	}
	part.Ways = []view.Link{{Text: r.T("liability.doubt"), Href: supplierPath(id) + "/doubt"}}
	if !r.Actor.Has(marketplace.RoleOwner) {
		return part
	}
	if e := v.Exemption; e != nil {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("liability.exempt.by", "name", e.Name, "day", r.day(e.On)), Text: r.word("ground", string(e.Ground)) + ": " + e.Reason})
		part.Posts = []view.Post{r.button(supplierPath(id)+"/exempt/end", "liability.exempt.end", "")}
		return part
	}
	part.Ways = append(part.Ways, view.Link{Text: r.T("liability.exempt"), Href: supplierPath(id) + "/exempt"})
	return part
}

func (r *request) postCheck() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Liability.Check(r.Ctx, r.Actor, id, v.Get("construction") != ""); err == nil {
		return r.Redirect(supplierPath(id), "liability_checked")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.showSupplier(bad)
}

func (r *request) postEndExemption() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	if _, err := r.Liability.EndExemption(r.Ctx, r.Actor, id); err != nil {
		return err
	}
	return r.Redirect(supplierPath(id), "liability_saved")
}
