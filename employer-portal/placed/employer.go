package placed

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

func workPath(id marketplace.ID) string { return "/work/" + url.PathEscape(string(id)) }

// getWork lists what was put before the employer.
func (r *request) getWork() error {
	page, err := web.Page(r.C)
	if err != nil {
		return err
	}
	list, err := r.Placements.OfEmployer(r.Ctx, r.Actor, page)
	if err != nil {
		return err
	}
	out := &view.Placed{Base: r.Base(r.T("placed.work")), Heading: r.T("placed.work"), Lead: []string{r.T("placed.work.lead")}}
	part := view.PlacedPart{ID: "list", Heading: r.T("placed.list.all")}
	for _, v := range list.Items {
		row := view.PlacedRow{Link: view.Link{Text: v.Terms.Title, Href: workPath(v.ID)}, State: r.speak().state(v.State), Lines: []string{v.Client + ". " + r.Lang.Word("form", v.Terms.Form) + "."}}
		if v.Waiting {
			row.Lines = append(row.Lines, r.T("placed.work.waiting"))
		}
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("placed.work.empty")}
	}
	if list.Next != "" {
		part.Ways = []view.Link{{Text: r.T("placed.older"), Href: "/work?after=" + url.QueryEscape(list.Next)}}
	}
	part.Ways = append(part.Ways, view.Link{Text: r.T("placed.guide"), Href: "/work-forms"})
	out.Parts = []view.PlacedPart{part}
	return r.Show(out)
}

func (r *request) getWorkOne() error { return r.showWork(nil) }

// showWork is one placement as the employer sees it: the agreement, what is expected of the workplace, and yes or no.
func (r *request) showWork(bad []marketplace.FieldError) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Placements.ForEmployer(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := r.document(v.Versions, v.Newest, v.Client, r.org(r.Actor.Org), r.org(v.Provider))
	page.State, page.Tone = r.speak().state(v.State), tone(v.State)
	page.Back = &view.Link{Text: r.T("placed.work"), Href: "/work"}
	page.Parts[0].Pairs = append(page.Parts[0].Pairs, view.Pair{Label: r.T("placed.coach"), Text: r.person(v.Provider, v.Coach)})
	p := placement.Placement{Versions: v.Versions, State: v.State}
	page.Parts[0].Lines = append(page.Parts[0].Lines, r.answers(p, v.Newest)...)
	if v.Waiting {
		page.Parts[1].Posts = []view.Post{r.answer(v, "yes"), r.answer(v, "no")}
	}
	page.Parts = append(page.Parts, r.workSupport(v))
	if len(bad) == 0 {
		return r.Show(page)
	}
	page.Problems = view.NewForm(r.Lang, url.Values{}, bad).Problems(bad, nil)
	return r.Wrong(page)
}

func (r *request) answer(v placement.EmployerView, what string) view.Post {
	return view.Post{Action: workPath(v.ID) + "/answer", Text: r.T("placed.work." + what), CSRF: auth.CSRFFrom(r.Ctx), Hidden: map[string]string{"answer": what, "version": strconv.Itoa(v.Newest.Number)}}
}

// workSupport is the support that concerns the workplace.
func (r *request) workSupport(v placement.EmployerView) view.PlacedPart {
	part := view.PlacedPart{ID: "support", Heading: r.T("placed.work.support"), Lines: []string{r.T("placed.work.support.text")}, Table: r.speak().steps(v.Natural)}
	for _, day := range v.Visits {
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.T("placed.work.visit", "day", r.Lang.Date(day))}})
	}
	for _, j := range v.Jobs {
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.speak().job(j)}, State: r.T("placed.job." + j.State)})
	}
	return part
}

func (r *request) postWorkAnswer() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(v.Get("version"))
	_, err = r.Placements.AgreeAsEmployer(r.Ctx, r.Actor, id, placement.Reply{Version: n, Yes: v.Get("answer") == "yes"})
	switch {
	case err == nil:
		return r.Redirect(workPath(id), "placement_answered")
	case marketplace.IsKind(err, marketplace.Stale):
		return r.Redirect(workPath(id), "placement_newer")
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.showWork(bad)
}
