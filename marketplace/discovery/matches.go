package discovery

import (
	"context"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
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
	Ranking      marketplace.ID      `json:"ranking"`                 // the record of this list
	Judged       int                 `json:"judged"`                  // how many tasks were judged
	Groups       []Group             `json:"groups"`                  // best first; left_out only if asked for, its items are the nearest misses
	Limits       []Limit             `json:"limits,omitempty"`        // if asked for: what each limit costs, the most expensive first
	NotEvaluated []task.Task         `json:"not_evaluated,omitempty"` // judging failed; never dropped
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

	// Aside are tasks that are judged as all others but take no place in a group: the coach has put them aside.
	Aside []marketplace.ID `json:"aside,omitempty"`
}

func (o MatchOptions) shown() int {
	if o.Shown <= 0 {
		return DefaultShown
	}
	return min(o.Shown, MaxShown)
}

// Matches finds the tasks for a client of the coach's own caseload, among all that are published. The read of the profile
// and the ranking are recorded. The same profile, rules and tasks give the same groups in the same order.
func (s *Service) Matches(ctx context.Context, actor marketplace.Actor, client marketplace.ID, opts MatchOptions) (Matches, error) {
	version, p, err := s.prepared(ctx, actor, client)
	if err != nil {
		return Matches{}, err
	}
	d, err := s.decide(ctx, s.bench(s.Rules, p), version, opts)
	if err != nil {
		return Matches{}, err
	}
	d.At = s.Clock.Now()
	d.Ranking, err = s.record(ctx, actor, d)
	return d.Matches, err
}

// nearFactor is how far beyond the accepted way to work a task is still near enough to be told about when it is left
// out: twice the minutes.
const nearFactor = 2

// maxTries is how often an answer is looked for while tasks change under the hand.
const maxTries = 5

// decide puts the published tasks in order and explains those that are shown. A task that has changed between the two is
// put in its new place: what is shown is always as it was when it was loaded.
func (s *Service) decide(ctx context.Context, b *bench, version profile.Version, opts MatchOptions) (decided, error) {
	for range maxTries {
		if err := s.board.follow(ctx); err != nil {
			return decided{}, err
		}
		order, err := b.sort(ctx, s.board.table, columns.Question{LeftOut: opts.LeftOut, Near: nearFactor})
		if err != nil {
			return decided{}, err
		}
		items, changed, err := s.items(ctx, shownOf(order, opts))
		if err != nil {
			return decided{}, err
		}
		if len(changed) == 0 {
			return b.rank(order, items, version, opts), nil
		}
		if err := s.board.refresh(ctx, changed); err != nil {
			return decided{}, err
		}
	}
	return decided{}, marketplace.Errorf(marketplace.Unavailable, "error.unavailable", errors.New("the tasks change faster than they can be read"))
}

// items loads tasks by what was decided about them; changed are those that are not as they were then.
func (s *Service) items(ctx context.Context, shown []judged) (items map[marketplace.ID]item, changed []string, err error) {
	ids := make([]string, len(shown))
	for i, j := range shown {
		ids[i] = string(j.id)
	}
	tasks, err := s.Tasks.Board().ByIDs(ctx, ids)
	if err != nil {
		return nil, nil, err
	}
	items = make(map[marketplace.ID]item, len(tasks))
	for _, t := range tasks {
		items[t.ID] = item{t, s.seen(t)}
	}
	for _, j := range shown {
		i, there := items[j.id]
		if !there {
			changed = append(changed, string(j.id))
			continue
		}
		digest, _, err := encoded(i.seen)
		if err != nil {
			return nil, nil, err
		}
		if digest != j.state {
			changed = append(changed, string(j.id))
		}
	}
	return items, changed, nil
}

// decided is one ranking with what it was made from.
type decided struct {
	Matches
	bench *bench
	opts  MatchOptions
	order []judged
}

// rank is the whole decision. It reads nothing, so the same input gives the same ranking at any later time.
func (b *bench) rank(order []judged, items map[marketplace.ID]item, version profile.Version, opts MatchOptions) decided {
	out := Matches{
		Client: version.Client, Profile: version.Number, ProfileSaved: version.Saved, Rules: b.rules.ID, Judged: len(order),
	}
	for _, part := range parted(order, opts) {
		out.Groups = append(out.Groups, b.group(part, items, out))
	}
	if opts.LeftOut {
		out.Limits = limits(order)
	}
	out.NotEvaluated = b.failed
	return decided{Matches: out, bench: b, opts: opts, order: order}
}

// partOf is one group of an order: how many are in it, and those that are shown.
type partOf struct {
	group matching.Group
	count int
	shown []judged
}

// parted are the groups that are told, best first: the best of each, and the nearest misses of what is left out.
func parted(order []judged, opts MatchOptions) []partOf {
	members := map[matching.Group][]judged{}
	for _, j := range order {
		if !slices.Contains(opts.Aside, j.id) {
			members[j.group] = append(members[j.group], j)
		}
	}
	groups := []matching.Group{matching.FitsNow, matching.FitsIf, matching.Missing}
	if opts.LeftOut {
		groups = append(groups, matching.LeftOut)
		nearMisses(members[matching.LeftOut])
	}
	var out []partOf
	for _, g := range groups {
		shown := opts.shown()
		if g == matching.LeftOut {
			shown = ShownLeftOut
		}
		out = append(out, partOf{g, len(members[g]), members[g][:min(len(members[g]), shown)]})
	}
	return out
}

func shownOf(order []judged, opts MatchOptions) []judged {
	var out []judged
	for _, p := range parted(order, opts) {
		out = append(out, p.shown...)
	}
	return out
}

// group explains what is shown of a group.
func (b *bench) group(part partOf, items map[marketplace.ID]item, of Matches) Group {
	out := Group{Key: part.group.String(), Count: part.count, Items: []Match{}}
	for _, j := range part.shown {
		i := items[j.id]
		v, err := b.explained(j, i.seen)
		if err != nil {
			b.failed = append(b.failed, i.task)
			continue
		}
		out.Items = append(out.Items, Match{Client: of.Client, Profile: of.Profile, Task: i.task, Verdict: v})
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
