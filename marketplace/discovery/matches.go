package discovery

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Match is one task for one client, with the verdict and all its reasons.
type Match struct {
	Client  marketplace.ID   `json:"client"`
	Profile int              `json:"profile"` // number of the profile's version
	Task    task.Task        `json:"task"`
	Verdict matching.Verdict `json:"verdict"`
}

// Group is one of the four groups of verdicts. Count is the size of the group, Items are the best of it.
type Group struct {
	Key   string  `json:"key"` // fits_now, fits_if, missing, left_out
	Count int     `json:"count"`
	Items []Match `json:"items"`
}

// Matches are the tasks for one client.
type Matches struct {
	Client       marketplace.ID      `json:"client"`
	Profile      int                 `json:"profile"`       // number of the profile's version; 0: nothing asked yet
	ProfileSaved marketplace.Instant `json:"profile_saved"` // when that version was saved
	Rules        string              `json:"rules"`         // version of the rules
	At           marketplace.Instant `json:"at"`
	Judged       int                 `json:"judged"`                  // how many tasks were judged
	Groups       []Group             `json:"groups"`                  // best first; left_out only if asked for, its items are the nearest misses
	Limits       []Limit             `json:"limits,omitempty"`        // if asked for: what each limit costs, the most expensive first
	NotEvaluated []task.Task         `json:"not_evaluated,omitempty"` // judging failed; never dropped
	Degraded     bool                `json:"degraded,omitempty"`      // the index did not answer; all was read from the store
}

// The number of matches shown of each group.
const (
	DefaultShown = 20
	MaxShown     = 200
	ShownLeftOut = 30
)

// MatchOptions says what to show.
type MatchOptions struct {
	Shown   int  `json:"shown"`    // of each group, 1 to MaxShown; 0 means DefaultShown
	LeftOut bool `json:"left_out"` // judge what the limits leave out as well, and count what each limit costs
}

func (o MatchOptions) shown() int {
	if o.Shown <= 0 {
		return DefaultShown
	}
	return min(o.Shown, MaxShown)
}

// Matches finds the tasks for a client of the coach's own caseload. The read of the profile and the ranking are
// recorded. The same profile, rules and tasks give the same groups in the same order.
func (s *Service) Matches(ctx context.Context, actor marketplace.Actor, client marketplace.ID, opts MatchOptions) (Matches, error) {
	version, p, err := s.prepared(ctx, actor, client)
	if err != nil {
		return Matches{}, err
	}
	query := propose(p, s.Rules.Travel)
	if opts.LeftOut {
		query = nearby(p, s.Rules.Travel, nearFactor)
	}
	tasks, degraded, err := s.load(ctx, query)
	if err != nil {
		return Matches{}, err
	}
	d := s.bench(s.Rules, p).rank(s.items(tasks), version, opts)
	d.At, d.Degraded = s.Clock.Now(), degraded
	return d.Matches, s.record(ctx, actor, d)
}

// decided is one ranking with what it was made from.
type decided struct {
	Matches
	bench *bench
	opts  MatchOptions
	items []item
	order []judged
}

// rank is the whole decision. It reads nothing, so the same input gives the same ranking at any later time.
func (b *bench) rank(items []item, version profile.Version, opts MatchOptions) decided {
	order := b.sort(items)
	out := Matches{
		Client: version.Client, Profile: version.Number, ProfileSaved: version.Saved, Rules: b.rules.ID, Judged: len(order),
	}
	out.Groups = b.groups(order, out, opts)
	if opts.LeftOut {
		out.Limits = b.limits(order)
	}
	out.NotEvaluated = b.failed
	return decided{Matches: out, bench: b, opts: opts, items: items, order: order}
}

// groups explains the best of each group, and the nearest misses of what is left out.
func (b *bench) groups(order []judged, of Matches, opts MatchOptions) []Group {
	members := map[matching.Group][]judged{}
	for _, j := range order {
		members[j.group] = append(members[j.group], j)
	}
	out := []Group{
		b.group(matching.FitsNow, members, of, opts.shown()),
		b.group(matching.FitsIf, members, of, opts.shown()),
		b.group(matching.Missing, members, of, opts.shown()),
	}
	if opts.LeftOut {
		nearMisses(members[matching.LeftOut])
		out = append(out, b.group(matching.LeftOut, members, of, ShownLeftOut))
	}
	return out
}

func (b *bench) group(g matching.Group, members map[matching.Group][]judged, of Matches, shown int) Group {
	all := members[g]
	out := Group{Key: g.String(), Count: len(all), Items: []Match{}}
	for _, j := range all[:min(len(all), shown)] {
		v, err := b.verdict(j.seen)
		if err != nil {
			b.failed = append(b.failed, j.task)
			continue
		}
		out.Items = append(out.Items, Match{Client: of.Client, Profile: of.Profile, Task: j.task, Verdict: v})
	}
	return out
}

// Match judges one published task for a client of the coach's own caseload, line by line.
func (s *Service) Match(ctx context.Context, actor marketplace.Actor, client, id marketplace.ID) (Match, error) {
	all, err := s.matchAll(ctx, actor, client, id)
	if err != nil {
		return Match{}, err
	}
	return all[0], nil
}

// Compare judges two published tasks for the same client, side by side.
func (s *Service) Compare(ctx context.Context, actor marketplace.Actor, client, a, b marketplace.ID) ([2]Match, error) {
	all, err := s.matchAll(ctx, actor, client, a, b)
	if err != nil {
		return [2]Match{}, err
	}
	return [2]Match{all[0], all[1]}, nil
}

func (s *Service) matchAll(ctx context.Context, actor marketplace.Actor, client marketplace.ID, ids ...marketplace.ID) ([]Match, error) {
	version, p, err := s.prepared(ctx, actor, client)
	if err != nil {
		return nil, err
	}
	b, out := s.bench(s.Rules, p), make([]Match, 0, len(ids))
	for _, id := range ids {
		e, err := s.Tasks.Get(ctx, actor, id)
		if err != nil {
			return nil, err
		}
		v, err := b.verdict(s.seen(e.Value))
		if err != nil {
			return nil, err
		}
		out = append(out, Match{Client: client, Profile: version.Number, Task: e.Value, Verdict: v})
	}
	return out, nil
}
