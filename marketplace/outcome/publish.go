package outcome

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// mostQuarters is how far back figures are published: ten years.
const mostQuarters = 40

// Publish figures a year for people who may not see cases: the owner of a provider, and whoever gets the report. It counts
// to the end of the last quarter that is over on a day, so that what is added from one day to the next cannot be read off,
// and hides what Conceal hides. Everything that was published at the end of each earlier quarter is taken into account.
// There are no items in it. The zero Summary when no quarter of the year is over.
func Publish(cases []Case, year int, today marketplace.Date, l Limits) Summary {
	end := min(Year(year).To, lastFullQuarter(today))
	if end < Year(year).From {
		return Summary{}
	}
	ends := ends(cases, end)
	rounds := make([][]Group, len(ends))
	var out Summary
	for i, e := range ends {
		y, _ := quarterOf(e)
		out = Summarise(cases, y, e, l)
		rounds[i] = out.groups()
	}
	return out.concealed(Conceal(rounds, l.SmallGroup))
}

// ends are the last days of the quarters until a day: of its year, and of those before since anything happened.
func ends(cases []Case, last marketplace.Date) []marketplace.Date {
	year, _ := quarterOf(last)
	first := Year(year).From
	for _, c := range cases {
		for _, day := range []marketplace.Date{c.Referral.Received, c.Referral.Accepted, engagedOn(c)} {
			if day != "" {
				first = min(first, day)
			}
		}
	}
	var out []marketplace.Date
	for day := last; day >= first && len(out) < mostQuarters || len(out) == 0; {
		out = append(out, day)
		y, q := quarterOf(day)
		day = Quarter(y, q).From.AddDays(-1)
	}
	slices.Reverse(out)
	return out
}

// key names a number as it was published first: a quarter at its end, everything else at the end that counts.
func (s Summary) key(m Metric, part string) string {
	at := s.AsOf
	for q := 1; q <= 4; q++ {
		if part == quarterPart(q) {
			at = Quarter(s.Year, q).To
		}
	}
	return strings.Join([]string{string(m), part, string(at)}, " ")
}

// groups are the numbers of a summary that are published for the first time at its end.
func (s Summary) groups() []Group {
	_, last := quarterOf(s.AsOf)
	var out []Group
	for _, f := range s.Figures {
		for _, p := range f.Parts {
			quarter := strings.HasPrefix(p.Key, "q")
			if p.Key == Contacts || quarter && p.Key != quarterPart(last) {
				continue
			}
			g := Group{Key: s.key(f.Metric, p.Key), Family: f.Metric.family(), People: people(p.Items)}
			switch {
			case f.Metric == Forecast:
				g.Kind = string(f.Metric) + " " + columnOf(p.Key) + " " + string(s.AsOf)
			case quarter:
				g.Kind = string(f.Metric) + " " + string(Year(s.Year).From)
			case p.Key != Total:
				g.Kind = string(f.Metric) + " " + string(s.AsOf)
			}
			out = append(out, g)
		}
	}
	return out
}

// family are the metrics that count the same people by their definitions: who reads them knows what adds up to what.
func (m Metric) family() string {
	switch m {
	case Accepted, FirstContact:
		return "accepted"
	case JobStarts, Hours, Wage, Retention3, Retention6, Retention12:
		return "job starts"
	case Caseload, RetentionShare:
		return "caseload"
	case Received, Engaged, ContactsWeek, Forecast:
	}
	return string(m)
}

// concealed is the summary without what is hidden, and without any items.
func (s Summary) concealed(shown map[string]bool) Summary {
	out := s
	out.Figures = slices.Clone(s.Figures)
	for i, f := range out.Figures {
		var hidden bool
		parts := slices.Clone(f.Parts)
		for k, p := range parts {
			parts[k].Items = nil
			parts[k].Hidden = !shown[s.key(f.Metric, p.Key)]
			if p.Key == Contacts {
				parts[k].Hidden = few(f.Value, s.Limits.SmallGroup)
			}
			if parts[k].Hidden {
				parts[k].N, hidden = 0, hidden || p.Key != Unknown && p.Key != Total || f.Metric == Caseload
			}
		}
		out.Figures[i].Parts = parts
		if f.Value != nil {
			v := &Value{Amount: f.Value.Amount, Hidden: few(f.Value, s.Limits.SmallGroup)}
			if f.Metric != FirstContact {
				v.Hidden = v.Hidden || hidden
			}
			if v.Hidden {
				v.Amount = 0
			}
			out.Figures[i].Value = v
		}
	}
	return out
}

// few says whether a value is figured from fewer people than may be shown.
func few(v *Value, least int) bool { return v != nil && len(people(v.from)) < least }
