package outcomes

import (
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/clients/:id/measures", Do: visit.By((*request).getMeasures)},
		{Method: visit.Get, Path: "/clients/:id/measures/new", Do: visit.By((*request).getNewMeasure)},
		{Method: visit.Post, Path: "/clients/:id/measures/new", Do: visit.By((*request).postNewMeasure)},
		{Method: visit.Get, Path: "/clients/:id/measures/:measure", Do: visit.By((*request).getCorrect)},
		{Method: visit.Post, Path: "/clients/:id/measures/:measure", Do: visit.By((*request).postCorrect)},
		{Method: visit.Get, Path: "/clients/:id/goals/new", Do: visit.By((*request).getNewGoal)},
		{Method: visit.Post, Path: "/clients/:id/goals/new", Do: visit.By((*request).postNewGoal)},
		{Method: visit.Post, Path: "/clients/:id/goals/:goal/drop", Do: visit.By((*request).postDropGoal)},
		{Method: visit.Get, Path: "/my/measures", Client: true, Do: visit.By((*request).getMine)},
		{Method: visit.Get, Path: "/figures", Do: visit.By((*request).getOwn)},
		{Method: visit.Get, Path: "/figures/organisation", Do: visit.By((*request).getOrganisation)},
		{Method: visit.Get, Path: "/figures/report", Do: visit.By((*request).getReport)},
		{Method: visit.Get, Path: "/figures/:metric/:part", Do: visit.By((*request).getCases)},
		{Method: visit.Get, Path: "/fidelity", Do: visit.By((*request).getFidelity)},
		{Method: visit.Get, Path: "/fidelity/:number", Do: visit.By((*request).getRate)},
		{Method: visit.Post, Path: "/fidelity/:number", Do: visit.By((*request).postRate)},
	}
}

func measuresPath(id marketplace.ID) string {
	return visit.ClientPath(id) + "/measures"
}

// person is the name of somebody of the actor's organisation; in words when they have left it.
func (r *request) person(who marketplace.ID) string {
	p, err := r.Accounts.Person(r.Ctx, marketplace.System(r.Actor.Org), who)
	if err != nil || who == "" {
		return r.T("my.somebody")
	}
	return p.Name
}
