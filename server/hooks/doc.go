// Package hooks is the way in for messages of other services: of the payment provider, so far.
//
// A message has no signed-in sender. It is believed for its signature alone, which is over the body as it came, to the byte: the body
// is copied before anything else reads it. It is kept and answered; what follows from it is done afterwards, from the store.
//
// It must not look into a message or decide anything: marketplace/payment/online does. What is not the provider's is refused without
// a word on why.
//
// Read next: payments.go, and marketplace/payment/online/event.go.
package hooks
