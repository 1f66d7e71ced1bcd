package outcome

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// Purpose is the purpose under which opening the cases behind a number is recorded as a read of each client.
const Purpose = "outcomes"

// Cases hands over what is known of the clients of a provider: those on the caseload of one coach, or of all coaches when
// there is none named. It stops at the first error of do and returns it.
type Cases func(ctx context.Context, org, coach marketplace.ID, do func(Case) error) error

// Organisations answers about organisations; account does.
type Organisations interface {
	PublicOrganisation(ctx context.Context, id marketplace.ID) (account.PublicOrganisation, error)
}

// Deps is what a Service needs.
type Deps struct {
	Store store.Store
	Clock marketplace.Clock
	IDs   marketplace.IDs
	Rules *rule.Book
	Reads *audit.Reads
	Orgs  Organisations
	Cases Cases
}

// Service holds what may be asked. A coach sees the numbers of their own clients and the cases behind them; the owner of a
// coaching provider sees the numbers of all, without cases and without small groups. Nobody else sees any.
type Service struct {
	Deps
	facts   marketplace.Facts
	ratings store.Collection[Rating]
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "fidelity_ratings", Indexes: []store.Index{{Name: "newest", Fields: []string{"org", "number", "at"}}}}}
}

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, ratings: store.NewCollection[Rating](d.Store, Schemas()[0])}
}

// today is the calendar day in Finland, or at most one winter hour ahead of it.
func (s *Service) today() marketplace.Date {
	return s.Clock.Today()
}

// ThisYear is the calendar year of today.
func (s *Service) ThisYear() int { y, _ := quarterOf(s.today()); return y }

// PublishedYear is the last year of which a quarter is over.
func (s *Service) PublishedYear() int { y, _ := quarterOf(lastFullQuarter(s.today())); return y }

// firstYear is the first year that may be asked for.
const firstYear = 2000

// Own figures a year for the coach's own clients, until today, with the items behind each number. Year 0 is this year;
// Invalid when the year has not begun or lies before 2000.
func (s *Service) Own(ctx context.Context, coach marketplace.Actor, year int) (Summary, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Summary{}, err
	}
	year, err := s.checked(year, s.ThisYear())
	if err != nil {
		return Summary{}, err
	}
	cases, l, err := s.read(ctx, coach.Org, coach.Person)
	return Summarise(cases, year, s.today(), l), err
}

// Open lists the items behind one number of the coach's own: as many as the number says. Each client who is named by it is
// read, and the read is recorded. NotFound when there is no such number.
func (s *Service) Open(ctx context.Context, coach marketplace.Actor, year int, m Metric, key string) ([]Item, error) {
	all, err := s.Own(ctx, coach, year)
	if err != nil {
		return nil, err
	}
	p, ok := all.Figure(m).Part(key)
	if !ok {
		return nil, notFound()
	}
	for _, client := range people(p.Items) {
		if coach.System {
			break
		}
		if err := s.Reads.Seen(ctx, coach, "clients/"+string(client), Purpose, coach.Org); err != nil {
			return nil, err
		}
	}
	return p.Items, nil
}

// Organisation figures a year for all clients of the provider that an owner acts for: to the end of the last quarter that
// is over, without cases and without small groups. Year 0 is the last year of which a quarter is over; Invalid when none of
// the year is.
func (s *Service) Organisation(ctx context.Context, owner marketplace.Actor, year int) (Summary, error) {
	if err := owner.Must(marketplace.RoleOwner); err != nil {
		return Summary{}, err
	}
	if err := s.mustCoachProvider(ctx, owner); err != nil {
		return Summary{}, err
	}
	year, err := s.checked(year, s.PublishedYear())
	if err != nil {
		return Summary{}, err
	}
	cases, l, err := s.read(ctx, owner.Org, "")
	return Publish(cases, year, s.today(), l), err
}

func (s *Service) checked(year, last int) (int, error) {
	switch {
	case year == 0:
		return last, nil
	case year < firstYear || year > last:
		return 0, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("year", "field.range", "min", firstYear, "max", last)})
	}
	return year, nil
}

// read collects the cases and the numbers of the rules in force today.
func (s *Service) read(ctx context.Context, org, coach marketplace.ID) ([]Case, Limits, error) {
	l, err := LimitsOn(s.Rules, s.today())
	if err != nil {
		return nil, l, err
	}
	var cases []Case
	err = s.Cases(ctx, org, coach, func(c Case) error {
		cases = append(cases, c)
		return nil
	})
	return cases, l, err
}

// mustCoachProvider is Forbidden unless the organisation coaches: another has no such numbers.
func (s *Service) mustCoachProvider(ctx context.Context, actor marketplace.Actor) error {
	o, err := s.Orgs.PublicOrganisation(ctx, actor.Org)
	if err != nil {
		return err
	}
	if !slices.Contains(o.Kinds, account.KindCoaching) {
		return marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	return nil
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
