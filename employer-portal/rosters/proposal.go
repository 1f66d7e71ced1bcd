package rosters

import (
	"maps"
	"slices"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/marketplace/roster/propose"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

func (r *request) postPropose() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Proposals.Propose(r.Ctx, r.Actor, r.monday(), revision(v))
	return r.done(err, "roster_proposed")
}

func (r *request) postAccept() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Proposals.Accept(r.Ctx, r.Actor, r.monday(), revision(v))
	return r.done(err, "roster_accepted")
}

func (r *request) postPublish() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	_, err = r.Rosters.Publish(r.Ctx, r.Actor, r.monday(), revision(v))
	return r.done(err, "roster_published")
}

// done goes back to the week, or shows it with what stands in the way.
func (r *request) done(err error, done string) error {
	if err == nil {
		return r.Redirect(weekPath(r.monday()), done)
	}
	e := marketplace.AsError(err)
	errs, err := stale(err)
	if err != nil {
		return err
	}
	w, err := r.look()
	if err != nil {
		return err
	}
	if e.Kind == marketplace.Conflict && len(e.Fields) > 0 {
		errs = e.Fields
	}
	return r.Wrong(r.weekPage(w, w.values(), errs))
}

// proposed is what is said of the proposal as a whole; nil when there is none.
func (r *request) proposed(w week) *RosterProposal {
	p := w.proposal
	switch {
	case p == nil:
		return nil
	case p.Failed:
		return &RosterProposal{Lead: r.Lang.T("roster.no_proposal")}
	}
	out := &RosterProposal{Lead: r.T("roster.proposal.good")}
	switch {
	case p.Gap.Known && p.Gap.Most == 0:
		out.Lead = r.T("roster.proposal.best")
	case p.Gap.Known:
		out.Lead = r.T("roster.proposal.above", "percent", r.Lang.Percent(p.Gap.Most))
	}
	for _, d := range p.Dropped {
		f := roster.Fault{Finding: verdict.Finding{Key: d.Key, Args: d.Args}}
		out.Dropped = append(out.Dropped, r.say(w, f))
	}
	return out
}

// propose puts what is proposed for a shift beside it.
func (r *request) propose(w week, s roster.Shift, out *RosterShift) {
	if w.proposal == nil || w.proposal.Failed {
		return
	}
	for _, st := range w.proposal.Shifts {
		if st.Shift != s.ID {
			continue
		}
		for _, id := range st.Members {
			out.Proposed = append(out.Proposed, RosterReason{Name: w.name(id), Why: r.reasons(w, s.ID, id)})
		}
		for _, id := range st.Leaders {
			out.Proposed = append(out.Proposed, RosterReason{Name: r.T("roster.leads", "name", w.name(id))})
		}
	}
	for _, v := range w.proposal.Vacancies {
		if v.Shift == s.ID {
			out.Notes = append(out.Notes, r.vacancy(v)...)
		}
	}
}

// reasons say why somebody is proposed, the strongest first.
func (r *request) reasons(w week, shift, member marketplace.ID) (out []string) {
	i := slices.IndexFunc(w.proposal.Reasons, func(x propose.Reason) bool { return x.Shift == shift && x.Member == member })
	if i < 0 {
		return nil
	}
	x := w.proposal.Reasons[i]
	for _, said := range []struct {
		is  bool
		key string
	}{{x.Kept, "kept"}, {x.Wished, "wished"}, {x.Knows, "knows"}} {
		if said.is {
			out = append(out, r.T("roster.because."+said.key))
		}
	}
	if !x.Kept {
		out = append(out, r.T("roster.because.hours", "minutes", x.Minutes, "target", x.Target, "got", x.Got, "weeks", x.Weeks))
	}
	if x.Unmet > 1 {
		out = append(out, r.T("roster.because.unmet", "n", x.Unmet))
	}
	switch {
	case x.Kept:
	case x.Free == 0:
		out = append(out, r.T("roster.because.only"))
	case x.Other != "":
		out = append(out, r.T("roster.because.other", "name", w.name(x.Other)))
	}
	return out
}

// vacancy says which seats a proposal leaves empty, and what keeps others out by count.
func (r *request) vacancy(v propose.Vacancy) (out []string) {
	if v.Seats > 0 {
		out = append(out, r.Say.N("roster.vacant", v.Seats))
	}
	if v.Leaders > 0 {
		out = append(out, r.Say.N("roster.vacant.leaders", v.Leaders))
	}
	counts := map[string]int{}
	for key, n := range v.Blocked {
		counts[r.why(key)] += n
	}
	var why []string
	for _, word := range slices.Sorted(maps.Keys(counts)) {
		why = append(why, r.T("roster.vacant.count", "why", word, "n", counts[word]))
	}
	if len(why) > 0 && v.Seats > 0 {
		out = append(out, r.T("roster.vacant.why", "why", strings.Join(why, ", ")))
	}
	return out
}

// replace shows who would come instead of somebody, with what is to be saved.
func (r *request) replace(w week, away string) error {
	shift, who, _ := strings.Cut(away, " ")
	found, err := r.Proposals.Replace(r.Ctx, r.Actor, r.monday(), marketplace.ID(shift), marketplace.ID(who))
	if err != nil {
		return r.done(err, "")
	}
	back := weekPath(r.monday())
	page := &RosterReplace{
		Base: r.Base(r.T("roster.replace")), Action: back, Typed: planValuesOf(w.Rev, found.Plan), Submit: r.T("roster.replace.save"),
		Leave: view.Link{Text: r.T("roster.replace.leave"), Href: back}, Result: r.T("roster.replace.good"),
	}
	s, _ := w.Value.Shift(marketplace.ID(shift))
	page.Lead = r.T("roster.replace.lead", "name", w.name(marketplace.ID(who)), "shift", r.shift(w, s))
	for _, c := range found.Changes {
		page.Changes = append(page.Changes, RosterReason{Name: r.change(w, c), Why: r.because(c)})
	}
	if found.Empty > 0 {
		page.Result = r.Say.N("roster.replace.empty", found.Empty)
	}
	page.Back = &view.Link{Text: r.T("roster.back"), Href: back}
	return r.Show(page)
}

func (r *request) change(w week, c propose.Change) string {
	from, _ := w.Value.Shift(c.From)
	to, _ := w.Value.Shift(c.To)
	switch {
	case c.Absent:
		return r.T("roster.replace.absent", "name", w.name(c.Member), "shift", r.shift(w, from))
	case c.From != "" && c.To != "":
		return r.T("roster.replace.moves", "name", w.name(c.Member), "from", r.shift(w, from), "to", r.shift(w, to))
	case c.From != "":
		return r.T("roster.leaves", "name", w.name(c.Member), "shift", r.shift(w, from))
	}
	return r.T("roster.comes", "name", w.name(c.Member), "shift", r.shift(w, to))
}

// because says why a replacement asks somebody, the strongest first.
func (r *request) because(c propose.Change) (out []string) {
	b := c.Why
	if c.Absent || c.To == "" || b == (propose.Because{}) {
		return nil
	}
	if b.Moves {
		out = append(out, r.T("roster.replace.because.moves"))
	}
	if b.Steady {
		out = append(out, r.T("roster.replace.because.steady"))
	}
	if b.Knows > 0 {
		out = append(out, r.Say.N("roster.replace.because.knows", b.Knows))
	}
	if b.Wished {
		out = append(out, r.T("roster.because.wished"))
	}
	if b.Lacks > 0 && !b.Moves {
		out = append(out, r.T("roster.replace.because.lacks", "minutes", b.Lacks))
	}
	switch {
	case b.Moves:
	case b.Alone > 0:
		out = append(out, r.Say.N("roster.replace.because.others", b.Alone))
	default:
		out = append(out, r.T("roster.because.only"))
	}
	return out
}

// planValuesOf are the fields of a plan that is saved by one button.
func planValuesOf(rev int64, p roster.Plan) (out []view.Pair) {
	values := planValues(rev, p.Shifts)
	for _, name := range slices.Sorted(maps.Keys(values)) {
		out = append(out, view.Pair{Label: name, Text: values.Get(name)})
	}
	return out
}
