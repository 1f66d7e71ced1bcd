package propose

import (
	"context"
	"fmt"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// A crash at every write from the order to the published week: after the restart the way can be gone again to the same end,
// and no week holds anything that a check blocks.
func TestCrash(t *testing.T) {
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		for k := 1; ; k++ {
			w := planned(t)
			db := storetest.Faulty(w.db, k, moment)
			crashed := worldAt(db, w.now, w.orders, "crashed-")
			err := goWay(t.Context(), crashed)
			if !db.Crashed() {
				ok(t, err)
				if k <= 4 {
					t.Fatalf("only %d writes", k-1)
				}
				break
			}
			again := worldAt(w.db, w.now, w.orders, "again-")
			again.carry(t)
			sound(t, again, fmt.Sprintf("write %d, moment %d", k, moment))
			ok(t, goWay(t.Context(), again))
			again.carry(t)
			sound(t, again, fmt.Sprintf("write %d, moment %d, again", k, moment))
			if list := must(again.rosters.Shifts(t.Context(), olga, monday, monday.AddDays(6))); len(list) != 2 || len(list[0].Members) != 2 || len(list[1].Members) != 2 {
				t.Errorf("write %d: %+v", k, list)
			}
			if again.told+crashed.told == 0 {
				t.Errorf("write %d: nobody was told", k)
			}
		}
	}
}

// goWay makes a week of the orders, proposes, accepts and publishes.
func goWay(ctx context.Context, w *world) error {
	if err := w.rosters.Follow(ctx, marketplace.Fact{ID: "f", Type: "order.confirmed", Org: "paja"}); err != nil {
		return err
	}
	e, err := w.rosters.Week(ctx, seppo, monday)
	if err != nil {
		return err
	}
	if _, err = w.Propose(ctx, seppo, monday, e.Rev); err != nil {
		return err
	}
	if e, err = w.Accept(ctx, seppo, monday, e.Rev); err != nil {
		return err
	}
	_, err = w.rosters.Publish(ctx, seppo, monday, e.Rev)
	return err
}

func sound(t *testing.T, w *world, when string) {
	t.Helper()
	v := must(w.rosters.Look(t.Context(), olga, monday))
	if standing := v.Value.Standing(v.Faults); len(standing) > 0 {
		t.Errorf("%s: %v", when, standing)
	}
}
