// Package talks answers the interface about the messages of an order.
//
// Both sides have the same verbs at their own address; a Message says which side wrote it.
//
// It must not decide who reads: marketplace/order/talk does.
//
// Read next: talks.go, then server/money.go for the routes.
package talks
