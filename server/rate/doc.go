// Package rate limits how often one caller may ask, over all processes that share a store (pyyntörajat).
//
// A caller's bucket is one document in the store. A process draws a few requests at once from it into a pocket and lets the caller
// spend them without asking the store again; what nobody spends within a minute lapses. So all processes together never let more
// through than the limit says, and a busy caller costs one write for a dozen requests. While the store does not answer, each
// process counts for itself: nobody is shut out, and no caller goes without a limit.
//
// It must not decide who somebody is, and keeps no name or address: a bucket's id is a code over them that only the secret makes.
//
// Read next: bucket.go for the arithmetic, limiter.go for what a process remembers.
package rate
