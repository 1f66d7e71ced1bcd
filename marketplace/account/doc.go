// Package account knows who may come in: organisations, the people who belong to them, and how a person proves to be
// who they say.
//
// An Organisation is of one or more kinds (employer, organiser, coaching). A Person has one e-mail address and signs in
// with a password and, if they chose so, a second factor (a code that changes every thirty seconds). A Membership gives
// a person roles in one organisation; the organisation's kinds decide which roles can be given. A Session is one
// signed-in browser or device. A link is the secret address in a message: an invitation, a sign-up or a reset. No
// secret that opens anything is ever stored or put in a fact: link and refresh tokens are derived from the
// installation's secret and a salt in the document (see secret.Vault), passwords are hashed, TOTP secrets are sealed.
//
// It must not send messages (notify does, when a fact says so), know HTTP, or tell a stranger whether an e-mail address
// has an account.
//
// Read next: service.go for the list of verbs, signin.go for one whole verb, actor.go for what every request asks.
package account
