// Package status is the page that tells everybody how the service is: which parts work, are slow, or are away and since when.
//
// A part is told in words that a visitor understands; what it is made of is told to nobody.
//
// It must not ask a part itself: server/state.State does, at most every few seconds however many look. It needs no script, no
// account, and no part but those that serve every page.
//
// Read next: status.go.
package status
