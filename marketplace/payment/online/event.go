package online

import (
	"context"
	"net/http"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/store"
)

// Message is an event of the provider, kept as it came under its own id.
type Message struct {
	ID       string              `json:"id"`
	Type     string              `json:"type"` // the provider's own word
	Account  string              `json:"account,omitempty"`
	Kind     provider.Kind       `json:"kind"`
	Object   string              `json:"object"`
	Raw      string              `json:"raw"`
	State    MessageState        `json:"state"`
	Open     bool                `json:"open"`
	Why      string              `json:"why,omitempty"` // key of why it is parked
	Org      marketplace.ID      `json:"org"`           // the organiser; empty: nobody's that is known
	Received marketplace.Instant `json:"received"`
	Ended    marketplace.Instant `json:"ended,omitzero"`
}

// MessageState is where a message stands.
type MessageState string

// The states of a message.
const (
	Kept     MessageState = "kept"     // it is looked into soon
	Followed MessageState = "followed" // what it is about was read
	Ignored  MessageState = "ignored"  // it is about nothing of the product's
	Aside    MessageState = "aside"    // a person has to look into it
)

// MessageStates lists the states of messages.
func MessageStates() []MessageState { return []MessageState{Kept, Followed, Ignored, Aside} }

// Receive keeps a message of the provider, once; Work follows it. Invalid when it is not the provider's.
func (s *Service) Receive(ctx context.Context, body []byte, header http.Header) error {
	e, err := s.Provider.Event(body, header)
	if err != nil {
		return err
	}
	m := Message{
		ID: e.ID, Type: e.Type, Account: e.Account, Kind: e.Kind, Object: e.Object, Raw: string(body), State: Kept, Open: true, Received: s.Clock.Now(),
	}
	fact := s.facts.New(marketplace.System(""), "payment_event.received", s.messages.Subject(marketplace.ID(e.ID)), "kind", string(e.Kind))
	_, err = s.messages.Insert(ctx, marketplace.ID(e.ID), m, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return nil // it came before
	}
	return err
}

// process follows one message. What the provider does not answer now is followed later.
func (s *Service) process(ctx context.Context, e store.Entry[Message]) error {
	org, state, why, err := s.follow(ctx, e.Value)
	if err != nil {
		return err
	}
	_, err = store.Change(ctx, s.messages, e.ID, func(m *Message) ([]marketplace.Fact, error) {
		if !m.Open {
			return nil, store.ErrUnchanged
		}
		m.State, m.Open, m.Why, m.Org, m.Ended = state, false, why, org, s.Clock.Now()
		if state != Aside {
			return nil, nil
		}
		return []marketplace.Fact{s.facts.New(marketplace.System(org), "payment_event.aside", s.messages.Subject(e.ID), "why", why)}, nil
	})
	return err
}

// follow reads again what a message is about, and says what became of it.
func (s *Service) follow(ctx context.Context, m Message) (marketplace.ID, MessageState, string, error) {
	if m.Kind == provider.AboutOther {
		return "", Ignored, "", nil
	}
	a, err := s.accounts.First(ctx, store.Query{Index: "account", Eq: []any{m.Account}})
	if m.Account == "" || marketplace.IsKind(err, marketplace.NotFound) {
		return "", Aside, "online.event.account", nil
	}
	if err != nil {
		return "", "", "", err
	}
	org := a.Value.Org
	switch m.Kind {
	case provider.AboutAccount:
		if _, err = s.refresh(ctx, org); err == nil {
			return org, Followed, "", nil
		}
	case provider.AboutPayout:
		return s.payout(ctx, org, m)
	case provider.AboutSession, provider.AboutPayment, provider.AboutOther:
		var id marketplace.ID
		if id, err = s.about(ctx, m); err == nil && id == "" {
			return org, Ignored, "", nil
		}
		if err == nil {
			_, err = s.carry(ctx, id)
		}
	}
	if why := unknown(err); why != "" {
		return org, Aside, why, nil
	}
	return org, Followed, "", err
}

// unknown is why an error cannot be mended by asking again; empty when it can, or when there is none.
func unknown(err error) string {
	switch marketplace.KindOf(err) {
	case marketplace.NotFound, marketplace.Forbidden, marketplace.Invalid:
		if err != nil {
			return "online.event.unknown"
		}
	case marketplace.Internal, marketplace.Unauthenticated, marketplace.Conflict, marketplace.Stale, marketplace.TooLarge, marketplace.TooMany, marketplace.Unavailable:
	}
	return ""
}

// about is the checkout that a message is about; empty when it is about what the organiser sells elsewhere. NotFound when it should be
// ours and is not.
func (s *Service) about(ctx context.Context, m Message) (marketplace.ID, error) {
	index := map[provider.Kind]string{provider.AboutSession: "session", provider.AboutPayment: "payment"}[m.Kind]
	e, err := s.checkouts.First(ctx, store.Query{Index: index, Eq: []any{m.Object}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		id, err := s.named(ctx, m)
		if err != nil || id == "" {
			return "", err
		}
		e, err = s.checkouts.Get(ctx, id)
		if err != nil {
			return "", err
		}
	} else if err != nil {
		return "", err
	}
	if e.Value.Account != m.Account {
		return "", notFound()
	}
	return e.ID, nil
}

// named asks the provider which checkout of ours an object names.
func (s *Service) named(ctx context.Context, m Message) (marketplace.ID, error) {
	if m.Kind == provider.AboutSession {
		page, err := s.Provider.Session(ctx, m.Account, m.Object)
		return page.Checkout, err
	}
	p, err := s.Provider.Payment(ctx, m.Account, m.Object)
	return p.Checkout, err
}

// payout books what the provider paid to the organiser's bank account.
func (s *Service) payout(ctx context.Context, org marketplace.ID, m Message) (marketplace.ID, MessageState, string, error) {
	p, err := s.Provider.Payout(ctx, m.Account, m.Object)
	if why := unknown(err); err != nil {
		if why == "" {
			return org, "", "", err
		}
		return org, Aside, why, nil
	}
	switch {
	case !p.Paid || p.Cents <= 0:
		return org, Ignored, "", nil
	case p.Currency != provider.Euro:
		return org, Aside, "online.event.currency", nil
	}
	id := marketplace.Derived("card", idBytes, m.Account, "payout", p.ID)
	return org, Followed, "", s.Ledger.PayOut(ctx, payment.Payout{ID: id, Org: org, Cents: p.Cents, Day: p.Day})
}

// Asides lists the messages that a person has to look into, newest first: an organiser's own for its owners and billing, and those of
// nobody who is known for administrators.
func (s *Service) Asides(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Message], error) {
	out := marketplace.List[Message]{Items: []Message{}}
	org, err := overseen(actor)
	if err != nil {
		return out, err
	}
	q := store.Query{Index: "state", Eq: []any{string(Aside), string(org)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.messages.Find(ctx, q)
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, err
}

// overseen is whose messages the actor looks into.
func overseen(actor marketplace.Actor) (marketplace.ID, error) {
	if err := actor.Must(append(Billers(), marketplace.RoleAdministrator)...); err != nil {
		return "", err
	}
	if !actor.Has(Billers()...) {
		return "", nil
	}
	return actor.Org, nil
}

// Again has a message followed once more, after what kept it aside was mended.
func (s *Service) Again(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Message, error) {
	org, err := overseen(actor)
	if err != nil {
		return Message{}, err
	}
	e, err := store.Change(ctx, s.messages, id, func(m *Message) ([]marketplace.Fact, error) {
		if m.Org != org {
			return nil, notFound()
		}
		if m.State != Aside {
			return nil, store.ErrUnchanged
		}
		m.State, m.Open, m.Why = Kept, true, ""
		return []marketplace.Fact{s.facts.New(actor, "payment_event.again", s.messages.Subject(id))}, nil
	})
	if err != nil {
		return Message{}, err
	}
	if err := s.process(ctx, e); err != nil {
		return Message{}, err
	}
	e, err = s.messages.Get(ctx, id)
	return e.Value, err
}
