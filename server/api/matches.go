package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/web"
)

// Discovery serves match lists, candidates and the search.
type Discovery struct {
	Service *discovery.Service
	Bundle  *i18n.Bundle
}

// Match is one task with its verdict for one client.
type Match struct {
	Client  string      `json:"client"`
	Profile int         `json:"profile" doc:"Number of the profile's version"`
	Task    TaskSummary `json:"task"`
	Verdict Verdict     `json:"verdict"`
}

// TaskSummary is what a list says about a task.
type TaskSummary struct {
	ID       string `json:"id"`
	Title    string `json:"title"`
	Employer string `json:"employer"`
	Postal   string `json:"postal,omitempty"`
	Places   int    `json:"places"`
	Start    string `json:"start,omitempty"`
}

func summary(t task.Task) TaskSummary {
	return TaskSummary{ID: string(t.ID), Title: t.Title, Employer: t.Employer, Postal: t.Place.Postal, Places: t.Places, Start: string(t.Start)}
}

func match(lang i18n.Lang, m discovery.Match) Match {
	return Match{Client: string(m.Client), Profile: m.Profile, Task: summary(m.Task), Verdict: verdict(lang, m.Verdict)}
}

// listed is a match without the comparison demand by demand, which the match by itself has.
func listed(lang i18n.Lang) func(discovery.Match) Match {
	return func(m discovery.Match) Match {
		m.Verdict.Lines = nil
		return match(lang, m)
	}
}

// MatchList is a client's match list.
type MatchList struct {
	Client       string        `json:"client"`
	Profile      int           `json:"profile" doc:"Number of the profile's version; 0: nothing was asked yet"`
	Saved        string        `json:"saved,omitempty" doc:"When that version was saved"`
	Rules        string        `json:"rules" doc:"Version of the rules that judged"`
	At           string        `json:"at"`
	Judged       int           `json:"judged" doc:"How many tasks were judged"`
	Groups       []MatchGroup  `json:"groups" doc:"The best first; left_out only when asked for"`
	Limits       []Limit       `json:"limits" doc:"What each hard limit costs, the most expensive first; only with left_out"`
	NotEvaluated []TaskSummary `json:"not_evaluated" doc:"Tasks that could not be judged"`
	Degraded     bool          `json:"degraded" doc:"The search engine did not answer; everything was read from the store"`
}

// MatchGroup is one of the four groups of verdicts.
type MatchGroup struct {
	Group string  `json:"group" doc:"fits_now, fits_if, missing or left_out"`
	Count int     `json:"count" doc:"Size of the group"`
	Items []Match `json:"items" doc:"The best of it; of left_out the nearest misses"`
}

// Limit is what one hard limit costs.
type Limit struct {
	Limit   string `json:"limit"`
	LeftOut int    `json:"left_out" doc:"How many tasks it leaves out"`
	Returns int    `json:"returns" doc:"How many of these would not be left out without it"`
}

// MatchesInput asks for a client's match list.
type MatchesInput struct {
	ID      marketplace.ID `path:"id" maxLength:"64"`
	Shown   int            `query:"shown" minimum:"1" maximum:"200" doc:"Matches of each group; 20 when left out"`
	LeftOut bool           `query:"left_out" default:"true" doc:"Judge what the limits leave out as well, and count what each limit costs; without it the list is quicker and has three groups"`
}

// Matches lists the tasks that fit a client, with reasons.
func (h Discovery) Matches(ctx context.Context, in *MatchesInput) (*Answer[MatchList], error) {
	options := discovery.MatchOptions{Shown: in.Shown, LeftOut: in.LeftOut}
	m, err := h.Service.Matches(ctx, web.ActorFrom(ctx), in.ID, options)
	if err != nil {
		return nil, err
	}
	row := listed(h.Bundle.In(voice(ctx)))
	return answer(MatchList{
		Client: string(m.Client), Profile: m.Profile, Saved: m.ProfileSaved.String(), Rules: m.Rules, At: m.At.String(), Judged: m.Judged,
		Groups: each(m.Groups, func(g discovery.Group) MatchGroup {
			return MatchGroup{Group: g.Key, Count: g.Count, Items: each(g.Items, row)}
		}),
		Limits:       each(m.Limits, func(l discovery.Limit) Limit { return Limit(l) }),
		NotEvaluated: each(m.NotEvaluated, summary), Degraded: m.Degraded,
	}, nil)
}

// MatchInput names a client and a task.
type MatchInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Task marketplace.ID `path:"task" maxLength:"64"`
}

// Match reads one verdict in full.
func (h Discovery) Match(ctx context.Context, in *MatchInput) (*Answer[Match], error) {
	m, err := h.Service.Match(ctx, web.ActorFrom(ctx), in.ID, in.Task)
	return answer(match(h.Bundle.In(voice(ctx)), m), err)
}

// Candidate is one of the caller's own clients for a task.
type Candidate struct {
	Client  string  `json:"client"`
	Name    string  `json:"name"`
	Code    string  `json:"code"`
	Profile int     `json:"profile" doc:"Number of the profile's version; 0: nothing was asked yet"`
	Verdict Verdict `json:"verdict"`
}

// CandidateGroup is one of the four groups of verdicts.
type CandidateGroup struct {
	Group string      `json:"group" doc:"fits_now, fits_if, missing or left_out"`
	Items []Candidate `json:"items" doc:"Best first"`
}

// CandidateList are the caller's own active clients for one task.
type CandidateList struct {
	Task         TaskSummary      `json:"task"`
	Rules        string           `json:"rules"`
	Groups       []CandidateGroup `json:"groups" doc:"All four, best first"`
	NotEvaluated []string         `json:"not_evaluated" doc:"Clients whose judging failed"`
}

// Candidates lists the caller's own clients for a task.
func (h Discovery) Candidates(ctx context.Context, in *ByID) (*Answer[CandidateList], error) {
	c, err := h.Service.Candidates(ctx, web.ActorFrom(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	lang := h.Bundle.In(voice(ctx))
	row := func(c discovery.Candidate) Candidate {
		return Candidate{Client: string(c.Client), Name: c.Name, Code: c.Code, Profile: c.Profile, Verdict: verdict(lang, c.Verdict)}
	}
	return answer(CandidateList{
		Task: summary(c.Task), Rules: c.Rules, NotEvaluated: texts(c.NotEvaluated),
		Groups: each(c.Groups, func(g discovery.CandidateGroup) CandidateGroup {
			return CandidateGroup{Group: g.Key, Items: each(g.Items, row)}
		}),
	}, nil)
}

// SearchInput is what somebody searches published tasks for. Every part may be left out.
type SearchInput struct {
	Words       string   `query:"words" maxLength:"500"`
	Forms       []string `query:"forms" maxItems:"50" doc:"Any of; keys separated by commas"`
	Regions     []string `query:"regions" maxItems:"50" doc:"Any of; by name"`
	Municipals  []string `query:"municipalities" maxItems:"50" doc:"Any of; by name"`
	Shifts      []string `query:"shifts" maxItems:"50" doc:"Only these"`
	Access      []string `query:"access" maxItems:"50" doc:"All of"`
	Adaptations []string `query:"adaptations" maxItems:"50" doc:"All of"`
	NotHazards  []string `query:"not_hazards" maxItems:"50" doc:"None of"`
	HoursFrom   int      `query:"hours_from" minimum:"0" maximum:"10080" doc:"Minutes a week"`
	HoursTo     int      `query:"hours_to" minimum:"0" maximum:"10080" doc:"Minutes a week"`
	Postal      string   `query:"postal" maxLength:"5"`
	Kilometres  int      `query:"kilometres" minimum:"1" maximum:"500" doc:"Within so many kilometres of postal; any distance when left out"`
	Sort        string   `query:"sort" enum:"words,posted,distance"`
	Offset      int      `query:"offset" minimum:"0" maximum:"10000"`
	Limit       int      `query:"limit" minimum:"1" maximum:"100" doc:"20 when left out"`
}

// Found is the result of a search.
type Found struct {
	Items    []TaskSummary             `json:"items"`
	Total    int                       `json:"total"`
	Facets   map[string]map[string]int `json:"facets" doc:"form, region, municipality, shift, access: value and count"`
	Relax    []Relax                   `json:"relax" doc:"When nothing was found: which filter to let go of"`
	Degraded bool                      `json:"degraded" doc:"The search engine did not answer; found by reading the store"`
}

// Relax is one filter with what would be found without it.
type Relax struct {
	Filter string `json:"filter"`
	Total  int    `json:"total"`
}

// Search searches published tasks.
func (h Discovery) Search(ctx context.Context, in *SearchInput) (*Answer[Found], error) {
	f, err := h.Service.Search(ctx, web.ActorFrom(ctx), discovery.Query{
		Words: in.Words, Forms: in.Forms, Regions: in.Regions, Municipals: in.Municipals, Shifts: in.Shifts, Access: in.Access,
		Adaptations: in.Adaptations, NotHazards: in.NotHazards, HoursFrom: in.HoursFrom, HoursTo: in.HoursTo, Postal: in.Postal,
		Kilometres: in.Kilometres, Sort: search.Sort(in.Sort), Offset: in.Offset, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	return answer(Found{
		Items: each(f.Items, summary), Total: f.Total, Facets: f.Facets, Degraded: f.Degraded,
		Relax: each(f.Relax, func(r discovery.Relax) Relax { return Relax(r) }),
	}, nil)
}
