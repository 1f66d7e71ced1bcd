// Package books is the pages of an organiser's books, for its owners and billing: the journal of a month, one entry, its
// correction, the trial balance, the receivables held against the sales ledger, the chart of accounts, the closing of a period, and
// the files for an accountant.
//
// An entry leads to the invoice that it is about, and to the entry that puts it right. What cannot be undone says so, and is
// confirmed by a tick before it is done.
//
// It must not decide or add up anything: marketplace/journal and daybook do. It needs no script.
//
// Read next: ways.go for the pages, month.go for the journal, entry.go for one entry and what is corrected, sums.go for closing and
// for what is proved, chart.go for the accounts.
package books
