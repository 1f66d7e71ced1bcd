package oidc_test

import (
	"encoding/json"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/store"
)

// Only the owners of an organisation and administrators set its service up; to owners of others there is none.
func TestWhoSetsUp(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	member := marketplace.Actor{Person: w.person("kaisa@maakunta.fi"), Org: w.org, Roles: []marketplace.Role{marketplace.RoleEmployer}}
	auditor := marketplace.Actor{Person: "a", Org: w.org, Roles: []marketplace.Role{marketplace.RoleAuditor}}
	verbs := map[string]func(marketplace.Actor) error{
		"settings": func(a marketplace.Actor) error { _, err := w.Settings(ctx, a, w.org); return err },
		"register": func(a marketplace.Actor) error { _, err := w.Register(ctx, a, w.org, w.setup()); return err },
		"switch": func(a marketplace.Actor) error {
			_, err := w.Switch(ctx, a, w.org, oidc.Switches{On: true})
			return err
		},
		"ask":     func(a marketplace.Actor) error { _, err := w.AskDomain(ctx, a, w.org, "toinen.fi"); return err },
		"release": func(a marketplace.Actor) error { return w.Release(ctx, a, w.org, member.Person) },
		"drop":    func(a marketplace.Actor) error { return w.DropDomain(ctx, a, w.org, w.domain.ID) },
	}
	for name, verb := range verbs {
		for who, want := range map[string]struct {
			actor marketplace.Actor
			kind  marketplace.Kind
		}{
			"nobody": {marketplace.Actor{}, marketplace.Unauthenticated}, "a member": {member, marketplace.Forbidden}, "an auditor": {auditor, marketplace.Forbidden},
			"an owner of another": {w.other, marketplace.NotFound},
		} {
			if err := verb(want.actor); !marketplace.IsKind(err, want.kind) {
				t.Errorf("%s by %s: %v, want %s", name, who, err, want.kind)
			}
		}
		for _, actor := range []marketplace.Actor{w.owner, w.admin} {
			if err := verb(actor); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if _, err := w.Settings(ctx, w.admin, "no-such-organisation"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("an organisation that is not there: %v", err)
	}
}

// A domain is one organisation's, by the word of an administrator of another.
func TestDomains(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.AskDomain(ctx, w.other, w.other.Org, "maakunta.fi")
	if !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("without a service: %v", err)
	}
	_, err = w.Register(ctx, w.other, w.other.Org, w.setup())
	w.ok(err)
	claim, err := w.AskDomain(ctx, w.other, w.other.Org, "maakunta.fi")
	w.ok(err)
	for who, actor := range map[string]marketplace.Actor{"its owner": w.other, "nobody": {}, "another owner": w.owner} {
		if _, err := w.ConfirmDomain(ctx, actor, claim.ID); err == nil {
			t.Errorf("confirmed by %s", who)
		}
	}
	_, err = w.ConfirmDomain(ctx, w.admin, claim.ID)
	w.refused("taken", "oidc.domain_taken", oidc.Came{}, err)
	own := w.admin
	own.Org = w.other.Org
	_, err = w.ConfirmDomain(ctx, own, claim.ID)
	w.refused("one's own", "oidc.domain_own", oidc.Came{}, err)
	list, err := w.Waiting(ctx, w.admin, marketplace.Page{})
	if err != nil || len(list.Items) != 1 || list.Items[0].ID != claim.ID {
		t.Errorf("waiting %+v %v", list, err)
	}
	if _, err := w.Waiting(ctx, w.owner, marketplace.Page{}); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("an owner reads what waits: %v", err)
	}
	w.ok(w.DropDomain(ctx, w.owner, w.org, w.domain.ID))
	_, err = w.ConfirmDomain(ctx, w.admin, claim.ID)
	w.ok(err)
	_, err = w.ConfirmDomain(ctx, w.admin, w.domain.ID)
	w.refused("dropped", "oidc.domain_not_asked", oidc.Came{}, err)
	if w.DropDomain(ctx, w.owner, w.org, claim.ID) == nil {
		t.Error("somebody else's domain was dropped")
	}
}

func TestDomainNames(t *testing.T) {
	w := newWorld(t)
	for typed, want := range map[string]string{
		"": "field.required", "fi": "oidc.domain_form", "a b.fi": "oidc.domain_form", "-a.fi": "oidc.domain_form", "ä.fi": "oidc.domain_form", "1.2.3.4": "oidc.domain_form",
		"a..fi": "oidc.domain_form", "x@y.fi": "oidc.domain_form", "GMAIL.com": "oidc.domain_anybodys", "@Kunta.fi": "", "xn--mnt-cla.fi": "",
	} {
		_, err := w.AskDomain(t.Context(), w.owner, w.org, typed)
		if got := firstKey(err); got != want {
			t.Errorf("%q: %q, want %q", typed, got, want)
		}
	}
}

func firstKey(err error) string {
	if err == nil {
		return ""
	}
	if e := marketplace.AsError(err); len(e.Fields) > 0 {
		return e.Fields[0].Key
	}
	return marketplace.AsError(err).Key
}

// What cannot be used is refused at its field, and nothing is saved.
func TestRegistering(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	for name, tt := range map[string]struct {
		change func(*oidc.Setup)
		key    string
	}{
		"no name":                      {func(s *oidc.Setup) { s.Name = " " }, "field.required"},
		"no client":                    {func(s *oidc.Setup) { s.ClientID = "" }, "field.required"},
		"no address":                   {func(s *oidc.Setup) { s.Issuer = "maakunta" }, "oidc.issuer_form"},
		"with a query":                 {func(s *oidc.Setup) { s.Issuer += "?a=b" }, "oidc.issuer_form"},
		"with a name":                  {func(s *oidc.Setup) { s.Issuer = strings.Replace(s.Issuer, "://", "://a:b@", 1) }, "oidc.issuer_form"},
		"another issuer":               {func(s *oidc.Setup) { s.Issuer = strings.TrimSuffix(s.Issuer, "y") + "y/" }, "oidc.issuer_other"},
		"nothing there":                {func(s *oidc.Setup) { s.Issuer += "/below" }, "oidc.issuer_unfit"},
		"a new one without its secret": {func(s *oidc.Setup) { s.ClientID, s.Secret = "new", "" }, "field.required"},
	} {
		in := w.setup()
		tt.change(&in)
		_, err := w.Register(ctx, w.owner, w.org, in)
		if got := firstKey(err); got != tt.key {
			t.Errorf("%s: %v, want %s", name, err, tt.key)
		}
	}
	in := w.setup()
	in.Name, in.Secret = "Uusi nimi", ""
	r, err := w.Register(ctx, w.owner, w.org, in)
	if err != nil || r.Name != "Uusi nimi" || !r.On {
		t.Errorf("renamed: %+v %v", r, err)
	}
	if _, err := w.comes("kaisa"); err != nil {
		t.Errorf("the secret was lost: %v", err)
	}
}

// The client secret is in no answer, no fact and no readable form in the store.
func TestTheSecretStaysSealed(t *testing.T) {
	w := newWorld(t)
	s, err := w.Settings(t.Context(), w.owner, w.org)
	w.ok(err)
	raw, err := json.Marshal(s)
	w.ok(err)
	doc, err := w.db.Get(t.Context(), "signin_services", w.org)
	w.ok(err)
	parcels, err := w.db.Pending(t.Context(), 100)
	w.ok(err)
	facts, err := json.Marshal(parcels)
	w.ok(err)
	for what, text := range map[string]string{"settings": string(raw), "store": string(doc.Body), "facts": string(facts)} {
		if strings.Contains(text, "hush") {
			t.Errorf("%s holds the secret: %s", what, text)
		}
	}
}

// Nothing of a visit that opens anything is stored, and a visit that is long over is swept away.
func TestVisitsLeaveNothing(t *testing.T) {
	w := newWorld(t)
	v := w.goes("kaisa", false)
	found, err := w.db.Find(t.Context(), "signin_attempts", store.Query{Index: "expires"})
	w.ok(err)
	if len(found.Docs) != 1 || strings.Contains(string(found.Docs[0].Body), v.begun.Cookie) {
		t.Errorf("stored %+v", found)
	}
	*w.now = w.now.AddDate(0, 0, 2)
	w.ok(w.Sweep(t.Context()))
	found, err = w.db.Find(t.Context(), "signin_attempts", store.Query{Index: "expires"})
	if err != nil || len(found.Docs) > 0 {
		t.Errorf("left %+v %v", found, err)
	}
}

// Sign-ins, and what is set up, are in the record of the organisation.
func TestFacts(t *testing.T) {
	w := newWorld(t)
	for range 2 {
		_, err := w.comes("kaisa")
		w.ok(err)
	}
	parcels, err := w.db.Pending(t.Context(), 100)
	w.ok(err)
	got := map[string]int{}
	for _, p := range parcels {
		for _, f := range p.Facts {
			if strings.HasPrefix(f.Type, "signin_") || strings.HasPrefix(f.Type, "identity.") {
				got[f.Type]++
				if f.Org != w.org {
					t.Errorf("%s is in the record of %s", f.Type, f.Org)
				}
			}
		}
	}
	for _, typ := range []string{"signin_service.registered", "signin_service.switched", "signin_domain.asked", "signin_domain.confirmed", "identity.bound", "identity.used"} {
		if got[typ] != 1 {
			t.Errorf("%s: %d times in %v", typ, got[typ], got)
		}
	}
}

// The offer for an address is that of its domain, as long as people may come in by it.
func TestOffers(t *testing.T) {
	w := newWorld(t)
	o, err := w.OfferFor(t.Context(), "Whoever@MAAKUNTA.fi")
	if err != nil || o.Org != w.org || o.Name != "Maakunta" {
		t.Errorf("%+v %v", o, err)
	}
	for _, address := range []string{"a@muualla.fi", "maakunta.fi@muualla.fi", "", "a@ali.maakunta.fi"} {
		if _, err := w.OfferFor(t.Context(), address); !marketplace.IsKind(err, marketplace.NotFound) {
			t.Errorf("%q: %v", address, err)
		}
	}
	w.switched(oidc.Switches{})
	if _, err := w.OfferFor(t.Context(), "a@maakunta.fi"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("switched off: %v", err)
	}
	if _, err := w.Begin(t.Context(), w.org, "/", "fi"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("switched off: %v", err)
	}
}
