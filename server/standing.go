package server

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/office"
	"sovite.fi/sovite/marketplace/acting"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/server/state"
	"sovite.fi/sovite/server/worker/standing"
)

// standing makes what administrators read and do.
func (p *Parts) standing() {
	p.Office = office.New(office.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, Accounts: p.Accounts, Reads: p.Reads})
	p.Acting = acting.New(acting.Deps{Store: p.Store, Clock: p.Clock, IDs: p.IDs, People: p.Office, Sessions: p.Accounts, Notices: p.Notices})
	p.Looks = audit.NewLooks(p.Store, p.Record, marketplace.Facts{IDs: p.IDs, Clock: p.Clock})
	d := standing.Deps{Store: p.Store, Clock: p.Clock, Process: p.Process, Log: p.Log}
	p.Runs, p.Setbacks = standing.NewRuns(d), standing.NewSetbacks(d, p.IDs)
	p.State = state.New(state.Deps{Clock: p.Clock, Store: p.Store, Index: p.Index, Runs: p.Runs, Payments: p.Payments != nil})
}

// onlooking is acting.Service.Of; the gate is made before the slice.
func (p *Parts) onlooking(ctx context.Context, session marketplace.ID, admin marketplace.Actor) (marketplace.Acting, marketplace.Actor, error) {
	return p.Acting.Of(ctx, session, admin)
}
