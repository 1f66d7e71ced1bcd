package plant

import (
	"context"
	"fmt"
	"slices"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server"
)

// Fill puts the demo data in, through the same verbs that people use. What is there already stays as it is, so that one
// that was interrupted goes on where it stopped. Show hears how far it is.
func Fill(ctx context.Context, in *server.Parts, password string, show func(done, total int)) error {
	data, err := demo.Load()
	if err != nil {
		return err
	}
	s, err := newSeeder(in, password)
	if err != nil || s.complete(ctx, data) {
		return err
	}
	jobs := s.jobs(data, in.Courier.Drain)
	for i, job := range jobs {
		if err := job(ctx); err != nil {
			return fmt.Errorf("demo data: %w", err)
		}
		show(i+1, len(jobs))
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	return in.Courier.Drain(ctx)
}

type job = func(context.Context) error

// each makes a job of everything in a list.
func each[T any](list []T, do func(context.Context, T) error) []job {
	out := make([]job, 0, len(list))
	for _, v := range list {
		out = append(out, func(ctx context.Context) error { return do(ctx, v) })
	}
	return out
}

// jobs are what is to be put in, in the order of the story. Introductions and placements need what
// follows from the tasks.
func (s *seeder) jobs(data demo.Data, follow job) []job {
	return slices.Concat(
		each(data.Organisations, s.organisation),
		each(data.Organisations, s.onboarded),
		each(data.People, s.person),
		each(data.Suppliers, func(ctx context.Context, d demo.Supplier) error { return s.supplier(ctx, data, d) }),
		each(data.Clients, s.client),
		each(data.Measured, s.measured),
		each(data.Courses, s.course),
		each(data.Carvings, s.carving),
		each(data.Prices, func(ctx context.Context, p demo.Price) error { return s.price(ctx, data, p) }),
		each(data.Tasks, s.task),
		each(crews(), s.crew),
		each(data.Requests, func(ctx context.Context, d demo.Request) error { return s.request(ctx, data, d) }),
		[]job{s.todaysShifts},
		[]job{func(ctx context.Context) error { return s.hours(ctx, data) }},
		[]job{func(ctx context.Context) error { return s.invoicing(ctx, data) }},
		[]job{follow},
		[]job{follow, s.kept},
		each(sales(), func(ctx context.Context, o sale) error { return s.sold(ctx, data, o) }),
		[]job{follow},
		each(sales(), func(ctx context.Context, o sale) error { return s.ordered(ctx, data, o) }),
		[]job{func(ctx context.Context) error { return s.framed(ctx, data) }},
		each(members(), s.member),
		[]job{func(ctx context.Context) error { return s.rosters(ctx, data) }},
		each(data.Introductions, func(ctx context.Context, i demo.Introduction) error { return s.introduction(ctx, data, i) }),
		each(data.Placements, func(ctx context.Context, p demo.Placement) error { return s.placement(ctx, data, p) }),
		each(data.Network, func(ctx context.Context, n demo.Supporter) error { return s.supporter(ctx, data, n) }),
	)
}

// seeder holds services whose next document gets the id that the demo data gives it.
type seeder struct {
	*server.Parts
	password string
	next     *marketplace.ID
	back     *time.Duration // how long ago what is put in now is to have happened
}

func newSeeder(in *server.Parts, password string) (*seeder, error) {
	var next marketplace.ID
	var back time.Duration
	ports, fresh := in.Ports, in.IDs
	ports.IDs = func() marketplace.ID {
		if id := next; id != "" {
			next = ""
			return id
		}
		return fresh()
	}
	ports.Clock = func() time.Time { return in.Clock().Add(-back) }
	parts, err := server.Assemble(ports)
	if err != nil {
		return nil, err
	}
	return &seeder{Parts: parts, password: password, next: &next, back: &back}, nil
}

// complete says whether the last thing that a seed does was done, so that starting again is quick.
func (s *seeder) complete(ctx context.Context, data demo.Data) bool {
	last := data.Introductions[len(data.Introductions)-1]
	org := data.Client(last.Client).Org
	i, err := s.Introductions.Of(ctx, marketplace.System(org), introduction.IDOf(last.ID))
	return err == nil && i.State == last.State && !slices.ContainsFunc(data.Placements, func(p demo.Placement) bool { return !s.placed(ctx, data, p) }) &&
		!slices.ContainsFunc(data.Network, func(n demo.Supporter) bool { return !s.supported(ctx, data, n) })
}

// named runs a verb whose document is to have this id, and takes it for done when the document is there already.
func (s *seeder) named(id marketplace.ID, verb func() error) error {
	*s.next = id
	err := verb()
	*s.next = ""
	return there(err)
}

func there(err error) error {
	if marketplace.IsKind(err, marketplace.Conflict) || marketplace.IsKind(err, marketplace.Stale) {
		return nil
	}
	return err
}

func (s *seeder) organisation(ctx context.Context, o demo.Organisation) error {
	return s.named(o.ID, func() error {
		_, err := s.Accounts.CreateOrganisation(ctx, marketplace.System(""), account.NewOrganisation{
			Name: o.Name, BusinessID: o.BusinessID, Kinds: o.Kinds, Municipality: o.Municipality, Lang: o.Lang,
		})
		return err
	})
}

func (s *seeder) person(ctx context.Context, p demo.Person) error {
	err := s.named(p.ID, func() error {
		_, err := s.Accounts.AddPerson(ctx, marketplace.System(""), account.NewPerson{
			Email: p.Email, Name: p.Name, Lang: p.Lang, Password: s.password,
		})
		return err
	})
	if err != nil || len(p.Roles) == 0 {
		return err
	}
	return s.Accounts.Grant(ctx, marketplace.System(""), p.ID, p.Org, p.Roles...)
}

func (s *seeder) client(ctx context.Context, c demo.Client) error {
	coach := marketplace.Actor{Person: c.Coach, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
	err := s.named(c.ID, func() error {
		_, err := s.Profiles.CreateClient(ctx, coach, profile.NewClient{Name: c.Name, Lang: c.Lang})
		return err
	})
	if err != nil {
		return err
	}
	if err = s.own(ctx, c); err != nil {
		return err
	}
	_, err = s.Profiles.Save(ctx, coach, c.ID, 0, c.Content, c.Confirmed && c.Together == nil)
	if err == nil && c.Status != profile.Active && c.Status != "" {
		_, err = s.Profiles.SetStatus(ctx, coach, c.ID, c.Status)
	}
	if err = there(err); err == nil && c.Counted {
		err = s.counted(ctx, coach, c)
	}
	if err == nil {
		err = s.confirmed(ctx, coach, c)
	}
	return err
}

// counted lets a client of the demo be asked whether they may be counted, and say yes, with the coach beside them. What
// they have answered already stays as it is. Nobody comes in through a door for it: a door would leave a link behind that
// nobody holds.
func (s *seeder) counted(ctx context.Context, coach marketplace.Actor, c demo.Client) error {
	me := marketplace.Actor{Person: c.ID, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: c.Lang}
	id := "demo-consent-" + c.ID
	asked, err := s.Consents.My(ctx, me, id)
	if marketplace.IsKind(err, marketplace.NotFound) {
		*s.next = id
		asked, err = s.Consents.Ask(ctx, coach, c.ID, consent.Request{Purpose: consent.CountedInTotals})
		*s.next = ""
	}
	if err != nil || asked.State != consent.Asked {
		return err
	}
	_, err = s.Consents.Give(ctx, me, id, consent.Answer{Present: "coach"})
	return err
}

// measured writes down what was measured with a client, as the client's coach.
func (s *seeder) measured(ctx context.Context, m demo.Measured) error {
	who, err := s.Profiles.Find(ctx, m.Client)
	if err != nil {
		return err
	}
	coach := marketplace.Actor{Person: who.Coach, Org: who.Org, Roles: []marketplace.Role{marketplace.RoleCoach}, Lang: "fi"}
	for _, g := range m.Goals {
		err = s.named(g.ID, func() error {
			_, err := s.Measures.SetGoal(ctx, coach, m.Client, g.Wanted())
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, one := range m.Measures {
		if _, err := s.Measures.Add(ctx, coach, m.Client, one.Asked()); there(err) != nil {
			return err
		}
	}
	return nil
}

// own is what the client said alone.
func (s *seeder) own(ctx context.Context, c demo.Client) error {
	me := marketplace.Actor{Person: c.ID, Org: c.Org, Roles: []marketplace.Role{marketplace.RoleClient}, Lang: c.Lang}
	var items []string
	for d := range c.Own {
		items = append(items, "abilities."+string(d))
	}
	if len(items) == 0 {
		return nil
	}
	_, err := s.Profiles.TellOwn(ctx, me, profile.Content{Abilities: c.Own}, items...)
	return there(err)
}

// confirmed adds the evidence to the profile and says when it was gone through together.
func (s *seeder) confirmed(ctx context.Context, coach marketplace.Actor, c demo.Client) error {
	for _, e := range c.Evidence {
		if _, err := s.Profiles.AddEvidence(ctx, marketplace.System(c.Org), c.ID, e); err != nil {
			return err
		}
	}
	if c.Together == nil {
		return nil
	}
	now, err := s.Profiles.Current(ctx, marketplace.System(c.Org), c.ID, "seed")
	if err == nil && now.Together == nil {
		_, err = s.Profiles.Confirm(ctx, coach, c.ID, now.Number, c.Together.On, c.Together.Present)
	}
	return err
}

func (s *seeder) carving(ctx context.Context, c demo.Carving) error {
	employer := marketplace.System(c.Org)
	err := s.named(c.ID, func() error {
		_, err := s.Carvings.Start(ctx, employer, c.Content)
		return err
	})
	if err == nil && c.Ask != "" {
		_, err = s.Carvings.Ask(ctx, employer, c.ID, c.Ask)
	}
	return there(err)
}

func (s *seeder) task(ctx context.Context, t demo.Task) error {
	employer := marketplace.System(t.Org)
	err := s.named(t.ID, func() error {
		_, err := s.Tasks.Create(ctx, employer, t.Task)
		return err
	})
	if err != nil {
		return err
	}
	now, err := s.Tasks.Get(ctx, employer, t.ID)
	if err != nil {
		return err
	}
	for _, move := range moves(now.Value.Status, t.Status) {
		if _, err := move(s.Tasks, ctx, employer, t.ID); err != nil {
			return err
		}
	}
	return nil
}

type move = func(*task.Service, context.Context, marketplace.Actor, marketplace.ID) (task.Entry, error)

// moves are the verbs that lead from one state of a task forward to another.
func moves(from, to task.Status) []move {
	way := []task.Status{task.Draft, task.Published, task.Closed}
	verbs := []move{(*task.Service).Publish, (*task.Service).Close}
	start, end := slices.Index(way, from), slices.Index(way, to)
	if start < 0 || end <= start {
		return nil
	}
	return verbs[start:end]
}
