package account

import (
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
)

const (
	roleOwner    = marketplace.RoleOwner
	roleEmployer = marketplace.RoleEmployer
	roleCoach    = marketplace.RoleCoach
	roleBilling  = marketplace.RoleBilling
	roleAdmin    = marketplace.RoleAdministrator
)

func TestFounding(t *testing.T) {
	tests := map[string]struct {
		kinds []Kind
		asked []marketplace.Role
		want  []marketplace.Role
	}{
		"employer":                          {[]Kind{KindEmployer}, nil, []marketplace.Role{roleOwner, roleEmployer}},
		"coaching does not open clients":    {[]Kind{KindCoaching}, nil, []marketplace.Role{roleOwner}},
		"coaching asked for":                {[]Kind{KindCoaching}, []marketplace.Role{roleCoach}, []marketplace.Role{roleOwner, roleCoach}},
		"both, asked for one":               {[]Kind{KindCoaching, KindEmployer}, []marketplace.Role{roleCoach}, []marketplace.Role{roleOwner, roleCoach}},
		"administrator cannot be asked for": {[]Kind{KindEmployer}, []marketplace.Role{roleAdmin}, nil},
		"coach in an employer":              {[]Kind{KindEmployer}, []marketplace.Role{roleCoach}, nil},
		"no kind":                           {nil, nil, nil},
		"unknown kind":                      {[]Kind{"club"}, nil, nil},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			a := w.person("a@example.fi")
			o, err := w.CreateOrganisation(t.Context(), a, NewOrganisation{Name: "Paja", Kinds: tt.kinds, Roles: tt.asked})
			if tt.want == nil {
				w.wantKind(marketplace.Invalid, "error.invalid", err)
				return
			}
			w.ok(err)
			if diff := cmp.Diff(tt.want, w.acting(a, o.ID).Roles); diff != "" {
				t.Error(diff)
			}
			if len(w.facts()["organisation.created"]) != 1 || len(w.facts()["membership.granted"]) != 1 {
				t.Errorf("facts %v", w.facts())
			}
		})
	}
	w := newWorld(t)
	_, err := w.CreateOrganisation(t.Context(), marketplace.Actor{}, NewOrganisation{Name: "Paja", Kinds: []Kind{KindEmployer}})
	w.wantKind(marketplace.Unauthenticated, "", err)
}

func TestBusinessIDIsUnique(t *testing.T) {
	w := newWorld(t)
	a := w.person("a@example.fi")
	in := NewOrganisation{Name: "Paja", Kinds: []Kind{KindEmployer}, BusinessID: " 0737546-2 "}
	o, err := w.CreateOrganisation(t.Context(), a, in)
	w.ok(err)
	if o.BusinessID != "0737546-2" {
		t.Errorf("stored %q", o.BusinessID)
	}
	_, err = w.CreateOrganisation(t.Context(), a, in)
	w.wantKind(marketplace.Conflict, "account.business_id_taken", err)
	in.BusinessID = "0737546-3"
	_, err = w.CreateOrganisation(t.Context(), a, in)
	w.wantKind(marketplace.Invalid, "", err)
	in.BusinessID = ""
	for range 2 { // without one, many may be founded
		_, err = w.CreateOrganisation(t.Context(), a, in)
		w.ok(err)
	}
	other := w.owner(KindEmployer)
	in.BusinessID = "0737546-2"
	_, err = w.ChangeOrganisation(t.Context(), other, in)
	w.wantKind(marketplace.Conflict, "account.business_id_taken", err)
}

func TestStrangersSeeNothing(t *testing.T) {
	w := newWorld(t)
	mine, theirs := w.owner(KindEmployer), w.owner(KindCoaching)
	ctx := t.Context()
	_, err := w.Organisation(ctx, mine, theirs.Org)
	w.wantKind(marketplace.NotFound, "", err)
	_, err = w.Organisation(ctx, marketplace.Actor{Org: theirs.Org}, theirs.Org)
	w.wantKind(marketplace.NotFound, "", err)
	_, err = w.Person(ctx, mine, theirs.Person)
	w.wantKind(marketplace.NotFound, "", err)
	w.wantKind(marketplace.NotFound, "", w.SetRoles(ctx, mine, theirs.Person, []marketplace.Role{roleBilling}))
	w.wantKind(marketplace.NotFound, "", w.RemoveMember(ctx, mine, theirs.Person))
	inv, err := w.Invite(ctx, theirs, "x@example.fi", []marketplace.Role{roleCoach})
	w.ok(err)
	w.wantKind(marketplace.NotFound, "", w.WithdrawInvitation(ctx, mine, inv.ID))
	for _, verb := range []error{
		w.Suspend(ctx, mine, theirs.Org), w.Restore(ctx, mine, theirs.Org), w.Disable(ctx, mine, theirs.Person),
		w.Grant(ctx, mine, mine.Person, mine.Org, roleAdmin),
	} {
		w.wantKind(marketplace.Forbidden, "", verb)
	}
	_, err = w.Organisations(ctx, mine, marketplace.Page{})
	w.wantKind(marketplace.Forbidden, "", err)
	_, err = w.AddPerson(ctx, mine, NewPerson{Email: "n@example.fi", Name: "N", Password: good})
	w.wantKind(marketplace.Forbidden, "", err)
	members, err := w.Members(ctx, mine, marketplace.Page{})
	if err != nil || len(members.Items) != 1 || members.Items[0].Person != mine.Person {
		t.Errorf("members %+v %v", members, err)
	}
}

// What only owners may do, nobody else of the organisation may.
func TestOnlyOwnersManage(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	clerk := w.member(boss, roleEmployer, roleBilling)
	ctx := t.Context()
	_, err := w.Invite(ctx, clerk, "x@example.fi", []marketplace.Role{roleBilling})
	w.wantKind(marketplace.Forbidden, "", err)
	_, err = w.Invitations(ctx, clerk, marketplace.Page{})
	w.wantKind(marketplace.Forbidden, "", err)
	_, err = w.ChangeOrganisation(ctx, clerk, NewOrganisation{Name: "Uusi", Kinds: []Kind{KindEmployer}})
	w.wantKind(marketplace.Forbidden, "", err)
	w.wantKind(marketplace.Forbidden, "", w.SetRoles(ctx, clerk, clerk.Person, []marketplace.Role{roleOwner}))
	w.wantKind(marketplace.Forbidden, "", w.RemoveMember(ctx, clerk, boss.Person))
	if p, err := w.Person(ctx, clerk, boss.Person); err != nil || p.ID != boss.Person {
		t.Errorf("fellow members see each other: %+v %v", p, err)
	}
	w.ok(w.RemoveMember(ctx, clerk, clerk.Person)) // leaving is everybody's own business
	if got := w.acting(clerk, boss.Org).Roles; got != nil {
		t.Errorf("after leaving: %v", got)
	}
	w.wantKind(marketplace.NotFound, "", w.RemoveMember(ctx, boss, clerk.Person))
}

func TestRolesFitTheKinds(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindCoaching)
	other := w.member(boss, roleCoach)
	ctx := t.Context()
	w.wantKind(marketplace.Invalid, "", w.SetRoles(ctx, boss, other.Person, []marketplace.Role{roleEmployer}))
	w.wantKind(marketplace.Invalid, "", w.SetRoles(ctx, boss, other.Person, []marketplace.Role{roleAdmin}))
	w.wantKind(marketplace.Invalid, "", w.SetRoles(ctx, boss, other.Person, nil))
	_, err := w.Invite(ctx, boss, "x@example.fi", []marketplace.Role{roleAdmin})
	w.wantKind(marketplace.Invalid, "", err)

	// A role rests while the organisation is not of its kind, and is back with it.
	change := func(kinds ...Kind) {
		_, err := w.ChangeOrganisation(ctx, boss, NewOrganisation{Name: "Paja", Kinds: kinds})
		w.ok(err)
	}
	change(KindEmployer)
	if got := w.acting(other, boss.Org).Roles; got != nil {
		t.Errorf("a coach in an employer: %v", got)
	}
	change(KindEmployer, KindCoaching)
	if got := w.acting(other, boss.Org).Roles; !slices.Equal(got, []marketplace.Role{roleCoach}) {
		t.Errorf("back: %v", got)
	}
}

// An administrator whose roles an owner changes stays one: owners neither give nor take that role.
func TestAdministratorIsNotTheOwnersToTake(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	admin := w.member(boss, roleAdmin)
	w.ok(w.SetRoles(t.Context(), boss, admin.Person, []marketplace.Role{roleBilling}))
	if got := w.acting(admin, boss.Org); !got.Has(roleAdmin) || !got.Has(roleBilling) {
		t.Errorf("roles %v", got.Roles)
	}
}

func TestLastOwnerStays(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	ctx := t.Context()
	w.wantKind(marketplace.Conflict, "account.last_owner", w.RemoveMember(ctx, boss, boss.Person))
	w.wantKind(marketplace.Conflict, "account.last_owner", w.SetRoles(ctx, boss, boss.Person, []marketplace.Role{roleBilling}))
	if got := w.acting(boss, boss.Org); !got.Has(roleOwner) {
		t.Fatalf("roles %v", got.Roles)
	}
	second := w.member(boss, roleOwner)

	// Two owners who remove each other at the same moment: one of them stays.
	var wg sync.WaitGroup
	errs := make([]error, 2)
	wg.Go(func() { errs[0] = w.RemoveMember(ctx, boss, second.Person) })
	wg.Go(func() { errs[1] = w.RemoveMember(ctx, second, boss.Person) })
	wg.Wait()
	owners := 0
	for _, a := range []marketplace.Actor{boss, second} {
		if w.acting(a, boss.Org).Has(roleOwner) {
			owners++
		}
	}
	if owners != 1 || (errs[0] == nil) == (errs[1] == nil) {
		t.Errorf("%d owners are left, errors %v", owners, errs)
	}
}

func TestSuspension(t *testing.T) {
	w := newWorld(t)
	boss := w.owner(KindEmployer)
	admin := w.member(w.owner(KindEmployer), roleAdmin)
	ctx := t.Context()
	in := w.signIn(w.emailOf(boss))
	w.ok(w.Suspend(ctx, admin, boss.Org))
	w.ok(w.Suspend(ctx, admin, boss.Org))
	if n := len(w.facts()["organisation.suspended"]); n != 1 {
		t.Errorf("%d facts of suspension", n)
	}
	actor, err := w.ActorFor(ctx, in.Session.ID)
	if err != nil || actor.Roles != nil || actor.Person != boss.Person {
		t.Errorf("suspended: %+v %v", actor, err)
	}
	if p, err := w.PublicOrganisation(ctx, boss.Org); err != nil || !p.Suspended {
		t.Errorf("public %+v %v", p, err)
	}
	w.ok(w.Restore(ctx, admin, boss.Org))
	if actor, err = w.ActorFor(ctx, in.Session.ID); err != nil || !actor.Has(roleOwner) {
		t.Errorf("restored: %+v %v", actor, err)
	}
	w.wantKind(marketplace.NotFound, "", w.Suspend(ctx, admin, "nowhere"))
}

// Everybody with a role finds the organisations of a kind, but not those suspended; nobody else finds any.
func TestDirectory(t *testing.T) {
	w, ctx := newWorld(t), t.Context()
	boss, coaching := w.owner(KindEmployer), w.owner(KindCoaching)
	admin := w.member(boss, roleAdmin)
	list, err := w.Directory(ctx, boss, KindCoaching, marketplace.Page{})
	if err != nil || len(list.Items) != 1 || list.Items[0].ID != coaching.Org {
		t.Errorf("%+v %v", list, err)
	}
	w.ok(w.Suspend(ctx, admin, coaching.Org))
	if list, err = w.Directory(ctx, boss, KindCoaching, marketplace.Page{}); err != nil || len(list.Items) != 0 {
		t.Errorf("suspended: %+v %v", list, err)
	}
	_, err = w.Directory(ctx, marketplace.Actor{Person: boss.Person}, KindCoaching, marketplace.Page{})
	w.wantKind(marketplace.Forbidden, "", err)
}

func TestOrganisationsForAdministrators(t *testing.T) {
	w := newWorld(t)
	admin := w.member(w.owner(KindEmployer), roleAdmin)
	other := w.owner(KindCoaching)
	list, err := w.Organisations(t.Context(), admin, marketplace.Page{})
	if err != nil || len(list.Items) != 2 {
		t.Errorf("%+v %v", list, err)
	}
	if o, err := w.Organisation(t.Context(), admin, other.Org); err != nil || o.ID != other.Org {
		t.Errorf("%+v %v", o, err)
	}
}
