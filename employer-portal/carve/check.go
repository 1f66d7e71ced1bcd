package carve

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/carving"
)

// The sixth step is the page of the carving: everything that was filled in, and what can be done now.

func (r *request) getCheck() error {
	e, err := r.entry()
	if err != nil {
		return err
	}
	page, err := r.checkPage(e, url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) checkPage(e carving.Entry, v url.Values, errs []marketplace.FieldError) (*view.CarvingCheck, error) {
	c := e.Value
	edit := c.MayEdit(r.Actor)
	page := &view.CarvingCheck{
		Base: r.Base(r.title(c)), Action: path(c.ID), Revision: strconv.FormatInt(e.Rev, 10), Heading: r.title(c), Intro: r.T("carving.intro." + string(c.State)), State: r.T("carving.state." + string(c.State)), Tone: tone(c.State),
		List: view.Pair{Label: r.T("carving.list"), Text: r.Say.N("carving.duties", len(c.Duties))}, Freed: r.freed(c.Content),
	}
	if edit {
		page.Heading, page.Steps, page.ListEdit = r.T("carving.heading", "n", len(steps())+1, "name", r.T("carving.check")), r.links(c.ID, lastStep), path(c.ID)+"/tasks"
	}
	page.Back = &view.Link{Text: r.T("carvings"), Href: "/carvings"}
	labels, routes := map[string]string{"jobs": r.T("carving.jobs")}, []carving.Route{}
	for _, j := range c.Jobs {
		page.Jobs = append(page.Jobs, r.job(c, j, edit))
		routes = append(routes, j.Route)
		labels[j.Key] = r.jobTitle(j)
	}
	if page.Cites = r.cites(routes...); len(c.Jobs) == 0 {
		page.None = r.T("carving.details.none")
	}
	if _, worth := c.Worth(); len(page.Freed) > 0 && !worth {
		page.FreedNote = r.T("carving.freed.note")
	}
	f := view.NewForm(r.Lang, v, errs)
	page.Problems = r.missing(c, errs)
	return page, r.ways(page, e, f)
}

// missing are the lines of the error summary, each with the job that it is about.
func (r *request) missing(c carving.Carving, errs []marketplace.FieldError) []view.Problem {
	var out []view.Problem
	for _, e := range named(c.Content, errs) {
		p := view.Problem{Text: r.Lang.Field(e)}
		key, field, _ := strings.Cut(e.Field, ".")
		if j, ok := c.Job(key); ok {
			labels := map[string]string{"title": r.T("carving.job.title"), "route": r.T("carving.route"), "duties": r.T("carving.list"), "people": r.T("carving.people")}
			p.Field, p.Text = "part-"+key, r.jobTitle(j)+", "+labels[field]+": "+p.Text
		} else if e.Field == "to" {
			p.Field = view.FieldID("to")
		}
		out = append(out, p)
	}
	return out
}

// job is one job with its answers, the way to change each, and the hints on its wording.
func (r *request) job(c carving.Carving, j carving.Job, edit bool) view.CarvedJob {
	t := c.Draft(j, r.Carving)
	out := view.CarvedJob{ID: "part-" + j.Key, Title: r.jobTitle(j)}
	add := func(label, text, step string) {
		line := view.CarvedLine{Label: r.T(label), Text: text}
		if line.Text == "" {
			line.Text = r.T("not_told")
		}
		if edit {
			line.Edit = path(c.ID) + "/" + step + "#part-" + j.Key
		}
		out.Lines = append(out.Lines, line)
	}
	var names, demands []string
	for _, s := range t.Steps {
		names = append(names, s.Name)
	}
	for _, d := range t.Demands {
		demands = append(demands, r.Lang.Word("scale", string(d.Dimension))+" "+strconv.Itoa(d.Level))
	}
	add("carving.list", strings.Join(names, ", "), "gather")
	add("task.hours", r.week(c.Minutes(j.Key)), "tasks")
	add("task.places", r.Say.N("place_count", t.Places), "details")
	add("task.demands", strings.Join(demands, ", "), "details")
	add("task.hazards.ask", r.Say.Choice("hazard", t.Hazards), "details")
	add("task.allergens.ask", r.Say.Choice("allergen", t.Allergens), "details")
	add("task.adaptations", r.Say.Words("adaptation", t.Adaptations), "details")
	if t.Place.Postal == "" {
		add("task.place", "", "details")
	} else {
		add("task.place", r.Say.Place(t.Place.Postal), "details")
	}
	route := ""
	if j.Route != "" {
		route = r.T("carving.route." + string(j.Route))
	}
	add("carving.route", route, "route")
	out.Hints = Hints(r.Request, t)
	out.Links = append(out.Links, view.Link{Text: r.T("task.preview"), Href: path(c.ID) + "/card/" + url.PathEscape(j.Key)})
	if id := c.Drafts[j.Key]; id != "" && r.Actor.Org == c.Org {
		out.Links = append(out.Links, view.Link{Text: r.T("carving.draft"), Href: "/tasks/" + url.PathEscape(string(id)) + "/edit"})
	}
	return out
}

// ways are the buttons: what the actor may bring about now, the most likely first.
func (r *request) ways(page *view.CarvingCheck, e carving.Entry, f view.Form) error {
	c := e.Value
	for _, event := range []carving.Event{carving.Accept, carving.Take, carving.Offer, carving.Finish, carving.TakeBack, carving.Decline, carving.Withdraw, carving.Abandon} {
		if !c.May(r.Actor, event) {
			continue
		}
		look := "second"
		switch event {
		case carving.Accept, carving.Take, carving.Offer, carving.Finish:
			look = ""
		case carving.Decline, carving.Withdraw, carving.Abandon:
			look = "danger"
		case carving.Ask, carving.TakeBack:
		}
		text := r.T("carving.do." + string(event))
		if event == carving.TakeBack && c.State == carving.Asked {
			text = r.T("carving.do.take_back_question")
		}
		page.Moves = append(page.Moves, view.CarvingMove{Do: string(event), Text: text, Look: look})
	}
	if !c.May(r.Actor, carving.Ask) {
		return nil
	}
	options, err := r.directory(account.KindCoaching)
	if err != nil {
		return err
	}
	options = append([]view.Option{{Value: string(carving.Anybody), Text: r.T("carving.ask.anybody")}}, options...)
	to := f.Select("to", "portal.carving.ask.to", options)
	page.Ask = &to
	return nil
}

// postMove brings about what the button says.
func (r *request) postMove() error {
	e, err := r.entry()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	event := carving.Event(v.Get("do"))
	err = r.move(e.ID, event, v)
	switch {
	case err == nil && (event == carving.Withdraw || event == carving.Decline || event == carving.Abandon):
		return r.Redirect("/carvings", "carving_"+string(event))
	case err == nil:
		return r.Redirect(path(e.ID), "carving_"+string(event))
	case marketplace.IsKind(err, marketplace.Stale):
		err = marketplace.Errorf(marketplace.Conflict, "portal.carving.changed")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.checkPage(e, v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (r *request) move(id marketplace.ID, event carving.Event, v url.Values) (err error) {
	switch event {
	case carving.Finish:
		rev := visit.Revision(v.Get("revision"), -1)
		_, err = r.Carvings.Finish(r.Ctx, r.Actor, id, rev)
	case carving.Ask:
		_, err = r.Carvings.Ask(r.Ctx, r.Actor, id, marketplace.ID(v.Get("to")))
	case carving.Take:
		_, err = r.Carvings.Take(r.Ctx, r.Actor, id)
	case carving.TakeBack:
		_, err = r.Carvings.TakeBack(r.Ctx, r.Actor, id)
	case carving.Offer:
		_, err = r.Carvings.Offer(r.Ctx, r.Actor, id)
	case carving.Withdraw:
		_, err = r.Carvings.Withdraw(r.Ctx, r.Actor, id)
	case carving.Accept:
		_, err = r.Carvings.Accept(r.Ctx, r.Actor, id)
	case carving.Decline:
		_, err = r.Carvings.Decline(r.Ctx, r.Actor, id)
	case carving.Abandon:
		_, err = r.Carvings.Abandon(r.Ctx, r.Actor, id)
	default:
		err = marketplace.Errorf(marketplace.Conflict, "portal.carving.changed")
	}
	return err
}

// getCard is a job as a client would read it.
func (r *request) getCard() error {
	e, err := r.entry()
	if err != nil {
		return err
	}
	j, ok := e.Value.Job(r.Param("job"))
	if !ok {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	t := e.Value.Draft(j, r.Carving)
	if org, err := r.Accounts.PublicOrganisation(r.Ctx, e.Value.Org); err == nil {
		t.Employer = org.Name
	}
	page := r.Say.Preview(t)
	page.Base = r.Base(page.Heading + " – " + r.T("preview.title"))
	page.Back, page.Edit = &view.Link{Text: r.title(e.Value), Href: path(e.ID)}, path(e.ID)
	return r.Show(&page)
}
