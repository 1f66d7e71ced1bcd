// Package cover finds the smallest set of things that together close every gap: the search behind "fits if …".
//
// A gap lists the options that close it, each on its own; an option may close several gaps. Options are whole numbers
// whose order is the last tie-break.
//
// It must not guess: the answer is exact, never greedy, so that taking any option away opens a gap again. It knows no
// adaptation, profile or task.
//
// Read next: matching/changes.go, which names the gaps and the options.
package cover
