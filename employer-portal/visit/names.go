package visit

import "sovite.fi/sovite/marketplace"

// Firm is the name of an organisation; in words when it cannot be found any more.
func (r *Request) Firm(id marketplace.ID) string {
	o, err := r.Accounts.PublicOrganisation(r.Ctx, id)
	if err != nil {
		return r.T("liability.somebody")
	}
	return o.Name
}

// Colleague is the name of somebody of the actor's organisation; in words when they have left it, and what a key is called when a program did it.
func (r *Request) Colleague(who marketplace.ID) string {
	p, err := r.Accounts.Person(r.Ctx, marketplace.System(r.Actor.Org), who)
	if err != nil || who == "" {
		if key, ok := r.APIKeys.NameOf(r.Ctx, r.Actor.Org, who); ok {
			return r.T("keys.called", "name", key)
		}
		return r.T("my.somebody")
	}
	return p.Name
}
