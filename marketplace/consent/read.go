package consent

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/store"
)

// mostHeld is how many consents of one client for one receiver are looked at.
const mostHeld = 200

// Active finds the consent under which a receiver may see a client's card for a purpose on a day: the one given last.
// NotFound when there is none. It says yes or no at this moment; nothing may keep its answer.
func (s *Service) Active(ctx context.Context, client, receiver marketplace.ID, purpose Purpose, day marketplace.Date) (Consent, error) {
	found, _, err := s.consents.Find(ctx, store.Query{
		Index: "active", Eq: []any{string(client), string(receiver), string(Given)}, Desc: true, Limit: mostHeld,
	})
	if err != nil {
		return Consent{}, err
	}
	for _, e := range found {
		if !e.Value.Allows(receiver, purpose, day) {
			continue
		}
		if c, err := s.now(ctx, e.Value); err != nil || c.State == Given {
			return c, err
		}
	}
	return Consent{}, notFound()
}

// now is a consent as it stands at this moment: what ran out, and what served its purpose, is over from then on, whether or
// not somebody has written that down yet.
func (s *Service) now(ctx context.Context, c Consent) (Consent, error) {
	c = c.On(s.Today())
	if c.Purpose == Network {
		return s.amongMembers(ctx, c)
	}
	if s.Over == nil || c.State != Given || c.Purpose != Introduction {
		return c, nil
	}
	over, err := s.Over(ctx, c.ID)
	if over {
		c.State, _ = c.State.Next(Fulfil)
	}
	return c, err
}

// amongMembers is a consent about a member of a client's network as it stands: over from when the member has left it.
func (s *Service) amongMembers(ctx context.Context, c Consent) (Consent, error) {
	if c.State != Given && c.State != Asked {
		return c, nil
	}
	in, err := s.inNetwork(ctx, c.Client, c.Receiver)
	if !in {
		c.State = c.State.outside()
	}
	return c, err
}

// Parts are the open consents by which a member of a client's network may see something, or would: what was given and not
// taken back, and what waits for the client's answer, in the order of the fields. It is read anew each time, and whoever
// asks decides who may know.
func (s *Service) Parts(ctx context.Context, client, member marketplace.ID) ([]Consent, error) {
	found, _, err := s.consents.Find(ctx, store.Query{
		Index: "active", Eq: []any{string(client), string(member)}, In: []any{string(Asked), string(Given)}, Limit: mostHeld,
	})
	if err != nil {
		return nil, err
	}
	var out []Consent
	for _, f := range NetworkFields() {
		for _, e := range found {
			if c := e.Value; c.Purpose != Network || !slices.Contains(c.Fields, f) {
				continue
			}
			c, err := s.now(ctx, e.Value)
			if err != nil {
				return nil, err
			}
			if c.State == Given || c.State == Asked {
				out = append(out, c)
			}
		}
	}
	return out, nil
}

// Held loads a consent for the receiver that it names, as long as it holds. A consent of another receiver, one that was
// taken back, ran out or served its purpose, and one that never was are all the same NotFound.
func (s *Service) Held(ctx context.Context, receiver marketplace.Actor, id marketplace.ID) (Consent, error) {
	if err := receiver.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return Consent{}, err
	}
	e, err := s.consents.Get(ctx, id)
	if err != nil {
		return Consent{}, err
	}
	if c := e.Value; !c.Allows(receiver.Org, c.Purpose, s.Today()) || c.Purpose == CountedInTotals || c.Purpose == OwnShifts {
		return Consent{}, notFound()
	}
	c, err := s.now(ctx, e.Value)
	if err == nil && c.State != Given {
		err = notFound()
	}
	if err != nil {
		return Consent{}, err
	}
	return c, nil
}

// Standing loads a consent as it stands today, for the slices that keep something under it; they decide who may know, and know
// themselves whether it is over.
func (s *Service) Standing(ctx context.Context, id marketplace.ID) (Consent, error) {
	e, err := s.consents.Get(ctx, id)
	return e.Value.On(s.Today()), err
}

// Counted is how it stands today with a client being counted in totals, for the coach: the consent that was given or, if
// there is none, the one that waits for an answer. NotFound when the client is not counted and not asked.
func (s *Service) Counted(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Consent, error) {
	who, err := s.Clients.Of(ctx, coach, client)
	if err != nil {
		return Consent{}, err
	}
	return s.counted(ctx, who)
}

func (s *Service) counted(ctx context.Context, who Person) (Consent, error) {
	found, _, err := s.consents.Find(ctx, store.Query{
		Index: "active", Eq: []any{string(who.ID), string(who.Org)}, In: []any{string(Asked), string(Given)}, Desc: true, Limit: mostHeld,
	})
	out, today := Consent{}, s.Today()
	for _, e := range found {
		c := e.Value.On(today)
		if c.Purpose == CountedInTotals && (c.State == Given || c.State == Asked && out.ID == "") {
			out = c
		}
	}
	if err == nil && out.ID == "" {
		err = notFound()
	}
	return out, err
}

// EachHolding calls do with every client who has a consent for a purpose in force today, each once, in the order of their
// ids. It is for the program itself. It is read anew each time: what was taken back or ran out is out at once.
func (s *Service) EachHolding(ctx context.Context, system marketplace.Actor, purpose Purpose, do func(client marketplace.ID) error) error {
	if !system.System {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	today, last := s.Today(), marketplace.ID("")
	q := store.Query{Index: "holding", Eq: []any{string(purpose), string(Given)}}
	return s.consents.Each(ctx, q, func(e store.Entry[Consent]) error {
		if e.Value.Client == last || e.Value.On(today).State != Given {
			return nil
		}
		last = e.Value.Client
		return do(last)
	})
}

// Of lists a client's consents for the coach, newest question first, each as it stands today.
func (s *Service) Of(ctx context.Context, coach marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[Consent], error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return marketplace.List[Consent]{}, err
	}
	return s.list(ctx, client, page)
}

// Mine lists the client's own consents, newest question first, each as it stands today.
func (s *Service) Mine(ctx context.Context, client marketplace.Actor, page marketplace.Page) (marketplace.List[Consent], error) {
	if err := mustBeClient(client); err != nil {
		return marketplace.List[Consent]{}, err
	}
	return s.list(ctx, client.Person, page)
}

// My loads one of the client's own consents, as it stands today.
func (s *Service) My(ctx context.Context, client marketplace.Actor, id marketplace.ID) (Consent, error) {
	if err := mustBeClient(client); err != nil {
		return Consent{}, err
	}
	e, err := s.consents.Get(ctx, id)
	if err != nil {
		return Consent{}, err
	}
	if e.Value.Client != client.Person {
		return Consent{}, notFound()
	}
	return s.now(ctx, e.Value)
}

func (s *Service) list(ctx context.Context, client marketplace.ID, page marketplace.Page) (marketplace.List[Consent], error) {
	out := marketplace.List[Consent]{Items: []Consent{}}
	found, next, err := s.consents.Find(ctx, store.Query{Index: "client", Eq: []any{string(client)}, Desc: true, Limit: page.Size(), After: page.After})
	if err != nil {
		return out, err
	}
	for _, e := range found {
		c, err := s.now(ctx, e.Value)
		if err != nil {
			return out, err
		}
		out.Items = append(out.Items, c)
	}
	out.Next = next
	return out, nil
}

func checkPresence(p Presence) error {
	var f check.Fields
	f.Need("present", p != "")
	if p != "" {
		f.OneOf("present", string(p), check.Words(Presences())...)
	}
	return marketplace.InvalidFields(f.Errors())
}
