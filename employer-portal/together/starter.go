package together

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/starter"
)

func stepPath(c profile.Client, key string) string { return visit.ClientPath(c.ID) + "/starter/" + key }

// step is one question of a client's starter.
type step struct {
	client   profile.Client
	question starter.Question
	index    int
	work     starter.Work
}

func (r *request) step() (step, error) {
	c, err := r.Client()
	if err != nil {
		return step{}, err
	}
	q, i, ok := starter.Find(r.Param("question"))
	if !ok {
		return step{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	w, err := r.Starters.Get(r.Ctx, r.Actor, c.ID)
	return step{c, q, i, w}, err
}

// getStarter leads to the first question that is open, or to the answers when none is.
func (r *request) getStarter() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	w, err := r.Starters.Get(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	next := w.Sheet.Next()
	if next == "" {
		next = "check"
	}
	return r.Redirect(stepPath(c, next), "")
}

// stepPage shows a question with what was typed, in the words in which a client is spoken to.
func (r *request) stepPage(s step, v url.Values, errs []marketplace.FieldError) *view.Step {
	say := r.Say
	say.Lang = r.Say.Plain
	page := jointly.Step(say, s.question, s.index, view.NewForm(say.Lang, v, errs))
	page.Base, page.Action, page.Revision = r.Base(page.Heading+" – "+s.client.Name), stepPath(s.client, s.question.Key), strconv.FormatInt(s.work.Rev, 10)
	page.Back = &view.Link{Text: s.client.Name, Href: visit.ClientPath(s.client.ID)}
	page.Check = view.Link{Text: r.T("starter.to_check"), Href: stepPath(s.client, "check")}
	if s.index > 0 {
		page.Previous = &view.Link{Text: r.T("starter.previous"), Href: stepPath(s.client, starter.Questions()[s.index-1].Key)}
	}
	if s.question.Answered(s.work.Own.Content) {
		page.Own = &view.OwnAnswer{Lines: jointly.Answers(r.Say, s.question, s.work.Own.Content)}
	}
	page.Problems = view.NewForm(r.Lang, v, errs).Problems(errs, r.Say.ProfileLabels(errs))
	return page
}

// shown is what the fields of a question hold: the answers so far, and what the profile says already.
func (s step) shown() url.Values {
	return form.ProfileValues(s.work.Sheet.Into(s.work.Now.Content).Only(s.question.Items...))
}

func (r *request) getStep() error {
	s, err := r.step()
	if err != nil {
		return err
	}
	return r.Show(r.stepPage(s, s.shown(), nil))
}

func (r *request) postStep() error {
	s, err := r.step()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("add") != "" {
		return r.Show(r.stepPage(s, v, nil))
	}
	rev := visit.Revision(v.Get("revision"), -1)
	if v.Get("do") == "take" {
		_, err = r.Starters.Take(r.Ctx, r.Actor, s.client.ID, rev, s.question.Key)
		return r.answered(s, v, err, stepPath(s.client, s.question.Key), "taken")
	}
	said := profile.Content{}
	if v.Get("do") != "skip" {
		var errs []marketplace.FieldError
		if said, errs = form.Profile(v, form.Section{Items: s.question.Items}, said, r.Scale); len(errs) > 0 {
			return r.Wrong(r.stepPage(s, v, errs))
		}
	}
	_, err = r.Starters.Answer(r.Ctx, r.Actor, s.client.ID, rev, s.question.Key, said)
	next := "check"
	if all := starter.Questions(); s.index+1 < len(all) {
		next = all[s.index+1].Key
	}
	return r.answered(s, v, err, stepPath(s.client, next), "")
}

// answered goes on, or shows what was typed again when something is wrong with it or somebody answered meanwhile.
func (r *request) answered(s step, v url.Values, err error, next, done string) error {
	switch {
	case err == nil:
		return r.Redirect(next, done)
	case marketplace.IsKind(err, marketplace.Stale):
		if s, err = r.step(); err != nil {
			return err
		}
		return r.Write(visit.StatusConflict, r.stepPage(s, v, []marketplace.FieldError{{Key: "portal.starter.again"}}))
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.stepPage(s, v, form.ProfileFields(errs)))
}

func (r *request) checkPage(c profile.Client, w starter.Work, errs []marketplace.FieldError) *view.Checked {
	page := &view.Checked{Base: r.Base(r.T("starter.to_check") + " – " + c.Name), Heading: r.T("starter.to_check"), Lead: r.T("starter.check.lead")}
	page.Action, page.Version = stepPath(c, "check"), strconv.Itoa(w.Now.Number)
	page.Back = &view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}
	for _, q := range starter.Questions() {
		row := jointly.Checked(r.Say, q, w.Sheet.Content, stepPath(c, q.Key))
		row.Empty = r.T("not_asked")
		if len(profile.Diff(w.Sheet.Content.Only(q.Items...), w.Own.Content.Only(q.Items...))) > 0 {
			row.Own = jointly.Answers(r.Say, q, w.Own.Content)
		}
		page.Rows = append(page.Rows, row)
	}
	page.Problems = view.NewForm(r.Lang, nil, errs).Problems(errs, nil)
	return page
}

func (r *request) getCheck() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	w, err := r.Starters.Get(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	return r.Show(r.checkPage(c, w, nil))
}

func (r *request) postCheck() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	base, err := strconv.Atoi(v.Get("base"))
	if err != nil {
		base = -1
	}
	if _, err = r.Starters.Finish(r.Ctx, r.Actor, c.ID, base); err == nil {
		return r.Redirect(visit.ClientPath(c.ID), "starter_saved")
	}
	status := visit.StatusConflict
	errs := []marketplace.FieldError{{Key: "portal.starter.again"}}
	if !marketplace.IsKind(err, marketplace.Stale) {
		if errs, err = visit.FieldErrors(err); err != nil {
			return err
		}
		status = statusWrong
	}
	w, err := r.Starters.Get(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	return r.Write(status, r.checkPage(c, w, errs))
}
