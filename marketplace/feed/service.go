package feed

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
)

// The days that a calendar tells of, before and after today.
const (
	daysBefore = 31
	daysAfter  = 92
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Vault  *secret.Vault
	Bundle *i18n.Bundle
	Zone   *time.Location
	Origin string // where the pages are reached
	People People
	Shifts Shifts
	Orders Orders
}

// People says who somebody is and where they belong now; account.Service does.
type People interface {
	Me(ctx context.Context, actor marketplace.Actor) (account.Person, error)
	Memberships(ctx context.Context, actor marketplace.Actor) ([]account.Belonging, error)
}

// Shifts lists the published shifts that somebody leads; roster.Service does.
type Shifts interface {
	Shifts(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]roster.Shift, error)
}

// Orders reads orders; order.Service does.
type Orders interface {
	Standing(ctx context.Context, id marketplace.ID) (order.Order, error)
	Boughts(ctx context.Context, actor marketplace.Actor, live bool, page marketplace.Page) (marketplace.List[order.Bought], error)
}

// record is a feed as it is stored.
type record struct {
	Person marketplace.ID      `json:"person"`
	Org    marketplace.ID      `json:"org"`
	Salt   string              `json:"salt"` // empty: there is no link
	Made   marketplace.Instant `json:"made"`
}

// Service holds the verbs of feeds.
type Service struct {
	Deps
	facts marketplace.Facts
	feeds store.Collection[record]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "feeds", Indexes: []store.Index{{Name: "person", Fields: []string{"person"}}}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, feeds: store.NewCollection[record](d.Store, Schemas()[0])}
}

// who are the roles that have something in a calendar: those who lead shifts, and those who have bought work.
func who() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleSupervisor, marketplace.RoleEmployer}
}

// Address is the actor's own link; empty when there is none.
func (s *Service) Address(ctx context.Context, actor marketplace.Actor) (string, error) {
	if err := actor.Must(who()...); err != nil {
		return "", err
	}
	e, err := s.feeds.Get(ctx, idOf(actor.Person, actor.Org))
	if marketplace.IsKind(err, marketplace.NotFound) || err == nil && e.Value.Salt == "" {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	return s.address(e.Value)
}

func (s *Service) address(r record) (string, error) {
	token, err := s.Vault.Token("calendar", string(idOf(r.Person, r.Org)), r.Salt)
	return s.Origin + "/calendar/" + token + ".ics", err
}

// Open makes a new link for the actor; the one of before opens nothing any more.
func (s *Service) Open(ctx context.Context, actor marketplace.Actor) (string, error) {
	if err := actor.Must(who()...); err != nil {
		return "", err
	}
	salt, err := s.Vault.Random(16)
	if err != nil {
		return "", err
	}
	r := record{Person: actor.Person, Org: actor.Org, Salt: salt, Made: s.Clock.Now()}
	id := idOf(actor.Person, actor.Org)
	_, err = store.Change(ctx, s.feeds, id, func(old *record) ([]marketplace.Fact, error) {
		*old = r
		return []marketplace.Fact{s.fact(actor, "feed.opened", r)}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		_, err = s.feeds.Insert(ctx, id, r, s.fact(actor, "feed.opened", r))
	}
	if err != nil {
		return "", err
	}
	return s.address(r)
}

// Close ends the actor's link. Closing twice changes nothing.
func (s *Service) Close(ctx context.Context, actor marketplace.Actor) error {
	if err := actor.Must(who()...); err != nil {
		return err
	}
	return s.close(ctx, actor, idOf(actor.Person, actor.Org))
}

func (s *Service) close(ctx context.Context, actor marketplace.Actor, id marketplace.ID) error {
	_, err := store.Change(ctx, s.feeds, id, func(r *record) ([]marketplace.Fact, error) {
		if r.Salt == "" {
			return nil, store.ErrUnchanged
		}
		r.Salt = ""
		return []marketplace.Fact{s.fact(actor, "feed.closed", *r)}, nil
	})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}

func (s *Service) fact(actor marketplace.Actor, typ string, r record) marketplace.Fact {
	actor.Org = r.Org
	return s.facts.New(actor, typ, s.feeds.Subject(idOf(r.Person, r.Org)), "person", r.Person)
}

// Follows lists the facts after which Follow has something to do.
func Follows() []string { return []string{"person.disabled"} }

// Follow ends the links of somebody whose account was closed. It may run twice.
func (s *Service) Follow(ctx context.Context, f marketplace.Fact) error {
	_, person, _ := strings.Cut(f.Subject, "/")
	return s.feeds.Each(ctx, store.Query{Index: "person", Eq: []any{person}}, func(e store.Entry[record]) error {
		return s.close(ctx, marketplace.System(e.Value.Org), e.ID)
	})
}

// Read is the calendar behind a link, for whoever holds it: what its person may see now, from 31 days ago to 92 days ahead.
// Every link that opens nothing, for whatever reason, is the same NotFound.
func (s *Service) Read(ctx context.Context, token string) (string, error) {
	actor, err := s.holder(ctx, token)
	if err != nil {
		return "", err
	}
	say := Say{s.Bundle.In(i18n.ParseVoice(actor.Lang)), s.Zone}
	events, err := s.events(ctx, actor, say)
	if err != nil {
		return "", err
	}
	return Write(say.T("feed.name"), s.Origin, events, s.Clock.Now()), nil
}

// holder is the person of a link with the roles they have now.
func (s *Service) holder(ctx context.Context, token string) (marketplace.Actor, error) {
	none := marketplace.Errorf(marketplace.NotFound, "feed.no_link")
	claim, code, ok := secret.SplitToken(token)
	if id := marketplace.ID(claim); !ok || !id.Valid() {
		return marketplace.Actor{}, none
	}
	e, err := s.feeds.Get(ctx, marketplace.ID(claim))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return marketplace.Actor{}, none
	}
	if err != nil {
		return marketplace.Actor{}, err
	}
	r := e.Value
	if r.Salt == "" || !s.Vault.Checks(code, "calendar", claim, r.Salt) {
		return marketplace.Actor{}, none
	}
	actor := marketplace.Actor{Person: r.Person}
	me, err := s.People.Me(ctx, actor)
	if err != nil {
		return marketplace.Actor{}, err
	}
	belongs, err := s.People.Memberships(ctx, actor)
	i := slices.IndexFunc(belongs, func(b account.Belonging) bool { return b.Organisation.ID == r.Org })
	if err != nil || i < 0 || len(belongs[i].Roles) == 0 {
		return marketplace.Actor{}, cmp.Or[error](err, none)
	}
	return marketplace.Actor{Person: r.Person, Org: r.Org, Roles: belongs[i].Roles, Lang: me.Lang}, nil
}

// events are what somebody leads and what their organisation has bought.
func (s *Service) events(ctx context.Context, actor marketplace.Actor, say Say) ([]Event, error) {
	today := s.Clock.Today()
	from, to := today.AddDays(-daysBefore), today.AddDays(daysAfter)
	led, err := s.led(ctx, actor, say, from, to)
	if err != nil {
		return nil, err
	}
	bought, err := s.bought(ctx, actor, say, from, to)
	return append(led, bought...), err
}

func (s *Service) led(ctx context.Context, actor marketplace.Actor, say Say, from, to marketplace.Date) ([]Event, error) {
	if !actor.Has(marketplace.RoleOwner, marketplace.RoleSupervisor) {
		return nil, nil
	}
	shifts, err := s.Shifts.Shifts(ctx, actor, from, to)
	if err != nil {
		return nil, err
	}
	var out []Event
	orders := map[marketplace.ID]order.Order{}
	for _, shift := range shifts {
		o, known := orders[shift.Order]
		if !known {
			if o, err = s.Orders.Standing(ctx, shift.Order); err != nil {
				return nil, err
			}
			orders[shift.Order] = o
		}
		out = append(out, say.ofShift(shift, o))
	}
	return out, nil
}

func (s *Service) bought(ctx context.Context, actor marketplace.Actor, say Say, from, to marketplace.Date) ([]Event, error) {
	if !actor.Has(marketplace.RoleOwner, marketplace.RoleEmployer) {
		return nil, nil
	}
	var out []Event
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Orders.Boughts(ctx, actor, true, page)
		if err != nil {
			return nil, err
		}
		for _, o := range list.Items {
			out = append(out, say.ofOrder(o, from, to)...)
		}
		if page.After = list.Next; page.After == "" {
			return out, nil
		}
	}
}

// ofOrder are the days of a confirmed order between two, both counted.
func (s Say) ofOrder(o order.Bought, from, to marketplace.Date) (out []Event) {
	if o.State != order.Confirmed {
		return nil
	}
	for _, l := range o.Versions[len(o.Versions)-1].Loads {
		if l.Date >= from && l.Date <= to {
			out = append(out, s.ofLoad(o, l))
		}
	}
	return out
}
