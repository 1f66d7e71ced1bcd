package choice

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
)

// Choose keeps a published task to talk about with a client of the coach's own caseload, or puts it aside, over revision
// rev (0 for the first choice). The task is judged as it is now and the verdict is written down; it is not changed.
// Stale when somebody chose since; Invalid names the field. Choosing the same again from the same verdict saves nothing.
func (s *Service) Choose(ctx context.Context, actor marketplace.Actor, client, of marketplace.ID, rev int64, w Wish) (Entry, error) {
	e, err := s.at(ctx, actor, client, of, rev)
	if err != nil {
		return Entry{}, err
	}
	t, err := s.published(ctx, actor, of)
	if err != nil {
		return Entry{}, err
	}
	m, err := s.Discovery.Match(ctx, actor, client, of)
	if err != nil {
		return Entry{}, err
	}
	if w, err = w.checked(m.Verdict.Group); err != nil {
		return Entry{}, err
	}
	if err := s.shown(ctx, actor, client, of, w.Ranking); err != nil {
		return Entry{}, err
	}
	made := s.made(actor, w, m)
	if e.Value.says(made) && !e.Value.ChangedSince(t) {
		return e, nil
	}
	e.Value.Title = t.Title
	return s.save(ctx, actor, e, made)
}

// Reopen takes a choice back, over revision rev, also when the task is no longer published. NotFound when nobody has
// chosen; Stale when somebody chose since. Reopening what is open changes nothing.
func (s *Service) Reopen(ctx context.Context, actor marketplace.Actor, client, of marketplace.ID, rev int64) (Entry, error) {
	e, err := s.at(ctx, actor, client, of, rev)
	switch {
	case err != nil:
		return Entry{}, err
	case e.Rev == 0:
		return Entry{}, notFound()
	case e.Value.State == Open:
		return e, nil
	}
	return s.save(ctx, actor, e, Made{State: Open, Version: s.Version, By: actor.Person, At: s.Clock.Now()})
}

// at loads a choice for a client of the coach's own caseload at the revision that the coach saw.
func (s *Service) at(ctx context.Context, actor marketplace.Actor, client, of marketplace.ID, rev int64) (Entry, error) {
	if _, err := s.Profiles.Client(ctx, actor, client); err != nil {
		return Entry{}, err
	}
	e, err := s.load(ctx, actor, client, of)
	if err == nil && e.Rev != rev {
		err = stale()
	}
	return e, err
}

// shown is Invalid unless the ranking was made for the client and showed the task.
func (s *Service) shown(ctx context.Context, actor marketplace.Actor, client, of, ranking marketplace.ID) error {
	if ranking == "" {
		return nil
	}
	r, err := s.Discovery.Ranking(ctx, actor, ranking)
	if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
		return err
	}
	if err != nil || r.Client != client || !slices.Contains(r.Shown, of) {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("ranking", "choice.no_ranking")})
	}
	return nil
}

func (s *Service) made(actor marketplace.Actor, w Wish, m discovery.Match) Made {
	return Made{
		State: w.State, Reason: w.Reason, Note: w.Note, Overrode: w.overrides(m.Verdict.Group), Ranking: w.Ranking,
		Group: m.Verdict.Group.String(), Score: m.Verdict.Score, Profile: m.Profile, Rules: m.Verdict.RuleSet,
		Version: s.Version, By: actor.Person, At: s.Clock.Now(),
	}
}

// save writes the document with its fact. The note and the score stay out of the fact, which outlives the document.
func (s *Service) save(ctx context.Context, actor marketplace.Actor, e Entry, m Made) (Entry, error) {
	e.Value = e.Value.with(m)
	fact := s.facts.New(actor, factOf(m.State), s.choices.Subject(e.ID), "client", e.Value.Client, "task", e.Value.Task,
		"reason", m.Reason, "overrode", m.Overrode, "ranking", m.Ranking, "group", m.Group, "profile", m.Profile, "rules", m.Rules)
	if e.Rev > 0 {
		return s.choices.Save(ctx, e, fact)
	}
	saved, err := s.choices.Insert(ctx, e.ID, e.Value, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return Entry{}, marketplace.Errorf(marketplace.Stale, "error.stale", err)
	}
	return saved, err
}

func factOf(to State) string {
	switch to {
	case Kept:
		return "choice.kept"
	case Dismissed:
		return "choice.dismissed"
	case Open:
	}
	return "choice.reopened"
}

func stale() error { return marketplace.Errorf(marketplace.Stale, "error.stale") }
