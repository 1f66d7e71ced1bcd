// Package coaching serves the coaching process: the course of a client with its forms, the meetings with employers, the
// notes, and what the client reads and says yes to.
//
// A coach reads and writes what belongs to the clients of their own caseload; a client reads their own and agrees.
// Employers have no way in. The forms of answers are those of server/api.
//
// It must not decide anything: who may is asked by the route table, what may be done by the verbs.
//
// Read next: server/routes.go for the ways in, marketplace/coaching for the verbs and the words.
package coaching
