package coaching

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching/form"
)

// Criterion is one thing that a phase asks for.
type Criterion struct {
	Key   string           // names it, and what is missing while it does not hold
	Phase State            // the phase that asks
	Entry bool             // asked before the phase begins; otherwise before it is left
	Holds bool             //
	From  string           // where it is known from: referral, agreement, profile, search_plan, meeting, start, support_plan, placement, after or final_report
	On    marketplace.Date // since when it holds, as far as that is known
}

// asked lists what each phase asks for at its beginning and at its end.
func asked(phase State) (entry, exit []string) {
	switch phase {
	case Engagement:
		return []string{"referral_accepted"}, []string{"wish_asked", "agreement_agreed"}
	case Profiling:
		return []string{"agreement_agreed"}, []string{"profile_written", "goal_known", "profile_confirmed"}
	case Finding:
		return []string{"goal_known", "profile_confirmed"}, []string{"plan_written", "employer_met", "work_agreed"}
	case Employer:
		return []string{"work_agreed"}, []string{"telling_agreed", "start_written", "support_planned"}
	case Support:
		return []string{"work_started", "support_planned"}, []string{"after_planned", "report_written"}
	case Received, Ended, Declined:
	}
	return nil, nil
}

// Criteria are what a phase asks for, first at its beginning, then at its end, with which of it holds.
func (c Course) Criteria(phase State, k Known) []Criterion {
	k = c.during(k)
	entry, exit := asked(phase)
	var out []Criterion
	for i, key := range slices.Concat(entry, exit) {
		one := c.criterion(key, k)
		one.Key, one.Phase, one.Entry = key, phase, i < len(entry)
		out = append(out, one)
	}
	return out
}

// Unmet are the keys of what does not hold and is asked for on the way to a state: by the end of the present phase and by
// the beginning of the next. A way back asks for nothing, an end for what the last phase asks for at its end.
func (c Course) Unmet(to State, k Known) []string {
	var keys []string
	switch event, _ := c.State.To(to); event {
	case Advance:
		_, exit := asked(c.State)
		entry, _ := asked(to)
		keys = slices.Concat(exit, entry)
	case End:
		_, keys = asked(Support)
	case Accept, Decline, Return:
	}
	k = c.during(k)
	var out []string
	for _, key := range keys {
		if !c.criterion(key, k).Holds && !slices.Contains(out, key) {
			out = append(out, key)
		}
	}
	return out
}

// since makes a criterion that holds when there is a day.
func since(from string, on marketplace.Date) Criterion {
	return Criterion{From: from, On: on, Holds: on != ""}
}

func holds(from string, yes bool) Criterion { return Criterion{From: from, Holds: yes} }

func (c Course) criterion(key string, k Known) Criterion {
	switch key {
	case "referral_accepted":
		return since("referral", c.Accepted())
	case "wish_asked":
		return holds("referral", c.Referral.Wish != "")
	case "agreement_agreed", "telling_agreed":
		a, _ := c.Agreed()
		if key == "telling_agreed" && a.MayTell == "" {
			return holds("agreement", false)
		}
		return since("agreement", a.Agreed)
	case "profile_written":
		return holds("profile", k.Profile.Number > 0)
	case "profile_confirmed":
		return holds("profile", k.Profile.Confirmed)
	case "goal_known":
		return holds("profile", k.Profile.Content.Goal.Text != "" || len(k.Profile.Content.Goal.Occupations) > 0)
	case "plan_written":
		return holds("search_plan", c.Plan.Written())
	case "employer_met":
		return since("meeting", k.FirstMeeting(c.Referral.Received))
	}
	return c.workCriterion(key, k)
}

// workCriterion is a criterion of the phases in which there is work.
func (c Course) workCriterion(key string, k Known) Criterion {
	switch key {
	case "work_agreed":
		return c.workAgreed(k)
	case "work_started":
		return c.workStarted(k)
	case "start_written":
		return c.paper(form.Start, "start")
	case "support_planned":
		return c.paper(form.SupportPlan, "support_plan")
	case "after_planned":
		return c.paper(form.After, "after")
	case "report_written":
		return c.paper(form.FinalReport, "final_report")
	}
	return Criterion{}
}

func (c Course) paper(k form.Kind, from string) Criterion {
	papers := c.Of(k)
	if len(papers) == 0 {
		return holds(from, false)
	}
	return since(from, papers[len(papers)-1].Day)
}

// workAgreed holds when a placement is known, a start was written down, or an employer said so in a meeting.
func (c Course) workAgreed(k Known) Criterion {
	if p := k.placement(); p.ID != "" {
		return Criterion{From: "placement", On: p.Start, Holds: true}
	}
	if made := c.paper(form.Start, "start"); made.Holds {
		return made
	}
	for _, m := range k.Meetings {
		if m.Outcome == "work_agreed" {
			return since("meeting", m.Day)
		}
	}
	return holds("meeting", false)
}

// workStarted holds when the first day of a placement, or of a start written down, has come.
func (c Course) workStarted(k Known) Criterion {
	for _, p := range k.Placements {
		if p.Start != "" && p.Start <= k.Today {
			return since("placement", p.Start)
		}
	}
	for _, p := range c.Of(form.Start) {
		if from := marketplace.Date(p.Values["from"]); from != "" && from <= k.Today {
			return since("start", from)
		}
	}
	return holds("start", false)
}

// FirstContact says until when the first meeting face to face is due, and when it was. Due is empty when the referral
// was not taken or no rule says so.
type FirstContact struct{ Due, Met marketplace.Date }

// FirstContact is how the course stands with the first meeting of an employer.
func (c Course) FirstContact(k Known) FirstContact {
	out := FirstContact{Met: c.during(k).FirstMeeting(c.Referral.Received)}
	if c.Accepted() != "" && k.FirstDays > 0 {
		out.Due = c.Accepted().AddDays(k.FirstDays)
	}
	return out
}
