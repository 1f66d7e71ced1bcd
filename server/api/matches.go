package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/choice"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/web"
)

// Discovery serves match lists, candidates and the search.
type Discovery struct {
	Service *discovery.Service
	Finder  *find.Finder
	Choices *choice.Service
	Bundle  *i18n.Bundle
	Rules   *rule.Book
	Clock   marketplace.Clock
}

// speaker says verdicts in one language, with the rules of one day.
type speaker struct {
	i18n.Lang
	rules *rule.Book
	on    marketplace.Date
}

func (h Discovery) speaker(ctx context.Context) speaker {
	return speaker{h.Bundle.In(voice(ctx)), h.Rules, today(h.Clock)}
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

// Summary is a published task as lists show it.
func Summary(t task.Task) TaskSummary {
	return TaskSummary{ID: string(t.ID), Title: t.Title, Employer: t.Employer, Postal: t.Place.Postal, Places: t.Places, Start: string(t.Start)}
}

func match(say speaker, m discovery.Match) Match {
	return Match{Client: string(m.Client), Profile: m.Profile, Task: Summary(m.Task), Verdict: verdict(say, m.Verdict)}
}

// listed is a match without the comparison demand by demand, which the match by itself has.
func listed(say speaker) func(discovery.Match) Match {
	return func(m discovery.Match) Match {
		m.Verdict.Lines = nil
		return match(say, m)
	}
}

// MatchList is a client's match list.
type MatchList struct {
	Client       string        `json:"client"`
	Profile      int           `json:"profile" doc:"Number of the profile's version; 0: nothing was asked yet"`
	Saved        string        `json:"saved,omitempty" doc:"When that version was saved"`
	Rules        string        `json:"rules" doc:"Version of the rules that judged"`
	At           string        `json:"at"`
	Ranking      string        `json:"ranking" doc:"The record of this list, for choosing from it"`
	Judged       int           `json:"judged" doc:"How many tasks were judged"`
	Groups       []MatchGroup  `json:"groups" doc:"The best first; left_out only when asked for"`
	Limits       []Limit       `json:"limits" doc:"What each hard limit costs, the most expensive first; only with left_out"`
	NotEvaluated []TaskSummary `json:"not_evaluated" doc:"Tasks that could not be judged"`
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
	row := listed(h.speaker(ctx))
	return Reply(MatchList{
		Client: string(m.Client), Profile: m.Profile, Saved: m.ProfileSaved.String(), Rules: m.Rules, At: m.At.String(), Ranking: string(m.Ranking), Judged: m.Judged,
		Groups: Each(m.Groups, func(g discovery.Group) MatchGroup {
			return MatchGroup{Group: g.Key, Count: g.Count, Items: Each(g.Items, row)}
		}),
		Limits:       Each(m.Limits, func(l discovery.Limit) Limit { return Limit(l) }),
		NotEvaluated: Each(m.NotEvaluated, Summary),
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
	return Reply(match(h.speaker(ctx), m), err)
}

// Candidate is one of the caller's own clients for a task.
type Candidate struct {
	Client  string  `json:"client"`
	Name    string  `json:"name"`
	Code    string  `json:"code"`
	Profile int     `json:"profile" doc:"Number of the profile's version; 0: nothing was asked yet"`
	Choice  string  `json:"choice" doc:"What was chosen about the task for the client: open, kept or dismissed"`
	Reason  string  `json:"reason,omitempty" doc:"Of the choice"`
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
	c, err := h.Choices.Candidates(ctx, web.ActorFrom(ctx), in.ID)
	if err != nil {
		return nil, err
	}
	say := h.speaker(ctx)
	row := func(of discovery.Candidate) Candidate {
		out := Candidate{
			Client: string(of.Client), Name: of.Name, Code: of.Code, Profile: of.Profile, Choice: string(choice.Open), Verdict: verdict(say, of.Verdict),
		}
		if made, ok := c.Choices[of.Client]; ok {
			out.Choice, out.Reason = string(made.State), string(made.Reason)
		}
		return out
	}
	return Reply(CandidateList{
		Task: Summary(c.Task), Rules: c.Rules, NotEvaluated: check.Words(c.NotEvaluated),
		Groups: Each(c.Groups, func(g discovery.CandidateGroup) CandidateGroup {
			return CandidateGroup{Group: g.Key, Items: Each(g.Items, row)}
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
	f, err := h.Finder.Search(ctx, web.ActorFrom(ctx), find.Query{
		Words: in.Words, Forms: in.Forms, Regions: in.Regions, Municipals: in.Municipals, Shifts: in.Shifts, Access: in.Access,
		Adaptations: in.Adaptations, NotHazards: in.NotHazards, HoursFrom: in.HoursFrom, HoursTo: in.HoursTo, Postal: in.Postal,
		Kilometres: in.Kilometres, Sort: search.Sort(in.Sort), Offset: in.Offset, Limit: in.Limit,
	})
	if err != nil {
		return nil, err
	}
	return Reply(Found{
		Items: Each(f.Items, Summary), Total: f.Total, Facets: f.Facets, Degraded: f.Degraded,
		Relax: Each(f.Relax, func(r find.Relax) Relax { return Relax(r) }),
	}, nil)
}
