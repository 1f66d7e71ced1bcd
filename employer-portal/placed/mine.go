package placed

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/server/web"
)

func minePath(id marketplace.ID) string { return "/my/work/" + url.PathEscape(string(id)) }

// getMine lists the client's own work.
func (r *request) getMine() error {
	page, err := web.Page(r.C)
	if err != nil {
		return err
	}
	list, err := r.Placements.Mine(r.Ctx, r.Me, page)
	if err != nil {
		return err
	}
	out := &view.My{Base: r.Base(r.T("my.work")), Heading: r.T("my.work")}
	for _, v := range list.Items {
		row := view.MyRow{Heading: v.Terms.Title, Lines: []string{r.org(v.Employer), r.T("my.work.state." + string(v.State))}, Action: &view.Link{Text: r.T("my.work.open"), Note: v.Terms.Title, Href: minePath(v.ID)}}
		if v.Waiting {
			row.Lines = append(row.Lines, r.T("my.work.waiting"))
		}
		out.Rows = append(out.Rows, row)
	}
	if len(out.Rows) == 0 {
		out.Empty = r.T("my.work.none")
	}
	if list.Next != "" {
		out.More = []view.Link{{Text: r.T("my.readers.older"), Href: "/my/work?after=" + url.QueryEscape(list.Next)}}
	}
	return r.Show(out)
}

func (r *request) myOne() (placement.MyView, error) {
	id, err := r.id()
	if err != nil {
		return placement.MyView{}, err
	}
	return r.Placements.My(r.Ctx, r.Me, id)
}

// getMy is one's own work: when, where, what, whom to ask; and yes or no when it is asked.
func (r *request) getMy() error {
	v, err := r.myOne()
	if err != nil {
		return err
	}
	t := v.Terms
	if v.Waiting {
		t = v.Newest.Terms
	}
	page := &view.My{Base: r.Base(t.Title), Heading: t.Title, Lead: []string{r.org(v.Employer), r.T("my.work.state." + string(v.State))}}
	if v.Waiting {
		page.Lead = append(page.Lead, r.T("my.work.asked", "coach", r.person(v.Provider, v.Coach)))
	}
	page.Blocks = r.myBlocks(v, t)
	page.After = append(page.After, r.myChanges(v)...)
	if v.Answer != nil {
		key := "my.work.said_no"
		if v.Answer.Yes {
			key = "my.work.said_yes"
		}
		page.After = append(page.After, view.SelkoBlock{Heading: r.T("my.work.answer"), Lines: []string{r.T(key, "day", r.Say.Day(v.Answer.At))}})
	}
	if v.Waiting {
		page.After = append(page.After, view.SelkoBlock{Heading: r.T("my.work.no.title"), Lines: []string{r.T("my.work.no.text"), r.T("my.asked.no.more")}})
		page.Answers = []view.Link{{Text: r.T("my.work.yes"), Href: minePath(v.ID) + "/yes"}, {Text: r.T("my.work.no"), Href: minePath(v.ID) + "/no"}}
	}
	page.Back = &view.Link{Text: r.T("my.work"), Href: "/my/work"}
	return r.Show(page)
}

// myBlocks says when, where and what, in plain words.
func (r *request) myBlocks(v placement.MyView, t placement.Terms) []view.SelkoBlock {
	s := r.speak()
	when := []string{}
	if t.Start != "" {
		when = append(when, r.T("my.work.starts", "day", r.Lang.Date(t.Start)))
	}
	if t.End != "" {
		when = append(when, r.T("my.work.ends", "day", r.Lang.Date(t.End)))
	}
	if t.Days > 0 {
		when = append(when, r.Say.N("my.work.days", t.Days))
	}
	if t.DayEnd > 0 {
		when = append(when, r.T("my.work.clock", "from", i18n.Clock(t.DayStart), "to", i18n.Clock(t.DayEnd)))
	} else if t.DayMinutes > 0 {
		when = append(when, r.T("my.work.hours", "time", r.Lang.Minutes(t.DayMinutes)))
	}
	for _, j := range v.Jobs {
		if j.State == "planned" {
			when = append(when, s.job(j))
		}
	}
	blocks := []view.SelkoBlock{
		{Heading: r.T("my.work.what"), Lines: []string{t.Work, r.T("my.work.form", "form", r.Lang.Word("form", t.Form))}},
		{Heading: r.T("my.work.when"), Lines: when},
		{Heading: r.T("my.work.where"), Lines: filled(t.Place, t.Arrival)},
		{Heading: r.T("my.work.contact"), Lines: filled(t.Contact, r.T("my.work.coach", "coach", r.person(v.Provider, v.Coach)))},
		{Heading: r.T("my.work.wage"), Lines: []string{r.myWage(t)}},
	}
	if t.Support != "" {
		blocks = append(blocks, view.SelkoBlock{Heading: r.T("my.work.support"), Lines: []string{t.Support}})
	}
	if len(v.Visits) > 0 {
		block := view.SelkoBlock{Heading: r.T("my.work.visits")}
		for _, visit := range v.Visits {
			block.Lines = append(block.Lines, r.Lang.Date(visit.Date))
		}
		blocks = append(blocks, block)
	}
	return blocks
}

func (r *request) myWage(t placement.Terms) string {
	return r.T("my.work.wage."+t.Wage.Kind, "sum", r.Lang.Euros(t.Wage.Cents))
}

// myChanges says what is new since the version before.
func (r *request) myChanges(v placement.MyView) []view.SelkoBlock {
	n := len(v.Versions)
	if n < 2 {
		return nil
	}
	block, s := view.SelkoBlock{Heading: r.T("my.work.changed")}, r.speak()
	for _, c := range placement.Diff(v.Versions[n-2].Terms, v.Versions[n-1].Terms) {
		block.Lines = append(block.Lines, r.T("my.work.change", "what", r.T("placed.f."+c.Field), "from", s.value(c.Unit, c.From), "to", s.value(c.Unit, c.To)))
	}
	return []view.SelkoBlock{block}
}

func filled(lines ...string) []string {
	var out []string
	for _, l := range lines {
		if l != "" {
			out = append(out, l)
		}
	}
	return out
}

// answerPage asks who is there, and then the client's answer is given.
func (r *request) answerPage(v placement.MyView, answer string, in url.Values, errs []marketplace.FieldError) *view.My {
	f := view.NewForm(r.Lang, in, errs)
	var words []string
	for _, p := range consent.Presences() {
		words = append(words, string(p))
	}
	who := f.Radios("present", "portal.my.present", f.Keyed("portal.my.present", words...))
	key := "my.work." + answer
	page := &view.My{Base: r.Base(r.T(key + ".page")), Heading: r.T(key + ".page"), Lead: []string{r.T(key+".lead", "work", v.Newest.Terms.Title, "org", r.org(v.Employer))}}
	if in.Get("version") == "" {
		in.Set("version", strconv.Itoa(v.Newest.Number))
	}
	page.Form = &view.MyForm{Action: minePath(v.ID) + "/" + answer, Submit: r.T(key + ".submit"), Fields: []view.Field{who}, Hidden: map[string]string{"version": in.Get("version")}}
	page.Problems = f.Problems(errs, visit.Labels(who))
	page.Back = &view.Link{Text: r.T("my.work.again"), Href: minePath(v.ID)}
	return page
}

func (r *request) getAnswer(answer string) error {
	v, err := r.myOne()
	if err != nil {
		return err
	}
	if !v.Waiting {
		return r.Redirect(minePath(v.ID), "")
	}
	return r.Show(r.answerPage(v, answer, url.Values{}, nil))
}

func (r *request) postAnswer(answer string) error {
	v, err := r.myOne()
	if err != nil {
		return err
	}
	in, err := r.Posted()
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(in.Get("version"))
	if err != nil {
		n = -1
	}
	_, err = r.Placements.AgreeAsClient(r.Ctx, r.Me, v.ID, placement.Reply{Version: n, Yes: answer == "yes", Present: consent.Presence(in.Get("present"))})
	switch {
	case err == nil:
		return r.Redirect(minePath(v.ID), "said_"+answer)
	case marketplace.IsKind(err, marketplace.Stale):
		return r.Redirect(minePath(v.ID), "placement_newer")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.answerPage(v, answer, in, errs))
}

func (r *request) getYes() error  { return r.getAnswer("yes") }
func (r *request) postYes() error { return r.postAnswer("yes") }
func (r *request) getNo() error   { return r.getAnswer("no") }
func (r *request) postNo() error  { return r.postAnswer("no") }
