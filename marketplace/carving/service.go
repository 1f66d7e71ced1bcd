package carving

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Deps is what a Service needs.
type Deps struct {
	Store     store.Store
	Clock     marketplace.Clock
	IDs       marketplace.IDs
	Places    *place.Places
	Scale     *matching.Scale
	Catalogue *Catalogue
	Tasks     Drafts
	Orgs      Organisations
	Notices   Notices
}

// Organisations answers about organisations and who works for them; account.Service does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
	Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error)
}

// Notices puts something to tell into a person's box; notice.Service does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Drafts makes drafts of tasks; task.Service does. Making one again under the same id changes nothing.
type Drafts interface {
	CreateOnce(ctx context.Context, actor marketplace.Actor, id marketplace.ID, in task.Task) (task.Entry, error)
}

// Service holds the verbs of carvings. Members of the employer's organisation who may post tasks see its carvings from
// the moment they are offered or begun; a coach sees those they prepare, are asked about or help with. To everybody else
// each verb answers as if there were no such carving.
type Service struct {
	Deps
	facts    marketplace.Facts
	carvings store.Collection[Carving]
}

// Entry is a carving with the revision at which it was loaded, which Save wants back.
type Entry = store.Entry[Carving]

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "carvings", Indexes: []store.Index{
		{Name: "org", Fields: []string{"org", "changed"}},
		{Name: "asked", Fields: []string{"help.to", "state", "changed"}},
		{Name: "coach", Fields: []string{"help.coach", "help.coach_org", "changed"}},
	}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, carvings: store.NewCollection[Carving](d.Store, Schemas()[0])}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// employer makes sure that the actor may work on carvings of the organisation, as for its tasks.
func (s *Service) employer(ctx context.Context, actor marketplace.Actor) error {
	if err := actor.Must(marketplace.RoleEmployer, marketplace.RoleOwner); err != nil {
		return err
	}
	return s.kind(ctx, actor.Org, account.KindEmployer, marketplace.Errorf(marketplace.Forbidden, "task.no_employer"))
}

// coach makes sure that the actor coaches for an organisation that does.
func (s *Service) coach(ctx context.Context, actor marketplace.Actor) error {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return err
	}
	return s.kind(ctx, actor.Org, account.KindCoaching, marketplace.Errorf(marketplace.Forbidden, "error.forbidden"))
}

// kind gives otherwise unless the organisation exists, works and is of a kind.
func (s *Service) kind(ctx context.Context, id marketplace.ID, kind account.Kind, otherwise error) error {
	org, err := s.Orgs.PublicOrganisation(ctx, id)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return otherwise
	case err != nil:
		return err
	case org.Suspended || !slices.Contains(org.Kinds, kind):
		return otherwise
	}
	return nil
}

// side says for whom an actor works on a carving: the employer or a coach. Neither is NotFound.
type side int

const (
	nobody side = iota
	theEmployer
	theCoach   // who prepares it or helps
	askedCoach // who may take it up
)

// sideOf is the side on which an actor stands; what a coach withdrew before offering it stays unseen. A role is needed because a suspended organisation leaves its members none.
func (c Carving) sideOf(a marketplace.Actor) side {
	coaches := a.Person != "" && a.Has(marketplace.RoleCoach)
	switch {
	case a.Org == c.Org && c.Shown && a.Has(marketplace.RoleEmployer, marketplace.RoleOwner):
		return theEmployer
	case coaches && a.Person == c.Help.Coach && a.Org == c.Help.CoachOrg && (c.State == Prepared || c.State == Offered || c.State == Helped):
		return theCoach
	case coaches && c.State == Asked && (c.Help.To == Anybody || c.Help.To == a.Org):
		return askedCoach
	}
	return nobody
}

// own loads a carving and the side on which the actor stands.
func (s *Service) own(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, side, error) {
	if actor.Person == "" && !actor.System {
		return Entry{}, nobody, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	e, err := s.carvings.Get(ctx, id)
	if err != nil {
		return Entry{}, nobody, err
	}
	at := e.Value.sideOf(actor)
	switch at {
	case nobody:
		return Entry{}, nobody, notFound()
	case theEmployer:
		err = s.employer(ctx, actor)
	case theCoach, askedCoach:
		err = s.coach(ctx, actor)
	}
	return e, at, err
}

// check refuses content that is wrong.
func (s *Service) check(c Content) error {
	return marketplace.InvalidFields(c.Validate(s.Catalogue, &check.Fields{Scale: s.Scale, Places: s.Places}))
}

// fact tells what happened to a carving, in the employer's record; while the employer does not see it, in the coach's.
func (s *Service) fact(actor marketplace.Actor, typ string, c Carving) marketplace.Fact {
	if c.Shown {
		actor.Org = c.Org
	}
	return s.facts.New(actor, typ, s.carvings.Subject(c.ID), "employer", c.Org, "coach", c.Help.Coach, "asked", c.Help.To)
}
