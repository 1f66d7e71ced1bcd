package books

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/journal"
)

// account is one account in the form: the names of its two fields, and what it is for.
type account struct{ number, name, label string }

// accounts are those of a chart in the order of its form, and how each is read.
func (r *request) accounts(c journal.Chart) []account {
	var out []account
	for _, u := range journal.Uses() {
		out = append(out, account{"accounts." + string(u), "names." + string(u), r.Lang.T("journal.account." + string(u))})
	}
	for i, s := range c.Sales {
		at := check.At("sales", i)
		out = append(out, account{at, at + ".name", r.Lang.T("journal.account.sales_"+string(s.Treatment), "rate", r.Lang.Percent(s.Rate))})
	}
	return out
}

// values are a chart as the form shows it.
func values(c journal.Chart, rev int64) url.Values {
	v := url.Values{"rev": {strconv.FormatInt(rev, 10)}}
	for _, u := range journal.Uses() {
		v.Set("accounts."+string(u), c.Accounts[u].Number)
		v.Set("names."+string(u), c.Accounts[u].Name)
	}
	for i, s := range c.Sales {
		v.Set(check.At("sales", i), s.Number)
		v.Set(check.At("sales", i)+".name", s.Name)
	}
	return v
}

func (r *request) chartPage(c journal.Chart, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	p := &view.PlacedForm{
		Base: r.Base(r.T("books.chart")), Heading: r.T("books.chart"), Intro: r.T("books.chart.intro"), Method: "post", Action: base + "/chart",
		Submit: r.T("books.chart.submit"), Hidden: map[string]string{"rev": v.Get("rev")},
	}
	var all []view.Field
	for _, a := range r.accounts(c) {
		number, name := f.Input(a.number, "portal.books.account").Narrow().Must(), f.Input(a.name, "portal.books.name")
		number.Label, name.Label = r.T("books.account.of", "name", a.label), r.T("books.name.of", "name", a.label)
		p.Groups = append(p.Groups, view.FieldGroup{Heading: a.label, Fields: []view.Field{number, name}})
		all = append(all, number, name)
	}
	added := []view.Field{
		f.Input("new.rate", "portal.books.new.rate").WithHint(r.T("books.new.rate.hint")).Narrow(), f.Input("new.number", "portal.books.account").Narrow(),
		f.Input("new.name", "portal.books.name"),
	}
	p.Groups = append(p.Groups, view.FieldGroup{Heading: r.T("books.new"), Note: r.T("books.new.note"), Fields: added})
	p.Back, p.Problems = r.back(), f.Problems(bad, visit.Labels(append(all, added...)...))
	return p
}

func (r *request) getChart() error {
	e, err := r.Daybook.Chart(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	return r.Show(r.chartPage(e.Value, values(e.Value, e.Rev), nil))
}

// typed reads the chart out of the form: the accounts of the one that is there, and perhaps one more for sales at another rate.
func typed(was journal.Chart, v url.Values) (journal.Chart, []marketplace.FieldError) {
	c := journal.Chart{Accounts: map[journal.Use]journal.Account{}}
	read := func(number, name string) journal.Account {
		return journal.Account{Number: strings.ToUpper(strings.TrimSpace(v.Get(number))), Name: check.Line(v.Get(name))}
	}
	for _, u := range journal.Uses() {
		c.Accounts[u] = read("accounts."+string(u), "names."+string(u))
	}
	for i, s := range was.Sales {
		s.Account = read(check.At("sales", i), check.At("sales", i)+".name")
		c.Sales = append(c.Sales, s)
	}
	if strings.TrimSpace(v.Get("new.rate")) == "" {
		return c, nil
	}
	rate, bad := form.Cents(v, "new.rate")
	c.Sales = append(c.Sales, journal.SalesAccount{Treatment: journal.Standard, Rate: rate, Account: read("new.number", "new.name")})
	return c, bad
}

func (r *request) postChart() error {
	e, err := r.Daybook.Chart(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	c, bad := typed(e.Value, v)
	if len(bad) == 0 {
		_, err := r.Daybook.SaveChart(r.Ctx, r.Actor, visit.Revision(v.Get("rev"), -1), c)
		switch {
		case err == nil:
			return r.Redirect(base+"/chart", "chart_saved")
		case marketplace.IsKind(err, marketplace.Stale):
			v.Set("rev", strconv.FormatInt(e.Rev, 10))
			return r.Write(visit.StatusConflict, r.chartPage(e.Value, v, []marketplace.FieldError{{Key: "error.stale"}}))
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	for i, b := range bad {
		if b.Field == check.At("sales", len(e.Value.Sales)) {
			bad[i].Field = "new.number"
		}
	}
	return r.Wrong(r.chartPage(e.Value, v, bad))
}
