// Package office is what the administrators of an installation do to organisations and to people who can sign in.
//
// A Listing lets an organisation be found by the beginning of any word of its name. An Act is one thing that an administrator did, with
// the reason they gave; it is written before it is done. Known is what an administrator may know of somebody: name, address,
// memberships and open sessions.
//
// It must not open a client's profile, act as anybody, or do anything without a reason. What it does to a document of accounts goes
// through the verbs of marketplace/account, but for the one role that only administrators give and take.
//
// Read next: service.go for the parts, find.go for the search, act.go for the deeds.
package office
