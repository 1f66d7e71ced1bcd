package find

import (
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/language"
	"sovite.fi/sovite/matching/search/bleve"
)

// Two employers.
var (
	aino = discoverytest.Actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	otso = discoverytest.Actor("otso", "depot", marketplace.RoleEmployer)
)

// world is a market with a Finder.
type world struct {
	*Finder
	market *discoverytest.Market
	orgs   discoverytest.Orgs
	index  *discoverytest.Switchable
}

func newWorld(t testing.TB) *world {
	t.Helper()
	m := discoverytest.New(t, must(bleve.Open(t.TempDir())))
	words := must(language.LoadVocabulary())
	return &world{
		Finder: New(Deps{
			Tasks: m.Tasks, Index: m.Index, Scale: m.Scale, Places: m.Places,
			Synonyms: func(asked string) []string { return words.Synonyms("", asked) },
		}),
		market: m, orgs: m.Orgs, index: m.Index,
	}
}

// post publishes a task and carries its facts to the index.
func (w *world) post(who marketplace.Actor, t task.Task) marketplace.ID {
	id := w.market.Post(who, t)
	w.carry()
	return id
}

func (w *world) carry() { w.market.Carry(w.Keep) }

func washing() task.Task { return discoverytest.Washing() }

func with(change func(*task.Task)) task.Task { return discoverytest.Washing(change) }

func must[T any](v T, err error) T { return discoverytest.Must(v, err) }

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	discoverytest.WantKind(t, err, kind)
}
