// Package networks serves the network around a client: for the coach, for the client, and for the members themselves.
//
// A coach writes supporters down, asks the client about each part, and makes a link; the client sees and ends; a supporter
// comes in with link and PIN and reads the view. The forms of answers are those of server/api.
//
// It must not decide anything: who may is asked by the route table, what may be done by the verbs.
//
// Read next: server/routes.go for the ways in, marketplace/network for the verbs, server/api/consents for the client's yes.
package networks
