// Package together is the part of the JSON interface about filling a profile in with the client: the starter's questions,
// what was answered so far, what the client said alone, evidence, and the stamp that it was gone through together.
//
// Handlers serve the coach's ways and the client's own. Contents and versions have the forms of package api; the client's
// own ratings stand beside those of the profile with the gap between them.
//
// It must send nothing of all this to an employer, and must not decide: the route table says who may come in, the verbs of
// profile and starter what they may do.
//
// Read next: handlers.go, server/api/profiles.go for contents, marketplace/profile and its starter for the verbs.
package together
