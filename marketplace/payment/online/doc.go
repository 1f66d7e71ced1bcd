// Package online is how a buyer pays an organiser's invoice by card on a payment provider's page (verkkomaksu).
//
// An Account is the organiser's own at the provider. A Checkout is one attempt to pay what an invoice owes: it begins, waits on the
// provider's page, and ends paid, expired or failed; money that does not match is parked until a person settles it. An Event is a
// message of the provider, kept as it came under its own id. A Booking is what the sales ledger is told of: each once.
//
// A verb writes one document and asks the provider afterwards, under a key of its own, so that whatever a crash interrupts is asked
// again and done once. State comes from reading the provider again, never from what an event says, and only moves forward: events
// that come twice, late or in any order lead to the same end. It must not decide what an invoice owes, nor know a provider's name:
// money goes through Ledger and provider.Provider.
//
// Read next: checkout.go and state.go for the values (the moves are printed in testdata/states.md), seen.go for what a reading
// changes, start.go and carry.go for the flow, event.go for messages.
package online
