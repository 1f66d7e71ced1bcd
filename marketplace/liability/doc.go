// Package liability is the check that a customer has to make of a contractor before a contract (tilaajavastuu, act
// 1233/2006): which documents, how old, from which sum on, and for how long they are kept.
//
// A Pack (selvitykset) is the papers of one supplier: a Document is of a Kind, was issued on a day by a source, and somebody
// of the supplier looked at it. A Relation is one customer and one supplier: their contracts, of which those that follow each
// other with only short breaks count together (a chain), and the Checks that the customer made, each with a snapshot of what
// was seen. A Conclusion says whether the duty to check holds for a contract, why, and what is missing.
//
// It must hold no number of its own (numbers and sections come from the rules), must not show a pack to a customer to whom the
// supplier has not shown it, and keeps no copy of a paper: only what stands on it. Sums are cents without VAT. It must not
// delete what the law wants kept; KeepUntil says until when.
//
// Read next: pack.go and relation.go for the two documents, judge.go for the decision, chain.go for what counts together,
// service.go for the verbs' needs, supplier.go and customer.go for the verbs, clock.go for the job.
package liability
