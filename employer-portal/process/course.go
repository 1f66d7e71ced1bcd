package process

import (
	"net/url"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/profile"
)

func (r *request) getCourse() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Coaching.View(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	page := &view.Course{Base: r.Base(r.T("course")), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}}
	page.Back = &page.Client
	path := coursePath(c.ID)
	if v.Course.ID == "" {
		page.Empty = &view.Empty{Heading: r.T("course.none"), Text: r.T("course.none.text"), Action: view.Link{Text: r.T("course.start"), Href: path + "/referral"}}
		return r.Show(page)
	}
	page.State, page.Next, page.First = r.state(v.Course.State), r.next(v.Course.Next, path+"/next"), r.first(v)
	page.Phases, page.Forms, page.Moves, page.Actions = r.phases(v.Course), r.forms(v.Course, form.Kinds()), r.moves(v.Course), r.actions(v.Course)
	return r.Show(page)
}

// actions are what a coach does most often, and what waits.
func (r *request) actions(c coaching.Course) []view.Link {
	path := visit.ClientPath(c.Client)
	var out []view.Link
	switch {
	case c.State == coaching.Received:
		out = append(out, view.Link{Text: r.T("course.answer"), Href: path + "/course/answer"})
	case !c.State.Open():
		return []view.Link{{Text: r.T("course.start"), Href: path + "/course/referral"}}
	}
	return append(out, view.Link{Text: r.T("course.note.new"), Href: path + "/notes/new"}, view.Link{Text: r.T("course.meeting.new"), Href: path + "/meetings/new"},
		view.Link{Text: r.T("course.notes"), Href: path + "/notes"}, view.Link{Text: r.T("course.meetings"), Href: path + "/meetings"})
}

func (r *request) first(v coaching.View) *view.FirstContact {
	first := v.Course.FirstContact(v.Known)
	if first.Due == "" || !v.Course.State.Open() {
		return nil
	}
	out := &view.FirstContact{Text: r.T("course.first.due", "day", r.Lang.Date(first.Due)), Met: first.Met != ""}
	if out.Met {
		out.Text = r.T("course.first.met", "day", r.Lang.Date(first.Met), "due", r.Lang.Date(first.Due))
	}
	if rule, ok := r.Rules.At(coaching.FirstContactRule, v.Known.Today); ok {
		row := r.Say.RuleRow(rule)
		out.Said, out.Section, out.Rule = row.Statement, row.Section+", "+row.Valid+", "+row.Checked+".", row.Link
	}
	return out
}

func (r *request) phases(c coaching.Course) []view.CoursePhase {
	var out []view.CoursePhase
	for _, s := range coaching.Phases() {
		p := view.CoursePhase{Name: r.state(s), About: r.T("course.about." + string(s)), Href: coursePath(c.Client) + "/phases/" + string(s), Current: s == c.State}
		p.State = r.phaseState(c, s)
		out = append(out, p)
	}
	return out
}

func (r *request) phaseState(c coaching.Course, s coaching.State) string {
	been := slices.ContainsFunc(c.Moves, func(m coaching.Move) bool { return m.To == s })
	switch {
	case s == c.State:
		return r.T("course.now", "day", r.Lang.Date(c.Since()))
	case been:
		return r.T("course.been")
	}
	return r.T("course.ahead")
}

func (r *request) moves(c coaching.Course) []view.MoveRow {
	var out []view.MoveRow
	for _, m := range slices.Backward(c.Moves) {
		row := view.MoveRow{Text: r.T("course.move.line", "day", r.Lang.Date(m.On), "from", r.state(m.From), "to", r.state(m.To)), Reason: m.Reason}
		for _, key := range m.Unmet {
			row.Unmet = append(row.Unmet, r.T("course.missing."+key))
		}
		out = append(out, row)
	}
	return out
}

// forms are forms of a course with how each stands.
func (r *request) forms(c coaching.Course, kinds []form.Kind) []view.CourseForm {
	var out []view.CourseForm
	for _, k := range kinds {
		out = append(out, r.form(c, k))
	}
	return out
}

func (r *request) form(c coaching.Course, k form.Kind) view.CourseForm {
	path := coursePath(c.Client)
	out := view.CourseForm{Name: r.kind(k), State: r.T("course.form.none")}
	write, read := view.Link{Text: r.T("course.form.write"), Href: path + "/forms/" + string(k)}, view.Link{Text: r.T("course.form.print"), Href: path + "/print/" + string(k)}
	written := false
	switch k {
	case form.Referral:
		write.Href, written = path+"/referral", true
		out.State = r.T("course.form.saved", "day", r.Lang.Date(c.Referral.Received))
	case form.Agreement:
		write.Href, written = path+"/agreement", len(c.Agreements) > 0
		if written {
			out.State = r.agreed(c.Agreements[len(c.Agreements)-1])
		}
	case form.SearchPlan:
		write.Href, written = path+"/plan", c.Plan.Number > 0
		if written {
			out.State = r.T("course.form.saved", "day", r.Say.Day(c.Plan.Saved))
		}
	case form.Meeting:
		out.State = r.T("course.form.log")
		out.Links = []view.Link{{Text: r.T("course.form.open"), Href: visit.ClientPath(c.Client) + "/meetings"}, {Text: r.T("course.form.add"), Href: visit.ClientPath(c.Client) + "/meetings/new"}}
		return out
	default:
		return r.paperForm(c, k, out)
	}
	out.Links = r.links(c, write, read, written)
	return out
}

// links lead to the form for writing while the course is open, and to the one for reading once it is written.
func (r *request) links(c coaching.Course, write, read view.Link, written bool) []view.Link {
	var out []view.Link
	if written {
		out = append(out, read)
		write.Text = r.T("course.form.change")
	}
	if c.State.Open() {
		out = append(out, write)
	}
	return out
}

func (r *request) paperForm(c coaching.Course, k form.Kind, out view.CourseForm) view.CourseForm {
	d, _ := form.Definition(k)
	path := coursePath(c.Client)
	for _, p := range c.Of(k) {
		query := "?paper=" + url.QueryEscape(string(p.ID))
		out.State = r.T("course.form.saved", "day", r.Lang.Date(p.Day))
		name := r.kind(k) + " " + r.Lang.Date(p.Day)
		read, write := view.Link{Text: r.T("course.form.print"), Href: path + "/print/" + string(k) + query}, view.Link{Href: path + "/forms/" + string(k) + query}
		for _, l := range r.links(c, write, read, true) {
			l.Note = name
			out.Links = append(out.Links, l)
		}
	}
	if n := len(c.Of(k)); d.Repeats && n > 1 {
		out.State = r.Say.N("course.form.several", n)
	}
	if c.State.Open() && (d.Repeats || len(c.Of(k)) == 0) {
		out.Links = append(out.Links, view.Link{Text: r.T("course.form.write"), Href: path + "/forms/" + string(k)})
	}
	return out
}

// phaseOf finds the phase that the address names.
func (r *request) phaseOf(name string) (coaching.State, error) {
	s := coaching.State(r.Param(name))
	if s.Phase() == 0 {
		return "", marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return s, nil
}

// phaseForms are the forms that are usually written in a phase.
func phaseForms(s coaching.State) []form.Kind {
	switch s {
	case coaching.Engagement:
		return []form.Kind{form.Referral, form.Agreement}
	case coaching.Profiling:
		return []form.Kind{form.Profile}
	case coaching.Finding:
		return []form.Kind{form.SearchPlan, form.Meeting}
	case coaching.Employer:
		return []form.Kind{form.Start, form.SupportPlan}
	case coaching.Support:
		return []form.Kind{form.Gig, form.Finish, form.StudyPlan, form.After, form.FinalReport}
	case coaching.Received, coaching.Ended, coaching.Declined:
	}
	return nil
}

func (r *request) getPhase() error {
	s, err := r.phaseOf("phase")
	if err != nil {
		return err
	}
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Coaching.View(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return err
	}
	if v.Course.ID == "" {
		return r.Redirect(coursePath(c.ID), "")
	}
	page := &view.Phase{
		Base: r.Base(r.state(s)), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}, About: r.T("course.about." + string(s)),
		State: r.phaseState(v.Course, s), Forms: r.forms(v.Course, phaseForms(s)), Groups: r.criteria(v, s), Moves: r.ways(v.Course, s),
	}
	page.Back = &view.Link{Text: r.T("course"), Href: coursePath(c.ID)}
	return r.Show(page)
}

func (r *request) criteria(v coaching.View, s coaching.State) []view.CriteriaGroup {
	entry, exit := view.CriteriaGroup{Heading: r.T("course.criteria.entry")}, view.CriteriaGroup{Heading: r.T("course.criteria.exit")}
	for _, one := range v.Course.Criteria(s, v.Known) {
		row := view.CriterionRow{Text: r.T("course.criterion." + one.Key), State: r.T("course.lacks"), Tone: "warm"}
		from := r.T("course.from." + one.From)
		switch {
		case one.Holds && one.On != "":
			row.State, row.Tone, row.Note = r.T("course.holds"), "good", r.T("course.holds_from", "from", from, "day", r.Lang.Date(one.On))
		case one.Holds:
			row.State, row.Tone, row.Note = r.T("course.holds"), "good", r.T("course.known_from", "from", from)
		default:
			row.Note, row.Do = r.T("course.missing."+one.Key), r.mend(v.Course, one.From)
		}
		if one.Entry {
			entry.Rows = append(entry.Rows, row)
		} else {
			exit.Rows = append(exit.Rows, row)
		}
	}
	return []view.CriteriaGroup{entry, exit}
}

// mend leads to where what is missing is written down.
func (r *request) mend(c coaching.Course, from string) *view.Link {
	if !c.State.Open() {
		return nil
	}
	to := map[string]string{
		"referral": "/course/referral", "agreement": "/course/agreement", "profile": "/profile", "search_plan": "/course/plan", "meeting": "/meetings/new",
	}[from]
	if from == "referral" && c.State == coaching.Received {
		to = "/course/answer"
	}
	if to == "" {
		to = "/course/forms/" + from
	}
	return &view.Link{Text: r.T("course.mend", "from", r.T("course.from."+from)), Href: visit.ClientPath(c.Client) + to}
}

// ways are the moves that lead out of a phase, from its own page.
func (r *request) ways(c coaching.Course, s coaching.State) []view.Link {
	if c.State != s {
		if event, ok := c.State.To(s); ok && event == coaching.Return {
			return []view.Link{{Text: r.T("course.move.back", "to", r.state(s)), Href: coursePath(c.Client) + "/move/" + string(s)}}
		}
		return nil
	}
	var out []view.Link
	for _, to := range append(coaching.Phases(), coaching.Ended) {
		switch event, _ := s.To(to); event {
		case coaching.Advance:
			out = append(out, view.Link{Text: r.T("course.move.on", "to", r.state(to)), Href: coursePath(c.Client) + "/move/" + string(to)})
		case coaching.End:
			out = append(out, view.Link{Text: r.T("course.move.end"), Href: coursePath(c.Client) + "/move/" + string(to)})
		case coaching.Accept, coaching.Decline, coaching.Return:
		}
	}
	return out
}

func (r *request) movePage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	to := coaching.State(r.Param("to"))
	seen, err := r.Coaching.View(r.Ctx, r.Actor, c.ID)
	if err != nil {
		return nil, err
	}
	if _, ok := seen.Course.State.To(to); (!ok || seen.Course.State == coaching.Received) && len(errs) == 0 {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	title := r.T("course.move.title", "to", r.state(to))
	page := r.edit(c, title, coursePath(c.ID)+"/move/"+url.PathEscape(string(to)), v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Area("reason", "portal.course.move.reason", 4).WithHint(r.T("course.move.reason.hint"))}
	})
	page.Submit, page.KnownTitle = r.T("course.move.submit"), r.T("course.move.unmet")
	for _, key := range seen.Course.Unmet(to, seen.Known) {
		page.Known = append(page.Known, view.Pair{Label: r.T("course.criterion." + key), Text: r.T("course.missing." + key)})
	}
	if page.Intro = r.T("course.move.all_met"); len(page.Known) > 0 {
		page.Intro = r.T("course.move.some_unmet")
	}
	return page, nil
}

func (r *request) getMove() error { return r.open(r.movePage, nil) }

// open shows a form with what it begins with.
func (r *request) open(page func(profile.Client, url.Values, []marketplace.FieldError) (view.Page, error), v url.Values) error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	p, err := page(c, v, nil)
	if err != nil {
		return err
	}
	return r.Show(p)
}

func (r *request) postMove() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		_, err := r.Coaching.Move(r.Ctx, r.Actor, c.ID, coaching.State(r.Param("to")), v.Get("reason"))
		return coursePath(c.ID), "course_moved", err
	}, r.movePage)
}

func (r *request) nextPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	return r.edit(c, r.T("course.next.change"), coursePath(c.ID)+"/next", v, errs, func(f view.Form) []view.Field {
		return r.stepFields(f, "")
	}), nil
}

func (r *request) stepFields(f view.Form, prefix string) []view.Field {
	return []view.Field{
		f.Input(prefix+"text", "portal.course.next.text"),
		f.Date(prefix+"due", "portal.course.next.due").Narrow(),
		f.Select(prefix+"owner", "portal.course.next.owner", f.Keyed("portal.course.owner", owners()...)),
	}
}

func (r *request) getNext() error { return r.open(r.nextPage, url.Values{"owner": {"coach"}}) }

func (r *request) postNext() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		_, err := r.Coaching.SetNext(r.Ctx, r.Actor, c.ID, stepOf(v, ""))
		return coursePath(c.ID), "saved", err
	}, r.nextPage)
}

func stepOf(v url.Values, prefix string) coaching.StepInput {
	return coaching.StepInput{Text: v.Get(prefix + "text"), Due: date(v, prefix+"due"), Owner: coaching.Owner(v.Get(prefix + "owner"))}
}

// agreedStep is the next step of a note or a meeting; nil when nothing was typed about one.
func agreedStep(v url.Values) *coaching.StepInput {
	if strings.TrimSpace(v.Get("step.text")+v.Get("step.due")) == "" {
		return nil
	}
	s := stepOf(v, "step.")
	return &s
}

func date(v url.Values, name string) marketplace.Date {
	return marketplace.Date(strings.TrimSpace(v.Get(name)))
}
