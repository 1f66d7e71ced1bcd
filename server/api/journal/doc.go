// Package journal is the part of the JSON interface about the books of one's organiser: its entries, the trial balance, the
// receivables, the chart of accounts, and the files for an accountant.
//
// An entry is balanced: debits are above zero, credits below. A period is the days from one to another, both within, at most 550
// days. Amounts are whole cents. Its types follow the rules of package api.
//
// It must not decide who sees or books what; the verbs of daybook do.
//
// Read next: shapes.go for what is told, journal.go for the verbs, marketplace/journal/daybook.
package journal
