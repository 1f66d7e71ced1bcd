package placed

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/web"
)

func (r *request) getList() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	page, err := web.Page(r.C)
	if err != nil {
		return err
	}
	list, err := r.Placements.OfClient(r.Ctx, r.Actor, c.ID, page)
	if err != nil {
		return err
	}
	out := &view.Placed{Base: r.Base(r.T("placed.list")), Heading: r.T("placed.list"), Lead: []string{c.Name}, Action: &view.Link{Text: r.T("placed.new"), Href: placementsPath(c.ID) + "/new"}}
	out.Back = &view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}
	part := view.PlacedPart{ID: "list", Heading: r.T("placed.list.all")}
	for _, e := range list.Items {
		part.Rows = append(part.Rows, r.row(e.Value))
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("placed.list.empty")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("placed.older"), Href: placementsPath(c.ID) + "?after=" + url.QueryEscape(list.Next)}}
	}
	out.Parts = []view.PlacedPart{part}
	return r.Show(out)
}

func (r *request) row(p placement.Placement) view.PlacedRow {
	s, t := r.speak(), p.Valid()
	row := view.PlacedRow{Link: view.Link{Text: t.Title, Href: onePath(p.ID)}, State: s.state(p.State), Lines: []string{r.org(p.Employer) + ". " + r.Lang.Word("form", t.Form) + "."}}
	if p.Next != "" {
		row.Lines = append(row.Lines, r.T("placed.next", "day", r.Lang.Date(p.Next)))
	}
	return row
}

// formPage is the form in which a placement is planned or changed.
func (r *request) formPage(heading, action string, v url.Values, errs []marketplace.FieldError) (*view.PlacedForm, view.Form) {
	f := view.NewForm(r.Lang, v, errs)
	page := &view.PlacedForm{
		Base: r.Base(heading), Heading: heading, Intro: r.T("placed.form.lead"), Method: "post", Action: action, Submit: r.T("placed.save"), Second: r.T("placed.check"),
		Hidden: map[string]string{}, Groups: r.groups(f), GatesHeading: r.T("placed.gates.form"),
	}
	page.Problems = f.Problems(errs, labels(page.Groups))
	return page, f
}

// newPage adds what is asked only at the beginning: for which task.
func (r *request) newPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (*view.PlacedForm, error) {
	page, f := r.formPage(r.T("placed.new"), placementsPath(c.ID)+"/new", v, errs)
	page.Intro = r.T("placed.new.lead", "name", c.Name)
	options, err := r.taskOptions(marketplace.ID(v.Get("introduction")))
	if err != nil {
		return nil, err
	}
	field := f.Select("task", label+"task", options).WithHint(r.T("placed.f.task.hint"))
	page.Groups[0].Fields = append([]view.Field{field}, page.Groups[0].Fields...)
	page.Problems = f.Problems(errs, labels(page.Groups))
	if from := v.Get("introduction"); from != "" {
		page.Hidden["introduction"] = from
	}
	page.Back = &view.Link{Text: r.T("placed.list"), Href: placementsPath(c.ID)}
	return page, nil
}

// taskOptions are the tasks that work can be planned for; after an introduction it is the one that was introduced for.
func (r *request) taskOptions(from marketplace.ID) ([]view.Option, error) {
	if from != "" {
		i, err := r.Introductions.Of(r.Ctx, r.Actor, from)
		return []view.Option{{Value: string(i.Task), Text: r.org(i.Employer) + " – " + i.Title}}, err
	}
	tasks, err := r.Tasks.Published(r.Ctx, r.Actor, marketplace.Page{Limit: marketplace.MaxLimit})
	options := []view.Option{{Text: r.T("placed.choose")}}
	for _, e := range tasks.Items {
		options = append(options, view.Option{Value: string(e.ID), Text: e.Value.Employer + " – " + e.Value.Title})
	}
	return options, err
}

// getNew begins with what the task tells, which an introduction names too.
func (r *request) getNew() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	of, err := web.Query(r.C, "task")
	if err != nil {
		return err
	}
	from, err := web.Query(r.C, "introduction")
	if err != nil {
		return err
	}
	if from != "" {
		i, err := r.Introductions.Of(r.Ctx, r.Actor, marketplace.ID(from))
		if err != nil {
			return err
		}
		begun, err := r.Placements.From(r.Ctx, r.Actor, i.ID)
		if err == nil {
			return r.Redirect(onePath(begun), "placement_exists")
		}
		if !marketplace.IsKind(err, marketplace.NotFound) {
			return err
		}
		of = string(i.Task)
	}
	v := url.Values{"task": {of}, "introduction": {from}, "directs": {"employer"}}
	if e, err := r.Tasks.Get(r.Ctx, r.Actor, marketplace.ID(of)); of != "" && err == nil {
		t := e.Value
		v.Set("title", t.Title)
		v.Set("work", t.Summary)
		v.Set("place", strings.TrimSpace(t.Place.Address+" "+r.Say.Place(t.Place.Postal)))
		v.Set("day_minutes", hours(t.DayMinutes))
		v.Set("week_minutes", hours(t.WeekMinutes.Min))
		v.Set("start", string(t.Start))
		if len(t.Forms) == 1 {
			v.Set("form", t.Forms[0])
		}
	}
	page, err := r.newPage(c, v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postNew() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	in := reader{Values: v}
	draft := in.draft()
	if len(in.bad) == 0 && v.Get("do") != "check" {
		e, err := r.Placements.Begin(r.Ctx, r.Actor, placement.Beginning{
			Client: c.ID, Task: marketplace.ID(in.text("task")), Introduction: marketplace.ID(in.text("introduction")), Draft: draft,
		})
		if err == nil {
			return r.Redirect(onePath(e.ID), "placement_planned")
		}
		if begun := marketplace.AsError(err).Args["placement"]; begun != "" {
			return r.showBegun(c, v, err, marketplace.ID(begun))
		}
		if in.bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	page, err := r.newPage(c, v, in.bad)
	if err != nil {
		return err
	}
	return r.judged(page, c.ID, "", draft, in.bad)
}

// showBegun answers who plans what is planned already, in a second tab or at the same time as a colleague: what was typed
// stays in the form, and the placement that exists is a link.
func (r *request) showBegun(c profile.Client, v url.Values, begun error, id marketplace.ID) error {
	bad, err := visit.FieldErrors(begun)
	if err != nil {
		return err
	}
	page, err := r.newPage(c, v, bad)
	if err != nil {
		return err
	}
	page.Instead, page.Note = &view.Link{Text: r.T("placed.instead"), Href: onePath(id)}, r.T("placed.instead.text")
	return r.Write(visit.StatusConflict, page)
}

// judged shows a form with what the gates say about the draft.
func (r *request) judged(page *view.PlacedForm, client, id marketplace.ID, d placement.Draft, bad []marketplace.FieldError) error {
	if d.Terms.Form != "" && r.Scale.Has("form", d.Terms.Form) {
		found, err := r.Placements.Check(r.Ctx, r.Actor, client, id, d)
		if err != nil && !marketplace.IsKind(err, marketplace.Invalid) {
			return err
		}
		page.Gates = r.speak().gates(found, false)
	}
	if len(bad) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

// one loads the placement that the address names.
func (r *request) one() (placement.Entry, error) {
	id, err := r.id()
	if err != nil {
		return placement.Entry{}, err
	}
	return r.Placements.Get(r.Ctx, r.Actor, id)
}

func (r *request) editPage(e placement.Entry, v url.Values, errs []marketplace.FieldError) *view.PlacedForm {
	page, _ := r.formPage(r.T("placed.edit"), onePath(e.ID)+"/edit", v, errs)
	page.Hidden["revision"] = v.Get("revision")
	page.Back = &view.Link{Text: e.Value.Terms.Title, Href: onePath(e.ID)}
	return page
}

func (r *request) getEdit() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v := values(placement.Draft{Terms: e.Value.Terms, About: e.Value.About})
	v.Set("revision", strconv.FormatInt(e.Rev, 10))
	page := r.editPage(e, v, nil)
	page.Gates = r.speak().gates(e.Value.Standing("start"), false)
	return r.Show(page)
}

func (r *request) postEdit() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	in := reader{Values: v}
	draft := in.draft()
	if len(in.bad) == 0 && v.Get("do") != "check" {
		rev := visit.Revision(v.Get("revision"), -1)
		_, err = r.Placements.Change(r.Ctx, r.Actor, e.ID, rev, draft)
		if err == nil {
			return r.Redirect(onePath(e.ID), "placement_saved")
		}
		if marketplace.IsKind(err, marketplace.Stale) {
			v.Set("revision", strconv.FormatInt(e.Rev, 10))
			in.bad = []marketplace.FieldError{{Key: "portal.placed.stale"}}
		} else if in.bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.judged(r.editPage(e, v, in.bad), e.Value.Client, e.ID, draft, in.bad)
}
