package integrations

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/webhook"
)

// keys is a visit to the pages of keys, hooks one to those of webhooks.
type (
	keys  struct{ *visit.Request }
	hooks struct{ *visit.Request }
)

const (
	keysPath  = apikey.Path
	hooksPath = webhook.Path
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const key, hook, sent = keysPath + "/:id", hooksPath + "/:id", hooksPath + "/:id/sent/:delivery"
	return []visit.Way{
		{Method: visit.Get, Path: keysPath, Do: visit.By((*keys).getList)},
		{Method: visit.Get, Path: keysPath + "/new", Do: visit.By((*keys).getNew)},
		{Method: visit.Post, Path: keysPath + "/new", Do: visit.By((*keys).postNew)},
		{Method: visit.Get, Path: key + "/revoke", Do: visit.By((*keys).getRevoke)},
		{Method: visit.Post, Path: key + "/revoke", Do: visit.By((*keys).postRevoke)},
		{Method: visit.Get, Path: hooksPath, Do: visit.By((*hooks).getList)},
		{Method: visit.Get, Path: hooksPath + "/new", Do: visit.By((*hooks).getNew)},
		{Method: visit.Post, Path: hooksPath + "/new", Do: visit.By((*hooks).postNew)},
		{Method: visit.Get, Path: hook, Do: visit.By((*hooks).getOne)},
		{Method: visit.Get, Path: hook + "/edit", Do: visit.By((*hooks).getEdit)},
		{Method: visit.Post, Path: hook + "/edit", Do: visit.By((*hooks).postEdit)},
		{Method: visit.Get, Path: hook + "/rotate", Do: visit.By((*hooks).getRotate)},
		{Method: visit.Post, Path: hook + "/rotate", Do: visit.By((*hooks).postRotate)},
		{Method: visit.Get, Path: hook + "/remove", Do: visit.By((*hooks).getRemove)},
		{Method: visit.Post, Path: hook + "/remove", Do: visit.By((*hooks).postRemove)},
		{Method: visit.Post, Path: hook + "/pause", Do: visit.By((*hooks).postPause)},
		{Method: visit.Post, Path: hook + "/resume", Do: visit.By((*hooks).postResume)},
		{Method: visit.Post, Path: hook + "/test", Do: visit.By((*hooks).postTest)},
		{Method: visit.Get, Path: sent, Do: visit.By((*hooks).getSent)},
		{Method: visit.Post, Path: sent + "/again", Do: visit.By((*hooks).postAgain)},
	}
}

func path(base string, id marketplace.ID) string { return base + "/" + url.PathEscape(string(id)) }

func organisation(r *visit.Request) *view.Link {
	return &view.Link{Text: r.T("nav.organisation"), Href: "/organisation"}
}

// once is a page that shows what is secret, this once.
func once(r *visit.Request, key, secret string, back view.Link) *view.Placed {
	page := &view.Placed{Base: r.Base(r.T(key + ".made")), Heading: r.T(key + ".made"), Lead: []string{r.T(key + ".once")}}
	page.Back = &back
	page.Parts = []view.PlacedPart{{ID: "secret", Heading: r.T(key + ".secret"), Pairs: []view.Pair{{Label: r.T(key + ".secret.label"), Text: secret}}, Lines: []string{r.T(key + ".secret.text")}, Ways: []view.Link{back}}}
	return page
}

func typed[T ~string](list []string) []T {
	out := make([]T, len(list))
	for i, v := range list {
		out[i] = T(v)
	}
	return out
}
