package daybook

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Finding is what is wrong with one leaf of the books.
type Finding struct {
	Org marketplace.ID
	Pos int64
	Why string // hole, neither, closing, unbalanced or closed
}

// Books lists the organisers that keep books, for the program.
func (s *Service) Books(ctx context.Context) ([]marketplace.ID, error) {
	var out []marketplace.ID
	err := s.leaves.Each(ctx, store.Query{Index: "books", Eq: []any{1}}, func(e Entry) error {
		out = append(out, e.Value.Org)
		return nil
	})
	return out, err
}

// Sound says whether an organiser's books are whole and open by the same amounts as the sales ledger.
func (s *Service) Sound(ctx context.Context, org marketplace.ID) (bool, error) {
	_, fault, err := s.Examine(ctx, org)
	if err != nil || fault != nil {
		return false, err
	}
	agreed, err := s.Reconcile(ctx, marketplace.System(org))
	return err == nil && agreed.Agrees(), err
}

// Examine goes through the whole books of an organiser for the program, leaf by leaf: every entry is balanced, no number is left out,
// and no entry lies in a period that was closed before it. It gives the number of entries and the first fault, if any.
func (s *Service) Examine(ctx context.Context, org marketplace.ID) (entries int, fault *Finding, err error) {
	before := Leaf{Org: org}
	err = s.leaves.Each(ctx, store.Query{Index: "pos", Eq: []any{string(org)}}, func(e Entry) error {
		if why := e.Value.fault(before); why != "" && fault == nil {
			fault = &Finding{Org: org, Pos: e.Value.Pos, Why: why}
		}
		before = e.Value
		return nil
	})
	return before.Number, fault, err
}
