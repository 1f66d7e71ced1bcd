package process

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/profile"
)

const myCourse = "/my/course"

// getMine is a client's own course: where it stands, what comes next, and what is written.
func (r *request) getMine() error {
	m, err := r.Coaching.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.course")), Heading: r.T("my.course")}
	if m.State == "" {
		page.Empty = r.T("my.course.none")
		return r.Show(page)
	}
	page.Lead = []string{r.T("my.course.state." + string(m.State))}
	if m.Next.Good() {
		page.After = []view.SelkoBlock{{Heading: r.T("my.course.next"), Lines: []string{
			r.step(m.Next), r.T("course.due", "day", r.Lang.Date(m.Next.Due)), r.T("my.course.owner." + string(m.Next.Owner)),
		}}}
	}
	if n := len(m.Agreements); n > 0 {
		page.Rows = append(page.Rows, r.myRow(form.Agreement, r.agreed(m.Agreements[n-1]), ""))
	}
	if m.Plan.Number > 0 {
		page.Rows = append(page.Rows, r.myRow(form.SearchPlan, r.Say.Day(m.Plan.Saved), ""))
	}
	for _, p := range m.Papers {
		page.Rows = append(page.Rows, r.myRow(p.Kind, r.Lang.Date(p.Day), p.ID))
	}
	if len(page.Rows) == 0 {
		page.Empty = r.T("my.course.nothing")
	}
	return r.Show(page)
}

func (r *request) myRow(k form.Kind, line string, id marketplace.ID) view.MyRow {
	href := myCourse + "/forms/" + string(k)
	if id != "" {
		href += "?paper=" + url.QueryEscape(string(id))
	}
	return view.MyRow{Heading: r.kind(k), Lines: []string{line}, Action: &view.Link{Text: r.T("my.course.read"), Note: r.kind(k), Href: href}}
}

// getMyForm is one of the client's own papers.
func (r *request) getMyForm() error {
	m, err := r.Coaching.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	me, _, err := r.Profiles.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	kind := form.Kind(r.Param("kind"))
	back := &view.Link{Text: r.T("my.course"), Href: myCourse}
	if kind == form.Agreement && len(m.Agreements) > 0 {
		return r.showAgreement(m, back)
	}
	page, ok := r.myPaper(m, me, kind)
	if !ok {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	page.Back = back
	return r.Show(page)
}

func (r *request) myPaper(m coaching.Mine, me profile.Client, kind form.Kind) (*view.Paper, bool) {
	if kind == form.SearchPlan && m.Plan.Number > 0 {
		page := r.printed(me, kind, marketplace.DateOf(m.Plan.Saved.Time(), r.Zone), m.Plan.Present)
		page.Sections = r.planSections(m.Plan)
		return page, true
	}
	for _, p := range m.Papers {
		if id := r.C.Query("paper"); p.Kind == kind && (id == "" || id == string(p.ID)) {
			page := r.printed(me, kind, p.Day, p.Present)
			page.Sections, page.Known = r.sections(p), r.lines(p.Lines)
			return page, true
		}
	}
	return nil, false
}

// showAgreement is the newest version of the agreement, with the ways to answer while nobody has.
func (r *request) showAgreement(m coaching.Mine, back *view.Link) error {
	n := len(m.Agreements)
	a := m.Agreements[n-1]
	page := &view.My{Base: r.Base(r.kind(form.Agreement)), Heading: r.kind(form.Agreement), Lead: []string{r.T("my.agreement.lead"), r.agreed(a)}, Facts: r.agreementSections(a)}
	page.Back = back
	if a.Agreed == "" && m.State.Open() {
		page.Answers = []view.Link{{Text: r.T("my.agreement.yes"), Href: myCourse + "/yes"}}
		if a.Talk.IsZero() {
			page.Form = &view.MyForm{Action: myCourse + "/talk", Submit: r.T("my.talk"), Second: true, Hidden: map[string]string{"base": strconv.Itoa(n)}}
		}
	}
	return r.Show(page)
}

func (r *request) yesPage(m coaching.Mine, v url.Values, errs []marketplace.FieldError) view.Page {
	n := len(m.Agreements)
	var all []string
	for _, p := range consent.Presences() {
		all = append(all, string(p))
	}
	f := view.NewForm(r.Lang, v, errs)
	page := &view.My{Base: r.Base(r.T("my.agreement.yes")), Heading: r.T("my.agreement.yes"), Lead: []string{r.T("my.agreement.yes.text")}}
	page.Form = &view.MyForm{
		Action: myCourse + "/yes", Submit: r.T("my.agreement.yes"), Hidden: map[string]string{"base": strconv.Itoa(n)},
		Fields: []view.Field{f.Radios("present", "portal.my.present", f.Keyed("portal.my.present", all...))},
	}
	page.Problems = f.Problems(errs, visit.Labels(page.Form.Fields...))
	page.Back = &view.Link{Text: r.kind(form.Agreement), Href: myCourse + "/forms/agreement"}
	return page
}

func (r *request) getYes() error {
	m, err := r.Coaching.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	if n := len(m.Agreements); n == 0 || m.Agreements[n-1].Agreed != "" || !m.State.Open() {
		return r.Redirect(myCourse, "")
	}
	return r.Show(r.yesPage(m, nil, nil))
}

func (r *request) postYes() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if _, err = r.Coaching.Agree(r.Ctx, r.Me, base(v), consent.Presence(v.Get("present"))); err == nil {
		return r.Redirect(myCourse, "agreement_yes")
	}
	if marketplace.IsKind(err, marketplace.Stale) {
		return r.Redirect(myCourse+"/forms/agreement", "agreement_changed")
	}
	errs, err := mistakes(err)
	if err != nil {
		return err
	}
	m, err := r.Coaching.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	return r.Wrong(r.yesPage(m, v, errs))
}

func (r *request) postTalk() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	switch _, err := r.Coaching.Talk(r.Ctx, r.Me, base(v)); {
	case marketplace.IsKind(err, marketplace.Stale):
		return r.Redirect(myCourse+"/forms/agreement", "agreement_changed")
	case err != nil && !marketplace.IsKind(err, marketplace.Conflict):
		return err
	}
	return r.Redirect(myCourse, "agreement_talk")
}
