// Package frames is the pages of framework agreements: those that an organiser offers, from an order on, and those that a
// buyer agrees on and calls work off from; and the form with which a buyer asks for the same work again without one.
//
// Both sides read the same parts; how a price came about stands only on the organiser's. A call-off is checked before it is
// made, and then leads to its quote, which is accepted as any other. What waits for the buyer (Due) stands on the first page.
//
// It must not decide or reckon anything: marketplace/frame does. It needs no script.
//
// Read next: ways.go for the pages, contract.go for what both sides read, seller.go and buyer.go for each side, terms.go,
// call.go and forms.go for what is typed.
package frames
