package order

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// broken says what does not fit together once every fact was carried: capacity that is sold for nothing or not sold for an
// order, an accepted quote without an order, and contracts that contractor's liability does not know as they are.
func (w *world) broken(t testing.TB) (out []string) {
	t.Helper()
	ctx := t.Context()
	q := must(w.sale.Standing(ctx, id))
	o, err := w.Standing(ctx, id)
	if (err == nil) != (q.Accepted != nil) {
		out = append(out, fmt.Sprintf("the quote is %s, the order: %v", q.State, err))
	}
	if err != nil {
		return out
	}
	b := w.booking(t)
	if (b.State == capacity.Sold) != (o.State != Cancelled) {
		out = append(out, fmt.Sprintf("the order is %s, its booking %s", o.State, b.State))
	}
	if o.Live && !slices.Equal(b.Loads, o.Newest().Loads) {
		out = append(out, fmt.Sprintf("agreed %v, sold %v", o.Newest().Loads, b.Loads))
	}
	c, kept := w.contract(t)
	if kept != (o.Decision != nil) || kept && (c.Ended != "") == o.Live || kept && o.Live && c.Until != o.Last {
		out = append(out, fmt.Sprintf("the order is %s, its contract %+v", o.State, c))
	}
	return out
}

// A crash at every write of a change: it is agreed and moved, or neither.
func TestCrashesWhileChanging(t *testing.T) {
	ctx := t.Context()
	way := func(w *world) error {
		if _, err := w.Propose(ctx, olga, id, fewer()); err != nil {
			return err
		}
		if _, err := w.AcceptAsBuyer(ctx, aino, id, w.proposals(ctx)); err != nil {
			return err
		}
		return w.carryOn(t)
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := confirmed(t)
			faulty := storetest.Faulty(w.db, k, moment)
			if err := way(worldAt(faulty, w.now, "crashed-")); !faulty.Crashed() {
				ok(t, err)
				if k <= 5 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(w.db, w.now, "again-")
			again.carry(t)
			if broken := again.broken(t); len(broken) > 0 {
				t.Errorf("write %d, moment %d: %v", k, moment, broken)
			}
			ok(t, way(again))
			if broken := again.broken(t); len(broken) > 0 || !slices.Equal(again.stored(t).Newest().Loads, fewer().Loads) {
				t.Errorf("write %d, moment %d, gone on with: %v", k, moment, broken)
			}
		}
	}
}

func (w *world) proposals(ctx context.Context) int {
	o, _ := w.Standing(ctx, id)
	return o.Proposals
}

// A crash at every write on the way from the acceptance to the cancellation: what was begun is complete or undone, nothing is
// sold for nothing, and going on ends where it would have ended.
func TestCrashes(t *testing.T) {
	ctx := context.Background()
	step := func(do func(w *world) error) func(testing.TB, *world) error {
		return func(t testing.TB, w *world) error {
			if err := do(w); err != nil {
				return err
			}
			return w.carryOn(t)
		}
	}
	type way []func(testing.TB, *world) error
	all := way{
		step(func(w *world) error {
			if o, err := w.Standing(ctx, id); err == nil && o.ID == id {
				return nil
			}
			return w.accept(ctx)
		}),
		step(func(w *world) error {
			if o, err := w.Standing(ctx, id); err != nil || o.State != Preparing {
				return err
			}
			return w.tellBoth(ctx, ours("employment", "employer"))
		}),
		step(func(w *world) error {
			if o, err := w.Standing(ctx, id); err != nil || o.State == Cancelled {
				return err
			}
			return w.confirm(ctx)
		}),
		step(func(w *world) error {
			_, err := w.CancelBought(ctx, aino, id, Cancellation{Reason: NotNeeded})
			return err
		}),
	}
	run := func(t testing.TB, w *world) error {
		for _, do := range all {
			if err := do(t, w); err != nil {
				return err
			}
		}
		return nil
	}
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			db := memory(t)
			w := offered(t, db)
			faulty := storetest.Faulty(db, k, moment)
			if err := run(t, worldAt(faulty, w.now, "crashed-")); !faulty.Crashed() {
				ok(t, err)
				if k <= 15 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(db, w.now, "again-")
			again.carry(t)
			if broken := again.broken(t); len(broken) > 0 {
				t.Errorf("write %d, moment %d: %v", k, moment, broken)
			}
			ok(t, run(t, again))
			if broken, o := again.broken(t), again.stored(t); len(broken) > 0 || o.State != Cancelled || o.Decision == nil && o.Ending == nil {
				t.Errorf("write %d, moment %d, gone on with: %v, %+v", k, moment, broken, o)
			}
		}
	}
}
