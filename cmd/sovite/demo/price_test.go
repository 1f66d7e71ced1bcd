package demo_test

import (
	"slices"
	"testing"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// The price book shows every outcome and most units, and is kept by somebody who may.
func TestPrices(t *testing.T) {
	w := load(t)
	shown, units := map[price.Outcome]bool{}, map[price.Unit]bool{}
	for _, p := range w.Prices {
		at := slices.IndexFunc(w.People, func(who demo.Person) bool { return who.ID == p.By })
		if at < 0 {
			t.Fatalf("%s: nobody is %s", p.ID, p.By)
		}
		who := w.People[at]
		if org, _ := w.org(who.Org); !slices.Contains(org.Kinds, account.KindOrganiser) || !slices.ContainsFunc(price.Writers(), func(r marketplace.Role) bool { return slices.Contains(who.Roles, r) }) {
			t.Errorf("%s: %s may not price", p.ID, who.ID)
		}
		units[p.Unit] = true
		for _, v := range p.Versions {
			verdict, err := price.Judge(p.Unit, v.Rate, v.Cost, verdict.Citation{})
			must(t, err)
			if shown[verdict.Outcome] = true; (verdict.Outcome == price.BelowCost) != (v.Below.Reason != "") {
				t.Errorf("%s: %s, and the reason is %q", p.ID, verdict.Outcome, v.Below.Reason)
			}
		}
	}
	if len(shown) != 3 || len(units) != len(price.Units()) {
		t.Errorf("only %v and %v are shown", shown, units)
	}
}
