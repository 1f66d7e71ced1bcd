package rule

import (
	"strings"

	"sovite.fi/sovite/marketplace/i18n"
)

// Say is the statement in a language, with its numbers.
func (r Rule) Say(lang i18n.Lang) string {
	pairs := make([]string, 0, 2*len(r.Values))
	for _, v := range r.Values {
		pairs = append(pairs, "{"+v.Name+"}", v.quantity(lang))
	}
	return strings.NewReplacer(pairs...).Replace(r.Statement.In(string(lang.Voice)))
}

// Say is the number in a language: "at most 6 months", "€20 an hour".
func (v Value) Say(lang i18n.Lang) string {
	text := v.quantity(lang)
	if v.Per != "" {
		text += " " + lang.T("rule.per."+v.Per)
	}
	if v.Bound != Exactly {
		text = lang.T("rule.bound."+string(v.Bound)) + " " + text
	}
	return text
}

// quantity is the number with its unit.
func (v Value) quantity(lang i18n.Lang) string {
	switch v.Unit {
	case Cents:
		if v.Amount%100 == 0 {
			return lang.WholeEuros(v.Amount / 100)
		}
		return lang.Euros(v.Amount)
	case BasisPoints:
		return lang.Percent(v.Amount)
	case Minutes:
		return lang.Minutes(int(v.Amount))
	case Number, HourOfDay:
		return lang.Number(v.Amount)
	case Hours, Days, WorkingDays, Months, Years:
	}
	return lang.N("rule.unit."+string(v.Unit), int(v.Amount))
}

// From is the first day of validity in words: a day, a year, or that it was not recorded.
func (r Rule) From(lang i18n.Lang) string {
	switch {
	case r.ValidFrom == "":
		return lang.T("rule.from.open")
	case r.FromPrecision == "year":
		return lang.T("rule.from.year", "year", string(r.ValidFrom[:4]))
	}
	return lang.T("rule.from.day", "day", lang.Date(r.ValidFrom))
}

// Validity is when the rule is valid, in words.
func (r Rule) Validity(lang i18n.Lang) string {
	if r.ValidTo == "" {
		return r.From(lang)
	}
	return r.From(lang) + ", " + lang.T("rule.to.day", "day", lang.Date(r.ValidTo))
}

// Cite is where the rule stands: the section, or that it is a reading of our own.
func (r Rule) Cite(lang i18n.Lang) string {
	if r.Section == "" {
		return r.Source.Title.In(string(lang.Voice))
	}
	return r.Section
}

// Offer is a rule of public aid as a line beside a change: what may be paid, by which section and since when. Plain
// Finnish leaves section and day out.
func (r Rule) Offer(lang i18n.Lang) string {
	return lang.T("rule.aid", "aid", r.Say(lang), "section", r.Cite(lang), "from", r.From(lang))
}
