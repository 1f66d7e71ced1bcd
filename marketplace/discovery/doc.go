// Package discovery puts people and tasks together: it finds tasks, has matching judge every one, puts them in order and
// keeps the index of published tasks up to date.
//
// The index proposes, matching decides: a proposal only narrows down what a hard limit leaves out for certain, and each
// proposed task is loaded from the store and judged. Matches come in four groups (fits now, fits if, missing, left out);
// a Limit says how many tasks near enough a hard limit leaves out, and how many would come back without it. A Ranking is
// the record of what was shown to whom by which rules; Replay runs it again from the evidence kept with it and compares.
//
// It must never tell the employer's side anything about clients, never drop a task in silence, and never take a verdict
// from the index. An index that does not answer costs time, not results, and is told (Degraded).
//
// Read next: matches.go for one client's tasks, limits.go for what is left out, candidates.go for one task's clients,
// search.go for everybody's search, keep.go for the index, ranking.go and replay.go for the record, sample for made-up
// tasks.
package discovery
