// Package reached answers the API's question how many could do a task, and what would open it to more.
//
// Handlers serve it: Reach is the answer, ReachMore a change, ReachLimit a limit that alone leaves people out; all of them
// as marketplace/reach tells them, with words in the caller's language.
//
// It must not count, round or decide who may ask: marketplace/reach does.
//
// Read next: marketplace/reach/doc.go for what is told and why so little; server/routes.go for the way in.
package reached
