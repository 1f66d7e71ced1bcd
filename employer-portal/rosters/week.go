package rosters

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/propose"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/server/auth"
)

// week is everything that the page of a week is made from.
type week struct {
	roster.View
	c        roster.Case
	checker  *roster.Checker
	proposal *propose.Proposal // nil: none, or of another state of the week
}

func (r *request) look() (week, error) {
	e, c, err := r.Rosters.Case(r.Ctx, r.Actor, r.monday())
	if err != nil {
		return week{}, err
	}
	w := week{View: roster.View{Entry: e, Names: c.Names()}, c: c, checker: roster.NewChecker(c)}
	if w.Faults, err = roster.Check(c); err != nil {
		return w, err
	}
	p, err := r.Proposals.Proposal(r.Ctx, r.Actor, r.monday())
	if marketplace.IsKind(err, marketplace.NotFound) {
		return w, nil
	}
	w.proposal = &p
	return w, err
}

// values are the week as the form shows it.
func (w week) values() url.Values {
	var list []roster.Staffing
	for _, s := range w.toCome() {
		list = append(list, roster.Staffing{Shift: s.ID, Members: s.Members, Leaders: s.Leaders, Locked: w.Value.LockedIn(s.ID)})
	}
	return planValues(w.Rev, list)
}

// toCome are the shifts that can still be planned.
func (w week) toCome() []roster.Shift {
	return slices.DeleteFunc(slices.Clone(w.Value.Shifts), func(s roster.Shift) bool { return s.Date < w.c.Today })
}

func (r *request) getWeek() error {
	w, err := r.look()
	if err != nil {
		return err
	}
	return r.Show(r.weekPage(w, w.values(), nil))
}

// postWeek saves what was chosen, says what it would do, or looks for somebody who can come instead.
func (r *request) postWeek() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	w, err := r.look()
	if err != nil {
		return err
	}
	if away := v.Get("away"); away != "" {
		return r.replace(w, away)
	}
	if v.Get("do") == "preview" {
		return r.preview(w, v)
	}
	_, err = r.Rosters.Save(r.Ctx, r.Actor, r.monday(), revision(v), readPlan(v))
	if err == nil {
		return r.Redirect(weekPath(r.monday()), "roster_saved")
	}
	return r.refused(w, v, err)
}

// refused shows what was chosen again, with what stands in its way.
func (r *request) refused(w week, v url.Values, err error) error {
	e := marketplace.AsError(err)
	errs, err := stale(err)
	if err != nil {
		return err
	}
	if e.Kind == marketplace.Conflict && len(e.Fields) > 0 {
		if tried, failed := r.Rosters.Preview(r.Ctx, r.Actor, r.monday(), readPlan(v)); failed == nil {
			w.View = tried
		}
		page := r.weekPage(w, v, nil)
		page.Problems = r.problems(w)
		return r.Wrong(page)
	}
	return r.Wrong(r.weekPage(w, v, errs))
}

// problems are the standing faults of a week, with links to their shifts.
func (r *request) problems(w week) (out []view.Problem) {
	for _, f := range w.Value.Standing(w.Faults) {
		p := view.Problem{Text: r.say(w, f)}
		if i := slices.IndexFunc(w.Value.Shifts, func(s roster.Shift) bool { return s.ID == f.Shift }); i >= 0 {
			p.Field = shiftID(f.Shift)
		}
		out = append(out, p)
	}
	return out
}

// say is a fault in words, with the section of the law that it goes by.
func (r *request) say(w week, f roster.Fault) string {
	key, args := f.Sentence(w.Names)
	text := r.Lang.Render(key, args)
	if f.Section != "" {
		text += " (" + f.Section + ")"
	}
	return text
}

func shiftID(id marketplace.ID) string { return view.FieldID("shift-" + string(id)) }

// preview says what the change would do.
func (r *request) preview(w week, v url.Values) error {
	before := w.Value
	tried, err := r.Rosters.Preview(r.Ctx, r.Actor, r.monday(), readPlan(v))
	if err != nil {
		return r.refused(w, v, err)
	}
	w.View = tried
	page := r.weekPage(w, v, nil)
	effect := &RosterEffect{Heading: r.T("roster.effect"), Result: r.T("roster.effect.good")}
	for _, s := range tried.Value.Shifts {
		was, _ := before.Shift(s.ID)
		effect.Changes = append(effect.Changes, r.moves(w, s, slices.Concat(was.Members, was.Leaders), slices.Concat(s.Members, s.Leaders))...)
	}
	if len(effect.Changes) == 0 {
		effect.Changes = []string{r.T("roster.effect.none")}
	}
	if n := len(tried.Value.Standing(tried.Faults)); n > 0 {
		effect.Result = r.T("roster.effect.bad", "n", n)
	}
	page.Effect = effect
	return r.Show(page)
}

// moves says who leaves and who comes to a shift.
func (r *request) moves(w week, s roster.Shift, before, after []marketplace.ID) (out []string) {
	for _, id := range before {
		if !slices.Contains(after, id) {
			out = append(out, r.T("roster.leaves", "name", w.name(id), "shift", r.shift(w, s)))
		}
	}
	for _, id := range after {
		if !slices.Contains(before, id) {
			out = append(out, r.T("roster.comes", "name", w.name(id), "shift", r.shift(w, s)))
		}
	}
	return out
}

func (w week) name(id marketplace.ID) string {
	if name := w.Names[id]; name != "" {
		return name
	}
	return "?"
}

// shift names a shift: the day, the times and the work.
func (r *request) shift(w week, s roster.Shift) string {
	work, _ := w.Value.WorkOf(s.Order)
	day := r.Scale.Keys("weekday")[w.Value.Monday.DaysTo(s.Date)]
	return r.T("roster.shift", "weekday", r.Lang.Word("weekday", day), "day", r.Lang.Date(s.Date), "from", form.WriteClock(s.From), "to", form.WriteClock(s.To), "title", work.Title)
}

// weekPage is the page of a week with what was chosen.
func (r *request) weekPage(w week, v url.Values, errs []marketplace.FieldError) *Roster {
	monday := w.Value.Monday
	f := view.NewForm(r.Lang, v, errs)
	title := r.T("roster.title", "from", r.Lang.Date(monday), "to", r.Lang.Date(monday.AddDays(6)))
	page := &Roster{
		Base: r.Base(title), Lead: r.T("roster.lead"), Action: weekPath(monday), Hidden: map[string]string{"rev": v.Get("rev")},
		Earlier: view.Link{Text: r.T("roster.earlier"), Href: weekPath(monday.AddDays(-7))}, Later: view.Link{Text: r.T("roster.later"), Href: weekPath(monday.AddDays(7))},
		None: &view.Empty{Heading: r.T("roster.none"), Text: r.T("roster.none.text"), Action: view.Link{Text: r.T("member.list"), Href: membersPath}},
	}
	page.Problems = f.Problems(errs, nil)
	if len(w.Value.Shifts) == 0 {
		return page
	}
	page.None = nil
	n := 0
	for _, s := range w.Value.Shifts {
		if s.Date < w.c.Today {
			page.Shifts = append(page.Shifts, r.worked(w, s))
			continue
		}
		page.Shifts = append(page.Shifts, r.planned(w, f, s, n))
		n++
	}
	page.State = r.state(w)
	page.Posts, page.Proposal = r.posts(w), r.proposed(w)
	if r.Actor.Has(marketplace.RoleOwner) && slices.ContainsFunc(w.Value.Standing(w.Faults), func(f roster.Fault) bool { return f.Verdict == verdict.Review }) {
		reason := f.Area("reason", "portal.roster.reason", 2).WithHint(r.T("roster.reason.hint"))
		page.Reason = &reason
	}
	return page
}

// state says what holds the week up as a whole, who lost a seat, and what an owner has passed.
func (r *request) state(w week) (out []string) {
	for _, f := range w.Faults {
		if f.Shift == "" && w.Value.Stands(f) {
			out = append(out, r.say(w, f))
		}
	}
	for _, v := range w.c.Week.Emptied {
		if s, there := w.Value.Shift(v.Shift); there {
			out = append(out, r.T("roster.emptied", "name", w.name(v.Member), "shift", r.shift(w, s), "why", r.why(v.Why)))
		}
	}
	for _, a := range w.Value.Approvals {
		out = append(out, r.T("roster.approved", "name", r.Colleague(a.By), "day", r.Say.Day(a.At), "reason", a.Reason))
	}
	empty := 0
	for _, s := range w.toCome() {
		empty += max(0, s.Participants-len(s.Members))
	}
	if empty > 0 {
		out = append(out, r.Say.N("roster.empty", empty))
	}
	return out
}

// posts are the buttons for the week as it is saved.
func (r *request) posts(w week) (out []view.Post) {
	button := func(way, key string) {
		out = append(out, view.Post{
			Action: weekPath(w.Value.Monday) + "/" + way, Text: r.T(key), About: r.Lang.Date(w.Value.Monday), CSRF: auth.CSRFFrom(r.Ctx),
			Hidden: map[string]string{"rev": strconv.FormatInt(w.Rev, 10)},
		})
	}
	if len(w.toCome()) == 0 {
		return nil
	}
	if w.proposal != nil && !w.proposal.Failed {
		button("accept", "roster.accept")
	}
	button("propose", "roster.propose")
	if slices.ContainsFunc(w.toCome(), func(s roster.Shift) bool { return !s.Published && len(s.Members) > 0 }) {
		button("publish", "roster.publish")
	}
	return out
}

// worked is a shift of a day that has passed.
func (r *request) worked(w week, s roster.Shift) RosterShift {
	work, _ := w.Value.WorkOf(s.Order)
	out := RosterShift{ID: shiftID(s.ID), Heading: r.shift(w, s), Where: r.where(s, work), State: r.T("roster.past")}
	for _, id := range slices.Concat(s.Members, s.Leaders) {
		out.Worked = append(out.Worked, w.name(id))
	}
	return out
}

func (r *request) where(s roster.Shift, work roster.Work) string {
	return strings.Join(slices.DeleteFunc([]string{r.Firm(s.Buyer), work.Address}, func(s string) bool { return s == "" }), ", ")
}

// planned is a shift to come: a list to choose from for each seat.
func (r *request) planned(w week, f view.Form, s roster.Shift, n int) RosterShift {
	work, _ := w.Value.WorkOf(s.Order)
	at := shiftName(n)
	out := RosterShift{
		ID: shiftID(s.ID), Heading: r.shift(w, s), Where: r.where(s, work), State: r.T("roster.draft"), Fields: map[string]string{at + "id": string(s.ID)},
	}
	if s.Published {
		out.State = r.T("roster.published")
	}
	for _, fault := range w.Faults {
		if fault.Shift == s.ID && w.Value.Stands(fault) {
			out.Faults = append(out.Faults, r.say(w, fault))
		}
	}
	options := r.who(w, s)
	for j := range max(s.Participants, len(s.Members)) {
		name := strconv.Itoa(j)
		who := f.Select(at+"m"+name, "", options)
		who.Label = r.T("roster.seat", "n", j+1)
		lock := f.Checks(at+"l"+name, "portal.roster.lock", []view.Option{{Value: "yes", Text: r.T("roster.lock.yes")}})
		lock.Label = r.T("roster.lock.label", "n", j+1)
		out.Seats = append(out.Seats, RosterSeat{Who: who, Lock: lock})
	}
	leaders := r.leaders(w)
	for j := range max(s.Supervisors, len(s.Leaders)) {
		who := f.Select(at+"g"+strconv.Itoa(j), "", leaders)
		who.Label = r.T("roster.leader", "n", j+1)
		out.Leaders = append(out.Leaders, who)
	}
	saved, _ := w.c.Week.Shift(s.ID)
	for _, id := range slices.Concat(saved.Members, saved.Leaders) {
		out.Away = append(out.Away, RosterAway{Value: string(s.ID) + " " + string(id), Text: r.T("roster.away.who", "name", w.name(id))})
	}
	r.propose(w, s, &out)
	return out
}

// who are the members to choose from for a shift, by name; what keeps somebody out of it alone stands beside the name.
func (r *request) who(w week, s roster.Shift) []view.Option {
	out := []view.Option{{Text: r.T("roster.nobody")}}
	for _, m := range w.byName() {
		text := m.Name
		faults, err := w.checker.Alone(m, s)
		if err == nil {
			if i := slices.IndexFunc(faults, w.Value.Stands); i >= 0 {
				text = r.T("roster.cannot", "name", m.Name, "why", r.why(faults[i].Key))
			}
		}
		out = append(out, view.Option{Value: string(m.ID), Text: text})
	}
	return out
}

func (w week) byName() (out []roster.Member) {
	for _, m := range w.c.Members {
		if !m.Left {
			out = append(out, m)
		}
	}
	slices.SortFunc(out, func(a, b roster.Member) int { return strings.Compare(a.Name+string(a.ID), b.Name+string(b.ID)) })
	return out
}

// why is a fault in a word or two. What a person must not do is told by its sort alone.
func (r *request) why(key string) string {
	if strings.HasPrefix(key, "limit.") {
		key = "limit"
	}
	return r.T("roster.why." + key)
}

func (r *request) leaders(w week) []view.Option {
	out := []view.Option{{Text: r.T("roster.nobody")}}
	for id, name := range w.c.Leaders {
		out = append(out, view.Option{Value: string(id), Text: name})
	}
	slices.SortFunc(out[1:], func(a, b view.Option) int { return strings.Compare(a.Text, b.Text) })
	return out
}
