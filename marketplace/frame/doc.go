// Package frame is what an organiser and a buyer agree on once for work that comes again and again (puitesopimus), and how the
// buyer calls work off from it (kotiinkutsu).
//
// A Frame is one document: the Terms that the organiser offers, the Site that the buyer tells when agreeing, and a Call for
// each call-off. Terms never change: for other terms, both agree anew. A Call is asked for with a Wish: days that follow from a
// rule such as every Monday, and quantities for what does not follow from hours.
//
// A call-off is an ordinary request with a quote that is sent at once, on the agreed prices and with held capacity; the buyer
// accepts it as any other, so that limits, gates, order and roster go on as they do. The frame is written first: what the calls
// count is in it, so that no two pass the ceiling together. Then the request, the quote and its hold follow. What was begun when
// the program stopped, Follow goes on with; a call whose request is dead, or whose order was cancelled, gives back its sum.
// What both change in an order later counts as they changed it. It must not reach an order but through request and quote, nor
// show the buyer how a price came about. Amounts are without value added tax.
//
// Read next: frame.go and call.go for the values, state.go for the moves, printed in testdata/states.md, calloff.go and settle.go
// for the flow of a call-off, again.go for work that goes on without a frame.
package frame
