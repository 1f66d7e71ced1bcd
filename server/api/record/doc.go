// Package record is the part of the JSON interface about what is kept of rankings and what coaches chose on them.
//
// Choices serves both: one choice with its revision, the lists of a client and of a task, and the export of a client's
// rankings with everything that was considered, shown and chosen. Its types follow the rules of package api.
//
// It must send nothing of all this to an employer, and no coach's note to an auditor; the verbs of choice decide that, a
// handler decides nothing.
//
// Read next: choices.go, rankings.go, the package above for what all handlers share, marketplace/choice for the verbs.
package record
