package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Accounts serves organisations, their members, people and sessions.
type Accounts struct {
	Service *account.Service
	Gate    *auth.Gate
}

// Organisation is an employer, an organiser or a coaching unit.
type Organisation struct {
	ID           string   `json:"id"`
	Name         string   `json:"name"`
	BusinessID   string   `json:"business_id,omitempty"`
	Kinds        []string `json:"kinds"`
	Municipality string   `json:"municipality,omitempty"`
	Lang         string   `json:"lang"`
	Suspended    bool     `json:"suspended,omitempty"`
	Created      string   `json:"created"`
}

func organisation(o account.Organisation) Organisation {
	return Organisation{
		ID: string(o.ID), Name: o.Name, BusinessID: o.BusinessID, Kinds: check.Words(o.Kinds), Municipality: o.Municipality,
		Lang: o.Lang, Suspended: o.Suspended, Created: o.Created.String(),
	}
}

// OrganisationInput is what somebody fills in about an organisation.
type OrganisationInput struct {
	Body struct {
		Name         string   `json:"name" maxLength:"200"`
		BusinessID   string   `json:"business_id,omitempty" maxLength:"20" doc:"Y-tunnus" example:"0737546-2"`
		Kinds        []string `json:"kinds" maxItems:"3" doc:"employer, organiser, coaching"`
		Municipality string   `json:"municipality,omitempty" maxLength:"80"`
		Lang         string   `json:"lang,omitempty" maxLength:"2" doc:"Language of messages to the organisation: fi, sv or en"`
		Roles        []string `json:"roles,omitempty" maxItems:"7" doc:"What the founder does besides owning; only when founding"`
	}
}

func (in *OrganisationInput) value() account.NewOrganisation {
	b := in.Body
	return account.NewOrganisation{
		Name: b.Name, BusinessID: b.BusinessID, Kinds: typed[account.Kind](b.Kinds), Municipality: b.Municipality, Lang: b.Lang,
		Roles: typed[marketplace.Role](b.Roles),
	}
}

// Found founds an organisation.
func (h Accounts) Found(ctx context.Context, in *OrganisationInput) (*Answer[Organisation], error) {
	o, err := h.Service.CreateOrganisation(ctx, web.ActorFrom(ctx), in.value())
	return Reply(organisation(o), err)
}

// Organisation reads one organisation.
func (h Accounts) Organisation(ctx context.Context, in *ByID) (*Answer[Organisation], error) {
	o, err := h.Service.Organisation(ctx, web.ActorFrom(ctx), in.ID)
	return Reply(organisation(o), err)
}

// ChangeOrganisation changes the organisation that the caller acts for.
func (h Accounts) ChangeOrganisation(ctx context.Context, in *OrganisationInput) (*Answer[Organisation], error) {
	o, err := h.Service.ChangeOrganisation(ctx, web.ActorFrom(ctx), in.value())
	return Reply(organisation(o), err)
}

// Member is somebody who belongs to the organisation.
type Member struct {
	Person string   `json:"person"`
	Name   string   `json:"name"`
	Email  string   `json:"email"`
	Roles  []string `json:"roles"`
	Since  string   `json:"since"`
}

func member(m account.Member) Member {
	return Member{Person: string(m.Person), Name: m.Name, Email: m.Email, Roles: check.Words(m.Roles), Since: m.Since.String()}
}

// Members lists who belongs to the caller's organisation.
func (h Accounts) Members(ctx context.Context, in *Paging) (*Page[Member], error) {
	list, err := h.Service.Members(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return Paged(in, list, member), nil
}

// RolesInput gives a member exactly these roles.
type RolesInput struct {
	Person marketplace.ID `path:"person" maxLength:"64"`
	Body   struct {
		Roles []string `json:"roles" maxItems:"7" doc:"owner, employer, coach, supervisor, billing, auditor"`
	}
}

// SetRoles gives a member exactly the roles of the request.
func (h Accounts) SetRoles(ctx context.Context, in *RolesInput) (*Nothing, error) {
	return Done(h.Service.SetRoles(ctx, web.ActorFrom(ctx), in.Person, typed[marketplace.Role](in.Body.Roles)))
}

// ByPerson names a person.
type ByPerson struct {
	Person marketplace.ID `path:"person" maxLength:"64"`
}

// RemoveMember ends a membership.
func (h Accounts) RemoveMember(ctx context.Context, in *ByPerson) (*Nothing, error) {
	return Done(h.Service.RemoveMember(ctx, web.ActorFrom(ctx), in.Person))
}

// Invitation is a link that was sent to somebody.
type Invitation struct {
	ID      string   `json:"id"`
	Email   string   `json:"email"`
	Roles   []string `json:"roles"`
	Created string   `json:"created"`
	Expires string   `json:"expires"`
	Open    bool     `json:"open"`
}

func invitation(i account.Invitation) Invitation {
	return Invitation{
		ID: string(i.ID), Email: i.Email, Roles: check.Words(i.Roles), Created: i.Created.String(), Expires: i.Expires.String(), Open: i.Open,
	}
}

// InvitationInput says whom to invite, to do what.
type InvitationInput struct {
	Body struct {
		Email string   `json:"email" maxLength:"254"`
		Roles []string `json:"roles" maxItems:"7"`
	}
}

// Invite sends an invitation.
func (h Accounts) Invite(ctx context.Context, in *InvitationInput) (*Answer[Invitation], error) {
	i, err := h.Service.Invite(ctx, web.ActorFrom(ctx), in.Body.Email, typed[marketplace.Role](in.Body.Roles))
	return Reply(invitation(i), err)
}

// Invitations lists the invitations of the caller's organisation.
func (h Accounts) Invitations(ctx context.Context, in *Paging) (*Page[Invitation], error) {
	list, err := h.Service.Invitations(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return Paged(in, list, invitation), nil
}

// WithdrawInvitation closes an invitation that was not used.
func (h Accounts) WithdrawInvitation(ctx context.Context, in *ByID) (*Nothing, error) {
	return Done(h.Service.WithdrawInvitation(ctx, web.ActorFrom(ctx), in.ID))
}
