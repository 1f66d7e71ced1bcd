package profile

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/profile/evidence"
)

const (
	maxEvidence   = 300 // items in one profile
	evidenceTries = 5   // how often it is added again when somebody saves at the same moment
)

// AddEvidence adds evidence over whatever version is the newest and returns the version with it. A coach adds it for
// their own client, the program for a client of the organisation that it acts for. What has a Source is added once: the
// same source about the same thing again changes nothing, also after it was taken back. It never changes the ability or
// need itself. Invalid names the fields.
func (s *Service) AddEvidence(ctx context.Context, actor marketplace.Actor, client marketplace.ID, in evidence.Item) (Version, error) {
	if _, err := s.own(ctx, actor, client); err != nil {
		return Version{}, err
	}
	f := &check.Fields{Scale: s.Scale}
	in = in.Check(f, s.IDs(), s.today())
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return Version{}, err
	}
	return s.changeEvidence(ctx, actor, client, func(all []evidence.Item) ([]evidence.Item, bool, error) {
		switch {
		case evidence.Find(all, in.ID) >= 0:
			return all, false, nil
		case len(all) >= maxEvidence:
			return nil, false, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("about", "field.too_many", "max", maxEvidence)})
		}
		return append(slices.Clone(all), in), true, nil
	})
}

// StrikeEvidence takes evidence back that was wrong: its words are gone from the newest version on. NotFound when the
// profile holds none with this id; striking twice changes nothing.
func (s *Service) StrikeEvidence(ctx context.Context, coach marketplace.Actor, client, id marketplace.ID) (Version, error) {
	if _, err := s.own(ctx, coach, client); err != nil {
		return Version{}, err
	}
	return s.changeEvidence(ctx, coach, client, func(all []evidence.Item) ([]evidence.Item, bool, error) {
		i := evidence.Find(all, id)
		if i < 0 {
			return nil, false, notFound()
		}
		if all[i].Struck {
			return all, false, nil
		}
		all = slices.Clone(all)
		all[i].Struck, all[i].Note = true, ""
		return all, true, nil
	})
}

// changeEvidence saves the evidence of the newest version anew, and tries again when somebody saves at the same moment.
func (s *Service) changeEvidence(ctx context.Context, actor marketplace.Actor, client marketplace.ID, do func([]evidence.Item) ([]evidence.Item, bool, error)) (Version, error) {
	for try := 1; ; try++ {
		newest, err := s.newest(ctx, client)
		if err != nil {
			return Version{}, err
		}
		all, changed, err := do(newest.Content.Evidence)
		if err != nil || !changed {
			return newest, err
		}
		next := newest.Content
		next.Evidence = evidence.InOrder(all)
		v, err := s.add(ctx, actor, newest, Version{Client: client, Content: next})
		if try < evidenceTries && marketplace.IsKind(err, marketplace.Stale) {
			continue
		}
		return v, err
	}
}
