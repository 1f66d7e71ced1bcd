// Package once makes a request that is sent twice with the same Idempotency-Key happen once, whichever way in it takes.
//
// A kept answer is one document for each person, way in and key: begun before the verb runs, done with what was answered. It
// counts for a day. Sent again, the same request gets the same answer; another request with the key is refused, and so is
// one whose first sending is still being worked on.
//
// It must not decide whether a verb may run, and keeps no refusal: who was refused mends the request and sends it with the
// same key. A process that stops in the middle leaves a key begun; a minute later the verb may run again, at once when its
// answer was that something does not answer. The record that it makes gets the id reserved with the key, so that it makes it
// once; what else it does has to bear a second time (what money moves by derives its ids from the key). Answers are sealed,
// because they can hold anything.
//
// Read next: once.go for the middleware, kept.go for what is kept.
package once
