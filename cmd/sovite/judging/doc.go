// Package judging holds the commands that judge the product from outside: files in, files out, neither store nor index.
//
// Rank orders jobs for profiles, SearchBatch texts for questions, Audit says whether groups of people are reached alike,
// and Crew plans crews. A Desk is where a command shows what it found and how far it is.
//
// It must not decide anything: the packages of matching do, with the same rules by which people are served.
//
// Read next: rank.go, then matching/contract for what the files hold.
package judging

import (
	"io"
	"time"
)

// Desk is where a command writes, and the clock it looks at.
type Desk struct {
	Out io.Writer                                                     // what was found
	Bar func(what string) (show func(done, total int), finish func()) // a new progress bar
	Now func() time.Time
}
