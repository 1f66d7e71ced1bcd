package find

import (
	"errors"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/search"
)

// Deps is what a Finder needs.
type Deps struct {
	Tasks  *task.Service
	Index  search.Index
	Scale  *matching.Scale
	Places *place.Places

	// Synonyms gives the words of the trade for everyday ones; language.Vocabulary does.
	Synonyms func(words string) []string
}

// Finder holds the verbs of finding.
type Finder struct{ Deps }

// New makes a Finder.
func New(d Deps) *Finder { return &Finder{d} }

// indexError makes an error of the index one of ours.
func indexError(err error) error {
	if errors.Is(err, search.ErrUnavailable) {
		return marketplace.Errorf(marketplace.Unavailable, "error.unavailable", err)
	}
	return marketplace.Errorf(marketplace.Internal, "error.internal", err)
}
