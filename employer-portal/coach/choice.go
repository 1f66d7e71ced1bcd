package coach

import (
	"net/url"
	"strconv"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Where something was chosen, and so where to go afterwards.
const (
	fromList   = "list"
	fromAll    = "all" // the long list
	fromMatch  = "match"
	fromClient = "client"
)

func (r *request) place(c profile.Client, from string, ranking marketplace.ID) present.Place {
	return present.Place{Client: string(c.ID), From: from, Ranking: ranking, CSRF: auth.CSRFFrom(r.Ctx)}
}

// choiceForm is the small form in which a task is kept or put aside.
type choiceForm struct {
	client profile.Client
	task   marketplace.ID
	state  choice.State
	now    choice.Entry
}

func (r *request) choiceForm(to choice.State) (choiceForm, error) {
	c, err := r.Client()
	if err != nil {
		return choiceForm{}, err
	}
	id, err := web.IDParam(r.C, "task")
	if err != nil {
		return choiceForm{}, err
	}
	now, err := r.Choices.Get(r.Ctx, r.Actor, c.ID, id)
	return choiceForm{client: c, task: id, state: to, now: now}, err
}

func (f choiceForm) path() string {
	return visit.ClientPath(f.client.ID) + "/matches/" + url.PathEscape(string(f.task))
}

// key is the prefix of the messages of the form.
func (f choiceForm) key() string {
	if f.state == choice.Kept {
		return "choice.keep"
	}
	return "choice.dismiss"
}

func (r *request) getKeep() error    { return r.getChoice(choice.Kept) }
func (r *request) getDismiss() error { return r.getChoice(choice.Dismissed) }

func (r *request) getChoice(to choice.State) error {
	f, err := r.choiceForm(to)
	if err != nil {
		return err
	}
	v := url.Values{"revision": {strconv.FormatInt(f.now.Rev, 10)}}
	for _, name := range []string{"from", "ranking"} {
		value, err := web.Query(r.C, name)
		if err != nil {
			return err
		}
		v.Set(name, value)
	}
	if f.now.Value.State == to {
		v.Set("reason", string(f.now.Value.Reason))
		v.Set("note", f.now.Value.Note)
	}
	page, err := r.choicePage(f, v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// choicePage shows the form with what was typed. Going against the verdict is said before it is done.
func (r *request) choicePage(f choiceForm, v url.Values, errs []marketplace.FieldError) (*view.Single, error) {
	intro := r.T(f.key() + ".intro")
	if f.state == choice.Kept {
		m, err := r.Discovery.Match(r.Ctx, r.Actor, f.client.ID, f.task)
		if err != nil {
			return nil, err
		}
		if group := m.Verdict.Group.String(); choice.Overrides(group) {
			intro += " " + r.T("choice.keep.against", "group", r.T("group."+group))
		}
	}
	fields := func(form view.Form) []view.Field {
		var reasons []string
		for _, reason := range choice.Reasons(f.state) {
			reasons = append(reasons, string(reason))
		}
		return []view.Field{
			form.Radios("reason", "portal.choice.reason", form.Keyed("portal.choice.reason", reasons...)),
			form.Area("note", "portal.choice.note", 2).WithHint(r.T("choice.note.hint")),
		}
	}
	path := f.path() + "/keep"
	if f.state == choice.Dismissed {
		path = f.path() + "/dismiss"
	}
	page := r.Single(f.key(), path, v, errs, fields)
	page.Heading, page.Intro, page.Note = page.Heading+": "+f.now.Value.Title, intro, r.T("choice.limits")
	page.Title = page.Heading + " – " + f.client.Name
	page.Hidden = map[string]string{"revision": v.Get("revision"), "from": v.Get("from"), "ranking": v.Get("ranking")}
	page.Back = &view.Link{Text: f.now.Value.Title, Href: f.path()}
	if from := v.Get("from"); from != fromMatch {
		page.Back = &view.Link{Text: r.T("matches.title", "name", f.client.Name), Href: visit.ClientPath(f.client.ID) + "/matches"}
	}
	return page, nil
}

func (r *request) postKeep() error    { return r.postChoice(choice.Kept) }
func (r *request) postDismiss() error { return r.postChoice(choice.Dismissed) }

func (r *request) postChoice(to choice.State) error {
	f, err := r.choiceForm(to)
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	w := choice.Wish{State: to, Reason: choice.Reason(v.Get("reason")), Note: v.Get("note"), Ranking: marketplace.ID(v.Get("ranking"))}
	_, err = r.Choices.Choose(r.Ctx, r.Actor, f.client.ID, f.task, revision(v), w)
	switch {
	case err == nil:
		return r.chosen(f, v.Get("from"), to)
	case marketplace.IsKind(err, marketplace.Stale):
		return r.choiceStale(f, v, w)
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	for _, e := range errs {
		if e.Field == "ranking" {
			v.Del("ranking") // the next try is not about that list any more
		}
	}
	page, err := r.choicePage(f, v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// choiceStale answers a form that was made before the newest choice. What was typed stays, over the newest choice; a
// form that was sent twice has nothing left to do.
func (r *request) choiceStale(f choiceForm, v url.Values, w choice.Wish) error {
	was := f.now.Value
	if was.State == w.State && was.Reason == w.Reason && was.Note == check.Line(w.Note) {
		return r.chosen(f, v.Get("from"), w.State)
	}
	v.Set("revision", strconv.FormatInt(f.now.Rev, 10))
	page, err := r.choicePage(f, v, []marketplace.FieldError{{Key: "portal.choice.stale"}})
	if err != nil {
		return err
	}
	return r.Write(visit.StatusConflict, page)
}

// revision is the revision that a form was made from; one that nobody has when it is none.
func revision(v url.Values) int64 { return visit.Revision(v.Get("revision"), -1) }

// postReopen takes a choice back, also when its task is no longer open.
func (r *request) postReopen() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	id, err := web.IDParam(r.C, "task")
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err := r.Choices.Reopen(r.Ctx, r.Actor, c.ID, id, revision(v)); err != nil {
		return err
	}
	return r.chosen(choiceForm{client: c, task: id}, v.Get("from"), choice.Open)
}

// chosen goes back to where it was chosen: on a list to the task, unless it has left the list.
func (r *request) chosen(f choiceForm, from string, to choice.State) error {
	done := "choice_reopened"
	if to != choice.Open {
		done = "choice_" + string(to)
	}
	path := visit.ClientPath(f.client.ID) + "/matches"
	switch from {
	case fromMatch:
		return r.Redirect(f.path(), done)
	case fromClient:
		return r.Redirect(visit.ClientPath(f.client.ID), done)
	case fromAll:
		path += "?all=1&done=" + done
	default:
		path += "?done=" + done
	}
	if to != choice.Dismissed {
		path += "#task-" + url.PathEscape(string(f.task))
	}
	return r.C.Redirect(path, fiber.StatusSeeOther)
}
