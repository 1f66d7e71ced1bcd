// Package shown says what a member of a client's network sees, in the words of a page.
//
// Blocks makes the same blocks of the same view for the supporter who reads and for the client who is asked, so that what the
// client saw is what is read. It takes the Presenter in whose language it speaks: the plain one for both.
//
// It must not load or decide anything, must not add to a view, and must not write text for people: text stands in the
// catalogues.
//
// Read next: shown.go; marketplace/network for the view; client and supporters for the pages.
package shown
