// Package worker does what follows when nobody is waiting: it carries facts and runs jobs.
//
// The Courier takes the facts that wait in documents, adds them to the audit record, runs the reactions to each and then
// settles them. A Reaction is what follows from a fact; reactions.go is the one list of them. A Job runs every so often. Of several
// processes on one store Alone lets one do each; server/worker/lease keeps who that is.
//
// It must not decide anything of the business, and must not lose a fact: what fails is tried again, later and later,
// without holding up the other documents. A fact can therefore arrive twice, and every reaction must bear that.
//
// Read next: courier.go for the loop, reactions.go for "fact → what follows", schedule.go for the jobs.
package worker
