// Package stripe takes payments by Stripe, on the organisers' own connected accounts (direct charges).
//
// A session is a Checkout Session with the platform's fee as its application fee; the ids of the checkout and the invoice travel as
// metadata of the payment. A payment is read with its charge, what Stripe kept of it, its refunds and its disputes. Requests carry
// keys of our own and the version of the interface that the client library was made for; nothing is told about how long they took.
//
// It must not decide anything about money, nor use the library's global key. Messages are believed when they are signed with one of
// the secrets of the two addresses that Stripe sends to, and are of the same version of the interface.
//
// Read next: stripe.go, read.go for how Stripe's objects are read, marketplace/payment/provider for what is promised.
package stripe
