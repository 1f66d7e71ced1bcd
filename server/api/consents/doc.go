// Package consents serves what clients are asked for, what they said, and their own way in.
//
// A coach asks and makes the client's link; the client comes in with link and PIN, reads, answers and takes back; the
// receiver reads a card. The forms of answers are those of server/api.
//
// It must not decide anything: who may is asked by the route table, what may be done by the verbs.
//
// Read next: server/routes.go for the ways in, marketplace/consent and marketplace/consent/door for the verbs.
package consents
