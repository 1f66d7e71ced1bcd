package keys_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/matching/keys"
)

// TestListsAgree: the four ways of comparing say the same of any two lists.
func TestListsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(rapid.SampledFrom([]string{"a", "b", "c"}), 0, 5)
		wanted, had := list.Draw(t, "wanted"), list.Draw(t, "had")
		missing, shared := keys.Missing(wanted, had), keys.Shared(wanted, had)
		held, of := keys.Count(wanted, had)
		if keys.MissesAny(wanted, had) != (len(missing) > 0) || keys.SharesAny(wanted, had) != (len(shared) > 0) || held != len(shared) || of != len(shared)+len(missing) {
			t.Fatalf("missing %v, shared %v, %d of %d", missing, shared, held, of)
		}
		if !slices.IsSorted(missing) || !slices.IsSorted(shared) {
			t.Fatalf("not in order: %v, %v", missing, shared)
		}
	})
}
