package process

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/profile"
)

// paper reads the form that the address names.
func (r *request) paper(c profile.Client) (coaching.Form, error) {
	return r.Coaching.Form(r.Ctx, r.Actor, c.ID, form.Kind(r.Param("kind")), marketplace.ID(strings.Clone(r.C.Query("paper"))))
}

func (r *request) formPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	now, err := r.paper(c)
	if err != nil {
		return nil, err
	}
	kind := now.Def.Kind
	action := coursePath(c.ID) + "/forms/" + string(kind)
	if id := r.C.Query("paper"); id != "" {
		action += "?paper=" + url.QueryEscape(id)
	}
	if v == nil {
		v = url.Values{"day": {string(now.Paper.Day)}, "present": {now.Paper.Present}}
		for key, value := range now.Paper.Values {
			v.Set(key, value)
		}
	}
	page := r.edit(c, r.kind(kind), action, v, errs, func(f view.Form) []view.Field {
		fields := []view.Field{f.Date("day", "portal.course.day").Narrow(), f.Input("present", "portal.course.present").Must().WithHint(r.T("course.present.hint"))}
		for _, field := range now.Def.Fields {
			fields = append(fields, r.field(f, kind, field))
		}
		return fields
	})
	page.Known, page.Hidden["base"], page.Intro = r.lines(now.Now), strconv.Itoa(now.Paper.Number), r.T("course.intro."+string(kind))
	return page, nil
}

func (r *request) field(f view.Form, kind form.Kind, d form.Field) view.Field {
	label := "portal.course.f." + string(kind) + "." + d.Key
	var out view.Field
	switch d.Type {
	case form.TextField:
		out = f.Area(d.Key, label, 3)
	case form.DateField:
		out = f.Date(d.Key, label).Narrow()
	case form.NumberField:
		out = f.Number(d.Key, label, "", 0, d.Most).Narrow()
	case form.ChoiceField:
		out = f.Select(d.Key, label, append([]view.Option{{Text: r.T("course.not_asked")}}, f.Keyed(label, d.Choices...)...))
	case form.LineField:
		out = f.Input(d.Key, label)
	}
	if d.Must {
		out = out.Must()
	}
	return out
}

func (r *request) getForm() error { return r.open(r.formPage, nil) }

func (r *request) postForm() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		kind := form.Kind(r.Param("kind"))
		d, ok := form.Definition(kind)
		if !ok {
			return "", "", marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
		in := form.Input{Day: date(v, "day"), Present: v.Get("present"), Values: map[string]string{}}
		for _, f := range d.Fields {
			in.Values[f.Key] = v.Get(f.Key)
		}
		p, err := r.Coaching.SavePaper(r.Ctx, r.Actor, c.ID, kind, marketplace.ID(strings.Clone(r.C.Query("paper"))), base(v), in)
		return coursePath(c.ID) + "/print/" + string(kind) + "?paper=" + url.QueryEscape(string(p.ID)), "saved", err
	}, r.formPage)
}

// printed begins a page of a form to be read and printed.
func (r *request) printed(c profile.Client, kind form.Kind, day marketplace.Date, present string) *view.Paper {
	page := &view.Paper{Base: r.Base(r.kind(kind)), Service: r.service(c.Org), KnownTitle: r.T("course.known.then")}
	page.Facts = []view.Pair{{Label: r.T("client.name"), Text: c.Name + " (" + c.Code + ")"}, {Label: r.T("course.day"), Text: r.day(day)}, {Label: r.T("course.present"), Text: r.or(present)}}
	page.Back = &view.Link{Text: r.T("course"), Href: coursePath(c.ID)}
	return page
}

// service is the name of the provider.
func (r *request) service(org marketplace.ID) string {
	o, err := r.Accounts.PublicOrganisation(r.Ctx, org)
	if err != nil {
		return "Sovite"
	}
	return o.Name
}

func (r *request) signed() []string {
	return []string{r.T("course.sign.client"), r.T("course.sign.coach")}
}

func (r *request) getPrint() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	kind := form.Kind(r.Param("kind"))
	if _, ok := form.Definition(kind); ok {
		return r.printPaper(c)
	}
	if kind == form.Meeting {
		return r.printMeeting(c)
	}
	now, err := r.course(c)
	if err != nil {
		return err
	}
	page, ok := r.printOwn(c, now, kind)
	if !ok {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return r.Show(page)
}

func (r *request) printPaper(c profile.Client) error {
	f, err := r.paper(c)
	if err != nil {
		return err
	}
	if f.Paper.Number == 0 {
		return r.Redirect(coursePath(c.ID)+"/forms/"+string(f.Def.Kind), "")
	}
	page := r.printed(c, f.Def.Kind, f.Paper.Day, f.Paper.Present)
	page.Sections, page.Known = r.sections(f.Paper), r.lines(f.Paper.Lines)
	if f.Def.Signed {
		page.Signed = r.signed()
	}
	if f.Def.Kind == form.Start || f.Def.Kind == form.SupportPlan {
		page.Signed = append(page.Signed, r.T("course.sign.employer"))
	}
	if f.Course.State.Open() {
		page.Links = []view.Link{{Text: r.T("course.form.change"), Href: coursePath(c.ID) + "/forms/" + string(f.Def.Kind) + "?paper=" + url.QueryEscape(string(f.Paper.ID))}}
	}
	return r.Show(page)
}

// printOwn prints a form with a shape of its own; false when it was not written.
func (r *request) printOwn(c profile.Client, now coaching.Course, kind form.Kind) (*view.Paper, bool) {
	switch n := len(now.Agreements); {
	case now.ID == "":
	case kind == form.Referral:
		page := r.printed(c, kind, now.Referral.Received, "")
		page.Facts, page.Sections = page.Facts[:2], r.referralSections(now.Referral)
		return page, true
	case kind == form.Agreement && n > 0:
		a := now.Agreements[n-1]
		page := r.printed(c, kind, marketplace.DateOf(a.Written.Time(), r.Zone), "")
		page.Facts[2] = view.Pair{Label: r.T("course.agreed"), Text: r.agreed(a)}
		page.Sections, page.Signed = r.agreementSections(a), r.signed()
		return page, true
	case kind == form.SearchPlan && now.Plan.Number > 0:
		page := r.printed(c, kind, marketplace.DateOf(now.Plan.Saved.Time(), r.Zone), now.Plan.Present)
		page.Sections, page.Signed = r.planSections(now.Plan), r.signed()
		return page, true
	}
	return nil, false
}

func (r *request) referralSections(ref coaching.Referral) []view.Pair {
	choice := func(list, v string) string {
		if v == "" {
			return r.T("course.not_asked")
		}
		return r.T("course." + list + "." + v)
	}
	answer := r.T("course.answer.waits")
	switch {
	case ref.Taken:
		answer = r.T("course.answer.taken_on", "day", r.Lang.Date(ref.Answered), "who", r.name(ref.By))
	case ref.Answered != "":
		answer = r.T("course.answer.declined_on", "day", r.Lang.Date(ref.Answered), "who", r.name(ref.By)) + "\n" + ref.Why
	}
	return []view.Pair{
		{Label: r.T("course.f.referral.from"), Text: choice("referrer", ref.From)},
		{Label: r.T("course.f.referral.name"), Text: r.or(ref.Name)},
		{Label: r.T("course.f.referral.basis"), Text: choice("basis", ref.Basis)},
		{Label: r.T("course.f.referral.reason"), Text: r.or(ref.Reason)},
		{Label: r.T("course.f.referral.wish"), Text: choice("wish", ref.Wish)},
		{Label: r.T("course.f.referral.scope"), Text: r.or(ref.Scope)},
		{Label: r.T("course.answer.label"), Text: answer},
	}
}

func (r *request) name(who marketplace.ID) string {
	p, err := r.Accounts.Person(r.Ctx, r.Actor, who)
	if err != nil {
		return string(who)
	}
	return p.Name
}

func (r *request) planSections(p coaching.Plan) []view.Pair {
	var steps []string
	for _, s := range p.Steps {
		text := r.T("course.f.search_plan.line", "text", s.Text, "day", r.Lang.Date(s.Due), "who", r.T("course.owner."+string(s.Who)))
		if s.Done != "" {
			text += " " + r.T("course.f.search_plan.was_done", "day", r.Lang.Date(s.Done))
		}
		steps = append(steps, text)
	}
	return []view.Pair{
		{Label: r.T("course.f.search_plan.goals"), Text: r.or(strings.Join(p.Goals, "\n"))},
		{Label: r.T("course.f.search_plan.employers"), Text: r.or(strings.Join(p.Employers, "\n"))},
		{Label: r.T("course.f.search_plan.steps"), Text: r.or(strings.Join(steps, "\n"))},
	}
}
