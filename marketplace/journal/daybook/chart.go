package daybook

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/journal"
	"sovite.fi/sovite/marketplace/store"
)

// Chart is an organiser's chart of accounts; the usual one, at revision 0, until it saved its own.
func (s *Service) Chart(ctx context.Context, actor marketplace.Actor) (store.Entry[journal.Chart], error) {
	if err := actor.Must(Keepers()...); err != nil {
		return store.Entry[journal.Chart]{}, err
	}
	return s.chart(ctx, actor.Org)
}

func (s *Service) chart(ctx context.Context, org marketplace.ID) (store.Entry[journal.Chart], error) {
	e, err := s.charts.Get(ctx, org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return store.Entry[journal.Chart]{ID: org, Value: journal.DefaultChart(s.Bundle.In(i18n.Fi))}, nil
	}
	return e, err
}

// SaveChart keeps another chart over the revision that was read. What is booked already stays on its accounts; Correct moves
// it. Invalid with the fields that are wrong, Stale when somebody saved since.
func (s *Service) SaveChart(ctx context.Context, actor marketplace.Actor, rev int64, c journal.Chart) (store.Entry[journal.Chart], error) {
	before, err := s.Chart(ctx, actor)
	if err != nil {
		return before, err
	}
	var bad []marketplace.FieldError
	if err := c.Check(); err != nil {
		bad = marketplace.AsError(err).Fields
	}
	for _, had := range before.Value.Sales {
		if !slices.ContainsFunc(c.Sales, func(a journal.SalesAccount) bool { return a.Treatment == had.Treatment && a.Rate == had.Rate }) {
			bad = append(bad, marketplace.Field("sales", "journal.sales_missing", "treatment", had.Treatment, "rate", had.Rate))
		}
	}
	if err := marketplace.InvalidFields(bad); err != nil {
		return before, err
	}
	if before.Rev != rev {
		return before, stale()
	}
	fact := s.facts.New(actor, "journal.chart_changed", s.charts.Subject(actor.Org))
	if rev > 0 {
		return s.charts.Save(ctx, store.Entry[journal.Chart]{ID: actor.Org, Rev: rev, Value: c}, fact)
	}
	e, err := s.charts.Insert(ctx, actor.Org, c, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return before, stale()
	}
	return e, err
}

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }
