package liability

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/server/web"
)

// getOwn shows a supplier its own papers: first what is missing, then how each stands.
func (r *request) getOwn() error {
	k, err := r.Liability.Own(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	asked, err := r.Liability.Customers(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	page := &view.Placed{
		Base: r.Base(r.T("liability.own")), Heading: r.T("liability.own"), Lead: []string{r.T("liability.own.lead")}, Document: true,
		Action: &view.Link{Text: r.T("liability.add"), Href: own + "/new"},
	}
	page.Parts = []view.PlacedPart{r.missing(k), {ID: "papers", Heading: r.T("liability.papers"), Table: r.papers(k.Papers, r.Colleague)}, r.customers(asked.Items), r.legal(k)}
	if len(k.Documents) > 0 {
		page.Parts = append(page.Parts, r.added(k.Documents))
	}
	return r.Show(page)
}

// missing says in words what a customer would lack, and where to get it.
func (r *request) missing(k liability.Kept) view.PlacedPart {
	part := view.PlacedPart{ID: "state", Heading: r.T("liability.own.good"), Lines: []string{r.T("liability.own.good.text")}}
	if k.Form.Exempt() {
		part.Heading, part.Lines = r.T("liability.own.exempt"), []string{r.T("liability.own.exempt.text", "form", r.word("form", string(k.Form)))}
		return part
	}
	for _, s := range k.Papers {
		if s.Status == liability.Good || s.Status == liability.Missing && s.Kind == liability.AccidentInsurance {
			continue
		}
		row := view.PlacedRow{Link: view.Link{Text: r.word("kind", string(s.Kind))}, State: r.word("status", string(s.Status)), Lines: []string{r.word("get", string(s.Kind))}}
		if s.Document != nil {
			row.Lines = append([]string{r.T("liability.old."+string(s.Status), "until", r.day(s.Until), "months", s.Months)}, row.Lines...)
		}
		row.Ways = []view.Link{{Text: r.T("liability.add.short"), Href: own + "/new?kind=" + url.QueryEscape(string(s.Kind)), Note: row.Text}}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) > 0 {
		part.Heading, part.Lines = r.Say.N("liability.own.missing", len(part.Rows)), []string{r.T("liability.own.missing.text")}
	}
	return part
}

// customers are those who asked for the papers, and those who read them.
func (r *request) customers(list []liability.Relation) view.PlacedPart {
	part := view.PlacedPart{ID: "customers", Heading: r.T("liability.customers"), NoPrint: true}
	for _, c := range list {
		name := r.Firm(c.Customer)
		if !c.Shared.IsZero() {
			part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: name}, Lines: []string{r.T("liability.customers.reads", "day", r.Say.Day(c.Shared))}})
			continue
		}
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: name}, State: r.T("liability.customers.waits"), Lines: []string{r.T("liability.customers.asked", "day", r.Say.Day(c.Asked))}})
		button := r.button(own+"/customers/"+url.PathEscape(string(c.Customer))+"/share", "liability.share", "")
		button.Text = r.T("liability.share", "name", name)
		part.Posts = append(part.Posts, button)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("liability.customers.none")}
	}
	return part
}

// legal is what the supplier is in law.
func (r *request) legal(k liability.Kept) view.PlacedPart {
	said := r.T("liability.form.untold")
	if k.Form != "" {
		said = r.word("form", string(k.Form))
	}
	return view.PlacedPart{
		ID: "form", Heading: r.T("liability.legal"), Pairs: []view.Pair{{Label: r.T("liability.form"), Text: said}},
		Ways: []view.Link{{Text: r.T("liability.legal.change"), Href: own + "/form"}}, NoPrint: true,
	}
}

// added are the papers as they were added, newest first; one that was wrong can be taken back.
func (r *request) added(list []liability.Document) view.PlacedPart {
	part := view.PlacedPart{ID: "added", Heading: r.T("liability.added"), NoPrint: true}
	for i := len(list) - 1; i >= 0; i-- {
		d := list[i]
		row := view.PlacedRow{Link: view.Link{Text: r.word("kind", string(d.Kind))}, Lines: []string{r.T("liability.added.line", "issued", r.day(d.Issued), "source", d.Source, "name", r.Colleague(d.CheckedBy), "day", r.day(d.CheckedOn))}}
		if d.Withdrawn.IsZero() {
			row.Ways = []view.Link{{Text: r.T("liability.withdraw.short"), Href: own + "/documents/" + url.PathEscape(string(d.ID)) + "/withdraw", Note: row.Text + ", " + r.day(d.Issued)}}
		} else {
			row.State = r.T("liability.withdrawn")
		}
		part.Rows = append(part.Rows, row)
	}
	return part
}

func (r *request) postShare() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	if err := r.Liability.Share(r.Ctx, r.Actor, id); err != nil {
		return err
	}
	return r.Redirect(own, "liability_shared")
}
