package watch

import (
	"context"
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/discovery/discoverytest"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search/bleve"
)

// The people of the scenarios: two coaches and the auditor of a provider, a coach of another, and two employers.
var (
	kati  = discoverytest.Actor("kati", "turku", marketplace.RoleCoach)
	kalle = discoverytest.Actor("kalle", "turku", marketplace.RoleCoach)
	tuuli = discoverytest.Actor("tuuli", "turku", marketplace.RoleAuditor)
	vera  = discoverytest.Actor("vera", "vaasa", marketplace.RoleCoach)
	aino  = discoverytest.Actor("aino", "cafe", marketplace.RoleEmployer, marketplace.RoleOwner)
	otso  = discoverytest.Actor("otso", "depot", marketplace.RoleEmployer)
)

// world is a market with its search, the letters, and who holds which roles.
type world struct {
	*Service
	t       *testing.T
	market  *discoverytest.Market
	finder  *find.Finder
	notices *notice.Service
	people  *people
	sent    []notify.Message
}

// people are the roles by organisation and person; whoever is not there has left.
type people map[[2]marketplace.ID][]marketplace.Role

// RolesOf plays account.
func (p people) RolesOf(_ context.Context, org, person marketplace.ID) ([]marketplace.Role, error) {
	return p[[2]marketplace.ID{org, person}], nil
}

// Person plays account.
func (p people) Person(_ context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error) {
	if _, there := p[[2]marketplace.ID{actor.Org, who}]; !there {
		return account.Person{}, notFound()
	}
	return account.Person{ID: who, Email: string(who) + "@sovite.test", Lang: "en"}, nil
}

func newWorld(t *testing.T) *world {
	t.Helper()
	m := discoverytest.New(t, must(bleve.Open(t.TempDir())), slices.Concat(Schemas(), notice.Schemas())...)
	staff := people{}
	for _, a := range []marketplace.Actor{kati, kalle, tuuli, vera, aino, otso} {
		staff[[2]marketplace.ID{a.Org, a.Person}] = a.Roles
	}
	w := &world{t: t, market: m, people: &staff}
	w.finder = find.New(find.Deps{Tasks: m.Tasks, Index: m.Index, Scale: m.Scale, Places: m.Places, Synonyms: func(string) []string { return nil }})
	w.notices, w.Service = w.over(m.DB)
	return w
}

// over are the services under test over a store, which may fail.
func (w *world) over(db store.Store) (*notice.Service, *Service) {
	notices := notice.New(notice.Deps{
		Store: db, Clock: w.market.Clock, IDs: w.market.IDs, People: w.people, Sender: w, Bundle: must(i18n.Load(w.market.Scale)), Origin: "https://sovite.test",
	})
	return notices, New(Deps{
		Store: db, Clock: w.market.Clock, IDs: w.market.IDs, Tasks: w.market.Tasks, Finder: w.finder, Accounts: w.people, Notices: notices,
	})
}

// Send implements notify.Sender; a letter that is sent twice arrives once.
func (w *world) Send(_ context.Context, m notify.Message) error {
	if !slices.ContainsFunc(w.sent, func(o notify.Message) bool { return o.ID == m.ID }) {
		w.sent = append(w.sent, m)
	}
	return nil
}

// post publishes a task and carries its facts to the index.
func (w *world) post(who marketplace.Actor, changes ...func(*task.Task)) marketplace.ID {
	w.t.Helper()
	id := w.market.Post(who, discoverytest.Washing(changes...))
	w.carry()
	return id
}

func (w *world) carry() { w.market.Carry(w.finder.Keep, w.tell) }

// tell tells of what the looks found.
func (w *world) tell(ctx context.Context, f marketplace.Fact) error {
	if !slices.Contains(Told(), f.Type) {
		return nil
	}
	return w.Tell(ctx, f)
}

// day lets a day go by: the look, what follows from it, and the letter of the morning. It gives the letters of that day.
func (w *world) day() []string {
	w.t.Helper()
	before := len(w.sent)
	w.market.Days++
	ok(w.t, w.Work(w.t.Context()))
	w.carry()
	w.market.Days++ // the letter may go out a day after the look, as the clock of the market stands at eight
	ok(w.t, w.notices.Send(w.t.Context()))
	var out []string
	for _, m := range w.sent[before:] {
		out = append(out, m.Subject)
	}
	return out
}

func washers() Draft {
	return Draft{Name: "Turku", Query: find.Query{Municipals: []string{"Turku"}}, State: Daily}
}

func (w *world) save(who marketplace.Actor, key string, d Draft) Entry {
	w.t.Helper()
	return must(w.Create(w.t.Context(), who, key, d))
}

func inTampere(t *task.Task) { t.Place.Postal = "33100" }

func must[T any](v T, err error) T { return discoverytest.Must(v, err) }

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	discoverytest.WantKind(t, err, kind)
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}
