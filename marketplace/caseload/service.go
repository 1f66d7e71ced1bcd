package caseload

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/introduction"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching/atonce"
)

// Deps is what a Service needs. It keeps nothing of its own.
type Deps struct {
	Clock         marketplace.Clock
	Rules         *rule.Book
	Clients       Clients
	Courses       Courses
	Consents      Consents
	Introductions Introductions
	Placements    Placements
	Reads         Reads
}

// Clients lists the acting coach's own clients by name, and says whether a profile was begun; profile does.
type Clients interface {
	Begun(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (bool, error)
	Caseload(ctx context.Context, coach marketplace.Actor, page marketplace.Page) (marketplace.List[profile.Client], error)
}

// Courses tells the next step with a client; coaching does.
type Courses interface {
	NextOf(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (coaching.Step, error)
}

// Consents lists what a client was asked for, newest first; consent does.
type Consents interface {
	Of(ctx context.Context, coach marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[consent.Consent], error)
}

// Introductions lists the acting coach's open introductions and those that both sides agreed to, and says whether one was sent
// under a consent; introduction does.
type Introductions interface {
	Agreed(ctx context.Context, coach marketplace.Actor, page marketplace.Page) (marketplace.List[introduction.Introduction], error)
	Used(ctx context.Context, coach marketplace.Actor, consent marketplace.ID) (bool, error)
	Mine(ctx context.Context, coach marketplace.Actor, open bool, page marketplace.Page) (marketplace.List[introduction.Introduction], error)
}

// Placements lists the work of a client, newest first; placement does.
type Placements interface {
	OfClient(ctx context.Context, coach marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[placement.Entry], error)
}

// Reads writes down who looked; audit does.
type Reads interface {
	Seen(ctx context.Context, actor marketplace.Actor, subject, purpose string, org marketplace.ID) error
}

// Service holds the one verb of caseloads. A coach sees what waits about their own active clients; nobody else has a board.
type Service struct{ Deps }

// New makes the service.
func New(d Deps) *Service { return &Service{d} }

const (
	// purpose is what a board reads a client for, as the record of reads keeps it: the same as the list of clients.
	purpose = "caseload"
	// LimitRule is the rule that says how many active clients a coach who works full time has.
	LimitRule = "coaching_quality.caseload"
	// mostOfOne is how many consents and how many placements of one client are looked at, the newest ones.
	mostOfOne = 100
	// clientsAtOnce is how many clients are looked at at the same time: each look is written down, and together they wait for the disk once.
	clientsAtOnce = 16
)

// Today is the calendar day in Finland, or at most one winter hour ahead of it, as for consents and introductions.
func (s *Service) Today() marketplace.Date {
	return s.Clock.Today()
}

// Board gathers what waits about the coach's own active clients. That each of them was looked at is recorded, once.
func (s *Service) Board(ctx context.Context, coach marketplace.Actor) (Board, error) {
	if err := coach.Must(marketplace.RoleCoach); err != nil {
		return Board{}, err
	}
	clients, err := s.active(ctx, coach)
	if err != nil {
		return Board{}, err
	}
	items, err := s.introductions(ctx, coach, clients)
	if err != nil {
		return Board{}, err
	}
	agreed, err := s.agreed(ctx, coach)
	if err != nil {
		return Board{}, err
	}
	of, err := atonce.Each(ctx, clientsAtOnce, clients, func(ctx context.Context, c profile.Client) ([]Item, error) {
		return s.of(ctx, coach, c, agreed[c.ID])
	})
	if err != nil {
		return Board{}, err
	}
	out := Board{Day: s.Today(), Items: sorted(slices.Concat(items, slices.Concat(of...))), Clients: []Row{}, Load: s.load(len(clients))}
	for _, c := range clients {
		out.Clients = append(out.Clients, Row{ID: c.ID, Name: c.Name, Code: c.Code, Next: next(out.Items, c.ID), Open: hasStep(out.Items, c.ID)})
	}
	return out, nil
}

func (s *Service) active(ctx context.Context, coach marketplace.Actor) (out []profile.Client, err error) {
	err = pages(func(page marketplace.Page) (marketplace.List[profile.Client], error) {
		return s.Clients.Caseload(ctx, coach, page)
	}, func(c profile.Client) {
		if c.Status == profile.Active {
			out = append(out, c)
		}
	})
	return out, err
}

// introductions are those of clients who are the coach's own now.
func (s *Service) introductions(ctx context.Context, coach marketplace.Actor, clients []profile.Client) (out []Item, err error) {
	own := map[marketplace.ID]bool{}
	for _, c := range clients {
		own[c.ID] = true
	}
	err = pages(func(page marketplace.Page) (marketplace.List[introduction.Introduction], error) {
		return s.Introductions.Mine(ctx, coach, true, page)
	}, func(i introduction.Introduction) {
		if item, ok := ofIntroduction(i); ok && own[item.Client] {
			out = append(out, item)
		}
	})
	return out, err
}

// agreed are the introductions that both sides agreed to, by client.
func (s *Service) agreed(ctx context.Context, coach marketplace.Actor) (map[marketplace.ID][]introduction.Introduction, error) {
	out := map[marketplace.ID][]introduction.Introduction{}
	return out, pages(func(page marketplace.Page) (marketplace.List[introduction.Introduction], error) {
		return s.Introductions.Agreed(ctx, coach, page)
	}, func(i introduction.Introduction) { out[i.Client] = append(out[i.Client], i) })
}

// of is what waits about one client, but for open introductions. The read is recorded before anything is read.
func (s *Service) of(ctx context.Context, coach marketplace.Actor, c profile.Client, agreed []introduction.Introduction) ([]Item, error) {
	if err := s.Reads.Seen(ctx, coach, "clients/"+string(c.ID), purpose, c.Org); err != nil {
		return nil, err
	}
	var out []Item
	add := func(i Item, ok bool) {
		if ok {
			out = append(out, i)
		}
	}
	step, err := s.Courses.NextOf(ctx, coach, c.ID)
	if err != nil {
		return nil, err
	}
	add(ofStep(c.ID, step))
	begun, err := s.Clients.Begun(ctx, coach, c.ID)
	if err != nil {
		return nil, err
	}
	add(ofProfile(c.ID, step, begun))
	page := marketplace.Page{Limit: mostOfOne}
	asked, err := s.Consents.Of(ctx, coach, c.ID, page)
	if err != nil {
		return nil, err
	}
	for _, q := range asked.Items {
		add(ofConsent(q))
		used, err := s.used(ctx, coach, q)
		if err != nil {
			return nil, err
		}
		add(ofGiven(q, used))
	}
	work, err := s.Placements.OfClient(ctx, coach, c.ID, page)
	for _, p := range work.Items {
		add(ofPlacement(p.Value))
	}
	for _, i := range agreed {
		add(ofAgreed(i, asked.Items, work.Items))
	}
	return out, err
}

// used says whether an introduction was sent under a consent; it asks only where one can be.
func (s *Service) used(ctx context.Context, coach marketplace.Actor, c consent.Consent) (bool, error) {
	if !introducible(c) {
		return false, nil
	}
	return s.Introductions.Used(ctx, coach, c.ID)
}

func (s *Service) load(clients int) Load {
	out := Load{Clients: clients, Rule: LimitRule}
	if r, ok := s.Rules.At(LimitRule, s.Today()); ok {
		if n, err := r.Amount("best", rule.Number); err == nil {
			out.Limit = int(n)
		}
	}
	return out
}

// pages calls do for everything on every page of a list.
func pages[T any](list func(marketplace.Page) (marketplace.List[T], error), do func(T)) error {
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		l, err := list(page)
		if err != nil {
			return err
		}
		for _, v := range l.Items {
			do(v)
		}
		if page.After = l.Next; l.Next == "" {
			return nil
		}
	}
}
