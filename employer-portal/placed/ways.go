package placed

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// request adds the pages of this package to what every request has.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/work-forms", Do: visit.By((*request).getGuide)},
		{Method: visit.Get, Path: "/clients/:id/placements", Do: visit.By((*request).getList)},
		{Method: visit.Get, Path: "/clients/:id/placements/new", Do: visit.By((*request).getNew)},
		{Method: visit.Post, Path: "/clients/:id/placements/new", Do: visit.By((*request).postNew)},
		{Method: visit.Get, Path: "/placements/:id", Do: visit.By((*request).getOne)},
		{Method: visit.Get, Path: "/placements/:id/edit", Do: visit.By((*request).getEdit)},
		{Method: visit.Post, Path: "/placements/:id/edit", Do: visit.By((*request).postEdit)},
		{Method: visit.Post, Path: "/placements/:id/do", Do: visit.By((*request).postDo)},
		{Method: visit.Get, Path: "/placements/:id/approve", Do: visit.By((*request).getApprove)},
		{Method: visit.Post, Path: "/placements/:id/approve", Do: visit.By((*request).postApprove)},
		{Method: visit.Get, Path: "/placements/:id/agreement", Do: visit.By((*request).getAgreement)},
		{Method: visit.Get, Path: "/placements/:id/plan", Do: visit.By((*request).getPlan)},
		{Method: visit.Post, Path: "/placements/:id/plan", Do: visit.By((*request).postPlan)},
		{Method: visit.Get, Path: "/placements/:id/visit", Do: visit.By((*request).getVisit)},
		{Method: visit.Post, Path: "/placements/:id/visit", Do: visit.By((*request).postVisit)},
		{Method: visit.Get, Path: "/placements/:id/observe", Do: visit.By((*request).getObserve)},
		{Method: visit.Post, Path: "/placements/:id/observe", Do: visit.By((*request).postObserve)},
		{Method: visit.Get, Path: "/placements/:id/job", Do: visit.By((*request).getJob)},
		{Method: visit.Post, Path: "/placements/:id/job", Do: visit.By((*request).postJob)},
		{Method: visit.Get, Path: "/placements/:id/end", Do: visit.By((*request).getEnd)},
		{Method: visit.Post, Path: "/placements/:id/end", Do: visit.By((*request).postEnd)},
		{Method: visit.Get, Path: "/placements/:id/care", Do: visit.By((*request).getCare)},
		{Method: visit.Post, Path: "/placements/:id/care", Do: visit.By((*request).postCare)},
		{Method: visit.Get, Path: "/work", Do: visit.By((*request).getWork)},
		{Method: visit.Get, Path: "/work/:id", Do: visit.By((*request).getWorkOne)},
		{Method: visit.Post, Path: "/work/:id/answer", Do: visit.By((*request).postWorkAnswer)},
		{Method: visit.Get, Path: "/my/work", Client: true, Do: visit.By((*request).getMine)},
		{Method: visit.Get, Path: "/my/work/:id", Client: true, Do: visit.By((*request).getMy)},
		{Method: visit.Get, Path: "/my/work/:id/yes", Client: true, Do: visit.By((*request).getYes)},
		{Method: visit.Post, Path: "/my/work/:id/yes", Client: true, Do: visit.By((*request).postYes)},
		{Method: visit.Get, Path: "/my/work/:id/no", Client: true, Do: visit.By((*request).getNo)},
		{Method: visit.Post, Path: "/my/work/:id/no", Client: true, Do: visit.By((*request).postNo)},
	}
}

func placementsPath(id marketplace.ID) string {
	return visit.ClientPath(id) + "/placements"
}

func onePath(id marketplace.ID) string { return "/placements/" + url.PathEscape(string(id)) }

// id is the id in the address.
func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

// org is the name of an organisation.
func (r *request) org(id marketplace.ID) string {
	o, err := r.Accounts.PublicOrganisation(r.Ctx, id)
	if err != nil {
		return r.T("placed.some_org")
	}
	return o.Name
}

// person is the name of somebody who works in an organisation.
func (r *request) person(org, who marketplace.ID) string {
	p, err := r.Accounts.Person(r.Ctx, marketplace.System(org), who)
	if err != nil || who == "" {
		return r.T("placed.somebody")
	}
	return p.Name
}
