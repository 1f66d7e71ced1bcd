package carvings

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves carvings and their catalogue.
type Handlers struct {
	Service *carving.Service
	Bundle  *i18n.Bundle
}

// Duty is one everyday task of somebody's week.
type Duty struct {
	Key     string `json:"key,omitempty" maxLength:"20" doc:"Within the carving; left out for a new one"`
	Name    string `json:"name,omitempty"`
	Often   string `json:"often,omitempty" doc:"daily, weekly, monthly or seldom"`
	Minutes int    `json:"minutes,omitempty" doc:"A week, on average; 0 for not told"`
	Who     string `json:"who,omitempty" doc:"Does it now: a role or a team, not a name"`
	Mark    string `json:"mark,omitempty" doc:"expertise (needs the staff's own), somebody (could be somebody else's) or undone; left out until sorted"`
	Type    string `json:"type,omitempty" doc:"Of the catalogue; none for of no type; left out to be recognised by the name"`
	Job     string `json:"job,omitempty" maxLength:"20" doc:"Key of the job that it is in"`
}

// CarvedJob is a tailored job, or an order for a crew.
type CarvedJob struct {
	Key         string            `json:"key,omitempty" maxLength:"20"`
	Title       string            `json:"title,omitempty"`
	Summary     string            `json:"summary,omitempty"`
	Route       string            `json:"route,omitempty" doc:"open_job, gig, wage_subsidy, work_trial or crew"`
	People      int               `json:"people,omitempty" doc:"How many share it; 1 when left out"`
	Postal      string            `json:"postal,omitempty"`
	Checked     bool              `json:"checked,omitempty" doc:"What follows was gone through; until then the catalogue fills in what it can, and hazards and allergens are not told"`
	Demands     []matching.Demand `json:"demands,omitempty" maxItems:"200"`
	Hazards     matching.Choice   `json:"hazards,omitzero"`
	Allergens   matching.Choice   `json:"allergens,omitzero"`
	Adaptations []string          `json:"adaptations,omitempty" maxItems:"200"`
}

// CarvingContent is what is filled in.
type CarvingContent struct {
	Title     string      `json:"title,omitempty" doc:"The place or team"`
	Lang      string      `json:"lang,omitempty" doc:"Of the texts: fi, sv or en"`
	Sector    string      `json:"sector,omitempty"`
	Duties    []Duty      `json:"duties,omitempty" maxItems:"200"`
	Jobs      []CarvedJob `json:"jobs,omitempty" maxItems:"200"`
	HourCents int64       `json:"hour_cents,omitempty" doc:"What an hour of the staff costs"`
}

func (c CarvingContent) value() carving.Content {
	out := carving.Content{Title: c.Title, Lang: c.Lang, Sector: c.Sector, HourCents: c.HourCents}
	for _, d := range c.Duties {
		out.Duties = append(out.Duties, carving.Duty{
			Key: d.Key, Name: d.Name, Often: carving.Often(d.Often), Minutes: d.Minutes, Who: d.Who, Mark: carving.Mark(d.Mark), Type: d.Type, Job: d.Job,
		})
	}
	for _, j := range c.Jobs {
		out.Jobs = append(out.Jobs, carving.Job{
			Key: j.Key, Title: j.Title, Summary: j.Summary, Route: carving.Route(j.Route), People: j.People, Postal: j.Postal,
			Checked: j.Checked, Demands: j.Demands, Hazards: j.Hazards, Allergens: j.Allergens, Adaptations: j.Adaptations,
		})
	}
	return out
}

func content(c carving.Content) CarvingContent {
	return CarvingContent{
		Title: c.Title, Lang: c.Lang, Sector: c.Sector, HourCents: c.HourCents,
		Duties: api.Each(c.Duties, func(d carving.Duty) Duty {
			return Duty{Key: d.Key, Name: d.Name, Often: string(d.Often), Minutes: d.Minutes, Who: d.Who, Mark: string(d.Mark), Type: d.Type, Job: d.Job}
		}),
		Jobs: api.Each(c.Jobs, func(j carving.Job) CarvedJob {
			return CarvedJob{
				Key: j.Key, Title: j.Title, Summary: j.Summary, Route: string(j.Route), People: j.People, Postal: j.Postal,
				Checked: j.Checked, Demands: j.Demands, Hazards: j.Hazards, Allergens: j.Allergens, Adaptations: j.Adaptations,
			}
		}),
	}
}

// Freed is the time of one person or group that becomes free.
type Freed struct {
	Who     string `json:"who"`
	Minutes int    `json:"minutes" doc:"A week"`
}

// Carving is one carving with what follows from it.
type Carving struct {
	ID       string `json:"id"`
	Org      string `json:"org" doc:"The employer"`
	State    string `json:"state" doc:"prepared, offered, open, asked, helped, finished or abandoned"`
	Revision int64  `json:"revision" doc:"The ETag"`
	CarvingContent
	Freed   []Freed           `json:"freed"`
	Worth   int64             `json:"worth,omitempty" doc:"What that time costs now, cents a week; left out until hour_cents is told"`
	Drafts  map[string]string `json:"drafts,omitempty" doc:"Job → the task made of it"`
	Coach   string            `json:"coach,omitempty" doc:"Who helps, or prepared it"`
	Asked   string            `json:"asked,omitempty" doc:"The coaching provider asked for help, or anybody"`
	Created string            `json:"created"`
	Changed string            `json:"changed"`
}

func shown(e carving.Entry) Carving {
	c := e.Value
	out := Carving{
		ID: string(c.ID), Org: string(c.Org), State: string(c.State), Revision: e.Rev, CarvingContent: content(c.Content),
		Freed: api.Each(c.Freed(), func(f carving.Freed) Freed { return Freed(f) }),
		Coach: string(c.Help.Coach), Asked: string(c.Help.To), Created: c.Created.String(), Changed: c.Changed.String(),
	}
	out.Worth, _ = c.Worth()
	if len(c.Drafts) > 0 {
		out.Drafts = map[string]string{}
		for job, id := range c.Drafts {
			out.Drafts[job] = string(id)
		}
	}
	return out
}

// Answer is a carving with its revision.
type Answer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to change the carving"`
	Body Carving
}

func answer(e carving.Entry, err error) (*Answer, error) {
	if err != nil {
		return nil, err
	}
	return &Answer{ETag: api.ETag(e.Rev), Body: shown(e)}, nil
}

// CarvingInput begins a carving.
type CarvingInput struct{ Body CarvingContent }

// Start begins a carving of the caller's organisation.
func (h Handlers) Start(ctx context.Context, in *CarvingInput) (*Answer, error) {
	return answer(h.Service.Start(ctx, web.ActorFrom(ctx), in.Body.value()))
}

// PreparedCarvingInput begins a carving for an employer.
type PreparedCarvingInput struct {
	Body struct {
		Org marketplace.ID `json:"org" maxLength:"64" doc:"The employer"`
		CarvingContent
	}
}

// Prepare begins a carving that an employer sees when it is offered.
func (h Handlers) Prepare(ctx context.Context, in *PreparedCarvingInput) (*Answer, error) {
	return answer(h.Service.Prepare(ctx, web.ActorFrom(ctx), in.Body.Org, in.Body.value()))
}

// Get reads a carving.
func (h Handlers) Get(ctx context.Context, in *api.ByID) (*Answer, error) {
	return answer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// CarvingUpdate is everything that is filled in.
type CarvingUpdate struct {
	api.ByID
	api.IfMatch
	Body CarvingContent
}

// Save saves a carving over the revision in If-Match.
func (h Handlers) Save(ctx context.Context, in *CarvingUpdate) (*Answer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Service.Save(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// Mine lists the carvings of the caller's organisation.
func (h Handlers) Mine(ctx context.Context, in *api.Paging) (*api.Page[Carving], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, shown), nil
}

// Helping lists what the calling coach prepares, has offered or helps with.
func (h Handlers) Helping(ctx context.Context, in *api.Paging) (*api.Page[Carving], error) {
	list, err := h.Service.Helping(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, shown), nil
}

// Waiting lists what employers ask help for.
func (h Handlers) Waiting(ctx context.Context, _ *api.Nothing) (*api.Answer[[]Carving], error) {
	list, err := h.Service.Waiting(ctx, web.ActorFrom(ctx))
	return api.Reply(api.Each(list, shown), err)
}
