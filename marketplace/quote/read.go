package quote

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Mine lists the organiser's own quotes, those asked for last first: those of which something can still come, or the others.
func (s *Service) Mine(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(request.Sellers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org), live}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.quotes.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}

// Quote loads the organiser's own quote for a request to which it is invited; an empty draft when nothing was done yet.
func (s *Service) Quote(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	r, err := s.Requests.Invited(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	return s.begun(ctx, r, actor.Org)
}

// Standing is how a quote stands now, for the program itself.
func (s *Service) Standing(ctx context.Context, id marketplace.ID) (Quote, error) {
	e, err := s.quotes.Get(ctx, id)
	return e.Value, err
}

// begun is the quote of an organiser, made if there is none.
func (s *Service) begun(ctx context.Context, r request.Request, organiser marketplace.ID) (Entry, error) {
	id := IDOf(r.ID, organiser)
	e, err := s.quotes.Get(ctx, id)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return e, err
	}
	at, invited := r.Invitation(organiser)
	if !invited || !r.Live {
		return Entry{}, notFound()
	}
	q := Quote{
		ID: id, Request: r.ID, Org: organiser, Buyer: r.Org, Title: r.Brief.Title, State: Draft, Live: true, Asked: r.Invited[at].Asked,
	}
	e, err = s.quotes.Insert(ctx, id, q, s.fact(marketplace.System(organiser), "quote.begun", q))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.quotes.Get(ctx, id)
	}
	return e, err
}

// Offers lists what was sent for a request, for its buyer.
func (s *Service) Offers(ctx context.Context, actor marketplace.Actor, id marketplace.ID) ([]Offer, error) {
	if _, err := s.Requests.Get(ctx, actor, id); err != nil {
		return nil, err
	}
	out := []Offer{}
	err := s.quotes.Each(ctx, store.Query{Index: "request", Eq: []any{string(id)}}, func(e Entry) error {
		if len(e.Value.Versions) > 0 {
			out = append(out, e.Value.offer(s.Clock.Now()))
		}
		return nil
	})
	return out, err
}

// Offer loads what one organiser sent, for the buyer; whether its capacity is still held is asked anew.
func (s *Service) Offer(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Offer, error) {
	e, err := s.offered(ctx, actor, id)
	if err != nil {
		return Offer{}, err
	}
	out := e.Value.offer(s.Clock.Now())
	out.Held, err = s.held(ctx, e.Value)
	return out, err
}

// offered loads a quote that was sent for a request of the actor's organisation; NotFound for every other.
func (s *Service) offered(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(request.Buyers()...); err != nil {
		return Entry{}, err
	}
	e, err := s.quotes.Get(ctx, id)
	if err == nil && (e.Value.Buyer != actor.Org || len(e.Value.Versions) == 0) {
		return Entry{}, notFound()
	}
	return e, err
}

// Pass says that the organiser does not quote, and why. Conflict once a quote was sent: that is withdrawn instead. Passing
// twice changes nothing.
func (s *Service) Pass(ctx context.Context, actor marketplace.Actor, id marketplace.ID, reason request.PassReason, note string) (request.Asked, error) {
	if _, err := s.Requests.Invited(ctx, actor, id); err != nil {
		return request.Asked{}, err
	}
	e, err := s.quotes.Get(ctx, IDOf(id, actor.Org))
	if err == nil && (len(e.Value.Versions) > 0 || e.Value.Sending != nil) {
		err = marketplace.Errorf(marketplace.Conflict, "quote.sent_before")
	}
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return request.Asked{}, err
	}
	return s.Requests.Pass(ctx, actor, id, reason, note)
}
