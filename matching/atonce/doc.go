// Package atonce runs functions at once and waits for all of them.
//
// A Group is some functions that belong together: the first error ends the context of the others, and is what Wait gives. A limit is how
// many run at the same time. Each is the same for one question about many values.
//
// It must not start anything that outlives Wait, and knows nothing of what it runs.
//
// Read next: group.go, then columns/find.go, which shares out a search with it.
package atonce
