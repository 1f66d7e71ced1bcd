// Package client is a client's own pages: coming in by link and PIN, what waits for a yes or no, what was allowed, who saw
// what, what is held, and what the client says alone: the starter's questions and their own rating.
//
// They are for a telephone first, in plain Finnish (or Swedish or English), and ask at most one thing on a page. Yes and
// no are equal in size and in the number of steps. A card is shown exactly as the receiver sees it.
//
// It must not show anything of anybody else, must not decide (the verbs of consent, door and profile do), and must not
// need a script.
//
// Read next: ways.go for the list of pages, asked.go for yes and no, own.go for what a client says alone, marketplace/consent for the verbs.
package client
