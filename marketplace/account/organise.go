package account

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// CreateOrganisation founds an organisation; whoever is signed in may, and becomes its first owner. The program itself
// may too, and then gives the first role by Grant. Conflict with key "account.business_id_taken" if the business id is
// here already.
func (s *Service) CreateOrganisation(ctx context.Context, actor marketplace.Actor, in NewOrganisation) (Organisation, error) {
	if actor.Person == "" && !actor.System {
		return Organisation{}, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	o, err := s.found(ctx, actor, in)
	if err != nil {
		return Organisation{}, err
	}
	made := s.fact(actor, o.ID, "organisation.created", organisations, o.ID)
	if _, err := s.orgs.Insert(ctx, o.ID, o, made); err != nil {
		return Organisation{}, businessIDTaken(err)
	}
	return o, s.seatFounder(ctx, o.ID, actor)
}

func (s *Service) found(ctx context.Context, actor marketplace.Actor, in NewOrganisation) (Organisation, error) {
	in, bad := in.checked()
	o := Organisation{ID: s.ids.For(ctx), Name: in.Name, BusinessID: in.BusinessID, Kinds: in.Kinds, Municipality: in.Municipality, Lang: in.Lang, Created: s.clock.Now()}
	if actor.Person != "" {
		roles, wrong := in.founderRoles()
		bad = append(bad, wrong...)
		o.Founder, o.FounderRoles, o.Owners = actor.Person, roles, []marketplace.ID{actor.Person}
	}
	return o, marketplace.InvalidFields(bad)
}

// seatFounder makes the founder's membership; it runs with the founding and again when the fact arrives.
func (s *Service) seatFounder(ctx context.Context, org marketplace.ID, actor marketplace.Actor) error {
	e, err := s.orgs.Get(ctx, org)
	if err != nil || e.Value.Founder == "" {
		return err
	}
	return s.give(ctx, actor, e.Value.Founder, org, e.Value.FounderRoles, "founding")
}

// ChangeOrganisation changes name, business id, kinds, municipality and language; for owners. Roles that do not fit the
// new kinds rest until the kind returns.
func (s *Service) ChangeOrganisation(ctx context.Context, actor marketplace.Actor, in NewOrganisation) (Organisation, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return Organisation{}, err
	}
	in, bad := in.checked()
	if err := marketplace.InvalidFields(bad); err != nil {
		return Organisation{}, err
	}
	e, err := store.Change(ctx, s.orgs, actor.Org, func(o *Organisation) ([]marketplace.Fact, error) {
		o.Name, o.BusinessID, o.Kinds, o.Municipality, o.Lang = in.Name, in.BusinessID, in.Kinds, in.Municipality, in.Lang
		return []marketplace.Fact{s.fact(actor, o.ID, "organisation.changed", organisations, o.ID)}, nil
	})
	return e.Value, businessIDTaken(err)
}

// Organisation reads an organisation: one's own, or any for an administrator. Everybody else gets NotFound.
func (s *Service) Organisation(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Organisation, error) {
	if id == "" || (actor.Org != id || actor.Person == "" && !actor.System) && !actor.Has(marketplace.RoleAdministrator) {
		return Organisation{}, notFound()
	}
	e, err := s.orgs.Get(ctx, id)
	return e.Value, err
}

// PublicOrganisation is what anybody may know of an organisation; other slices show it beside a task or a quote.
type PublicOrganisation struct {
	ID           marketplace.ID `json:"id"`
	Name         string         `json:"name"`
	BusinessID   string         `json:"business_id,omitempty"`
	Kinds        []Kind         `json:"kinds"`
	Municipality string         `json:"municipality,omitempty"`
	Suspended    bool           `json:"suspended,omitempty"`
}

func (o Organisation) public() PublicOrganisation {
	return PublicOrganisation{ID: o.ID, Name: o.Name, BusinessID: o.BusinessID, Kinds: o.Kinds, Municipality: o.Municipality, Suspended: o.Suspended}
}

// PublicOrganisation reads what anybody may know of an organisation.
func (s *Service) PublicOrganisation(ctx context.Context, id marketplace.ID) (PublicOrganisation, error) {
	e, err := s.orgs.Get(ctx, id)
	return e.Value.public(), err
}

// Directory lists the organisations of a kind by name, for everybody who works for one: what anybody may know of those
// that are not suspended. A page can be shorter than asked for.
func (s *Service) Directory(ctx context.Context, actor marketplace.Actor, kind Kind, page marketplace.Page) (marketplace.List[PublicOrganisation], error) {
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return marketplace.List[PublicOrganisation]{}, err
	}
	found, next, err := s.orgs.Find(ctx, store.Query{Index: "name", Limit: page.Size(), After: page.After})
	out := marketplace.List[PublicOrganisation]{Next: next}
	for _, e := range found {
		if o := e.Value; !o.Suspended && slices.Contains(o.Kinds, kind) {
			out.Items = append(out.Items, o.public())
		}
	}
	return out, err
}

// Organisations lists every organisation by name; for administrators.
func (s *Service) Organisations(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Organisation], error) {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return marketplace.List[Organisation]{}, err
	}
	found, next, err := s.orgs.Find(ctx, store.Query{Index: "name", Limit: page.Size(), After: page.After})
	return listed(found, next, func(o Organisation) Organisation { return o }), err
}

// Suspend closes an organisation: its members keep their accounts but no role. For administrators. Suspending twice
// changes nothing.
func (s *Service) Suspend(ctx context.Context, actor marketplace.Actor, org marketplace.ID) error {
	return s.setSuspended(ctx, actor, org, true, "organisation.suspended")
}

// Restore opens a suspended organisation again; for administrators.
func (s *Service) Restore(ctx context.Context, actor marketplace.Actor, org marketplace.ID) error {
	return s.setSuspended(ctx, actor, org, false, "organisation.restored")
}

func (s *Service) setSuspended(ctx context.Context, actor marketplace.Actor, org marketplace.ID, to bool, typ string) error {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.orgs, org, func(o *Organisation) ([]marketplace.Fact, error) {
		if o.Suspended == to {
			return nil, store.ErrUnchanged
		}
		o.Suspended = to
		return []marketplace.Fact{s.fact(actor, org, typ, organisations, org)}, nil
	})
	return err
}

func businessIDTaken(err error) error {
	if marketplace.IsKind(err, marketplace.Conflict) {
		return marketplace.Errorf(marketplace.Conflict, "account.business_id_taken", err)
	}
	return err
}

func listed[T, V any](found []store.Entry[T], next string, show func(T) V) marketplace.List[V] {
	out := marketplace.List[V]{Items: make([]V, 0, len(found)), Next: next}
	for _, e := range found {
		out.Items = append(out.Items, show(e.Value))
	}
	return out
}
