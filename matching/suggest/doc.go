// Package suggest finds occupations and skills of ESCO for what somebody has typed so far, in official words or everyday
// ones.
//
// A suggestion is an Occupation or a Skill that the typed words name themselves, or whose name holds an official word for
// them (a synonym), or one of their stems. The person chooses; nothing is tagged by itself.
//
// It must not learn from what anybody types, and must not decide how well work and person fit: matching does.
//
// Read next: suggest.go; matching/esco for the table, matching/language for synonyms and stems.
package suggest
