// Package reports is the pages of sums over time: for an organiser what is sold and free of its crews and what it is owed for how
// long, for a buyer what it bought of whom.
//
// Each sum is drawn as bars, stands in a table beside them, and can be had as a file with the same numbers. What is not known is
// said.
//
// It must not add up anything: marketplace/report does. It needs no script, and shows no participant.
//
// Read next: ways.go for the pages, sold.go and owed.go.
package reports
