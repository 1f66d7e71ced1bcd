package coaching

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serve the coaching process.
type Handlers struct{ Service *coaching.Service }

// Referral is how a client came to the service.
type Referral struct {
	From     string `json:"from" doc:"Kind of referrer: labour_authority, county_social, health_care, kela, workshop, school, client or other"`
	Name     string `json:"name,omitempty" doc:"Of the referring unit or person"`
	Basis    string `json:"basis,omitempty" doc:"The plan it rests on: employment_plan, activation_plan, multisectoral_plan, client_plan, rehabilitation_plan or none; left out: not asked"`
	Reason   string `json:"reason,omitempty" doc:"Why now; never about health"`
	Wish     string `json:"wish,omitempty" doc:"The client's own wish to work: wants, unsure or not_now; left out: not asked"`
	Scope    string `json:"scope,omitempty" doc:"What the client has allowed to be told back"`
	Received string `json:"received" doc:"2026-11-23"`
	Answered string `json:"answered,omitempty"`
	Taken    bool   `json:"taken"`
	Why      string `json:"why,omitempty" doc:"Why it was not taken"`
}

// Agreement is one version of the cooperation agreement.
type Agreement struct {
	Number  int    `json:"number"`
	Goals   string `json:"goals"`
	Contact string `json:"contact,omitempty"`
	MayTell string `json:"may_tell,omitempty"`
	Ends    string `json:"ends,omitempty"`
	Review  string `json:"review,omitempty"`
	Written string `json:"written"`
	Talk    string `json:"talk,omitempty" doc:"When the client said: I want to talk about it first"`
	Agreed  string `json:"agreed,omitempty" doc:"The day of the yes; left out: not yet"`
	Way     string `json:"way,omitempty" doc:"client: on the client's own pages; together: the coach wrote it down"`
	Present string `json:"present,omitempty"`
}

// SearchPlan is the job-search plan.
type SearchPlan struct {
	Number    int          `json:"number" doc:"How often it was saved; the ETag"`
	Goals     []string     `json:"goals"`
	Employers []string     `json:"employers"`
	Steps     []SearchStep `json:"steps"`
	Present   string       `json:"present,omitempty"`
}

// SearchStep is one thing to do.
type SearchStep struct {
	Text string `json:"text"`
	Due  string `json:"due" doc:"2026-11-23"`
	Who  string `json:"who" doc:"coach, client or together"`
	Done string `json:"done,omitempty" doc:"The day it was done; left out: not yet"`
}

// NextStep is what comes next.
type NextStep struct {
	Key   string `json:"key,omitempty" doc:"One of the program's own steps, or text"`
	Text  string `json:"text,omitempty"`
	Due   string `json:"due"`
	Owner string `json:"owner" doc:"coach, client or together"`
}

// PhaseMove is one move between states.
type PhaseMove struct {
	From   string   `json:"from"`
	To     string   `json:"to"`
	Unmet  []string `json:"unmet" doc:"Criteria that did not hold"`
	Reason string   `json:"reason,omitempty"`
	On     string   `json:"on"`
}

// PhaseCriterion is one thing that a phase asks for.
type PhaseCriterion struct {
	Key   string `json:"key"`
	Phase string `json:"phase"`
	Entry bool   `json:"entry" doc:"Asked before the phase begins; otherwise before it is left"`
	Holds bool   `json:"holds"`
	From  string `json:"from" doc:"Where it is known from"`
	On    string `json:"on,omitempty"`
}

// Course is the process of a client.
type Course struct {
	ID           string           `json:"id"`
	State        string           `json:"state" doc:"received, engagement, profiling, finding, employer, support, ended or declined; none when no referral has come in"`
	Since        string           `json:"since,omitempty"`
	Referral     Referral         `json:"referral"`
	Agreements   []Agreement      `json:"agreements" doc:"Oldest first"`
	Plan         SearchPlan       `json:"plan"`
	Papers       []PaperSummary   `json:"papers"`
	Moves        []PhaseMove      `json:"moves" doc:"Oldest first"`
	Next         *NextStep        `json:"next,omitempty" doc:"Never left out while the course is open"`
	Criteria     []PhaseCriterion `json:"criteria" doc:"Of every phase"`
	FirstContact struct {
		Due  string `json:"due,omitempty"`
		Met  string `json:"met,omitempty"`
		Rule string `json:"rule,omitempty"`
	} `json:"first_contact" doc:"Until when the first meeting with an employer is due, and when it was"`
}

// PaperSummary is one form that was filled in.
type PaperSummary struct {
	ID     string `json:"id"`
	Kind   string `json:"kind"`
	Number int    `json:"number"`
	Day    string `json:"day"`
}

func shownReferral(r coaching.Referral) Referral {
	return Referral{
		From: r.From, Name: r.Name, Basis: r.Basis, Reason: r.Reason, Wish: r.Wish, Scope: r.Scope, Received: string(r.Received),
		Answered: string(r.Answered), Taken: r.Taken, Why: r.Why,
	}
}

func shownAgreement(a coaching.Agreement) Agreement {
	return Agreement{
		Number: a.Number, Goals: a.Goals, Contact: a.Contact, MayTell: a.MayTell, Ends: a.Ends, Review: string(a.Review), Written: a.Written.String(),
		Talk: a.Talk.String(), Agreed: string(a.Agreed), Way: a.Way, Present: a.Present,
	}
}

func shownPlan(p coaching.Plan) SearchPlan {
	return SearchPlan{
		Number: p.Number, Goals: api.Each(p.Goals, same), Employers: api.Each(p.Employers, same), Present: p.Present,
		Steps: api.Each(p.Steps, func(s coaching.PlanStep) SearchStep {
			return SearchStep{Text: s.Text, Due: string(s.Due), Who: string(s.Who), Done: string(s.Done)}
		}),
	}
}

func same(s string) string { return s }

func shownStep(s coaching.Step) *NextStep {
	if !s.Good() {
		return nil
	}
	return &NextStep{Key: s.Key, Text: s.Text, Due: string(s.Due), Owner: string(s.Owner)}
}

func shownCourse(c coaching.Course, k *coaching.Known) Course {
	out := Course{
		ID: string(c.ID), State: string(c.State), Referral: shownReferral(c.Referral), Agreements: api.Each(c.Agreements, shownAgreement),
		Plan: shownPlan(c.Plan), Next: shownStep(c.Next), Criteria: []PhaseCriterion{}, Since: string(c.Since()),
		Papers: api.Each(c.Papers, func(p coaching.Paper) PaperSummary {
			return PaperSummary{ID: string(p.ID), Kind: string(p.Kind), Number: p.Number, Day: string(p.Day)}
		}),
		Moves: api.Each(c.Moves, func(m coaching.Move) PhaseMove {
			return PhaseMove{From: string(m.From), To: string(m.To), Unmet: api.Each(m.Unmet, same), Reason: m.Reason, On: string(m.On)}
		}),
	}
	if c.ID == "" {
		out.State = "none"
	}
	if k == nil {
		return out
	}
	for _, phase := range coaching.Phases() {
		out.Criteria = append(out.Criteria, api.Each(c.Criteria(phase, *k), func(one coaching.Criterion) PhaseCriterion {
			return PhaseCriterion{Key: one.Key, Phase: string(one.Phase), Entry: one.Entry, Holds: one.Holds, From: one.From, On: string(one.On)}
		})...)
	}
	if first := c.FirstContact(*k); first.Due != "" {
		out.FirstContact.Due, out.FirstContact.Met, out.FirstContact.Rule = string(first.Due), string(first.Met), coaching.FirstContactRule
	}
	return out
}

func courseAnswer(c coaching.Course, err error) (*api.Answer[Course], error) {
	return api.Reply(shownCourse(c, nil), err)
}

// Course reads where a client's process stands.
func (h Handlers) Course(ctx context.Context, in *api.ByID) (*api.Answer[Course], error) {
	v, err := h.Service.View(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(shownCourse(v.Course, &v.Known), err)
}

// ReferralInput is what a coach writes down about a referral.
type ReferralInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		From     string `json:"from"`
		Name     string `json:"name,omitempty"`
		Basis    string `json:"basis,omitempty"`
		Reason   string `json:"reason,omitempty"`
		Wish     string `json:"wish,omitempty"`
		Scope    string `json:"scope,omitempty"`
		Received string `json:"received" doc:"2026-11-23"`
	}
}

func (in *ReferralInput) referral() coaching.Referral {
	b := in.Body
	return coaching.Referral{From: b.From, Name: b.Name, Basis: b.Basis, Reason: b.Reason, Wish: b.Wish, Scope: b.Scope, Received: marketplace.Date(b.Received)}
}

// Receive writes down that a referral came in, and opens a course.
func (h Handlers) Receive(ctx context.Context, in *ReferralInput) (*api.Answer[Course], error) {
	return courseAnswer(h.Service.Receive(ctx, web.ActorFrom(ctx), in.ID, in.referral()))
}

// Correct corrects what was written down about a referral.
func (h Handlers) Correct(ctx context.Context, in *ReferralInput) (*api.Answer[Course], error) {
	return courseAnswer(h.Service.CorrectReferral(ctx, web.ActorFrom(ctx), in.ID, in.referral()))
}

// CourseReplyInput is the answer to a referral.
type CourseReplyInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Taken bool   `json:"taken"`
		Day   string `json:"day,omitempty" doc:"Today when left out"`
		Why   string `json:"why,omitempty" doc:"Needed when it is not taken"`
	}
}

// Answer takes a referral or does not.
func (h Handlers) Answer(ctx context.Context, in *CourseReplyInput) (*api.Answer[Course], error) {
	r := coaching.Reply{Taken: in.Body.Taken, Day: marketplace.Date(in.Body.Day), Why: in.Body.Why}
	return courseAnswer(h.Service.Answer(ctx, web.ActorFrom(ctx), in.ID, r))
}

// MoveInput is where a course goes.
type MoveInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		To     string `json:"to" doc:"engagement, profiling, finding, employer, support or ended"`
		Reason string `json:"reason,omitempty" doc:"Needed for an unmet criterion, a way back and an early end"`
	}
}

// Move takes a course on, back, or to its end.
func (h Handlers) Move(ctx context.Context, in *MoveInput) (*api.Answer[Course], error) {
	return courseAnswer(h.Service.Move(ctx, web.ActorFrom(ctx), in.ID, coaching.State(in.Body.To), in.Body.Reason))
}

// StepInput is a next step.
type StepInput struct {
	Text  string `json:"text"`
	Due   string `json:"due" doc:"2026-11-23, from today on"`
	Owner string `json:"owner,omitempty" doc:"coach (when left out), client or together"`
}

func (in *StepInput) step() *coaching.StepInput {
	if in == nil {
		return nil
	}
	return &coaching.StepInput{Text: in.Text, Due: marketplace.Date(in.Due), Owner: coaching.Owner(in.Owner)}
}

// NextInput says what comes next.
type NextInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body StepInput
}

// SetNext says what comes next.
func (h Handlers) SetNext(ctx context.Context, in *NextInput) (*api.Answer[Course], error) {
	return courseAnswer(h.Service.SetNext(ctx, web.ActorFrom(ctx), in.ID, *in.Body.step()))
}

// CoursePlanInput is the job-search plan.
type CoursePlanInput struct {
	api.IfMatch
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Goals     []string     `json:"goals"`
		Employers []string     `json:"employers,omitempty"`
		Steps     []SearchStep `json:"steps,omitempty"`
		Present   string       `json:"present,omitempty"`
	}
}

// SavePlan saves the job-search plan over the number in If-Match ("0" for the first).
func (h Handlers) SavePlan(ctx context.Context, in *CoursePlanInput) (*api.Answer[Course], error) {
	base, err := in.Revision()
	if err != nil {
		return nil, err
	}
	p := coaching.Plan{Goals: in.Body.Goals, Employers: in.Body.Employers, Present: in.Body.Present}
	for _, s := range in.Body.Steps {
		p.Steps = append(p.Steps, coaching.PlanStep{Text: s.Text, Due: marketplace.Date(s.Due), Who: coaching.Owner(s.Who), Done: marketplace.Date(s.Done)})
	}
	return courseAnswer(h.Service.SavePlan(ctx, web.ActorFrom(ctx), in.ID, int(base), p))
}

// AgreementInput is the next version of the agreement.
type AgreementInput struct {
	api.IfMatch
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Goals   string `json:"goals"`
		Contact string `json:"contact,omitempty"`
		MayTell string `json:"may_tell,omitempty"`
		Ends    string `json:"ends,omitempty"`
		Review  string `json:"review,omitempty"`
	}
}

// Propose writes the next version of the agreement over the number of versions in If-Match.
func (h Handlers) Propose(ctx context.Context, in *AgreementInput) (*api.Answer[Course], error) {
	base, err := in.Revision()
	if err != nil {
		return nil, err
	}
	b := in.Body
	text := coaching.AgreementText{Goals: b.Goals, Contact: b.Contact, MayTell: b.MayTell, Ends: b.Ends, Review: marketplace.Date(b.Review)}
	return courseAnswer(h.Service.Propose(ctx, web.ActorFrom(ctx), in.ID, int(base), text))
}

// ConfirmAgreementInput says that a version was agreed together.
type ConfirmAgreementInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Number  int    `json:"number"`
		Present string `json:"present" doc:"Who was there"`
		Day     string `json:"day"`
	}
}

// Confirm writes down that a version was agreed together.
func (h Handlers) Confirm(ctx context.Context, in *ConfirmAgreementInput) (*api.Answer[Course], error) {
	return courseAnswer(h.Service.Confirm(ctx, web.ActorFrom(ctx), in.ID, in.Body.Number, in.Body.Present, marketplace.Date(in.Body.Day)))
}
