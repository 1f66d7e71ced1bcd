package books

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/money"
)

// closePage asks until when the books are closed, and to confirm it.
func (r *request) closePage(v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	s, err := r.Daybook.State(r.Ctx, r.Actor)
	if err != nil {
		return nil, err
	}
	page := r.Single("books.close", base+"/close", v, bad, func(f view.Form) []view.Field {
		return []view.Field{
			f.Date("through", "portal.books.through").WithHint(r.T("books.through.hint")).Must(),
			f.Checks("sure", "portal.books.sure", []view.Option{{Value: "yes", Text: r.T("books.sure.yes")}}),
		}
	})
	if s.Closed != "" {
		page.Intro += " " + r.T("books.closed", "day", r.Lang.Date(s.Closed))
	}
	page.Intro += " " + r.Say.N("books.so_far", s.Number)
	page.Back = r.back()
	return page, nil
}

func (r *request) getClose() error {
	today := r.Say.Today()
	page, err := r.closePage(url.Values{"through": {string((today[:8] + "01").AddDays(-1))}}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postClose ends a period for good, when that was confirmed.
func (r *request) postClose() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	bad := []marketplace.FieldError{marketplace.Field("sure", "portal.books.sure.missing")}
	if v.Get("sure") == "yes" {
		_, err := r.Daybook.Close(r.Ctx, r.Actor, marketplace.Date(strings.TrimSpace(v.Get("through"))))
		if err == nil {
			return r.Redirect(base, "books_closed")
		}
		if bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	page, err := r.closePage(v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// getTrial is the trial balance of a period.
func (r *request) getTrial() error {
	v, p, err := r.asked()
	if err != nil {
		return err
	}
	page := func(bad []marketplace.FieldError) *view.PlacedForm {
		out := r.asking("books.trial", base+"/trial", v, bad)
		out.Back = r.back()
		return out
	}
	list, err := r.Daybook.Trial(r.Ctx, r.Actor, p)
	if err != nil {
		return r.refused(err, page)
	}
	chart, err := r.Daybook.Chart(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	out, part := page(nil), view.PlacedPart{ID: "trial", Heading: r.T("books.trial")}
	if len(list) == 0 {
		part.Lines = []string{r.T("books.none")}
	} else {
		part.Table = r.balances(list, chart.Value)
	}
	out.Parts = []view.PlacedPart{part}
	return r.Show(out)
}

func (r *request) balances(list []journal.Balance, c journal.Chart) *view.Table {
	t := &view.Table{
		Caption: r.T("books.trial"), Head: []string{r.T("books.account"), r.T("books.opening"), r.T("books.debit"), r.T("books.credit"), r.T("books.closing")}, Numbers: 1,
	}
	var sum journal.Balance
	row := func(name string, b journal.Balance) []string {
		return []string{name, r.euros(b.Opening), r.euros(b.Debit), r.euros(b.Credit), r.euros(b.Closing)}
	}
	for _, b := range list {
		sum.Opening, sum.Debit, sum.Credit, sum.Closing = sum.Opening+b.Opening, sum.Debit+b.Debit, sum.Credit+b.Credit, sum.Closing+b.Closing
		t.Body = append(t.Body, row(strings.TrimSpace(b.Account+" "+c.Name(b.Account)), b))
	}
	t.Foot = row(r.T("books.sum"), sum)
	return t
}

// mostDifferences is how many differences one page shows.
const mostDifferences = 200

// getReceivables holds the books against the sales ledger.
func (r *request) getReceivables() error {
	is, err := r.Daybook.Reconcile(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("books.receivables")), Heading: r.T("books.receivables"), Lead: []string{r.T("books.receivables.intro")}, Document: true}
	page.Back = r.back()
	page.State, page.Tone = r.T("books.agree"), "good"
	if !is.Agrees() {
		page.State, page.Tone = r.Say.N("books.differ", len(is.Differences)), "warm"
	}
	b, pair := is.Books, func(key string, c money.Cents) view.Pair {
		return view.Pair{Label: r.T("books." + key), Text: r.euros(c)}
	}
	page.Parts = []view.PlacedPart{{ID: "sums", Heading: r.T("books.receivables.sums"), Lines: []string{r.Say.N("books.invoices", is.Invoices)}, Pairs: []view.Pair{
		pair("invoiced", b.Invoiced), pair("charged", b.Charged), pair("credited", b.Credited), pair("paid", b.Paid), pair("lost", b.WrittenOff),
		pair("open", b.Open), pair("balance", is.Account), pair("told", is.Told),
	}}}
	if len(is.Differences) > 0 {
		page.Parts = append(page.Parts, view.PlacedPart{ID: "differences", Heading: r.T("books.differences"), Lines: []string{r.T("books.differences.text")}, Table: r.differences(is.Differences)})
	}
	return r.Show(page)
}

func (r *request) differences(list []journal.Difference) *view.Table {
	t := &view.Table{Caption: r.T("books.differences"), Head: []string{r.T("books.invoice"), r.T("books.open"), r.T("books.told"), r.T("books.difference")}, Numbers: 1}
	for _, d := range list[:min(len(list), mostDifferences)] {
		t.Body = append(t.Body, []string{string(d.Invoice), r.euros(d.Books), r.euros(d.Told), r.euros(d.Books - d.Told)})
		t.Links = append(t.Links, "/invoices/"+url.PathEscape(string(d.Invoice)))
	}
	return t
}
