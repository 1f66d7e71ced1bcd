package talks

import (
	"net/url"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/order/talk"
	"sovite.fi/sovite/server/web"
)

// request is a visit to the thread of an order on one of its sides.
type request struct {
	*visit.Request
	side gate.Side
}

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	var out []visit.Way
	for _, side := range []gate.Side{gate.Organiser, gate.Client} {
		on := func(do func(*request) error) visit.Handler {
			return func(r *visit.Request) error { return do(&request{r, side}) }
		}
		path := talk.Path(side, ":id")
		out = append(out,
			visit.Way{Method: visit.Get, Path: path, Do: on((*request).getThread)},
			visit.Way{Method: visit.Post, Path: path, Do: on((*request).postMessage)},
		)
	}
	return out
}

func (r *request) getThread() error {
	page, err := r.thread(url.Values{"key": {string(r.IDs())}}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postMessage writes; what is wrong shows the form again with what was typed.
func (r *request) postMessage() error {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Talks.Write(r.Ctx, r.Actor, r.side, id, v.Get("key"), v.Get("text"))
	if err == nil {
		return r.Redirect(talk.Path(r.side, id), "message_sent")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.thread(v, errs)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// thread is the page with what was written, the newest page of it last, and the form.
func (r *request) thread(v url.Values, errs []marketplace.FieldError) (*Page, error) {
	id, err := web.IDParam(r.C, "id")
	if err != nil {
		return nil, err
	}
	t, err := r.Talks.Read(r.Ctx, r.Actor, r.side, id, marketplace.Page{Limit: marketplace.MaxLimit, After: r.C.Query("after")})
	if err != nil {
		return nil, err
	}
	f := view.NewForm(r.Lang, v, errs)
	names := map[gate.Side]string{gate.Organiser: r.Firm(t.Organiser), gate.Client: r.Firm(t.Buyer)}
	here := talk.Path(t.Side, id)
	page := &Page{
		Base: r.Base(r.T("talk.title")), Lead: t.Title, Readers: r.T("talk.readers", "organiser", names[gate.Organiser], "buyer", names[gate.Client]),
		Action: here, Key: v.Get("key"), Fields: []view.Field{f.Area("text", "portal.talk.text", 4).WithHint(r.T("talk.hint"))},
	}
	for _, m := range t.Messages.Items {
		page.Messages = append(page.Messages, Message{Who: m.Name + ", " + names[m.Side], When: r.Say.When(m.At), Own: m.Side == t.Side, Lines: strings.Split(m.Text, "\n")})
	}
	if len(page.Messages) == 0 {
		page.None = r.T("talk.none")
	}
	if t.Messages.Next != "" {
		page.More = &view.Link{Text: r.T("talk.more"), Href: here + "?" + url.Values{"after": {t.Messages.Next}}.Encode()}
	}
	page.Back = &view.Link{Text: t.Title, Href: strings.TrimSuffix(here, "/messages")}
	page.Problems = f.Problems(errs, visit.Labels(page.Fields...))
	return page, nil
}
