package outcome

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/matching"
)

func actor(person, org marketplace.ID, roles ...marketplace.Role) marketplace.Actor {
	return marketplace.Actor{Person: person, Org: org, Roles: roles, Lang: "fi"}
}

// The people of the scenarios: two coaches, the owner and the auditor of one provider, and the owner of an employer.
var (
	kati  = actor("kati", "turku", marketplace.RoleCoach)
	kalle = actor("kalle", "turku", marketplace.RoleCoach)
	oona  = actor("oona", "turku", marketplace.RoleOwner)
	tuuli = actor("tuuli", "turku", marketplace.RoleAuditor)
	emil  = actor("emil", "cafe", marketplace.RoleOwner, marketplace.RoleEmployer)
	asko  = actor("asko", "turku", marketplace.RoleClient)
)

type orgs struct{}

func (orgs) PublicOrganisation(_ context.Context, id marketplace.ID) (account.PublicOrganisation, error) {
	kind := account.KindCoaching
	if id == "cafe" {
		kind = account.KindEmployer
	}
	return account.PublicOrganisation{ID: id, Name: "Turku", Kinds: []account.Kind{kind}}, nil
}

// newService has twelve clients of Kati's and three of Kalle's, all accepted in February 2026.
func newService(t *testing.T) (*Service, store.Store) {
	t.Helper()
	db := storetest.Memory(t, append(audit.Schemas(), Schemas()...)...)
	n := 0
	clock := marketplace.Clock(func() time.Time { return time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC) })
	ids := marketplace.IDs(func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("id-%06d", n)) })
	cases := append(herd("a", 12, "2026-02-01"), herd("b", 3, "2026-02-01")...)
	for i := range cases {
		cases[i].Coach = "kati"
		if strings.HasPrefix(string(cases[i].Client), "b") {
			cases[i].Coach = "kalle"
		}
	}
	return New(Deps{
		Store: db, Clock: clock, IDs: ids, Rules: must(rule.LoadBook()), Orgs: orgs{},
		Reads: audit.NewReads(db, marketplace.Facts{IDs: ids, Clock: clock}),
		Cases: func(_ context.Context, _, coach marketplace.ID, do func(Case) error) error {
			for _, c := range cases {
				if coach == "" || c.Coach == coach {
					if err := do(c); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}), db
}

func wantKind(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Fatalf("got %v, want %v", err, kind)
	}
}

// A coach counts their own clients, whatever their number, and opens as many as a number says; each look is recorded.
func TestOwn(t *testing.T) {
	s, db := newService(t)
	for who, want := range map[*marketplace.Actor]int{&kati: 12, &kalle: 3} {
		own := must(s.Own(t.Context(), *who, 0))
		p, _ := own.Figure(Accepted).Part("q1")
		before := len(must(db.Pending(t.Context(), 1000)))
		opened := must(s.Open(t.Context(), *who, 0, Accepted, "q1"))
		if p.N != want || p.Hidden || len(opened) != want || len(must(db.Pending(t.Context(), 1000)))-before != want {
			t.Errorf("%s counts %d and opens %d", who.Person, p.N, len(opened))
		}
	}
	_, err := s.Open(t.Context(), kati, 0, Accepted, "q9")
	wantKind(t, err, marketplace.NotFound)
	_, err = s.Open(t.Context(), kati, 0, "nothing", Total)
	wantKind(t, err, marketplace.NotFound)
	for _, year := range []int{1999, 2027} {
		_, err = s.Own(t.Context(), kati, year)
		wantKind(t, err, marketplace.Invalid)
	}
}

// An owner counts everybody, opens nobody, and nobody else counts anything.
func TestOrganisation(t *testing.T) {
	s, db := newService(t)
	all := must(s.Organisation(t.Context(), oona, 0))
	if p, _ := all.Figure(Accepted).Part("q1"); p.N != 15 || p.Items != nil || all.AsOf != "2026-09-30" {
		t.Errorf("until %s: %+v", all.AsOf, p)
	}
	_, err := s.Open(t.Context(), oona, 0, Accepted, "q1")
	wantKind(t, err, marketplace.Forbidden)
	for _, who := range []marketplace.Actor{kati, tuuli, emil, asko} {
		_, err := s.Organisation(t.Context(), who, 0)
		wantKind(t, err, marketplace.Forbidden)
	}
	for _, who := range []marketplace.Actor{oona, tuuli, emil, asko} {
		_, err := s.Own(t.Context(), who, 0)
		wantKind(t, err, marketplace.Forbidden)
	}
	_, err = s.Own(t.Context(), marketplace.Actor{}, 0)
	wantKind(t, err, marketplace.Unauthenticated)
	if n := len(must(db.Pending(t.Context(), 1000))); n != 0 {
		t.Errorf("asking left %d traces", n)
	}
}

// What can be counted is not rated; the newest rating of each other criterion stands, with who and when, and not rated is
// not zero.
func TestFidelity(t *testing.T) {
	s, _ := newService(t)
	ctx := t.Context()
	must(s.Rate(ctx, kati, 2, 3, ""))
	if r := must(s.Ratings(ctx, oona)); len(r) != 1 || r[2].Level != 3 || r[2].By != "kati" || r[2].On != "2026-11-23" {
		t.Errorf("%+v", r)
	}
	for name, tc := range map[string]struct {
		number, level int
		note, field   string
	}{
		"counted": {1, 3, "", "number"}, "none": {26, 3, "", "number"}, "zero": {3, 0, "", "level"}, "six": {3, 6, "", "level"},
		"long": {3, 3, strings.Repeat("ä", maxNote+1), "note"},
	} {
		_, err := s.Rate(ctx, kati, tc.number, tc.level, tc.note)
		if e := marketplace.AsError(err); e.Kind != marketplace.Invalid || e.Fields[0].Field != tc.field {
			t.Errorf("%s: %v", name, err)
		}
	}
	for _, who := range []marketplace.Actor{tuuli, emil, asko} {
		_, err := s.Rate(ctx, who, 2, 3, "")
		wantKind(t, err, marketplace.Forbidden)
		_, err = s.Ratings(ctx, who)
		wantKind(t, err, marketplace.Forbidden)
	}
}

// Every metric, part and criterion has its words in every language, and every rule that a metric names is in the book.
func TestEverythingHasWords(t *testing.T) {
	bundle := must(i18n.Load(must(matching.LoadScale())))
	book := must(rule.LoadBook())
	l := must(LimitsOn(book, "2026-11-23"))
	if l != limits() {
		t.Errorf("the rules say %+v", l)
	}
	for _, voice := range i18n.Languages() {
		lang := bundle.In(voice)
		for _, m := range Metrics() {
			said := []string{m.Name(lang), m.Text(lang, l), Value{Amount: 1234}.Said(lang, m)}
			for _, f := range Summarise(nil, 2025, "2025-12-31", l).Figure(m).Parts {
				said = append(said, m.PartName(lang, f.Key))
			}
			for _, text := range said {
				if text == "" || strings.Contains(text, "outcome.") || strings.ContainsAny(text, "{}") {
					t.Errorf("%s in %s: %q", m, voice, text)
				}
			}
			for _, id := range m.Rules() {
				if _, ok := book.At(id, "2026-11-23"); !ok {
					t.Errorf("%s rests on %s, which is no rule", m, id)
				}
			}
		}
		for _, c := range Criteria() {
			if key := fmt.Sprint("outcome.criterion.", c.Number); !lang.Has(key) || !lang.Has("outcome.chapter."+c.Chapter) {
				t.Errorf("criterion %d has no words in %s", c.Number, voice)
			}
		}
	}
}
