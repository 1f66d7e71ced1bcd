package coaching

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store   store.Store
	Clock   marketplace.Clock
	IDs     marketplace.IDs
	Clients consent.Clients
	Reads   *audit.Reads
	Rules   *rule.Book

	// Profile reads the newest version of a client's profile and records the read; profile does.
	Profile func(ctx context.Context, coach marketplace.Actor, client marketplace.ID, purpose string) (profile.Version, error)

	// Placements and Measures tell what else is known of a client, oldest first; nil when this installation has no such
	// slice. Whose client it is was asked before.
	Placements func(ctx context.Context, client marketplace.ID) ([]Placement, error)
	Measures   func(ctx context.Context, client marketplace.ID) ([]Measure, error)
}

// Service holds the verbs of the coaching process. A coach sees the courses of their own clients, a client their own; to
// everybody else each verb answers as if there were no such client. Employers have no verb.
type Service struct {
	Deps
	facts    marketplace.Facts
	courses  store.Collection[Course]
	meetings store.Collection[Meeting]
	notes    store.Collection[Note]
}

// The purposes for which the verbs read, as the record of reads keeps them.
const (
	purposeCourse = "coaching"
	purposeForm   = "coaching_form"
	purposeLog    = "coaching_log"
)

// mostRead is how many meetings and notes of one client count for criteria and reports.
const mostRead = 1000

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "courses", Indexes: []store.Index{
			{Name: "client", Fields: []string{"client", "created"}},
			{Name: "open", Fields: []string{"open_for"}, Unique: true},
		}},
		{Collection: "employer_meetings", Indexes: []store.Index{
			{Name: "client", Fields: []string{"client", "day"}},
			{Name: "coach", Fields: []string{"org", "coach", "day"}},
		}},
		{Collection: "coaching_notes", Indexes: []store.Index{
			{Name: "client", Fields: []string{"client", "day"}},
			{Name: "coach", Fields: []string{"org", "coach", "day"}},
		}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, courses: store.NewCollection[Course](d.Store, s[0]),
		meetings: store.NewCollection[Meeting](d.Store, s[1]), notes: store.NewCollection[Note](d.Store, s[2]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Today is the calendar day in Finland, or at most one winter hour ahead of it.
func (s *Service) Today() marketplace.Date {
	return s.Clock.Today()
}

// newest loads the newest course of a client; NotFound when there is none yet.
func (s *Service) newest(ctx context.Context, client marketplace.ID) (store.Entry[Course], error) {
	return s.courses.First(ctx, store.Query{Index: "client", Eq: []any{string(client)}, Desc: true})
}

// change lets the coach change the newest course of one of their own clients, with one fact. Conflict when the course is
// closed.
func (s *Service) change(ctx context.Context, coach marketplace.Actor, client marketplace.ID, decide func(*Course) (string, error)) (Course, error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return Course{}, err
	}
	return s.decide(ctx, coach, client, decide)
}

func (s *Service) decide(ctx context.Context, actor marketplace.Actor, client marketplace.ID, decide func(*Course) (string, error)) (Course, error) {
	newest, err := s.newest(ctx, client)
	if err != nil {
		return Course{}, err
	}
	e, err := store.Change(ctx, s.courses, newest.ID, func(c *Course) ([]marketplace.Fact, error) {
		if !c.State.Open() {
			return nil, marketplace.Errorf(marketplace.Conflict, "coaching.no_move."+string(c.State))
		}
		typ, err := decide(c)
		if err != nil {
			return nil, err
		}
		return []marketplace.Fact{s.fact(actor, typ, *c)}, nil
	})
	if err != nil {
		return Course{}, err
	}
	return e.Value, nil
}

// fact tells what happened to a course, in the record of the client's provider.
func (s *Service) fact(actor marketplace.Actor, typ string, c Course) marketplace.Fact {
	actor.Org = c.Org
	return s.facts.New(actor, typ, s.courses.Subject(c.ID), "client", c.Client, "state", c.State)
}

// known gathers what decisions and forms draw on. The read of the profile is recorded with the purpose.
func (s *Service) known(ctx context.Context, coach marketplace.Actor, client marketplace.ID, purpose string) (Known, error) {
	k := Known{Today: s.Today(), FirstDays: s.firstDays()}
	var err error
	if k.Profile, err = s.Profile(ctx, coach, client, purpose); err != nil {
		return k, err
	}
	if s.Placements != nil {
		if k.Placements, err = s.Placements(ctx, client); err != nil {
			return k, err
		}
	}
	if s.Measures != nil {
		if k.Measures, err = s.Measures(ctx, client); err != nil {
			return k, err
		}
	}
	if k.Meetings, err = read(ctx, s.meetings, client); err != nil {
		return k, err
	}
	k.Notes, err = read(ctx, s.notes, client)
	return k, err
}

func read[T any](ctx context.Context, from store.Collection[T], client marketplace.ID) ([]T, error) {
	found, _, err := from.Find(ctx, store.Query{Index: "client", Eq: []any{string(client)}, Desc: true, Limit: mostRead})
	out := make([]T, 0, len(found))
	for _, e := range found {
		out = append(out, e.Value)
	}
	return out, err
}

// FirstContactRule is the rule that says how soon an employer is met.
const FirstContactRule = "coaching_quality.first_contact"

func (s *Service) firstDays() int {
	r, ok := s.Rules.At(FirstContactRule, s.Today())
	if !ok {
		return 0
	}
	for _, v := range r.Values {
		if v.Unit == rule.Days && v.Bound == rule.Most {
			return int(v.Amount)
		}
	}
	return 0
}

// View is a course with everything its pages draw on. The zero Course means that no referral has come in yet.
type View struct {
	Course Course
	Known  Known
}

// View reads the newest course of a client of the coach's own caseload. The read is recorded.
func (s *Service) View(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (View, error) {
	return s.view(ctx, coach, client, purposeCourse)
}

func (s *Service) view(ctx context.Context, coach marketplace.Actor, client marketplace.ID, purpose string) (View, error) {
	if _, err := s.Clients.Of(ctx, coach, client); err != nil {
		return View{}, err
	}
	k, err := s.known(ctx, coach, client, purpose)
	if err != nil {
		return View{}, err
	}
	e, err := s.newest(ctx, client)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return View{Known: k}, nil
	}
	return View{Course: e.Value, Known: k}, err
}

// Form is one of the forms that are Papers, with what is known for it.
type Form struct {
	Def    form.Def
	Course Course
	Paper  Paper  // Number 0: not saved yet, and the values are a proposal
	Now    []Line // what is known today; the paper's own Lines say what was known when it was saved
}

// Form reads a form of a client: the one with the id, the only one of its kind, or a new one. The read is recorded.
// NotFound when there is no such form or no course.
func (s *Service) Form(ctx context.Context, coach marketplace.Actor, client marketplace.ID, kind form.Kind, id marketplace.ID) (Form, error) {
	v, err := s.view(ctx, coach, client, purposeForm)
	if err != nil {
		return Form{}, err
	}
	d, ok := form.Definition(kind)
	if !ok || v.Course.ID == "" {
		return Form{}, notFound()
	}
	f := Form{Def: d, Course: v.Course, Now: v.Course.Lines(kind, v.Known)}
	if at := v.Course.find(d, id); at >= 0 {
		f.Paper = v.Course.Papers[at]
		return f, nil
	}
	if id != "" {
		return Form{}, notFound()
	}
	f.Paper = Paper{Kind: kind, Day: v.Known.Today, Values: v.Course.Draft(kind, v.Known), Lines: f.Now}
	return f, nil
}

// Lines reads what is known for a form with a shape of its own. The read is recorded.
func (s *Service) Lines(ctx context.Context, coach marketplace.Actor, client marketplace.ID, kind form.Kind) ([]Line, error) {
	v, err := s.view(ctx, coach, client, purposeForm)
	return v.Course.Lines(kind, v.Known), err
}

// clientsCollection is where a read of anything about a client is recorded, so that the client finds them in one list.
const clientsCollection = "clients/"

func (s *Service) seen(ctx context.Context, coach marketplace.Actor, client marketplace.ID) error {
	who, err := s.Clients.Of(ctx, coach, client)
	if err != nil {
		return err
	}
	return s.Reads.Seen(ctx, coach, clientsCollection+string(client), purposeLog, who.Org)
}

// CourseOf is the newest course of a client, for the program itself; NotFound when there is none yet.
func (s *Service) CourseOf(ctx context.Context, client marketplace.ID) (Course, error) {
	e, err := s.newest(ctx, client)
	return e.Value, err
}

// EachMeeting calls do for every meeting with an employer about a client, for the program itself.
func (s *Service) EachMeeting(ctx context.Context, client marketplace.ID, do func(Meeting) error) error {
	return s.meetings.Each(ctx, store.Query{Index: "client", Eq: []any{string(client)}}, func(e store.Entry[Meeting]) error { return do(e.Value) })
}

// Meetings lists a client's meetings with employers, latest day first. The read is recorded.
func (s *Service) Meetings(ctx context.Context, coach marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[store.Entry[Meeting]], error) {
	if err := s.seen(ctx, coach, client); err != nil {
		return marketplace.List[store.Entry[Meeting]]{Items: []store.Entry[Meeting]{}}, err
	}
	return list(ctx, s.meetings, client, page)
}

// Notes lists the notes about a client, latest day first. The read is recorded.
func (s *Service) Notes(ctx context.Context, coach marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[store.Entry[Note]], error) {
	if err := s.seen(ctx, coach, client); err != nil {
		return marketplace.List[store.Entry[Note]]{Items: []store.Entry[Note]{}}, err
	}
	return list(ctx, s.notes, client, page)
}

func list[T any](ctx context.Context, from store.Collection[T], client marketplace.ID, page marketplace.Page) (marketplace.List[store.Entry[T]], error) {
	found, next, err := from.Find(ctx, store.Query{Index: "client", Eq: []any{string(client)}, Desc: true, Limit: page.Size(), After: page.After})
	return marketplace.List[store.Entry[T]]{Items: found, Next: next}, err
}

// Meeting loads one meeting about a client of the coach's own caseload. The read is recorded.
func (s *Service) Meeting(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (store.Entry[Meeting], error) {
	return one(ctx, s, coach, s.meetings, id, func(m Meeting) marketplace.ID { return m.Client })
}

// Note loads one note about a client of the coach's own caseload. The read is recorded.
func (s *Service) Note(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (store.Entry[Note], error) {
	return one(ctx, s, coach, s.notes, id, func(n Note) marketplace.ID { return n.Client })
}

// one loads a note or a meeting, of a client of the coach's own caseload.
func one[T any](ctx context.Context, s *Service, coach marketplace.Actor, from store.Collection[T], id marketplace.ID, about func(T) marketplace.ID) (store.Entry[T], error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return store.Entry[T]{}, err
	}
	e, err := from.Get(ctx, id)
	if err == nil {
		err = s.seen(ctx, coach, about(e.Value))
	}
	if err != nil {
		return store.Entry[T]{}, err
	}
	return e, nil
}

// Contacts counts the coach's own meetings with employers by week, for the days from one up to and with another, latest
// week first. It tells nothing about a client.
func (s *Service) Contacts(ctx context.Context, coach marketplace.Actor, from, to marketplace.Date) ([]Week, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return nil, err
	}
	var all []Meeting
	q := store.Query{Index: "coach", Eq: []any{string(coach.Org), string(coach.Person)}, From: string(from), To: string(to.AddDays(1))}
	err := s.meetings.Each(ctx, q, func(e store.Entry[Meeting]) error { all = append(all, e.Value); return nil })
	return Weeks(all), err
}

func sortWeeks(weeks []Week) {
	slices.SortFunc(weeks, func(a, b Week) int { return strings.Compare(string(b.Monday), string(a.Monday)) })
}
