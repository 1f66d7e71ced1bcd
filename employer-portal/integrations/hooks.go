package integrations

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/webhook"
	"sovite.fi/sovite/server/web"
)

func (r *hooks) getList() error {
	list, err := r.Webhooks.List(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("hooks.list")), Heading: r.T("hooks.list"), Lead: []string{r.T("hooks.lead")}}
	page.Action = &view.Link{Text: r.T("hooks.new"), Href: hooksPath + "/new"}
	page.Back = organisation(r.Request)
	part := view.PlacedPart{ID: "hooks", Heading: r.T("hooks.all")}
	for _, e := range list {
		row := view.PlacedRow{Link: view.Link{Text: e.Value.URL, Href: path(hooksPath, e.ID)}, State: r.state(e.Value), Lines: []string{r.groups(e.Value.Groups)}}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("hooks.none")}
	}
	page.Parts = []view.PlacedPart{part, {ID: "keys", Heading: r.T("keys.list"), Lines: []string{r.T("hooks.keys")}, Ways: []view.Link{{Text: r.T("keys.list"), Href: keysPath}}}}
	return r.Show(page)
}

func (r *hooks) state(e webhook.Endpoint) string {
	if e.State == webhook.Paused && e.Failed {
		return r.T("hooks.state.failed")
	}
	return r.T("hooks.state." + string(e.State))
}

func (r *hooks) groups(list []webhook.Group) string {
	var out []string
	for _, g := range list {
		out = append(out, r.T("hooks.group."+string(g)))
	}
	return strings.Join(out, ", ")
}

func (r *hooks) getNew() error {
	if err := r.Actor.Must(marketplace.RoleOwner); err != nil {
		return err
	}
	return r.Show(r.form("hooks.new", hooksPath+"/new", hooksPath, url.Values{"once": {string(r.IDs())}}, nil))
}

func (r *hooks) form(key, action, back string, v url.Values, errs []marketplace.FieldError) *view.Single {
	page := r.Single(key, action, v, errs, func(f view.Form) []view.Field {
		var groups []string
		for _, g := range webhook.Groups() {
			groups = append(groups, string(g))
		}
		return []view.Field{
			f.Input("url", "portal.hooks.url").As("url", "off").WithHint(r.T("hooks.url.hint")).Must(),
			f.Checks("groups", "portal.hooks.groups", f.Keyed("portal.hooks.group", groups...)),
		}
	})
	page.Hidden["once"], page.Hidden["rev"] = v.Get("once"), v.Get("rev")
	page.Back = &view.Link{Text: r.T("hooks.list"), Href: back}
	return page
}

func draft(v url.Values) webhook.Draft {
	return webhook.Draft{Once: v.Get("once"), URL: v.Get("url"), Groups: typed[webhook.Group](v["groups"])}
}

func (r *hooks) postNew() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	e, secret, err := r.Webhooks.Make(r.Ctx, r.Actor, draft(v))
	if err == nil {
		return r.Show(once(r.Request, "hooks", secret, view.Link{Text: r.T("hooks.open"), Href: path(hooksPath, e.ID)}))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.form("hooks.new", hooksPath+"/new", hooksPath, v, errs))
}

// one loads the endpoint that the address names.
func (r *hooks) one() (webhook.Entry, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return webhook.Entry{}, err
	}
	return r.Webhooks.Get(r.Ctx, r.Actor, id)
}

func (r *hooks) getOne() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	at := path(hooksPath, e.ID)
	page := &view.Placed{Base: r.Base(e.Value.URL), Heading: e.Value.URL, State: r.state(e.Value)}
	page.Back = &view.Link{Text: r.T("hooks.list"), Href: hooksPath}
	about := view.PlacedPart{ID: "about", Heading: r.T("hooks.about"), Pairs: []view.Pair{
		{Label: r.T("hooks.groups"), Text: r.groups(e.Value.Groups)},
		{Label: r.T("hooks.by"), Text: r.Colleague(e.Value.By) + ", " + r.Say.Day(e.Value.Made)},
	}}
	for _, s := range e.Value.Secrets {
		text := r.T("hooks.secret.since", "day", r.Say.When(s.Made))
		if !s.Until.IsZero() {
			text = r.T("hooks.secret.until", "day", r.Say.When(s.Until))
		}
		about.Pairs = append(about.Pairs, view.Pair{Label: r.T("hooks.secret"), Text: text})
	}
	about.Ways = []view.Link{{Text: r.T("hooks.edit"), Href: at + "/edit"}, {Text: r.T("hooks.rotate"), Href: at + "/rotate"}, {Text: r.T("hooks.remove"), Href: at + "/remove"}}
	if e.Value.State == webhook.Active {
		about.Posts = []view.Post{r.post(at+"/test", "hooks.test"), r.post(at+"/pause", "hooks.pause")}
	} else {
		about.Lines = []string{r.T("hooks.paused.text")}
		about.Posts = []view.Post{r.post(at+"/resume", "hooks.resume")}
	}
	log, err := r.log(e)
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{about, log}
	return r.Show(page)
}

func (r *hooks) post(action, key string) view.Post {
	return view.Post{Action: action, Text: r.T(key), CSRF: r.Base("").CSRF}
}

// log is what was sent or waits, newest first.
func (r *hooks) log(e webhook.Entry) (view.PlacedPart, error) {
	part := view.PlacedPart{ID: "log", Heading: r.T("hooks.log")}
	after, _ := web.Query(r.C, "after")
	list, err := r.Webhooks.Deliveries(r.Ctx, r.Actor, e.ID, marketplace.Page{After: after})
	if err != nil {
		return part, err
	}
	table := &view.Table{Caption: r.T("hooks.log"), Head: []string{r.T("hooks.event"), r.T("hooks.when"), r.T("hooks.answer"), r.T("hooks.took"), r.T("hooks.tries"), r.T("hooks.progress")}}
	for _, d := range list.Items {
		answer, took := r.last(d.Value)
		table.Body = append(table.Body, []string{
			d.Value.Type, r.Say.When(d.Value.Made), answer, took, strconv.Itoa(len(d.Value.Tries)), r.T("hooks.progress." + string(d.Value.State)),
		})
		table.Links = append(table.Links, r.sentPath(d.Value))
	}
	if len(table.Body) == 0 {
		part.Lines = []string{r.T("hooks.log.none")}
		return part, nil
	}
	part.Table = table
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: path(hooksPath, e.ID) + "?after=" + url.QueryEscape(list.Next) + "#log"}}
	}
	return part, nil
}

func (r *hooks) sentPath(d webhook.Delivery) string {
	return path(hooksPath, d.Endpoint) + path("/sent", d.ID)
}

// last is what came of the latest try, and how long it took.
func (r *hooks) last(d webhook.Delivery) (answer, took string) {
	if len(d.Tries) == 0 {
		return "–", "–"
	}
	return r.try(d.Tries[len(d.Tries)-1])
}

func (r *hooks) try(t webhook.Try) (answer, took string) {
	took = r.T("hooks.millis", "n", t.Millis)
	if t.Status == 0 {
		return r.T("hooks.why." + string(t.Why)), took
	}
	return strconv.Itoa(t.Status), took
}

func (r *hooks) getEdit() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v := url.Values{"url": {e.Value.URL}, "rev": {strconv.FormatInt(e.Rev, 10)}}
	for _, g := range e.Value.Groups {
		v.Add("groups", string(g))
	}
	return r.Show(r.form("hooks.edit", path(hooksPath, e.ID)+"/edit", path(hooksPath, e.ID), v, nil))
}

func (r *hooks) postEdit() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	at := path(hooksPath, e.ID)
	if _, err = r.Webhooks.Change(r.Ctx, r.Actor, e.ID, visit.Revision(v.Get("rev"), 0), draft(v)); err == nil {
		return r.Redirect(at, "hook_changed")
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		v.Set("rev", strconv.FormatInt(e.Rev, 10))
		err = marketplace.Errorf(marketplace.Conflict, "error.stale")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.form("hooks.edit", at+"/edit", at, v, errs))
}

// ask is a page with one button.
func (r *hooks) ask(key, way string) error {
	e, err := r.one()
	if err != nil {
		return err
	}
	page := r.Single(key, path(hooksPath, e.ID)+way, url.Values{}, nil, func(view.Form) []view.Field { return nil })
	page.Back = &view.Link{Text: e.Value.URL, Href: path(hooksPath, e.ID)}
	return r.Show(page)
}

func (r *hooks) getRotate() error { return r.ask("hooks.rotate", "/rotate") }

func (r *hooks) getRemove() error { return r.ask("hooks.remove", "/remove") }

func (r *hooks) postRotate() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	_, secret, err := r.Webhooks.Rotate(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	return r.Show(once(r.Request, "hooks", secret, view.Link{Text: r.T("hooks.open"), Href: path(hooksPath, id)}))
}

// then does something to the endpoint that the address names, and goes on to a page.
func (r *hooks) then(done string, to func(marketplace.ID) string, do func(marketplace.ID) error) error {
	id, err := web.IDParam(r.C, "id")
	if err == nil {
		err = do(id)
	}
	if err != nil {
		return err
	}
	return r.Redirect(to(id), done)
}

func at(id marketplace.ID) string { return path(hooksPath, id) }

func (r *hooks) postRemove() error {
	return r.then("hook_removed", func(marketplace.ID) string { return hooksPath }, func(id marketplace.ID) error {
		return r.Webhooks.Remove(r.Ctx, r.Actor, id)
	})
}

func (r *hooks) postPause() error {
	return r.then("hook_paused", at, func(id marketplace.ID) error {
		_, err := r.Webhooks.Pause(r.Ctx, r.Actor, id)
		return err
	})
}

func (r *hooks) postResume() error {
	return r.then("hook_resumed", at, func(id marketplace.ID) error {
		_, err := r.Webhooks.Resume(r.Ctx, r.Actor, id)
		return err
	})
}

func (r *hooks) postTest() error {
	return r.then("hook_tested", at, func(id marketplace.ID) error {
		_, err := r.Webhooks.Test(r.Ctx, r.Actor, id)
		return err
	})
}
