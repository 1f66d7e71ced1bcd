package discovery

import (
	"context"
	"fmt"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching"
)

// Ranking is the record of one ranking: what was shown to whom, by which rules and which version of the profile, so that
// it can be asked about and run again later. Its id is made from all of it but At and Pieces, so that it cannot
// be changed unseen.
type Ranking struct {
	ID        marketplace.ID      `json:"id"`
	Org       marketplace.ID      `json:"org"`
	By        marketplace.ID      `json:"by"`   // the coach; empty for the program itself
	Role      marketplace.Role    `json:"role"` // in which By acted; empty for the program itself
	Purpose   string              `json:"purpose"`
	Client    marketplace.ID      `json:"client"`
	Code      string              `json:"code"` // the client's pseudonym
	Profile   int                 `json:"profile"`
	Person    string              `json:"person"` // digest of the profile as matching saw it
	Rules     string              `json:"rules"`
	RuleState string              `json:"rule_state"` // digest of every number of the rules, under which they are kept
	Weights   matching.Weights    `json:"weights"`
	Version   string              `json:"version"` // of the program
	Asked     MatchOptions        `json:"asked"`
	Day       marketplace.Date    `json:"day"`
	Judged    int                 `json:"judged"`
	Groups    map[string]int      `json:"groups"`
	Shown     []marketplace.ID    `json:"shown"`  // the tasks in the order in which they were shown
	Log       string              `json:"log"`    // digest of the Log, which is kept beside
	Pieces    int                 `json:"pieces"` // in how many documents
	At        marketplace.Instant `json:"at"`
}

// Schemas declares the collections of this package. Nothing in them is ever changed.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "rankings", Indexes: []store.Index{
			{Name: "client", Fields: []string{"org", "client", "at"}},
			{Name: "org", Fields: []string{"org", "at"}},
			{Name: "at", Fields: []string{"at"}},
		}},
		{Collection: "ranking_logs"},
		{Collection: "task_states"},
		{Collection: "rule_states"},
	}
}

// sealed gives a ranking the id that its content has.
func (r Ranking) sealed() (Ranking, error) {
	bare := r
	bare.ID, bare.At, bare.Pieces = "", marketplace.Instant{}, 0
	digest, _, err := encoded(bare)
	r.ID = marketplace.ID("rank" + digest)
	return r, err
}

// record writes a ranking down: what it was made from, then its log, and last the ranking itself, so that a ranking that
// is there can be run again. The tasks as matching saw them are kept by then: the board keeps them as it takes them in. Looking again on the same day at a list that has not changed is the same ranking.
// What an administrator sees through the coach's eyes is none: nobody decides by it.
func (s *Service) record(ctx context.Context, actor marketplace.Actor, d decided) (marketplace.ID, error) {
	client, err := s.Profiles.Client(ctx, actor, d.Client)
	if err != nil {
		return "", err
	}
	log, err := d.log()
	if err != nil {
		return "", err
	}
	r, e, err := d.ranking(actor, client, s.Version).with(d, log)
	if err != nil {
		return "", err
	}
	if marketplace.ActingFrom(ctx).Visit != "" {
		return r.ID, nil
	}
	if _, err = s.rankings.Get(ctx, r.ID); !marketplace.IsKind(err, marketplace.NotFound) {
		return r.ID, err
	}
	return r.ID, s.save(ctx, actor, r, e)
}

// evidence is what has to be kept so that a ranking can be run again.
type evidence struct {
	rules map[string]string // texts by digest
	log   string
}

// with is the ranking with the digests of what it was made from, sealed, and the texts that belong to them.
func (r Ranking) with(d decided, log Log) (Ranking, evidence, error) {
	var e evidence
	var rules string
	var err error
	if r.Log, e.log, err = encoded(log); err != nil {
		return r, e, err
	}
	if r.Person, _, err = encoded(d.bench.profile); err != nil {
		return r, e, err
	}
	if r.RuleState, rules, err = encoded(d.bench.rules); err != nil {
		return r, e, err
	}
	e.rules = map[string]string{r.RuleState: rules}
	r, err = r.sealed()
	return r, e, err
}

// save writes the evidence and then the ranking.
func (s *Service) save(ctx context.Context, actor marketplace.Actor, r Ranking, e evidence) error {
	if err := s.rules.put(ctx, e.rules); err != nil {
		return err
	}
	packed, err := pack(e.log)
	if err != nil {
		return marketplace.Errorf(marketplace.Internal, "error.internal", fmt.Errorf("pack a log: %w", err))
	}
	r.Pieces = (len(packed) + pieceSize - 1) / pieceSize
	if err := s.saveLog(ctx, r, packed); err != nil {
		return err
	}
	fact := s.facts.New(actor, "ranking.made", s.rankings.Subject(r.ID), "client", r.Client, "profile", r.Profile, "rules", r.Rules,
		"judged", r.Judged, "fits_now", r.Groups["fits_now"], "fits_if", r.Groups["fits_if"], "missing", r.Groups["missing"])
	if _, err := s.rankings.Insert(ctx, r.ID, r, fact); err != nil && !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	return nil
}

// ranking is the head of the record, without its digests.
func (d decided) ranking(actor marketplace.Actor, client profile.Client, version string) Ranking {
	r := Ranking{
		Org: actor.Org, By: actor.Person, Purpose: PurposeMatching, Client: d.Client, Code: client.Code, Profile: d.Profile,
		Rules: d.Rules, Weights: d.bench.rules.Weights, Version: version, Asked: d.opts,
		Day: marketplace.DateOf(d.At.Time(), time.UTC), At: d.At,
	}
	if !actor.System {
		r.Role = marketplace.RoleCoach
	}
	r.Judged, r.Groups, r.Shown = d.counts()
	return r
}

// counts are how many were judged, how many are in each group, and what is shown.
func (d decided) counts() (judged int, groups map[string]int, shown []marketplace.ID) {
	groups = map[string]int{}
	for _, g := range d.Groups {
		groups[g.Key] = g.Count
		for _, i := range g.Items {
			shown = append(shown, i.Task.ID)
		}
	}
	return d.Judged, groups, shown
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
