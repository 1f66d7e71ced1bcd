// Package session keeps who is signed in where.
//
// A Session is one signed-in browser or device of a person, acting for one organisation at a time. It goes on by
// refresh tokens; each is good once (and for a few seconds more, for pages that load side by side). A token that comes
// back later has been copied by somebody, and ends the session for everybody who holds it. A turn is the number of a
// refresh token within its session.
//
// It must not check passwords or roles, and stores no token: a refresh token is a code over session, turn and salt.
//
// Read next: session.go for the decisions, refresh.go for the trade of tokens, marketplace/account for sign-in.
package session
