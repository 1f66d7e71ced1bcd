package choice

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// A wish says why when it has to, from the list of its state, and says what other is.
func TestWishes(t *testing.T) {
	long := strings.Repeat("ä", maxNote+1)
	for name, tc := range map[string]struct {
		wish  Wish
		group matching.Group
		want  []string // "field key"
	}{
		"keep what fits":                     {wish: Wish{State: Kept}, group: matching.FitsNow},
		"keep what fits if":                  {wish: Wish{State: Kept}, group: matching.FitsIf},
		"keep with a reason anyway":          {wish: Wish{State: Kept, Reason: ClientWants}, group: matching.FitsIf},
		"keep what is left out":              {wish: Wish{State: Kept}, group: matching.LeftOut, want: []string{"reason choice.override_reason"}},
		"keep what is not known":             {wish: Wish{State: Kept}, group: matching.Missing, want: []string{"reason choice.override_reason"}},
		"keep what is left out, and why":     {wish: Wish{State: Kept, Reason: EmployerMayAdapt}, group: matching.LeftOut},
		"keep for a reason to dismiss":       {wish: Wish{State: Kept, Reason: TooFar}, want: []string{"reason field.choice"}},
		"dismiss":                            {wish: Wish{State: Dismissed}, want: []string{"reason field.required"}},
		"dismiss, and why":                   {wish: Wish{State: Dismissed, Reason: TriedBefore}},
		"dismiss for a reason of nobody's":   {wish: Wish{State: Dismissed, Reason: "lazy"}, want: []string{"reason field.choice"}},
		"dismiss for another reason":         {wish: Wish{State: Dismissed, Reason: Other, Note: " \t"}, want: []string{"note choice.other_note"}},
		"dismiss for another reason, and it": {wish: Wish{State: Dismissed, Reason: Other, Note: "Sama talo kuin kotona"}},
		"a long note":                        {wish: Wish{State: Kept, Note: long}, group: matching.FitsNow, want: []string{"note field.too_long"}},
		"no state":                           {wish: Wish{}, want: []string{"state field.choice"}},
		"opening is another verb":            {wish: Wish{State: Open}, want: []string{"state field.choice"}},
		"a reason of no state":               {wish: Wish{State: "sold", Reason: Other, Note: "x"}, want: []string{"state field.choice", "reason field.choice"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := tc.wish.checked(tc.group)
			var got []string
			if err != nil {
				for _, f := range marketplace.AsError(err).Fields {
					got = append(got, f.Field+" "+f.Key)
				}
			}
			if diff := cmp.Diff(tc.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// Whatever is chosen one after another: the last holds, those before stand behind it in their order, the newest of them
// are never lost, and nothing that was written is changed.
func TestNothingIsForgottenSilently(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		all := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Made {
			return Made{State: rapid.SampledFrom([]State{Open, Kept, Dismissed}).Draw(t, "state"), Profile: rapid.IntRange(1, 9).Draw(t, "profile")}
		}), 1, 3*maxEarlier).Draw(t, "choices")
		var c Choice
		for _, m := range all {
			before, kept := c, slices.Clone(c.Earlier)
			c = c.with(m)
			if !slices.Equal(before.Earlier, kept) {
				t.Fatal("choosing changed what stood there")
			}
		}
		if c.Made != all[len(all)-1] || len(c.Earlier) > maxEarlier || c.Dropped+len(c.Earlier) != len(all)-1 {
			t.Fatalf("%d chosen, %d kept, %d dropped", len(all), len(c.Earlier), c.Dropped)
		}
		if !slices.Equal(c.Earlier, all[c.Dropped:len(all)-1]) {
			t.Fatal("the earlier ones are not those before the last")
		}
	})
}

// Two clients or two tasks never share a document, however their ids run together.
func TestIDs(t *testing.T) {
	if idOf("a", "bc") == idOf("ab", "c") || idOf("a", "b") == idOf("b", "a") {
		t.Error("two pairs have one id")
	}
	if id := idOf(marketplace.ID(strings.Repeat("x", 64)), "t"); !id.Valid() || id != idOf(marketplace.ID(strings.Repeat("x", 64)), "t") {
		t.Errorf("%q", id)
	}
}
