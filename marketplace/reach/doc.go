// Package reach counts how many clients could do each published task, and what would open it to more: a pass over many
// clients and all tasks, chunk by chunk, exact, and told to employers only as coarse totals.
//
// A Run is one pass with the place it has come to; a Tally is what a chunk counts of one task, exactly and in memory only;
// Figures are what is kept and told of it. More is a change that alone would let more clients fit: always judged with the
// change made (matching.Apply), never guessed. Alone is a hard limit that can be talked about and is the only thing that
// leaves clients out.
//
// It must not let an employer find out about any one client. Hence: only clients whose own consent to it holds are
// counted, and a Tally knows nothing of who they are. Figures are made at most once a day, so that nobody can change a
// task, look, and change it back until one person shows; a consent that was taken back or ran out therefore counts
// until the next day, and not in the figures after. They are told only where at least Enough counted clients live
// within reach, because in a village "one person could" is a name. Every number is a step of 10, 20, 50, 100 and so on,
// read "at least", and below Enough nothing is said: one client more or less seldom changes what is told, and never by
// more than a step. Suggestions are ordered by these steps and not by what lies behind them. The steps are all that is
// kept: what is not kept cannot leak. A region's run counts the same clients as a whole one, of whichever region they
// are: figures over fewer clients, beside those over all, would tell the difference.
//
// Read next: tally.go for what is counted, figures.go for what is told, pass.go for the run, caseload.go for what a coach sees of their own clients.
package reach
