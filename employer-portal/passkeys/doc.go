// Package passkeys is the pages of signing in by a key of one's device (pääsyavain): the list on one's own account, making one, and
// coming in by one.
//
// An owner is whoever has an account, a guest is whoever is not in yet. Both ways ask the browser by a page of their own, whose script
// sends the answer; without scripts the page says so and leads to the password.
//
// It must not decide whose a key is, and must not show more of a key than its name and use: marketplace/account/passkey holds the rest.
//
// Read next: ways.go for the pages, own.go for one's own, come.go for signing in; view/device and static/passkey.js for the page.
package passkeys
