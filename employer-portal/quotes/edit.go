package quotes

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// sheet is what the editor is made from.
type sheet struct {
	asked request.Asked
	own   quote.Entry
	crews []capacity.Entry
	book  price.Book
}

func (r *seller) sheet() (sheet, error) {
	var s sheet
	var err error
	if s.asked, s.own, err = r.both(); err != nil {
		return s, err
	}
	list, err := r.Capacity.Mine(r.Ctx, r.Actor, false, marketplace.Page{Limit: mostListed})
	if err != nil {
		return s, err
	}
	s.crews = list.Items
	slices.SortStableFunc(s.crews, func(a, b capacity.Entry) int { return cmp.Compare(s.suits(b), s.suits(a)) })
	book, err := r.Prices.Read(r.Ctx, r.Actor)
	s.book = book.Value
	return s, err
}

// suits is how many of the types of work that are asked for a crew does.
func (s sheet) suits(e capacity.Entry) int {
	n := 0
	for _, key := range s.asked.Brief.Trades {
		if slices.Contains(e.Value.Terms.Trades, key) {
			n++
		}
	}
	return n
}

// ratio is how many participants a supervisor of a crew leads; of the first crew when there is no such crew.
func (s sheet) ratio(crew marketplace.ID) int {
	for _, e := range s.crews {
		if e.ID == crew {
			return e.Value.Terms.Ratio
		}
	}
	if len(s.crews) > 0 {
		return s.crews[0].Value.Terms.Ratio
	}
	return 1
}

// begins is what the editor begins with: the draft, the newest version, or what follows from the request.
func (s sheet) begins(r *seller) quote.Content {
	if d := s.own.Value.Draft; d != nil {
		return *d
	}
	if v, sent := s.own.Value.Newest(); sent {
		if v.Until.Time().Before(r.Clock.Now().Time()) {
			v.Until = r.until(v.Loads)
		}
		return v.Content
	}
	var c quote.Content
	if len(s.crews) > 0 {
		c.Crew = s.crews[0].ID
	}
	c.Loads = quote.Suggested(s.asked.Brief.Need, s.ratio(c.Crew), r.Clock.Today())
	c.Until = r.until(c.Loads)
	for _, i := range s.book.Items {
		if v, sold := i.At(supplied(c.Loads, r.Clock.Today())); sold && i.Unit == price.CrewHour {
			hours, _ := quote.Worked(i.Unit, c.Loads)
			c.Lines = []quote.Line{{Item: i.ID, Unit: i.Unit, Name: i.Name, Quantity: hours, Rate: v.Rate}}
			break
		}
	}
	return c
}

// supplied is the first day of the work, whose prices count; today when there is none yet.
func supplied(loads []capacity.Load, today marketplace.Date) marketplace.Date {
	day := marketplace.Date("")
	for _, l := range loads {
		if day == "" || l.Date < day {
			day = l.Date
		}
	}
	return cmp.Or(day, today)
}

func (s sheet) open() bool { return s.asked.State == request.Open && s.own.Value.Live }

func (r *seller) getEdit() error {
	s, err := r.sheet()
	if err != nil {
		return err
	}
	if !s.open() {
		return r.Redirect(onePath(s.asked.ID), "")
	}
	v := r.values(s.begins(r))
	v.Set("rev", strconv.FormatInt(s.own.Rev, 10))
	return r.Show(r.editPage(s, v, nil))
}

// postEdit saves the draft and leads to its preview; the other buttons only fill the form in.
func (r *seller) postEdit() error {
	s, err := r.sheet()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	form.Compact(v, "loads", loadFields()...)
	form.Compact(v, "lines", lineFields()...)
	c, bad := r.content(s, v)
	switch do := v.Get("do"); {
	case do == "fill":
		r.setLoads(v, quote.Suggested(s.asked.Brief.Need, s.ratio(c.Crew), r.Clock.Today()))
		return r.Show(r.editPage(s, v, nil))
	case do == "count":
		r.count(v, c)
		return r.Show(r.editPage(s, v, nil))
	case v.Get("add") != "":
		return r.Show(r.editPage(s, v, nil))
	case len(bad) > 0:
		return r.Wrong(r.editPage(s, v, bad))
	}
	_, err = r.Quotes.SaveDraft(r.Ctx, r.Actor, s.asked.ID, revision(v), c)
	switch {
	case err == nil:
		return r.Redirect(quotePath(s.asked.ID)+"/preview", "asked_saved")
	case marketplace.IsKind(err, marketplace.Stale):
		v.Set("rev", strconv.FormatInt(s.own.Rev, 10))
		return r.Write(visit.StatusConflict, r.editPage(s, v, []marketplace.FieldError{{Key: "error.stale"}}))
	}
	if bad, err = visit.FieldErrors(err); err != nil {
		return err
	}
	return r.Wrong(r.editPage(s, v, bad))
}

func (r *seller) editPage(s sheet, v url.Values, bad []marketplace.FieldError) *Editor {
	f := view.NewForm(r.Lang, v, bad)
	page := &Editor{
		Base: r.Base(r.T("asked.edit")), Lead: r.T("asked.edit.lead", "title", s.asked.Brief.Title), Action: quotePath(s.asked.ID), Hidden: map[string]string{"rev": v.Get("rev")},
		Fill: r.T("asked.fill"), Count: r.T("asked.count"), Submit: r.T("asked.save"), Loads: r.loadRows(f), Lines: r.lineRows(f, s.book),
	}
	page.First = []view.Field{r.crewField(s, f), f.Input("supervisor", "portal.quote.f.supervisor").WithHint(r.T("asked.f.supervisor.hint")).Must()}
	page.Last = append([]view.Field{f.Area("note", "portal.quote.f.note", 4).WithHint(r.T("asked.f.note.hint"))}, r.untilFields(f)...)
	page.Problems, page.Back = f.Problems(bad, fieldNames(page)), back(s.asked)
	return page
}

// fieldNames are the labels of the fields of the editor, by their names; those of a row say in which row they stand.
func fieldNames(page *Editor) map[string]string {
	out := visit.Labels(slices.Concat(page.First, page.Last)...)
	for _, group := range []*view.RowGroup{page.Loads, page.Lines} {
		for _, row := range group.Rows {
			for _, field := range row.Fields {
				out[field.Name] = row.Legend + ", " + field.Label
			}
		}
	}
	return out
}

// crewField chooses the crew; what was sent keeps its crew.
func (r *seller) crewField(s sheet, f view.Form) view.Field {
	var crews []view.Option
	for _, e := range s.crews {
		if len(s.own.Value.Versions) > 0 && e.ID != s.own.Value.Crew {
			continue
		}
		crews = append(crews, view.Option{Value: string(e.ID), Text: e.Value.Terms.Name, Hint: r.T("asked.crew", "trades", quoted.Trades(r.Request, e.Value.Terms.Trades), "ratio", e.Value.Terms.Ratio)})
	}
	field := f.Radios("crew", "portal.asked.f.crew", crews)
	if len(crews) == 0 {
		field.Hint = r.T("asked.f.crew.none")
	}
	return field
}

func (r *seller) loadRows(f view.Form) *view.RowGroup {
	group := &view.RowGroup{Heading: r.T("asked.loads"), Hint: r.T("asked.loads.hint"), Add: "loads", AddText: r.T("asked.loads.add")}
	for i := range form.Rows(f.Values, "loads", loadFields()...) {
		at := row("loads", i)
		group.Rows = append(group.Rows, view.Row{Legend: r.T("asked.load", "n", i+1), Fields: []view.Field{
			f.Date(at+"date", "portal.quote.load.day"), f.Input(at+"from", "portal.request.f.from").As("time", "").Narrow(), f.Input(at+"to", "portal.request.f.to").As("time", "").Narrow(),
			f.Number(at+"participants", "portal.quote.load.participants", "", 1, 200).Narrow(), f.Number(at+"supervisors", "portal.quote.load.supervisors", "", 1, 50).Narrow(),
		}})
	}
	return group
}

// ownUnit begins the value of a choice that is not from the price book: the rest is the unit.
const ownUnit = "unit:"

func (r *seller) lineRows(f view.Form, book price.Book) *view.RowGroup {
	options := []view.Option{{Text: r.T("asked.line.choose")}}
	for _, i := range book.Items {
		if v, sold := i.At(r.Clock.Today()); sold {
			options = append(options, view.Option{Value: string(i.ID), Text: r.T("asked.line.item", "name", i.Name, "rate", v.Rate.Write(r.Lang.Code()), "unit", r.Lang.T("price.unit."+string(i.Unit)))})
		}
	}
	for _, u := range price.Units() {
		options = append(options, view.Option{Value: ownUnit + string(u), Text: r.T("asked.line.own", "unit", r.Lang.T("price.unit."+string(u)))})
	}
	group := &view.RowGroup{Heading: r.T("asked.lines"), Hint: r.T("asked.lines.hint"), Add: "lines", AddText: r.T("asked.lines.add")}
	for i := range form.Rows(f.Values, "lines", lineFields()...) {
		at := row("lines", i)
		group.Rows = append(group.Rows, view.Row{Legend: r.Lang.T("quote.field.line", "n", i+1), Fields: []view.Field{
			f.Select(at+"item", "portal.asked.f.item", options), f.Input(at+"name", "portal.asked.f.name"), f.Input(at+"quantity", "portal.quote.line.quantity").Narrow(),
			f.Input(at+"rate", "portal.asked.f.rate").Narrow(), f.Input(at+"reason", "portal.asked.f.reason"),
		}})
	}
	return group
}
