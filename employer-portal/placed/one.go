package placed

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/server/auth"
)

// getOne is one placement with everything about it, for the coach.
func (r *request) getOne() error { return r.showOne(nil) }

// showOne shows it, with what is wrong with what was asked for.
func (r *request) showOne(bad []marketplace.FieldError) error {
	e, err := r.one()
	if err != nil {
		return err
	}
	p := e.Value
	c, err := r.Profiles.Client(r.Ctx, r.Actor, p.Client)
	if err != nil {
		return err
	}
	s := r.speak()
	page := &view.Placed{Base: r.Base(p.Terms.Title), Heading: p.Terms.Title, State: s.state(p.State), Tone: tone(p.State), Lead: []string{c.Name + ", " + r.org(p.Employer)}}
	page.Back = &view.Link{Text: r.T("placed.list"), Href: placementsPath(c.ID)}
	page.Parts = append(page.Parts, r.nextPart(p), r.gatesPart(p), r.termsPart(p), r.planPart(p), r.visitsPart(p))
	if p.Terms.Form == "gig" {
		page.Parts = append(page.Parts, r.jobsPart(p))
	}
	if p.Ending != nil {
		page.Parts = append(page.Parts, r.endPart(p))
	}
	if len(bad) == 0 {
		return r.Show(page)
	}
	for _, e := range bad {
		page.Problems = append(page.Problems, r.problem(p, e))
	}
	return r.Wrong(page)
}

// problem is what stands in the way of a move, with where it is mended: a part of this page, or a field of another.
func (r *request) problem(p placement.Placement, e marketplace.FieldError) view.Problem {
	named, text := labels(r.groups(view.NewForm(r.Lang, url.Values{}, nil)))[e.Field], r.Lang.Field(e)
	switch {
	case e.Field == "plan":
		return view.Problem{Text: r.T("placed.plan") + ": " + text, Href: onePath(p.ID) + "/plan"}
	case e.Field == "agreement":
		return view.Problem{Text: r.T("placed.agreement") + ": " + text, Field: "terms"}
	case e.Field == "state":
		return view.Problem{Text: text, Field: "jobs"}
	case named == "":
		return view.Problem{Text: text}
	case waitsForName(p, e):
		return view.Problem{Text: named + ": " + text, Field: "gates"}
	}
	return view.Problem{Text: named + ": " + text, Href: onePath(p.ID) + "/edit#" + view.FieldID(e.Field)}
}

// waitsForName says whether a mistake is a gate that somebody can take responsibility for on this page.
func waitsForName(p placement.Placement, e marketplace.FieldError) bool {
	return slices.ContainsFunc(p.Findings, func(f gate.Finding) bool {
		return f.Result == gate.Approval && f.Field == e.Field && f.Rule == e.Args["rule"] && e.Key == "placement.gate."+f.Todo
	})
}

// button is a form of one button that makes a move.
func (r *request) button(p placement.Placement, what string) view.Post {
	return view.Post{Action: onePath(p.ID) + "/do", Text: r.T("placed.do." + what), CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{"what": what}}
}

// nextPart says where it stands and what comes next.
func (r *request) nextPart(p placement.Placement) view.PlacedPart {
	part := view.PlacedPart{ID: "next", Heading: r.T("placed.what_next"), Lines: []string{r.T("placed.now." + string(p.State))}, NoPrint: true}
	if p.Next != "" {
		part.Lines = append(part.Lines, r.T("placed.next", "day", r.Lang.Date(p.Next)))
	}
	way := func(key, path string) {
		part.Ways = append(part.Ways, view.Link{Text: r.T(key), Href: onePath(p.ID) + path})
	}
	do := func(what string) { part.Posts = append(part.Posts, r.button(p, what)) }
	if p.State.Open() {
		if p.Unproposed() && len(p.Standing(gate.Agree)) == 0 {
			do("propose")
		}
		if v, ok := p.Newest(); ok && p.Waiting(placement.CoachParty) {
			b := r.button(p, "yes")
			b.Hidden["version"] = strconv.Itoa(v.Number)
			part.Posts = append(part.Posts, b)
		}
		way("placed.edit", "/edit")
	}
	switch p.State {
	case placement.Agreed:
		if p.Plan != nil {
			do("start")
		}
	case placement.Running:
		do("pause")
	case placement.Paused:
		do("resume")
	case placement.Ended, placement.AfterCare:
		way("placed.care", "/care")
		do("close")
	case placement.Planned, placement.Closed:
	}
	if p.State.Open() {
		way("placed.end", "/end")
	}
	return part
}

// gatesPart is what the law says, with its sources; what stands in the way comes first.
func (r *request) gatesPart(p placement.Placement) view.PlacedPart {
	s := r.speak()
	part := view.PlacedPart{ID: "gates", Heading: r.T("placed.gates"), Lines: []string{r.T("placed.gates.open")}}
	if len(p.Standing(gate.Start)) == 0 {
		part.Lines = []string{r.T("placed.gates.none")}
	}
	shown := map[string]bool{} // rules that are passed, each once
	for _, passed := range []bool{false, true} {
		for _, f := range p.Findings {
			if (f.Result == gate.Pass) != passed || passed && shown[f.Rule] {
				continue
			}
			shown[f.Rule] = true
			g := s.gate(f)
			if a, ok := p.ApprovalOf(f); ok {
				g.Approved = []string{r.T("placed.approved", "who", r.person(p.Org, a.By), "day", r.Say.Day(a.At), "reason", a.Reason)}
			} else if f.Result == gate.Approval && p.State.Open() {
				g.Approve = &view.Link{Text: r.T("placed.approve"), Note: g.Text, Href: onePath(p.ID) + "/approve?key=" + url.QueryEscape(f.Key)}
			}
			part.Gates = append(part.Gates, g)
		}
	}
	return part
}

// termsPart is the terms, and how the agreement stands.
func (r *request) termsPart(p placement.Placement) view.PlacedPart {
	part := view.PlacedPart{ID: "terms", Heading: r.T("placed.agreement"), Pairs: r.speak().terms(p.Terms)}
	v, ok := p.Newest()
	if !ok {
		part.Lines = []string{r.T("placed.agreement.none")}
		return part
	}
	if p.Unproposed() {
		part.Lines = append(part.Lines, r.T("placed.agreement.unproposed"))
	}
	part.Lines = append(part.Lines, r.T("placed.agreement.version", "n", v.Number, "day", r.Say.Day(v.At)))
	part.Lines = append(part.Lines, r.answers(p, v)...)
	part.Ways = []view.Link{{Text: r.T("placed.agreement.open"), Href: onePath(p.ID) + "/agreement"}}
	return part
}

// answers says who said what to a version, and when.
func (r *request) answers(p placement.Placement, v placement.Version) []string {
	var out []string
	for _, party := range placement.Parties() {
		who, a := r.T("placed.party."+string(party)), "placed.answer.waiting"
		said, ok := p.AnswerOf(v, party)
		if ok {
			a = "placed.answer.said_no"
			if said.Yes {
				a = "placed.answer.said_yes"
			}
		}
		out = append(out, r.T(a, "who", who, "day", r.Say.When(said.At)))
	}
	return out
}

func (r *request) planPart(p placement.Placement) view.PlacedPart {
	part := view.PlacedPart{ID: "plan", Heading: r.T("placed.plan")}
	if p.State.Open() {
		part.Ways = []view.Link{{Text: r.T("placed.plan.edit"), Href: onePath(p.ID) + "/plan"}}
	}
	if p.Plan == nil {
		part.Lines = []string{r.T("placed.plan.none")}
		return part
	}
	s := r.speak()
	part.Lines = []string{p.Plan.Goal, r.Say.N("placed.plan.every", p.Plan.Every)}
	if p.Plan.Alarm != "" {
		part.Lines = append(part.Lines, r.T("placed.plan.alarm.is", "text", p.Plan.Alarm))
	}
	if !p.Plan.Fades() {
		part.Lines = append(part.Lines, r.T("placed.plan.does_not_fade"))
	}
	part.Table = s.steps(p.Plan.Steps)
	return part
}

// visitsPart is the follow-up: visits, and what was seen at work.
func (r *request) visitsPart(p placement.Placement) view.PlacedPart {
	part := view.PlacedPart{ID: "visits", Heading: r.T("placed.visits")}
	for i := len(p.Visits) - 1; i >= 0; i-- {
		v := p.Visits[i]
		row := view.PlacedRow{Link: view.Link{Text: r.Lang.Date(v.Date)}, State: r.T("placed.visit." + v.State), Lines: []string{r.where(v) + ", " + r.Lang.Minutes(v.Minutes)}}
		if v.Note != "" {
			row.Lines = append(row.Lines, v.Note)
		}
		if v.State == support.Planned && p.State.Supported() {
			row.Ways = []view.Link{{Text: r.T("placed.visit.settle"), Note: row.Text, Href: onePath(p.ID) + "/visit?visit=" + url.QueryEscape(string(v.ID))}}
		}
		part.Rows = append(part.Rows, row)
	}
	for i := len(p.Observations) - 1; i >= 0; i-- {
		o := p.Observations[i]
		row := view.PlacedRow{Link: view.Link{Text: r.Lang.Word("scale", string(o.Dimension))}, State: r.T("placed.seen"), Lines: []string{o.Seen, r.T("placed.seen.by", "who", r.T("placed.by."+o.SeenBy), "day", r.Lang.Date(o.On))}}
		if o.Level != nil {
			row.Lines = append(row.Lines, r.T("placed.seen.level", "level", *o.Level))
		}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("placed.visits.none")}
	}
	if p.State.Supported() {
		part.Ways = []view.Link{{Text: r.T("placed.visit.new"), Href: onePath(p.ID) + "/visit"}}
	}
	if p.State.Supported() && p.Started != "" {
		part.Ways = append(part.Ways, view.Link{Text: r.T("placed.observe"), Href: onePath(p.ID) + "/observe"})
	}
	return part
}

func (r *request) where(v support.Visit) string {
	if v.OnJob {
		return r.T("placed.visit.on_job")
	}
	return r.T("placed.visit.off_job")
}

func (r *request) jobsPart(p placement.Placement) view.PlacedPart {
	part := view.PlacedPart{ID: "jobs", Heading: r.T("placed.jobs")}
	for _, j := range p.Jobs {
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.speak().job(j)}, State: r.T("placed.job." + j.State)})
		for _, state := range []string{"done", "cancelled"} {
			if j.State == "planned" {
				b := r.button(p, "job_"+state)
				b.Hidden["job"], b.About = string(j.ID), r.Lang.Date(j.Date)
				part.Posts = append(part.Posts, b)
			}
		}
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("placed.jobs.none")}
	}
	if p.State.Open() {
		part.Ways = []view.Link{{Text: r.T("placed.job"), Href: onePath(p.ID) + "/job"}}
	}
	return part
}

func (r *request) endPart(p placement.Placement) view.PlacedPart {
	part := view.PlacedPart{ID: "end", Heading: r.T("placed.ended"), Pairs: []view.Pair{
		{Label: r.T("placed.end.on"), Text: r.Lang.Date(p.Ending.On)}, {Label: r.T("placed.end.reason"), Text: r.T("placed.reason." + string(p.Ending.Reason))},
	}}
	if p.Ending.Lessons != "" {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("placed.end.lessons"), Text: p.Ending.Lessons})
	}
	if p.Care != nil {
		part.Pairs = append(part.Pairs, view.Pair{Label: r.T("placed.care.plan"), Text: p.Care.Plan}, view.Pair{Label: r.T("placed.care.next"), Text: r.Lang.Date(p.Care.Next)})
	}
	return part
}

// getAgreement is the agreement as a document: the terms, what each version changed, who said yes and when.
func (r *request) getAgreement() error {
	e, err := r.one()
	if err != nil {
		return err
	}
	p := e.Value
	v, ok := p.Newest()
	if !ok {
		return r.Redirect(onePath(e.ID), "")
	}
	c, err := r.Profiles.Client(r.Ctx, r.Actor, p.Client)
	if err != nil {
		return err
	}
	page := r.document(p.Versions, v, c.Name, r.org(p.Employer), r.org(p.Org))
	page.Parts[0].Lines = append(page.Parts[0].Lines, r.answers(p, v)...)
	page.Back = &view.Link{Text: p.Terms.Title, Href: onePath(e.ID)}
	return r.Show(page)
}

// document is the newest version of an agreement with the changes before it.
func (r *request) document(all []placement.Version, v placement.Version, client, employer, provider string) *view.Placed {
	s := r.speak()
	page := &view.Placed{Base: r.Base(r.T("placed.agreement")), Heading: r.T("placed.agreement"), Document: true, Lead: []string{v.Terms.Title}}
	page.Parts = []view.PlacedPart{
		{ID: "parties", Heading: r.T("placed.agreement.parties"), Lines: []string{r.T("placed.agreement.version", "n", v.Number, "day", r.Say.Day(v.At))}, Pairs: []view.Pair{
			{Label: r.T("placed.party.client"), Text: client}, {Label: r.T("placed.party.employer"), Text: employer}, {Label: r.T("placed.party.coach"), Text: provider},
		}},
		{ID: "terms", Heading: r.T("placed.agreement.terms"), Pairs: s.terms(v.Terms)},
	}
	for i := len(all) - 1; i > 0; i-- {
		part := view.PlacedPart{ID: "changes-" + strconv.Itoa(all[i].Number), Heading: r.T("placed.changes.version", "n", all[i].Number), Table: s.changes(all[i-1].Terms, all[i].Terms)}
		if all[i].Corrects() {
			part.Lines = []string{r.T("placed.changes.corrects")}
		}
		page.Parts = append(page.Parts, part)
	}
	return page
}
