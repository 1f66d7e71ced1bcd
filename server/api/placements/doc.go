// Package placements is the part of the JSON interface about placements and the guide to work forms.
//
// Three see a placement, each in a form of its own: the coach everything (coach.go), the employer and the client what
// concerns them (sides.go). Check and the guide answer without saving anything. Its types follow the rules of package api.
//
// It must not decide anything: who may is asked by the route table, what may be done by the verbs.
//
// Read next: server/routes.go for the ways in, marketplace/placement for the verbs, marketplace/placement/gate for the law.
package placements
