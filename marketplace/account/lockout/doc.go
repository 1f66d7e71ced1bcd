// Package lockout slows down whoever guesses passwords.
//
// An attempt is the count of sign-ins in a row that did not succeed for one address. After a few, the address has to
// wait, for a minute and then twice as long each time; the wait ends by itself and touches no other address.
//
// It must not know whether an address has an account: it counts alike for both, so that being locked out tells a
// stranger nothing. The address does not stand in the record, only a code over it.
//
// Read next: attempt.go for the decision, marketplace/account/signin.go for where it is asked.
package lockout
