package webhook

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Vault    *secret.Vault
	Poster   Poster
	Teller   Teller
	Origin   string // where the JSON interface is reached
	Loopback bool   // messages may go to the machine itself, by http too: for development
}

// Call is one message on its way.
type Call struct {
	URL    string
	Header map[string]string
	Body   string
}

// Poster carries a message to an address and gives the status of the answer, or 0 and why there is none. It follows no
// redirect, goes to no address that Public does not let, judged when it connects, and takes ten seconds at most.
type Poster interface {
	Post(ctx context.Context, c Call) (status int, why Why)
}

// Teller tells those of an organisation who hold one of some roles; request.Teller does.
type Teller interface {
	Roles(ctx context.Context, n notice.Notice, roles ...marketplace.Role) error
}

// Service holds the verbs of endpoints and deliveries. They are their organisation's, for its owners; to everybody else there
// are none.
type Service struct {
	Deps
	facts      marketplace.Facts
	endpoints  store.Collection[Endpoint]
	deliveries store.Collection[Delivery]
}

// Entry is an endpoint with the revision at which it was loaded, and Post a delivery.
type (
	Entry = store.Entry[Endpoint]
	Post  = store.Entry[Delivery]
)

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "webhooks", Indexes: []store.Index{{Name: "org", Fields: []string{"org", "state", "made"}}, {Name: "state", Fields: []string{"state", "made"}}}},
		{Collection: "webhook_deliveries", Indexes: []store.Index{
			{Name: "endpoint", Fields: []string{"endpoint", "made"}},
			{Name: "due", Fields: []string{"state", "due"}},
			{Name: "forget", Fields: []string{"forget"}},
		}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	all := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		endpoints: store.NewCollection[Endpoint](d.Store, all[0]), deliveries: store.NewCollection[Delivery](d.Store, all[1]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// List lists the endpoints of the actor's organisation, newest first, those that are active before those that are paused; for
// owners.
func (s *Service) List(ctx context.Context, actor marketplace.Actor) ([]Entry, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return nil, err
	}
	out := []Entry{}
	for _, state := range []State{Active, Paused} {
		found, err := s.of(ctx, actor.Org, state)
		if err != nil {
			return nil, err
		}
		out = append(out, found...)
	}
	return out, nil
}

func (s *Service) of(ctx context.Context, org marketplace.ID, state State) ([]Entry, error) {
	found, _, err := s.endpoints.Find(ctx, store.Query{Index: "org", Eq: []any{string(org), string(state)}, Desc: true, Limit: 2 * mostEndpoints})
	return found, err
}

// Get loads an endpoint of the actor's organisation, for owners.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(marketplace.RoleOwner); err != nil {
		return Entry{}, err
	}
	e, err := s.endpoints.Get(ctx, id)
	if err == nil && (e.Value.Org != actor.Org || e.Value.State == Removed) {
		return Entry{}, notFound()
	}
	return e, err
}

// Deliveries lists what was sent to an endpoint of the actor's organisation or waits to be, newest first; for owners.
func (s *Service) Deliveries(ctx context.Context, actor marketplace.Actor, id marketplace.ID, page marketplace.Page) (marketplace.List[Post], error) {
	out := marketplace.List[Post]{Items: []Post{}}
	if _, err := s.Get(ctx, actor, id); err != nil {
		return out, err
	}
	found, next, err := s.deliveries.Find(ctx, store.Query{Index: "endpoint", Eq: []any{string(id)}, Desc: true, Limit: page.Size(), After: page.After})
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Delivery loads one of them.
func (s *Service) Delivery(ctx context.Context, actor marketplace.Actor, endpoint, id marketplace.ID) (Post, error) {
	if _, err := s.Get(ctx, actor, endpoint); err != nil {
		return Post{}, err
	}
	e, err := s.deliveries.Get(ctx, id)
	if err == nil && e.Value.Endpoint != endpoint {
		return Post{}, notFound()
	}
	return e, err
}
