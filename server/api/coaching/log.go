package coaching

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// KnownLine is one thing that is known, for a form.
type KnownLine struct {
	Key    string   `json:"key"`
	Vocab  string   `json:"vocab,omitempty" doc:"What the values are; left out for text"`
	Values []string `json:"values" doc:"Null: not asked, or not known"`
}

// CoachingForm is one form of the service.
type CoachingForm struct {
	ID      string            `json:"id,omitempty"`
	Kind    string            `json:"kind"`
	Number  int               `json:"number" doc:"How often it was saved; 0: not yet, and the values are a proposal"`
	Day     string            `json:"day"`
	Present string            `json:"present,omitempty"`
	Values  map[string]string `json:"values" doc:"By field; left out: not asked"`
	Lines   []KnownLine       `json:"lines" doc:"What was known when it was saved"`
	Now     []KnownLine       `json:"now" doc:"What is known today"`
}

func shownForm(p coaching.Paper, now []coaching.Line) CoachingForm {
	return CoachingForm{
		ID: string(p.ID), Kind: string(p.Kind), Number: p.Number, Day: string(p.Day), Present: p.Present, Values: p.Values,
		Lines: api.Each(p.Lines, shownLine), Now: api.Each(now, shownLine),
	}
}

func shownLine(l coaching.Line) KnownLine {
	return KnownLine{Key: l.Key, Vocab: l.Vocab, Values: l.Values}
}

// FormAnswer is a form with its number.
type FormAnswer struct {
	ETag string `header:"ETag" doc:"The number; give it in If-Match to correct"`
	Body CoachingForm
}

// FormPath names a form of a client.
type FormPath struct {
	ID    marketplace.ID `path:"id" maxLength:"64"`
	Kind  string         `path:"kind" maxLength:"40" doc:"profile, start, support_plan, gig, finish, study_plan, after or final_report"`
	Paper marketplace.ID `query:"paper" maxLength:"64" doc:"Id, for a kind of which there are several; a new one when left out"`
}

// Form reads a form of a client, filled from what is known.
func (h Handlers) Form(ctx context.Context, in *FormPath) (*FormAnswer, error) {
	f, err := h.Service.Form(ctx, web.ActorFrom(ctx), in.ID, form.Kind(in.Kind), in.Paper)
	if err != nil {
		return nil, err
	}
	return &FormAnswer{ETag: api.ETag(int64(f.Paper.Number)), Body: shownForm(f.Paper, f.Now)}, nil
}

// FormInput is what a coach writes into a form.
type FormInput struct {
	FormPath
	api.IfMatch
	Body struct {
		Day     string            `json:"day" doc:"Of the conversation"`
		Present string            `json:"present" doc:"Who was there"`
		Values  map[string]string `json:"values"`
	}
}

// SaveForm saves a form over the number in If-Match ("0" for a new one).
func (h Handlers) SaveForm(ctx context.Context, in *FormInput) (*FormAnswer, error) {
	base, err := in.Revision()
	if err != nil {
		return nil, err
	}
	p, err := h.Service.SavePaper(ctx, web.ActorFrom(ctx), in.ID, form.Kind(in.Kind), in.Paper, int(base), form.Input{
		Day: marketplace.Date(in.Body.Day), Present: in.Body.Present, Values: in.Body.Values,
	})
	if err != nil {
		return nil, err
	}
	return &FormAnswer{ETag: api.ETag(int64(p.Number)), Body: shownForm(p, p.Lines)}, nil
}

// MeetingBody is what a coach writes down about a meeting.
type MeetingBody struct {
	Day          string     `json:"day"`
	Organisation string     `json:"organisation"`
	Firm         string     `json:"firm,omitempty" maxLength:"64" doc:"Id of the organisation, when it is in the service"`
	Met          string     `json:"met,omitempty"`
	Kind         string     `json:"kind" doc:"first, meeting or follow_up"`
	Face         bool       `json:"face,omitempty" doc:"Face to face"`
	Outcome      string     `json:"outcome" doc:"interested, task_found, meets_client, work_agreed, later or no"`
	Need         string     `json:"need,omitempty"`
	Tasks        string     `json:"tasks,omitempty"`
	Minutes      int        `json:"minutes,omitempty"`
	Next         *StepInput `json:"next,omitempty" doc:"A next step; not when correcting"`
}

func (b MeetingBody) input() coaching.MeetingInput {
	return coaching.MeetingInput{
		Day: marketplace.Date(b.Day), Organisation: b.Organisation, Firm: marketplace.ID(b.Firm), Met: b.Met, Kind: b.Kind, Face: b.Face,
		Outcome: b.Outcome, Need: b.Need, Tasks: b.Tasks, Minutes: b.Minutes, Step: b.Next.step(),
	}
}

// EmployerMeeting is a meeting with an employer.
type EmployerMeeting struct {
	ID           string    `json:"id"`
	Revision     int64     `json:"revision" doc:"The ETag"`
	Client       string    `json:"client"`
	Coach        string    `json:"coach"`
	Day          string    `json:"day"`
	Organisation string    `json:"organisation"`
	Firm         string    `json:"firm,omitempty"`
	Met          string    `json:"met,omitempty"`
	Kind         string    `json:"kind"`
	Face         bool      `json:"face"`
	Outcome      string    `json:"outcome"`
	Need         string    `json:"need,omitempty"`
	Tasks        string    `json:"tasks,omitempty"`
	Minutes      int       `json:"minutes"`
	Next         *NextStep `json:"next,omitempty"`
}

func shownMeeting(e store.Entry[coaching.Meeting]) EmployerMeeting {
	m := e.Value
	return EmployerMeeting{
		ID: string(m.ID), Revision: e.Rev, Client: string(m.Client), Coach: string(m.Coach), Day: string(m.Day), Organisation: m.Organisation, Firm: string(m.Firm),
		Met: m.Met, Kind: m.Kind, Face: m.Face, Outcome: m.Outcome, Need: m.Need, Tasks: m.Tasks, Minutes: m.Minutes, Next: shownStep(m.Next),
	}
}

// Meetings lists a client's meetings with employers.
func (h Handlers) Meetings(ctx context.Context, in *api.VersionsInput) (*api.Page[EmployerMeeting], error) {
	list, err := h.Service.Meetings(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shownMeeting), nil
}

// MeetingInput is a meeting of a client.
type MeetingInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body MeetingBody
}

// LogMeeting keeps a meeting with an employer.
func (h Handlers) LogMeeting(ctx context.Context, in *MeetingInput) (*api.Answer[EmployerMeeting], error) {
	m, err := h.Service.Log(ctx, web.ActorFrom(ctx), in.ID, in.Body.input())
	return api.Reply(shownMeeting(store.Entry[coaching.Meeting]{ID: m.ID, Rev: 1, Value: m}), err)
}

// Meeting reads one meeting.
func (h Handlers) Meeting(ctx context.Context, in *api.ByID) (*api.Answer[EmployerMeeting], error) {
	e, err := h.Service.Meeting(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(shownMeeting(e), err)
}

// CourseCorrectInput corrects a meeting.
type CourseCorrectInput struct {
	MeetingInput
	api.IfMatch
}

// CorrectMeeting corrects a meeting over the revision in If-Match.
func (h Handlers) CorrectMeeting(ctx context.Context, in *CourseCorrectInput) (*api.Answer[EmployerMeeting], error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	e, err := h.Service.CorrectMeeting(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.input())
	return api.Reply(shownMeeting(e), err)
}

// CoachingNote is a short note about what was done for a client.
type CoachingNote struct {
	ID        string       `json:"id"`
	Revision  int64        `json:"revision" doc:"The ETag"`
	Client    string       `json:"client"`
	Coach     string       `json:"coach" doc:"Who wrote it, and alone may correct it"`
	Day       string       `json:"day"`
	Kind      string       `json:"kind"`
	Line      string       `json:"line"`
	Minutes   int          `json:"minutes"`
	Next      *NextStep    `json:"next,omitempty"`
	Written   string       `json:"written"`
	Corrected string       `json:"corrected,omitempty" doc:"When it was corrected last"`
	Earlier   []FormerNote `json:"earlier" doc:"What it said before it was corrected, oldest first"`
}

// FormerNote is what a note said before it was corrected.
type FormerNote struct {
	Day     string `json:"day"`
	Kind    string `json:"kind"`
	Line    string `json:"line"`
	Minutes int    `json:"minutes"`
	By      string `json:"by"`
	At      string `json:"at" doc:"When that was written"`
}

func formerNote(f coaching.Former) FormerNote {
	return FormerNote{Day: string(f.Day), Kind: f.Kind, Line: f.Line, Minutes: f.Minutes, By: string(f.By), At: f.At.String()}
}

func shownNote(e store.Entry[coaching.Note]) CoachingNote {
	n := e.Value
	return CoachingNote{
		ID: string(n.ID), Revision: e.Rev, Client: string(n.Client), Coach: string(n.Coach), Day: string(n.Day), Kind: n.Kind, Line: n.Line, Minutes: n.Minutes,
		Next: shownStep(n.Next), Written: n.Written.String(), Corrected: n.Corrected.String(), Earlier: api.Each(n.Earlier, formerNote),
	}
}

// Notes lists the notes about a client.
func (h Handlers) Notes(ctx context.Context, in *api.VersionsInput) (*api.Page[CoachingNote], error) {
	list, err := h.Service.Notes(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shownNote), nil
}

// NoteBody is what a coach writes in a note.
type NoteBody struct {
	Day     string     `json:"day,omitempty" doc:"Today when left out"`
	Kind    string     `json:"kind" doc:"talk, phone, message, workplace, search, network or other"`
	Line    string     `json:"line" doc:"One line; never about health"`
	Minutes int        `json:"minutes,omitempty"`
	Next    *StepInput `json:"next,omitempty" doc:"A next step; not when correcting"`
}

func (b NoteBody) input() coaching.NoteInput {
	return coaching.NoteInput{Day: marketplace.Date(b.Day), Kind: b.Kind, Line: b.Line, Minutes: b.Minutes, Step: b.Next.step()}
}

// NoteInput is a note about a client.
type NoteInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body NoteBody
}

// WriteNote keeps a note.
func (h Handlers) WriteNote(ctx context.Context, in *NoteInput) (*api.Answer[CoachingNote], error) {
	n, err := h.Service.Write(ctx, web.ActorFrom(ctx), in.ID, in.Body.input())
	return api.Reply(shownNote(store.Entry[coaching.Note]{ID: n.ID, Rev: 1, Value: n}), err)
}

// Note reads one note.
func (h Handlers) Note(ctx context.Context, in *api.ByID) (*api.Answer[CoachingNote], error) {
	e, err := h.Service.Note(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(shownNote(e), err)
}

// NoteCorrectInput corrects a note.
type NoteCorrectInput struct {
	NoteInput
	api.IfMatch
}

// CorrectNote corrects a note of the caller's own over the revision in If-Match.
func (h Handlers) CorrectNote(ctx context.Context, in *NoteCorrectInput) (*api.Answer[CoachingNote], error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	e, err := h.Service.CorrectNote(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.input())
	return api.Reply(shownNote(e), err)
}

// ContactsInput is from when to when.
type ContactsInput struct {
	From string `query:"from" required:"true" format:"date" doc:"2026-11-02"`
	To   string `query:"to" required:"true" format:"date" doc:"2026-11-29"`
}

// Contacts are a coach's meetings with employers by week.
type Contacts struct {
	Weeks []ContactWeek `json:"weeks" doc:"Latest first; weeks without a meeting are left out"`
}

// ContactWeek is one week, by its Monday.
type ContactWeek struct {
	Monday   string `json:"monday"`
	Meetings int    `json:"meetings"`
	Faces    int    `json:"faces" doc:"Of them face to face"`
}

// Contacts counts the caller's own meetings with employers.
func (h Handlers) Contacts(ctx context.Context, in *ContactsInput) (*api.Answer[Contacts], error) {
	weeks, err := h.Service.Contacts(ctx, web.ActorFrom(ctx), marketplace.Date(in.From), marketplace.Date(in.To))
	return api.Reply(Contacts{api.Each(weeks, func(w coaching.Week) ContactWeek {
		return ContactWeek{Monday: string(w.Monday), Meetings: w.Meetings, Faces: w.Faces}
	})}, err)
}

// OwnCourse is what a client reads of their own course.
type OwnCourse struct {
	State      string         `json:"state" doc:"none when there is no course"`
	Since      string         `json:"since,omitempty"`
	Next       *NextStep      `json:"next,omitempty"`
	Agreements []Agreement    `json:"agreements"`
	Plan       SearchPlan     `json:"plan"`
	Forms      []CoachingForm `json:"forms" doc:"The plans and reports"`
}

func mineAnswer(m coaching.Mine, err error) (*api.Answer[OwnCourse], error) {
	out := OwnCourse{
		State: string(m.State), Since: string(m.Since), Next: shownStep(m.Next), Agreements: api.Each(m.Agreements, shownAgreement), Plan: shownPlan(m.Plan),
		Forms: api.Each(m.Papers, func(p coaching.Paper) CoachingForm { return shownForm(p, p.Lines) }),
	}
	if out.State == "" {
		out.State = "none"
	}
	return api.Reply(out, err)
}

// Mine reads the client's own course.
func (h Handlers) Mine(ctx context.Context, _ *api.Nothing) (*api.Answer[OwnCourse], error) {
	return mineAnswer(h.Service.Mine(ctx, web.ActorFrom(ctx)))
}

// AgreeInput is the client's yes.
type AgreeInput struct {
	Body struct {
		Number  int    `json:"number" doc:"Of the version that was read"`
		Present string `json:"present" doc:"Who is there: alone, coach, close_one or somebody_else"`
	}
}

// Agree is the client's yes to the agreement.
func (h Handlers) Agree(ctx context.Context, in *AgreeInput) (*api.Answer[OwnCourse], error) {
	return mineAnswer(h.Service.Agree(ctx, web.ActorFrom(ctx), in.Body.Number, consent.Presence(in.Body.Present)))
}

// TalkInput names a version of the agreement.
type TalkInput struct {
	Body struct {
		Number int `json:"number"`
	}
}

// Talk says that the client wants to talk about the agreement first.
func (h Handlers) Talk(ctx context.Context, in *TalkInput) (*api.Answer[OwnCourse], error) {
	return mineAnswer(h.Service.Talk(ctx, web.ActorFrom(ctx), in.Body.Number))
}
