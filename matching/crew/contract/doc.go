// Package contract reads and writes the files of the open crew contract, by which anybody can judge the planner from
// outside: an instance as JSON in, a plan as lines of tab-separated fields out.
//
// Its words are those of the contract: an order's "days" map a day to the size of the crew, "fit" maps client and order
// to 0..100, "previous_crew" maps an order to its last clients. A line of a plan is person, order, day. The structs of
// decode.go are the whole translation.
//
// It must not plan or judge: Crew only reads, asks the planner and writes. Unknown fields are ignored; a field of the
// wrong type or out of range is an error that names it.
//
// Read next: crew.go, then matching/crew/planner. The command "sovite crew" calls Crew.
package contract
