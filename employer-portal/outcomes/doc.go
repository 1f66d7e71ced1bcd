// Package outcomes is the pages about how things change: what is measured with a client, for the coach and for the client,
// the numbers by definition, for coaches and for owners of coaching providers, and the check of the quality.
//
// A chart is drawn on the server, with a title and a description, and the same numbers stand in a table beside it. Each
// number of a coach's own opens the clients it counts; an owner's numbers open nobody.
//
// It must not decide, figure or hide anything: measure and outcome do; it must not need a script, and must not show a
// client's measures to anybody but the coach and the client.
//
// Read next: ways.go for the list of pages, measures.go and forms.go for one client, figures.go for the numbers, chart.go
// for the drawing.
package outcomes
