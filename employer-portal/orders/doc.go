// Package orders is the pages of what was bought: an organiser's orders and a buyer's purchases, with who has to do what next,
// how the gates stand with their rules, and the contract as it is agreed, in versions.
//
// The page of an order is made to be printed: parties, what and when, lines, who directs, hazards and induction, gates and
// versions. Both sides read the same parts; work forms, approvals and how prices came about stand only on the organiser's.
//
// It must not decide or reckon anything: marketplace/order does. It needs no script.
//
// Read next: ways.go for the pages, contract.go for what both sides read, seller.go and buyer.go for each side, steps.go for
// whose turn it is, tell.go, propose.go and forms.go for what is typed.
package orders
