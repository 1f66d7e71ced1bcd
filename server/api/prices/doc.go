// Package prices is the part of the JSON interface about the price book of an organiser.
//
// Handlers serves the book to those who read it, and lets owner and billing add items and versions, judge a price without
// saving it, and retire items. Prices and costs are whole ten-thousandths of a euro without value added tax. Its types
// follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of price do. No buyer reads anything here.
//
// Read next: prices.go for what is read, change.go for what is changed, marketplace/price.
package prices
