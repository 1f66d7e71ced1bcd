// Package columns decides about many tasks for one profile at once, exactly as matching.Judge does: the same group, the same
// broken limits, the same score to the last bit. A property test holds it to that.
//
// A Table keeps each different part of the tasks once (a window of hours, a place, a set of hazards, a word) and a row of
// numbers for every task. A Question first asks matching about each different part (a lens), then goes over the rows: first
// the limit that leaves out the most, then the next, and only what is left is scored. Put and Remove change one task.
// Nothing is approximated and no rule is stated twice: every number in a lens comes from matching.
//
// Growth. A task takes about 410 bytes with a description of sixty words, so 100,000 tasks take 41 MB and 1,000,000 about
// 410 MB, and one question reads some 40 bytes of most rows. That is all of Finland on one machine: some 50,000 open jobs
// at a time. Past that, the way to work is the shard: a region's table holds its own tasks and those within 120 km of its
// border (about twice as many), and a client's question goes to the region the client lives in. 10,000,000 tasks over 100
// regions are 200,000 rows a table, 82 MB and 2 to 7 ms a question on one core; ten processes of ten regions each take
// 820 MB, and a replica of each serves twice the questions. Only who asks for no way to work has to ask all regions, and
// the answers, already in order, are merged. 10,000,000 tasks of 2 KB are 20 GB in MongoDB, sharded by region and id, and
// about 60 GB in Meilisearch, one index for each region with its postings; both find words and keep documents, and neither
// is asked for verdicts. Each process reads its regions at the start (about 8,000 tasks a second) and follows the changes
// after that: at one change of every task a week, 17 a second over all, each 0.1 ms.
//
// It must not do I/O, and must not know what a Tag means. It must not restate a rule; where a part is missing for
// exactness, matching/distinct.go is the place to add it.
//
// Read next: find.go for questions and answers, lens.go for what a profile is asked once, scan.go for the rows, table.go
// for what a row holds, words.go for how texts are compared without reading them.
package columns
