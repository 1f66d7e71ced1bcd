package quotes

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
)

// suggestions are the questions that are worth asking about nearly every request; each has a text in every language.
func suggestions() []string {
	return []string{"tools", "amount", "meeting", "breaks", "clothing", "access"}
}

func (r *seller) questionPage(a request.Asked, v url.Values, bad []marketplace.FieldError) *view.Single {
	path := onePath(a.ID) + "/question"
	page := r.Single("asked.question", path, v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Area("text", "portal.asked.f.question", 4).WithHint(r.T("asked.f.question.hint")).Must()}
	})
	page.Hidden["key"], page.Note, page.Back = v.Get("key"), r.T("asked.question.suggested"), back(a)
	for _, key := range suggestions() {
		page.After = append(page.After, view.Link{Text: r.T("asked.suggest." + key), Href: path + "?suggest=" + key})
	}
	return page
}

// getQuestion is the form for a question, filled with one that was suggested when its link led here.
func (r *seller) getQuestion() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	v := url.Values{"key": {string(r.IDs())}}
	if key := "asked.suggest." + r.C.Query("suggest"); r.Lang.Has("portal." + key) {
		v.Set("text", r.T(key))
	}
	return r.Show(r.questionPage(a, v, nil))
}

// postQuestion asks. Posted twice it is one question.
func (r *seller) postQuestion() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Requests.Ask(r.Ctx, r.Actor, a.ID, marketplace.ID(v.Get("key")), v.Get("text")); err == nil {
		return r.Redirect(onePath(a.ID), "asked_question")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.questionPage(a, v, bad))
}

func (r *seller) passPage(a request.Asked, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("asked.pass", onePath(a.ID)+"/pass", v, bad, func(f view.Form) []view.Field {
		return []view.Field{
			f.Radios("reason", "portal.quote.f.reason", f.Keyed("portal.request.pass", keys(request.PassReasons())...)),
			f.Area("note", "portal.quote.f.decline.note", 3).WithHint(r.T("asked.f.pass.note.hint")),
		}
	})
	page.Back = back(a)
	return page
}

func (r *seller) getPass() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	return r.Show(r.passPage(a, url.Values{}, nil))
}

func (r *seller) postPass() error {
	a, err := r.asked()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Quotes.Pass(r.Ctx, r.Actor, a.ID, request.PassReason(v.Get("reason")), v.Get("note")); err == nil {
		return r.Redirect(onePath(a.ID), "asked_passed")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.passPage(a, v, bad))
}
