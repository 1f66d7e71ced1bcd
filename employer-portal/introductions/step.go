package introductions

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/introduction"
)

// step is one small form: what somebody can do with an introduction.
type step struct {
	name   string // of the page and of the messages: portal.intro.<name>
	path   func(marketplace.ID) string
	load   func(*request, marketplace.ID) (introduction.Introduction, error)
	fields func(*request, view.Form) []view.Field
	do     func(*request, marketplace.ID, url.Values) error
}

// steps lists what the coach and the employer can do.
func steps() []step {
	day := func(v url.Values, name string) marketplace.Date { return marketplace.Date(v.Get(name)) }
	ofCoach := func(name string, fields func(*request, view.Form) []view.Field, do func(*request, marketplace.ID, url.Values) error) step {
		return step{name, coachPath, func(r *request, id marketplace.ID) (introduction.Introduction, error) {
			return r.Introductions.Of(r.Ctx, r.Actor, id)
		}, fields, do}
	}
	ofEmployer := func(name string, fields func(*request, view.Form) []view.Field, do func(*request, marketplace.ID, url.Values) error) step {
		return step{name, employerPath, (*request).receivedAlready, fields, do}
	}
	return []step{
		ofEmployer("meet", dayField, func(r *request, id marketplace.ID, v url.Values) error {
			_, err := r.Introductions.Propose(r.Ctx, r.Actor, id, day(v, "day"))
			return err
		}),
		ofEmployer("offer", none, func(r *request, id marketplace.ID, _ url.Values) error {
			_, err := r.Introductions.Offer(r.Ctx, r.Actor, id)
			return err
		}),
		ofEmployer("refuse", refusalFields, func(r *request, id marketplace.ID, v url.Values) error {
			_, err := r.Introductions.Refuse(r.Ctx, r.Actor, id, introduction.Refusal{Reason: introduction.Reason(v.Get("reason")), Note: v.Get("note")})
			return err
		}),
		ofCoach("confirm", dayField, func(r *request, id marketplace.ID, v url.Values) error {
			_, err := r.Introductions.Confirm(r.Ctx, r.Actor, id, day(v, "day"))
			return err
		}),
		ofCoach("try", trialFields, func(r *request, id marketplace.ID, v url.Values) error {
			_, err := r.Introductions.Try(r.Ctx, r.Actor, id, day(v, "from"), day(v, "to"))
			return err
		}),
		ofCoach("agree", none, func(r *request, id marketplace.ID, _ url.Values) error {
			_, err := r.Introductions.Agree(r.Ctx, r.Actor, id)
			return err
		}),
		ofCoach("withdraw", none, func(r *request, id marketplace.ID, _ url.Values) error {
			_, err := r.Introductions.Withdraw(r.Ctx, r.Actor, id)
			return err
		}),
	}
}

func none(*request, view.Form) []view.Field { return nil }

func dayField(_ *request, f view.Form) []view.Field {
	return []view.Field{f.Date("day", "portal.intro.day.field").Must().Narrow()}
}

func trialFields(_ *request, f view.Form) []view.Field {
	return []view.Field{f.Date("from", "portal.intro.from.field").Must().Narrow(), f.Date("to", "portal.intro.to.field").Must().Narrow()}
}

// refusalFields asks why, says at each reason who reads it, and at the note what must not stand in it.
func refusalFields(r *request, f view.Form) []view.Field {
	var reasons []view.Option
	for _, reason := range introduction.Reasons() {
		o := view.Option{Value: string(reason), Text: r.T("intro.reason." + string(reason)), Hint: r.T("intro.reason.coach_only")}
		if reason.Shareable() {
			o.Hint = r.T("intro.reason.shared")
		}
		reasons = append(reasons, o)
	}
	return []view.Field{
		f.Radios("reason", "portal.intro.reason", reasons),
		f.Area("note", "portal.intro.note", 3).WithHint(r.T("intro.note.hint")),
	}
}

// stepPage shows the form with what was typed.
func (r *request) stepPage(s step, i introduction.Introduction, v url.Values, errs []marketplace.FieldError) *view.Single {
	path := s.path(i.ID)
	page := r.Single("intro."+s.name, path+"/"+s.name, v, errs, func(f view.Form) []view.Field { return s.fields(r, f) })
	page.Title = page.Heading + " – " + i.Title
	page.Back = &view.Link{Text: i.Title, Href: path}
	if note := r.T("intro." + s.name + ".note"); note != "portal.intro."+s.name+".note" {
		page.Note = note
	}
	return page
}

func (r *request) getStep(s step) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	i, err := s.load(r, id)
	if err != nil {
		return err
	}
	v := url.Values{}
	if i.State == introduction.Proposed {
		v.Set("day", string(i.Day))
	}
	return r.Show(r.stepPage(s, i, v, nil))
}

func (r *request) postStep(s step) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = s.do(r, id, v); err == nil {
		return r.Redirect(s.path(id), "intro_"+s.name)
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	i, err := s.load(r, id)
	if err != nil {
		return err
	}
	return r.Wrong(r.stepPage(s, i, v, errs))
}
