// Package carve is the pages on which an employer carves work out of the staff's week, in six steps, alone or with a
// coach: list, sort, gather, go through, choose a route, check.
//
// Each step is one form, and whatever button is pressed, what was typed is saved first. Fields are named after the key of
// the everyday task or the job, so that what two people type at the same time meets in the right place.
//
// It must not decide who may see or change what: the verbs of carving do. Nothing on these pages knows a client.
//
// Read next: ways.go for the list, step.go for what the steps share, tasks.go to route.go for each of them, check.go.
package carve
