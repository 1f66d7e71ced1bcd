package outcome

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

func limits() Limits {
	return Limits{JobStartMinutes: 240, ContactDays: 30, ContactsWeekly: 6, Caseload: 20, RetentionShare: 1500, SmallGroup: 10}
}

func ptr[T any](v T) *T { return &v }

// worker is a client accepted on 10 January 2026 whose contacts and jobs are kept.
func worker(jobs ...Episode) Case {
	return Case{
		Client: "c", Coach: "k", Open: true, Engaged: "2026-01-12", Jobs: jobs, Knows: Knows{true, true, true},
		Referral: Referral{Received: "2026-01-05", Accepted: "2026-01-10", AtWork: ptr(false)},
	}
}

func job(change func(*Episode)) Episode {
	e := Episode{ID: "j", Form: "employment", Start: "2026-02-02", Seen: "2026-12-31", Worked: ptr(240), Week: ptr(900), Wage: ptr(int64(1250))}
	if change != nil {
		change(&e)
	}
	return e
}

// A job start is paid, begun after being accepted, and has had four hours of work: four exactly are enough.
func TestJobStarts(t *testing.T) {
	year := Year(2026)
	for name, tc := range map[string]struct {
		c    Case
		want string
	}{
		"four hours exactly":    {worker(job(nil)), Yes},
		"a minute less":         {worker(job(func(e *Episode) { e.Worked = ptr(239) })), No},
		"not a minute":          {worker(job(func(e *Episode) { e.Worked = ptr(0) })), No},
		"hours not known":       {worker(job(func(e *Episode) { e.Worked = nil })), Unknown},
		"work trial":            {worker(job(func(e *Episode) { e.Form = "work_trial" })), No},
		"rehabilitative":        {worker(job(func(e *Episode) { e.Form = "rehabilitative" })), No},
		"wage subsidy":          {worker(job(func(e *Episode) { e.Form = "pay_subsidy" })), Yes},
		"before being accepted": {worker(job(func(e *Episode) { e.Start = "2026-01-09" })), No},
		"on that very day":      {worker(job(func(e *Episode) { e.Start = "2026-01-10" })), Yes},
		"on New Year's Eve":     {worker(job(func(e *Episode) { e.Start = "2026-12-31" })), Yes},
		"a day later":           {worker(job(func(e *Episode) { e.Start = "2027-01-01" })), No},
		"the second, in vain":   {worker(job(func(e *Episode) { e.Worked = ptr(60) }), job(func(e *Episode) { e.Start = "2027-03-01" })), No},
		"known beats not known": {worker(job(func(e *Episode) { e.Worked = nil }), job(nil)), Yes},
		"no jobs":               {worker(), No},
		"nobody keeps jobs":     {Case{Client: "c", Open: true, Referral: Referral{Accepted: "2026-01-10"}}, Unknown},
	} {
		if got := tc.c.startedIn(year, 240); got != tc.want {
			t.Errorf("%s: %s, want %s", name, got, tc.want)
		}
	}
}

// Retention asks about one day: the last day of work counts, the day after does not, and what nobody saw is not known.
func TestRetention(t *testing.T) {
	for name, tc := range map[string]struct {
		jobs   []Episode
		period Period
		want   string
	}{
		"goes on":                       {[]Episode{job(nil)}, Year(2026), Yes},
		"ended the day before":          {[]Episode{job(func(e *Episode) { e.End = "2026-05-01" })}, Year(2026), No},
		"ended on that day":             {[]Episode{job(func(e *Episode) { e.End = "2026-05-02" })}, Year(2026), Yes},
		"last seen the day before":      {[]Episode{job(func(e *Episode) { e.Seen = "2026-05-01" })}, Year(2026), Unknown},
		"last seen on that day":         {[]Episode{job(func(e *Episode) { e.Seen = "2026-05-02" })}, Year(2026), Yes},
		"in another job":                {[]Episode{job(func(e *Episode) { e.End = "2026-03-01" }), job(func(e *Episode) { e.Start = "2026-05-02" })}, Year(2026), Yes},
		"in another a day later":        {[]Episode{job(func(e *Episode) { e.End = "2026-03-01" }), job(func(e *Episode) { e.Start = "2026-05-03" })}, Year(2026), No},
		"in a work trial":               {[]Episode{job(func(e *Episode) { e.End = "2026-03-01" }), job(func(e *Episode) { e.Start, e.Form = "2026-04-01", "work_trial" })}, Year(2026), No},
		"one ended, one not seen since": {[]Episode{job(func(e *Episode) { e.End = "2026-03-01" }), job(func(e *Episode) { e.Start, e.Seen = "2026-03-02", "2026-03-02" })}, Year(2026), Unknown},
		"the day lies after":            {[]Episode{job(nil)}, Year(2026).until("2026-05-01"), ""},
		"the day is the last":           {[]Episode{job(nil)}, Year(2026).until("2026-05-02"), Yes},
		"the day lies before":           {[]Episode{job(nil)}, Year(2027), ""},
		"never began":                   {[]Episode{job(func(e *Episode) { e.Worked = ptr(60) })}, Year(2026), ""},
	} {
		if got := worker(tc.jobs...).retained(tc.period, 3, 240); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// Thirty days are in time, thirty-one are late, and as long as there is time nobody is late.
func TestFirstContact(t *testing.T) {
	on := func(day marketplace.Date, face bool) Case {
		c := worker()
		c.Contacts = []Contact{{ID: "m", Coach: "k", On: day, FaceToFace: face}}
		return c
	}
	none := worker()
	silent := worker()
	silent.Knows.Contacts = false
	for name, tc := range map[string]struct {
		c    Case
		asOf marketplace.Date
		want string
	}{
		"the same day":              {on("2026-01-10", true), "2026-12-31", Within},
		"thirty days":               {on("2026-02-09", true), "2026-12-31", Within},
		"thirty-one days":           {on("2026-02-10", true), "2026-12-31", Late},
		"by telephone":              {on("2026-01-11", false), "2026-12-31", Late},
		"before being accepted":     {on("2026-01-09", true), "2026-12-31", Late},
		"none on the thirtieth day": {none, "2026-02-09", NotDue},
		"none on the next":          {none, "2026-02-10", Late},
		"nobody keeps them":         {silent, "2026-12-31", Unknown},
		"of another year":           {on("2026-01-11", true), "2025-12-31", ""},
	} {
		if got := tc.c.met(Year(2026).until(tc.asOf), tc.asOf, 30); got != tc.want {
			t.Errorf("%s: %q, want %q", name, got, tc.want)
		}
	}
}

// Each metric of a small provider that can be checked by hand.
func TestSummarise(t *testing.T) {
	one, two := worker(job(func(e *Episode) { e.Forecast = "fits_now" })), worker(job(func(e *Episode) { e.Week, e.Wage, e.Start = nil, ptr(int64(1400)), "2026-04-01" }))
	two.Client, two.Referral.AtWork, two.Knows.Referral = "d", nil, false
	one.Contacts = []Contact{{"m1", "k", "2026-01-20", true}, {"m2", "k", "2026-03-01", true}, {"m3", "k", "2026-03-02", false}}
	gone := worker()
	gone.Client, gone.Open, gone.Ended, gone.Referral.AtWork, gone.Coach = "e", false, "2026-06-30", ptr(true), "other"
	s := Summarise([]Case{one, two, gone}, 2026, "2026-06-30", limits())
	got := map[string]string{}
	for _, f := range s.Figures {
		text := ""
		for _, p := range f.Parts {
			text += fmt.Sprintf("%s %d; ", p.Key, p.N)
		}
		if f.Value != nil {
			text += fmt.Sprint(f.Value.Amount)
		}
		got[string(f.Metric)] = text
	}
	want := map[string]string{
		"received": "q1 2; q2 0; total 2; unknown 1; ", "accepted": "q1 3; q2 0; total 3; ", "engaged": "q1 3; q2 0; total 3; ",
		"first_contact": "total 3; within 1; late 2; not_due 0; unknown 0; 10", "contacts_week": "contacts 2; 3",
		"job_starts": "q1 1; q2 1; total 2; ", "hours": "total 2; known 1; unknown 1; 900", "wage": "total 2; known 2; unknown 0; 1325",
		"retention_3": "total 1; yes 1; no 0; unknown 0; 10000", "retention_6": "total 0; yes 0; no 0; unknown 0; ",
		"retention_12": "total 0; yes 0; no 0; unknown 0; ", "caseload": "total 2; 200", "retention_share": "total 2; yes 0; no 1; unknown 1; 0",
		"forecast": forecastText(map[string]int{"fits_now.started": 1, "fits_now.month_1": 1, "fits_now.month_3": 1, "none.started": 1, "none.month_1": 1}),
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

// forecastText is how the numbers of the forecast are written above: those that are not named are 0.
func forecastText(numbers map[string]int) (text string) {
	for _, row := range Foreseen() {
		for _, column := range Happened() {
			key := ForecastPart(row, column)
			text += fmt.Sprintf("%s %d; ", key, numbers[key])
		}
	}
	return text
}

func drawDay(t *rapid.T, label string) marketplace.Date {
	return dateOf(Year(2024).From.Time().AddDate(0, 0, rapid.IntRange(0, 1000).Draw(t, label)))
}

// drawCases draws clients with any lives.
func drawCases(t *rapid.T, most int) []Case {
	n := rapid.IntRange(0, most).Draw(t, "clients")
	out := make([]Case, n)
	for i := range out {
		c := Case{Client: marketplace.ID(fmt.Sprintf("c%03d", i)), Coach: marketplace.ID(rapid.SampledFrom([]string{"k1", "k2"}).Draw(t, "coach")), Open: rapid.Bool().Draw(t, "open")}
		c.Referral.Received, c.Referral.Accepted = drawDay(t, "received"), drawDay(t, "accepted")
		c.Engaged = drawDay(t, "engaged")
		c.Knows = Knows{rapid.Bool().Draw(t, "a"), rapid.Bool().Draw(t, "b"), rapid.Bool().Draw(t, "c")}
		if rapid.Bool().Draw(t, "asked") {
			c.Referral.AtWork = ptr(rapid.Bool().Draw(t, "at work"))
		}
		for k := range rapid.IntRange(0, 2).Draw(t, "jobs") {
			e := Episode{ID: marketplace.ID(fmt.Sprintf("%s-%d", c.Client, k)), Form: rapid.SampledFrom([]string{"employment", "work_trial"}).Draw(t, "form"), Start: drawDay(t, "start"), Seen: drawDay(t, "seen")}
			if rapid.Bool().Draw(t, "known") {
				e.Worked, e.Week, e.Wage = ptr(rapid.IntRange(0, 480).Draw(t, "worked")), ptr(900), ptr(int64(1300))
			}
			e.Forecast = rapid.SampledFrom([]string{"fits_now", "fits_now", "fits_if", ""}).Draw(t, "forecast")
			if rapid.Bool().Draw(t, "ends") {
				e.End = dateOf(e.Start.Time().AddDate(0, 0, rapid.IntRange(0, 300).Draw(t, "days")))
			}
			c.Jobs = append(c.Jobs, e)
		}
		for k := range rapid.IntRange(0, 2).Draw(t, "contacts") {
			c.Contacts = append(c.Contacts, Contact{marketplace.ID(fmt.Sprintf("%s-m%d", c.Client, k)), c.Coach, drawDay(t, "met"), rapid.Bool().Draw(t, "face")})
		}
		out[i] = c
	}
	return out
}

// Whatever the lives: the order of the cases changes nothing, each number is as long as its list, nobody is in it twice,
// parts of a whole share nobody and add up to it, and somebody of another year changes no count.
func TestSummariseProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		cases, asOf := drawCases(t, 12), drawDay(t, "as of")
		s := Summarise(cases, 2025, asOf, limits())
		turned := Summarise(rapid.Permutation(cases).Draw(t, "turned"), 2025, asOf, limits())
		if diff := cmp.Diff(lists(s), lists(turned)); diff != "" {
			t.Fatalf("the order counts: %s", diff)
		}
		for _, f := range s.Figures {
			checkFigure(t, f)
		}
		later := worker(job(func(e *Episode) { e.Start = "2031-01-01" }))
		later.Client, later.Referral = "later", Referral{Received: "2030-12-01", Accepted: "2030-12-01"}
		if diff := cmp.Diff(lists(s), lists(Summarise(append(slices.Clone(cases), later), 2025, asOf, limits()))); diff != "" {
			t.Fatalf("somebody of 2031 changes 2025: %s", diff)
		}
	})
}

// lists are the numbers with their items and values, as far as they are shown.
func lists(s Summary) map[string]any {
	out := map[string]any{}
	for _, f := range s.Figures {
		for _, p := range f.Parts {
			out[string(f.Metric)+" "+p.Key] = append([]Item{}, p.Items...)
		}
		if f.Value != nil {
			out[string(f.Metric)] = f.Value.Amount
		}
	}
	return out
}

func checkFigure(t *rapid.T, f Figure) {
	var of []Item
	sum, quarters := 0, 0
	for _, p := range f.Parts {
		if p.N != len(p.Items) {
			t.Fatalf("%s %s is %d and opens %d", f.Metric, p.Key, p.N, len(p.Items))
		}
		switch p.Key {
		case Total, Unknown:
		case "q1", "q2", "q3", "q4":
			quarters += p.N
		}
		if p.Key != Total && p.Key != Contacts {
			of, sum = append(of, p.Items...), sum+p.N
		}
	}
	slices.SortFunc(of, byID)
	if f.Metric != Forecast && len(slices.Compact(of)) != sum {
		t.Fatalf("somebody is in two parts of %s", f.Metric)
	}
	total, ok := f.Part(Total)
	_, byQuarters := f.Part("q1")
	if ok && f.Metric != Caseload && (byQuarters && quarters != total.N || !byQuarters && f.Metric != Received && sum != total.N && len(f.Parts) > 2) {
		t.Fatalf("the parts of %s are %d and %d, the whole %d", f.Metric, quarters, sum, total.N)
	}
}
