package people

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
)

// getRules lists the rules of the day asked for, or of today. What cannot be read as a day comes back in its field.
func (r *request) getRules() error {
	typed := r.C.Query("on")
	on, err := marketplace.ParseDate(typed)
	var errs []marketplace.FieldError
	if err != nil {
		errs = append(errs, marketplace.Field("on", "field.date", "value", typed))
	}
	if typed == "" {
		on = r.Say.Today()
		typed = string(on)
	}
	f := view.NewForm(r.Lang, url.Values{"on": {typed}}, errs)
	page := &view.Rules{Base: r.Base(r.Lang.T("rule.page.title")), Day: f.Date("on", "rule.page.on").WithHint(r.Lang.T("rule.page.on.hint"))}
	if len(errs) > 0 {
		page.Problems = f.Problems(errs, map[string]string{"on": page.Day.Label})
		return r.Wrong(page)
	}
	kept, err := r.Lists.On(r.Say.Today(), on, string(r.Lang.Voice), func() (visit.List, error) { return r.ruleList(on) })
	if err != nil {
		return err
	}
	page.List, page.Shown = kept.HTML, kept.Shown
	return r.Show(page)
}

// list is what the part "rule-list" shows.
type list struct {
	Shown    string
	Subjects []view.RuleSubject
}

func (r *request) ruleList(on marketplace.Date) (visit.List, error) {
	subjects, count := r.Say.RuleSubjects(on)
	out := visit.List{Shown: r.Lang.N("rule.page.shown", count, "day", r.Lang.Date(on))}
	if len(subjects) == 0 {
		return out, nil
	}
	var err error
	out.HTML, err = r.PartOf("rule-list", list{Shown: out.Shown, Subjects: subjects})
	return out, err
}

func (r *request) getRule() error {
	page, ok := r.Say.RulePage(r.Param("id"))
	if !ok {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	page.Base = r.Base(page.Heading)
	page.Back = &view.Link{Text: r.Lang.T("rule.page.all"), Href: "/rules"}
	return r.Show(&page)
}
