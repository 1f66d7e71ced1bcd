package payments

import (
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/bank"
)

// getImport is how far a file is worked through, and what came of it. It goes on when the page is left.
func (r *visitor) getImport() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	e, err := r.Bank.Import(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	i := e.Value
	page := &view.Placed{Base: r.Base(r.named(i)), Heading: r.named(i), State: r.T("bank.state." + stands(i))}
	page.Back = r.back()
	switch stands(i) {
	case "going":
		page.Lead = []string{r.T("bank.progress", "read", i.Read, "of", i.Payments), r.T("bank.leave")}
		page.Action = &view.Link{Text: r.T("bank.reload"), Href: path(imports, id)}
	case "stopped":
		page.Lead = []string{r.T("bank.stopped", "read", i.Read, "of", i.Payments), r.Lang.Field(*i.Why)}
	default:
		page.Lead = []string{r.T("bank.adds_up")}
	}
	page.Parts = []view.PlacedPart{r.results(i), r.file(i)}
	return r.Show(page)
}

// results are what came of the payments that were read; the sum is the file's once all of them were.
func (r *visitor) results(i bank.Import) view.PlacedPart {
	t := &view.Table{Caption: r.T("bank.results"), Head: []string{r.T("bank.class"), r.T("bank.count"), r.T("bank.sum")}, Numbers: 1}
	for _, x := range i.Results {
		if x.Count > 0 {
			t.Body = append(t.Body, []string{r.T("bank.class." + string(x.Class)), strconv.Itoa(x.Count), r.euros(x.Cents)})
		}
	}
	count, cents := i.Sums()
	t.Foot = []string{r.T("bank.together"), strconv.Itoa(count), r.euros(cents)}
	part := view.PlacedPart{ID: "results", Heading: r.T("bank.results"), Table: t}
	if i.Waits != 0 {
		part.Lines = []string{r.T("bank.of_it_waits", "sum", r.euros(i.Waits))}
		part.Ways = []view.Link{{Text: r.T("bank.waiting.show"), Href: base + "#waiting"}}
	}
	return part
}

func (r *visitor) file(i bank.Import) view.PlacedPart {
	part := view.PlacedPart{ID: "file", Heading: r.T("bank.file"), Pairs: []view.Pair{
		{Label: r.T("bank.payments_of"), Text: strconv.Itoa(i.Payments)},
		{Label: r.T("bank.sum_of"), Text: r.euros(i.Sum)},
		{Label: r.T("bank.message"), Text: i.Message},
	}}
	for _, a := range i.Accounts {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("bank.own_account"), Text: reference.GroupIBAN(a)})
	}
	if i.From != "" {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("bank.days"), Text: r.T("request.days", "first", r.Lang.Date(i.From), "last", r.Lang.Date(i.To))})
	}
	if i.Unbooked > 0 {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("bank.unbooked"), Text: strconv.Itoa(i.Unbooked)})
	}
	return part
}

// pair is a row with an amount; none for an amount of 0.
func (r *visitor) pair(key string, c money.Cents) []view.Pair {
	if c == 0 {
		return nil
	}
	return []view.Pair{{Label: r.T(key), Text: r.euros(c)}}
}
