package online

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// stage is the stand-in; NotFound where there is none.
func (r *guest) stage() (provider.Stage, error) {
	if r.Stage == nil {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return r.Stage, nil
}

// getPay is the page on which a buyer would pay by card.
func (r *guest) getPay() error {
	stage, err := r.stage()
	if err != nil {
		return err
	}
	s, err := stage.Seen(r.Ctx, r.Param("id"))
	if err != nil {
		return err
	}
	state := string(s.State)
	if len(s.Acts) > 0 && s.Acts[0] == provider.Accuse {
		state = "paid"
	}
	page := &view.Placed{Base: r.Base(r.T("stage.pay")), Heading: r.T("stage.pay"), Lead: []string{r.T("stage.note"), r.T("stage.pay." + state)}}
	page.Nav = nil
	part := view.PlacedPart{ID: "order", Heading: s.Text, Pairs: []view.Pair{
		{Label: r.T("online.firm"), Text: s.Seller}, {Label: r.T("online.sum"), Text: r.Lang.Euros(int64(s.Cents))},
	}}
	for _, act := range s.Acts {
		part.Posts = append(part.Posts, post(r.Request, "/card-payment/"+s.ID, r.T("stage.act."+string(act)), "", map[string]string{"act": string(act)}))
	}
	part.Ways = []view.Link{{Text: r.T("stage.back"), Href: s.Back}}
	page.Parts = []view.PlacedPart{part}
	return r.Show(page)
}

// postPay does what was chosen.
func (r *guest) postPay() error {
	stage, err := r.stage()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	address, err := stage.Act(r.Ctx, r.Param("id"), provider.Act(v.Get("act")))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return r.Redirect("/card-payment/"+r.Param("id"), "") // it says how it stands
	}
	if err != nil {
		return err
	}
	return r.C.Redirect(address, 303)
}

// getAccount is the page on which an organiser would tell the provider about itself.
func (r *guest) getAccount() error {
	stage, err := r.stage()
	if err != nil {
		return err
	}
	name, err := stage.Owner(r.Ctx, r.Param("id"))
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("stage.account")), Heading: r.T("stage.account"), Lead: []string{r.T("stage.note"), r.T("stage.account.text", "firm", name)}}
	page.Nav = nil
	page.Parts = []view.PlacedPart{{
		ID: "owner", Heading: name, Posts: []view.Post{post(r.Request, "/card-account/"+r.Param("id"), r.T("stage.account.tell"), "", nil)},
		Ways: []view.Link{{Text: r.T("stage.back"), Href: Path}},
	}}
	return r.Show(page)
}

func (r *guest) postAccount() error {
	stage, err := r.stage()
	if err != nil {
		return err
	}
	address, err := stage.Enrol(r.Ctx, r.Param("id"))
	if err != nil {
		return err
	}
	return r.C.Redirect(address, 303)
}
