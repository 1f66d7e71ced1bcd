package oidc

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Settings are what an organisation has set up.
type Settings struct {
	Registration          // without an issuer when there is none yet
	Redirect     string   // to be entered at the service
	Domains      []Domain // by name
	People       []Bound  // who came in by it
}

// Bound is somebody who came in by the service.
type Bound struct {
	Person      marketplace.ID
	Name, Email string
	Bound, Used marketplace.Instant
}

// mostDomains is how many domains an organisation may ask for.
const mostDomains = 50

// Settings reads what an organisation has set up; for its owners and for administrators.
func (s *Service) Settings(ctx context.Context, actor marketplace.Actor, org marketplace.ID) (Settings, error) {
	if err := keeper(actor, org); err != nil {
		return Settings{}, err
	}
	if _, err := s.Accounts.Organisation(ctx, marketplace.System(org), org); err != nil {
		return Settings{}, err
	}
	out := Settings{Redirect: s.Redirect(org)}
	e, err := s.registrations.Get(ctx, org)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return out, err
	}
	out.Registration = e.Value.Registration
	out.Org = org
	if out.Domains, err = s.domainsOf(ctx, org); err != nil {
		return out, err
	}
	out.People, err = s.boundTo(ctx, org)
	return out, err
}

// Register keeps what is needed to speak with an organisation's service, after the service has answered for itself. The first time it
// is switched off: nobody comes in before somebody switches it on. Invalid names the field; Unavailable when the service does not
// answer.
func (s *Service) Register(ctx context.Context, actor marketplace.Actor, org marketplace.ID, in Setup) (Registration, error) {
	if err := keeper(actor, org); err != nil {
		return Registration{}, err
	}
	if _, err := s.Accounts.Organisation(ctx, marketplace.System(org), org); err != nil {
		return Registration{}, err
	}
	old, err := s.registrations.Get(ctx, org)
	first := marketplace.IsKind(err, marketplace.NotFound)
	if err != nil && !first {
		return Registration{}, err
	}
	in, err = in.checked(first || old.Value.Issuer != in.Issuer || old.Value.ClientID != in.ClientID)
	if err != nil {
		return Registration{}, err
	}
	if err := s.Provider.Check(ctx, in.Issuer); err != nil {
		return Registration{}, err
	}
	sealed := old.Value.Secret
	if in.Secret != "" {
		if sealed, err = s.Vault.Seal(clientPurpose, []byte(in.Secret)); err != nil {
			return Registration{}, err
		}
	}
	if !first {
		return s.change(ctx, actor, org, "signin_service.changed", func(r registration) (registration, error) {
			r.Secret = sealed
			return r.with(in, s.Clock.Now()), nil
		})
	}
	fresh := registration{Registration: Registration{Org: org}, Secret: sealed}.with(in, s.Clock.Now())
	_, err = s.registrations.Insert(ctx, org, fresh, s.fact(actor, org, "signin_service.registered", s.registrations.Subject(org)))
	return fresh.Registration, err
}

// Switch decides whether people come in by the service, whether only so, and whether it takes unknown people in. Invalid at
// "switches" for the only way in that nobody has tried.
func (s *Service) Switch(ctx context.Context, actor marketplace.Actor, org marketplace.ID, to Switches) (Registration, error) {
	if err := keeper(actor, org); err != nil {
		return Registration{}, err
	}
	return s.change(ctx, actor, org, "signin_service.switched", func(r registration) (registration, error) { return r.set(to, s.Clock.Now()) })
}

func (s *Service) change(
	ctx context.Context, actor marketplace.Actor, org marketplace.ID, typ string, decide func(registration) (registration, error),
) (Registration, error) {
	e, err := store.Change(ctx, s.registrations, org, func(r *registration) (_ []marketplace.Fact, err error) {
		if *r, err = decide(*r); err != nil {
			return nil, err
		}
		how := []any{"on", r.On, "only", r.Only, "joins", r.Joins}
		return []marketplace.Fact{s.fact(actor, org, typ, s.registrations.Subject(org), how...)}, nil
	})
	return e.Value.Registration, err
}

// AskDomain asks the administrators to confirm that a domain is the organisation's.
func (s *Service) AskDomain(ctx context.Context, actor marketplace.Actor, org marketplace.ID, typed string) (Domain, error) {
	if err := keeper(actor, org); err != nil {
		return Domain{}, err
	}
	name, err := domainName(typed)
	if err != nil {
		return Domain{}, err
	}
	if _, err := s.registrations.Get(ctx, org); err != nil {
		return Domain{}, err
	}
	if there, err := s.domainsOf(ctx, org); err != nil || len(there) >= mostDomains {
		return Domain{}, firstError(err, marketplace.Errorf(marketplace.Conflict, "oidc.domains_many", "max", mostDomains))
	}
	id := domainID(org, name)
	fresh, _ := Domain{ID: id, Org: org, Name: name}.ask(s.Clock.Now())
	asked := s.fact(actor, org, "signin_domain.asked", s.domains.Subject(id))
	e, err := s.domains.Insert(ctx, id, fresh, asked)
	if marketplace.IsKind(err, marketplace.Conflict) {
		e, err = store.Change(ctx, s.domains, id, func(d *Domain) ([]marketplace.Fact, error) {
			next, asks := d.ask(s.Clock.Now())
			if !asks {
				return nil, store.ErrUnchanged
			}
			*d = next
			return []marketplace.Fact{asked}, nil
		})
	}
	return e.Value, err
}

// DropDomain gives a domain up; nobody comes in by an address in it from then on.
func (s *Service) DropDomain(ctx context.Context, actor marketplace.Actor, org, id marketplace.ID) error {
	if err := keeper(actor, org); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.domains, id, func(d *Domain) ([]marketplace.Fact, error) {
		if d.Org != org {
			return nil, notFound()
		}
		if d.State == Dropped {
			return nil, store.ErrUnchanged
		}
		*d = d.drop(actor.Person, s.Clock.Now())
		return []marketplace.Fact{s.fact(actor, org, "signin_domain.dropped", s.domains.Subject(id))}, nil
	})
	return err
}

func (s *Service) domainsOf(ctx context.Context, org marketplace.ID) ([]Domain, error) {
	var out []Domain
	err := s.domains.Each(ctx, store.Query{Index: "org", Eq: []any{string(org)}}, func(e store.Entry[Domain]) error {
		out = append(out, e.Value)
		return nil
	})
	return out, err
}

func firstError(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

// clientPurpose is what client secrets are sealed for.
const clientPurpose = "oidc client"

// Renew seals the client secrets again under the newest secret of the installation, and counts those that nothing opens. For the program
// itself; it may run again.
func (s *Service) Renew(ctx context.Context) (renewed, lost int, err error) {
	err = s.registrations.Each(ctx, store.Query{}, func(e store.Entry[registration]) error {
		sealed, changed, err := s.Vault.Renew(clientPurpose, e.Value.Secret)
		switch {
		case err != nil:
			lost++
			return nil //nolint:nilerr // counted
		case !changed:
			return nil
		}
		renewed++
		e.Value.Secret = sealed
		_, err = s.registrations.Save(ctx, e) // Stale: somebody changed it meanwhile; run it again
		return err
	})
	return renewed, lost, err
}
