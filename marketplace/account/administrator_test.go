package account

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
)

// The first administrator comes from nothing, may be asked for twice, and leaves who was there before as they were.
func TestAdminister(t *testing.T) {
	w := newWorld(t)
	ctx, program := t.Context(), marketplace.System("")
	who := NewPerson{Email: "Yllapito@Example.fi", Name: "Ylläpitäjä", Password: good}
	home := NewOrganisation{Name: "Alue", BusinessID: "0737546-2", Kinds: []Kind{KindCoaching}}
	first, org, err := w.Administer(ctx, program, who, home)
	w.ok(err)
	a := w.acting(marketplace.Actor{Person: first.ID}, org.ID)
	if !a.Has(roleAdmin) || !a.Has(roleOwner) {
		t.Errorf("the roles are %v", a.Roles)
	}
	who.Password = "toinen pitkä salasana tässä"
	again, same, err := w.Administer(ctx, program, who, home)
	w.ok(err)
	if again.ID != first.ID || same.ID != org.ID {
		t.Errorf("twice makes two: %v %v, %v %v", first.ID, again.ID, org.ID, same.ID)
	}
	if p, err := w.byEmail(ctx, "yllapito@example.fi"); err != nil || !w.hasher.Matches(good, p.Password) {
		t.Errorf("the password was changed (%v)", err)
	}
	who.Email = "toinen@example.fi"
	second, _, err := w.Administer(ctx, program, who, home)
	w.ok(err)
	if b := w.acting(marketplace.Actor{Person: second.ID}, org.ID); !slices.Equal(b.Roles, []marketplace.Role{roleAdmin}) {
		t.Errorf("the second has the roles %v", b.Roles)
	}
}

// Nobody makes administrators but the program, and what is wrong is named before anything is saved.
func TestAdministerRefuses(t *testing.T) {
	w := newWorld(t)
	ctx, program := t.Context(), marketplace.System("")
	who := NewPerson{Email: "a@example.fi", Name: "A", Password: good}
	home := NewOrganisation{Name: "Alue", BusinessID: "0737546-2", Kinds: []Kind{KindCoaching}}
	_, _, err := w.Administer(ctx, w.owner(KindCoaching), who, home)
	w.wantKind(marketplace.Forbidden, "", err)
	for name, change := range map[string]func(*NewPerson, *NewOrganisation){
		"easy password":  func(p *NewPerson, _ *NewOrganisation) { p.Password = "salasana12345" },
		"no address":     func(p *NewPerson, _ *NewOrganisation) { p.Email = "" },
		"no business id": func(_ *NewPerson, o *NewOrganisation) { o.BusinessID = "" },
		"bad id":         func(_ *NewPerson, o *NewOrganisation) { o.BusinessID = "0737546-3" },
	} {
		p, o := who, home
		change(&p, &o)
		if _, _, err := w.Administer(ctx, program, p, o); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
	list, err := w.Organisations(ctx, program, marketplace.Page{})
	if err != nil || slices.ContainsFunc(list.Items, func(o Organisation) bool { return o.Name == home.Name }) {
		t.Errorf("an organisation was made all the same (%v)", err)
	}
}
