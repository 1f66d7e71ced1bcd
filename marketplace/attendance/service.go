package attendance

import (
	"context"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Zone    *time.Location // in which people read the time of day
	Codes   Codes
	Rosters Rosters
	Orders  Orders
}

// Codes makes codes that nobody can guess; secret.Vault does.
type Codes interface {
	Code(purpose string, parts ...string) (string, error)
}

// Rosters answers about the shifts of the actor's organisation; roster.Service does.
type Rosters interface {
	Shifts(ctx context.Context, actor marketplace.Actor, from, to marketplace.Date) ([]roster.Shift, error)
	Shift(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (roster.Shift, error)
	Names(ctx context.Context, actor marketplace.Actor, ids []marketplace.ID) (map[marketplace.ID]string, error)
}

// Orders answers about orders, for the program itself; order.Service does.
type Orders interface {
	Standing(ctx context.Context, id marketplace.ID) (order.Order, error)
}

// Service holds the verbs of attendance. Owners and supervisors of the organiser keep its sheets; its owners and billing
// read what was done, without names. To everybody else each verb answers as if there were nothing.
type Service struct {
	Deps
	facts  marketplace.Facts
	sheets store.Collection[Sheet]
}

// Saved is a sheet with the revision at which it was loaded; 0 when nothing was marked yet.
type Saved = store.Entry[Sheet]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "sheets", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "date"}},
		{Name: "order", Fields: []string{"order", "date"}},
		{Name: "checkin", Fields: []string{"checkin"}, Unique: true},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, sheets: store.NewCollection[Sheet](d.Store, Schemas()[0])}
}

// Keepers are the roles that keep the sheets of their organiser.
func Keepers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleSupervisor}
}

// Readers are the roles that read what was done.
func Readers() []marketplace.Role {
	return []marketplace.Role{marketplace.RoleOwner, marketplace.RoleBilling}
}

// Today is the day that it is now.
func (s *Service) Today() marketplace.Date { return s.Clock.Today() }

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// shift is a published shift of the actor's organisation with its order.
func (s *Service) shift(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (roster.Shift, order.Order, error) {
	if err := actor.Must(Keepers()...); err != nil {
		return roster.Shift{}, order.Order{}, err
	}
	shift, err := s.Rosters.Shift(ctx, actor, id)
	if err != nil {
		return shift, order.Order{}, err
	}
	o, err := s.Orders.Standing(ctx, shift.Order)
	if err == nil && (o.Org != actor.Org || !shift.Published) {
		err = notFound()
	}
	return shift, o, err
}

// Sheet is the sheet of a shift; an empty one at revision 0 when nothing was marked yet.
func (s *Service) Sheet(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Saved, error) {
	shift, o, err := s.shift(ctx, actor, id)
	if err != nil {
		return Saved{}, err
	}
	return s.load(ctx, shift, o)
}

func (s *Service) load(ctx context.Context, shift roster.Shift, o order.Order) (Saved, error) {
	e, err := s.sheets.Get(ctx, shift.ID)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Saved{ID: shift.ID, Value: newSheet(shift, o)}, nil
	}
	e.Value = e.Value.following(shift, o)
	return e, err
}

// change saves the sheet of a shift, which begins with the first thing that is kept in it, with what decide makes of it. It
// starts again when another phone was faster; one of them always gets through.
func (s *Service) change(ctx context.Context, actor marketplace.Actor, id marketplace.ID, decide func(*Saved) (string, []any, error)) (Saved, error) {
	shift, o, err := s.shift(ctx, actor, id)
	if err != nil {
		return Saved{}, err
	}
	for try := 1; ; try++ {
		e, err := s.load(ctx, shift, o)
		if err != nil {
			return e, err
		}
		saved, err := s.decide(ctx, actor, e, decide)
		if again := marketplace.IsKind(err, marketplace.Stale) || conflict(err, "id"); !again || try == maxTries || ctx.Err() != nil {
			return saved, err
		}
	}
}

// maxTries is how many phones may write one sheet at once and each be answered.
const maxTries = 60

// decide saves one sheet with the fact that was named, or leaves it when none was.
func (s *Service) decide(ctx context.Context, actor marketplace.Actor, e Saved, decide func(*Saved) (string, []any, error)) (Saved, error) {
	typ, data, err := decide(&e)
	if err != nil || typ == "" {
		return e, err
	}
	fact := s.fact(actor, typ, e.Value, data...)
	if e.Rev == 0 {
		return s.sheets.Insert(ctx, e.ID, e.Value, fact)
	}
	return s.sheets.Save(ctx, e, fact)
}

// conflict says whether an index refused a write.
func conflict(err error, index string) bool {
	return marketplace.IsKind(err, marketplace.Conflict) && marketplace.AsError(err).Args["index"] == index
}

// fact tells what happened to a sheet, in the organiser's record; it never tells who was there.
func (s *Service) fact(actor marketplace.Actor, typ string, sheet Sheet, data ...any) marketplace.Fact {
	actor.Org = sheet.Org
	data = append([]any{"order", sheet.Order, "buyer", sheet.Buyer, "date", sheet.Date, "signing", sheet.signing()}, data...)
	return s.facts.New(actor, typ, s.sheets.Subject(sheet.ID), data...)
}
