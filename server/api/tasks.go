package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/web"
)

// Tasks serves employers' tasks.
type Tasks struct {
	Service *task.Service
	Bundle  *i18n.Bundle
}

// TaskContent is what an employer fills in about a task. What is left out is not told.
type TaskContent struct {
	Title        string              `json:"title,omitempty" doc:"At most 120 characters"`
	Summary      string              `json:"summary,omitempty" doc:"At most 4,000 characters"`
	Lang         string              `json:"lang,omitempty" doc:"Language of the texts: fi, sv or en"`
	Steps        []task.Step         `json:"steps,omitempty" maxItems:"200" doc:"The everyday tasks that it is made of; minutes a week, 0 for not told"`
	Occupation   string              `json:"occupation,omitempty" doc:"ESCO occupation id"`
	ESCOSkills   []string            `json:"esco_skills,omitempty" maxItems:"200" doc:"ESCO skill ids that the task uses, at most 30"`
	Demands      []matching.Demand   `json:"demands,omitempty" maxItems:"200" doc:"At most one for each dimension of the scale, level 0 to 5"`
	Hazards      matching.Choice     `json:"hazards,omitzero" doc:"Keys of the list hazard; asked without values says that there are none"`
	Allergens    matching.Choice     `json:"allergens,omitzero"`
	Certificates []string            `json:"certificates,omitempty" maxItems:"200" doc:"That must be held"`
	WeekMinutes  matching.Window     `json:"week_minutes,omitzero" doc:"Working time, minutes a week"`
	DayMinutes   int                 `json:"day_minutes,omitempty"`
	Weekdays     matching.Choice     `json:"weekdays,omitzero"`
	Shifts       matching.Choice     `json:"shifts,omitzero"`
	Place        task.Place          `json:"place,omitzero"`
	Adaptations  []string            `json:"adaptations,omitempty" maxItems:"200" doc:"Offered"`
	Support      int                 `json:"support,omitempty" doc:"Support the place gives, 0 none to 3 daily"`
	Forms        []string            `json:"forms,omitempty" maxItems:"200" doc:"Work form routes offered"`
	Interests    *matching.Interests `json:"interests,omitempty" doc:"Realistic, investigative, artistic, social, enterprising, conventional; 0 to 1"`
	Places       int                 `json:"places,omitempty" doc:"Open places, 1 to 200"`
	Pay          task.Pay            `json:"pay,omitzero" doc:"kind: none, hour, month or agreement"`
	Start        string              `json:"start,omitempty" doc:"First day, 2026-11-23; left out for at once"`
}

// Task is one task of an employer.
type Task struct {
	ID        string `json:"id"`
	Org       string `json:"org"`
	Employer  string `json:"employer"`
	Status    string `json:"status" doc:"draft, published or closed"`
	Revision  int64  `json:"revision" doc:"The ETag"`
	Created   string `json:"created"`
	Published string `json:"published,omitempty"`
	Changed   string `json:"changed"`
	TaskContent
}

func (c TaskContent) value() task.Task {
	return task.Task{
		Title: c.Title, Summary: c.Summary, Lang: c.Lang, Steps: c.Steps, Occupation: c.Occupation, ESCOSkills: c.ESCOSkills, Demands: c.Demands,
		Hazards: c.Hazards, Allergens: c.Allergens, Certificates: c.Certificates, WeekMinutes: c.WeekMinutes, DayMinutes: c.DayMinutes,
		Weekdays: c.Weekdays, Shifts: c.Shifts, Place: c.Place, Adaptations: c.Adaptations, Support: c.Support, Forms: c.Forms,
		Interests: c.Interests, Places: c.Places, Pay: c.Pay, Start: marketplace.Date(c.Start),
	}
}

func taskContent(t task.Task) TaskContent {
	return TaskContent{
		Title: t.Title, Summary: t.Summary, Lang: t.Lang, Steps: t.Steps, Occupation: t.Occupation, ESCOSkills: t.ESCOSkills, Demands: t.Demands,
		Hazards: t.Hazards, Allergens: t.Allergens, Certificates: t.Certificates, WeekMinutes: t.WeekMinutes, DayMinutes: t.DayMinutes,
		Weekdays: t.Weekdays, Shifts: t.Shifts, Place: t.Place, Adaptations: t.Adaptations, Support: t.Support, Forms: t.Forms,
		Interests: t.Interests, Places: t.Places, Pay: t.Pay, Start: string(t.Start),
	}
}

func taskShown(e task.Entry) Task {
	t := e.Value
	return Task{
		ID: string(t.ID), Org: string(t.Org), Employer: t.Employer, Status: string(t.Status), Revision: e.Rev,
		Created: t.Created.String(), Published: t.Published.String(), Changed: t.Changed.String(), TaskContent: taskContent(t),
	}
}

// TaskAnswer is a task with its revision.
type TaskAnswer struct {
	ETag string `header:"ETag" doc:"The revision; give it in If-Match to change the task"`
	Body Task
}

func taskAnswer(e task.Entry, err error) (*TaskAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &TaskAnswer{ETag: ETag(e.Rev), Body: taskShown(e)}, nil
}

// TaskInput is a new task.
type TaskInput struct{ Body TaskContent }

// Create saves a draft.
func (h Tasks) Create(ctx context.Context, in *TaskInput) (*TaskAnswer, error) {
	return taskAnswer(h.Service.Create(ctx, web.ActorFrom(ctx), in.Body.value()))
}

// Get reads one task.
func (h Tasks) Get(ctx context.Context, in *ByID) (*TaskAnswer, error) {
	return taskAnswer(h.Service.Get(ctx, web.ActorFrom(ctx), in.ID))
}

// TaskUpdate is a changed task.
type TaskUpdate struct {
	ID marketplace.ID `path:"id" maxLength:"64"`
	IfMatch
	Body TaskContent
}

// Update saves a changed task over the revision in If-Match.
func (h Tasks) Update(ctx context.Context, in *TaskUpdate) (*TaskAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return taskAnswer(h.Service.Update(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// Publish shows a draft to everybody who is signed in.
func (h Tasks) Publish(ctx context.Context, in *ByID) (*TaskAnswer, error) {
	return taskAnswer(h.Service.Publish(ctx, web.ActorFrom(ctx), in.ID))
}

// Close takes a task out of every list.
func (h Tasks) Close(ctx context.Context, in *ByID) (*TaskAnswer, error) {
	return taskAnswer(h.Service.Close(ctx, web.ActorFrom(ctx), in.ID))
}

// Reopen publishes a closed task again.
func (h Tasks) Reopen(ctx context.Context, in *ByID) (*TaskAnswer, error) {
	return taskAnswer(h.Service.Reopen(ctx, web.ActorFrom(ctx), in.ID))
}

// Published lists the published tasks of everybody, newest first.
func (h Tasks) Published(ctx context.Context, in *Paging) (*Page[Task], error) {
	list, err := h.Service.Published(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return Paged(in, list, taskShown), nil
}

// MineInput asks for the tasks of the caller's organisation.
type MineInput struct {
	Paging
	Status string `query:"status" enum:"draft,published,closed"`
}

// Mine lists the tasks of the caller's organisation.
func (h Tasks) Mine(ctx context.Context, in *MineInput) (*Page[Task], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), task.Status(in.Status), in.Page())
	if err != nil {
		return nil, err
	}
	return Paged(&in.Paging, list, taskShown), nil
}
