// Package standing keeps how the work stands that nobody waits for, where every process and an administrator can read it.
//
// A Run is what a job did last, one document per job. A Setback is a document whose facts could not be carried several times in a
// row, with the reason; it is there until they are carried. Somebody can ask that it be tried again at once.
//
// It must not decide what is tried when, and must not keep what a reason says of anybody: Reason leaves out what was typed, and
// addresses. A job's Run is at most a minute behind what the job did.
//
// Read next: run.go, setback.go; server/worker for who writes here.
package standing
