// Package kept is the pages about what people keep of a search: saved searches with what is new, and the lists of tasks that
// coaches share.
//
// The search page leads here; nothing stands in the main navigation, where these pages count as the search. What is new is
// said in words and stays new until the reader says that it was seen: opening a page changes nothing.
//
// It must not decide what is new or who is told; marketplace/watch and marketplace/shortlist do. It needs no script.
//
// Read next: searches.go and lists.go for the pages, page.go for what they show, form/search.go for the query as an address.
package kept
