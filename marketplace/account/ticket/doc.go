// Package ticket is the proof of the first step of a sign-in, which somebody brings back with the code of the second.
//
// A Ticket names the address and holds a proof of the password that was in force; it ends after a few minutes, and when the
// password changes. Nobody can read it or make one: it is sealed.
//
// It must not store anything, and must not say whether the second step went well.
//
// Read next: ticket.go; marketplace/account for the two steps.
package ticket
