// Package house tells people what happens in the running of the service: its administrators that a sign-in domain waits for them, and
// everybody in an organisation that it was suspended or opened again.
//
// A Service is followed by facts and puts notices into people's boxes, one for each fact.
//
// It must not say why an organisation was suspended: the reason was written for administrators. It decides nothing; what it tells of
// is decided in marketplace/account and its packages.
//
// Read next: tell.go, then marketplace/notify/notice for how a notice becomes a letter.
package house
