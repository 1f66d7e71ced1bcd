// Package online is the pages of online payments: the organiser's settings with what waits for a person, the way on which a buyer pays
// an invoice, and, in the demo, the pages of the stand-in for the provider.
//
// A buyer's button (Button) posts to the invoice's way, which leads to the provider's page; from there the buyer comes back to a page
// that says how far the payment is, on its way included. The stand-in's pages say that no money moves.
//
// It must not decide anything: marketplace/payment/online does. It needs no script, and shows no buyer what is the organiser's.
//
// Read next: ways.go for the pages, buyer.go and seller.go for each side, stage.go for the stand-in.
package online
