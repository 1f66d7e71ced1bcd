// Package signin is the pages about signing in by an organisation's own service: the way to it and back, what owners set up, what
// administrators confirm, and, in the demo, the page of the stand-in for a county's service.
//
// A guest is whoever is not in yet; a keeper sets a service up, for their own organisation or as an administrator. The way to the
// service is a link, because the policy of our pages lets no form lead to another host. On the way back everything is said in our
// own words: nothing that the service wrote is shown.
//
// It must not decide who comes in: marketplace/account/oidc does. It never shows a client secret again, and needs no script.
//
// Read next: ways.go for the pages, come.go for the way in, settings.go for owners, domains.go for administrators, stage.go for the
// stand-in.
package signin
