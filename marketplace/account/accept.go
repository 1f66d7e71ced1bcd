package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// Link reads what an invitation or sign-up link is for, to show it before it is used. NotFound "account.link_invalid"
// for a link that is wrong, used or expired.
func (s *Service) Link(ctx context.Context, token string) (Invitation, error) {
	l, err := s.openLink(ctx, token)
	if err != nil || l.Kind == LinkReset {
		return Invitation{}, linkError(err)
	}
	out := l.shown(s.clock.Now())
	if l.Org != "" {
		o, err := s.orgs.Get(ctx, l.Org)
		if err != nil {
			return Invitation{}, err
		}
		out.OrgName = o.Value.Name
	}
	_, err = s.byEmail(ctx, l.Email)
	out.Known = err == nil
	if marketplace.IsKind(err, marketplace.NotFound) {
		err = nil
	}
	return out, err
}

// Accept uses an invitation or sign-up link. Somebody new gives a name, language and password (the link says the
// address). Somebody whose address has an account must be signed in with it: Unauthenticated "account.accept_signed_in"
// or Forbidden "account.accept_other" otherwise. A link opens once: NotFound "account.link_invalid" after.
func (s *Service) Accept(ctx context.Context, actor marketplace.Actor, token string, in NewPerson) (Person, error) {
	l, err := s.openLink(ctx, token)
	if err != nil || l.Kind == LinkReset {
		return Person{}, linkError(err)
	}
	p, err := s.guest(ctx, actor, l, in)
	if err != nil {
		return Person{}, err
	}
	if err := s.notRemovedSince(ctx, p.ID, l); err != nil {
		return Person{}, err
	}
	actor.Person = p.ID
	_, err = store.Change(ctx, s.links, l.ID, func(l *link) ([]marketplace.Fact, error) {
		if !l.open(s.clock.Now()) {
			return nil, linkError(nil)
		}
		l.Used, l.UsedBy = s.clock.Now(), p.ID
		return []marketplace.Fact{s.fact(actor, l.Org, "invitation.accepted", links, l.ID, "person", p.ID)}, nil
	})
	if err != nil {
		return Person{}, err
	}
	return p.shown(), s.seatGuest(ctx, l.ID, actor)
}

// notRemovedSince refuses a link that was made before the person's membership ended: an invitation left over from then
// must not undo the removal.
func (s *Service) notRemovedSince(ctx context.Context, who marketplace.ID, l link) error {
	if l.Org == "" {
		return nil
	}
	m, err := s.members.Get(ctx, membershipID(who, l.Org))
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return nil
	case err == nil && !m.Value.Active && l.Created.Time().Before(m.Value.Ended.Time()):
		return linkError(nil)
	}
	return err
}

// guest is the person who uses the link: the one with its address, or a new one.
func (s *Service) guest(ctx context.Context, actor marketplace.Actor, l link, in NewPerson) (person, error) {
	p, err := s.byEmail(ctx, l.Email)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		in.Email = l.Email
		return s.register(ctx, in, l.ID, false)
	case err != nil:
		return person{}, err
	case p.Via == l.ID && s.hasher.Matches(in.Password, p.Password):
		return p, nil // the same person, after a first try that stopped halfway
	case actor.Person == "":
		return person{}, marketplace.Errorf(marketplace.Unauthenticated, "account.accept_signed_in")
	case actor.Person != p.ID:
		return person{}, marketplace.Errorf(marketplace.Forbidden, "account.accept_other")
	}
	return p, nil
}

// register makes a person. Conflict "account.email_taken" if the address has an account.
func (s *Service) register(ctx context.Context, in NewPerson, via marketplace.ID, trusted bool) (person, error) {
	in, err := in.checked(trusted, s.known)
	if err != nil {
		return person{}, err
	}
	hash, err := s.hasher.Hash(in.Password)
	if err != nil {
		return person{}, err
	}
	p := person{ID: s.ids(), Email: in.Email, Name: in.Name, Lang: in.Lang, Password: hash, Created: s.clock.Now(), Via: via}
	made := s.fact(marketplace.Actor{Person: p.ID}, "", "person.registered", people, p.ID)
	if _, err = s.people.Insert(ctx, p.ID, p, made); marketplace.IsKind(err, marketplace.Conflict) {
		err = marketplace.Errorf(marketplace.Conflict, "account.email_taken", err)
	}
	return p, err
}

// AddPerson makes a person without a link; only for the program itself (seed, command line), which may choose a password
// that is easy to guess, for demo accounts.
func (s *Service) AddPerson(ctx context.Context, actor marketplace.Actor, in NewPerson) (Person, error) {
	if !actor.System {
		return Person{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	p, err := s.register(ctx, in, "", true)
	return p.shown(), err
}

// seatGuest gives the membership a used invitation promised; it runs with the acceptance and again when the fact
// arrives.
func (s *Service) seatGuest(ctx context.Context, id marketplace.ID, actor marketplace.Actor) error {
	e, err := s.links.Get(ctx, id)
	if err != nil || e.Value.Org == "" || e.Value.UsedBy == "" {
		return err
	}
	return s.give(ctx, actor, e.Value.UsedBy, e.Value.Org, e.Value.Roles, string(id))
}

// openLink finds the link of a token, if it still opens.
func (s *Service) openLink(ctx context.Context, token string) (link, error) {
	claim, code, ok := secret.SplitToken(token)
	if !ok || !marketplace.ID(claim).Valid() {
		return link{}, linkError(nil)
	}
	e, err := s.links.Get(ctx, marketplace.ID(claim))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return link{}, linkError(nil)
	}
	if err == nil && (!e.Value.matches(s.vault, code) || !e.Value.open(s.clock.Now())) {
		return link{}, linkError(nil)
	}
	return e.Value, err
}

func linkError(err error) error {
	if err != nil {
		return err
	}
	return marketplace.Errorf(marketplace.NotFound, "account.link_invalid")
}

func (s *Service) byEmail(ctx context.Context, address string) (person, error) {
	e, err := s.people.First(ctx, store.Query{Index: "email", Eq: []any{address}})
	return e.Value, err
}
