// Package discovery puts people and tasks together: it judges every published task for a client, puts them in order and
// keeps the record of what was shown.
//
// Every task on the board is decided about from compact columns (matching/columns), exactly as matching judges it; those
// that are shown are loaded from the store and judged again with all their reasons. Matches come in four groups (fits
// now, fits if, missing, left out); a Limit says how many tasks near enough a hard limit leaves out, and how many would
// come back without it. A Ranking is the record of what was shown to whom by which rules; Replay runs it again from the
// evidence kept with it and compares.
//
// It must never tell the employer's side anything about clients, never drop a task in silence, and never take a verdict
// from the search index. The design had the index propose candidates; the columns are faster than any index and miss
// nothing, so the index serves words, facets and distances only (marketplace/discovery/find), and matches go on without
// it. Each process follows the store before it answers; only that an organisation is suspended or restored comes with the
// facts, to the process that carries them, so another process shows the tasks of a restored organisation after its next
// start.
//
// Read next: matches.go for one client's tasks, board.go for how the columns follow, limits.go for what is left out,
// candidates.go for one task's clients, ranking.go and replay.go for the record, sample for made-up tasks.
package discovery
