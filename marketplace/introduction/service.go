package introduction

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/task"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Consents Consents
	Profiles Profiles
	Tasks    Tasks
	Accounts Accounts
	Notices  Notices

	// Contact is how a coach is reached, in a line: the name and the address.
	Contact func(ctx context.Context, org, coach marketplace.ID) (string, error)

	// Forecast is the group of the verdict on a task for a client of the coach at this moment; empty when there is none.
	// Without it, no introduction has one.
	Forecast func(ctx context.Context, coach marketplace.Actor, client, task marketplace.ID) (string, error)
}

// Consents answers how a consent stands at this moment, and takes it back for the client; consent does.
type Consents interface {
	Standing(ctx context.Context, id marketplace.ID) (consent.Consent, error)
	Withdraw(ctx context.Context, client marketplace.Actor, id marketplace.ID) (consent.Consent, error)
}

// Profiles loads a client of the coach's own caseload, and reads a card for its receiver, which is recorded; profile does.
type Profiles interface {
	Client(ctx context.Context, coach marketplace.Actor, id marketplace.ID) (profile.Client, error)
	ReadCard(ctx context.Context, receiver marketplace.Actor, consent marketplace.ID) (profile.Card, consent.Consent, error)
}

// Tasks loads a task; task does.
type Tasks interface {
	Get(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (task.Entry, error)
}

// Accounts tells who works for an organisation; account does.
type Accounts interface {
	Members(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[account.Member], error)
}

// Notices puts something to tell into a person's box; notice does.
type Notices interface {
	Post(ctx context.Context, person marketplace.ID, n notice.Notice) error
}

// Service holds the verbs of introductions. A coach sees those of their own clients, an employer those that were sent to
// their organisation while the consent holds, a client their own; to everybody else each verb answers as if there were
// none.
type Service struct {
	Deps
	facts    marketplace.Facts
	all      store.Collection[Introduction]
	messages store.Collection[Message]
}

// The collections of this package, as facts name them.
const (
	introductionsName = "introductions"
	messagesName      = "messages"
)

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: introductionsName, Indexes: []store.Index{
			{Name: "coach", Fields: []string{"org", "coach", "open", "sent"}},
			{Name: "state", Fields: []string{"org", "coach", "state", "sent"}},
			{Name: "employer", Fields: []string{"employer", "open", "sent"}},
			{Name: "client", Fields: []string{"client", "sent"}},
			{Name: "next", Fields: []string{"open", "next"}},
			{Name: "due", Fields: []string{"open", "due"}},
		}},
		{Collection: messagesName, Indexes: []store.Index{
			{Name: "introduction", Fields: []string{"introduction", "at"}},
			{Name: "client", Fields: []string{"introduction", "for_client", "at"}},
		}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock},
		all: store.NewCollection[Introduction](d.Store, s[0]), messages: store.NewCollection[Message](d.Store, s[1]),
	}
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }

// Today is the calendar day in Finland, or at most one winter hour ahead of it, as for consents.
func (s *Service) Today() marketplace.Date {
	return s.Clock.Today()
}

// standing is an introduction as it is at this moment: one whose consent is over is withdrawn, whether or not somebody has
// written that down yet. held says whether the employer may still read.
func (s *Service) standing(ctx context.Context, i Introduction) (now Introduction, held bool, err error) {
	c, err := s.Consents.Standing(ctx, i.Consent)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return i, false, err
	}
	if err == nil && (c.State == consent.Given || c.State == consent.Fulfilled && s.Today() <= c.Until) {
		return i, true, nil
	}
	if i.Open {
		i, err = i.after(step{event: lost(c)}, s.Clock.Now(), s.Today())
		return i, false, err
	}
	return i, false, nil
}

// Over says whether the introduction under a consent ended and came to nothing: the employer needs the card no more, and the
// consent has served its purpose. It is asked anew at each read. An agreed one is not over: work follows.
func (s *Service) Over(ctx context.Context, under marketplace.ID) (bool, error) {
	e, err := s.all.Get(ctx, IDOf(under))
	if marketplace.IsKind(err, marketplace.NotFound) {
		return false, nil
	}
	return err == nil && !e.Value.Open && e.Value.State != Agreed, err
}

// lost is how a consent that is over ends its introduction.
func lost(c consent.Consent) Event {
	if c.State == consent.Withdrawn {
		return TakeBack
	}
	return Lose
}

// move makes one step of a document that the caller may change (may says so, again at each try), with one fact.
func (s *Service) move(ctx context.Context, actor marketplace.Actor, id marketplace.ID, may func(Introduction) error, st step) (Introduction, error) {
	e, err := store.Change(ctx, s.all, id, func(i *Introduction) ([]marketplace.Fact, error) {
		if err := may(*i); err != nil {
			return nil, err
		}
		now, _, err := s.standing(ctx, *i)
		if err != nil {
			return nil, err
		}
		if now, err = now.after(st, s.Clock.Now(), s.Today()); err != nil {
			return nil, err
		}
		*i = now
		return []marketplace.Fact{s.fact(actor, "introduction."+string(i.State), *i)}, nil
	})
	return e.Value, err
}

// fact tells what happened to an introduction, in the record of the client's provider.
func (s *Service) fact(actor marketplace.Actor, typ string, i Introduction) marketplace.Fact {
	actor.Org = i.Org
	return s.facts.New(actor, typ, s.all.Subject(i.ID), "client", i.Client, "employer", i.Employer, "task", i.Task,
		"consent", i.Consent, "owner", i.Owner, "due", i.Due, "reason", i.Refusal.Reason, "silent", i.Silent)
}

// list reads one page along an index, each as it stands now. keep says what becomes of an entry; it may leave it out.
func (s *Service) list(ctx context.Context, q store.Query, page marketplace.Page, keep func(i Introduction, held bool) bool) (marketplace.List[Introduction], error) {
	out := marketplace.List[Introduction]{Items: []Introduction{}}
	q.Limit, q.After = page.Size(), page.After
	found, next, err := s.all.Find(ctx, q)
	if err != nil {
		return out, err
	}
	for _, e := range found {
		now, held, err := s.standing(ctx, e.Value)
		if err != nil {
			return out, err
		}
		if keep(now, held) {
			out.Items = append(out.Items, now)
		}
	}
	out.Next = next
	return out, nil
}
