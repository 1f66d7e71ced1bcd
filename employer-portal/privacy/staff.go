package privacy

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy"
	"sovite.fi/sovite/server/web"
)

func erasurePath(id marketplace.ID) string { return "/erasures/" + url.PathEscape(string(id)) }

// getClient is the page of a coach about a client's data: a copy on the client's behalf, and the erasure.
func (r *request) getClient() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	p, err := r.Erasures.Preview(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	at := visit.ClientPath(c.ID) + "/privacy"
	page := &view.Placed{Base: r.Base(r.T("privacy.client")), Heading: r.T("privacy.client"), Lead: []string{r.T("privacy.client.lead")}}
	page.Back = &view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}
	page.Parts = []view.PlacedPart{{
		ID: "copy", Heading: r.T("privacy.copy"), Lines: []string{r.T("privacy.copy.text")},
		Ways: []view.Link{{Text: r.T("privacy.copy.page"), Href: at + "/page"}, {Text: r.T("privacy.copy.file"), Href: at + "/file"}},
	}}
	page.Parts = append(page.Parts, r.erasure(p, at+"/ask")...)
	return r.Show(page)
}

// erasure are the parts about an erasure: how it stands with the ways on, and what it does. ask is where it is asked for; empty when
// this visitor cannot.
func (r *request) erasure(p privacy.Preview, ask string) []view.PlacedPart {
	e := p.Erasure
	part := view.PlacedPart{ID: "erasure", Heading: r.T("privacy.erasure"), Lines: []string{r.T("privacy.erasure.none")}}
	if e.State != "" {
		part.Lines = []string{r.Lang.T("privacy.state." + string(e.State)), r.T("privacy.erasure.asked", "day", r.Say.Day(e.Asked), "by", r.Lang.Date(e.AnswerBy))}
	}
	if e.State == privacy.Refused {
		part.Lines = append(part.Lines, r.Lang.T("privacy.reason."+string(e.Reason)))
	}
	for _, o := range p.Obstacles {
		part.Lines = append(part.Lines, r.Lang.T("privacy.obstacle."+string(o)))
	}
	switch {
	case e.State == privacy.Asked:
		if len(p.Obstacles) == 0 {
			part.Ways = []view.Link{{Text: r.T("privacy.erasure.decide"), Href: erasurePath(e.Subject) + "/decide"}}
		}
		part.Ways = append(part.Ways, view.Link{Text: r.T("privacy.erasure.refuse"), Href: erasurePath(e.Subject) + "/refuse"})
	case ask != "" && !e.Live() && e.State != privacy.Done:
		part.Posts = []view.Post{{Action: ask, Text: r.T("privacy.erasure.ask"), CSRF: r.Base("").CSRF}}
	}
	return []view.PlacedPart{part, r.effects(p.Effects)}
}

// effects is a table of what goes and what stays.
func (r *request) effects(list []privacy.Effect) view.PlacedPart {
	t := &view.Table{Caption: r.T("privacy.erasure.effects"), Head: []string{
		r.T("privacy.erasure.part"), r.T("privacy.erasure.fate"), r.T("privacy.erasure.why"), r.T("privacy.erasure.count"),
	}, Numbers: 3}
	for _, e := range list {
		why := ""
		if e.Why != "" {
			why = r.Lang.T("privacy.why." + string(e.Why))
		}
		t.Body = append(t.Body, []string{r.Lang.T("privacy.part." + e.Part), r.Lang.T("privacy.fate." + string(e.Fate)), why, strconv.Itoa(e.Count)})
	}
	return view.PlacedPart{ID: "effects", Heading: r.T("privacy.erasure.effects"), Table: t}
}

func (r *request) postAsk() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	if _, err := r.Erasures.AskFor(r.Ctx, r.Actor, c.ID); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return r.Redirect(visit.ClientPath(c.ID)+"/privacy", "erasure_asked")
}

// getWaiting lists for an owner what has to be decided.
func (r *request) getWaiting() error {
	list, err := r.Erasures.Waiting(r.Ctx, r.Actor, marketplace.Page{After: r.C.Query("after")})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("privacy.waiting")), Heading: r.T("privacy.waiting"), Lead: []string{r.T("privacy.waiting.lead")}}
	page.Back = &view.Link{Text: r.T("nav.organisation"), Href: "/organisation"}
	part := view.PlacedPart{ID: "waiting", Heading: r.T("privacy.waiting")}
	for _, e := range list.Items {
		part.Rows = append(part.Rows, view.PlacedRow{
			Link:  view.Link{Text: r.T("privacy.waiting.row", "day", r.Say.Day(e.Asked)), Href: erasurePath(e.Subject)},
			Lines: []string{r.T("privacy.erasure.asked", "day", r.Say.Day(e.Asked), "by", r.Lang.Date(e.AnswerBy))},
		})
	}
	if len(list.Items) == 0 {
		part.Lines = []string{r.T("privacy.waiting.none")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("request.more"), Href: "/erasures?after=" + url.QueryEscape(list.Next)}}
	}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// preview loads the erasure of the address; NotFound for whoever may not decide it.
func (r *request) preview() (privacy.Preview, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return privacy.Preview{}, err
	}
	return r.Erasures.Preview(r.Ctx, r.Actor, id)
}

func (r *request) getErasure() error {
	p, err := r.preview()
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("privacy.erasure")), Heading: r.T("privacy.erasure"), Lead: []string{p.Code}}
	page.Back = &view.Link{Text: r.T("privacy.waiting"), Href: "/erasures"}
	page.Parts = r.erasure(p, "")
	return r.Show(page)
}

func (r *request) decidePage(p privacy.Preview, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("privacy.decide", erasurePath(p.Erasure.Subject)+"/decide", v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Input("code", "portal.privacy.decide.code").WithHint(r.T("privacy.decide.hint")).Must()}
	})
	page.Back = &view.Link{Text: r.T("privacy.erasure"), Href: erasurePath(p.Erasure.Subject)}
	return page
}

func (r *request) getDecide() error { return r.asked((*request).decidePage) }

// postDecide erases, when the code says that it is the right client.
func (r *request) postDecide() error {
	return r.answered((*request).decidePage, "erasure_decided", func(p privacy.Preview, v url.Values) error {
		if !strings.EqualFold(strings.TrimSpace(v.Get("code")), p.Code) {
			return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("code", "privacy.wrong_code")})
		}
		_, err := r.Erasures.Decide(r.Ctx, r.Actor, p.Erasure.Subject)
		if err == nil {
			r.Courier.Nudge()
		}
		return err
	})
}

// answerPage is a page on which an erasure is answered.
type answerPage func(r *request, p privacy.Preview, v url.Values, bad []marketplace.FieldError) *view.Single

func (r *request) asked(page answerPage) error {
	p, err := r.preview()
	if err != nil {
		return err
	}
	return r.Show(page(r, p, url.Values{}, nil))
}

// answered does what a page asks, and goes back to the erasure; what is wrong comes back in its fields.
func (r *request) answered(page answerPage, said string, do func(privacy.Preview, url.Values) error) error {
	p, err := r.preview()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err := do(p, v); err != nil {
		bad, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(page(r, p, v, bad))
	}
	return r.Redirect(erasurePath(p.Erasure.Subject), said)
}

func (r *request) refusePage(p privacy.Preview, v url.Values, bad []marketplace.FieldError) *view.Single {
	var reasons []string
	for _, why := range privacy.Reasons() {
		reasons = append(reasons, string(why))
	}
	page := r.Single("privacy.refuse", erasurePath(p.Erasure.Subject)+"/refuse", v, bad, func(f view.Form) []view.Field {
		return []view.Field{f.Radios("reason", "portal.privacy.refuse.reason", f.Keyed("privacy.reason", reasons...)).Must()}
	})
	page.Back = &view.Link{Text: r.T("privacy.erasure"), Href: erasurePath(p.Erasure.Subject)}
	return page
}

func (r *request) getRefuse() error { return r.asked((*request).refusePage) }

func (r *request) postRefuse() error {
	return r.answered((*request).refusePage, "erasure_refused", func(p privacy.Preview, v url.Values) error {
		_, err := r.Erasures.Refuse(r.Ctx, r.Actor, p.Erasure.Subject, privacy.Reason(v.Get("reason")))
		return err
	})
}

func (r *request) getClientPage() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	e, err := r.Extracts.OfClient(r.Ctx, r.Actor, c.ID)
	return r.page(e, err)
}

func (r *request) getClientFile() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	e, err := r.Extracts.OfClient(r.Ctx, r.Actor, c.ID)
	return r.file(e, err)
}
