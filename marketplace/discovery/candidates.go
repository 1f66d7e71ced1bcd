package discovery

import (
	"cmp"
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// Candidate is one of the coach's own clients for a task.
type Candidate struct {
	Client  marketplace.ID   `json:"client"`
	Name    string           `json:"name"`
	Code    string           `json:"code"`
	Profile int              `json:"profile"` // number of the profile's version; 0: nothing asked yet
	Verdict matching.Verdict `json:"verdict"`
}

// CandidateGroup is one of the four groups of verdicts.
type CandidateGroup struct {
	Key   string      `json:"key"`
	Items []Candidate `json:"items"`
}

// Candidates are the coach's active clients for one task.
type Candidates struct {
	Task         task.Task        `json:"task"`
	Rules        string           `json:"rules"`
	Groups       []CandidateGroup `json:"groups"`                  // all four, best first
	NotEvaluated []marketplace.ID `json:"not_evaluated,omitempty"` // clients whose judging failed; never dropped
}

// Candidates judges a published task for every active client of the coach's own caseload. Each profile that is read is
// recorded. Employers have no such verb.
func (s *Service) Candidates(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Candidates, error) {
	if err := actor.Must(marketplace.RoleCoach); err != nil {
		return Candidates{}, err
	}
	e, err := s.Tasks.Get(ctx, actor, id)
	if err != nil {
		return Candidates{}, err
	}
	out := Candidates{Task: e.Value, Rules: s.Rules.ID}
	var all []Candidate
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := s.Profiles.Caseload(ctx, actor, page)
		if err != nil {
			return Candidates{}, err
		}
		for _, c := range list.Items {
			if c.Status != profile.Active {
				continue
			}
			candidate, err := s.candidate(ctx, actor, c, e.Value, &out)
			if err != nil {
				return Candidates{}, err
			}
			all = append(all, candidate...)
		}
		if page.After = list.Next; page.After == "" {
			break
		}
	}
	out.Groups = candidateGroups(all)
	return out, nil
}

// candidate judges the task for one client; none when judging failed, which is noted in out.
func (s *Service) candidate(ctx context.Context, actor marketplace.Actor, c profile.Client, t task.Task, out *Candidates) ([]Candidate, error) {
	version, p, err := s.prepared(ctx, actor, c.ID)
	if err != nil {
		return nil, err
	}
	v, failed := s.bench(s.Rules, p).verdict(s.seen(t))
	if failed == nil {
		return []Candidate{{Client: c.ID, Name: c.Name, Code: c.Code, Profile: version.Number, Verdict: v}}, nil
	}
	out.NotEvaluated = append(out.NotEvaluated, c.ID)
	return nil, nil
}

func candidateGroups(all []Candidate) []CandidateGroup {
	slices.SortStableFunc(all, func(a, b Candidate) int {
		return cmp.Or(cmp.Compare(b.Verdict.Score, a.Verdict.Score), cmp.Compare(a.Client, b.Client))
	})
	var out []CandidateGroup
	for _, g := range []matching.Group{matching.FitsNow, matching.FitsIf, matching.Missing, matching.LeftOut} {
		group := CandidateGroup{Key: g.String(), Items: []Candidate{}}
		for _, c := range all {
			if c.Verdict.Group == g {
				group.Items = append(group.Items, c)
			}
		}
		out = append(out, group)
	}
	return out
}
