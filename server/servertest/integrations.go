package servertest

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/webhook"
)

// addIntegrations adds {key} and {webhook} of crew; {delivery} is a test that nobody took.
func (a *App) addIntegrations(t testing.TB) {
	t.Helper()
	ctx, owner := t.Context(), a.Actor("crew-owner")
	k, _, err := a.APIKeys.Make(ctx, owner, apikey.Draft{Name: "ERP", Scopes: []apikey.Scope{apikey.Read(apikey.Orders)}, Until: Today.AddMonths(6)})
	must(t, err)
	w, _, err := a.Webhooks.Make(ctx, owner, webhook.Draft{URL: "https://erp.sovite.example.com/in", Groups: []webhook.Group{webhook.Tasks}})
	must(t, err)
	_, err = a.Webhooks.Test(ctx, owner, w.ID)
	must(t, err)
	must(t, a.Webhooks.Work(ctx))
	list, err := a.Webhooks.Deliveries(ctx, owner, w.ID, marketplace.Page{})
	must(t, err)
	a.IDs["key"], a.IDs["webhook"], a.IDs["delivery"] = string(k.ID), string(w.ID), string(list.Items[0].ID)
}

// Key makes a key with scopes for the organisation of an owner of the world, and gives its token.
func (a *App) Key(t testing.TB, owner string, scopes ...apikey.Scope) string {
	t.Helper()
	d := apikey.Draft{Name: "Program", Scopes: scopes, Until: Today.AddMonths(1)}
	e, token, err := a.APIKeys.Make(t.Context(), a.Actor(owner), d)
	must(t, err)
	a.IDs["used-key"] = string(e.ID)
	return token
}
