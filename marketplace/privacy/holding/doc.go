// Package holding is the inventory of personal data: for every collection of the store, whose data it holds, how they are
// found, what an export leaves out and what an erasure does with them.
//
// A Subject is a client or a person with an account. A Holding is what one collection keeps about subjects of one sort. Its
// Fate is what an erasure does: Removed (the documents go), Reduced (only the listed fields stay) or Kept (with the reason).
// A collection that holds nothing about anybody stands in Impersonal, so that a new collection has to be put somewhere.
//
// It must not decide who may ask, and it writes nothing by itself. It reads only along declared indexes, and what stays after
// a reduction is a list of what may stay, never a list of what goes: a new field is erased until somebody says otherwise.
//
// Read next: holding.go for the words, clients.go and people.go for the two tables, tree.go for what is done with a document.
package holding
