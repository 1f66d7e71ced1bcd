package quote

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// SaveDraft keeps what is to be sent next, for the organiser; amounts are reckoned anew. Stale unless rev is the quote's
// revision.
func (s *Service) SaveDraft(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, c Content) (Entry, error) {
	e, err := s.Quote(ctx, actor, id)
	if err != nil {
		return e, err
	}
	if err := e.Value.changeable(); err != nil {
		return e, err
	}
	if err := c.check(false, s.Clock.Now()); err != nil {
		return e, err
	}
	if c, err = c.stored(); err != nil {
		return e, err
	}
	if e.Rev != rev {
		return e, stale()
	}
	e.Value.Draft = &c
	return s.quotes.Save(ctx, e, s.fact(actor, "quote.draft_saved", e.Value))
}

// changeable is a Conflict when nothing can be sent any more, or something is being sent.
func (q Quote) changeable() error {
	if !q.Live {
		return marketplace.Errorf(marketplace.Conflict, "quote.state."+string(q.State))
	}
	if q.Sending != nil {
		return marketplace.Errorf(marketplace.Conflict, "quote.sending")
	}
	return nil
}

// Sendable says what keeps the draft from being sent now, for the organiser: as Send would answer, but for the capacity.
func (s *Service) Sendable(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	r, err := s.Requests.Invited(ctx, actor, id)
	if err != nil {
		return err
	}
	e, err := s.begun(ctx, r, actor.Org)
	if err != nil {
		return err
	}
	if err := e.Value.mayFollow(r, Send, s.Clock.Now()); err != nil {
		return err
	}
	if e.Value.Draft == nil {
		return nothingToSend()
	}
	_, err = s.ready(ctx, actor, e.Value)
	return err
}

func nothingToSend() error { return marketplace.Errorf(marketplace.Conflict, "quote.nothing_to_send") }

// Send holds capacity for the draft until it is valid and sends it as the next version; the buyer's acceptance of an older
// one is refused from then on. Conflict with the shortage when the capacity is not there, or when a first quote comes after
// the deadline; Invalid when something is missing. What a crash left half-done is gone on with. Stale unless rev is the
// quote's revision.
func (s *Service) Send(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64) (Entry, error) {
	r, err := s.Requests.Invited(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.begun(ctx, r, actor.Org)
	if err != nil {
		return e, err
	}
	if e.Value.Sending == nil {
		if e, err = s.begin(ctx, actor, r, e, rev); err != nil {
			return e, err
		}
	}
	return s.dispatch(ctx, actor, e.ID)
}

// begin writes down that the draft is on its way.
func (s *Service) begin(ctx context.Context, actor marketplace.Actor, r request.Request, e Entry, rev int64) (Entry, error) {
	q := e.Value
	switch err := q.mayFollow(r, Send, s.Clock.Now()); {
	case err != nil:
		return e, err
	case e.Rev != rev:
		return e, stale()
	case q.Draft == nil:
		return e, nothingToSend()
	}
	c, err := s.ready(ctx, actor, q)
	if err != nil {
		return e, err
	}
	if q.Crew != "" && q.Crew != c.Crew { // a first sending that stopped held another crew
		if err := s.release(ctx, actor, q); err != nil {
			return e, err
		}
		q.Hold = 0
	}
	q.Crew, q.Draft = c.Crew, nil
	return s.sending(ctx, actor, e, q, c, false)
}

// sending saves a content as what is being sent.
func (s *Service) sending(ctx context.Context, actor marketplace.Actor, e Entry, q Quote, c Content, renews bool) (Entry, error) {
	total, err := c.Total()
	if err != nil {
		return e, err
	}
	v := Version{Number: len(q.Versions) + 1, Content: c, Total: total, By: actor.Person, At: s.Clock.Now()}
	q.Sending = &Sending{Version: v, Renews: renews}
	e.Value = q
	return s.quotes.Save(ctx, e, s.fact(actor, "quote.sending", q))
}

// mayFollow says whether another version may be sent, or the newest renewed.
func (q Quote) mayFollow(r request.Request, e Event, now marketplace.Instant) error {
	at, _ := r.Invitation(q.Org)
	switch _, can := q.State.Next(e); {
	case !can:
		return marketplace.Errorf(marketplace.Conflict, "quote.state."+string(q.State))
	case q.Sending != nil:
		return marketplace.Errorf(marketplace.Conflict, "quote.sending")
	case r.MustTakeQuotes() != nil:
		return r.MustTakeQuotes()
	case e == Send && r.Called != nil:
		return marketplace.Errorf(marketplace.Conflict, "quote.called_off")
	case len(q.Versions) == 0 && r.Closed(now):
		return marketplace.Errorf(marketplace.Conflict, "request.too_late")
	case !r.Invited[at].Declined.IsZero():
		return marketplace.Errorf(marketplace.Conflict, "quote.passed")
	case len(q.Versions) >= maxVersions:
		return marketplace.Errorf(marketplace.Conflict, "quote.versions_full", "max", maxVersions)
	}
	return nil
}

// ready is the draft when it is complete, with what the price book says of it.
func (s *Service) ready(ctx context.Context, actor marketplace.Actor, q Quote) (Content, error) {
	c := *q.Draft
	if err := c.check(true, s.Clock.Now()); err != nil {
		return c, err
	}
	if len(q.Versions) > 0 && c.Crew != q.Crew {
		return c, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("crew", "quote.crew_stays")})
	}
	return c.compared(func(item marketplace.ID, day marketplace.Date) (price.Priced, error) {
		return s.Prices.On(ctx, actor, item, day)
	})
}

// Renew sends the newest version once more, valid until another moment, and holds its capacity as long. Conflict with the
// shortage when it is not there any more. Renewing twice until the same moment changes nothing.
func (s *Service) Renew(ctx context.Context, actor marketplace.Actor, id marketplace.ID, until marketplace.Instant) (Entry, error) {
	r, err := s.Requests.Invited(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.begun(ctx, r, actor.Org)
	if err != nil {
		return e, err
	}
	q, now := e.Value, s.Clock.Now()
	v, _ := q.Newest()
	if q.State == Sent && q.Sending == nil && v.Until == until {
		return e, nil
	}
	if q.Sending == nil || !q.Sending.Renews || q.Sending.Until != until {
		c, f := v.Content, check.Fields{}
		c.Until = until
		c.checkUntil(&f, now)
		if err := q.mayFollow(r, Renew, now); err != nil {
			return e, err
		}
		if err := marketplace.InvalidFields(f.Errors()); err != nil {
			return e, err
		}
		if e, err = s.sending(ctx, actor, e, q, c, true); err != nil {
			return e, err
		}
	}
	return s.dispatch(ctx, actor, e.ID)
}

// SendCalled sends the quote of a call-off, once, on the prices of its framework agreement: what those have to do with the
// price book was told there. For the organiser, in whose name marketplace/frame does it. Conflict with the shortage when the
// capacity is not there. Sending again changes nothing; what a crash left half-done is gone on with.
func (s *Service) SendCalled(ctx context.Context, actor marketplace.Actor, id marketplace.ID, c Content) (Entry, error) {
	r, err := s.Requests.Invited(ctx, actor, id)
	if err == nil && r.Called == nil {
		err = notFound()
	}
	if err != nil {
		return Entry{}, err
	}
	e, err := s.begun(ctx, r, actor.Org)
	if err != nil || len(e.Value.Versions) > 0 {
		return e, err
	}
	if e.Value.Sending == nil {
		q := e.Value
		r.Called = nil // of what keeps a quote from being sent, this alone does not hold for the flow itself
		if err := q.mayFollow(r, Send, s.Clock.Now()); err != nil {
			return e, err
		}
		if err := c.check(true, s.Clock.Now()); err != nil {
			return e, err
		}
		if c, err = c.stored(); err != nil {
			return e, err
		}
		q.Crew, q.Draft = c.Crew, nil
		e, err = s.sending(ctx, actor, e, q, c, false)
		if marketplace.IsKind(err, marketplace.Stale) { // the same flow, resumed elsewhere, may have been quicker
			if now, read := s.quotes.Get(ctx, q.ID); read == nil && now.Value.Sending != nil {
				err = nil
			}
		}
		if err != nil {
			return e, err
		}
	}
	return s.dispatch(ctx, actor, IDOf(id, actor.Org))
}

// dispatch goes on with what is being sent: capacity is held, then the version is saved. What cannot be sent is a draft
// again. It may run twice, and at the same time.
func (s *Service) dispatch(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	e, err := s.quotes.Get(ctx, id)
	if err != nil || e.Value.Sending == nil {
		return e, err
	}
	q, going := e.Value, *e.Value.Sending
	r, err := s.Requests.Standing(ctx, q.Request)
	if err != nil {
		return e, err
	}
	if err := r.MustTakeQuotes(); err != nil {
		return s.stop(ctx, actor, e, err)
	}
	hold, err := s.reserve(ctx, actor, q, going.Content, going.Until)
	switch {
	case lasting(err):
		return s.stop(ctx, actor, e, err)
	case err != nil:
		return e, err
	}
	e, err = s.change(ctx, actor, id, func(q Quote) (Quote, string, error) {
		if !q.is(going) {
			return q, "", store.ErrUnchanged
		}
		q, err := q.sent(hold, s.Clock.Now())
		return q, "quote.sent", err
	})
	if err == nil && !e.Value.Live {
		return e, s.release(ctx, actor, e.Value) // it ended while capacity was being held
	}
	return e, err
}

// is says whether something is still what is being sent.
func (q Quote) is(going Sending) bool {
	return q.Sending != nil && q.Sending.Number == going.Number && q.Sending.At == going.At
}

// stop makes what was being sent a draft again, holds what was sent before, and answers why.
func (s *Service) stop(ctx context.Context, actor marketplace.Actor, e Entry, why error) (Entry, error) {
	going := *e.Value.Sending
	e, err := s.change(ctx, actor, e.ID, func(q Quote) (Quote, string, error) {
		if !q.is(going) {
			return q, "", store.ErrUnchanged
		}
		return q.stopped(), "quote.not_sent", nil
	})
	if err == nil {
		err = s.rehold(ctx, actor, e.Value)
	}
	if err != nil {
		return e, err
	}
	return e, why
}

// lasting says whether an error is an answer, which trying again would not change.
func lasting(err error) bool {
	for _, k := range []marketplace.Kind{marketplace.Conflict, marketplace.Invalid, marketplace.NotFound, marketplace.Forbidden} {
		if marketplace.IsKind(err, k) {
			return true
		}
	}
	return false
}

// Withdraw takes a quote back, for the organiser; its capacity is free again. Withdrawing twice changes nothing.
func (s *Service) Withdraw(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	r, err := s.Requests.Invited(ctx, actor, id)
	if err != nil {
		return Entry{}, err
	}
	e, err := s.begun(ctx, r, actor.Org)
	if err != nil {
		return e, err
	}
	return s.end(ctx, actor, e.ID, Withdraw, func(q Quote) Quote { return q })
}

// end brings a quote to an end that is not acceptance and frees its capacity. Ending it twice in the same way changes
// nothing.
func (s *Service) end(ctx context.Context, actor marketplace.Actor, id marketplace.ID, event Event, with func(Quote) Quote) (Entry, error) {
	e, err := s.change(ctx, actor, id, func(q Quote) (Quote, string, error) {
		if next, _ := Sent.Next(event); q.State == next {
			return q, "", store.ErrUnchanged
		}
		q, err := with(q).after(event, s.Clock.Now())
		return q, "quote." + string(q.State), err
	})
	if err != nil {
		return e, err
	}
	return e, s.release(ctx, actor, e.Value)
}
