// Package tidying is the body of the command that deletes what was kept long enough.
//
// Print says for each rule what it finds; Retention looks first and carries out only when it is told to.
//
// It must not know which rules there are, and decides nothing: marketplace/privacy/retention does.
//
// Read next: tidying.go, then marketplace/privacy/retention.
package tidying
