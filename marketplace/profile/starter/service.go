package starter

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
)

// Purpose is why a starter reads a profile; it stands in the record of reads.
const Purpose = "starter"

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Profiles *profile.Service
}

// Service holds the verbs of starters. Only the client's own coach can use them.
type Service struct {
	Deps
	facts  marketplace.Facts
	sheets store.Collection[Sheet]
}

// Schemas declares the collection of this package: a sheet has the id of its client.
func Schemas() []store.Schema { return []store.Schema{{Collection: "starters"}} }

// New makes the service.
func New(d Deps) *Service {
	return &Service{Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, sheets: store.NewCollection[Sheet](d.Store, Schemas()[0])}
}

// Work is a sheet with what stands beside it.
type Work struct {
	Sheet Sheet
	Rev   int64           // of the sheet; 0 while nothing was kept, and again after it was finished and nothing new was said
	Own   profile.Own     // what the client said alone
	Now   profile.Version // the newest version of the profile
}

// Get is where the starter of a client stands. The read of the profile is recorded.
func (s *Service) Get(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Work, error) {
	w, _, err := s.load(ctx, coach, client)
	return w, err
}

// load gives the work, and the document as it is stored.
func (s *Service) load(ctx context.Context, coach marketplace.Actor, client marketplace.ID) (Work, store.Entry[Sheet], error) {
	own, err := s.Profiles.OwnOf(ctx, coach, client, Purpose)
	if err != nil {
		return Work{}, store.Entry[Sheet]{}, err
	}
	now, err := s.Profiles.Current(ctx, coach, client, Purpose)
	if err != nil {
		return Work{}, store.Entry[Sheet]{}, err
	}
	e, err := s.sheets.Get(ctx, client)
	if marketplace.IsKind(err, marketplace.NotFound) {
		e, err = store.Entry[Sheet]{ID: client}, nil
	}
	w := Work{Sheet: e.Value, Rev: e.Rev, Own: own, Now: now}
	if e.Rev == 0 || w.Sheet.finished(now) {
		w.Sheet, w.Rev = Sheet{Client: client, Org: coach.Org}, 0
	}
	return w, e, err
}

// Answer keeps the answers to a question over revision rev of the sheet (0: none yet). Empty answers skip the question.
// NotFound when there is no such question; Stale when somebody kept an answer since; Invalid names the fields.
func (s *Service) Answer(ctx context.Context, coach marketplace.Actor, client marketplace.ID, rev int64, key string, said profile.Content) (Work, error) {
	return s.keep(ctx, coach, client, rev, key, func(w Work, q Question) Sheet {
		return w.Sheet.answer(q, said, w.Now.Content, s.Profiles.Day())
	})
}

// Take takes the client's own answers to a question into the sheet, over revision rev. The client's own stay as they are.
func (s *Service) Take(ctx context.Context, coach marketplace.Actor, client marketplace.ID, rev int64, key string) (Work, error) {
	return s.keep(ctx, coach, client, rev, key, func(w Work, q Question) Sheet { return w.Sheet.take(q, w.Own.Content) })
}

func (s *Service) keep(ctx context.Context, coach marketplace.Actor, client marketplace.ID, rev int64, key string, change func(Work, Question) Sheet) (Work, error) {
	w, e, err := s.load(ctx, coach, client)
	if err != nil {
		return Work{}, err
	}
	q, _, ok := Find(key)
	switch {
	case !ok:
		return Work{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	case rev != w.Rev:
		return Work{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	next := change(w, q)
	if err := s.Profiles.Check(next.Content); err != nil {
		return Work{}, err
	}
	if w.Rev == 0 {
		next.Run = s.IDs()
	}
	next.By, next.Changed = coach.Person, s.Clock.Now()
	fact := s.facts.New(coach, "starter.answered", s.sheets.Subject(client), "client", client, "question", key)
	e.Value = next
	if e, err = s.save(ctx, e, fact); err != nil {
		return Work{}, err
	}
	w.Sheet, w.Rev = e.Value, e.Rev
	return w, nil
}

func (s *Service) save(ctx context.Context, e store.Entry[Sheet], fact marketplace.Fact) (store.Entry[Sheet], error) {
	if e.Rev > 0 {
		return s.sheets.Save(ctx, e, fact)
	}
	saved, err := s.sheets.Insert(ctx, e.ID, e.Value, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		err = marketplace.Errorf(marketplace.Stale, "error.stale", err)
	}
	return saved, err
}

// Finish saves the answers over version base of the profile as one version. Stale when base is not the newest; Conflict
// when nothing was answered. Finishing what is finished changes nothing: there is nothing to finish then.
func (s *Service) Finish(ctx context.Context, coach marketplace.Actor, client marketplace.ID, base int) (profile.Version, error) {
	w, _, err := s.load(ctx, coach, client)
	if err != nil {
		return profile.Version{}, err
	}
	if w.Rev == 0 || len(profile.Told(w.Sheet.Content)) == 0 {
		return profile.Version{}, marketplace.Errorf(marketplace.Conflict, "starter.nothing")
	}
	return s.Profiles.SaveStarter(ctx, coach, client, base, w.Sheet.Into(w.Now.Content), w.Sheet.Run)
}
