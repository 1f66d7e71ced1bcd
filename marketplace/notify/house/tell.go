package house

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/oidc"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Orgs    Orgs
	Notices Notices
}

// Orgs tells the names of organisations; account.Service does.
type Orgs interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Notices takes what people are told; notice.Service does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Service tells people.
type Service struct {
	Deps
	members store.Collection[account.Membership]
	domains store.Collection[oidc.Domain]
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{
		Deps:    d,
		members: store.NewCollection[account.Membership](d.Store, store.Schema{Collection: "memberships"}),
		domains: store.NewCollection[oidc.Domain](d.Store, store.Schema{Collection: "signin_domains"}),
	}
}

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{"signin_domain.asked", "organisation.suspended", "organisation.restored"}
}

// Tell puts what a fact says into the boxes of those whom it concerns. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	if f.Type == "signin_domain.asked" {
		return s.tellOfDomain(ctx, f)
	}
	_, org, _ := strings.Cut(f.Subject, "/")
	firm, err := s.Orgs.PublicOrganisation(ctx, marketplace.ID(org))
	if err != nil {
		return err
	}
	n := notice.Notice{ID: f.ID, Kind: f.Type, Args: map[string]string{"org": firm.Name}, Path: "/", At: f.At}
	return s.tell(ctx, store.Query{Index: "org", Eq: []any{org, true}}, n, func(account.Membership) bool { return true })
}

// tellOfDomain tells the administrators that somebody waits for them; not whoever asked, who cannot confirm it for themselves.
func (s *Service) tellOfDomain(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	d, err := s.domains.Get(ctx, marketplace.ID(id))
	if err != nil || d.Value.State != oidc.Asked {
		return err
	}
	firm, err := s.Orgs.PublicOrganisation(ctx, d.Value.Org)
	if err != nil {
		return err
	}
	n := notice.Notice{ID: f.ID, Kind: f.Type, Args: map[string]string{"org": firm.Name, "domain": d.Value.Name}, Path: "/sign-in-domains", At: f.At}
	return s.tell(ctx, store.Query{Index: "org"}, n, func(m account.Membership) bool {
		return m.Active && m.Person != f.Actor && slices.Contains(m.Roles, marketplace.RoleAdministrator)
	})
}

// tell tells the members that a query finds, as members of the organisation that they are found in.
func (s *Service) tell(ctx context.Context, q store.Query, n notice.Notice, whom func(account.Membership) bool) error {
	return s.members.Each(ctx, q, func(e store.Entry[account.Membership]) error {
		if !whom(e.Value) {
			return nil
		}
		n.Org = e.Value.Org
		return s.Notices.Post(ctx, e.Value.Person, n)
	})
}
