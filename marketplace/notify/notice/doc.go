// Package notice keeps what a person has to be told until a letter goes out: one letter a day with everything that is
// new, unless the person wants each thing at once or no letters at all.
//
// A Notice is one thing to tell, in a sentence of the catalogue ("notice.<kind>") with a link to where it is. A Box is
// what waits for one person, and How that person wants to be told. Send, a job, sends what is due.
//
// It must not hold anything personal about a client (a letter lies in other people's hands), must not tell the same thing
// twice, and must not decide who is told what: the slice whose fact it is does.
//
// Read next: box.go for the values and decisions, service.go for the verbs, marketplace/notify for how a letter leaves.
package notice
