package outcome

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// crowd is n people whose names begin with a letter.
func crowd(letter string, n int) []marketplace.ID {
	out := make([]marketplace.ID, n)
	for i := range out {
		out[i] = marketplace.ID(fmt.Sprintf("%s%03d", letter, i))
	}
	return out
}

// parts makes a whole and its parts: whole "t", parts "0", "1", and so on.
func parts(sizes ...int) []Group {
	var all []marketplace.ID
	out := []Group{{}}
	for i, n := range sizes {
		who := crowd(string(rune('a'+i)), n)
		all = append(all, who...)
		out = append(out, Group{Key: fmt.Sprint(i), Kind: "parts", People: who})
	}
	out[0] = Group{Key: "t", People: all}
	return out
}

// A small part is hidden with another from which it could be worked out; nothing else is.
func TestConceal(t *testing.T) {
	for name, tc := range map[string]struct {
		groups []Group
		hidden []string
	}{
		"ten are shown":                       {parts(10, 20), nil},
		"nine are not, nor the rest":          {parts(9, 20), []string{"0", "1"}},
		"one in the middle":                   {parts(20, 1, 30), []string{"1", "2"}},
		"two small ones together are enough":  {parts(5, 6, 30), []string{"0", "1"}},
		"two that are together still small":   {parts(2, 3, 30), []string{"0", "1", "2"}},
		"nobody is no small group":            {parts(0, 20), nil},
		"nobody beside a small one":           {parts(0, 4, 20), []string{"1", "2"}},
		"a small whole":                       {parts(4, 3), []string{"0", "1", "t"}},
		"everybody small":                     {parts(9, 8), []string{"0", "1", "t"}},
		"eighteen in two are nine and nine":   {parts(9, 9, 30), []string{"0", "1", "2"}},
		"alone":                               {[]Group{{Key: "x", People: crowd("x", 9)}}, []string{"x"}},
		"the difference of two tables":        {append(parts(12, 15), Group{Key: "x", People: crowd("b", 14)}, Group{Key: "y", Kind: "z", People: crowd("b", 15)[14:]}), []string{"x", "y"}},
		"the same people under another title": {append(parts(9, 20), Group{Key: "x", People: crowd("b", 20)}), []string{"0", "1", "x"}},
	} {
		t.Run(name, func(t *testing.T) {
			var hidden []string
			for key, shown := range Conceal([][]Group{tc.groups}, 10) {
				if !shown {
					hidden = append(hidden, key)
				}
			}
			slices.Sort(hidden)
			if diff := cmp.Diff(tc.hidden, hidden); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What was shown at the end of one quarter stays shown when the next comes: then the new whole is hidden instead.
func TestConcealInRounds(t *testing.T) {
	all := parts(12, 4)
	shown := Conceal([][]Group{{all[1]}, {all[2], all[0]}}, 10)
	if !shown["0"] || shown["1"] || shown["t"] {
		t.Errorf("%v", shown)
	}
}

// Whatever numbers are published about whatever people: nothing that is hidden is a sum of multiples of what is shown, by
// exact fractions, and no group under the least is shown.
func TestNothingHiddenCanBeWorkedOut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		least := rapid.IntRange(2, 5).Draw(t, "least")
		var groups []Group
		for k := range rapid.IntRange(1, 4).Draw(t, "tables") {
			groups = append(groups, drawTable(t, k)...)
		}
		shown := Conceal([][]Group{groups}, least)
		var open [][]marketplace.ID
		for _, g := range groups {
			if shown[g.Key] {
				open = append(open, g.People)
				if n := len(g.People); n > 0 && n < least {
					t.Fatalf("%s of %d is shown", g.Key, n)
				}
			}
		}
		rank := rankOf(open)
		for _, g := range groups {
			if !shown[g.Key] && rankOf(append(slices.Clone(open), g.People)) == rank {
				t.Fatalf("%s is hidden and follows from what is shown: %v", g.Key, shown)
			}
		}
	})
}

// drawTable is a table of any people in up to four parts, with its whole.
func drawTable(t *rapid.T, k int) []Group {
	kind := fmt.Sprintf("table %d", k)
	of := rapid.SliceOfN(rapid.IntRange(-1, 3), 14, 14).Draw(t, kind) // of each person the part; −1: in none
	out := make([]Group, 5)
	for p := range 4 {
		out[p+1] = Group{Key: fmt.Sprintf("%s part %d", kind, p), Kind: kind}
	}
	out[0].Key = kind + " whole"
	for who, p := range of {
		if id := marketplace.ID(fmt.Sprintf("p%02d", who)); p >= 0 {
			out[p+1].People = append(out[p+1].People, id)
			out[0].People = append(out[0].People, id)
		}
	}
	return out
}

// rankOf is the rank of the rows of the numbers, by exact fractions.
func rankOf(numbers [][]marketplace.ID) int {
	var basis [][]*big.Rat
	for _, people := range numbers {
		r := make([]*big.Rat, 14)
		for i := range r {
			r[i] = new(big.Rat)
			if slices.Contains(people, marketplace.ID(fmt.Sprintf("p%02d", i))) {
				r[i].SetInt64(1)
			}
		}
		for _, b := range basis {
			at := pivotOf(b)
			by := new(big.Rat).Quo(r[at], b[at])
			for i := range r {
				r[i].Sub(r[i], new(big.Rat).Mul(by, b[i]))
			}
		}
		if pivotOf(r) >= 0 {
			basis = append(basis, r)
		}
	}
	return len(basis)
}

func pivotOf(r []*big.Rat) int {
	return slices.IndexFunc(r, func(v *big.Rat) bool { return v.Sign() != 0 })
}

// Somebody who knows how numbers are hidden, and tries every table that could have been published as this one was, finds at
// least two values for each hidden part.
func TestHiddenPartsHaveMoreThanOneValue(t *testing.T) {
	const least, most = 6, 20
	published := map[string][]map[string]int{}
	for a := range most {
		for b := range most {
			for c := range most {
				seen, all := publishedAs(a, b, c, least), map[string]int{"0": a, "1": b, "2": c}
				published[seen] = append(published[seen], all)
			}
		}
	}
	for seen, could := range published {
		if could[0]["0"]+could[0]["1"]+could[0]["2"] >= most {
			continue // some of its tables were not tried
		}
		hidden := hiddenParts(could[0], least)
		for _, key := range hidden {
			values := map[int]bool{}
			for _, v := range could {
				values[v[key]] = true
			}
			if len(values) < 2 {
				t.Errorf("%s: part %s can only be %v", seen, key, values)
			}
		}
	}
}

func publishedAs(a, b, c, least int) string {
	groups := parts(a, b, c)
	shown := Conceal([][]Group{groups}, least)
	text := ""
	for _, g := range groups {
		if shown[g.Key] {
			text += fmt.Sprintf("%s=%d ", g.Key, len(g.People))
		} else {
			text += g.Key + "=? "
		}
	}
	return text
}

func hiddenParts(of map[string]int, least int) (out []string) {
	for key, shown := range Conceal([][]Group{parts(of["0"], of["1"], of["2"])}, least) {
		if !shown && key != "t" {
			out = append(out, key)
		}
	}
	return out
}
