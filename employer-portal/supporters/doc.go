// Package supporters is the pages of the network around a client: for the coach who writes it down and asks, for the client
// who sees and ends, and for the supporters who read what they are shown.
//
// The client's and the supporters' pages are for a telephone first, in plain Finnish (or Swedish or English). What a supporter
// reads is made by present/shown, as is what the client was asked about.
//
// It must not decide anything (the verbs of network, consent and door do), must not show a supporter anything but the view,
// and must not need a script.
//
// Read next: ways.go for the list of pages, coach.go, mine.go and in.go for the three readers, marketplace/network for the
// verbs; client for how a client says yes or no.
package supporters
