// Package evidence is what somebody said, saw or tried about one ability or need of a client (havainto): who, how, when,
// and in which record it was written down.
//
// An Item is one such thing. It is only added to a profile or struck from it; profile does both, and shows the items on the
// line that they are about and in the differences between versions.
//
// It must never change what a profile says, never reach matching or an employer, and never hold a diagnosis: notes are in
// work terms.
//
// Read next: item.go, then profile for the verbs that add and strike.
package evidence
