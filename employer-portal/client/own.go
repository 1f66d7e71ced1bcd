package client

import (
	"net/url"
	"slices"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/present/jointly"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/profile/starter"
	"sovite.fi/sovite/matching"
)

const (
	starterPath = "/my/starter"
	ratePath    = "/my/rate"
)

// getStarter leads to the first question that the client has not answered, or to the answers.
func (r *request) getStarter() error {
	own, err := r.Profiles.MyOwn(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	next := starter.Open(own.Content)
	if next == "" {
		next = "check"
	}
	return r.Redirect(starterPath+"/"+next, "")
}

// question finds the question that the address names.
func (r *request) question() (starter.Question, int, error) {
	q, i, ok := starter.Find(r.Param("question"))
	if !ok {
		return q, 0, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return q, i, nil
}

func (r *request) stepPage(q starter.Question, i int, v url.Values, errs []marketplace.FieldError) *view.Step {
	f := view.NewForm(r.Lang, v, errs)
	page := jointly.Step(r.Say, q, i, f)
	page.Base, page.Action = r.Base(page.Heading), starterPath+"/"+q.Key
	page.Back = &view.Link{Text: r.T("my.nav.home"), Href: "/my"}
	page.Check = view.Link{Text: r.T("my.starter.check"), Href: starterPath + "/check"}
	if i > 0 {
		page.Previous = &view.Link{Text: r.T("starter.previous"), Href: starterPath + "/" + starter.Questions()[i-1].Key}
	}
	for _, b := range page.Blocks {
		if b.Scale != nil {
			r.asMe(b.Scale)
		}
	}
	page.Problems = f.Problems(errs, r.Say.ProfileLabels(errs))
	return page
}

// asMe makes the first and the last choice of a scale say what a client says of themselves.
func (r *request) asMe(s *view.ScaleItem) {
	s.Plain = true
	options := s.Rating.Options
	options[0].Text, options[len(options)-1].Text = r.T("my.rate.unsure"), r.T("my.rate.withheld")
}

func (r *request) getStep() error {
	q, i, err := r.question()
	if err != nil {
		return err
	}
	own, err := r.Profiles.MyOwn(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	return r.Show(r.stepPage(q, i, form.ProfileValues(own.Content.Only(q.Items...)), nil))
}

func (r *request) postStep() error {
	q, i, err := r.question()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if v.Get("add") != "" {
		return r.Show(r.stepPage(q, i, v, nil))
	}
	next := "check"
	if all := starter.Questions(); i+1 < len(all) {
		next = all[i+1].Key
	}
	if v.Get("do") != "skip" {
		said, errs := form.Profile(v, form.Section{Items: q.Items}, profile.Content{}, r.Scale)
		if len(errs) > 0 {
			return r.Wrong(r.stepPage(q, i, v, errs))
		}
		if _, err := r.Profiles.TellOwn(r.Ctx, r.Me, said, q.Items...); err != nil {
			errs, err := visit.FieldErrors(err)
			if err != nil {
				return err
			}
			return r.Wrong(r.stepPage(q, i, v, form.ProfileFields(errs)))
		}
	}
	return r.Redirect(starterPath+"/"+next, "")
}

// getAnswers are the client's own answers, all together.
func (r *request) getAnswers() error {
	own, err := r.Profiles.MyOwn(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := &view.Checked{Base: r.Base(r.T("my.starter.check")), Heading: r.T("my.starter.check"), Lead: r.T("my.starter.lead") + " " + r.T("my.starter.check.lead")}
	for _, q := range starter.Questions() {
		row := jointly.Checked(r.Say, q, own.Content, starterPath+"/"+q.Key)
		row.Empty = r.T("my.starter.unanswered")
		page.Rows = append(page.Rows, row)
	}
	page.Ways = []view.Link{{Text: r.T("my.rate"), Href: ratePath}, {Text: r.T("my.nav.home"), Href: "/my"}}
	return r.Show(page)
}

// getRatings are all abilities with the client's own rating and the coach's.
func (r *request) getRatings() error {
	own, err := r.Profiles.MyOwn(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	_, v, err := r.Profiles.Mine(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	page := &view.My{Base: r.Base(r.T("my.rate")), Heading: r.T("my.rate"), Lead: []string{r.T("my.rate.lead"), r.T("my.rate.matching")}}
	page.Back = &view.Link{Text: r.T("my.nav.home"), Href: "/my"}
	beside := map[matching.Dimension]profile.Beside{}
	for _, b := range profile.Compare(v.Content, own.Content) {
		beside[b.Dimension] = b
	}
	for _, item := range r.Scale.Items() {
		page.Rows = append(page.Rows, r.ratingRow(item, beside[item.Key]))
	}
	return r.Show(page)
}

func (r *request) ratingRow(item matching.Item, b profile.Beside) view.MyRow {
	say := func(a profile.Answer) string {
		if a.Rating == matching.NotAsked {
			return r.T("my.rate.unrated")
		}
		return r.Say.Level(item.Key, a.Rating)
	}
	name := item.Name.In(string(r.Lang.Voice))
	row := view.MyRow{Heading: name, Lines: []string{r.T("my.rate.you", "text", say(b.Own)), r.T("my.rate.coach", "text", say(b.Profile))}}
	if b.Gap != "" && b.Gap != profile.OnlyOthers {
		row.Lines = append(row.Lines, r.T("my.gap."+string(b.Gap)))
	}
	row.Action = &view.Link{Text: r.T("my.rate.do"), Note: name, Href: ratePath + "/" + string(item.Key)}
	return row
}

// ability finds the ability that the address names, and the one after it.
func (r *request) ability() (item matching.Item, next string, err error) {
	all := r.Scale.Items()
	i := slices.IndexFunc(all, func(it matching.Item) bool { return string(it.Key) == r.Param("ability") })
	if i < 0 {
		return item, "", marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	if i+1 < len(all) {
		next = "/" + string(all[i+1].Key)
	}
	return all[i], ratePath + next, nil
}

// ratePage asks for one rating. What the coach thinks is not on it: the client says it unswayed.
func (r *request) ratePage(item matching.Item, v url.Values, errs []marketplace.FieldError) *view.My {
	f, name := view.NewForm(r.Lang, v, errs), "abilities."+string(item.Key)
	block := r.Say.Blocks(f, form.Section{Items: []string{name}})[0]
	r.asMe(block.Scale)
	field := block.Scale.Rating
	field.Label = block.Scale.Question
	page := &view.My{Base: r.Base(item.Name.In(string(r.Lang.Voice))), Heading: item.Name.In(string(r.Lang.Voice)), Lead: []string{r.T("my.rate.lead")}}
	page.Form = &view.MyForm{Action: ratePath + "/" + string(item.Key), Submit: r.T("my.rate.save"), Fields: []view.Field{field}}
	page.Problems = f.Problems(errs, visit.Labels(field))
	page.Back = &view.Link{Text: r.T("my.rate.all"), Href: ratePath}
	return page
}

func (r *request) getRating() error {
	item, _, err := r.ability()
	if err != nil {
		return err
	}
	own, err := r.Profiles.MyOwn(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	return r.Show(r.ratePage(item, form.ProfileValues(own.Content), nil))
}

func (r *request) postRating() error {
	item, next, err := r.ability()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	name := "abilities." + string(item.Key)
	said, errs := form.Profile(v, form.Section{Items: []string{name}}, profile.Content{}, r.Scale)
	if len(errs) > 0 {
		return r.Wrong(r.ratePage(item, v, errs))
	}
	if _, err := r.Profiles.TellOwn(r.Ctx, r.Me, said, name); err != nil {
		return err
	}
	return r.Redirect(next, "own_saved")
}
