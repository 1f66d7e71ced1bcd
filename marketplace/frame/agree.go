package frame

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
)

// Agree takes an offer with what the buyer tells of its site, for the buyer. It buys nothing yet. Forbidden for somebody who
// has a limit and is no owner, unless the ceiling is within it. Agreeing twice changes nothing. Stale unless rev is the
// revision.
func (s *Service) Agree(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, site Site) (Entry, error) {
	e, err := s.load(ctx, id, buys(actor, request.Buyers()...))
	if err != nil || e.Value.State == Agreed {
		return forBuyer(e, err)
	}
	by, err := s.signed(ctx, actor)
	if err == nil {
		err = s.within(ctx, actor, e.Value.Terms.Ceiling)
	}
	if err != nil {
		return Entry{}, err
	}
	if site, err = site.checked(s.Scale); err != nil {
		return Entry{}, err
	}
	return forBuyer(s.change(ctx, actor, e, rev, func(f Frame) (step, error) {
		f.Site, f.Agreed, f.Contact = site, by, actor.Person
		f, err := f.after(Agree, by.At)
		return step{f, "frame.agreed", nil}, err
	}))
}

// within is Forbidden when somebody may not agree on call-offs up to a ceiling (0: without one) alone.
func (s *Service) within(ctx context.Context, actor marketplace.Actor, ceiling money.Cents) error {
	if actor.Has(marketplace.RoleOwner) {
		return nil
	}
	limits, err := s.Requests.Limits(ctx, actor)
	if err != nil {
		return err
	}
	if most, limited := limits.Value.For(actor.Person); limited && (ceiling == 0 || ceiling > most) {
		return marketplace.Errorf(marketplace.Forbidden, "frame.limit", "limit", int64(most))
	}
	return nil
}

// Decline says no to an offer, and why, for the buyer. Saying it twice changes nothing.
func (s *Service) Decline(ctx context.Context, actor marketplace.Actor, id marketplace.ID, why string) (Entry, error) {
	e, err := s.load(ctx, id, buys(actor, request.Buyers()...))
	if err != nil {
		return e, err
	}
	if why, err = said("reason", why); err != nil {
		return Entry{}, err
	}
	return forBuyer(s.end(ctx, actor, e, Decline, func(f Frame) Frame {
		f.Refusal = why
		return f
	}))
}

// GiveNotice ends an agreement after its days of notice, for the organiser, with the reason. Call-offs whose work is done by
// then can still be made; orders go on. Giving notice again changes nothing.
func (s *Service) GiveNotice(ctx context.Context, actor marketplace.Actor, id marketplace.ID, why string) (Entry, error) {
	return s.notice(ctx, actor, id, gate.Organiser, sells(actor), why)
}

// GiveNoticeAsBuyer is GiveNotice for the buyer.
func (s *Service) GiveNoticeAsBuyer(ctx context.Context, actor marketplace.Actor, id marketplace.ID, why string) (Entry, error) {
	return forBuyer(s.notice(ctx, actor, id, gate.Client, buys(actor, request.Buyers()...), why))
}

func (s *Service) notice(ctx context.Context, actor marketplace.Actor, id marketplace.ID, side gate.Side, m may, why string) (Entry, error) {
	e, err := s.load(ctx, id, m)
	if err != nil {
		return e, err
	}
	by, err := s.signed(ctx, actor)
	if err == nil {
		why, err = said("reason", why)
	}
	if err != nil {
		return Entry{}, err
	}
	return s.change(ctx, actor, e, 0, func(f Frame) (step, error) {
		if f.State == Agreed && f.Notice != nil {
			return step{}, store.ErrUnchanged
		}
		f.Notice = &Notice{Side: side, By: by, Last: by.At.Day().AddDays(f.Terms.NoticeDays), Reason: why}
		f, err := f.after(GiveUp, by.At)
		return step{f, "frame.noticed", []any{"side", side}}, err
	})
}

// said is a text in its stored form that must say something.
func said(field, text string) (string, error) {
	var f check.Fields
	text = check.Text(text)
	f.Need(field, text != "")
	f.Text(field, text, maxNote)
	return text, marketplace.InvalidFields(f.Errors())
}

// Work ends the agreements whose last day has passed. It is a job: it may be done twice, and one that comes late does later
// what it would have done then.
func (s *Service) Work(ctx context.Context) error {
	q := store.Query{Index: "next", Eq: []any{true}, To: string(s.Clock.Today().AddDays(1))}
	return s.frames.Each(ctx, q, func(e Entry) error {
		_, err := s.change(ctx, marketplace.System(e.Value.Org), e, 0, func(f Frame) (step, error) {
			if !f.Watched || f.Next > s.Clock.Today() {
				return step{}, store.ErrUnchanged // somebody was quicker
			}
			unanswered := f.State == Offered
			f, err := f.after(f.passing(), s.Clock.Now())
			return step{f, "frame." + string(f.State), []any{"unanswered", unanswered}}, err
		})
		return err
	})
}
