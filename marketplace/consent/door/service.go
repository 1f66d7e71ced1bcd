package door

import (
	"context"
	"io"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Kind    Kind
	Store   store.Store
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Random  io.Reader // crypto/rand.Reader in production
	Vault   *secret.Vault
	Hash    secret.HashCost // of a PIN; the zero cost means secret.DefaultHashCost
	Clients consent.Clients

	// Holders finds whoever a door may belong to, by id; NotFound if there is nobody. Clients need none: they are found as
	// clients.
	Holders func(ctx context.Context, id marketplace.ID) (Holder, error)
}

// Service holds the verbs of the doors of one kind.
type Service struct {
	kind    Kind
	clock   marketplace.Clock
	facts   marketplace.Facts
	vault   *secret.Vault
	hasher  *secret.Hasher
	clients consent.Clients
	holders func(ctx context.Context, id marketplace.ID) (Holder, error)
	doors   store.Collection[record]
}

// Schemas declares the collections of this package, one for each kind. A door is found by its holder's id alone.
func Schemas() []store.Schema {
	return []store.Schema{Clients().schema(), Supporters().schema()}
}

func (k Kind) schema() store.Schema { return store.Schema{Collection: k.collection} }

// New makes the service. The error says which of the Deps is not usable.
func New(d Deps) (*Service, error) {
	h, err := secret.NewHasher(d.Hash, d.Random)
	if err != nil {
		return nil, err
	}
	s := &Service{
		kind: d.Kind, clock: d.Clock, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, vault: d.Vault, hasher: h, clients: d.Clients, holders: d.Holders,
		doors: store.NewCollection[record](d.Store, d.Kind.schema()),
	}
	if s.holders == nil {
		s.holders = s.client
	}
	return s, nil
}

// client is a client as the holder of their own door.
func (s *Service) client(ctx context.Context, id marketplace.ID) (Holder, error) {
	who, err := s.clients(ctx, id)
	return Holder{Client: who.ID, Lang: who.Lang}, err
}

// coached loads a holder for the coach of the client whom the door is about.
func (s *Service) coached(ctx context.Context, coach marketplace.Actor, holder marketplace.ID) (Holder, consent.Person, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Holder{}, consent.Person{}, err
	}
	h, err := s.holders(ctx, holder)
	if err != nil {
		return Holder{}, consent.Person{}, err
	}
	who, err := s.clients.Of(ctx, coach, h.Client)
	return h, who, err
}

// Make makes a new link for a holder of the coach's own caseload and gives its token, which is shown this once. Every link
// and visit of before is over, and the holder chooses a PIN anew. Conflict "door.shut" while nothing may be opened.
func (s *Service) Make(ctx context.Context, coach marketplace.Actor, holder marketplace.ID) (string, error) {
	h, who, err := s.coached(ctx, coach, holder)
	if err == nil && h.Shut {
		err = marketplace.Errorf(marketplace.Conflict, "door.shut")
	}
	if err != nil {
		return "", err
	}
	salt, err := s.vault.Random(16)
	if err != nil {
		return "", err
	}
	now := s.clock.Now()
	fresh := record{Client: h.Client, Holder: holder, Org: who.Org, State: Fresh, Salt: salt, Round: 1, MadeBy: coach.Person, Made: now}
	if holder == h.Client {
		fresh.Holder = ""
	}
	_, err = s.change(ctx, holder, func(r *record) ([]marketplace.Fact, error) {
		fresh.Round = r.Round + 1
		*r = fresh
		return []marketplace.Fact{s.fact(coach, "door.made", *r)}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		_, err = s.doors.Insert(ctx, holder, fresh, s.fact(coach, "door.made", fresh))
	}
	if err != nil {
		return "", err
	}
	return fresh.token(s.vault)
}

// Link is the token of a holder's link that was made before, worked out again from the installation's secret: for the
// program itself, which offers a demo holder's link at each start. No person sees a link twice. NotFound "door.no_link"
// when there is none that opens.
func (s *Service) Link(ctx context.Context, program marketplace.Actor, holder marketplace.ID) (string, error) {
	if !program.System || program.Person != "" {
		return "", marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	if _, _, err := s.coached(ctx, program, holder); err != nil {
		return "", err
	}
	e, err := s.doors.Get(ctx, holder)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.at(s.clock.Now()).State == Closed {
		return "", noLink()
	}
	if err != nil {
		return "", err
	}
	return e.Value.token(s.vault)
}

// Close ends a holder's link and every visit.
func (s *Service) Close(ctx context.Context, coach marketplace.Actor, holder marketplace.ID) error {
	if _, _, err := s.coached(ctx, coach, holder); err != nil {
		return err
	}
	_, err := s.change(ctx, holder, func(r *record) ([]marketplace.Fact, error) {
		if r.State == Closed {
			return nil, store.ErrUnchanged
		}
		r.State, r.PIN, r.Salt = Closed, "", ""
		r.Round++
		return []marketplace.Fact{s.fact(coach, "door.closed", *r)}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}

// Of tells the coach how a holder's door stands; the state None when no link was made yet.
func (s *Service) Of(ctx context.Context, coach marketplace.Actor, holder marketplace.ID) (Door, error) {
	if _, _, err := s.coached(ctx, coach, holder); err != nil {
		return Door{}, err
	}
	e, err := s.doors.Get(ctx, holder)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Door{Holder: holder}, nil
	}
	return e.Value.shown(s.clock.Now()), err
}

// Look tells the holder of a link how the door stands: new, open or locked. Every link that opens nothing, for whatever
// reason, is the same NotFound "door.no_link".
func (s *Service) Look(ctx context.Context, token string) (Door, error) {
	r, err := s.byToken(ctx, token)
	return r.shown(s.clock.Now()), err
}

// Visit is a holder who came in.
type Visit struct {
	Role   marketplace.Role // of the kind of door
	Holder marketplace.ID
	Round  int
	Lang   string
}

// Enter lets somebody in who holds the link and types the PIN; the first time, the PIN typed is the PIN chosen. Invalid
// names the field of a PIN that cannot be chosen; Unauthenticated "door.wrong_pin" (with how many tries are left) or
// "door.locked". No answer is given before the try is saved, so that many guesses at once are counted one by one.
func (s *Service) Enter(ctx context.Context, token, pin string) (Visit, error) {
	if r, err := s.byToken(ctx, token); err != nil {
		return Visit{}, err
	} else if r.State == Fresh {
		return s.first(ctx, token, pin)
	}
	_, code, _ := secret.SplitToken(token)
	known := map[string]bool{} // a hash costs time: each is looked at once
	after, err := s.changeBy(ctx, token, func(r *record) ([]marketplace.Fact, error) {
		if !s.opens(*r, code) {
			return nil, noLink()
		}
		if r.State == Locked {
			return nil, locked()
		}
		if _, ok := known[r.PIN]; !ok {
			known[r.PIN] = s.fits(*r, pin)
		}
		next, typ := r.tried(known[r.PIN], s.clock.Now())
		*r = next
		return []marketplace.Fact{s.fact(marketplace.Actor{Person: r.of()}, typ, next)}, nil
	})
	switch {
	case err != nil:
		return Visit{}, err
	case after.State == Locked:
		return Visit{}, locked()
	case after.Wrong > 0:
		return Visit{}, marketplace.Errorf(marketplace.Unauthenticated, "door.wrong_pin", "left", MostWrong-after.Wrong)
	}
	return s.visit(ctx, after)
}

// first takes the PIN that the holder chooses.
func (s *Service) first(ctx context.Context, token, pin string) (Visit, error) {
	if err := checkPIN(pin); err != nil {
		return Visit{}, err
	}
	_, code, _ := secret.SplitToken(token)
	after, err := s.changeBy(ctx, token, func(r *record) ([]marketplace.Fact, error) {
		if !s.opens(*r, code) || r.State != Fresh {
			return nil, noLink() // somebody with the same link was quicker
		}
		hash, err := s.hasher.Hash(s.peppered(*r, pin))
		if err != nil {
			return nil, err
		}
		r.State, r.PIN, r.Used = Open, hash, s.clock.Now()
		return []marketplace.Fact{s.fact(marketplace.Actor{Person: r.of()}, "door.pin_chosen", *r)}, nil
	})
	if err != nil {
		return Visit{}, err
	}
	return s.visit(ctx, after)
}

func (s *Service) visit(ctx context.Context, r record) (Visit, error) {
	h, err := s.holders(ctx, r.of())
	return Visit{Role: s.kind.Role, Holder: r.of(), Round: r.Round, Lang: h.Lang}, err
}

// ActorFor is the holder of a visit at this moment; nothing is remembered, so that a visit that was ended counts no more
// from the next request on. Unauthenticated "door.visit_over".
func (s *Service) ActorFor(ctx context.Context, holder marketplace.ID, round int) (marketplace.Actor, error) {
	over := marketplace.Errorf(marketplace.Unauthenticated, "door.visit_over")
	e, err := s.doors.Get(ctx, holder)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && (e.Value.State != Open || e.Value.Round != round) {
		return marketplace.Actor{}, over
	}
	if err != nil {
		return marketplace.Actor{}, err
	}
	h, err := s.holders(ctx, holder)
	if err == nil && h.Shut {
		err = over
	}
	if err != nil {
		return marketplace.Actor{}, err
	}
	who, err := s.clients(ctx, h.Client)
	return marketplace.Actor{Person: holder, Org: who.Org, Roles: []marketplace.Role{s.kind.Role}, Lang: h.Lang}, err
}

// Leave ends every visit of the holder; the link and the PIN stay good.
func (s *Service) Leave(ctx context.Context, holder marketplace.Actor) error {
	if holder.System || holder.Person == "" || !slices.Contains(holder.Roles, s.kind.Role) {
		return marketplace.Errorf(marketplace.Unauthenticated, "door.visit_over")
	}
	_, err := s.change(ctx, holder.Person, func(r *record) ([]marketplace.Fact, error) {
		r.Round++
		return []marketplace.Fact{s.fact(holder, "door.left", *r)}, nil
	})
	return err
}

// byToken loads the door of a link that opens something.
func (s *Service) byToken(ctx context.Context, token string) (record, error) {
	claim, code, ok := secret.SplitToken(token)
	if id := marketplace.ID(claim); ok && id.Valid() {
		e, err := s.doors.Get(ctx, id)
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return record{}, err
		}
		if err == nil && s.opens(e.Value, code) {
			return e.Value, s.letsIn(ctx, id)
		}
	}
	return record{}, noLink()
}

// letsIn says whether anything may be opened to the holder now; if not, the link is one that opens nothing.
func (s *Service) letsIn(ctx context.Context, holder marketplace.ID) error {
	h, err := s.holders(ctx, holder)
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && h.Shut {
		return noLink()
	}
	return err
}

func (s *Service) opens(r record, code string) bool {
	return r.at(s.clock.Now()).State != Closed && s.vault.Checks(code, "door", string(r.of()), r.Salt)
}

// peppered is a PIN as it is hashed: bound to the installation's secret, so that whoever copies the data cannot try all
// the few PINs there are.
func (s *Service) peppered(r record, pin string) string {
	code, err := s.vault.Code("door pin", string(r.of()), r.Salt, pin)
	if err != nil {
		return ""
	}
	return code
}

// fits says whether a PIN is the holder's, hashed under whichever secret the vault holds.
func (s *Service) fits(r record, pin string) bool {
	codes, err := s.vault.Codes("door pin", string(r.of()), r.Salt, pin)
	return err == nil && slices.ContainsFunc(codes, func(code string) bool { return s.hasher.Matches(code, r.PIN) })
}

func (s *Service) change(ctx context.Context, holder marketplace.ID, decide func(*record) ([]marketplace.Fact, error)) (record, error) {
	e, err := store.Change(ctx, s.doors, holder, decide)
	return e.Value, err
}

func (s *Service) changeBy(ctx context.Context, token string, decide func(*record) ([]marketplace.Fact, error)) (record, error) {
	claim, _, _ := secret.SplitToken(token)
	return s.change(ctx, marketplace.ID(claim), decide)
}

func (s *Service) fact(actor marketplace.Actor, typ string, r record) marketplace.Fact {
	actor.Org = r.Org
	return s.facts.New(actor, typ, s.doors.Subject(r.of()), "client", r.Client)
}

func noLink() error { return marketplace.Errorf(marketplace.NotFound, "door.no_link") }

func locked() error { return marketplace.Errorf(marketplace.Unauthenticated, "door.locked") }
