package profile

import (
	"reflect"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
)

// near draws a content that differs from another in some parts only, as an edit does.
func near(t *rapid.T, base Content, name string) Content {
	other := drawn(t).Normalise()
	out := base
	for _, p := range partsOf(&base, &other) {
		if rapid.IntRange(0, 3).Draw(t, name+p.path) == 0 {
			p.copy(&out, &other)
		}
	}
	return out.Normalise()
}

func exchanged(choices map[string]Side) map[string]Side {
	out := map[string]Side{}
	for path, side := range choices {
		out[path] = side
		switch side {
		case Mine:
			out[path] = Theirs
		case Theirs:
			out[path] = Mine
		case Before:
		}
	}
	return out
}

// Whatever two people change: what only one of them changed is kept, nothing is there that nobody wrote, a clash ends as
// it was chosen, and whoever saves first the result is the same.
func TestMergeLosesNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := drawn(t).Normalise()
		mine, theirs := near(t, base, "mine "), near(t, base, "theirs ")
		choices := map[string]Side{}
		for _, path := range Merge(base, mine, theirs, nil).Clashes {
			choices[path] = rapid.SampledFrom([]Side{Mine, Theirs, Before}).Draw(t, path)
		}
		got := Merge(base, mine, theirs, choices)
		if len(got.Open) > 0 {
			t.Fatalf("open although chosen: %v", got.Open)
		}
		other := Merge(base, theirs, mine, exchanged(choices))
		if diff := cmp.Diff(got.Content, other.Content); diff != "" || !slices.Equal(got.Clashes, other.Clashes) {
			t.Fatalf("it matters who saves first: %s", diff)
		}
		for _, p := range partsOf(&base, &mine, &theirs, &got.Content) {
			want, clash := &theirs, slices.Contains(got.Clashes, p.path)
			switch {
			case clash:
				want = map[Side]*Content{Mine: &mine, Theirs: &theirs, Before: &base}[choices[p.path]]
			case !p.same(&mine, &base):
				want = &mine
			}
			if !p.same(&got.Content, want) {
				t.Fatalf("%s is not what was wanted (clash: %v)", p.path, clash)
			}
		}
		for _, e := range slices.Concat(mine.Evidence, theirs.Evidence) {
			if !slices.Contains(got.Content.Evidence, e) {
				t.Fatalf("evidence is lost: %+v", e)
			}
		}
	})
}

// Without a choice a clash is open and nothing of the one who saved is overwritten; merging with no change is the other.
func TestMergeWithoutChoices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := drawn(t).Normalise()
		mine, theirs := near(t, base, "mine "), near(t, base, "theirs ")
		got := Merge(base, mine, theirs, map[string]Side{"strengths": "nobody's"})
		if !slices.Equal(got.Open, got.Clashes) {
			t.Fatalf("open %v of %v", got.Open, got.Clashes)
		}
		for _, path := range got.Open {
			if !reflect.DeepEqual(got.Content.Part(path), theirs.Part(path)) {
				t.Fatalf("%s was overwritten", path)
			}
		}
		for _, alone := range []Content{Merge(base, base, theirs, nil).Content, Merge(base, theirs, base, nil).Content, Merge(base, theirs, theirs, nil).Content} {
			if diff := cmp.Diff(theirs, alone); diff != "" {
				t.Fatal(diff)
			}
		}
	})
}

// Every field of a profile belongs to a part: otherwise a merge or a starter would lose it silently.
func TestEveryFieldIsAPart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := drawn(t).Normalise()
		var copied Content
		for _, p := range partsOf(&c) {
			p.copy(&copied, &c)
		}
		copied.Evidence = c.Evidence
		if diff := cmp.Diff(c, copied); diff != "" {
			t.Fatal(diff)
		}
	})
}

// Taking items over touches nothing else, never takes anything away, and never changes the content taken from.
func TestOverAndWith(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawn(t).Normalise(), drawn(t).Normalise()
		items := rapid.SliceOfDistinct(rapid.SampledFrom([]string{"liked", "travel", "abilities.lifting", "allergens", "experience", "support"}), rapid.ID).Draw(t, "items")
		kept, over, with := a.Normalise(), a.Over(b, items...), a.With(b, items...)
		if diff := cmp.Diff(kept, a); diff != "" {
			t.Fatalf("the content itself changed: %s", diff)
		}
		for _, p := range partsOf(&a, &b) {
			in, told := withinAny(p.path, items), !p.same(&b, &Content{})
			if want := in && told; p.same(&over, &b) != (want || p.same(&a, &b)) {
				t.Fatalf("over: %s", p.path)
			}
			if !in && !p.same(&with, &a) || in && !p.same(&with, &b) {
				t.Fatalf("with: %s", p.path)
			}
		}
	})
	if within("support_note", "support") || !within("travel.postal", "travel") || !within("experience[0].title", "experience") {
		t.Error("an item holds what is not its own")
	}
	c := Content{Abilities: map[matching.Dimension]Answer{"lifting": {Rating: 2}, "standing": {Rating: 3}}}
	if got := c.Only("abilities.lifting"); len(got.Abilities) != 1 || len(c.Abilities) != 2 {
		t.Errorf("only %+v", got)
	}
}
