// Package guard keeps what the program depends on from dragging it down when it does not answer.
//
// A Breaker (suojakytkin) lets calls through while they are answered. After some failures in a row it opens: for a while everything
// is refused at once, which costs nobody a time-out, and then one call is let through to see whether the part is back. Store and Index
// put one around a port.
//
// It must not try anything again (the adapters know what may be done twice), and must not count what a caller gave up, or what is
// wrong with one document, as a failure of the part.
//
// Read next: breaker.go for the decision, store.go and index.go for what counts as away.
package guard
