package books

import (
	"net/url"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/marketplace/money"
)

// getEntry is one entry with its lines.
func (r *request) getEntry() error {
	e, err := r.entry()
	if err != nil {
		return err
	}
	chart, err := r.Daybook.Chart(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	title := r.T("books.entry", "number", e.Number)
	page := &view.Placed{Base: r.Base(title), Heading: title, Lead: []string{e.Say(r.Lang)}, Document: true}
	page.Back = r.back()
	about := view.PlacedPart{ID: "about", Heading: r.T("books.about"), Pairs: []view.Pair{
		{Label: r.T("books.day"), Text: r.Lang.Date(e.Day)},
		{Label: r.T("books.on"), Text: r.Lang.Date(e.On)},
		{Label: r.T("books.kind"), Text: r.T("books.kind." + string(e.Kind))},
		{Label: r.T("books.event"), Text: string(e.Event)},
	}}
	fixed, err := r.Daybook.CorrectionOf(r.Ctx, r.Actor, e.Number)
	switch {
	case err == nil:
		about.Ways = append(about.Ways, view.Link{Text: r.T("books.corrected_by", "number", fixed.Number), Href: entryPath(fixed.Number)})
	case !marketplace.IsKind(err, marketplace.NotFound):
		return err
	case e.Corrects != 0:
		about.Ways = append(about.Ways, view.Link{Text: r.T("books.corrects", "number", e.Corrects), Href: entryPath(e.Corrects)})
	default:
		page.Action = &view.Link{Text: r.T("books.correct"), Href: entryPath(e.Number) + "/correct"}
	}
	for _, id := range invoices(e) {
		about.Ways = append(about.Ways, view.Link{Text: r.T("books.invoice"), Href: "/invoices/" + url.PathEscape(string(id)), Note: string(id)})
	}
	page.Parts = []view.PlacedPart{about, {ID: "lines", Heading: r.T("books.lines"), Table: r.lines(e, chart.Value)}}
	return r.Show(page)
}

func (r *request) entry() (journal.Entry, error) {
	n, err := r.number()
	if err != nil {
		return journal.Entry{}, err
	}
	return r.Daybook.Entry(r.Ctx, r.Actor, n)
}

// invoices are those that an entry is about.
func invoices(e journal.Entry) (out []marketplace.ID) {
	for _, l := range e.Lines {
		if l.Invoice != "" && !slices.Contains(out, l.Invoice) {
			out = append(out, l.Invoice)
		}
	}
	return out
}

func (r *request) lines(e journal.Entry, c journal.Chart) *view.Table {
	t := &view.Table{
		Caption: r.T("books.lines"), Head: []string{r.T("books.account"), r.T("books.vat"), r.T("books.tags"), r.T("books.debit"), r.T("books.credit")}, Numbers: 3,
	}
	debit, credit := money.Cents(0), money.Cents(0)
	for _, l := range e.Lines {
		row := []string{strings.TrimSpace(l.Account + " " + c.Name(l.Account)), r.treated(l), tags(l), "", ""}
		if l.Cents > 0 {
			row[3], debit = r.euros(l.Cents), debit+l.Cents
		} else {
			row[4], credit = r.euros(-l.Cents), credit-l.Cents
		}
		t.Body = append(t.Body, row)
	}
	t.Foot = []string{r.T("books.sum"), "", "", r.euros(debit), r.euros(credit)}
	return t
}

func (r *request) treated(l journal.Line) string {
	switch {
	case l.Treatment == journal.Standard:
		return r.Lang.Percent(l.Rate)
	case l.Treatment != "":
		return string(l.Treatment)
	}
	return "–"
}

func tags(l journal.Line) string {
	text := strings.TrimSpace(l.CostCentre + " " + l.Project)
	if text == "" {
		return "–"
	}
	return text
}

func (r *request) correctPage(e journal.Entry, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("books.correct", entryPath(e.Number)+"/correct", v, bad, func(f view.Form) []view.Field {
		return []view.Field{
			f.Radios("how", "portal.books.how", f.Keyed("portal.books.how", "back", "move")), f.Date("on", "portal.books.correct.on").Must(),
			f.Area("reason", "portal.books.reason", 2).WithHint(r.T("books.reason.hint")).Must(),
		}
	})
	title := r.T("books.entry", "number", e.Number)
	page.Intro = title + ": " + e.Say(r.Lang) + ". " + r.T("books.correct.intro")
	page.Hidden["key"], page.Back = v.Get("key"), &view.Link{Text: title, Href: entryPath(e.Number)}
	return page
}

func (r *request) getCorrect() error {
	e, err := r.entry()
	if err != nil {
		return err
	}
	return r.Show(r.correctPage(e, url.Values{"key": {string(r.IDs())}, "how": {"back"}, "on": {string(r.Say.Today())}}, nil))
}

// postCorrect puts an entry right by another one. Posted twice it is one.
func (r *request) postCorrect() error {
	e, err := r.entry()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	fix, err := r.Daybook.Correct(r.Ctx, r.Actor, daybook.Correction{
		Key: v.Get("key"), Number: e.Number, On: marketplace.Date(strings.TrimSpace(v.Get("on"))), Reason: v.Get("reason"), Move: v.Get("how") == "move",
	})
	if err == nil {
		return r.Redirect(entryPath(fix.Number), "entry_corrected")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.correctPage(e, v, bad))
}
