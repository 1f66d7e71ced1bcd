package outcomes

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/outcome"
	"sovite.fi/sovite/server/web"
)

const fidelityPath = "/fidelity"

func (r *request) getFidelity() error {
	ratings, err := r.Outcomes.Ratings(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	page := &view.Fidelity{Base: r.Base(r.T("fidelity"))}
	page.Back = &view.Link{Text: r.T("nav.figures"), Href: ownPath}
	for _, c := range outcome.Criteria() {
		if n := len(page.Chapters); n == 0 || page.Chapters[n-1].ID != c.Chapter {
			page.Chapters = append(page.Chapters, view.FidelityChapter{ID: c.Chapter, Heading: r.Lang.T("outcome.chapter." + c.Chapter)})
		}
		last := &page.Chapters[len(page.Chapters)-1]
		last.Rows = append(last.Rows, r.criterion(c, ratings))
	}
	return r.Show(page)
}

func (r *request) criterion(c outcome.Criterion, ratings map[int]outcome.Rating) view.FidelityRow {
	number := strconv.Itoa(c.Number)
	row := view.FidelityRow{Name: number + ". " + r.criterionName(c.Number), State: r.T("fidelity.unrated"), Way: view.Link{Text: r.T("fidelity.rate"), Href: fidelityPath + "/" + number}}
	if c.Counted != "" {
		row.State = r.T("fidelity.counted", "metric", c.Counted.Name(r.Lang))
		row.Way = view.Link{Text: r.T("nav.figures"), Href: ownPath + "#m-" + string(c.Counted)}
		return row
	}
	if rated, ok := ratings[c.Number]; ok {
		row.State = r.T("fidelity.rated", "level", rated.Level, "day", r.Lang.Date(rated.On), "who", r.person(rated.By))
		row.Note = rated.Note
	}
	return row
}

func (r *request) criterionName(number int) string {
	return r.Lang.T("outcome.criterion." + strconv.Itoa(number))
}

// rated is the criterion that the address names; NotFound for one that is counted, or that there is not.
func (r *request) rated() (int, error) {
	if _, err := r.Outcomes.Ratings(r.Ctx, r.Actor); err != nil {
		return 0, err
	}
	number, err := strconv.Atoi(web.Param(r.C, "number"))
	at := slices.IndexFunc(outcome.Criteria(), func(c outcome.Criterion) bool { return c.Number == number && c.Counted == "" })
	if err != nil || at < 0 {
		return 0, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return number, nil
}

func (r *request) ratePage(number int, v url.Values, errs []marketplace.FieldError) *view.Single {
	f := view.NewForm(r.Lang, v, errs)
	page := &view.Single{
		Base: r.Base(r.T("fidelity.rate.title", "name", r.criterionName(number))), Heading: r.criterionName(number), Intro: r.T("fidelity.licence"),
		Action: fidelityPath + "/" + strconv.Itoa(number), Submit: r.T("fidelity.save"),
		Fields: []view.Field{f.Radios("level", "portal.fidelity.level", f.Keyed("portal.fidelity.level", "1", "2", "3", "4", "5")), f.Area("note", "portal.fidelity.note", 3)},
	}
	page.Problems = f.Problems(errs, visit.Labels(page.Fields...))
	page.Back = &view.Link{Text: r.T("fidelity"), Href: fidelityPath}
	return page
}

func (r *request) getRate() error {
	number, err := r.rated()
	if err != nil {
		return err
	}
	return r.Show(r.ratePage(number, url.Values{}, nil))
}

func (r *request) postRate() error {
	number, err := r.rated()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	level, err := strconv.Atoi(v.Get("level"))
	if err != nil {
		level = 0
	}
	if _, err = r.Outcomes.Rate(r.Ctx, r.Actor, number, level, v.Get("note")); err == nil {
		return r.Redirect(fidelityPath, "rated")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.Wrong(r.ratePage(number, v, errs))
}
