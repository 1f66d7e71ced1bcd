package task

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Get loads a task: any of the actor's own organisation, and of others what is published. Everything else is NotFound.
func (s *Service) Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := signedIn(actor); err != nil {
		return Entry{}, err
	}
	e, err := s.tasks.Get(ctx, id)
	if err != nil {
		return Entry{}, err
	}
	if s.member(actor, e.Value.Org) {
		return e, nil
	}
	if e.Value.Status != Published {
		return Entry{}, notFound()
	}
	org, err := s.Orgs.PublicOrganisation(ctx, e.Value.Org)
	if err == nil && org.Suspended && !actor.System {
		err = notFound()
	}
	if err != nil {
		return Entry{}, err
	}
	e.Value.ImportKey = ""
	return e, nil
}

// member says whether the actor belongs to the organisation. A role is needed because a suspended organisation leaves
// its members none.
func (s *Service) member(actor marketplace.Actor, org marketplace.ID) bool {
	return actor.Org == org && (actor.System || len(actor.Roles) > 0)
}

// Mine lists the tasks of the actor's organisation, those changed last first; all of them, or those in one state.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, status Status, page marketplace.Page) (marketplace.List[Entry], error) {
	if _, err := s.employer(ctx, actor); err != nil {
		return marketplace.List[Entry]{}, err
	}
	q := store.Query{Index: "org", Eq: []any{actor.Org}, Desc: true, Limit: page.Size(), After: page.After}
	if status != "" {
		q.Index, q.Eq = "org_status", []any{actor.Org, status}
	}
	return s.list(ctx, q)
}

// Published lists what is published, newest first, for everybody who is signed in. A page can be shorter than asked for,
// because tasks of suspended organisations are left out.
func (s *Service) Published(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	if err := signedIn(actor); err != nil {
		return marketplace.List[Entry]{}, err
	}
	list, err := s.list(ctx, store.Query{Index: "published", Eq: []any{Published}, Desc: true, Limit: page.Size(), After: page.After})
	if err != nil {
		return list, err
	}
	board, shown := s.Board(), []Entry{}
	for _, e := range list.Items {
		ok, err := board.shows(ctx, e.Value)
		if err != nil {
			return list, err
		}
		if ok {
			e.Value.ImportKey = ""
			shown = append(shown, e)
		}
	}
	list.Items = shown
	return list, nil
}

func (s *Service) list(ctx context.Context, q store.Query) (marketplace.List[Entry], error) {
	found, next, err := s.tasks.Find(ctx, q)
	if err != nil {
		return marketplace.List[Entry]{}, err
	}
	return marketplace.List[Entry]{Items: found, Next: next}, nil
}

// EachOf calls do for every task of an organisation in whatever state, for the program itself.
func (s *Service) EachOf(ctx context.Context, org marketplace.ID, do func(Task) error) error {
	q := store.Query{Index: "org", Eq: []any{org}, Limit: 1000}
	return s.tasks.Each(ctx, q, func(e Entry) error { return do(e.Value) })
}

func signedIn(actor marketplace.Actor) error {
	if actor.Person == "" && !actor.System {
		return marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	return nil
}
