// Package wholes holds what every adapter must pass as a store.Portable: that whole documents leave it and come into it
// as they are.
//
// A whole is a document with its revision and the facts that wait in it. One moment is what a dump shows while others
// write. Each check runs on a store of its own, which it fills with documents in every state.
//
// It is imported by tests only, and must not depend on anything but the port and storetest.
//
// Read next: Run; package storetest for the rest of the contract.
package wholes
