// Package profile keeps clients and their vocational profiles (ammatillinen profiili): what a person wants, can do and
// needs at work.
//
// A Client is one person in one coaching provider's care, with the coach whose caseload it is on; a Version is one
// state of the profile. Versions are only ever added, so that what was known when a match was made can be read later.
// Content.Matching gives the part that matching may know. Own is what a client said alone, Content.Evidence what somebody said or
// saw about one ability or need, Together the day on which coach and client agreed that the profile is right.
//
// It must never hold a diagnosis, a benefit or any protected attribute; health facts are written as work facts ("no
// nuts at the workplace"). Only the client's own coach can load a client; every read of a profile is a fact. Neither Own nor
// Evidence reaches matching or an employer, and neither changes what a version says.
//
// Read next: content.go for the fields, client.go for the caseload, service.go for the verbs, merge.go for two people at once, task for the other side.
package profile
