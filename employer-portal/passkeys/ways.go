package passkeys

import (
	"log/slog"

	"sovite.fi/sovite/employer-portal/view/device"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/passkey"
)

// owner is a visit of whoever has an account, guest one of whoever is not in yet.
type (
	owner struct{ *visit.Request }
	guest struct{ *visit.Request }
)

const (
	listPath = "/account/passkeys"
	newPath  = listPath + "/new"
	madePath = listPath + "/made"
	comePath = "/signin/passkey"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	return []visit.Way{
		{Method: visit.Get, Path: comePath, Open: true, Do: visit.By((*guest).getCome)},
		{Method: visit.Post, Path: comePath, Open: true, Do: visit.By((*guest).postCome)},
		{Method: visit.Get, Path: listPath, Do: visit.By((*owner).getList)},
		{Method: visit.Get, Path: newPath, Do: visit.By((*owner).getNew)},
		{Method: visit.Post, Path: newPath, Do: visit.By((*owner).postNew)},
		{Method: visit.Post, Path: madePath, Do: visit.By((*owner).postMade)},
		{Method: visit.Post, Path: listPath + "/remove", Do: visit.By((*owner).postRemove)},
	}
}

// ceremony is the page that asks the browser.
func ceremony(r *visit.Request, key, kind, action string, asked passkey.Asked) *device.Ceremony {
	return &device.Ceremony{
		Base: r.Base(r.T(key)), Heading: r.T(key), Lead: []string{r.T(key + ".intro")}, Kind: kind, Options: string(asked.Options), Action: action,
		Hidden: map[string]string{"challenge": string(asked.Challenge)}, Submit: r.T(key + ".submit"),
		Without: r.T("passkey.without"), Failed: r.T("passkey.failed"),
	}
}

// noted gives the mistakes of an answer for the page; why it was refused is for the log.
func noted(r *visit.Request, err error) ([]marketplace.FieldError, error) {
	r.Log.LogAttrs(r.Ctx, slog.LevelWarn, "passkey refused", slog.String("why", err.Error()))
	return visit.FieldErrors(err)
}
