package signin

import (
	"net/url"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
)

const stagePage = oidc.StagePath + "/authorize"

// stage is the stand-in; NotFound where there is none.
func (r *guest) stage() (oidc.Stage, error) {
	if r.County == nil {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return r.County, nil
}

// getStage is the page on which a county would ask for a password. Here one chooses who one is.
func (r *guest) getStage() error {
	stage, err := r.stage()
	if err != nil {
		return err
	}
	question := utils.CopyString(string(r.C.Request().URI().QueryString()))
	page := &view.Placed{Base: r.Base(r.T("county")), Heading: r.T("county"), Lead: []string{r.T("county.note")}}
	page.Nav = nil
	choice := func(guest, factors, text, about string) view.Post {
		return post(r.Request, stagePage, text, about, map[string]string{"question": question, "guest": guest, "factors": factors})
	}
	for _, g := range stage.Guests() {
		part := view.PlacedPart{ID: "guest-" + g.ID, Heading: g.Name, Lines: []string{g.Email}}
		if g.Unverified {
			part.Lines = append(part.Lines, r.T("county.unverified"))
		}
		part.Posts = []view.Post{choice(g.ID, "one", r.T("county.password"), g.Name), choice(g.ID, "two", r.T("county.factors"), g.Name)}
		page.Parts = append(page.Parts, part)
	}
	page.Parts = append(page.Parts, view.PlacedPart{ID: "cancel", Heading: r.T("county.cancel"), Posts: []view.Post{choice("", "one", r.T("county.cancel.do"), "")}})
	return r.Show(page)
}

func (r *guest) postStage() error {
	stage, err := r.stage()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	question, err := url.ParseQuery(v.Get("question"))
	if err != nil {
		return marketplace.Errorf(marketplace.Invalid, "error.invalid", err)
	}
	address, err := stage.Grant(r.Ctx, question, v.Get("guest"), v.Get("factors") == "two")
	if err != nil {
		return err
	}
	return r.C.Redirect(address, fiber.StatusSeeOther)
}
