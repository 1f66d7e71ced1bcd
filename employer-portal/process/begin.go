package process

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/profile"
)

// course reads the course of a client.
func (r *request) course(c profile.Client) (coaching.Course, error) {
	v, err := r.Coaching.View(r.Ctx, r.Actor, c.ID)
	return v.Course, err
}

func (r *request) referralPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	return r.edit(c, r.kind(form.Referral), coursePath(c.ID)+"/referral", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Date("received", "portal.course.f.referral.received").Narrow(),
			f.Select("from", "portal.course.f.referral.from", r.keyed(f, "referrer", coaching.Referrers(), false)),
			f.Input("name", "portal.course.f.referral.name"),
			f.Select("basis", "portal.course.f.referral.basis", r.keyed(f, "basis", coaching.Bases(), true)),
			f.Area("reason", "portal.course.f.referral.reason", 3).WithHint(r.T("course.no_health")),
			f.Radios("wish", "portal.course.f.referral.wish", r.keyed(f, "wish", coaching.Wishes(), true)),
			f.Area("scope", "portal.course.f.referral.scope", 2),
		}
	}), nil
}

func (r *request) getReferral() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	now, err := r.course(c)
	if err != nil {
		return err
	}
	v := url.Values{"received": {string(r.Coaching.Today())}, "from": {"labour_authority"}, "wish": {""}}
	if now.State.Open() {
		ref := now.Referral
		v = url.Values{
			"received": {string(ref.Received)}, "from": {ref.From}, "name": {ref.Name}, "basis": {ref.Basis}, "reason": {ref.Reason}, "wish": {ref.Wish}, "scope": {ref.Scope},
		}
	}
	page, err := r.referralPage(c, v, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) postReferral() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		in := coaching.Referral{
			From: v.Get("from"), Name: v.Get("name"), Basis: v.Get("basis"), Reason: v.Get("reason"), Wish: v.Get("wish"), Scope: v.Get("scope"), Received: date(v, "received"),
		}
		now, err := r.course(c)
		switch {
		case err != nil:
		case now.State.Open():
			_, err = r.Coaching.CorrectReferral(r.Ctx, r.Actor, c.ID, in)
		default:
			_, err = r.Coaching.Receive(r.Ctx, r.Actor, c.ID, in)
		}
		return coursePath(c.ID), "saved", err
	}, r.referralPage)
}

func (r *request) answerPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	return r.edit(c, r.T("course.answer"), coursePath(c.ID)+"/answer", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Radios("taken", "portal.course.answer.taken", f.Keyed("portal.course.answer.taken", "yes", "no")),
			f.Date("day", "portal.course.answer.day").Narrow(),
			f.Area("why", "portal.course.answer.why", 2),
		}
	}), nil
}

func (r *request) getAnswer() error {
	return r.open(r.answerPage, url.Values{"taken": {"yes"}, "day": {string(r.Coaching.Today())}})
}

func (r *request) postAnswer() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		_, err := r.Coaching.Answer(r.Ctx, r.Actor, c.ID, coaching.Reply{Taken: v.Get("taken") == "yes", Day: date(v, "day"), Why: v.Get("why")})
		return coursePath(c.ID), "course_answered", err
	}, r.answerPage)
}

func (r *request) agreementPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	now, err := r.course(c)
	if err != nil {
		return nil, err
	}
	page := r.edit(c, r.kind(form.Agreement), coursePath(c.ID)+"/agreement", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Area("goals", "portal.course.f.agreement.goals", 3).Must(), f.Area("contact", "portal.course.f.agreement.contact", 2),
			f.Area("may_tell", "portal.course.f.agreement.may_tell", 3).WithHint(r.T("course.f.agreement.may_tell.hint")),
			f.Area("ends", "portal.course.f.agreement.ends", 2), f.Date("review", "portal.course.f.agreement.review").Narrow(),
		}
	})
	n := len(now.Agreements)
	page.Hidden["base"], page.Submit, page.Intro = strconv.Itoa(n), r.T("course.agreement.submit"), r.T("course.agreement.intro")
	if n > 0 && now.Agreements[n-1].Agreed == "" {
		page.More = append(page.More, view.Link{Text: r.T("course.confirm"), Href: coursePath(c.ID) + "/agreement/confirm"})
	}
	return page, nil
}

func (r *request) getAgreement() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	now, err := r.course(c)
	if err != nil {
		return err
	}
	v := url.Values{}
	if n := len(now.Agreements); n > 0 {
		a := now.Agreements[n-1]
		v = url.Values{"goals": {a.Goals}, "contact": {a.Contact}, "may_tell": {a.MayTell}, "ends": {a.Ends}, "review": {string(a.Review)}}
	}
	return r.open(r.agreementPage, v)
}

func (r *request) postAgreement() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		text := coaching.AgreementText{Goals: v.Get("goals"), Contact: v.Get("contact"), MayTell: v.Get("may_tell"), Ends: v.Get("ends"), Review: date(v, "review")}
		_, err := r.Coaching.Propose(r.Ctx, r.Actor, c.ID, base(v), text)
		return coursePath(c.ID), "course_agreement", err
	}, r.agreementPage)
}

// base is the number that was shown with a form.
func base(v url.Values) int {
	n, err := strconv.Atoi(v.Get("base"))
	if err != nil {
		return -1
	}
	return n
}

func (r *request) confirmPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	now, err := r.course(c)
	if err != nil {
		return nil, err
	}
	n := len(now.Agreements)
	if n == 0 {
		return nil, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	page := r.edit(c, r.T("course.confirm"), coursePath(c.ID)+"/agreement/confirm", v, errs, func(f view.Form) []view.Field {
		return []view.Field{f.Input("present", "portal.course.present").Must().WithHint(r.T("course.present.hint")), f.Date("day", "portal.course.day").Narrow()}
	})
	page.Hidden["base"], page.Intro, page.KnownTitle = strconv.Itoa(n), r.T("course.confirm.intro"), r.kind(form.Agreement)
	page.Known = r.agreementSections(now.Agreements[n-1])
	return page, nil
}

func (r *request) agreementSections(a coaching.Agreement) []view.Pair {
	return []view.Pair{
		{Label: r.T("course.f.agreement.goals"), Text: r.or(a.Goals)},
		{Label: r.T("course.f.agreement.contact"), Text: r.or(a.Contact)},
		{Label: r.T("course.f.agreement.may_tell"), Text: r.or(a.MayTell)},
		{Label: r.T("course.f.agreement.ends"), Text: r.or(a.Ends)},
		{Label: r.T("course.f.agreement.review"), Text: r.day(a.Review)},
	}
}

func (r *request) getConfirm() error {
	return r.open(r.confirmPage, url.Values{"day": {string(r.Coaching.Today())}})
}

func (r *request) postConfirm() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		_, err := r.Coaching.Confirm(r.Ctx, r.Actor, c.ID, base(v), v.Get("present"), date(v, "day"))
		return coursePath(c.ID), "course_agreed", err
	}, r.confirmPage)
}

func (r *request) planPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	now, err := r.course(c)
	if err != nil {
		return nil, err
	}
	page := r.edit(c, r.kind(form.SearchPlan), coursePath(c.ID)+"/plan", v, errs, func(f view.Form) []view.Field {
		return []view.Field{
			f.Area("goals", "portal.course.f.search_plan.goals", 3).Must().WithHint(r.T("course.one_per_line")),
			f.Area("employers", "portal.course.f.search_plan.employers", 3).WithHint(r.T("course.one_per_line")),
			f.Input("present", "portal.course.present"),
		}
	})
	f := view.NewForm(r.Lang, v, errs)
	group := view.RowGroup{Heading: r.T("course.f.search_plan.steps"), Hint: r.T("course.f.search_plan.steps.hint"), Add: "steps", AddText: r.T("course.f.search_plan.add")}
	var all []view.Field
	for i := range planRows(v) {
		at := fmt.Sprintf("steps[%d].", i)
		row := view.Row{Legend: r.T("course.f.search_plan.step", "n", i+1), Fields: []view.Field{
			f.Input(at+"text", "portal.course.next.text"), f.Date(at+"due", "portal.course.next.due").Narrow(),
			f.Select(at+"who", "portal.course.next.owner", f.Keyed("portal.course.owner", owners()...)), f.Date(at+"done", "portal.course.f.search_plan.done").Narrow(),
		}}
		group.Rows, all = append(group.Rows, row), append(all, row.Fields...)
	}
	page.Rows, page.Hidden["base"], page.Hidden["rows"] = []view.RowGroup{group}, strconv.Itoa(now.Plan.Number), strconv.Itoa(len(group.Rows))
	page.Problems = f.Problems(errs, labels(append(page.Fields, all...)))
	return page, nil
}

func labels(fields []view.Field) map[string]string {
	out := map[string]string{}
	for _, f := range fields {
		out[f.Name] = f.Label
	}
	return out
}

// mostRows is how many steps the form of a plan shows, and moreRows how many empty ones it adds.
const (
	mostRows = 30
	moreRows = 2
)

func planRows(v url.Values) int {
	n, err := strconv.Atoi(v.Get("rows"))
	if err != nil || n < moreRows {
		n = moreRows
	}
	if v.Get("add") == "steps" {
		n += moreRows
	}
	return min(n, mostRows)
}

func (r *request) getPlan() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	now, err := r.course(c)
	if err != nil {
		return err
	}
	p := now.Plan
	v := url.Values{
		"goals": {strings.Join(p.Goals, "\n")}, "employers": {strings.Join(p.Employers, "\n")}, "present": {p.Present}, "rows": {strconv.Itoa(len(p.Steps) + moreRows)},
	}
	for i, s := range p.Steps {
		at := fmt.Sprintf("steps[%d].", i)
		v.Set(at+"text", s.Text)
		v.Set(at+"due", string(s.Due))
		v.Set(at+"who", string(s.Who))
		v.Set(at+"done", string(s.Done))
	}
	return r.open(r.planPage, v)
}

func (r *request) postPlan() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("add") != "" {
		page, err := r.planPage(c, v, nil)
		if err != nil {
			return err
		}
		return r.Show(page)
	}
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		_, err := r.Coaching.SavePlan(r.Ctx, r.Actor, c.ID, base(v), planOf(v))
		return coursePath(c.ID), "saved", err
	}, r.planPage)
}

func planOf(v url.Values) coaching.Plan {
	p := coaching.Plan{Goals: strings.Split(v.Get("goals"), "\n"), Employers: strings.Split(v.Get("employers"), "\n"), Present: v.Get("present")}
	for i := range planRows(v) {
		at := fmt.Sprintf("steps[%d].", i)
		p.Steps = append(p.Steps, coaching.PlanStep{Text: v.Get(at + "text"), Due: date(v, at+"due"), Who: coaching.Owner(v.Get(at + "who")), Done: date(v, at+"done")})
	}
	return p
}
