package gate_test

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/rule"
)

func book(t testing.TB) *rule.Book {
	t.Helper()
	b, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// all is a case of a form with which every gate is content.
func all(form string) gate.Case {
	c := gate.Case{
		Form: form, Today: "2026-11-23", Start: "2026-12-01", End: "2027-04-30", Days: 4, DayMinutes: 300, WeekMinutes: 1200, DayStart: 480, DayEnd: 780, Paid: true,
		Directs: "employer", Employer: "association", PresentEmployer: "no", Age: gate.Adult, Checks: gate.Checks(), Signed: true,
		Subsidy: gate.Subsidy{Branch: "basic", DecidedOn: "2026-11-20", Until: "2027-04-30"},
	}
	if form == "subcontract" || form == "work_activity" {
		c.Directs = "provider"
	}
	return c
}

func forms() []string {
	return []string{"employment", "pay_subsidy", "work_trial", "subcontract", "gig", "rehabilitative", "transitional", "work_activity"}
}

func judge(t testing.TB, c gate.Case) []gate.Finding {
	t.Helper()
	found, err := gate.Judge(book(t), c)
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestGoodCasesPass(t *testing.T) {
	for _, form := range forms() {
		for _, f := range judge(t, all(form)) {
			if f.Result != gate.Pass {
				t.Errorf("%s: %s is %s", form, f.Key, f.Result)
			}
			if f.Rule == "" || f.Confidence == "" {
				t.Errorf("%s: %s cites nothing", form, f.Key)
			}
		}
	}
}

func TestWhatTheGatesFind(t *testing.T) {
	for name, tc := range map[string]struct {
		form   string
		change func(*gate.Case)
		key    string
		want   gate.Result
		told   bool
	}{
		"a trial of seven months":                   {"work_trial", func(c *gate.Case) { c.End = "2027-06-30" }, "work_trial.max_total/end_earlier", gate.Blocked, true},
		"a trial of six months to the day":          {"work_trial", func(c *gate.Case) { c.End = "2027-05-31" }, "work_trial.max_total/end_earlier", gate.Pass, true},
		"a day more":                                {"work_trial", func(c *gate.Case) { c.End = "2027-06-01" }, "work_trial.max_total/end_earlier", gate.Blocked, true},
		"with days used before":                     {"work_trial", func(c *gate.Case) { c.End, c.TrialDays = "2027-05-31", 1 }, "work_trial.max_total/end_earlier", gate.Blocked, true},
		"a trial without an end":                    {"work_trial", func(c *gate.Case) { c.End = "" }, "work_trial.contract/set_end", gate.Blocked, false},
		"a trial of three hours a day":              {"work_trial", func(c *gate.Case) { c.DayMinutes = 180 }, "work_trial.day/lengthen_day", gate.Blocked, true},
		"a trial of nine hours a day":               {"work_trial", func(c *gate.Case) { c.DayMinutes = 540 }, "work_trial.day/shorten_day", gate.Blocked, true},
		"a trial on six days":                       {"work_trial", func(c *gate.Case) { c.Days = 6 }, "work_trial.days_per_week/fewer_days", gate.Blocked, true},
		"a trial with the present employer":         {"work_trial", func(c *gate.Case) { c.PresentEmployer = "yes" }, "work_trial.not_present_employer/not_present_employer", gate.Blocked, true},
		"a trial that somebody else directs":        {"work_trial", func(c *gate.Case) { c.Directs = "provider" }, "work_trial.no_transfer/employer_directs", gate.Blocked, true},
		"a trial without three yes":                 {"work_trial", func(c *gate.Case) { c.Signed = false }, "work_trial.contract/sign", gate.Blocked, false},
		"subsidy before the decision":               {"pay_subsidy", func(c *gate.Case) { c.Subsidy.DecidedOn = "2026-12-02" }, "wage_subsidy.decision_first/wait_for_decision", gate.Blocked, true},
		"subsidy decided on the day":                {"pay_subsidy", func(c *gate.Case) { c.Subsidy.DecidedOn = "2026-12-01" }, "wage_subsidy.decision_first/wait_for_decision", gate.Pass, true},
		"subsidy not decided":                       {"pay_subsidy", func(c *gate.Case) { c.Subsidy.DecidedOn = "" }, "wage_subsidy.decision_first/wait_for_decision", gate.Blocked, false},
		"subsidy for a state office":                {"pay_subsidy", func(c *gate.Case) { c.Employer = "state" }, "wage_subsidy.no_state_office/no_state_office", gate.Blocked, true},
		"the basic branch for a municipality":       {"pay_subsidy", func(c *gate.Case) { c.Employer = "municipality" }, "wage_subsidy.municipality/branch_of_municipality", gate.Blocked, true},
		"the full branch for a company":             {"pay_subsidy", func(c *gate.Case) { c.Employer, c.Subsidy.Branch = "company", "full" }, "wage_subsidy.full_employer/branch_of_association", gate.Blocked, true},
		"subsidy longer than the branch":            {"pay_subsidy", func(c *gate.Case) { c.Subsidy.Until = "2027-05-01" }, "wage_subsidy.basic_duration/subsidy_ends", gate.Warn, true},
		"activity for a company":                    {"rehabilitative", func(c *gate.Case) { c.Employer = "company" }, "rehabilitative_work.no_company/no_company", gate.Blocked, true},
		"activity for nobody knows whom":            {"rehabilitative", func(c *gate.Case) { c.Employer = "" }, "rehabilitative_work.no_company/no_company", gate.Blocked, false},
		"activity on five days":                     {"rehabilitative", func(c *gate.Case) { c.Days = 5 }, "rehabilitative_work.days_per_week/change_days", gate.Blocked, true},
		"activity of three hours":                   {"rehabilitative", func(c *gate.Case) { c.DayMinutes = 180 }, "rehabilitative_work.min_day/lengthen_day", gate.Blocked, true},
		"activity of two months":                    {"rehabilitative", func(c *gate.Case) { c.End = "2027-01-31" }, "rehabilitative_work.period/change_end", gate.Blocked, true},
		"activity on more days than a year has":     {"rehabilitative", func(c *gate.Case) { c.End = "2027-12-31" }, "rehabilitative_work.days_per_year/fewer_days_a_year", gate.Blocked, true},
		"activity with days used before":            {"rehabilitative", func(c *gate.Case) { c.RehabDays = 150 }, "rehabilitative_work.days_per_year/count_days", gate.Approval, true},
		"activity that replaces work, undeclared":   {"rehabilitative", func(c *gate.Case) { c.Checks = nil }, "rehabilitative_work.no_replacement/declare_no_replacement", gate.Approval, false},
		"a crew that the customer directs":          {"subcontract", func(c *gate.Case) { c.Directs = "employer" }, "direction.stated/provider_directs", gate.Blocked, true},
		"work activity that the employer directs":   {"work_activity", func(c *gate.Case) { c.Directs = "employer" }, "direction.stated/provider_directs", gate.Blocked, true},
		"sixteen and until eleven at night":         {"employment", func(c *gate.Case) { c.Age, c.DayEnd = gate.Young, 23*60 }, "young_workers.fifteen_to_seventeen/keep_to_hours", gate.Blocked, true},
		"sixteen, and nobody knows the hours":       {"employment", func(c *gate.Case) { c.Age, c.DayEnd = gate.Young, 0 }, "young_workers.fifteen_to_seventeen/keep_to_hours", gate.Blocked, false},
		"sixteen without a break":                   {"employment", func(c *gate.Case) { c.Age = gate.Young }, "young_workers.break/add_break", gate.Blocked, false},
		"under fifteen":                             {"employment", func(c *gate.Case) { c.Age = gate.Child }, "young_workers.minimum_age/light_work_only", gate.Blocked, true},
		"school and four days of five hours":        {"employment", func(c *gate.Case) { c.Age, c.School = gate.Young, true }, "young_workers.in_basic_education/shorten_week", gate.Blocked, true},
		"an age that nobody asked":                  {"employment", func(c *gate.Case) { c.Age = "" }, "young_workers.minimum_age/tell_age", gate.Blocked, false},
		"a week of fifty hours":                     {"employment", func(c *gate.Case) { c.WeekMinutes = 3000 }, "working_time.regular/shorten_week", gate.Approval, true},
		"a limit of income in a year without a sum": {"employment", func(c *gate.Case) { c.IncomeLimit, c.MonthCents = true, 50_000 }, "income.disability_pension_limit/check_income", gate.Warn, true},
		"nobody showed the insurance":               {"employment", func(c *gate.Case) { c.Checks = nil }, "safety.accident_insurance/show_insurance", gate.Blocked, false},
		"no site card":                              {"employment", func(c *gate.Case) { c.Checks = nil }, "safety.site_card_before_start/sign_site_card", gate.Approval, false},
	} {
		t.Run(name, func(t *testing.T) {
			c := all(tc.form)
			tc.change(&c)
			found := judge(t, c)
			at := slices.IndexFunc(found, func(f gate.Finding) bool { return f.Key == tc.key })
			if at < 0 {
				t.Fatalf("no finding %s", tc.key)
			}
			f := found[at]
			if f.Result != tc.want || f.Missing == tc.told {
				t.Errorf("%s, missing %t", f.Result, f.Missing)
			}
			if got := len(gate.Broken(found)) > 0; got != (tc.want == gate.Blocked && tc.told) {
				t.Errorf("broken: %t", got)
			}
		})
	}
}

// A rule that was not yet in force when the work starts is not decided by: somebody has to take responsibility.
func TestRuleOfNoDay(t *testing.T) {
	c := all("work_trial")
	c.Start, c.End = "2024-06-03", "2024-08-30"
	found := judge(t, c)
	at := slices.IndexFunc(found, func(f gate.Finding) bool { return f.Rule == "work_trial.max_total" })
	if at < 0 || found[at].Result != gate.Approval || found[at].Todo != "no_rule" || found[at].Confidence != "" {
		t.Errorf("%+v", found)
	}
}

// No answer of any case is ever better because less was told.
func TestUntoldIsNeverGood(t *testing.T) {
	for _, form := range forms() {
		found := judge(t, gate.Case{Form: form, Today: "2026-11-23"})
		if len(gate.Open(found, gate.Agree)) == 0 || len(gate.Broken(found)) != 0 {
			t.Errorf("%s: %+v", form, found)
		}
	}
}

func situations() []gate.Situation {
	out := []gate.Situation{{}}
	for _, q := range gate.Questions() {
		var next []gate.Situation
		for _, s := range out {
			for _, a := range q.Answers {
				n := s
				*map[string]*string{"directs": &n.Directs, "pays": &n.Pays, "kind": &n.Kind, "length": &n.Length, "group": &n.Group}[q.Name] = a
				next = append(next, n)
			}
		}
		out = next
	}
	return out
}

// Every combination of answers: when the customer directs, nothing fits but employment with the customer, or leasing;
// every route says why by a rule of the book; and there is always at least one way, or somebody to ask.
func TestGuide(t *testing.T) {
	b, with := book(t), []string{"employment", "pay_subsidy", "gig", "transitional", gate.Leasing}
	list := situations()
	if len(list) != 3*4*8*3*2 {
		t.Fatalf("%d situations", len(list))
	}
	for _, s := range list {
		routes := gate.Guide(b, "2026-11-23", s)
		if len(routes) != 9 {
			t.Fatalf("%+v: %d routes", s, len(routes))
		}
		for _, r := range routes {
			if s.Directs == gate.Customer && r.Advice == gate.Fits && !slices.Contains(with, r.Form) {
				t.Errorf("%+v: %s fits", s, r.Form)
			}
			if (s.Directs == gate.Unsure || s.Pays == gate.Unsure) && r.Advice == gate.Fits {
				t.Errorf("%+v: %s fits although nobody knows", s, r.Form)
			}
			if s.Kind == "company" && r.Form == "rehabilitative" && r.Advice != gate.No {
				t.Errorf("%+v: rehabilitative work activity for a company: %s", s, r.Advice)
			}
			checkReasons(t, b, r)
		}
	}
}

func checkReasons(t *testing.T, b *rule.Book, r gate.Route) {
	t.Helper()
	if len(r.Reasons) == 0 {
		t.Errorf("%s: %s without a reason", r.Form, r.Advice)
	}
	for _, why := range r.Reasons {
		if _, ok := b.At(why.Rule, marketplace.Date("2026-11-23")); !ok || why.Confidence == "" {
			t.Errorf("%s cites %q", r.Form, why.Rule)
		}
	}
}

func TestGuideInPlainSituations(t *testing.T) {
	for name, tc := range map[string]struct {
		s    gate.Situation
		want map[string]gate.Advice
	}{
		"a shop employs": {gate.Situation{Directs: "customer", Pays: "customer", Kind: "company", Length: "longer", Group: "alone"}, map[string]gate.Advice{
			"employment": gate.Fits, "pay_subsidy": gate.Conditions, "gig": gate.No, "work_trial": gate.No, "subcontract": gate.No, "work_activity": gate.No,
		}},
		"a shop tries": {gate.Situation{Directs: "customer", Pays: "nobody", Kind: "company", Length: "half_year", Group: "alone"}, map[string]gate.Advice{
			"employment": gate.No, "work_trial": gate.Conditions, "work_activity": gate.Lawyer, "subcontract": gate.No,
		}},
		"a crew with its supervisor": {gate.Situation{Directs: "provider", Pays: "provider", Kind: "company", Length: "longer", Group: "crew"}, map[string]gate.Advice{
			"subcontract": gate.Fits, "employment": gate.No, "leasing": gate.No, "rehabilitative": gate.No,
		}},
		"a lent worker": {gate.Situation{Directs: "customer", Pays: "provider", Kind: "company", Length: "longer", Group: "alone"}, map[string]gate.Advice{
			"leasing": gate.Conditions, "subcontract": gate.No, "employment": gate.No,
		}},
		"an association's activity": {gate.Situation{Directs: "provider", Pays: "nobody", Kind: "association", Length: "longer", Group: "crew"}, map[string]gate.Advice{
			"rehabilitative": gate.Conditions, "work_activity": gate.Conditions, "subcontract": gate.Lawyer,
		}},
	} {
		for _, r := range gate.Guide(book(t), "2026-11-23", tc.s) {
			if want, ok := tc.want[r.Form]; ok && r.Advice != want {
				t.Errorf("%s: %s is %s, want %s", name, r.Form, r.Advice, want)
			}
		}
		if missing, ok := tc.s.Answered(); !ok {
			t.Errorf("%s: %s", name, missing)
		}
	}
	if missing, ok := (gate.Situation{Directs: "customer"}).Answered(); ok || missing != "pays" {
		t.Errorf("%q %t", missing, ok)
	}
}
