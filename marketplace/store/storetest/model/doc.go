// Package model is the store in its simplest form, for tests that compare an adapter with it: maps, and every question
// answered by looking at every document.
//
// A Model takes the same verbs as a store and answers with the kind of error, or none, and the indexes that can be the
// reason. A Record is one document as the model keeps it.
//
// It must not share code with the adapters, because it says what is right, and it is never used outside tests.
//
// Read next: storetest/histories.go for the random histories that are asked of both.
package model
