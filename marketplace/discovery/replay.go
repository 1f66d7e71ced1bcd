package discovery

import (
	"context"
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
)

// PurposeReplay is the purpose under which reading a profile to run a ranking again is recorded.
const PurposeReplay = "replay"

// Replayed is what came of running a logged ranking again.
type Replayed struct {
	Ranking     Ranking      `json:"ranking"`
	Equal       bool         `json:"equal"` // groups, scores, order and reasons are the same to the last bit
	Differences []Difference `json:"differences,omitempty"`
}

// Difference is one thing that is not as it was logged.
type Difference struct {
	What     Aspect         `json:"what"`
	Task     marketplace.ID `json:"task,omitempty"`
	Logged   string         `json:"logged,omitempty"`
	Replayed string         `json:"replayed,omitempty"`
}

// Aspect names what differs.
type Aspect string

// The aspects. With one of the first five the evidence itself is damaged, and nothing was computed from it.
const (
	DiffRanking Aspect = "ranking"    // the record is not the one that was written
	DiffLog     Aspect = "log"        // the log is missing or not the one that was written
	DiffRules   Aspect = "rules"      // the rules are not the ones that were kept
	DiffProfile Aspect = "profile"    // the version of the profile is missing, or matching sees it otherwise
	DiffState   Aspect = "task_state" // the task as it was is missing or not the one that was kept
	DiffCounts  Aspect = "counts"     // how many were judged, or how many are in each group
	DiffOrder   Aspect = "order"      // the place of a task; only the first is named
	DiffGroup   Aspect = "group"
	DiffScore   Aspect = "score"
	DiffBroken  Aspect = "broken"  // the hard limits that a task breaks
	DiffShown   Aspect = "shown"   // what was shown and in which order; only the first is named
	DiffVerdict Aspect = "verdict" // the parts or the reasons of what was shown
	DiffLimits  Aspect = "limits"  // what the limits cost
	DiffFailed  Aspect = "failed"  // the tasks that could not be judged
)

// Replay runs a logged ranking again, from the version of the profile, the tasks and the rules as they were at that
// moment, and compares. It is for coaches of the client, auditors of the organisation and the program itself; for
// everybody else it answers as if there were no such ranking. The read of the profile is recorded. Conflict when the
// rules of the ranking are not known here: an answer by other rules would be wrong.
func (s *Service) Replay(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Replayed, error) {
	r, err := s.Ranking(ctx, actor, id)
	if err != nil {
		return Replayed{}, err
	}
	out := Replayed{Ranking: r}
	logged, from, damage, err := s.reopen(ctx, actor, r)
	if err != nil {
		return Replayed{}, err
	}
	if out.Differences = damage; len(damage) == 0 {
		out.Differences, err = s.again(ctx, r, logged, from)
	}
	out.Equal = err == nil && len(out.Differences) == 0
	return out, err
}

// reopened is everything from which a ranking was made.
type reopened struct {
	rules   matching.RuleSet
	version profile.Version
	person  matching.Profile
	items   []item
}

// reopen loads the evidence of a ranking, or says what is damaged.
func (s *Service) reopen(ctx context.Context, actor marketplace.Actor, r Ranking) (Log, reopened, []Difference, error) {
	var out reopened
	if sealed, err := r.sealed(); err != nil || sealed.ID != r.ID {
		return Log{}, out, []Difference{{What: DiffRanking, Logged: string(r.ID), Replayed: string(sealed.ID)}}, err
	}
	var damage []Difference
	ok, err := s.loadRules(ctx, r, &out.rules)
	if err != nil {
		return Log{}, out, nil, err
	}
	if !ok {
		damage = append(damage, Difference{What: DiffRules, Logged: r.Rules})
	}
	log, ok, err := s.loadLog(ctx, r)
	if err != nil {
		return Log{}, out, nil, err
	}
	if !ok {
		damage = append(damage, Difference{What: DiffLog})
	}
	lost, err := s.loadPerson(ctx, actor, r, &out)
	if err != nil {
		return Log{}, out, nil, err
	}
	damage = append(damage, lost...)
	if lost, err = s.loadTasks(ctx, log, &out); err != nil {
		return Log{}, out, nil, err
	}
	return log, out, append(damage, lost...), nil
}

// loadRules loads the rules by which a ranking was made; false if they are not what was kept.
func (s *Service) loadRules(ctx context.Context, r Ranking, rules *matching.RuleSet) (bool, error) {
	texts, err := s.rules.get(ctx, []string{r.RuleState})
	if err != nil {
		return false, err
	}
	text, known := texts[r.RuleState]
	if !known {
		return false, marketplace.Errorf(marketplace.Conflict, "error.rules_unknown", "rules", r.Rules)
	}
	return sound(r.RuleState, text, rules) && rules.ID == r.Rules, nil
}

// loadPerson loads the version of the profile and makes sure that matching sees it as it did.
func (s *Service) loadPerson(ctx context.Context, actor marketplace.Actor, r Ranking, into *reopened) ([]Difference, error) {
	reader, err := s.reader(ctx, actor, r)
	if err != nil {
		return nil, err
	}
	into.version = profile.Version{Client: r.Client}
	if r.Profile > 0 {
		v, err := s.Profiles.VersionAt(ctx, reader, r.Client, r.Profile, PurposeReplay)
		if marketplace.IsKind(err, marketplace.NotFound) {
			return []Difference{{What: DiffProfile, Logged: fmt.Sprint(r.Profile)}}, nil
		}
		if err != nil {
			return nil, err
		}
		into.version = v
	}
	digest := ""
	for _, see := range views() {
		into.person = see(into.version.Content, s.Places, s.ESCO)
		if digest, _, err = encoded(into.person); err != nil || digest == r.Person {
			return nil, err
		}
	}
	return []Difference{{What: DiffProfile, Logged: r.Person, Replayed: digest}}, nil
}

// views are the ways in which matching has seen a profile, the oldest first; the digest tells which one a ranking had.
func views() []func(profile.Content, *place.Places, profile.Occupations) matching.Profile {
	return []func(profile.Content, *place.Places, profile.Occupations) matching.Profile{
		profile.Content.MatchingAsChosen, profile.Content.Matching,
	}
}

// reader is who reads the profile: a coach as such, which is recorded there. An auditor, who is no key to profiles and is
// told no word of it, has the program read it, which is recorded here.
func (s *Service) reader(ctx context.Context, actor marketplace.Actor, r Ranking) (marketplace.Actor, error) {
	if !actor.Has(marketplace.RoleAuditor) {
		return actor, nil
	}
	if !actor.System {
		if err := s.Profiles.Reads.Seen(ctx, actor, "clients/"+string(r.Client), PurposeReplay, r.Org); err != nil {
			return actor, err
		}
	}
	return marketplace.System(r.Org), nil
}

// loadTasks loads the tasks of a log as they were.
func (s *Service) loadTasks(ctx context.Context, log Log, into *reopened) ([]Difference, error) {
	digests := make([]string, len(log.Considered))
	for i, c := range log.Considered {
		digests[i] = c.State
	}
	texts, err := s.states.get(ctx, digests)
	if err != nil {
		return nil, err
	}
	var damage []Difference
	for _, c := range log.Considered {
		var seen matching.Task
		if !sound(c.State, texts[c.State], &seen) || seen.ID != string(c.Task) {
			damage = append(damage, Difference{What: DiffState, Task: c.Task, Logged: c.State})
			continue
		}
		into.items = append(into.items, item{task.Task{ID: c.Task}, seen})
	}
	return damage, nil
}

// again computes the ranking from the evidence and compares it with the log.
func (s *Service) again(ctx context.Context, r Ranking, logged Log, from reopened) ([]Difference, error) {
	table, items := columns.New(), make(map[marketplace.ID]item, len(from.items))
	for i, it := range from.items {
		table.Put(it.seen, tagOf(logged.Considered[i].State))
		items[it.task.ID] = it
	}
	b := s.bench(from.rules, from.person)
	order, err := b.sort(ctx, table, columns.Question{LeftOut: true})
	if err != nil {
		return nil, err
	}
	d := b.rank(order, items, from.version, r.Asked)
	now, err := d.log()
	if err != nil {
		return nil, err
	}
	judged, groups, shown := d.counts()
	var out []Difference
	if was, is := fmt.Sprint(r.Judged, r.Groups), fmt.Sprint(judged, groups); was != is {
		out = append(out, Difference{What: DiffCounts, Logged: was, Replayed: is})
	}
	if !slices.Equal(r.Shown, shown) {
		out = append(out, Difference{What: DiffShown, Logged: fmt.Sprint(r.Shown), Replayed: fmt.Sprint(shown)})
	}
	return append(out, logged.compare(now)...), nil
}
