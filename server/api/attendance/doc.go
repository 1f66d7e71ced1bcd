// Package attendance is the part of the JSON interface about who was there in a shift.
//
// A shift is named by its id; its sheet holds marks for people, quantities and words. Marks are sent in batches of changes with
// ids of the caller's, so that a batch can be sent again. Times are minutes from midnight in whole quarters of an hour,
// quantities in the grain of their unit. Its types follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of attendance do. A buyer reads nothing here.
//
// Read next: shapes.go for what is told, handlers.go for the verbs, marketplace/attendance.
package attendance
