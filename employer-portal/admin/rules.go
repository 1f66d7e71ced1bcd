package admin

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// getRules lists every rule in force, and whether a change of it can be tried.
func (r *request) getRules() error {
	page := r.placed(r.T("admin.rules"), r.T("admin.rules.lead"))
	page.Action = &view.Link{Text: r.T("admin.rules.all"), Href: "/rules"}
	for _, s := range r.Rules.Subjects() {
		t := &view.Table{Caption: s.Name.In(string(r.Lang.Voice)), Head: []string{r.T("admin.rule"), r.Lang.T("rule.page.rule"), r.Lang.T("rule.page.valid"), r.Lang.T("rule.page.section"), r.Lang.T("rule.page.confidence")}}
		for _, x := range r.Rules.All(r.Say.Today()) {
			if x.Subject != s.Key {
				continue
			}
			row := r.Say.RuleRow(x)
			t.Body = append(t.Body, []string{x.Ref, row.Statement, row.Valid, strings.TrimSpace(x.Section + " " + row.Source), row.Confidence})
			link := row.Href
			if len(x.Values) > 0 && r.administers() {
				link = rulePath + "/" + x.ID
			}
			t.Links = append(t.Links, link)
		}
		if len(t.Body) > 0 {
			page.Parts = append(page.Parts, view.PlacedPart{ID: s.Key, Heading: t.Caption, Table: t})
		}
	}
	return r.Show(page)
}

// ruled is the rule that the address names, as it is today; NotFound when there is none, or it has no number that could change.
func (r *request) ruled() (rule.Rule, error) {
	found, ok := r.Rules.At(r.Param("id"), r.Say.Today())
	if !ok || len(found.Values) == 0 {
		return rule.Rule{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return found, nil
}

func (r *request) getRule() error {
	found, err := r.ruled()
	if err != nil {
		return err
	}
	first := found.Values[0]
	v := url.Values{"value": {first.Name}, "amount": {strconv.FormatInt(first.Amount, 10)}, "from": {string(r.Say.Today())}}
	return r.Show(r.rulePage(found, v, nil))
}

// postRule shows what would differ. Nothing is saved but that somebody looked.
func (r *request) postRule() error {
	found, err := r.ruled()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	change, err := r.change(found, v)
	var changed, always *rule.Book
	if err == nil {
		changed, err = r.Rules.With(change)
	}
	if err == nil { // examples are dated before the change: they are asked as if it had always been so
		always, err = r.Rules.With(r.fromTheStart(change))
	}
	if err != nil {
		bad, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.Wrong(r.rulePage(found, v, bad))
	}
	if err := r.Looks.Previewed(r.Ctx, r.Actor, found.ID); err != nil {
		return err
	}
	page := r.rulePage(found, v, nil)
	placements, err := r.Placements.Preview(r.Ctx, r.Actor, changed)
	if err != nil {
		return err
	}
	orders, err := r.Orders.Preview(r.Ctx, r.Actor, changed)
	if err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{
		r.decisions("placements", placements), r.decisions("orders", orders), r.cases(r.Rules.Answers(found.ID, always)),
	}
	return r.Show(page)
}

// fromTheStart is a change from the first day of the version that it changes.
func (r *request) fromTheStart(c rule.Change) rule.Change {
	version, _ := r.Rules.At(c.ID, c.From)
	if c.From = version.ValidFrom; c.From == "" {
		c.From = "0001-01-01"
	}
	return c
}

// change is what was typed.
func (r *request) change(found rule.Rule, v url.Values) (rule.Change, error) {
	var bad []marketplace.FieldError
	amount, err := strconv.ParseInt(strings.TrimSpace(v.Get("amount")), 10, 64)
	if err != nil {
		bad = append(bad, marketplace.Field("amount", "rule.preview.amount"))
	}
	from, err := marketplace.ParseDate(v.Get("from"))
	switch {
	case err != nil:
		bad = append(bad, marketplace.Field("from", "field.date", "value", v.Get("from")))
	case from == "":
		bad = append(bad, marketplace.Field("from", "field.required"))
	}
	if err := marketplace.InvalidFields(bad); err != nil {
		return rule.Change{}, err
	}
	return rule.Change{ID: found.ID, Value: v.Get("value"), Amount: amount, From: from}, nil
}

func (r *request) rulePage(found rule.Rule, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f := view.NewForm(r.Lang, v, bad)
	var numbers []view.Option
	for _, n := range found.Values {
		numbers = append(numbers, view.Option{Value: n.Name, Text: n.Say(r.Lang) + " (" + r.T("admin.unit."+string(n.Unit)) + ")"})
	}
	fields := []view.Field{
		f.Radios("value", "portal.admin.rule.number", numbers),
		f.Number("amount", "portal.admin.rule.amount", "", 0, 0).WithHint(r.T("admin.rule.amount.hint")).Must(),
		f.Date("from", "portal.admin.rule.from").Must(),
	}
	page := &view.PlacedForm{
		Base: r.Base(r.T("admin.rule.preview", "ref", found.Ref)), Heading: r.T("admin.rule.preview", "ref", found.Ref), Intro: found.Say(r.Lang), Method: "post",
		Action: rulePath + "/" + found.ID, Submit: r.T("admin.rule.try"), Groups: []view.FieldGroup{{Note: r.T("admin.rule.note"), Fields: fields}},
	}
	page.Problems = f.Problems(bad, visit.Labels(fields...))
	page.Back = &view.Link{Text: r.T("admin.rules"), Href: rulePath}
	return page
}

// decisions is which decisions would come out otherwise.
func (r *request) decisions(id string, p verdict.Preview) view.PlacedPart {
	part := view.PlacedPart{ID: id, Heading: r.T("admin.rule." + id), Lines: []string{r.Say.N("admin.rule.looked", p.Looked)}}
	if p.More {
		part.Lines = append(part.Lines, r.T("admin.rule.more"))
	}
	if id == "orders" {
		part.Lines = append(part.Lines, r.T("admin.rule.liability"))
	}
	if len(p.Differences) == 0 {
		part.Lines = append(part.Lines, r.T("admin.rule.same"))
		return part
	}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("admin.organisation"), r.T("admin.rule"), r.T("admin.rule.before"), r.T("admin.rule.after"), r.T("admin.rule.count")}}
	for _, d := range p.Sorted() {
		t.Body = append(t.Body, []string{r.Firm(d.Org), d.Rule, r.verdict(d.Before), r.verdict(d.After), r.Lang.Number(int64(d.Count))})
	}
	part.Table = t
	return part
}

// verdict is what a gate finds, in words.
func (r *request) verdict(word string) string {
	if word == "" {
		return "–"
	}
	return r.T("admin.verdict." + word)
}

// cases is which examples of the rule would give something else than they have to.
func (r *request) cases(answers []rule.Answer) view.PlacedPart {
	part := view.PlacedPart{ID: "cases", Heading: r.T("admin.rule.cases")}
	t := &view.Table{Caption: part.Heading, Head: []string{r.T("admin.rule.on"), r.T("admin.rule.asks"), r.T("admin.rule.wanted"), r.T("admin.rule.got")}}
	for _, a := range answers {
		if a.Good() {
			continue
		}
		asks := r.T("admin.rule.asks.force")
		switch {
		case a.Want != nil:
			asks = r.T("admin.rule.asks.amount", "name", a.Value)
		case a.Given != nil:
			asks = r.T("admin.rule.asks.allowed", "name", a.Value, "n", *a.Given)
		}
		t.Body = append(t.Body, []string{r.Lang.Date(a.On), asks, r.answer(a.Wanted), r.answer(a.Got)})
	}
	part.Lines = []string{r.T("admin.rule.cases.all", "n", len(answers), "differ", len(t.Body))}
	if len(t.Body) > 0 {
		part.Table = t
	} else {
		part.Lines = append(part.Lines, r.T("admin.rule.cases.same"))
	}
	return part
}

func (r *request) answer(text string) string {
	switch text {
	case "true", "false":
		return r.T("admin.answer." + text)
	}
	return dash(text)
}
