package price

import (
	"strings"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
)

// Say is a verdict in sentences: what was found, what is missing, and whether the margin is reached.
func (v Verdict) Say(lang i18n.Lang) []string {
	write := func(r money.Rate) string { return r.Write(lang.Code()) }
	key := string(v.Outcome)
	if v.Outcome == Covers && v.By == 0 {
		key = "exactly"
	}
	by := v.By
	if by < 0 {
		by = -by
	}
	out := []string{lang.T("price.say."+key, "cost", write(v.Cost), "by", write(by))}
	if len(v.Missing) > 0 {
		out = append(out, lang.T("price.say.missing", "parts", v.missing(lang)))
	}
	if v.Thin() {
		out = append(out, lang.T("price.say.thin", "margin", write(v.Margin)))
	}
	return out
}

func (v Verdict) missing(lang i18n.Lang) string {
	names := make([]string, len(v.Missing))
	for i, p := range v.Missing {
		names[i] = lang.T("price.part." + string(p))
	}
	return strings.Join(names, ", ")
}

// Say is how a price stands to the market reference, in a sentence; empty when there is none.
func (m Market) Say(price money.Rate, lang i18n.Lang) string {
	if m == (Market{}) {
		return ""
	}
	key, by := "same", price-m.Rate
	switch {
	case by < 0:
		key, by = "under", -by
	case by > 0:
		key = "over"
	}
	code := lang.Code()
	return lang.T("price.market."+key, "by", by.Write(code), "rate", m.Rate.Write(code), "source", m.Source, "day", lang.Date(m.On))
}
