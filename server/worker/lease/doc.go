// Package lease lets one of several processes on the same store do something: carry the facts, or run a job.
//
// A Lease is a document that says who does what is named, and until when. Its Holder is a process. Leases are what one process holds;
// Keep makes them last while it lives. A process that ends in order hands them back; of one that crashed or hangs another takes
// them over when they have run out, which is Length after it last spoke.
//
// A lease is no lock: a process that was paused goes on for a moment with what somebody else has taken over, and clocks that differ by
// more than Length make two holders. So nothing may depend on a lease for being right, only for not being done twice as a rule.
//
// Read next: lease.go; server/worker for what is done under a lease.
package lease
