// Package people is the pages about coming in and belonging: signing in, invitations, one's own account, the
// organisation and its members, help and the statements that every service owes its users.
//
// A Way of this package is open to whoever is not signed in only where it has to be. The second factor is asked in a
// second step; its secret is shown in the answer to a form and stands in no address.
//
// It must not tell a stranger whether an address has an account, and must not show a password again.
//
// Read next: ways.go for the list, signin.go for one whole form, account.go, organisation.go and pages.go for the rest.
package people
