package outcome

import (
	"bytes"
	"encoding/csv"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// Report is the summary as a table for funders, in a language: one row for each number, with the definition, the period and
// the provider, separated by semicolons, as UTF-8 with a byte order mark, so that spreadsheets show ä and ö. Of what is
// hidden it says so. No cell begins like a formula.
func (s Summary) Report(lang i18n.Lang, provider string) ([]byte, error) {
	var out bytes.Buffer
	out.WriteString("\ufeff")
	w := csv.NewWriter(&out)
	w.Comma, w.UseCRLF = ';', true
	if err := w.Write(headings(lang)); err != nil {
		return nil, err
	}
	for _, f := range s.Figures {
		for _, r := range s.rows(f, lang, provider) {
			if err := w.Write(plain(r)); err != nil {
				return nil, err
			}
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

func headings(lang i18n.Lang) []string {
	out := []string{}
	for _, key := range []string{"metric", "part", "number", "unit", "definition", "from", "to", "provider"} {
		out = append(out, lang.T("outcome.report."+key))
	}
	return out
}

// rows are the numbers of one figure: the value first, then its parts.
func (s Summary) rows(f Figure, lang i18n.Lang, provider string) [][]string {
	name, text, from := f.Metric.Name(lang), f.Metric.Text(lang, s.Limits), Year(s.Year).From
	row := func(part, number, unit string, from, to marketplace.Date) []string {
		return []string{name, part, number, unit, text, string(from), string(to), provider}
	}
	hidden := lang.T("outcome.hidden.short")
	var out [][]string
	if v := f.Value; v != nil {
		number := f.Metric.plainValue(*v)
		if v.Hidden {
			number = hidden
		}
		out = append(out, row(lang.T("outcome.report.value"), number, lang.T("outcome.unit."+string(f.Metric)), from, s.AsOf))
	}
	for _, p := range f.Parts {
		number, first, last := strconv.Itoa(p.N), from, s.AsOf
		if p.Hidden {
			number = hidden
		}
		for q := 1; q <= 4; q++ {
			if p.Key == quarterPart(q) {
				first, last = Quarter(s.Year, q).From, Quarter(s.Year, q).To
			}
		}
		out = append(out, row(f.Metric.PartName(lang, p.Key), number, lang.T("outcome.unit.count"), first, last))
	}
	return out
}

// plainValue is a value as a number with a full stop, in the unit that the report names: days, contacts, hours, euros,
// clients or per cent.
func (m Metric) plainValue(v Value) string {
	switch m {
	case ContactsWeek, Caseload, Wage, Retention3, Retention6, Retention12, RetentionShare:
		return strconv.FormatFloat(float64(v.Amount)/100, 'f', 2, 64)
	case Hours:
		return strconv.FormatFloat(float64(v.Amount)/60, 'f', 1, 64)
	case FirstContact, Received, Accepted, Engaged, JobStarts, Forecast:
	}
	return strconv.FormatInt(v.Amount, 10)
}

// plain makes every cell one that a spreadsheet shows as it is: what would begin like a formula gets an apostrophe before
// it.
func plain(cells []string) []string {
	out := make([]string, len(cells))
	for i, c := range cells {
		if t := strings.TrimLeft(c, " \t\r\n\u00a0"); t != "" && strings.ContainsRune("=+-@", rune(t[0])) || strings.HasPrefix(c, "\t") || strings.HasPrefix(c, "\r") {
			c = "'" + c
		}
		out[i] = c
	}
	return out
}
