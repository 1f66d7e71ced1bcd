package discovery

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Ranking is the record of one ranking: what was shown to whom, by which rules and which version of the profile, so that
// it can be asked about and run again later.
type Ranking struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`
	By      marketplace.ID      `json:"by"` // the coach; empty for the program itself
	Client  marketplace.ID      `json:"client"`
	Profile int                 `json:"profile"`
	Rules   string              `json:"rules"`
	Day     marketplace.Date    `json:"day"`
	Judged  int                 `json:"judged"`
	Groups  map[string]int      `json:"groups"`
	Shown   []marketplace.ID    `json:"shown"` // the tasks in the order in which they were shown
	At      marketplace.Instant `json:"at"`
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema {
	return []store.Schema{{Collection: "rankings", Indexes: []store.Index{
		{Name: "client", Fields: []string{"org", "client", "at"}},
	}}}
}

// record writes a ranking down. Looking again on the same day at a list that has not changed is the same ranking.
func (s *Service) record(ctx context.Context, actor marketplace.Actor, m Matches) error {
	r := Ranking{
		Org: actor.Org, By: actor.Person, Client: m.Client, Profile: m.Profile, Rules: m.Rules,
		Day: marketplace.DateOf(m.At.Time(), time.UTC), Judged: m.Judged, Groups: map[string]int{},
	}
	for _, g := range m.Groups {
		r.Groups[g.Key] = g.Count
		for _, i := range g.Items {
			r.Shown = append(r.Shown, i.Task.ID)
		}
	}
	raw, err := json.Marshal(r)
	if err != nil {
		return fmt.Errorf("encode a ranking: %w", err)
	}
	sum := sha256.Sum256(raw)
	r.ID, r.At = marketplace.ID("rank"+hex.EncodeToString(sum[:16])), m.At
	fact := s.facts.New(actor, "ranking.made", s.rankings.Subject(r.ID), "client", m.Client, "profile", m.Profile, "rules", m.Rules,
		"judged", m.Judged, "fits_now", r.Groups["fits_now"], "fits_if", r.Groups["fits_if"], "missing", r.Groups["missing"])
	if _, err := s.rankings.Insert(ctx, r.ID, r, fact); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return nil
}

// Rankings lists what was shown for a client of the coach's own caseload, newest first.
func (s *Service) Rankings(ctx context.Context, actor marketplace.Actor, client marketplace.ID, page marketplace.Page) (marketplace.List[Ranking], error) {
	out := marketplace.List[Ranking]{Items: []Ranking{}}
	if _, err := s.Profiles.Client(ctx, actor, client); err != nil {
		return out, err
	}
	found, next, err := s.rankings.Find(ctx, store.Query{
		Index: "client", Eq: []any{actor.Org, client}, Desc: true, Limit: page.Size(), After: page.After,
	})
	if err != nil {
		return out, err
	}
	for _, e := range found {
		out.Items = append(out.Items, e.Value)
	}
	out.Next = next
	return out, nil
}
