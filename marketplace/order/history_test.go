package order

import (
	"context"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// Whatever both sides and time do in whatever order, with crashes between: what is agreed is what is sold, nothing is sold for
// a cancelled order, the contract is known as it stands, and no order is confirmed past a gate.
func TestRandomHistories(t *testing.T) {
	ctx := t.Context()
	rapid.Check(t, func(rt *rapid.T) {
		w := begin(t)
		now := w.now
		for range rapid.IntRange(3, 12).Draw(rt, "steps") {
			actor := w
			if rapid.IntRange(0, 2).Draw(rt, "crashes") == 0 {
				moment := rapid.SampledFrom([]storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite}).Draw(rt, "moment")
				actor = worldAt(storetest.Faulty(w.db, rapid.IntRange(1, 4).Draw(rt, "at"), moment), now, rapid.StringMatching(`[a-z]{8}-`).Draw(rt, "round"))
			}
			anything(ctx, rt, actor)
			if rapid.Bool().Draw(rt, "carry") {
				w.carry(t)
				if broken := w.broken(t); len(broken) > 0 {
					rt.Fatal(broken)
				}
			}
		}
		w.carry(t)
		if broken := w.broken(t); len(broken) > 0 {
			rt.Fatal(broken)
		}
		if o := w.stored(t); o.Decision != nil && len(gate.Standing(o.Decision.Results, o.Approvals, gate.Confirm)) > 0 {
			rt.Fatalf("confirmed past %+v", o.Decision.Results)
		}
	})
}

// anything does one thing that somebody may do; most of what is tried at random is refused, which is as good.
func anything(ctx context.Context, rt *rapid.T, w *world) {
	o, err := w.Standing(ctx, id)
	if err != nil {
		return
	}
	number := rapid.IntRange(1, 3).Draw(rt, "proposal")
	forms := [][2]string{{"employment", "employer"}, {"work_activity", "organiser"}, {"work_trial", "labour_authority"}}
	switch rapid.SampledFrom([]string{"tell", "tell", "approve", "confirm", "confirm", "propose", "propose", "accept", "accept", "decline", "cancel", "time"}).Draw(rt, "what") {
	case "tell":
		f := rapid.SampledFrom(forms).Draw(rt, "form")
		_ = w.tellBoth(ctx, ours(f[0], f[1]))
	case "approve":
		_, _ = w.Approve(ctx, olga, id, "Ohjaaja on paikalla.")
	case "confirm":
		_ = w.confirm(ctx)
	case "propose":
		d := fewer()
		d.Loads = d.Loads[:rapid.IntRange(1, 2).Draw(rt, "days")]
		d.Loads[0].Participants = rapid.IntRange(1, 5).Draw(rt, "people")
		_, _ = w.ProposeAsBuyer(ctx, aino, id, d)
	case "accept":
		_, _ = w.Accept(ctx, olga, id, number)
	case "decline":
		_, _ = w.Decline(ctx, olga, id, number)
	case "cancel":
		if rapid.IntRange(0, 3).Draw(rt, "really") == 0 {
			_, _ = w.CancelBought(ctx, aino, o.ID, Cancellation{Reason: NotNeeded})
		}
	case "time":
		w.move(time.Duration(rapid.IntRange(1, 72).Draw(rt, "hours")) * time.Hour)
		_ = w.Work(ctx)
	}
}

// What is done in the organiser's own premises is no contractor's work at the buyer's; what costs nothing is no contract.
func TestContractOfAnOrder(t *testing.T) {
	o := begin(t).stored(t)
	if c := o.contract(monday); c.Type != liability.Subcontract || c.OffSite || c.Cents != 675_00 || c.Days != 0 {
		t.Errorf("%+v", c)
	}
	o.Staffing.Site, o.Staffing.Directs = gate.OrganiserSite, gate.Client
	if c := o.contract(monday); c.Type != liability.Leased || !c.OffSite || c.Days != 2 {
		t.Errorf("%+v", c)
	}
}
