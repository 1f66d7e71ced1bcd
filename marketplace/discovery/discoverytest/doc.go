// Package discoverytest is a small market in memory for the tests of discovery and of the packages below it.
//
// A Market has a store, an index that can stop answering, coaches' clients and employers' tasks; Carry brings facts to
// reactions as a courier may: twice and without order.
//
// Only tests import it, and it asserts nothing about what is under test.
//
// Read next: market.go.
package discoverytest
