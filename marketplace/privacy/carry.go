package privacy

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/privacy/holding"
	"sovite.fi/sovite/marketplace/store"
)

// begun is the fact that the first half was carried out: nobody is let see anything any more, and no account opens. What follows
// from that is carried before the second half begins to remove what it is about.
const begun = "erasure.begun"

// step is one part of carrying out an erasure. It may run any number of times.
type step struct {
	name string
	do   func(s *Service, ctx context.Context, who holding.Subject) error
}

// steps are all of them in their order; first is how many belong to the first half.
func steps(w holding.Whose) (all []step, first int) {
	ends := []step{{"permissions", (*Service).endPermissions}}
	table := holding.Table(w)
	if w == holding.Person {
		ends = []step{{"belonging", (*Service).leave}, {"account", (*Service).shut}}
		all = ends
		first = len(all)
	}
	for _, h := range table {
		if w == holding.Client && h.Collection == "doors" { // what is found by a permission goes before the permission
			all = append(all, ends...)
			first = len(all)
		}
		if h.Fate != holding.Kept {
			all = append(all, step{h.Collection, erase(h)})
		}
	}
	return all, first
}

// Follows lists the facts after which Follow has something to do.
func Follows() []string { return []string{"erasure.decided", begun} }

// Follow carries an erasure out, one half after each fact. It goes on after the last step that was done, so that it may be stopped
// anywhere; what cannot go yet, because what follows from it is not carried, is an error and tried again.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	e, err := s.erasures.Get(ctx, marketplace.ID(id))
	if err != nil || e.Value.State != Decided {
		return err
	}
	who, err := holding.Whom(ctx, s.Store, e.Value.Whose, e.Value.Subject)
	if err != nil {
		return err
	}
	all, first := steps(e.Value.Whose)
	if f.Type != begun {
		return s.run(ctx, e.Value, who, all[:first], s.facts.New(marketplace.System(e.Value.Org), begun, f.Subject))
	}
	if err := s.run(ctx, e.Value, who, all[first:]); err != nil {
		return err
	}
	_, err = s.change(ctx, marketplace.System(e.Value.Org), e.ID, func(e Erasure) (Erasure, error) {
		e.State, e.Finished = Done, s.Clock.Now()
		return e, nil
	})
	return err
}

// run carries out the steps that are not done yet and says after each that it is; the facts go with the last.
func (s *Service) run(ctx context.Context, e Erasure, who holding.Subject, todo []step, facts ...marketplace.Fact) error {
	for i, one := range todo {
		if slices.Contains(e.Steps, one.name) {
			continue
		}
		if err := one.do(s, ctx, who); err != nil {
			return err
		}
		_, err := store.Change(ctx, s.erasures, e.Subject, func(e *Erasure) ([]marketplace.Fact, error) {
			*e = e.stepped(one.name)
			if i < len(todo)-1 {
				return nil, nil
			}
			return facts, nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// erase is the step of one holding.
func erase(h holding.Holding) func(*Service, context.Context, holding.Subject) error {
	return func(s *Service, ctx context.Context, who holding.Subject) error {
		return h.Find(ctx, s.Store, who, func(d store.Doc) error { return Erase(ctx, s.Store, h, who, d) })
	}
}

// Erase does with one document what its holding says. Conflict while it holds facts that are not carried.
func Erase(ctx context.Context, s store.Store, h holding.Holding, who holding.Subject, d store.Doc) error {
	if h.Fate == holding.Removed {
		return s.Delete(ctx, h.Collection, d.ID, d.Rev)
	}
	body, changed, err := h.Reduced(d, who)
	if err != nil || !changed {
		return err
	}
	return s.Replace(ctx, h.Collection, d.ID, d.Rev, body, nil)
}

// endPermissions takes back what the client allowed, as the client would: every receiver loses it at once, and what ran under it
// ends.
func (s *Service) endPermissions(ctx context.Context, who holding.Subject) error {
	client := marketplace.Actor{Person: who.ID, Org: who.Org, Roles: []marketplace.Role{marketplace.RoleClient}}
	page := marketplace.Page{Limit: 100}
	for {
		list, err := s.Consents.Mine(ctx, client, page)
		if err != nil {
			return err
		}
		for _, c := range list.Items {
			if c.State != consent.Given && c.State != consent.Fulfilled {
				continue
			}
			if _, err := s.Consents.Withdraw(ctx, client, c.ID); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
				return err
			}
		}
		if list.Next == "" {
			return nil
		}
		page.After = list.Next
	}
}

// leave ends the person's memberships.
func (s *Service) leave(ctx context.Context, who holding.Subject) error {
	for _, org := range who.Orgs {
		err := s.Accounts.RemoveMember(ctx, marketplace.System(org), who.ID)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return err
		}
	}
	return nil
}

// shut closes the account, so that nobody comes in while it is emptied.
func (s *Service) shut(ctx context.Context, who holding.Subject) error {
	return s.Accounts.Disable(ctx, marketplace.System(""), who.ID)
}
