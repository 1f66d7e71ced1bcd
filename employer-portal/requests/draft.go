package requests

import (
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/quoted"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/task"
)

// When organisers are to answer by when the buyer says nothing else: so many days from today, at an hour of the afternoon.
const (
	replyDays = 7
	replyHour = 16
)

// getNew is the form of a new request: empty, or carried over from a task or an earlier request of the buyer.
func (r *buyer) getNew() error {
	b, err := r.carried()
	if err != nil {
		return err
	}
	v := r.values(b)
	v.Set("key", string(r.IDs()))
	return r.Show(r.draftPage("request.new", "/requests/new", v, nil))
}

// carried is what a new request begins with.
func (r *buyer) carried() (request.Brief, error) {
	if err := r.Actor.Must(request.Buyers()...); err != nil {
		return request.Brief{}, err
	}
	q, b := r.asking(), request.Brief{}
	switch from, about := marketplace.ID(q.Get("from")), marketplace.ID(q.Get("task")); {
	case from.Valid():
		e, err := r.Requests.Get(r.Ctx, r.Actor, from)
		if err != nil {
			return b, err
		}
		b = e.Value.Brief
		b.Need.First, b.Need.Last = "", ""
	case about.Valid():
		e, err := r.Tasks.Get(r.Ctx, r.Actor, about)
		if err == nil && e.Value.Org != r.Actor.Org {
			err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
		if err != nil {
			return b, err
		}
		b = fromTask(e.Value)
	}
	due := r.Clock().In(r.Zone)
	b.Deadline = marketplace.At(time.Date(due.Year(), due.Month(), due.Day()+replyDays, replyHour, 0, 0, 0, r.Zone))
	return b, nil
}

// fromTask is what a task already says.
func fromTask(t task.Task) request.Brief {
	work := []string{t.Summary}
	for _, s := range t.Steps {
		work = append(work, "– "+s.Name)
	}
	b := request.Brief{Title: t.Title, Work: strings.TrimSpace(strings.Join(work, "\n")), Postal: t.Place.Postal, Address: t.Place.Address, Hazards: t.Hazards, Allergens: t.Allergens}
	b.Need.Weekdays, b.Need.First = t.Weekdays.Values, t.Start
	return b
}

// values are a brief as the form shows it.
func (r *buyer) values(b request.Brief) url.Values {
	v := url.Values{
		"title": {b.Title}, "work": {b.Work}, "trades": b.Trades, "postal": {b.Postal}, "address": {b.Address}, "directs": {string(b.Directs)}, "induction": {b.Induction},
		"reference": {b.Reference}, "need.first": {string(b.Need.First)}, "need.last": {string(b.Need.Last)}, "need.weekdays": b.Need.Weekdays,
	}
	if b.Need.People > 0 {
		v.Set("need.people", strconv.Itoa(b.Need.People))
	}
	if b.Need.To > 0 {
		v.Set("need.from", form.WriteClock(b.Need.From))
		v.Set("need.to", form.WriteClock(b.Need.To))
	}
	form.SetChoice(v, "hazards", b.Hazards)
	form.SetChoice(v, "allergens", b.Allergens)
	form.SetMoment(v, "deadline", b.Deadline, r.Zone)
	return v
}

// brief reads what was typed.
func (r *buyer) brief(v url.Values) (request.Brief, []marketplace.FieldError) {
	day := func(name string) marketplace.Date { return marketplace.Date(strings.TrimSpace(v.Get(name))) }
	b := request.Brief{
		Title: v.Get("title"), Work: v.Get("work"), Trades: v["trades"], Postal: strings.TrimSpace(v.Get("postal")), Address: v.Get("address"),
		Directs: request.Director(v.Get("directs")), Induction: v.Get("induction"), Reference: v.Get("reference"),
		Need: request.Need{First: day("need.first"), Last: day("need.last"), Weekdays: v["need.weekdays"]},
	}
	var all, bad []marketplace.FieldError
	keep := func() { all = append(all, bad...) }
	b.Need.People, bad = form.Whole(v, "need.people")
	keep()
	if strings.TrimSpace(v.Get("need.from")+v.Get("need.to")) != "" {
		b.Need.From, bad = form.Clock(v, "need.from", false)
		keep()
		b.Need.To, bad = form.Clock(v, "need.to", true)
		keep()
	}
	b.Hazards, bad = form.Choice(v, "hazards")
	keep()
	b.Allergens, bad = form.Choice(v, "allergens")
	keep()
	b.Deadline, bad = form.Moment(v, "deadline", r.Zone)
	keep()
	return b, all
}

// postNew saves a new draft. Sent twice it is one request, as it was typed last.
func (r *buyer) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	again := func(bad []marketplace.FieldError) *view.PlacedForm {
		return r.draftPage("request.new", "/requests/new", v, bad)
	}
	b, bad := r.brief(v)
	if len(bad) > 0 {
		return r.Wrong(again(bad))
	}
	e, err := r.Requests.CreateOnce(r.Ctx, r.Actor, request.IDOf(r.Actor.Org, v.Get("key")), b)
	if err == nil && e.Value.State == request.Draft && !reflect.DeepEqual(e.Value.Brief, b) && e.Rev > 1 {
		e, err = r.Requests.Change(r.Ctx, r.Actor, e.ID, e.Rev, b)
	}
	if err == nil {
		return r.saved(e, v)
	}
	if bad, err = visit.FieldErrors(err); err != nil {
		return err
	}
	return r.Wrong(again(bad))
}

// saved leads on to whom to ask, or to the draft when that is all that was wanted.
func (r *buyer) saved(e request.Entry, v url.Values) error {
	if v.Get("do") == "check" {
		return r.Redirect(onePath(e.ID), "request_saved")
	}
	return r.Redirect(onePath(e.ID)+"/ask", "request_saved")
}

func (r *buyer) getEdit() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	if e.Value.State != request.Draft {
		return r.Redirect(onePath(e.ID), "")
	}
	v := r.values(e.Value.Brief)
	v.Set("rev", strconv.FormatInt(e.Rev, 10))
	return r.Show(r.draftPage("request.edit", onePath(e.ID)+"/edit", v, nil))
}

func (r *buyer) postEdit() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	again := func(bad []marketplace.FieldError) *view.PlacedForm {
		rev := v.Get("rev")
		v.Set("rev", strconv.FormatInt(e.Rev, 10))
		page := r.draftPage("request.edit", onePath(e.ID)+"/edit", v, bad)
		v.Set("rev", rev)
		return page
	}
	b, bad := r.brief(v)
	if len(bad) > 0 {
		return r.Wrong(again(bad))
	}
	after, err := r.Requests.Change(r.Ctx, r.Actor, e.ID, revision(v), b)
	switch {
	case err == nil:
		return r.saved(after, v)
	case marketplace.IsKind(err, marketplace.Stale):
		return r.Write(visit.StatusConflict, again([]marketplace.FieldError{{Key: "error.stale"}}))
	}
	if bad, err = visit.FieldErrors(err); err != nil {
		return err
	}
	return r.Wrong(again(bad))
}

// revision is the revision that a form was made from; what is no number is none.
func revision(v url.Values) int64 { return visit.Revision(v.Get("rev"), 0) }

func (r *buyer) draftPage(key, action string, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	page := &view.PlacedForm{
		Base: r.Base(r.T(key)), Heading: r.T(key), Intro: r.T("request.form.intro"), Method: "post", Action: action, Submit: r.T("request.save"), Second: r.T("request.save.draft"),
		Hidden: map[string]string{"key": v.Get("key"), "rev": v.Get("rev")}, Groups: r.groups(f),
	}
	page.Back = &view.Link{Text: r.T("request.list"), Href: listPath}
	page.Problems = f.Problems(bad, labels(page.Groups))
	return page
}

func labels(groups []view.FieldGroup) map[string]string {
	var fields []view.Field
	for _, g := range groups {
		fields = append(fields, g.Fields...)
	}
	return visit.Labels(fields...)
}

// groups are the fields of a request.
func (r *buyer) groups(f view.Form) []view.FieldGroup {
	const l = "portal.request.f."
	var trades []view.Option
	for _, t := range r.Carving.Types() {
		trades = append(trades, view.Option{Value: t.Key, Text: t.Name.In(r.Lang.Code())})
	}
	directs := f.Keyed("portal.request.directs", keys(request.Directors())...)
	for i := range directs {
		directs[i].Hint = r.T("request.directs." + directs[i].Value + ".hint")
	}
	hint := func(name string) string { return r.T("request.f." + name + ".hint") }
	return []view.FieldGroup{
		{Heading: r.T("request.g.work"), Fields: []view.Field{
			f.Input("title", l+"title").WithHint(hint("title")).Must(), f.Area("work", l+"work", 6).WithHint(hint("work")),
			f.Checks("trades", l+"trades", trades).In("columns").WithHint(hint("trades")),
		}},
		{Heading: r.T("request.g.when"), Fields: []view.Field{
			f.Input("postal", l+"postal").As("text", "postal-code").Narrow(), f.Input("address", l+"address"),
			f.Date("need.first", l+"first"), f.Date("need.last", l+"last"), f.Checks("need.weekdays", l+"weekdays", f.Words("weekday")).In("inline"),
			f.Input("need.from", l+"from").As("time", "").Narrow(), f.Input("need.to", l+"to").As("time", "").Narrow(),
			f.Number("need.people", l+"people", "", 1, 200).WithHint(hint("people")).Narrow(),
		}},
		{Heading: r.T("request.g.directs"), Note: r.T("request.g.directs.note"), Fields: []view.Field{f.Radios("directs", l+"directs", directs)}},
		{Heading: r.T("request.g.safety"), Note: r.T("request.g.safety.note"), Fields: append(
			quoted.Site(r.Request, f), f.Area("induction", l+"induction", 3).WithHint(hint("induction")),
		)},
		{Heading: r.T("request.g.reply"), Fields: []view.Field{
			f.Date("deadline", l+"deadline").WithHint(hint("deadline")), f.Input("deadline.time", l+"deadline.time").As("time", "").Narrow(),
			f.Input("reference", l+"reference").WithHint(hint("reference")),
		}},
	}
}
