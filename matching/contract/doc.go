// Package contract reads and writes the files of the open ranking contract, by which anybody can judge the matching
// from outside: clients and jobs as JSON in, a list of client, job and score out, and the explanation of each score.
//
// Its words are those of the contract, not ours: a "client" is a profile, a "job" a task, "environment" are hazards,
// "engagement" is a work form. The structs of decode.go are the whole translation.
//
// It must not judge: Rank only loops. Unknown fields are ignored, which is how a name or a birth year in the input can
// never change a score; a field of the wrong type or out of range is an error that names record and field.
//
// Read next: rank.go, then matching.Prepared. The command "sovite rank" calls Rank.
package contract
