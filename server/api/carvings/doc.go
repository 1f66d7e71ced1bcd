// Package carvings is the part of the JSON interface about carving work out of the staff's week.
//
// Handlers serves carvings to the employer and to a coach who prepares one, is asked or helps, and the catalogue behind
// them: types of work, sectors with examples, and hints on wording. Its types follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of carving do. No hint on wording refuses anything.
//
// Read next: carvings.go, moves.go, catalogue.go, the package above for what all handlers share, marketplace/carving.
package carvings
