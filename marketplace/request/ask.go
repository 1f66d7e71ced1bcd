package request

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// Create adds a draft of a request, for a buyer.
func (s *Service) Create(ctx context.Context, actor marketplace.Actor, b Brief) (Entry, error) {
	return s.CreateOnce(ctx, actor, s.IDs.For(ctx), b)
}

// CreateOnce adds a draft of a request under an id of the caller's; doing it again changes nothing.
func (s *Service) CreateOnce(ctx context.Context, actor marketplace.Actor, id marketplace.ID, b Brief) (Entry, error) {
	return s.CreateFollowing(ctx, actor, id, b, "")
}

// CreateFollowing is CreateOnce for work that goes on: follows is the order with which it was done before.
func (s *Service) CreateFollowing(ctx context.Context, actor marketplace.Actor, id marketplace.ID, b Brief, follows marketplace.ID) (Entry, error) {
	if err := actor.Must(Buyers()...); err != nil {
		return Entry{}, err
	}
	b, now := b.stored(s.Scale), s.Clock.Now()
	if err := b.check(s.lists(), false, now); err != nil {
		return Entry{}, err
	}
	r := Request{ID: id, Org: actor.Org, By: actor.Person, Brief: b, State: Draft, Live: true, Follows: follows, Created: now}
	e, err := s.all.Insert(ctx, id, r, s.fact(actor, "request.created", r))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.Get(ctx, actor, id)
	}
	return e, err
}

// Change changes a draft. Stale unless rev is the request's revision, Conflict once it was sent: what was asked stays.
func (s *Service) Change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, b Brief) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return e, err
	}
	b = b.stored(s.Scale)
	switch err := b.check(s.lists(), false, s.Clock.Now()); {
	case e.Value.State != Draft:
		return e, marketplace.Errorf(marketplace.Conflict, "request.state."+string(e.Value.State))
	case e.Rev != rev:
		return e, stale()
	case err != nil:
		return e, err
	}
	e.Value.Brief = b
	return s.all.Save(ctx, e, s.fact(actor, "request.changed", e.Value))
}

// Complete says what keeps a brief from being sent as it is now; Invalid, naming the fields.
func (s *Service) Complete(b Brief) error {
	return b.stored(s.Scale).check(s.lists(), true, s.Clock.Now())
}

// Send sends a draft to organisers, one to twenty, and asks them for quotes. Invalid when something is missing.
func (s *Service) Send(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, organisers []marketplace.ID) (Entry, error) {
	e, err := s.Get(ctx, actor, id)
	if err != nil {
		return e, err
	}
	now := s.Clock.Now()
	r, err := e.Value.after(Send, now)
	if err != nil {
		return e, err
	}
	if e.Rev != rev {
		return e, stale()
	}
	if err := r.Brief.check(s.lists(), true, now); err != nil {
		return e, err
	}
	if r, err = s.inviting(ctx, r, organisers); err != nil {
		return e, err
	}
	e.Value = r
	return s.all.Save(ctx, e, append(s.invitations(actor, r, nil), s.fact(actor, "request.opened", r))...)
}

// Invite asks more organisers for quotes, before the deadline. Those who were asked already are not asked again.
func (s *Service) Invite(ctx context.Context, actor marketplace.Actor, id marketplace.ID, organisers []marketplace.ID) (Entry, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Entry{}, err
	}
	return store.Change(ctx, s.all, id, func(r *Request) ([]marketplace.Fact, error) {
		if err := r.MustBeOpen(); err != nil {
			return nil, err
		}
		if r.Called != nil {
			return nil, marketplace.Errorf(marketplace.Conflict, "request.called_off")
		}
		if r.Closed(s.Clock.Now()) {
			return nil, marketplace.Errorf(marketplace.Conflict, "request.too_late")
		}
		before := r.Invited
		after, err := s.inviting(ctx, *r, organisers)
		if err != nil {
			return nil, err
		}
		*r = after
		return s.invitations(actor, after, before), nil
	})
}

// inviting is the request with some organisers invited, too.
func (s *Service) inviting(ctx context.Context, r Request, organisers []marketplace.ID) (Request, error) {
	var f check.Fields
	r.Invited = slices.Clone(r.Invited)
	for i, id := range organisers {
		if _, there := r.Invitation(id); there {
			continue
		}
		switch err := s.organiser(ctx, id); {
		case marketplace.IsKind(err, marketplace.Forbidden), err == nil && id == r.Org:
			f.Add(check.At("organisers", i), "request.organiser", "value", id)
		case err != nil:
			return r, err
		}
		r.Invited = append(r.Invited, Invitation{Organiser: id, Asked: s.Clock.Now()})
	}
	f.Need("organisers", len(r.Invited) > 0)
	f.Count("organisers", len(r.Invited), maxInvited)
	return r, marketplace.InvalidFields(f.Errors())
}

// invitations are the facts of those who were not invited before.
func (s *Service) invitations(actor marketplace.Actor, r Request, before []Invitation) []marketplace.Fact {
	var out []marketplace.Fact
	for _, i := range r.Invited[len(before):] {
		out = append(out, s.fact(actor, "request.invited", r, "organiser", i.Organiser))
	}
	return out
}

// Withdraw takes a request back. Quotes for it are lost and their capacity is free again.
func (s *Service) Withdraw(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Request, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Request{}, err
	}
	return s.change(ctx, actor, id, "request.withdrawn", func(r Request) (Request, error) { return r.after(Withdraw, s.Clock.Now()) })
}

// Answer answers a question, or answers it otherwise. Everybody who is invited reads it.
func (s *Service) Answer(ctx context.Context, actor marketplace.Actor, id, question marketplace.ID, text string) (Request, error) {
	if _, err := s.Get(ctx, actor, id); err != nil {
		return Request{}, err
	}
	text, err := said("answer", text, maxAnswer)
	if err != nil {
		return Request{}, err
	}
	return s.change(ctx, actor, id, "request.answered", func(r Request) (Request, error) {
		at := slices.IndexFunc(r.Questions, func(q Question) bool { return q.ID == question })
		if at < 0 {
			return r, notFound()
		}
		if err := r.MustBeOpen(); err != nil {
			return r, err
		}
		r.Questions = slices.Clone(r.Questions)
		q := &r.Questions[at]
		q.Answer, q.AnsweredBy, q.Answered = text, actor.Person, s.Clock.Now()
		return r, nil
	}, "question", question)
}

func said(field, text string, most int) (string, error) {
	var f check.Fields
	text = check.Text(text)
	f.Need(field, text != "")
	f.Text(field, text, most)
	return text, marketplace.InvalidFields(f.Errors())
}

// Mine lists the buyer's own requests, newest first: those of which something can still come, or the others.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(Buyers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), live}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.all.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}
