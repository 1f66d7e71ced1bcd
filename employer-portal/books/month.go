package books

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/journal/daybook"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/server/api"
	served "sovite.fi/sovite/server/api/journal"
)

// mostListed is how many entries one page shows.
const mostListed = 100

// asked reads a period out of the address: that of this month until another is asked for.
func (r *request) asked() (url.Values, daybook.Period, error) {
	today := r.Say.Today()
	first := today[:8] + "01"
	v := url.Values{"from": {string(first)}, "to": {string(first.AddMonths(1).AddDays(-1))}}
	for _, name := range []string{"from", "to", "kind"} {
		text, err := r.query(name)
		if err != nil {
			return v, daybook.Period{}, err
		}
		if text != "" {
			v.Set(name, text)
		}
	}
	return v, daybook.Period{From: marketplace.Date(v.Get("from")), To: marketplace.Date(v.Get("to"))}, nil
}

// asking is a page with a form that asks for a period, and for more.
func (r *request) asking(key, action string, v url.Values, bad []marketplace.FieldError, more ...func(view.Form) view.Field) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	fields := []view.Field{f.Date("from", "portal.books.from").Must(), f.Date("to", "portal.books.to").Must()}
	for _, add := range more {
		fields = append(fields, add(f))
	}
	return &view.PlacedForm{
		Base: r.Base(r.T(key)), Heading: r.T(key), Intro: r.T(key + ".intro"), Method: "get", Action: action, Submit: r.T("books.show"),
		Groups: []view.FieldGroup{{Fields: fields}},
	}
}

// refused shows a form again with what is wrong with the period.
func (r *request) refused(err error, page func([]marketplace.FieldError) *view.PlacedForm) error {
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	p := page(bad)
	p.Problems = view.NewForm(r.Lang, nil, bad).Problems(bad, visit.Labels(p.Groups[0].Fields...))
	return r.Wrong(p)
}

// getMonth is the journal of a month, or of the period that was asked for.
func (r *request) getMonth() error {
	v, p, err := r.asked()
	if err != nil {
		return err
	}
	page := func(bad []marketplace.FieldError) *view.PlacedForm {
		return r.asking("nav.books", base, v, bad, func(f view.Form) view.Field {
			return f.Select("kind", "portal.books.kind", append([]view.Option{{Text: r.T("books.kind.all")}}, f.Keyed("portal.books.kind", kinds()...)...))
		})
	}
	after, err := r.query("after")
	if err != nil {
		return err
	}
	list, err := r.Daybook.List(r.Ctx, r.Actor, p, journal.Kind(v.Get("kind")), marketplace.Page{Limit: mostListed, After: after})
	if err != nil {
		return r.refused(err, page)
	}
	state, err := r.Daybook.State(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	out := page(nil)
	out.Parts = []view.PlacedPart{r.entries(list, v), r.more(state, v)}
	return r.Show(out)
}

func kinds() []string {
	return []string{
		string(journal.KindIssued), string(journal.KindCredited), string(journal.KindPaid), string(journal.KindCharged), string(journal.KindWrittenOff),
		string(journal.KindMoved), string(journal.KindPlatform),
	}
}

func (r *request) entries(list marketplace.List[journal.Entry], v url.Values) view.PlacedPart {
	part := view.PlacedPart{ID: "entries", Heading: r.T("books.entries")}
	if len(list.Items) == 0 {
		part.Lines = []string{r.T("books.none")}
		return part
	}
	t := &view.Table{Caption: r.T("books.entries"), Head: []string{r.T("books.number"), r.T("books.day"), r.T("books.text"), r.T("books.amount")}, Numbers: 3}
	for _, e := range list.Items {
		t.Body = append(t.Body, []string{strconv.Itoa(e.Number), r.Lang.Date(e.Day), e.Say(r.Lang), r.euros(turnover(e))})
		t.Links = append(t.Links, entryPath(e.Number))
	}
	part.Table = t
	if list.Next != "" {
		next := url.Values{"from": v["from"], "to": v["to"], "kind": {v.Get("kind")}, "after": {list.Next}}
		part.Ways = []view.Link{{Text: r.T("books.next"), Href: base + "?" + next.Encode()}}
	}
	return part
}

// turnover is what the debits of an entry come to.
func turnover(e journal.Entry) (sum money.Cents) {
	for _, l := range e.Lines {
		sum += max(0, l.Cents)
	}
	return sum
}

// more is how far the books are, and what else there is about them.
func (r *request) more(s daybook.State, v url.Values) view.PlacedPart {
	period := "?" + url.Values{"from": v["from"], "to": v["to"]}.Encode()
	part := view.PlacedPart{ID: "more", Heading: r.T("books.more"), NoPrint: true, Lines: []string{r.Say.N("books.so_far", s.Number), r.T("books.closed.none")}}
	if s.Closed != "" {
		part.Lines[1] = r.T("books.closed", "day", r.Lang.Date(s.Closed))
	}
	part.Ways = []view.Link{
		{Text: r.T("books.csv"), Href: base + "/files/csv" + period},
		{Text: r.T("books.sie"), Href: base + "/files/sie" + period},
		{Text: r.T("books.trial"), Href: base + "/trial" + period},
		{Text: r.T("books.receivables"), Href: base + "/receivables"},
		{Text: r.T("books.chart"), Href: base + "/chart"},
		{Text: r.T("books.close"), Href: base + "/close"},
	}
	return part
}

// getFile hands out the entries of a period.
func (r *request) getFile() error {
	v, p, err := r.asked()
	if err != nil {
		return err
	}
	format := r.Param("format")
	if format != "csv" && format != "sie" {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	f, err := served.File(r.Ctx, r.Daybook, r.Lang, format, p)
	if err != nil {
		return r.refused(err, func(bad []marketplace.FieldError) *view.PlacedForm { return r.asking("nav.books", base, v, bad) })
	}
	return r.send(f)
}

func (r *request) send(f *api.File) error {
	r.C.Set("Content-Type", f.ContentType)
	r.C.Set("Content-Disposition", f.Disposition)
	r.C.Set("Cache-Control", "no-store")
	return r.C.Send(f.Body)
}
