package account

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Invite asks somebody to join the actor's organisation with these roles; for owners. The message is sent when the fact
// "person.invited" is carried; its link opens once, within 14 days. Conflict "account.already_member" for a member.
func (s *Service) Invite(ctx context.Context, actor marketplace.Actor, address string, roles []marketplace.Role) (Invitation, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return Invitation{}, err
	}
	o, err := s.orgs.Get(ctx, actor.Org)
	if err != nil {
		return Invitation{}, err
	}
	roles, bad := checkedRoles(roles, Roles(o.Value.Kinds))
	address, bad = email(bad, address)
	if err := marketplace.InvalidFields(bad); err != nil {
		return Invitation{}, err
	}
	if err := s.notMember(ctx, address, actor.Org); err != nil {
		return Invitation{}, err
	}
	l := link{Kind: LinkInvitation, Org: actor.Org, Email: address, Lang: o.Value.Lang, Roles: roles, Inviter: actor.Person}
	l, err = s.issue(ctx, actor, l, "person.invited")
	return l.shown(s.clock.Now()), err
}

// notMember is nil if nobody with the address belongs to the organisation.
func (s *Service) notMember(ctx context.Context, address string, org marketplace.ID) error {
	p, err := s.byEmail(ctx, address)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	m, err := s.members.Get(ctx, membershipID(p.ID, org))
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return nil
	case err == nil && m.Value.Active:
		return marketplace.Errorf(marketplace.Conflict, "account.already_member")
	}
	return err
}

// issue saves a new link with the fact that asks for its message.
func (s *Service) issue(ctx context.Context, actor marketplace.Actor, l link, typ string) (link, error) {
	salt, err := s.vault.Random(16)
	if err != nil {
		return l, err
	}
	now := s.clock.Now()
	l.ID, l.Salt, l.Created, l.Expires = s.ids.For(ctx), salt, now, marketplace.At(now.Time().Add(l.Kind.lifetime()))
	e, err := s.links.Insert(ctx, l.ID, l, s.fact(actor, l.Org, typ, links, l.ID))
	return e.Value, err
}

// Invitations lists the organisation's invitations, newest first; for owners.
func (s *Service) Invitations(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Invitation], error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return marketplace.List[Invitation]{}, err
	}
	found, next, err := s.links.Find(ctx, store.Query{Index: "org", Eq: []any{string(actor.Org)}, Desc: true, Limit: page.Size(), After: page.After})
	now := s.clock.Now()
	return listed(found, next, func(l link) Invitation { return l.shown(now) }), err
}

// WithdrawInvitation closes an invitation that was not used yet; for owners.
func (s *Service) WithdrawInvitation(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return err
	}
	_, err := store.Change(ctx, s.links, id, func(l *link) ([]marketplace.Fact, error) {
		if l.Kind != LinkInvitation || l.Org != actor.Org {
			return nil, notFound()
		}
		if !l.Used.IsZero() {
			return nil, marketplace.Errorf(marketplace.Conflict, "account.link_used")
		}
		l.Used = s.clock.Now()
		return []marketplace.Fact{s.fact(actor, l.Org, "invitation.withdrawn", links, l.ID)}, nil
	})
	return err
}

// SignUp sends a link to an address by which its holder can make an account. The answer is the same whether or not the
// address has one already; the message differs.
func (s *Service) SignUp(ctx context.Context, address, language string) error {
	address, bad := email(nil, address)
	language, bad = lang(bad, language)
	if err := marketplace.InvalidFields(bad); err != nil {
		return err
	}
	_, err := s.issue(ctx, marketplace.Actor{}, link{Kind: LinkSignUp, Email: address, Lang: language}, "signup.requested")
	return err
}
