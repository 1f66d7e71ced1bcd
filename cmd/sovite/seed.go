package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/server"
)

// seedCommand puts the demo data into the store.
type seedCommand struct {
	DemoPassword string `help:"Password of the demo accounts." env:"SOVITE_DEMO_PASSWORD" default:"sovite-demo-2026"`
}

// Run implements the command.
func (c *seedCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, "http://127.0.0.1:8080", io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	if err := errors.Join(freshIndex(ctx, in, io), seed(ctx, in, c.DemoPassword, io)); err != nil {
		return err
	}
	fmt.Fprintln(io.Out, "The demo data is in the store.")
	return nil
}

// seed puts the demo data in, through the same verbs that people use. What is there already stays as it is, so an
// interrupted seed goes on where it stopped.
func seed(ctx context.Context, in *installation, password string, io streams) error {
	data, err := demo.Load()
	if err != nil {
		return err
	}
	s, err := newSeeder(in, password)
	if err != nil || s.complete(ctx, data) {
		return err
	}
	total := len(data.Organisations) + len(data.People) + len(data.Clients) + len(data.Tasks)
	show, done := newBar(io.Err, "demo data"), 0
	defer show.finish()
	step := func(what marketplace.ID, err error) error {
		done++
		show.of(done, total)
		if err != nil {
			return fmt.Errorf("demo data, %s: %w", what, err)
		}
		return ctx.Err()
	}
	for _, o := range data.Organisations {
		err = errors.Join(err, step(o.ID, s.organisation(ctx, o)))
	}
	for _, p := range data.People {
		err = errors.Join(err, step(p.ID, s.person(ctx, p)))
	}
	for _, c := range data.Clients {
		err = errors.Join(err, step(c.ID, s.client(ctx, c)))
	}
	for _, t := range data.Tasks {
		err = errors.Join(err, step(t.ID, s.task(ctx, t)))
	}
	return errors.Join(err, in.Courier.Drain(ctx))
}

// seeder holds services whose next document gets the id that the demo data gives it.
type seeder struct {
	*server.Parts
	password string
	next     *marketplace.ID
}

func newSeeder(in *installation, password string) (*seeder, error) {
	var next marketplace.ID
	ports, fresh := in.Ports, in.IDs
	ports.IDs = func() marketplace.ID {
		if id := next; id != "" {
			next = ""
			return id
		}
		return fresh()
	}
	parts, err := server.Assemble(ports)
	if err != nil {
		return nil, err
	}
	return &seeder{Parts: parts, password: password, next: &next}, nil
}

// complete says whether the last thing that a seed does was done, so that starting again is quick.
func (s *seeder) complete(ctx context.Context, data demo.Data) bool {
	last := data.Tasks[len(data.Tasks)-1]
	e, err := s.Tasks.Get(ctx, marketplace.System(last.Org), last.ID)
	return err == nil && e.Value.Status == last.Status
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
	_, err = s.Profiles.Save(ctx, coach, c.ID, 0, c.Content, c.Confirmed)
	if err == nil && c.Status != profile.Active && c.Status != "" {
		_, err = s.Profiles.SetStatus(ctx, coach, c.ID, c.Status)
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
