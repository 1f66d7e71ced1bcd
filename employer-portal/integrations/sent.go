package integrations

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/webhook"
	"sovite.fi/sovite/server/web"
)

func (r *hooks) sent() (endpoint, delivery marketplace.ID, err error) {
	if endpoint, err = web.IDParam(r.C, "id"); err == nil {
		delivery, err = web.IDParam(r.C, "delivery")
	}
	return endpoint, delivery, err
}

// getSent is one message with every try to send it.
func (r *hooks) getSent() error {
	endpoint, id, err := r.sent()
	if err != nil {
		return err
	}
	e, err := r.Webhooks.Delivery(r.Ctx, r.Actor, endpoint, id)
	if err != nil {
		return err
	}
	d := e.Value
	page := &view.Placed{Base: r.Base(d.Type), Heading: d.Type, State: r.T("hooks.progress." + string(d.State))}
	page.Back = &view.Link{Text: r.T("hooks.open"), Href: path(hooksPath, endpoint)}
	about := view.PlacedPart{ID: "message", Heading: r.T("hooks.message"), Pairs: []view.Pair{
		{Label: "webhook-id", Text: string(d.ID)}, {Label: r.T("hooks.when"), Text: r.Say.When(d.Made)}, {Label: r.T("hooks.body"), Text: d.Body},
	}}
	if d.State == webhook.Waiting {
		about.Pairs = append(about.Pairs, view.Pair{Label: r.T("hooks.next"), Text: r.Say.When(d.Due)})
	} else {
		about.Posts = []view.Post{r.post(r.sentPath(d)+"/again", "hooks.again")}
	}
	tries := view.PlacedPart{ID: "tries", Heading: r.T("hooks.tries")}
	if len(d.Tries) == 0 {
		tries.Lines = []string{r.T("hooks.tries.none")}
	} else {
		tries.Table = &view.Table{Caption: r.T("hooks.tries"), Head: []string{r.T("hooks.when"), r.T("hooks.answer"), r.T("hooks.took")}}
		for _, t := range d.Tries {
			answer, took := r.try(t)
			tries.Table.Body = append(tries.Table.Body, []string{r.Say.When(t.At), answer, took})
		}
	}
	page.Parts = []view.PlacedPart{about, tries}
	return r.Show(page)
}

func (r *hooks) postAgain() error {
	endpoint, id, err := r.sent()
	if err != nil {
		return err
	}
	e, err := r.Webhooks.Again(r.Ctx, r.Actor, endpoint, id)
	if err != nil {
		return err
	}
	return r.Redirect(r.sentPath(e.Value), "hook_again")
}
