package outcome

import (
	"strings"

	"sovite.fi/sovite/marketplace/i18n"
)

// Name is what a metric is called in a language.
func (m Metric) Name(lang i18n.Lang) string { return lang.T("outcome.metric." + string(m)) }

// Text is the written definition of a metric in a language, with the numbers of the rules.
func (m Metric) Text(lang i18n.Lang, l Limits) string {
	key := "outcome.metric." + string(m) + ".text"
	if m.Months() > 0 {
		key = "outcome.metric.retention.text"
	}
	return lang.T(key, "hours", l.JobStartMinutes/60, "days", l.ContactDays, "contacts", l.ContactsWeekly, "caseload", l.Caseload,
		"share", lang.Percent(l.RetentionShare), "months", m.Months())
}

// Months is after how many months a metric asks who is at work; 0 for the others.
func (m Metric) Months() int {
	switch m {
	case Retention3:
		return 3
	case Retention6:
		return 6
	case Retention12:
		return 12
	case Received, Accepted, Engaged, JobStarts, FirstContact, ContactsWeek, Hours, Wage, Caseload, RetentionShare, Forecast:
	}
	return 0
}

// PartName is what a part is called; the parts of most metrics share their names.
func (m Metric) PartName(lang i18n.Lang, key string) string {
	if row, column, ok := strings.Cut(key, "."); m == Forecast && ok {
		return lang.T("outcome.report.cell", "row", RowName(lang, row), "column", m.PartName(lang, column))
	}
	if own := "outcome.part." + string(m) + "." + key; lang.Has(own) {
		return lang.T(own)
	}
	return lang.T("outcome.part." + key)
}

// RowName is what the matcher forecast, in words.
func RowName(lang i18n.Lang, row string) string {
	if row == NoForecast {
		return lang.T("outcome.forecast.none")
	}
	return lang.T("match.group." + row)
}

// Said is the value in a language with its unit: "12 days", "5.3 a week", "18.5 h", "€12.50", "75%".
func (v Value) Said(lang i18n.Lang, m Metric) string {
	switch m {
	case FirstContact:
		return lang.N("rule.unit.days", int(v.Amount))
	case ContactsWeek:
		return lang.T("outcome.value.contacts", "n", lang.Decimal(float64(v.Amount)/100, 1))
	case Hours:
		return lang.T("outcome.value.hours", "hours", lang.Hours(int(v.Amount)))
	case Wage:
		return lang.T("outcome.value.wage", "euros", lang.Euros(v.Amount))
	case Caseload:
		return lang.T("outcome.value.caseload", "n", lang.Decimal(float64(v.Amount)/100, 1))
	case Retention3, Retention6, Retention12, RetentionShare:
		return lang.Percent(v.Amount)
	case Received, Accepted, Engaged, JobStarts, Forecast:
	}
	return lang.Number(v.Amount)
}
