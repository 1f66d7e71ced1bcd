package present

import (
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// RuleLink is a link to a rule that was used; its text is the section, or that it is a reading of our own.
func (p Presenter) RuleLink(c verdict.Citation) view.Link {
	text := c.Section
	if c.Confidence == "" {
		text = p.version(c).Section
	}
	if text == "" {
		text = p.T("placed.own_reading")
	}
	return view.Link{Text: text, Href: "/rules/" + c.Rule}
}

// RuleSource is what a rule that was used is called, when it is valid and how sure it is, or that it was not in force on the day.
func (p Presenter) RuleSource(c verdict.Citation) string {
	r, sure := p.version(c), p.T("placed.no_rule")
	if c.Confidence != "" {
		sure = p.Lang.T("rule.confidence." + string(c.Confidence))
	}
	return "(" + r.Ref + ") " + r.Validity(p.Lang) + ". " + sure
}

// RuleStatement is what a rule that was used says.
func (p Presenter) RuleStatement(c verdict.Citation) string {
	if text := p.version(c).Say(p.Lang); text != "" {
		return text
	}
	return c.Rule
}

// version is a rule as it was when it was cited. When none was in force on the day it is the newest, so that the reader
// sees from when it holds; one that the book has lost since is still called by its id and has its days.
func (p Presenter) version(c verdict.Citation) rule.Rule {
	list := p.Rules.Versions(c.Rule)
	for _, r := range list {
		if c.Confidence == "" || r.ValidFrom == c.ValidFrom && r.ValidTo == c.ValidTo {
			return r
		}
	}
	return rule.Rule{ID: c.Rule, Ref: c.Rule, ValidFrom: c.ValidFrom, ValidTo: c.ValidTo, Section: c.Section}
}
