package order

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
)

// Every verb, for everybody: those of the side whose verb it is and who hold a role for it; those of the wrong role are
// refused, and to everybody else there is no such order.
func TestWhoMay(t *testing.T) {
	ctx := t.Context()
	read, sell, buy := []string{"olga", "birgit", "seppo"}, []string{"olga", "birgit"}, []string{"aino", "otso"}
	bought := []string{"aino", "otso", "bea"}
	for name, v := range map[string]struct {
		do  func(*world, marketplace.Actor, marketplace.ID, int64) error
		who []string
	}{
		"get": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Get(ctx, a, id)
			return err
		}, read},
		"gates": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Gates(ctx, a, id)
			return err
		}, read},
		"tell as organiser": {func(w *world, a marketplace.Actor, id marketplace.ID, rev int64) error {
			_, err := w.TellAsOrganiser(ctx, a, id, rev, ours("work_activity", "organiser"))
			return err
		}, read},
		"approve": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Approve(ctx, a, id, "Paikalla ollaan.")
			return err
		}, []string{"olga"}},
		"confirm": {func(w *world, a marketplace.Actor, id marketplace.ID, rev int64) error {
			_, err := w.Confirm(ctx, a, id, rev)
			return err
		}, sell},
		"set supervisor": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.SetSupervisor(ctx, a, id, "Simo")
			return err
		}, read},
		"cancel": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Cancel(ctx, a, id, Cancellation{Reason: NoCrew})
			return err
		}, sell},
		"propose": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Propose(ctx, a, id, fewer())
			return err
		}, sell},
		"decline": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Decline(ctx, a, id, 1)
			return err
		}, sell},
		"propose as buyer": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.ProposeAsBuyer(ctx, a, id, fewer())
			return err
		}, buy},
		"accept": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, _ = w.ProposeAsBuyer(ctx, aino, id, fewer())
			_, err := w.Accept(ctx, a, id, 1)
			return err
		}, sell},
		"accept as buyer": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, _ = w.Propose(ctx, olga, id, fewer())
			_, err := w.AcceptAsBuyer(ctx, a, id, 1)
			return err
		}, buy},
		"decline as buyer": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.DeclineAsBuyer(ctx, a, id, 1)
			return err
		}, buy},
		"bought": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.Bought(ctx, a, id)
			return err
		}, bought},
		"tell as buyer": {func(w *world, a marketplace.Actor, id marketplace.ID, rev int64) error {
			_, err := w.TellAsBuyer(ctx, a, id, rev, theirs())
			return err
		}, buy},
		"set reference": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.SetReference(ctx, a, id, "PO-9")
			return err
		}, bought},
		"cancel bought": {func(w *world, a marketplace.Actor, id marketplace.ID, _ int64) error {
			_, err := w.CancelBought(ctx, a, id, Cancellation{Reason: NotNeeded})
			return err
		}, buy},
	} {
		for _, who := range append(everybody(), nobody) {
			w := begin(t)
			form := "employment"
			if name == "approve" {
				form = "work_activity"
			}
			ok(t, w.tellBoth(ctx, ours(form, "employer")))
			before := must(w.orders.Get(ctx, id))
			err := v.do(w, who, id, before.Rev)
			after := must(w.orders.Get(ctx, id))
			if may := slices.Contains(v.who, string(who.Person)); may != (err == nil) {
				t.Errorf("%s by %s: %v", name, who.Person, err)
			}
			if err != nil && after.Value.Proposals == 0 && after.Rev != before.Rev {
				t.Errorf("%s by %s was refused and changed the order", name, who.Person)
			}
			foreign := who.Org != "paja" && who.Org != "cafe"
			if missing := v.do(w, who, "none", before.Rev); foreign && marketplace.KindOf(missing) != marketplace.KindOf(err) {
				t.Errorf("%s by %s tells a foreign order (%v) from none (%v)", name, who.Person, err, missing)
			}
		}
	}
}
