// Package storetest holds what every adapter of package store must pass, and the stores that tests of other packages
// use.
//
// The suite is Run: an adapter passes it by a test of a few lines. The model is a store of maps in memory, against which
// random histories are compared. A faulty store fails at a chosen write, before or after performing it, as a crash would.
//
// It is imported by tests only, and must not depend on anything but the port and, for Memory, the embedded adapter.
//
// Read next: Run, then Memory and Faulty; package wholes for what a store.Portable must pass besides.
package storetest
