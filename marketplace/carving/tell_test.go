package carving

import (
	"maps"
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
)

// asking is the fact that help was asked.
func (w *world) asking(id marketplace.ID) marketplace.Fact {
	w.t.Helper()
	for _, p := range must(w.db.Pending(w.t.Context(), 1000)) {
		for _, f := range p.Facts {
			if p.ID == id && f.Type == "carving.help_asked" {
				return f
			}
		}
	}
	w.t.Fatal("nobody asked")
	return marketplace.Fact{}
}

// When a provider is asked for help, its coaches are told under the id of the fact, so that once more is the same notice;
// nobody else is, and nobody when the question is gone or was put to everybody.
func TestAskedCoachesAreTold(t *testing.T) {
	for name, tc := range map[string]struct {
		to   marketplace.ID
		then func(*world, marketplace.ID) error
		want []marketplace.ID
	}{
		"a provider": {"turku", nil, []marketplace.ID{"kalle", "kati"}},
		"everybody":  {Anybody, nil, nil},
		"taken up":   {"turku", func(w *world, id marketplace.ID) error { _, err := w.Take(t.Context(), kati, id); return err }, nil},
		"taken back": {"turku", func(w *world, id marketplace.ID) error { _, err := w.TakeBack(t.Context(), aino, id); return err }, nil},
		"asked elsewhere since": {"turku", func(w *world, id marketplace.ID) error {
			if _, err := w.TakeBack(t.Context(), aino, id); err != nil {
				return err
			}
			_, err := w.Ask(t.Context(), aino, id, "vaasa")
			return err
		}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			e := must(w.Ask(t.Context(), aino, w.start(kitchen()).ID, tc.to))
			f := w.asking(e.ID)
			if tc.then != nil {
				if err := tc.then(w, e.ID); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 {
				if err := w.Tell(t.Context(), f); err != nil {
					t.Fatal(err)
				}
			}
			if got := slices.Sorted(maps.Keys(w.told)); !slices.Equal(got, tc.want) {
				t.Errorf("told: %v, want %v", got, tc.want)
			}
			for who, list := range w.told {
				for _, n := range list {
					if n.ID != f.ID || n.Org != tc.to || n.Path != "/carvings" || n.Args["employer"] != "Firma cafe" || len(n.Args) != 1 {
						t.Errorf("%s was told %+v", who, n)
					}
				}
			}
		})
	}
}
