package client

import (
	"sovite.fi/sovite/employer-portal/present"
	"sovite.fi/sovite/employer-portal/visit"
)

// request is a visit to a page of this package; every text is in the client's voice, also before the client has come in.
type request struct{ *visit.Request }

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error {
		r.Lang = r.Bundle.In(present.PlainVoice(r.Lang.Voice))
		r.Say.Lang = r.Lang
		return do(&request{r})
	}
}

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: "/my/in/:token", Open: true, Do: by((*request).getIn)},
		{Method: visit.Post, Path: "/my/in/:token", Open: true, Do: by((*request).postIn)},
		{Method: visit.Get, Path: "/my/link", Open: true, Do: by((*request).getLink)},
		{Method: visit.Get, Path: "/my", Client: true, Do: by((*request).getHome)},
		{Method: visit.Post, Path: "/my/out", Client: true, Do: by((*request).postOut)},
		{Method: visit.Get, Path: shiftsPath, Client: true, Do: by((*request).getShifts)},
		{Method: visit.Post, Path: shiftsPath, Client: true, Do: by((*request).postShifts)},
		{Method: visit.Get, Path: "/my/asked", Client: true, Do: by((*request).getAllAsked)},
		{Method: visit.Get, Path: "/my/asked/:id", Client: true, Do: by((*request).getAsked)},
		{Method: visit.Get, Path: "/my/asked/:id/yes", Client: true, Do: by((*request).getYes)},
		{Method: visit.Post, Path: "/my/asked/:id/yes", Client: true, Do: by((*request).postYes)},
		{Method: visit.Get, Path: "/my/asked/:id/no", Client: true, Do: by((*request).getNo)},
		{Method: visit.Post, Path: "/my/asked/:id/no", Client: true, Do: by((*request).postNo)},
		{Method: visit.Post, Path: "/my/asked/:id/talk", Client: true, Do: by((*request).postTalk)},
		{Method: visit.Get, Path: "/my/consents", Client: true, Do: by((*request).getConsents)},
		{Method: visit.Get, Path: "/my/consents/:id", Client: true, Do: by((*request).getConsent)},
		{Method: visit.Get, Path: "/my/consents/:id/back", Client: true, Do: by((*request).getBack)},
		{Method: visit.Post, Path: "/my/consents/:id/back", Client: true, Do: by((*request).postBack)},
		{Method: visit.Get, Path: "/my/readers", Client: true, Do: by((*request).getReaders)},
		{Method: visit.Get, Path: "/my/starter", Client: true, Do: by((*request).getStarter)},
		{Method: visit.Get, Path: "/my/starter/check", Client: true, Do: by((*request).getAnswers)},
		{Method: visit.Get, Path: "/my/starter/:question", Client: true, Do: by((*request).getStep)},
		{Method: visit.Post, Path: "/my/starter/:question", Client: true, Do: by((*request).postStep)},
		{Method: visit.Get, Path: "/my/rate", Client: true, Do: by((*request).getRatings)},
		{Method: visit.Get, Path: "/my/rate/:ability", Client: true, Do: by((*request).getRating)},
		{Method: visit.Post, Path: "/my/rate/:ability", Client: true, Do: by((*request).postRating)},
		{Method: visit.Get, Path: "/my/profile", Client: true, Do: by((*request).getProfile)},
	}
}
