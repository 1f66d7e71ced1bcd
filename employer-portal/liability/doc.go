// Package liability is the pages of contractor's liability: a supplier's papers with what is missing and until when each is
// good, and a customer's check of one supplier, which says first whether a contract can be made, and then why.
//
// Each conclusion stands with its rule, the section, its days and how sure it is; a page of a customer is made to be printed
// and kept. Forms are plain posts.
//
// It must not decide anything and must not show a customer what the supplier has not shown.
//
// Read next: ways.go for the pages, supplier.go and customer.go for the two sides, forms.go for what is typed, say.go for words.
package liability
