package present

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
)

// Today is the calendar day where the pages are read.
func (p Presenter) Today() marketplace.Date { return marketplace.DateOf(p.Now, p.Zone) }

func (p Presenter) ruleLink(r rule.Rule) view.Link {
	return view.Link{Text: p.Lang.T("rule.page.open", "ref", r.Ref), Href: "/rules/" + r.ID}
}

// RuleRow is a rule in words.
func (p Presenter) RuleRow(r rule.Rule) view.RuleRow {
	voice := string(p.Lang.Voice)
	row := view.RuleRow{
		Link: p.ruleLink(r), Statement: r.Say(p.Lang), Section: r.Section, Source: r.Source.Title.In(voice) + ". " + r.Source.Publisher.In(voice) + ".",
		Valid: r.Validity(p.Lang), Checked: p.Lang.T("rule.page.checked_on", "day", p.Lang.Date(r.CheckedOn)),
		Confidence: p.Lang.T("rule.confidence." + string(r.Confidence)), Unsure: !r.Decides(),
	}
	for _, v := range r.Values {
		row.Numbers = append(row.Numbers, v.Say(p.Lang))
	}
	return row
}

// RuleSubjects are the rules in force on a day, by subject; a subject without any is left out.
func (p Presenter) RuleSubjects(on marketplace.Date) (subjects []view.RuleSubject, count int) {
	for _, s := range p.Rules.Subjects() {
		subject := view.RuleSubject{Key: s.Key, Name: s.Name.In(string(p.Lang.Voice))}
		for _, r := range p.Rules.All(on) {
			if r.Subject == s.Key {
				subject.Rules = append(subject.Rules, p.RuleRow(r))
			}
		}
		if len(subject.Rules) > 0 {
			subjects, count = append(subjects, subject), count+len(subject.Rules)
		}
	}
	return subjects, count
}

// RulePage is everything about one rule; false when there is none of that id. The statement on top is the one in force,
// otherwise the newest.
func (p Presenter) RulePage(id string) (view.Rule, bool) {
	list := p.Rules.Versions(id)
	if len(list) == 0 {
		return view.Rule{}, false
	}
	shown := list[0]
	if now, ok := p.Rules.At(id, p.Today()); ok {
		shown = now
	}
	subject, _ := p.Rules.Subject(shown.Subject)
	page := view.Rule{
		Heading: p.ruleLink(shown).Text, Statement: shown.Say(p.Lang),
		Subject: view.Link{Text: subject.Name.In(string(p.Lang.Voice)), Href: "/rules#" + subject.Key},
	}
	for _, r := range list {
		page.Versions = append(page.Versions, p.ruleVersion(r))
	}
	return page, true
}

func (p Presenter) ruleVersion(r rule.Rule) view.RuleVersion {
	v := view.RuleVersion{
		RuleRow: p.RuleRow(r), Now: r.InForce(p.Today()), State: p.Lang.T("rule.page.version.other"), Action: p.Lang.T("rule.action." + string(r.Action)),
	}
	if v.Now {
		v.State = p.Lang.T("rule.page.version.now")
	}
	for _, id := range r.BasedOn {
		for _, base := range p.Rules.Versions(id)[:1] {
			link := p.ruleLink(base)
			link.Note = base.Say(p.Lang)
			v.BasedOn = append(v.BasedOn, link)
		}
	}
	return v
}

func texts(list []matching.Dimension) []string {
	out := make([]string, len(list))
	for i, d := range list {
		out[i] = string(d)
	}
	return out
}
