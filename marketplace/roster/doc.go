// Package roster is who works which shift (työvuorolista): an organiser's members and its weeks.
//
// A Member (ryhmäläinen) is a person who takes part in an organiser's crews. A Week is one document for each organiser and
// Monday, because nobody may be in two places at once, whichever crew they work in; its Shifts follow from the orders, one for
// each day's load. A shift that is published can be worked.
//
// It must never show a buyer who works, and holds nothing about anybody's health.
//
// Read next: roster.go for the values, marketplace/roster/limit for the counters of the law.
package roster
