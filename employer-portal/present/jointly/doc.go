// Package jointly says what a coach and a client fill in together, in the words of a page: the steps of the starter and the
// answers, the client's own rating beside the profile's, and the stamp that it was gone through.
//
// Every function takes the Presenter in whose language it speaks: the coach's, or the client's plain one.
//
// It must not load or decide anything, and must not write text for people: text stands in the catalogues.
//
// Read next: jointly.go; the folder above for values and fields; together and client for the pages.
package jointly
