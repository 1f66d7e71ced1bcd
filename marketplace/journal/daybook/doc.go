// Package daybook keeps the books of an organiser (päiväkirja): what package journal makes of each thing that happens in the
// sales ledger, in the order in which it was booked.
//
// A Leaf is one document under the next number of its organiser: either an entry, or the closing of a period. Each leaf says
// what holds after it: the number of the last entry, and the last day that takes none any more. A Chart is the accounts that an
// organiser books on. A Reconciliation is what the books and the sales ledger say is open, side by side.
//
// A leaf is inserted as last plus one under a unique index; who is second reads again. So entries have no holes, and a closing and an
// entry of the same moment come one after the other: the entry sees that the period is closed, and goes to the first open
// day. A second unique index books each event once, a third corrects each entry once; nothing is ever changed or deleted.
// It must not decide what an event books, which journal does, nor what is owed, which marketplace/payment does. It never holds
// a whole book in memory: lists are paged, sums and files go through the entries of a period one by one, with MostExported
// entries in a file. A closing keeps the balances at its day, so that a trial balance reads what came after it only.
//
// Read next: leaf.go for the values, post.go for how one is written, follow.go for what is booked, read.go and export.go; before it
// marketplace/journal.
package daybook
