package discovery

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Ranking loads the record of one ranking: for coaches of the client, auditors of the organisation and the program
// itself. For everybody else it is NotFound.
func (s *Service) Ranking(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Ranking, error) {
	if err := actor.Must(); err != nil && marketplace.IsKind(err, marketplace.Unauthenticated) {
		return Ranking{}, err
	}
	e, err := s.rankings.Get(ctx, id)
	if err != nil {
		return Ranking{}, err
	}
	if err := s.mayAsk(ctx, actor, e.Value); err != nil {
		return Ranking{}, err
	}
	return e.Value, nil
}

// mayAsk is NotFound unless the actor may ask about a ranking.
func (s *Service) mayAsk(ctx context.Context, actor marketplace.Actor, r Ranking) error {
	switch {
	case actor.System && actor.Org == "", actor.Org == r.Org && actor.Has(marketplace.RoleAuditor):
		return nil
	case actor.Org == r.Org && actor.Has(marketplace.RoleCoach):
		_, err := s.Profiles.Client(ctx, actor, r.Client)
		return err
	}
	return marketplace.Errorf(marketplace.NotFound, "error.not_found")
}

// Which says which rankings are meant. A client is asked about within the actor's organisation.
type Which struct {
	Client marketplace.ID // of this client; empty: of every client
	Task   marketplace.ID // that considered this task; empty: whatever they considered
}

// EachRanking calls do for every ranking that is meant, newest first. An auditor sees those of the organisation, the
// program itself those of the organisation it acts for, or without one those of all. Asking for a task reads every log.
func (s *Service) EachRanking(ctx context.Context, actor marketplace.Actor, which Which, do func(Ranking) error) error {
	if err := actor.Must(marketplace.RoleAuditor); err != nil {
		return err
	}
	q := store.Query{Index: "org", Eq: []any{actor.Org}, Desc: true}
	switch {
	case which.Client != "":
		q.Index, q.Eq = "client", []any{actor.Org, which.Client}
	case actor.System && actor.Org == "":
		q.Index, q.Eq = "at", nil
	}
	return s.rankings.Each(ctx, q, func(e store.Entry[Ranking]) error {
		if which.Task == "" {
			return do(e.Value)
		}
		log, _, err := s.loadLog(ctx, e.Value)
		if err != nil || len(log.of(which.Task).Considered) == 0 {
			return err
		}
		return do(e.Value)
	})
}

// Event is one ranking as it is handed out to whoever asks for what was done with a client or a task: ids, versions,
// keys and numbers, and never a text of anybody's.
type Event struct {
	Ranking
	Detail  Log  `json:"detail"`
	Damaged bool `json:"damaged,omitempty"` // the log is missing or not the one that was written
}

// Event gives a ranking with its log; of a task only what concerns that task.
func (s *Service) Event(ctx context.Context, actor marketplace.Actor, id, of marketplace.ID) (Event, error) {
	r, err := s.Ranking(ctx, actor, id)
	if err != nil {
		return Event{}, err
	}
	log, ok, err := s.loadLog(ctx, r)
	if err != nil {
		return Event{}, err
	}
	if of != "" {
		log, r.Shown = log.of(of), slices.DeleteFunc(r.Shown, func(id marketplace.ID) bool { return id != of })
	}
	return Event{Ranking: r, Detail: log, Damaged: !ok}, nil
}

// of is what a log says of one task.
func (l Log) of(id marketplace.ID) Log {
	out := Log{Considered: []Considered{}, Shown: []Shown{}}
	for _, c := range l.Considered {
		if c.Task == id {
			out.Considered = append(out.Considered, c)
		}
	}
	for _, s := range l.Shown {
		if s.Task == id {
			out.Shown = append(out.Shown, s)
		}
	}
	if slices.Contains(l.Failed, id) {
		out.Failed = []marketplace.ID{id}
	}
	return out
}
