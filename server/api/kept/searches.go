package kept

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/shortlist"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves saved searches and shortlists.
type Handlers struct {
	Watches    *watch.Service
	Shortlists *shortlist.Service
}

// SearchQuery is what a saved search asks. Every part may be left out; see /search/tasks.
type SearchQuery struct {
	Words       string   `json:"words,omitempty" maxLength:"500"`
	Forms       []string `json:"forms,omitempty" maxItems:"50" doc:"Any of"`
	Regions     []string `json:"regions,omitempty" maxItems:"50" doc:"Any of; by name"`
	Municipals  []string `json:"municipalities,omitempty" maxItems:"50" doc:"Any of; by name"`
	Shifts      []string `json:"shifts,omitempty" maxItems:"50" doc:"Only these"`
	Access      []string `json:"access,omitempty" maxItems:"50" doc:"All of"`
	Adaptations []string `json:"adaptations,omitempty" maxItems:"50" doc:"All of"`
	NotHazards  []string `json:"not_hazards,omitempty" maxItems:"50" doc:"None of"`
	HoursFrom   int      `json:"hours_from,omitempty" doc:"Minutes a week"`
	HoursTo     int      `json:"hours_to,omitempty" doc:"Minutes a week"`
	Postal      string   `json:"postal,omitempty"`
	Kilometres  int      `json:"kilometres,omitempty" doc:"Within so many kilometres of postal, 1 to 500; any distance when left out"`
	Sort        string   `json:"sort,omitempty" doc:"words, posted or distance; for the search page"`
}

func (q SearchQuery) value() find.Query {
	return find.Query{
		Words: q.Words, Forms: q.Forms, Regions: q.Regions, Municipals: q.Municipals, Shifts: q.Shifts, Access: q.Access,
		Adaptations: q.Adaptations, NotHazards: q.NotHazards, HoursFrom: q.HoursFrom, HoursTo: q.HoursTo, Postal: q.Postal,
		Kilometres: q.Kilometres, Sort: search.Sort(q.Sort),
	}
}

func searchQuery(q find.Query) SearchQuery {
	return SearchQuery{
		Words: q.Words, Forms: q.Forms, Regions: q.Regions, Municipals: q.Municipals, Shifts: q.Shifts, Access: q.Access,
		Adaptations: q.Adaptations, NotHazards: q.NotHazards, HoursFrom: q.HoursFrom, HoursTo: q.HoursTo, Postal: q.Postal,
		Kilometres: q.Kilometres, Sort: string(q.Sort),
	}
}

// SearchDraft is what is filled in for a saved search.
type SearchDraft struct {
	Name  string      `json:"name" doc:"At most 80 characters. It stands in letters, so never a client's name"`
	Query SearchQuery `json:"query,omitzero"`
	Told  string      `json:"told" doc:"daily or never"`
}

func (d SearchDraft) value() watch.Draft {
	return watch.Draft{Name: d.Name, Query: d.Query.value(), State: watch.State(d.Told)}
}

// SavedSearch is a search that somebody keeps.
type SavedSearch struct {
	ID       string `json:"id"`
	Revision int64  `json:"revision"`
	SearchDraft
	Due     string   `json:"due,omitempty" doc:"When it is looked through next; left out while nobody is told"`
	News    []string `json:"news" doc:"Tasks that were found and not seen yet, newest first; one that was closed since may be among them"`
	Look    int      `json:"look" doc:"Which look found something last; give it to say that the news has been seen"`
	Created string   `json:"created"`
}

func saved(e watch.Entry) SavedSearch {
	v := e.Value
	return SavedSearch{
		ID: string(e.ID), Revision: e.Rev, SearchDraft: SearchDraft{Name: v.Name, Query: searchQuery(v.Query), Told: string(v.State)},
		Due: v.Due.String(), News: api.Each(v.News(), func(id marketplace.ID) string { return string(id) }), Look: v.Looks, Created: v.Created.String(),
	}
}

// SavedAnswer is a saved search with its revision.
type SavedAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to change the search"`
	Body SavedSearch
}

func savedAnswer(e watch.Entry, err error) (*SavedAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &SavedAnswer{ETag: api.ETag(e.Rev), Body: saved(e)}, nil
}

// SavedSearches are all searches of one person; there are at most twenty.
type SavedSearches struct {
	Items []SavedSearch `json:"items"`
}

// Searches lists one's own saved searches, the newest first.
func (h Handlers) Searches(ctx context.Context, _ *api.Nothing) (*api.Answer[SavedSearches], error) {
	items, err := h.Watches.List(ctx, web.ActorFrom(ctx))
	return api.Reply(SavedSearches{api.Each(items, func(i watch.Item) SavedSearch { return saved(i.Entry) })}, err)
}

// NewSearch is a search to be saved.
type NewSearch struct {
	api.Once
	Body SearchDraft
}

// SaveSearch saves a search.
func (h Handlers) SaveSearch(ctx context.Context, in *NewSearch) (*SavedAnswer, error) {
	if err := keyed(in.Key); err != nil {
		return nil, err
	}
	return savedAnswer(h.Watches.Create(ctx, web.ActorFrom(ctx), in.Key, in.Body.value()))
}

// keyed refuses a request without a key.
func keyed(key string) error {
	if key == "" {
		return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("Idempotency-Key", "field.required")})
	}
	return nil
}

// ReadSearch reads a search of one's own.
func (h Handlers) ReadSearch(ctx context.Context, in *api.ByID) (*SavedAnswer, error) {
	return savedAnswer(h.Watches.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// SearchUpdate changes a saved search.
type SearchUpdate struct {
	api.ByID
	api.IfMatch
	Body SearchDraft
}

// ChangeSearch renames a search, lets it ask something else, pauses or resumes it.
func (h Handlers) ChangeSearch(ctx context.Context, in *SearchUpdate) (*SavedAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return savedAnswer(h.Watches.Change(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// RemoveSearch deletes a search.
func (h Handlers) RemoveSearch(ctx context.Context, in *api.ByID) (*api.Nothing, error) {
	return api.Done(h.Watches.Remove(ctx, web.ActorFrom(ctx), in.ID))
}

// SeenInput says up to which look the news has been seen.
type SeenInput struct {
	api.ByID
	Body struct {
		Look int `json:"look" minimum:"0" doc:"As the search, or its tasks, told it"`
	}
}

// SeeSearch keeps that the news of a search has been seen.
func (h Handlers) SeeSearch(ctx context.Context, in *SeenInput) (*SavedAnswer, error) {
	return savedAnswer(h.Watches.See(ctx, web.ActorFrom(ctx), in.ID, in.Body.Look))
}

// RunInput asks for one page of what a saved search finds now.
type RunInput struct {
	api.ByID
	Offset int `query:"offset" minimum:"0" maximum:"10000"`
	Limit  int `query:"limit" minimum:"1" maximum:"100" doc:"20 when left out"`
}

// SavedHit is a task that a saved search finds.
type SavedHit struct {
	api.TaskSummary
	News bool `json:"news" doc:"Found by a look, and not seen yet"`
}

// SavedHits is one page of what a saved search finds, the newest tasks first.
type SavedHits struct {
	Items    []SavedHit `json:"items"`
	Total    int        `json:"total"`
	Look     int        `json:"look" doc:"Which look found something last; give it to say that the news has been seen"`
	Degraded bool       `json:"degraded" doc:"The search engine did not answer; found by reading the store"`
}

// RunSearch asks a saved search again. News stays news until it is said to be seen.
func (h Handlers) RunSearch(ctx context.Context, in *RunInput) (*api.Answer[SavedHits], error) {
	_, got, err := h.Watches.Run(ctx, web.ActorFrom(ctx), in.ID, in.Limit, in.Offset)
	hit := func(t task.Task) SavedHit { return SavedHit{api.Summary(t), got.News[t.ID]} }
	return api.Reply(SavedHits{api.Each(got.Items, hit), got.Total, got.Look, got.Degraded}, err)
}
