// Package trail answers a person with an account: who looked at my account or changed it, and what did I do myself.
//
// An Entry is one fact of the audit record, as the person may read it: when, what, and who by name or by what they are.
//
// It must not show what a fact holds beside that, and answers nobody but the person. It writes nothing.
//
// Read next: trail.go, then marketplace/audit.
package trail
