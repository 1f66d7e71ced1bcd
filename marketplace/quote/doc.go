// Package quote is what organisers offer for a request (tarjous), in versions with prices, and how one of them is accepted.
// Capacity is held for a quote while it is valid, and sold when it is accepted.
//
// A Quote is one document for each request and organiser: the draft, and the Versions that were sent, which never change. A
// Choice is the version that a buyer saw when accepting. A Change is one difference between two versions, in words. A hold
// that is over for good is followed by another booking with the next number (Hold).
//
// An acceptance writes four documents one after the other: request (awarding), crew (sold), quote (accepted), request
// (awarded). The quote's write decides: an award that the quote did not take is undone, what was sold for it is let go of and
// the request is open again. Sending writes the quote (sending), the crew (held), and the quote (sent). Who sends looks at the
// request after the first write, who accepts looks at the quote after theirs, so that no version is replaced while it is
// accepted. Every step can be repeated, at the same time even; Follow goes on with what a crash left. It must never show an
// organiser another's quote, nor a buyer a draft or how a price came about, and knows how many people come, never who. A
// quote that was lost, declined or withdrawn is over; amounts are without value added tax.
//
// Read next: quote.go and content.go for the values, state.go for the moves, printed in testdata/states.md, send.go and
// award.go for the two flows with hold.go for the capacity, follow.go for what follows from facts, clock.go for the job.
package quote
