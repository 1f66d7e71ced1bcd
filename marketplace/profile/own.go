package profile

import (
	"context"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Own is what a client said alone: answers in their own words and their own rating of their abilities (itsearvio). Only
// the client writes it. It stands beside the profile: a coach reads it, and what the coach takes over is the coach's.
type Own struct {
	Client  marketplace.ID      `json:"client"`
	Org     marketplace.ID      `json:"org"`
	Content Content             `json:"content"`
	Changed marketplace.Instant `json:"changed"`
}

// MyOwn is what the client said alone so far. Reading about oneself is not recorded.
func (s *Service) MyOwn(ctx context.Context, client marketplace.Actor) (Own, error) {
	if !client.IsClient() {
		return Own{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	e, err := s.ownAnswers(ctx, client.Person)
	return e.Value, err
}

// TellOwn keeps what the client says about some items, such as "liked" or "abilities.lifting"; what is empty among them
// is not said any more. Invalid names the fields; Stale when the client said something elsewhere at the same moment.
func (s *Service) TellOwn(ctx context.Context, client marketplace.Actor, said Content, items ...string) (Own, error) {
	if !client.IsClient() {
		return Own{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	c, err := s.clients.Get(ctx, client.Person)
	if err != nil {
		return Own{}, err
	}
	e, err := s.ownAnswers(ctx, client.Person)
	if err != nil {
		return Own{}, err
	}
	said.Abilities = s.ownRatings(e.Value.Content.Abilities, said.Abilities)
	next := e.Value.Content.With(said, items...).Normalise()
	next.Evidence = nil
	if err := s.Check(next); err != nil || len(Diff(e.Value.Content, next)) == 0 {
		return e.Value, err
	}
	e.Value = Own{Client: c.ID, Org: c.Value.Org, Content: next, Changed: s.Clock.Now()}
	return s.saveOwn(ctx, client, e)
}

func (s *Service) saveOwn(ctx context.Context, client marketplace.Actor, e store.Entry[Own]) (Own, error) {
	fact := s.facts.New(client, "profile.own_told", s.owns.Subject(e.ID), "client", e.Value.Client)
	if e.Rev > 0 {
		saved, err := s.owns.Save(ctx, e, fact)
		return saved.Value, err
	}
	saved, err := s.owns.Insert(ctx, e.ID, e.Value, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return Own{}, marketplace.Errorf(marketplace.Stale, "error.stale", err)
	}
	return saved.Value, err
}

// ownRatings keeps ratings only, each with the day on which it was said as it is.
func (s *Service) ownRatings(before, said map[matching.Dimension]Answer) map[matching.Dimension]Answer {
	out := map[matching.Dimension]Answer{}
	for d, a := range said {
		now := Answer{Rating: a.Rating, Source: "client", On: s.Day()}
		if was, told := before[d]; told && was.Rating == a.Rating {
			now.On = was.On
		}
		if a.Rating != matching.NotAsked {
			out[d] = now
		}
	}
	return out
}

// OwnOf is what a client said alone, for the client's coach. The read is recorded.
func (s *Service) OwnOf(ctx context.Context, coach marketplace.Actor, client marketplace.ID, purpose string) (Own, error) {
	if err := s.reading(ctx, coach, client, purpose); err != nil {
		return Own{}, err
	}
	e, err := s.ownAnswers(ctx, client)
	return e.Value, err
}

func (s *Service) ownAnswers(ctx context.Context, client marketplace.ID) (store.Entry[Own], error) {
	e, err := s.owns.Get(ctx, client)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return store.Entry[Own]{ID: client, Value: Own{Client: client}}, nil
	}
	return e, err
}

// Check says what is wrong with a content that is not saved as a version; Invalid names the fields.
func (s *Service) Check(c Content) error {
	return marketplace.InvalidFields(c.Validate(s.Scale, s.Places, s.ESCO, s.today()))
}

// Gap says how the client's own rating stands to the one in the profile.
type Gap string

// The gaps. One level apart is much the same: the levels are steps of everyday language.
const (
	OnlyOwn    Gap = "only_own"    // the profile has none yet
	Same       Gap = "same"        // the same level
	Near       Gap = "near"        // one level apart
	OwnHigher  Gap = "own_higher"  // the client thinks two levels or more of themselves
	OwnLower   Gap = "own_lower"   // the client thinks two levels or more less
	NotTold    Gap = "not_told"    // one of them is withheld
	OnlyOthers Gap = "only_others" // the client has not rated it
)

// Beside are the two ratings of one ability, with what lies between them.
type Beside struct {
	Dimension matching.Dimension
	Own       Answer
	Profile   Answer
	Gap       Gap
}

// Compare puts the client's own ratings beside those of a profile, for every ability that either rates, by dimension.
func Compare(c, own Content) []Beside {
	all := map[matching.Dimension]bool{}
	for _, m := range []map[matching.Dimension]Answer{c.Abilities, own.Abilities} {
		for d, a := range m {
			all[d] = all[d] || a.Rating != matching.NotAsked
		}
	}
	var out []Beside
	for _, d := range slices.Sorted(maps.Keys(all)) {
		if all[d] {
			out = append(out, Beside{Dimension: d, Own: own.Abilities[d], Profile: c.Abilities[d], Gap: gap(own.Abilities[d].Rating, c.Abilities[d].Rating)})
		}
	}
	return out
}

func gap(own, other matching.Rating) Gap {
	switch {
	case own == matching.NotAsked:
		return OnlyOthers
	case other == matching.NotAsked:
		return OnlyOwn
	case !own.Known() || !other.Known():
		return NotTold
	}
	switch apart := own.Level() - other.Level(); {
	case apart == 0:
		return Same
	case apart > 1:
		return OwnHigher
	case apart < -1:
		return OwnLower
	}
	return Near
}
