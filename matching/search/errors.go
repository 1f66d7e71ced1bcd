package search

import "errors"

// ErrUnavailable is in the chain of an error when the engine does not answer; the caller may fall back to the store.
var ErrUnavailable = errors.New("the search engine does not answer")

// ErrQuery is in the chain when the query is outside the ranges that Query states.
var ErrQuery = errors.New("the query is outside its ranges")

// ErrEntry is in the chain when an entry cannot be indexed; nothing of its batch was written.
var ErrEntry = errors.New("the entry cannot be indexed")
