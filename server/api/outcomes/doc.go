// Package outcomes is the part of the JSON interface about what is measured with clients and what came of the coaching.
//
// Measures serves a client's measurements and goals, to the coach and to the client; Outcomes the numbers by definition, to
// coaches for their own clients and to owners for the whole provider, and the fidelity check.
//
// It must send no measurement to anybody but the coach and the client, and no small group to an owner; the verbs of measure
// and outcome decide that, a handler decides nothing.
//
// Read next: measures.go, figures.go, fidelity.go, the package above for what all handlers share, marketplace/measure and
// marketplace/outcome for the verbs.
package outcomes
