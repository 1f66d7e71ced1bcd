// Package prices is the pages of the price book, for owner, billing and supervisors of an organiser: the table with today's
// prices, one item with its history, and the forms for a new item, another price and the end of an item.
//
// A form asks for the parts of the full cost that its unit has; the check button shows the verdict before anything is saved.
// Amounts are read and written in the language of the page.
//
// It must not judge a price or decide who may do what: price does. It must not need a script, and must not put a number into
// a form that nobody told: the examples name things to sell, and no prices.
//
// Read next: ways.go for the list of pages, form.go for what is typed, save.go for what is saved, one.go for one item.
package prices
