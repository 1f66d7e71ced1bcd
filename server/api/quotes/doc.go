// Package quotes is the part of the JSON interface about requests for quotes and the quotes that answer them.
//
// Buyer serves what one asks for, what came in and the choice; Seller what one is asked for and one's own quote. Prices are
// whole ten-thousandths of a euro, amounts whole cents, both without value added tax. Its types follow the rules of
// package api.
//
// It must not decide who sees or does what; the verbs of request and quote do. An organiser reads nothing of another here.
//
// Read next: shapes.go for what is told, buyer.go and seller.go for the verbs, marketplace/quote.
package quotes
