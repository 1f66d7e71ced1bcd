// Package coach is the pages of job coaches: what needs them today, the caseload, a client, the profile editor with its versions, and the
// matches with their reasons.
//
// A part of the editor is one form; saving it makes the next version of the profile. When somebody else saved meanwhile
// both changes are kept, and where both changed the same the page asks, part by part; what was typed stays. A match list has four groups, and what was left out says why.
//
// It must not show a client to anybody but the client's own coach, and must not put a number where a reason belongs.
//
// Read next: ways.go for the list, board.go, client.go, profile.go, merge.go, match.go; the folder present for the words.
package coach
