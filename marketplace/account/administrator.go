package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Administer makes the holder of an e-mail address an administrator of the installation, as a member of the organisation
// that runs it; only for the program itself (command line). The organisation is known by its business id. What is not
// there yet is made: the person with this name and password, which must be hard to guess, and the organisation. What is
// there stays as it is, so that it may run again after it was interrupted. An organisation without an owner gets this one.
func (s *Service) Administer(ctx context.Context, actor marketplace.Actor, who NewPerson, home NewOrganisation) (Person, Organisation, error) {
	if !actor.System {
		return Person{}, Organisation{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	home, bad := home.checked()
	if home.BusinessID == "" {
		bad = append(bad, marketplace.Field("business_id", "field.required"))
	}
	who.Email, bad = email(bad, who.Email)
	if err := marketplace.InvalidFields(bad); err != nil {
		return Person{}, Organisation{}, err
	}
	p, err := s.byEmail(ctx, who.Email)
	if marketplace.IsKind(err, marketplace.NotFound) {
		p, err = s.register(ctx, who, "", false)
	}
	if err != nil {
		return Person{}, Organisation{}, err
	}
	o, err := s.homeOf(ctx, actor, home)
	if err != nil {
		return Person{}, Organisation{}, err
	}
	roles := []marketplace.Role{marketplace.RoleAdministrator}
	if len(o.Owners) == 0 {
		roles = append(roles, marketplace.RoleOwner)
	}
	return p.shown(), o, s.Grant(ctx, actor, p.ID, o.ID, roles...)
}

// homeOf is the organisation with the business id, made if there is none.
func (s *Service) homeOf(ctx context.Context, actor marketplace.Actor, home NewOrganisation) (Organisation, error) {
	e, err := s.orgs.First(ctx, store.Query{Index: "business_id", Eq: []any{home.BusinessID}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return s.CreateOrganisation(ctx, actor, home)
	}
	return e.Value, err
}
