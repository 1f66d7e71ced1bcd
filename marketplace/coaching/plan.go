package coaching

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// Plan is the job-search plan (työnhakusuunnitelma): what is looked for, where, and who does what until when.
type Plan struct {
	Number    int                 `json:"number"`              // how often it was saved; 0: not written yet
	Goals     []string            `json:"goals,omitempty"`     // what kind of work, at most 10 lines of 200 characters
	Employers []string            `json:"employers,omitempty"` // where to ask, at most 30 lines of 120 characters
	Steps     []PlanStep          `json:"steps,omitempty"`     // at most 30
	Present   string              `json:"present,omitempty"`   // who was there when it was written
	Saved     marketplace.Instant `json:"saved"`
	By        marketplace.ID      `json:"by,omitempty"`
}

// PlanStep is one thing to do.
type PlanStep struct {
	Text string           `json:"text"` // at most 200 characters
	Due  marketplace.Date `json:"due"`
	Who  Owner            `json:"who"`
	Done marketplace.Date `json:"done,omitempty"` // the day it was done; empty: not yet
}

// checked gives the plan in its stored form, or what is wrong with it. Empty lines and steps are left out.
func (p Plan) checked(today marketplace.Date) (Plan, error) {
	var f check.Fields
	p.Goals, p.Employers, p.Present = lines(p.Goals), lines(p.Employers), check.Line(p.Present)
	f.Need("goals", len(p.Goals) > 0)
	f.Lines("goals", p.Goals, 10, 200)
	f.Lines("employers", p.Employers, 30, 120)
	f.Text("present", p.Present, 200)
	f.Count("steps", len(p.Steps), 30)
	steps := []PlanStep{}
	for i, s := range p.Steps {
		if s.Text = check.Line(s.Text); s.Text == "" && s.Due == "" && s.Done == "" {
			continue
		}
		s.check(&f, check.At("steps", i), today)
		steps = append(steps, s)
	}
	p.Steps = steps
	return p, marketplace.InvalidFields(f.Errors())
}

func (s PlanStep) check(f *check.Fields, at string, today marketplace.Date) {
	f.Need(at+".text", s.Text != "")
	f.Text(at+".text", s.Text, 200)
	f.OneOf(at+".who", string(s.Who), owners()...)
	f.Need(at+".due", s.Due != "")
	f.Date(at+".due", s.Due)
	if s.Done != "" {
		form.Past(f, at+".done", s.Done, today)
	}
}

// Written says whether the plan says what is looked for and what is done first.
func (p Plan) Written() bool { return p.Number > 0 && len(p.Goals) > 0 && len(p.Steps) > 0 }

// lines are lines in their stored form without the empty ones.
func lines(list []string) []string {
	out := []string{}
	for _, l := range list {
		if l = check.Line(l); l != "" {
			out = append(out, l)
		}
	}
	return out
}

func owners() []string {
	var out []string
	for _, o := range Owners() {
		out = append(out, string(o))
	}
	return out
}

// StepInput is a next step as somebody agrees on it.
type StepInput struct {
	Text  string           `json:"text"` // at most 200 characters
	Due   marketplace.Date `json:"due"`  // from today on
	Owner Owner            `json:"owner"`
}

// check gives the step in its stored form; the names of its fields begin with a prefix.
func (in StepInput) check(f *check.Fields, prefix string, today marketplace.Date) StepInput {
	in.Text = check.Line(in.Text)
	f.Need(prefix+"text", in.Text != "")
	f.Text(prefix+"text", in.Text, 200)
	form.Ahead(f, prefix+"due", in.Due, today)
	if in.Owner == "" {
		in.Owner = "coach"
	}
	f.OneOf(prefix+"owner", string(in.Owner), owners()...)
	return in
}
