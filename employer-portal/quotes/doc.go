// Package quotes is the organiser's pages about what it is asked for: the request, questions, the quote with its editor and
// preview, and what can be done once it was sent.
//
// The editor begins with the days that are asked for and the price book's price. The preview (esikatselu) says what the loads
// lack and proposes the nearest free times, holds each price against its full cost, and shows the quote as the buyer will see
// it; only from there it is sent.
//
// It must not decide or reckon anything: marketplace/quote, capacity and price do. It shows nothing of other organisers. It
// needs no script.
//
// Read next: ways.go for the list of pages, one.go, edit.go with typed.go, preview.go and later.go for them, and
// employer-portal/requests for the other side.
package quotes
