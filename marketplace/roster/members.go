package roster

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// MemberEntry is a member with the revision at which they were loaded, which changing wants back.
type MemberEntry = store.Entry[Member]

// Members lists the members of the actor's organiser by name: those who take part, or those who have left.
func (s *Service) Members(ctx context.Context, actor marketplace.Actor, left bool, page marketplace.Page) (marketplace.List[MemberEntry], error) {
	out := marketplace.List[MemberEntry]{Items: []MemberEntry{}}
	if err := s.organiser(ctx, actor); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), left}, Limit: page.Size(), After: page.After}
	found, next, err := s.members.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Member loads a member of the actor's organiser.
func (s *Service) Member(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (MemberEntry, error) {
	if err := actor.Must(Planners()...); err != nil {
		return MemberEntry{}, err
	}
	e, err := s.members.Get(ctx, id)
	if err != nil {
		return MemberEntry{}, err
	}
	if e.Value.Org != actor.Org {
		return MemberEntry{}, notFound()
	}
	return e, s.organiser(ctx, actor)
}

// AddMember adds a member to the actor's organiser.
func (s *Service) AddMember(ctx context.Context, actor marketplace.Actor, a About) (MemberEntry, error) {
	return s.AddMemberOnce(ctx, actor, s.IDs.For(ctx), a)
}

// AddMemberOnce adds a member under an id of the caller's; doing it again changes nothing.
func (s *Service) AddMemberOnce(ctx context.Context, actor marketplace.Actor, id marketplace.ID, a About) (MemberEntry, error) {
	if err := s.organiser(ctx, actor); err != nil {
		return MemberEntry{}, err
	}
	a = a.stored()
	if err := s.valid(ctx, actor, id, a); err != nil {
		return MemberEntry{}, err
	}
	m := Member{ID: id, Org: actor.Org, About: a, Created: s.Clock.Now()}
	e, err := s.members.Insert(ctx, id, m, s.memberFact(actor, "member.added", m))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.Member(ctx, actor, id)
	}
	return e, err
}

// ChangeMember changes everything that is filled in about a member. Stale unless rev is the member's revision. Seats of
// shifts to come that the member may not have any more are emptied, and it is told.
func (s *Service) ChangeMember(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, a About) (MemberEntry, error) {
	e, err := s.ofRevision(ctx, actor, id, rev)
	if err != nil {
		return e, err
	}
	if e.Value.Left {
		return e, marketplace.Errorf(marketplace.Conflict, "roster.left")
	}
	a = a.stored()
	if err := s.valid(ctx, actor, id, a); err != nil {
		return e, err
	}
	e.Value.About = a
	return s.members.Save(ctx, e, s.memberFact(actor, "member.changed", e.Value))
}

// EndMember says that a member takes part no more. Seats of shifts to come are emptied. Saying it twice changes nothing.
func (s *Service) EndMember(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (MemberEntry, error) {
	e, err := s.Member(ctx, actor, id)
	if err != nil || e.Value.Left {
		return e, err
	}
	if e.Rev != rev {
		return e, stale()
	}
	e.Value.Left = true
	return s.members.Save(ctx, e, s.memberFact(actor, "member.left", e.Value))
}

func (s *Service) ofRevision(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (MemberEntry, error) {
	e, err := s.Member(ctx, actor, id)
	if err == nil && e.Rev != rev {
		err = stale()
	}
	return e, err
}

// valid checks what is filled in; whoever is named besides must be a member of the same organiser.
func (s *Service) valid(ctx context.Context, actor marketplace.Actor, id marketplace.ID, a About) error {
	f := &check.Fields{Scale: s.Scale}
	for path, list := range map[string][]marketplace.ID{"apart": a.Apart, "knows": a.Knows} {
		for i, other := range list {
			_, err := s.Member(ctx, actor, other)
			if other == id || marketplace.IsKind(err, marketplace.NotFound) {
				f.Add(check.At(path, i), "roster.field.member")
			} else if err != nil {
				return err
			}
		}
	}
	return a.validate(f, func(key string) bool { _, known := s.Work.Type(key); return known })
}

func (s *Service) memberFact(actor marketplace.Actor, typ string, m Member) marketplace.Fact {
	actor.Org = m.Org
	return s.facts.New(actor, typ, s.members.Subject(m.ID))
}

// all are the members of an organiser by id: those who take part, and those who have left.
func (s *Service) all(ctx context.Context, org marketplace.ID) (map[marketplace.ID]Member, error) {
	out := map[marketplace.ID]Member{}
	q := store.Query{Index: "org", Eq: []any{string(org)}}
	return out, s.members.Each(ctx, q, func(e MemberEntry) error {
		out[e.ID] = e.Value
		return nil
	})
}

// Names are the names of members and supervisors of the actor's organiser. Ids of nobody there are left out.
func (s *Service) Names(ctx context.Context, actor marketplace.Actor, ids []marketplace.ID) (map[marketplace.ID]string, error) {
	leaders, err := s.Leaders(ctx, actor)
	if err != nil {
		return nil, err
	}
	out := map[marketplace.ID]string{}
	for _, id := range ids {
		if name, leads := leaders[id]; leads {
			out[id] = name
			continue
		}
		e, err := s.members.Get(ctx, id)
		switch {
		case marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.Org != actor.Org:
			continue
		case err != nil:
			return nil, err
		}
		out[id] = e.Value.Name
	}
	return out, nil
}
