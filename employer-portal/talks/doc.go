// Package talks is the pages on which a buyer and an organiser write to each other about an order.
//
// A thread says on top who reads it, then what was written, and below there is one field. Both sides have the same page at
// their own address: /orders/… for the organiser, /purchases/… for the buyer.
//
// It must not decide who reads: marketplace/order/talk does.
//
// Read next: ways.go for the addresses and the page.
package talks
