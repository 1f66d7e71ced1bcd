// Package viewonly says which ways of the portal stay open to an administrator who looks as somebody else.
//
// Of gives a Verdict on a way: Shown, Refused, Leaves (by which one stops), or Unclassified, which counts as refused and fails a test,
// so that each new page is thought about once.
//
// It must not look at a request: what it knows of a way is its method and pattern.
//
// Read next: ways.go for the list, visit/acting.go for the gate that asks it, marketplace/acting for the rest.
package viewonly
