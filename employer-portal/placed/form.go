package placed

import (
	"math"
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
)

// reader reads what was typed and remembers what could not be read.
type reader struct {
	url.Values
	bad []marketplace.FieldError
}

func (r *reader) text(name string) string { return strings.TrimSpace(r.Get(name)) }

func (r *reader) date(name string) marketplace.Date { return marketplace.Date(r.text(name)) }

func (r *reader) wrong(name, key string) {
	r.bad = append(r.bad, marketplace.Field(name, key, "value", r.text(name)))
}

// number is a whole number; empty is 0.
func (r *reader) number(name string) int {
	if r.text(name) == "" {
		return 0
	}
	n, err := strconv.Atoi(r.text(name))
	if err != nil {
		r.wrong(name, "field.number")
	}
	return n
}

// hundredths are a number with a comma or a point; empty is 0.
func (r *reader) hundredths(name string) int64 {
	s := strings.ReplaceAll(strings.Trim(r.text(name), "€ "), ",", ".")
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e7 {
		r.wrong(name, "field.number")
		return 0
	}
	return int64(math.Round(v * 100))
}

// minutes are typed as hours.
func (r *reader) minutes(name string) int {
	return int(math.Round(float64(r.hundredths(name)) * 60 / 100))
}

// clock is a time of day in minutes; "8:30" and "8.30" are the same. Empty is 0.
func (r *reader) clock(name string) int {
	s := strings.ReplaceAll(r.text(name), ".", ":")
	if s == "" {
		return 0
	}
	hours, rest, _ := strings.Cut(s, ":")
	h, err1 := strconv.Atoi(hours)
	m, err2 := strconv.Atoi(rest)
	if rest == "" {
		m, err2 = 0, nil
	}
	if err1 != nil || err2 != nil || h < 0 || h > 24 || m < 0 || m > 59 {
		r.wrong(name, "portal.placed.clock")
		return 0
	}
	return h*60 + m
}

func (r *reader) draft() placement.Draft {
	return placement.Draft{
		Terms: placement.Terms{
			Title: r.text("title"), Form: r.text("form"), Work: r.text("work"), Place: r.text("place"), Contact: r.text("contact"), Arrival: r.text("arrival"),
			Directs: r.text("directs"), Days: r.number("days"), DayMinutes: r.minutes("day_minutes"), WeekMinutes: r.minutes("week_minutes"),
			DayStart: r.clock("day_start"), DayEnd: r.clock("day_end"), Break: r.number("break_minutes"), Start: r.date("start"), End: r.date("end"),
			Wage: placement.Wage{Kind: r.text("wage_kind"), Cents: r.hundredths("wage_cents")}, Support: r.text("support"),
		},
		About: placement.About{
			EmployerKind: r.text("employer_kind"), PresentEmployer: r.text("present_employer"), Age: r.text("age"), School: r.Get("school") != "",
			LightWork: r.Get("light_work") != "", TrialDays: r.number("trial_days"), RehabDays: r.number("rehab_days"), IncomeLimit: r.Get("income_limit") != "",
			Checks: r.Values["checks"], Subsidy: gate.Subsidy{
				Branch: r.text("subsidy_branch"), DecidedOn: r.date("subsidy_decided_on"), Number: r.text("subsidy_number"), Until: r.date("subsidy_until"),
			},
		},
	}
}

func hours(minutes int) string {
	if minutes == 0 {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(math.Round(float64(minutes)*100/60)/100, 'f', -1, 64), ".", ",", 1)
}

func euros(cents int64) string {
	if cents == 0 {
		return ""
	}
	return strings.Replace(strconv.FormatFloat(float64(cents)/100, 'f', 2, 64), ".", ",", 1)
}

func whole(n int) string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(n)
}

func ticked(on bool) string {
	if on {
		return "yes"
	}
	return ""
}

// values are a draft as the form shows it.
func values(d placement.Draft) url.Values {
	t, a, v := d.Terms, d.About, url.Values{}
	for name, value := range map[string]string{
		"title": t.Title, "form": t.Form, "work": t.Work, "place": t.Place, "contact": t.Contact, "arrival": t.Arrival, "directs": t.Directs, "days": whole(t.Days),
		"day_minutes": hours(t.DayMinutes), "week_minutes": hours(t.WeekMinutes), "break_minutes": whole(t.Break), "start": string(t.Start), "end": string(t.End),
		"wage_kind": t.Wage.Kind, "wage_cents": euros(t.Wage.Cents), "support": t.Support, "employer_kind": a.EmployerKind, "present_employer": a.PresentEmployer,
		"age": a.Age, "school": ticked(a.School), "light_work": ticked(a.LightWork), "trial_days": whole(a.TrialDays), "rehab_days": whole(a.RehabDays),
		"income_limit": ticked(a.IncomeLimit), "subsidy_branch": a.Subsidy.Branch, "subsidy_decided_on": string(a.Subsidy.DecidedOn),
		"subsidy_number": a.Subsidy.Number, "subsidy_until": string(a.Subsidy.Until),
	} {
		if value != "" {
			v.Set(name, value)
		}
	}
	if t.DayEnd > 0 {
		v.Set("day_start", i18n.Clock(t.DayStart))
		v.Set("day_end", i18n.Clock(t.DayEnd))
	}
	v["checks"] = a.Checks
	return v
}

const label = "portal.placed.f."

// groups are the fields of a draft.
func (r *request) groups(f view.Form) []view.FieldGroup {
	choose := view.Option{Text: r.T("placed.choose")}
	options := func(prefix string, words ...string) []view.Option {
		return append([]view.Option{choose}, f.Keyed("portal.placed."+prefix, words...)...)
	}
	check := func(name string) view.Field {
		return f.Checks(name, label+name, []view.Option{{Value: "yes", Text: r.T("placed.f." + name + ".yes")}})
	}
	return []view.FieldGroup{
		{Heading: r.T("placed.g.work"), Fields: []view.Field{
			f.Input("title", label+"title").Must(), f.Select("form", label+"form", append([]view.Option{choose}, f.Words("form")...)).WithHint(r.T("placed.f.form.hint")),
			f.Area("work", label+"work", 4), f.Input("place", label+"place"), f.Input("contact", label+"contact").WithHint(r.T("placed.f.contact.hint")),
			f.Area("arrival", label+"arrival", 2), f.Radios("directs", label+"directs", f.Keyed("portal.placed.directs", placement.Directors()...)),
		}},
		{Heading: r.T("placed.g.time"), Fields: []view.Field{
			f.Date("start", label+"start").Narrow(), f.Date("end", label+"end").WithHint(r.T("placed.f.end.hint")).Narrow(), f.Input("days", label+"days").Narrow(),
			f.Input("day_minutes", label+"day_minutes").WithHint(r.T("placed.hours.hint")).Narrow(), f.Input("week_minutes", label+"week_minutes").WithHint(r.T("placed.hours.hint")).Narrow(),
			f.Input("day_start", label+"day_start").WithHint(r.T("placed.clock.hint")).Narrow(), f.Input("day_end", label+"day_end").Narrow(), f.Input("break_minutes", label+"break_minutes").WithHint(r.T("placed.minutes.hint")).Narrow(),
		}},
		{Heading: r.T("placed.g.wage"), Fields: []view.Field{
			f.Radios("wage_kind", label+"wage_kind", f.Keyed("portal.placed.wages", placement.Wages()...)), f.Input("wage_cents", label+"wage_cents").Narrow(),
			f.Area("support", label+"support", 3),
		}},
		{Heading: r.T("placed.g.about"), Note: r.T("placed.g.about.note"), Fields: []view.Field{
			f.Radios("age", label+"age", f.Keyed("portal.placed.age", gate.Ages()...)), check("school"), check("light_work"),
			f.Select("employer_kind", label+"employer_kind", options("employer", gate.Employers()...)),
			f.Radios("present_employer", label+"present_employer", f.Keyed("portal.placed.answer", "yes", "no")), check("income_limit"),
			f.Checks("checks", label+"checks", f.Keyed("portal.placed.check", gate.Checks()...)),
		}},
		{Heading: r.T("placed.g.forms"), Note: r.T("placed.g.forms.note"), Fields: []view.Field{
			f.Input("trial_days", label+"trial_days").Narrow(), f.Input("rehab_days", label+"rehab_days").Narrow(),
			f.Select("subsidy_branch", label+"subsidy_branch", options("branch", gate.Branches()...)), f.Date("subsidy_decided_on", label+"subsidy_decided_on").Narrow(),
			f.Input("subsidy_number", label+"subsidy_number").Narrow(), f.Date("subsidy_until", label+"subsidy_until").Narrow(),
		}},
	}
}

// labels are the labels of all fields of groups.
func labels(groups []view.FieldGroup) map[string]string {
	out := map[string]string{}
	for _, g := range groups {
		for _, f := range g.Fields {
			out[f.Name] = f.Label
		}
	}
	return out
}
