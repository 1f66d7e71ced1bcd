package placed

import (
	"fmt"
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/web"
)

// postDo makes a move of one button.
func (r *request) postDo() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	p, what := r.Placements, v.Get("what")
	switch what {
	case "propose":
		_, err = p.Propose(r.Ctx, r.Actor, id)
	case "yes":
		n, _ := strconv.Atoi(v.Get("version"))
		_, err = p.AgreeAsCoach(r.Ctx, r.Actor, id, placement.Reply{Version: n, Yes: true})
	case "start":
		_, err = p.Begun(r.Ctx, r.Actor, id)
	case "pause":
		_, err = p.Pause(r.Ctx, r.Actor, id)
	case "resume":
		_, err = p.Resume(r.Ctx, r.Actor, id)
	case "close":
		_, err = p.Close(r.Ctx, r.Actor, id)
	case "job_done", "job_cancelled":
		_, err = p.SettleJob(r.Ctx, r.Actor, id, marketplace.ID(v.Get("job")), what[len("job_"):])
	default:
		return r.Redirect(onePath(id), "")
	}
	if err == nil {
		return r.Redirect(onePath(id), "placement_"+what)
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		return r.Redirect(onePath(id), "placement_newer")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.showOne(bad)
}

// small is one of the small forms about a placement.
type small struct {
	key    string // of its messages, and the end of its address
	done   string
	start  func(placement.Placement) url.Values
	fields func(view.Form) []view.Field
	save   func(placement.Placement, *reader) error
	hidden []string
	gates  func(url.Values) []view.Gate // what the form is about; nil: nothing
}

func (r *request) smallPage(e placement.Entry, s small, v url.Values, bad []marketplace.FieldError) *view.Single {
	page := r.Single("placed."+s.key, onePath(e.ID)+"/"+s.key, v, bad, s.fields)
	for _, name := range s.hidden {
		page.Hidden[name] = v.Get(name)
	}
	if s.gates != nil {
		page.Gates = s.gates(v)
	}
	page.Back = &view.Link{Text: e.Value.Terms.Title, Href: onePath(e.ID)}
	return page
}

func (r *request) getSmall(s small) error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v := url.Values{}
	if s.start != nil {
		v = s.start(e.Value)
	}
	return r.Show(r.smallPage(e, s, v, nil))
}

func (r *request) postSmall(s small) error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	in := &reader{Values: v}
	err = s.save(e.Value, in)
	if len(in.bad) == 0 && err == nil {
		return r.Redirect(onePath(e.ID), s.done)
	}
	if len(in.bad) == 0 {
		if in.bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	page := r.smallPage(e, s, v, in.bad)
	page.Gates = append(page.Gates, r.speak().refused(in.bad)...)
	return r.Wrong(page)
}

func (r *request) approval() small {
	return small{
		key: "approve", done: "placement_approved", hidden: []string{"key"},
		start: func(placement.Placement) url.Values {
			key, _ := web.Query(r.C, "key")
			return url.Values{"key": {key}}
		},
		gates: r.gateOf,
		fields: func(f view.Form) []view.Field {
			return []view.Field{f.Area("reason", label+"approve_reason", 4)}
		},
		save: func(p placement.Placement, in *reader) error {
			_, err := r.Placements.Approve(r.Ctx, r.Actor, p.ID, in.text("key"), in.text("reason"))
			return err
		},
	}
}

// gateOf is the finding of the placement that the form names; nothing when there is none any more.
func (r *request) gateOf(v url.Values) []view.Gate {
	e, err := r.one()
	if err != nil {
		return nil
	}
	for _, f := range e.Value.Findings {
		if f.Key == v.Get("key") {
			return []view.Gate{r.speak().gate(f)}
		}
	}
	return nil
}

func (r *request) getApprove() error  { return r.getSmall(r.approval()) }
func (r *request) postApprove() error { return r.postSmall(r.approval()) }

func (r *request) visiting() small {
	return small{
		key: "visit", done: "placement_visit", hidden: []string{"visit"},
		start: func(p placement.Placement) url.Values {
			id, _ := web.Query(r.C, "visit")
			for _, v := range p.Visits {
				if string(v.ID) == id && id != "" {
					return url.Values{"visit": {id}, "date": {string(v.Date)}, "minutes": {whole(v.Minutes)}, "on_job": {placeOf(v)}, "state": {support.Held}}
				}
			}
			return url.Values{"on_job": {"on_job"}, "state": {support.Planned}, "minutes": {"60"}}
		},
		fields: func(f view.Form) []view.Field {
			states := []string{support.Planned, support.Held}
			if f.Values.Get("visit") != "" {
				states = append(states, support.Cancelled)
			}
			return []view.Field{
				f.Date("date", label+"date").Narrow(), f.Input("minutes", label+"minutes").Narrow(), f.Radios("on_job", label+"on_job", f.Keyed("portal.placed.visit", "on_job", "off_job")),
				f.Radios("state", label+"state", f.Keyed("portal.placed.visit", states...)), f.Area("note", label+"note", 4).WithHint(r.T("placed.f.note.hint")),
			}
		},
		save: func(p placement.Placement, in *reader) error {
			v := support.Visit{Date: in.date("date"), Minutes: in.number("minutes"), OnJob: in.Get("on_job") == "on_job", State: in.text("state"), Note: in.Get("note")}
			if len(in.bad) > 0 {
				return nil
			}
			var err error
			if id := in.text("visit"); id != "" {
				_, err = r.Placements.ChangeVisit(r.Ctx, r.Actor, p.ID, marketplace.ID(id), v)
			} else {
				_, err = r.Placements.AddVisit(r.Ctx, r.Actor, p.ID, v)
			}
			return err
		},
	}
}

func placeOf(v support.Visit) string {
	if v.OnJob {
		return "on_job"
	}
	return "off_job"
}

func (r *request) getVisit() error  { return r.getSmall(r.visiting()) }
func (r *request) postVisit() error { return r.postSmall(r.visiting()) }

func (r *request) observing() small {
	return small{
		key: "observe", done: "placement_observed",
		start: func(placement.Placement) url.Values {
			return url.Values{"on": {string(r.Placements.Today())}, "seen_by": {support.Coach}}
		},
		fields: func(f view.Form) []view.Field {
			choose := []view.Option{{Text: r.T("placed.choose")}}
			levels := []view.Option{{Text: r.T("placed.seen.no_level")}}
			for n := 0; n <= 5; n++ {
				levels = append(levels, view.Option{Value: strconv.Itoa(n), Text: r.T("placed.seen.level", "level", n)})
			}
			return []view.Field{
				f.Select("dimension", label+"dimension", append(choose, f.Words("scale")...)), f.Area("seen", label+"seen", 3).WithHint(r.T("placed.f.seen.hint")),
				f.Select("level", label+"level", levels), f.Select("seen_by", label+"seen_by", f.Keyed("portal.placed.by", append([]string{support.Coach}, support.Naturals()...)...)),
				f.Date("on", label+"on").Narrow(),
			}
		},
		save: func(p placement.Placement, in *reader) error {
			o := support.Observation{Dimension: matching.Dimension(in.text("dimension")), Seen: in.Get("seen"), SeenBy: in.text("seen_by"), On: in.date("on")}
			if in.text("level") != "" {
				n := in.number("level")
				o.Level = &n
			}
			if len(in.bad) > 0 {
				return nil
			}
			_, err := r.Placements.Observe(r.Ctx, r.Actor, p.ID, o)
			return err
		},
	}
}

func (r *request) getObserve() error  { return r.getSmall(r.observing()) }
func (r *request) postObserve() error { return r.postSmall(r.observing()) }

func (r *request) shift() small {
	return small{
		key: "job", done: "placement_job",
		fields: func(f view.Form) []view.Field {
			return []view.Field{
				f.Date("date", label+"date").Narrow(), f.Input("from", label+"from").WithHint(r.T("placed.clock.hint")).Narrow(), f.Input("minutes", label+"job_minutes").WithHint(r.T("placed.hours.hint")).Narrow(),
				f.Input("cents", label+"job_cents").Narrow(),
			}
		},
		save: func(p placement.Placement, in *reader) error {
			j := placement.Job{Date: in.date("date"), From: in.clock("from"), Minutes: in.minutes("minutes"), Cents: in.hundredths("cents")}
			if len(in.bad) > 0 {
				return nil
			}
			_, err := r.Placements.AddJob(r.Ctx, r.Actor, p.ID, j)
			return err
		},
	}
}

func (r *request) getJob() error  { return r.getSmall(r.shift()) }
func (r *request) postJob() error { return r.postSmall(r.shift()) }

func (r *request) ending() small {
	return small{
		key: "end", done: "placement_ended",
		start: func(placement.Placement) url.Values { return url.Values{"on": {string(r.Placements.Today())}} },
		fields: func(f view.Form) []view.Field {
			var words []string
			for _, reason := range placement.EndReasons() {
				words = append(words, string(reason))
			}
			return []view.Field{
				f.Radios("reason", label+"end_reason", f.Keyed("portal.placed.reason", words...)), f.Area("lessons", label+"lessons", 4).WithHint(r.T("placed.f.lessons.hint")),
				f.Date("on", label+"end_on").Narrow(),
			}
		},
		save: func(p placement.Placement, in *reader) error {
			_, err := r.Placements.Finish(r.Ctx, r.Actor, p.ID, placement.Ending{Reason: placement.EndReason(in.text("reason")), Lessons: in.Get("lessons"), On: in.date("on")})
			return err
		},
	}
}

func (r *request) getEnd() error  { return r.getSmall(r.ending()) }
func (r *request) postEnd() error { return r.postSmall(r.ending()) }

func (r *request) caring() small {
	return small{
		key: "care", done: "placement_care",
		start: func(p placement.Placement) url.Values {
			if p.Care == nil {
				return url.Values{}
			}
			return url.Values{"plan": {p.Care.Plan}, "next": {string(p.Care.Next)}}
		},
		fields: func(f view.Form) []view.Field {
			return []view.Field{f.Area("plan", label+"care_plan", 4), f.Date("next", label+"care_next").Narrow()}
		},
		save: func(p placement.Placement, in *reader) error {
			_, err := r.Placements.KeepInTouch(r.Ctx, r.Actor, p.ID, placement.CarePlan{Plan: in.Get("plan"), Next: in.date("next")})
			return err
		},
	}
}

func (r *request) getCare() error  { return r.getSmall(r.caring()) }
func (r *request) postCare() error { return r.postSmall(r.caring()) }

func stepFields() []string { return []string{"kind", "by", "from_week", "to_week", "minutes"} }

// planPage is the form of the support plan, with a row for each step.
func (r *request) planPage(e placement.Entry, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	page := &view.PlacedForm{
		Base: r.Base(r.T("placed.plan")), Heading: r.T("placed.plan"), Intro: r.T("placed.plan.lead"), Method: "post", Action: onePath(e.ID) + "/plan", Submit: r.T("placed.save"), Hidden: map[string]string{},
		Groups: []view.FieldGroup{{Fields: []view.Field{
			f.Area("goal", label+"goal", 2), f.Input("every_weeks", label+"every_weeks").Narrow(), f.Area("alarm", label+"alarm", 2),
		}}},
	}
	for i := range form.Rows(v, "steps", stepFields()...) {
		at := fmt.Sprintf("steps[%d].", i)
		choose := []view.Option{{Text: r.T("placed.choose")}}
		kinds := append(choose, f.Keyed("portal.placed.kind", support.Kinds()...)...)
		people := append(choose[:1:1], f.Keyed("portal.placed.by", append([]string{support.Coach}, support.Naturals()...)...)...)
		page.Groups = append(page.Groups, view.FieldGroup{Heading: r.T("placed.plan.step", "n", i+1), Fields: []view.Field{
			f.Select(at+"kind", label+"step_kind", kinds), f.Select(at+"by", label+"step_by", people), f.Input(at+"from_week", label+"from_week").Narrow(),
			f.Input(at+"to_week", label+"to_week").Narrow(), f.Input(at+"minutes", label+"step_minutes").Narrow(),
		}})
	}
	page.Problems = f.Problems(bad, labels(page.Groups))
	page.Back = &view.Link{Text: e.Value.Terms.Title, Href: onePath(e.ID)}
	return page
}

func (r *request) getPlan() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v := url.Values{"every_weeks": {"2"}}
	if p := e.Value.Plan; p != nil {
		v = url.Values{"goal": {p.Goal}, "every_weeks": {whole(p.Every)}, "alarm": {p.Alarm}}
		for i, s := range p.Steps {
			for n, value := range []string{s.Kind, s.By, whole(s.FromWeek), whole(s.ToWeek), whole(s.Minutes)} {
				v.Set(fmt.Sprintf("steps[%d].%s", i, stepFields()[n]), value)
			}
		}
	}
	return r.Show(r.planPage(e, v, nil))
}

func (r *request) postPlan() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	form.Compact(v, "steps", stepFields()...)
	in := reader{Values: v}
	plan := support.Plan{Goal: in.Get("goal"), Alarm: in.Get("alarm"), Every: in.number("every_weeks")}
	for i := range form.Rows(v, "steps", stepFields()...) {
		at := fmt.Sprintf("steps[%d].", i)
		plan.Steps = append(plan.Steps, support.Step{
			Kind: in.text(at + "kind"), By: in.text(at + "by"), FromWeek: in.number(at + "from_week"), ToWeek: in.number(at + "to_week"), Minutes: in.number(at + "minutes"),
		})
	}
	if len(in.bad) == 0 {
		if _, err := r.Placements.SavePlan(r.Ctx, r.Actor, e.ID, plan); err == nil {
			return r.Redirect(onePath(e.ID), "placement_plan")
		} else if in.bad, err = visit.FieldErrors(err); err != nil {
			return err
		}
	}
	return r.Wrong(r.planPage(e, v, in.bad))
}
