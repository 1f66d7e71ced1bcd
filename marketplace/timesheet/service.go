package timesheet

import (
	"context"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// Deps is what a Service needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	IDs    marketplace.IDs
	Vault  *secret.Vault
	Bundle *i18n.Bundle
	Sender notify.Sender // of letters with links
	Origin string        // where the pages are reached, such as "https://sovite.fi"
	People People
	Teller request.Teller
	Orders Orders
	Sheets Sheets
}

// People answers who somebody is, as a fellow member; NotFound for everybody else. account.Service does.
type People interface {
	Person(ctx context.Context, actor marketplace.Actor, who marketplace.ID) (account.Person, error)
}

// Orders reads how an order stands now, for the program itself; order.Service does.
type Orders interface {
	Standing(ctx context.Context, id marketplace.ID) (order.Order, error)
}

// Sheets reads what was signed, and keeps sheets from being corrected; attendance.Service does. Locking and unlocking twice
// changes nothing; another reason replaces the one before.
type Sheets interface {
	Done(ctx context.Context, actor marketplace.Actor, order marketplace.ID, from, to marketplace.Date) ([]attendance.Done, error)
	Lock(ctx context.Context, id marketplace.ID, why string) error
	Unlock(ctx context.Context, id marketplace.ID) error
}

// Service holds the verbs of timesheets. An organiser's owners, supervisors and billing see its own; a buyer's owners,
// employers and billing, the contact of an order and their alternates see what was signed off for them. To everybody else
// each verb answers as if there were none.
type Service struct {
	Deps
	facts      marketplace.Facts
	all        store.Collection[Timesheet]
	alternates store.Collection[Alternates]
}

// Entry is a timesheet with its revision.
type Entry = store.Entry[Timesheet]

// Schemas declares the collections of this package. Alternates are only ever read by the id of their organisation.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "timesheets", Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "monday"}},
			{Name: "todo", Fields: []string{"org", "todo", "monday"}},
			{Name: "buyer", Fields: []string{"buyer", "monday"}},
			{Name: "waits", Fields: []string{"buyer", "waits", "monday"}},
			{Name: "order", Fields: []string{"order", "monday"}},
			{Name: "billable", Fields: []string{"org", "billable", "buyer", "monday"}},
			{Name: "next", Fields: []string{"watched", "next"}},
		}},
		{Collection: "alternates"},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, all: store.NewCollection[Timesheet](d.Store, s[0]),
		alternates: store.NewCollection[Alternates](d.Store, s[1]),
	}
}

// Organisers are the roles that sign off.
func Organisers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleSupervisor, marketplace.RoleBilling}
}

// Approvers are the roles that approve; the contact of an order and alternates do without them.
func Approvers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleEmployer, marketplace.RoleBilling}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }

// event is a fact to be made: its type, whose record it belongs to besides, and what a reaction needs.
type event struct {
	typ  string
	data []any
}

// keep saves a timesheet with what decide makes of it and the facts that it names.
func (s *Service) keep(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(Timesheet) (Timesheet, []event, error)) (Timesheet, error) {
	e, err := store.Change(ctx, s.all, id, func(t *Timesheet) ([]marketplace.Fact, error) {
		after, events, err := decide(*t)
		if err != nil {
			return nil, err
		}
		*t = after
		return s.made(actor, after, events), nil
	})
	return e.Value, err
}

// change is keep for the timesheet of an order and week, which is made the first time.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, o order.Order, monday marketplace.Date, decide func(Timesheet) (Timesheet, []event, error)) (Timesheet, error) {
	id := IDOf(o.ID, monday)
	t, err := s.keep(ctx, actor, id, decide)
	if !marketplace.IsKind(err, marketplace.NotFound) {
		return t, err
	}
	fresh, events, err := decide(blank(o, monday, s.Clock.Now()))
	if err != nil {
		return fresh, unlessUnchanged(err)
	}
	e, err := s.all.Insert(ctx, id, fresh, s.made(actor, fresh, events)...)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.keep(ctx, actor, id, decide)
	}
	return e.Value, err
}

func (s *Service) made(actor marketplace.Actor, t Timesheet, events []event) []marketplace.Fact {
	out := make([]marketplace.Fact, 0, len(events))
	for _, e := range events {
		if e.typ != "" {
			out = append(out, s.fact(actor, e.typ, t, e.data...))
		}
	}
	return out
}

// fact tells what happened to a timesheet, in the organiser's record.
func (s *Service) fact(actor marketplace.Actor, typ string, t Timesheet, data ...any) marketplace.Fact {
	actor.Org = t.Org
	return s.facts.New(actor, typ, s.all.Subject(t.ID), append(data, "order", t.Order, "monday", t.Monday)...)
}

// own loads a timesheet of the actor's organiser; NotFound for every other.
func (s *Service) own(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Timesheet, error) {
	if err := actor.Must(Organisers()...); err != nil {
		return Timesheet{}, err
	}
	e, err := s.all.Get(ctx, id)
	if err == nil && e.Value.Org != actor.Org {
		return Timesheet{}, notFound()
	}
	return e.Value, err
}

// theirs is as whom the actor decides about a timesheet of their buyer; NotFound for every other, Forbidden for
// those of the buyer who do not approve.
func (s *Service) theirs(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (line.Who, error) {
	if err := actor.Must(marketplace.Roles()...); err != nil {
		return line.Who{}, err
	}
	e, err := s.all.Get(ctx, id)
	if err != nil {
		return line.Who{}, err
	}
	t := e.Value
	if t.Buyer != actor.Org {
		return line.Who{}, notFound()
	}
	who, err := s.approver(ctx, actor, t)
	if err != nil {
		return who, err
	}
	if !t.shown() {
		return who, notFound()
	}
	return who, nil
}

// approver is as whom an actor decides about a timesheet of their own organisation.
func (s *Service) approver(ctx context.Context, actor marketplace.Actor, t Timesheet) (line.Who, error) {
	w, err := s.named(ctx, actor)
	if err != nil {
		return w, err
	}
	if actor.Has(Approvers()...) || actor.Person == t.Contact && actor.Person != "" {
		return w, nil
	}
	a, err := s.standing(ctx, actor.Org)
	if err != nil {
		return w, err
	}
	at := slices.IndexFunc(a.List, func(x Alternate) bool { return x.Person == actor.Person && x.covers(s.Clock.Today()) })
	if at < 0 {
		return w, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	w.For = a.List[at].For
	return w, nil
}

// named is who acts, by name.
func (s *Service) named(ctx context.Context, actor marketplace.Actor) (line.Who, error) {
	if actor.Person == "" {
		return line.Who{}, nil
	}
	p, err := s.People.Person(ctx, actor, actor.Person)
	return line.Who{By: actor.Person, Name: p.Name}, err
}

func unlessUnchanged(err error) error {
	if errors.Is(err, store.ErrUnchanged) {
		return nil
	}
	return err
}
