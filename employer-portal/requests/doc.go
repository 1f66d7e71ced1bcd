// Package requests is the buyer's pages about requests for quotes: the draft, whom to ask, the check before it is sent, the
// request with its questions and quotes, the choice of one, and up to which total people choose alone.
//
// What waits for the buyer (Due) stands on the first page. A choice is made over the version that was seen; when another one
// was sent meanwhile, the page shows what changed and asks again. A quote whose capacity is not held any more leads to what
// can be done instead.
//
// It must not decide or reckon anything: marketplace/request and marketplace/quote do. It shows nothing of how a price came
// about. It needs no script.
//
// Read next: ways.go for the list of pages, draft.go, choose.go, one.go, offer.go and accept.go for them in the order of the
// story, and employer-portal/quotes for the other side.
package requests
