package timesheets

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/server/web"
)

// sheet is one form of this package, about a timesheet or one line of it.
type sheet struct {
	path, key string
	load      func(*request, marketplace.ID) (timesheet.Timesheet, error)
	fields    func(*request, about, view.Form) []view.Field
	start     func(*request, about) url.Values
	save      func(*request, about, url.Values) ([]line.Outcome, error)
	back      func(marketplace.ID) string
	done      string
}

// about is what a form is about.
type about struct {
	timesheet.Timesheet
	line    line.Line
	offered []quote.Line
}

func sheets() []sheet {
	const own, theirs = ownPath + "/:id", buyerPath + "/:id"
	return []sheet{
		{own + "/add", "timesheet.add", (*request).ownSheet, (*request).addFields, (*request).fresh, (*request).saveAdd, ownOne, "timesheet_added"},
		{own + "/lines/:line/amend", "timesheet.amend", (*request).ownSheet, (*request).amendFields, (*request).asIs, (*request).saveAmend, ownOne, "timesheet_amended"},
		{own + "/lines/:line/aside", "timesheet.aside", (*request).ownSheet, (*request).asideFields, (*request).setAside, (*request).saveAside, ownOne, "timesheet_aside"},
		{own + "/lines/:line/price", "timesheet.price", (*request).ownSheet, (*request).priceFields, (*request).asIs, (*request).savePrice, ownOne, "timesheet_priced"},
		{own + "/lines/:line/answer", "timesheet.answer", (*request).ownSheet, (*request).answerFields, (*request).asIs, (*request).saveAnswer, ownOne, "timesheet_answered"},
		{theirs + "/lines/:line/dispute", "timesheet.dispute", (*request).theirSheet, (*request).disputeFields, (*request).asIs, (*request).saveDispute, theirOne, "timesheet_disputed"},
		{theirs + "/link", "timesheet.link", (*request).theirSheet, (*request).linkFields, (*request).fresh, (*request).saveLink, theirOne, "timesheet_link_sent"},
	}
}

func (r *request) ownSheet(id marketplace.ID) (timesheet.Timesheet, error) {
	return r.Timesheets.Read(r.Ctx, r.Actor, id)
}

func (r *request) theirSheet(id marketplace.ID) (timesheet.Timesheet, error) {
	return r.Timesheets.Open(r.Ctx, r.Actor, id)
}

// about loads what a form is about; NotFound when there is no such line.
func (r *request) about(s sheet) (about, error) {
	id, err := r.id()
	if err != nil {
		return about{}, err
	}
	a := about{}
	if a.Timesheet, err = s.load(r, id); err != nil {
		return a, err
	}
	if strings.Contains(s.path, ":line") {
		which, err := web.IDParam(r.C, "line")
		if err != nil {
			return a, err
		}
		there := false
		if a.line, there = a.Line(which); !there {
			return a, marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
	}
	if strings.HasPrefix(s.path, ownPath) {
		a.offered, err = r.Timesheets.Offered(r.Ctx, r.Actor, id)
	}
	return a, err
}

func (r *request) getSheet(s sheet) error {
	a, err := r.about(s)
	if err != nil {
		return err
	}
	return r.Show(r.sheetPage(s, a, s.start(r, a), nil))
}

func (r *request) sheetPage(s sheet, a about, v url.Values, bad []marketplace.FieldError) *view.Single {
	action := strings.NewReplacer(":id", url.PathEscape(string(a.ID)), ":line", url.PathEscape(string(a.line.ID))).Replace(s.path)
	page := r.Single(s.key, action, v, bad, func(f view.Form) []view.Field { return s.fields(r, a, f) })
	if a.line.ID != "" {
		page.Intro = r.label(a.line) + ": " + a.line.Unit.Write(a.line.Quantity, r.Lang) + ", " + r.euros(a.line.Amount) + ". " + page.Intro
	}
	for _, name := range []string{"key", "version"} {
		if v.Get(name) != "" {
			page.Hidden[name] = v.Get(name)
		}
	}
	page.Back = &view.Link{Text: a.Title, Href: s.back(a.ID)}
	return page
}

func (r *request) postSheet(s sheet) error {
	a, err := r.about(s)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	out, err := s.save(r, a, v)
	switch {
	case err == nil && line.All(out):
		return r.Redirect(s.back(a.ID), s.done)
	case err == nil:
		bad := []marketplace.FieldError{{Key: "portal.timesheet.outcome." + string(out[0].Status), Args: map[string]string{"line": r.label(a.line)}}}
		if a, err = r.about(s); err != nil {
			return err
		}
		v.Set("version", strconv.Itoa(a.line.Version))
		return r.Write(visit.StatusConflict, r.sheetPage(s, a, v, bad))
	case marketplace.IsKind(err, marketplace.Stale):
		v.Set("version", strconv.Itoa(a.line.Version))
		return r.Write(visit.StatusConflict, r.sheetPage(s, a, v, []marketplace.FieldError{{Key: "error.stale"}}))
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.sheetPage(s, a, v, bad))
}

// fresh begins a form that makes something once.
func (r *request) fresh(a about) url.Values {
	v := url.Values{"key": {string(r.IDs())}, "date": {string(a.Monday)}, "lang": {r.Lang.Code()}}
	if n := len(a.Shifts); n > 0 {
		v.Set("date", string(a.Shifts[n-1].Date))
	}
	return v
}

// asIs begins a form about a line as it was seen.
func (r *request) asIs(a about) url.Values {
	return url.Values{"version": {strconv.Itoa(a.line.Version)}, "quantity": {a.line.Unit.Write(a.line.Quantity, r.Lang)}, "said": {a.line.Source.Note}}
}

// setAside begins with what is set aside now.
func (r *request) setAside(a about) url.Values {
	v := url.Values{"why": {string(timesheet.Support)}}
	for _, x := range a.Asides {
		if x.Key == a.line.Key {
			v.Set("quantity", a.line.Unit.Write(x.Quantity, r.Lang))
			v.Set("why", string(x.Why))
		}
	}
	return v
}

// addFields ask what was done that no sheet tells.
func (r *request) addFields(a about, f view.Form) []view.Field {
	var options []view.Option
	for i, q := range a.offered {
		if q.Unit == price.CrewHour || q.Unit == price.SupervisorHour {
			continue
		}
		text := q.Name + ", " + q.Rate.Write(r.Lang.Code()) + " / " + r.Lang.T("price.unit."+string(q.Unit))
		value := strconv.Itoa(i)
		options = append(options, view.Option{Value: value, Text: text, Picked: f.Values.Get("item") == value})
	}
	if len(options) == 0 {
		options = []view.Option{{Text: r.T("timesheet.f.item.none")}}
	}
	return []view.Field{
		f.Select("item", "portal.timesheet.f.item", options), f.Date("date", "portal.timesheet.f.date").Must(),
		f.Input("quantity", "portal.timesheet.f.quantity").WithHint(r.T("timesheet.f.quantity.hint")).Narrow().Must(),
		f.Area("note", "portal.timesheet.f.said", 2).WithHint(r.T("timesheet.f.said.hint")),
	}
}

func (r *request) saveAdd(a about, v url.Values) ([]line.Outcome, error) {
	n := timesheet.NewLine{Date: marketplace.Date(v.Get("date")), Note: v.Get("note")}
	var bad []marketplace.FieldError
	if at, err := strconv.Atoi(v.Get("item")); err == nil && at >= 0 && at < len(a.offered) {
		n.Unit, n.Name = a.offered[at].Unit, a.offered[at].Name
		n.Quantity, bad = r.quantity(n.Unit, v)
	}
	if timesheet.WeekOf(n.Date) != a.Monday {
		bad = append(bad, marketplace.Field("date", "timesheet.other_week"))
	}
	if err := marketplace.InvalidFields(bad); err != nil {
		return nil, err
	}
	_, err := r.Timesheets.Add(r.Ctx, r.Actor, a.Order, v.Get("key"), n)
	return nil, renamed(err, "name", "item")
}

// quantity reads how much, in the unit of a line.
func (r *request) quantity(u price.Unit, v url.Values) (price.Quantity, []marketplace.FieldError) {
	q, err := u.Read(v.Get("quantity"), r.Lang)
	if err != nil {
		return 0, []marketplace.FieldError{marketplace.Field("quantity", "timesheet.quantity")}
	}
	return q, nil
}

// renamed is an error whose field has another name in the form.
func renamed(err error, from, to string) error {
	if !marketplace.IsKind(err, marketplace.Invalid) {
		return err
	}
	e := *marketplace.AsError(err)
	e.Fields = append([]marketplace.FieldError{}, e.Fields...)
	for i := range e.Fields {
		if e.Fields[i].Field == from {
			e.Fields[i].Field = to
		}
	}
	return &e
}

func (r *request) amendFields(_ about, f view.Form) []view.Field {
	return []view.Field{
		f.Input("quantity", "portal.timesheet.f.quantity").WithHint(r.T("timesheet.amend.hint")).Narrow().Must(),
		f.Area("said", "portal.timesheet.f.said", 2).WithHint(r.T("timesheet.f.said.hint")),
	}
}

func (r *request) saveAmend(a about, v url.Values) ([]line.Outcome, error) {
	q, bad := r.quantity(a.line.Unit, v)
	if err := marketplace.InvalidFields(bad); err != nil {
		return nil, err
	}
	_, err := r.Timesheets.Amend(r.Ctx, r.Actor, a.ID, a.line.ID, version(v), q, v.Get("said"))
	return nil, renamed(err, "note", "said")
}

func version(v url.Values) int { return seenOf("x@" + v.Get("version")).Version }

func (r *request) asideFields(_ about, f view.Form) []view.Field {
	return []view.Field{
		f.Input("quantity", "portal.timesheet.f.hours").WithHint(r.T("timesheet.f.hours.hint")).Narrow().Must(),
		f.Radios("why", "portal.timesheet.f.why", f.Keyed("portal.timesheet.why", check.Words(timesheet.Whys())...)),
	}
}

func (r *request) saveAside(a about, v url.Values) ([]line.Outcome, error) {
	q, bad := r.quantity(a.line.Unit, v)
	if err := marketplace.InvalidFields(bad); err != nil {
		return nil, err
	}
	_, err := r.Timesheets.SetAside(r.Ctx, r.Actor, a.ID, a.line.ID, q, timesheet.Why(v.Get("why")))
	return nil, err
}

func (r *request) priceFields(a about, f view.Form) []view.Field {
	var options []view.Option
	for _, q := range a.offered {
		if q.Unit == a.line.Unit {
			options = append(options, view.Option{Value: q.Name, Text: q.Name + ", " + q.Rate.Write(r.Lang.Code()), Picked: f.Values.Get("name") == q.Name})
		}
	}
	return []view.Field{f.Radios("name", "portal.timesheet.f.item", options).Must()}
}

func (r *request) savePrice(a about, v url.Values) ([]line.Outcome, error) {
	_, err := r.Timesheets.PriceBy(r.Ctx, r.Actor, a.ID, a.line.ID, v.Get("name"))
	return nil, err
}

func (r *request) answerFields(a about, f view.Form) []view.Field {
	return []view.Field{f.Area("answer", "portal.timesheet.f.answer", 4).WithHint(r.objection(a.line)).Must()}
}

func (r *request) saveAnswer(a about, v url.Values) ([]line.Outcome, error) {
	_, out, err := r.Timesheets.Answer(r.Ctx, r.Actor, a.ID, line.Seen{Line: a.line.ID, Version: version(v)}, v.Get("answer"))
	return out, err
}

func (r *request) disputeFields(_ about, f view.Form) []view.Field {
	return []view.Field{r.disputeReasons(f), f.Area("note", "portal.timesheet.f.note", 4).WithHint(r.T("timesheet.f.note.hint"))}
}

func (r *request) saveDispute(a about, v url.Values) ([]line.Outcome, error) {
	o := line.Objection{Reason: line.Reason(v.Get("reason")), Note: v.Get("note")}
	_, out, err := r.Timesheets.Dispute(r.Ctx, r.Actor, a.ID, line.Seen{Line: a.line.ID, Version: version(v)}, o)
	return out, err
}

func (r *request) linkFields(_ about, f view.Form) []view.Field {
	return []view.Field{
		f.Input("name", "portal.timesheet.f.name").Must(), f.Input("email", "portal.timesheet.f.email").As("email", "off").Must(),
		f.Select("lang", "portal.timesheet.f.lang", f.Keyed("portal.language", check.Words(i18n.Languages())...)),
	}
}

func (r *request) saveLink(a about, v url.Values) ([]line.Outcome, error) {
	g := timesheet.Guest{Name: v.Get("name"), Email: v.Get("email"), Lang: v.Get("lang")}
	_, err := r.Timesheets.SendLink(r.Ctx, r.Actor, a.ID, timesheet.LinkIDOf(a.ID, v.Get("key")), g)
	return nil, err
}

const alternateRows = 3 // more than are filled in

// alternatesPage asks who approves for whom; an empty row says nothing.
func (r *request) alternatesPage(v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	members, err := r.Accounts.Members(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	page := r.Single("timesheet.alternates", alternatesPath, v, bad, func(f view.Form) []view.Field {
		var out []view.Field
		for i := range min(form.Rows(v, "alternates", "person", "for")+alternateRows-1, 50) {
			at := check.At("alternates", i)
			for _, field := range []string{"person", "for"} {
				options := []view.Option{{Text: r.T("timesheet.f.nobody")}}
				for _, m := range members.Items {
					options = append(options, view.Option{Value: string(m.Person), Text: m.Name, Picked: v.Get(at+"."+field) == string(m.Person)})
				}
				s := f.Select(at+"."+field, "portal.timesheet.f."+field, options)
				s.Label = r.T("timesheet.f."+field, "n", i+1)
				out = append(out, s)
			}
			for _, field := range []string{"from", "to"} {
				d := f.Date(at+"."+field, "portal.timesheet.f."+field)
				d.Label = r.T("timesheet.f."+field, "n", i+1)
				out = append(out, d)
			}
		}
		return out
	})
	page.Hidden["rev"] = v.Get("rev")
	page.Back = &view.Link{Text: r.T("timesheet.buyer"), Href: buyerPath}
	return page, nil
}

func (r *request) getAlternates() error {
	e, err := r.Timesheets.Alternates(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	if !r.Actor.Has(marketplace.RoleOwner) {
		return r.readAlternates(e.Value.List)
	}
	v := url.Values{"rev": {strconv.FormatInt(e.Rev, 10)}}
	for i, a := range e.Value.List {
		at := check.At("alternates", i)
		v.Set(at+".person", string(a.Person))
		v.Set(at+".for", string(a.For))
		v.Set(at+".from", string(a.From))
		v.Set(at+".to", string(a.To))
	}
	page, err := r.alternatesPage(v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// readAlternates shows who approves for whom to those who are no owners.
func (r *request) readAlternates(list []timesheet.Alternate) error {
	page := &view.Placed{Base: r.Base(r.T("timesheet.alternates")), Heading: r.T("timesheet.alternates"), Lead: []string{r.T("timesheet.alternates.owner")}}
	page.Back = &view.Link{Text: r.T("timesheet.buyer"), Href: buyerPath}
	part := view.PlacedPart{ID: "list", Heading: r.T("timesheet.alternates.now")}
	for _, a := range list {
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.T("timesheet.alternates.row", "person", r.Colleague(a.Person), "for", r.Colleague(a.For))}, Lines: []string{
			r.Lang.Date(a.From) + " – " + r.Lang.Date(a.To),
		}})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("timesheet.alternates.none")}
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

func (r *request) postAlternates() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	form.Compact(v, "alternates", "person", "for", "from", "to")
	var list []timesheet.Alternate
	for i := 0; v.Get(check.At("alternates", i)+".person")+v.Get(check.At("alternates", i)+".for") != ""; i++ {
		at := check.At("alternates", i)
		list = append(list, timesheet.Alternate{
			Person: marketplace.ID(v.Get(at + ".person")), For: marketplace.ID(v.Get(at + ".for")), From: marketplace.Date(v.Get(at + ".from")), To: marketplace.Date(v.Get(at + ".to")),
		})
	}
	rev := visit.Revision(v.Get("rev"), -1)
	_, err = r.Timesheets.SetAlternates(r.Ctx, r.Actor, rev, list)
	if err == nil {
		return r.Redirect(alternatesPath, "timesheet_alternates")
	}
	status, bad := visit.StatusConflict, []marketplace.FieldError{{Key: "error.stale"}}
	if marketplace.IsKind(err, marketplace.Stale) {
		e, err := r.Timesheets.Alternates(r.Ctx, r.Actor)
		if err != nil {
			return err
		}
		v.Set("rev", strconv.FormatInt(e.Rev, 10))
	} else if bad, err = visit.FieldErrors(err); err != nil {
		return err
	} else {
		status = 422
	}
	page, err := r.alternatesPage(v, bad)
	if err != nil {
		return err
	}
	return r.Write(status, page)
}
