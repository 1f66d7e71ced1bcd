// Package orders is the part of the JSON interface about orders: what an organiser has sold, and what a buyer has bought.
//
// Seller serves the organiser's orders, Buyer the purchases of whoever bought them. A finding of a gate comes with its sentence
// in the caller's language, and with its rule. Amounts are whole cents without value added tax. Its types follow the rules of
// package api.
//
// It must not decide who sees or does what; the verbs of order do. A purchase tells no work form of a participant.
//
// Read next: shapes.go for what is told, seller.go and buyer.go for the verbs, marketplace/order.
package orders
