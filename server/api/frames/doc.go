// Package frames is the part of the JSON interface about framework agreements: those that an organiser offers, and those that
// a buyer agrees on and calls work off from.
//
// A frame is what the organiser reads, an agreement the same as its buyer does: without how a price came about. A call-off is
// answered with its request and its quote, which the buyer accepts as any other. Amounts are whole cents without value added
// tax. Its types follow the rules of package api.
//
// It must not decide who sees or does what; the verbs of frame do.
//
// Read next: shapes.go for what is told, frames.go for the verbs, marketplace/frame.
package frames
