package server

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/operate"
)

// mostPending is how far waiting facts are counted; more than this many documents is late enough for any alert.
const mostPending = 1000

// checks are what /readyz asks.
func (p *Parts) checks() []operate.Check {
	return []operate.Check{
		{Name: "store", Ask: p.askStore},
		{Name: "index", Spared: true, Ask: func(ctx context.Context) error {
			_, err := p.Index.Status(ctx)
			return err
		}},
	}
}

// askStore reads a document that is not there: an engine that says so answers.
func (p *Parts) askStore(ctx context.Context) error {
	_, err := p.Store.Get(ctx, "organisations", "ready")
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}

// gauges are what /metrics shows besides requests.
func (p *Parts) gauges() []operate.Gauge {
	return append(p.BookCheck.Gauges(), []operate.Gauge{
		{Name: "sovite_courier_pending", Help: "Documents whose facts wait for the courier, counted up to 1,000.", Ask: p.pending},
		{Name: "sovite_courier_oldest_seconds", Help: "How long the oldest of these facts has waited.", Ask: p.oldest},
		{Name: "sovite_courier_aside", Help: "Documents that the courier of this process has set aside after a failure.", Ask: func(context.Context) (float64, error) {
			return float64(p.Courier.Stats().Waiting), nil
		}},
		{Name: "sovite_index_entries", Help: "Tasks in the search index.", Ask: func(ctx context.Context) (float64, error) {
			s, err := p.Index.Status(ctx)
			return float64(s.Entries), err
		}},
		{Name: "sovite_index_lag", Help: "Writes that the search engine has accepted and not yet shown.", Ask: func(ctx context.Context) (float64, error) {
			s, err := p.Index.Status(ctx)
			return float64(s.Lag), err
		}},
	}...)
}

func (p *Parts) pending(ctx context.Context) (float64, error) {
	waiting, err := p.Store.Pending(ctx, mostPending)
	return float64(len(waiting)), err
}

// oldest is how long the fact that waits longest has waited, in seconds.
func (p *Parts) oldest(ctx context.Context) (float64, error) {
	waiting, err := p.Store.Pending(ctx, 1)
	if err != nil || len(waiting) == 0 || len(waiting[0].Facts) == 0 {
		return 0, err
	}
	return p.Clock().Sub(waiting[0].Facts[0].At.Time()).Seconds(), nil
}
