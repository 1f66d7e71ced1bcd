package introduction

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/store"
)

// Follows lists the facts of other slices after which Follow has something to do.
func Follows() []string {
	return []string{"consent.withdrawn", "consent.expired", "client.handed_over"}
}

// Follow withdraws the introduction under a consent that is over, and gives the introductions of a client who was handed
// over to the new coach. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	if f.Type == "client.handed_over" {
		return s.handOver(ctx, marketplace.ID(id), marketplace.ID(f.Data["to"]))
	}
	_, err := store.Change(ctx, s.all, IDOf(marketplace.ID(id)), func(i *Introduction) ([]marketplace.Fact, error) {
		now, _, err := s.standing(ctx, *i)
		if err != nil {
			return nil, err
		}
		if !i.Open || now.Open {
			return nil, store.ErrUnchanged
		}
		*i = now
		return []marketplace.Fact{s.fact(marketplace.System(i.Org), "introduction.withdrawn", now)}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil // nothing was sent under it
	}
	return err
}

func (s *Service) handOver(ctx context.Context, client, to marketplace.ID) error {
	return s.all.Each(ctx, store.Query{Index: "client", Eq: []any{string(client)}}, func(e store.Entry[Introduction]) error {
		_, err := store.Change(ctx, s.all, e.ID, func(i *Introduction) ([]marketplace.Fact, error) {
			if i.Coach == to {
				return nil, store.ErrUnchanged
			}
			i.Coach = to
			return []marketplace.Fact{s.fact(marketplace.System(i.Org), "introduction.handed_over", *i)}, nil
		})
		return err
	})
}

// Told lists the facts about which somebody is told.
func Told() []string {
	return []string{
		"introduction.sent", "introduction.proposed", "introduction.meeting", "introduction.trial", "introduction.offered", "introduction.agreed",
		"introduction.refused", "introduction.withdrawn", "introduction.closed_unanswered", "introduction.reminded", "introduction.message_written",
	}
}

// Tell puts what a fact says into the boxes of those whom it concerns. It may run twice.
func (s *Service) Tell(ctx context.Context, f marketplace.Fact) error {
	_, id, _ := strings.Cut(f.Subject, "/")
	if about := f.Data["introduction"]; about != "" {
		id = about
	}
	e, err := s.all.Get(ctx, marketplace.ID(id))
	if err != nil {
		return err
	}
	now, held, err := s.standing(ctx, e.Value)
	if err != nil {
		return err
	}
	_, kind, _ := strings.Cut(f.Type, ".")
	if silent := f.Data["silent"]; silent != "" {
		kind += "." + silent
	}
	for _, side := range tells(f) {
		if err := s.tell(ctx, now, side, kind, f, held); err != nil {
			return err
		}
	}
	return nil
}

// tells are the sides that a fact concerns: those who did not cause it.
func tells(f marketplace.Fact) []Side {
	switch f.Type {
	case "introduction.sent", "introduction.meeting", "introduction.trial", "introduction.agreed":
		return []Side{ByEmployer}
	case "introduction.proposed", "introduction.offered", "introduction.refused":
		return []Side{ByCoach}
	case "introduction.withdrawn":
		if f.Actor == "" { // by the client, or by time
			return []Side{ByEmployer, ByCoach}
		}
		return []Side{ByEmployer}
	case "introduction.reminded":
		return []Side{Side(f.Data["owner"])}
	case "introduction.message_written":
		if Side(f.Data["by"]) == ByCoach {
			return []Side{ByEmployer}
		}
		return []Side{ByCoach}
	}
	return []Side{ByEmployer, ByCoach}
}

// tell tells one side. Nobody of an employer is told anything about an introduction that they may not read any more, but
// that it was withdrawn; and that in the same words whoever withdrew it.
func (s *Service) tell(ctx context.Context, i Introduction, to Side, kind string, f marketplace.Fact, held bool) error {
	n := notice.Notice{
		ID: f.ID, Org: i.Org, Kind: kind + "." + string(to), Path: "/introductions/" + string(i.ID), At: f.At,
		Args: map[string]string{"task": i.Title, "due": f.Data["due"], "day": string(i.Day)},
	}
	if to == ByCoach {
		return s.Notices.Post(ctx, i.Coach, n)
	}
	gone := kind == string(Withdrawn)
	if !gone && !held {
		return nil
	}
	n.Org, n.Path = i.Employer, "/received/"+string(i.ID)
	if gone {
		n.Path, n.Args = "/received", map[string]string{"task": i.Title}
	}
	people, err := s.answerers(ctx, i.Employer)
	for _, who := range people {
		if err := s.Notices.Post(ctx, who, n); err != nil {
			return err
		}
	}
	return err
}

// answerers are those who answer introductions for an employer: whoever has the role, or the owners where nobody has.
func (s *Service) answerers(ctx context.Context, org marketplace.ID) ([]marketplace.ID, error) {
	var working, owners []marketplace.ID
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := s.Accounts.Members(ctx, marketplace.System(org), page)
		if err != nil {
			return nil, err
		}
		for _, m := range list.Items {
			switch {
			case slices.Contains(m.Roles, marketplace.RoleEmployer):
				working = append(working, m.Person)
			case slices.Contains(m.Roles, marketplace.RoleOwner):
				owners = append(owners, m.Person)
			}
		}
		if page.After = list.Next; page.After == "" {
			break
		}
	}
	if len(working) == 0 {
		return owners, nil
	}
	return working, nil
}
