// Package providertest holds what every adapter of marketplace/payment/provider must pass.
//
// The suite is Run: an adapter passes it by a test of a few lines. A World is the adapter with whoever stands at its other end: the
// organiser who tells the provider about itself, the buyer who pays or does not, and who signs messages.
//
// It is imported by tests only, and must not know any adapter.
//
// Read next: Run.
package providertest
