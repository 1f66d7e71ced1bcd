package order

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
)

// fewer is three people on the first day and one on another.
func fewer() Draft {
	return Draft{
		Loads:      append(loads(3, "2026-11-30"), loads(1, "2026-12-03")...),
		Quantities: []price.Quantity{64, 1}, Note: "Yksi on poissa.",
	}
}

// One side proposes, the other accepts: capacity moves, the contract follows, and both can read what changed.
func TestChangeIsProposedAndAccepted(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	e := must(w.Propose(ctx, olga, id, fewer()))
	w.carry(t)
	if got := append(w.told("aino"), w.told("olga")...); !slices.Equal(got, []string{"order.proposed.buyer"}) {
		t.Errorf("told %v", got)
	}
	b := must(w.Bought(ctx, aino, id))
	if b.Proposed == nil || b.Proposed.Total != 355_00 || len(b.Versions) != 1 {
		t.Fatalf("%+v", b.Proposed)
	}
	_, err := w.Accept(ctx, olga, id, 1)
	wantError(t, err, marketplace.Conflict, "order.own_proposal")
	_, err = w.AcceptAsBuyer(ctx, aino, id, 2)
	wantError(t, err, marketplace.Stale, "order.other_proposal")
	b = must(w.AcceptAsBuyer(ctx, aino, id, 1))
	w.carry(t)
	o := w.stored(t)
	if len(b.Versions) != 2 || o.Last != "2026-12-03" || !slices.Equal(o.Newest().Loads, fewer().Loads) || o.Newest().Total != 355_00 || o.Newest().Side != gate.Organiser {
		t.Errorf("%+v", o)
	}
	if c, _ := w.contract(t); c.Cents != 355_00 || c.Until != "2026-12-03" {
		t.Errorf("%+v", c)
	}
	if broken := w.broken(t); len(broken) > 0 {
		t.Error(broken)
	}
	var fields []string
	for _, c := range Changes(b.Versions[0], b.Versions[1], quote.Say{Lang: texts.In(i18n.Fi), Zone: time.UTC}) {
		fields = append(fields, c.Field)
	}
	if got := strings.Join(fields, " "); got != "loads[2026-11-30] loads[2026-12-01] loads[2026-12-03] lines[0].quantity lines[0].amount total" {
		t.Error(got)
	}
	if again := must(w.AcceptAsBuyer(ctx, aino, id, 1)); again.Rev != b.Rev || e.Rev == b.Rev {
		t.Error("accepted twice")
	}
}

// What the crew does not have is not agreed, and what was agreed stays.
func TestChangeThatDoesNotFit(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	d := fewer()
	d.Loads = loads(5, "2026-11-30")
	must(w.ProposeAsBuyer(ctx, aino, id, d))
	_, err := w.Accept(ctx, olga, id, 1)
	if !marketplace.IsKind(err, marketplace.Conflict) || len(marketplace.AsError(err).Fields) == 0 && !strings.HasPrefix(marketplace.AsError(err).Key, "capacity.short.") {
		t.Errorf("%v", err)
	}
	w.carry(t)
	if o := w.stored(t); len(o.Agreed) != 1 || o.Proposal != nil || len(w.broken(t)) > 0 {
		t.Errorf("%+v, %v", o, w.broken(t))
	}
	if !slices.Contains(w.told("aino"), "order.not_changed.buyer") {
		t.Error("the buyer is not told")
	}
}

// A confirmed order does not grow past what contractor's liability asks papers for.
func TestChangeIsHeldAgainstLiability(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	d := fewer()
	d.Quantities[0] = 4 * 450
	must(w.Propose(ctx, olga, id, d))
	_, err := w.AcceptAsBuyer(ctx, aino, id, 1)
	wantError(t, err, marketplace.Conflict, "order.change_stands")
	if f := marketplace.AsError(err).Fields; len(f) == 0 || f[0].Field != "gates.liability" {
		t.Errorf("%+v", f)
	}
	if o := w.stored(t); len(o.Agreed) != 1 || o.Proposal == nil || o.Proposal.Taken != "" {
		t.Errorf("%+v", o)
	}
}

// Either side takes a proposal off the table; another takes its place; a cancelled order has none.
func TestProposalEnds(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	_, err := w.Propose(ctx, olga, id, Draft{Loads: fewer().Loads, Quantities: []price.Quantity{1}})
	wantError(t, err, marketplace.Invalid, "")
	_, err = w.Propose(ctx, olga, id, Draft{Loads: loads(3, "2026-11-01"), Quantities: []price.Quantity{1, 1}})
	wantError(t, err, marketplace.Invalid, "")
	must(w.Propose(ctx, olga, id, fewer()))
	must(w.ProposeAsBuyer(ctx, aino, id, fewer()))
	must(w.DeclineAsBuyer(ctx, aino, id, 1))
	if p := w.stored(t).Proposal; p == nil || p.Number != 2 || p.Side != gate.Client {
		t.Fatalf("%+v", p)
	}
	must(w.Decline(ctx, olga, id, 2))
	if w.stored(t).Proposal != nil {
		t.Error("it is still there")
	}
	must(w.Propose(ctx, olga, id, fewer()))
	must(w.Cancel(ctx, olga, id, Cancellation{Reason: NoCrew}))
	_, err = w.AcceptAsBuyer(ctx, aino, id, 3)
	wantError(t, err, marketplace.Conflict, "order.state.cancelled")
	w.carry(t)
	if broken := w.broken(t); len(broken) > 0 || w.booking(t).State != capacity.Released {
		t.Error(broken)
	}
}

// The reference is the buyer's, the supervisor the organiser's; each is another version.
func TestOneSidedChanges(t *testing.T) {
	w, ctx := confirmed(t), t.Context()
	must(w.SetReference(ctx, bea, id, "PO-2"))
	must(w.SetReference(ctx, bea, id, "PO-2"))
	must(w.SetSupervisor(ctx, seppo, id, "Simo T."))
	w.carry(t)
	o := w.stored(t)
	if len(o.Agreed) != 3 || o.Newest().Reference != "PO-2" || o.Newest().Supervisor != "Simo T." || o.Agreed[1].Supervisor != "Seppo S." {
		t.Errorf("%+v", o.Agreed)
	}
	if got := append(w.told("aino"), w.told("olga")...); !slices.Equal(got, []string{"order.changed.buyer", "order.changed"}) {
		t.Errorf("told %v", got)
	}
	_, err := w.SetSupervisor(ctx, seppo, id, " ")
	wantError(t, err, marketplace.Invalid, "")
}
