package gate

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
)

const day = marketplace.Date("2026-11-30")

func forms() []string {
	return []string{"employment", "pay_subsidy", "gig", "transitional", "subcontract", "work_activity", "rehabilitative", "work_trial"}
}

func book(t testing.TB) *rule.Book {
	t.Helper()
	b, err := rule.LoadBook()
	ok(t, err)
	return b
}

func ok(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// good is an order of employees with which every gate is content.
func good() Order {
	return Order{
		Today: day, Agreed: day, Starts: "2026-12-07", Customer: Private, Site: CustomerSite, OrganiserIs: "association",
		Participants: []Participants{{Form: "employment", Number: 4}},
		Direction:    Direction{By: Organiser, Name: "Sanna Supervisor", Result: "Clean yard", Redirect: "no"},
		Declared:     []Declaration{{By: Organiser, Person: "oona", Name: "Oona", On: day}, {By: Client, Person: "outi", Name: "Outi", On: day}},
		Hazards:      Hazards{Customer: day, Organiser: day, SupervisorsInducted: 1, Supervisors: 1, ParticipantsInducted: 4},
		Liability:    &liability.Conclusion{On: day, Verdict: verdict.Open},
		Insurance: []Insurance{
			{Form: "employment", By: "employer", Seen: day},
			{Form: "pay_subsidy", By: "employer", Seen: day},
			{Form: "work_activity", By: "organiser", Seen: day},
			{Form: "rehabilitative", By: "county", Seen: day},
			{Form: "work_trial", By: "labour_authority", Seen: day},
		},
	}
}

func with(change func(*Order)) Order {
	o := good()
	change(&o)
	return o
}

func of(form string) func(*Order) {
	return func(o *Order) { o.Participants = []Participants{{Form: form, Number: 4}} }
}

func asked(t testing.TB, o Order, g Gate) Result {
	t.Helper()
	results, err := Judge(book(t), o)
	ok(t, err)
	return results[slices.IndexFunc(results, func(r Result) bool { return r.Gate == g })]
}

func cites(t testing.TB, r Result) string {
	t.Helper()
	var out []string
	for _, f := range r.Findings {
		used, _ := book(t).At(f.Rule, day)
		out = append(out, fmt.Sprintf("%s %s (%s, %s)", used.Ref, f.Key, f.Verdict, f.Confidence))
	}
	return strings.Join(out, "; ")
}

// TestRoutes asks of each work form, customer and site, who may work on an order, and prints the table. After a change on purpose:
// SOVITE_WRITE_GOLDEN=1 go test ./marketplace/order/gate
func TestRoutes(t *testing.T) {
	want := map[string]verdict.Verdict{ // what the route matrix says of a private customer's site
		"employment": verdict.Open, "subcontract": verdict.Open, "gig": verdict.Open, "pay_subsidy": verdict.Review, "transitional": verdict.Blocked,
		"work_activity": verdict.Review, "rehabilitative": verdict.Review, "work_trial": verdict.Blocked,
	}
	var out strings.Builder
	out.WriteString("# Who may work on an order\n\nPrinted and checked by the tests; the organiser is an association and directs the work.\n\n| work form | customer | site | verdict | rules |\n|---|---|---|---|---|\n")
	for _, form := range forms() {
		for _, c := range Customers() {
			for _, s := range Sites() {
				r := asked(t, with(func(o *Order) { of(form)(o); o.Customer, o.Site = c, s }), Routes)
				fmt.Fprintf(&out, "| %s | %s | %s | %s | %s |\n", form, c, s, r.Verdict, cites(t, r))
				if c == Private && s == CustomerSite && r.Verdict != want[form] {
					t.Errorf("%s at a company: %s, want %s", form, r.Verdict, want[form])
				}
				if c == Own && r.Verdict != verdict.Open {
					t.Errorf("%s for the organiser itself: %s", form, r.Verdict)
				}
			}
		}
	}
	for _, kind := range []string{"company", ""} {
		for _, c := range Customers() {
			r := asked(t, with(func(o *Order) { of("rehabilitative")(o); o.OrganiserIs, o.Customer = kind, c }), Routes)
			fmt.Fprintf(&out, "| rehabilitative, organiser is a %q | %s | customer | %s | %s |\n", kind, c, r.Verdict, cites(t, r))
			if r.Verdict != verdict.Blocked {
				t.Errorf("rehabilitative of a %q: %s", kind, r.Verdict)
			}
		}
	}
	out.WriteString("\n# When the customer directs\n\n| work form | consent | permit | verdict | rules |\n|---|---|---|---|---|\n")
	for _, form := range forms() {
		for _, agreed := range []bool{false, true} {
			r := asked(t, with(func(o *Order) {
				o.Participants = []Participants{{Form: form, Number: 1, Consent: agreed, TransferPermit: agreed}}
				o.Direction.By = Client
			}), Directs)
			fmt.Fprintf(&out, "| %s | %v | %v | %s | %s |\n", form, agreed, agreed, r.Verdict, cites(t, r))
			if want := map[bool]verdict.Verdict{true: verdict.Warning, false: verdict.Blocked}[agreed && employed(form)]; r.Verdict != want {
				t.Errorf("%s under the customer, agreed %v: %s", form, agreed, r.Verdict)
			}
		}
	}
	printtest.Same(t, "testdata/routes.md", out.String())
}

// TestGates asks the other gates, one change at a time, and prints what they say.
func TestGates(t *testing.T) {
	declaredBy := func(sides ...Side) func(*Order) {
		return func(o *Order) {
			o.Declared = slices.DeleteFunc(o.Declared, func(d Declaration) bool { return !slices.Contains(sides, d.By) })
		}
	}
	type row struct {
		gate  Gate
		given string
		do    []func(*Order)
		want  verdict.Verdict
	}
	none := func(*Order) {}
	rows := []row{
		{Directs, "the organiser directs, a result is sold", []func(*Order){none}, verdict.Open},
		{Directs, "nobody said who directs", []func(*Order){func(o *Order) { o.Direction.By = "" }}, verdict.Blocked},
		{Directs, "the organiser directs, nobody is named", []func(*Order){func(o *Order) { o.Direction.Name = "" }}, verdict.Blocked},
		{Directs, "the customer's people may redirect the crew", []func(*Order){func(o *Order) { o.Direction.Redirect = "yes" }}, verdict.Review},
		{Directs, "nobody said whether they may", []func(*Order){func(o *Order) { o.Direction.Redirect = "" }}, verdict.Review},
		{Directs, "price by the hour", []func(*Order){func(o *Order) { o.Direction.Hourly = true }}, verdict.Open},
		{Directs, "price by the hour, the customer's tools", []func(*Order){func(o *Order) { o.Direction.Hourly, o.Direction.CustomerTools = true, true }}, verdict.Warning},
		{Displacement, "employees only: nothing to declare", []func(*Order){func(o *Order) { o.Declared = nil }}, verdict.Open},
		{Displacement, "rehabilitative, both declared", []func(*Order){of("rehabilitative")}, verdict.Open},
		{Displacement, "rehabilitative, the customer did not", []func(*Order){of("rehabilitative"), declaredBy(Organiser)}, verdict.Review},
		{Displacement, "work activity, nobody did", []func(*Order){of("work_activity"), declaredBy()}, verdict.Review},
		{Displacement, "work trial for the organiser itself, the organiser did", []func(*Order){of("work_trial"), declaredBy(Organiser), func(o *Order) { o.Customer = Own }}, verdict.Open},
		{Displacement, "declared tomorrow", []func(*Order){of("rehabilitative"), func(o *Order) { o.Declared[0].On = "2026-12-01" }}, verdict.Review},
		{Displacement, "a renewal, declared on its day", []func(*Order){of("rehabilitative"), func(o *Order) { o.Renewed = "2026-11-30" }}, verdict.Open},
		{Displacement, "a renewal, declared the day before", []func(*Order){of("rehabilitative"), func(o *Order) { o.Renewed = "2026-11-30"; o.Declared[1].On = "2026-11-29" }}, verdict.Review},
		{Liability, "concluded, in order", []func(*Order){none}, verdict.Open},
		{Liability, "not judged", []func(*Order){func(o *Order) { o.Liability = nil }}, verdict.Review},
		{Liability, "judged for the day before", []func(*Order){func(o *Order) { o.Liability.On = "2026-11-29" }}, verdict.Review},
		{Liability, "judged as a subcontract, but the customer directs", []func(*Order){func(o *Order) { o.Direction.By = Client }}, verdict.Review},
		{Liability, "for the organiser itself", []func(*Order){func(o *Order) { o.Liability = nil; o.Customer = Own }}, verdict.Open},
		{Information, "told and inducted", []func(*Order){none}, verdict.Open},
		{Information, "the customer told nothing", []func(*Order){func(o *Order) { o.Hazards.Customer = "" }}, verdict.Review},
		{Information, "the organiser told nothing back", []func(*Order){func(o *Order) { o.Hazards.Organiser = "" }}, verdict.Review},
		{Information, "one of four participants not inducted", []func(*Order){func(o *Order) { o.Hazards.ParticipantsInducted = 3 }}, verdict.Review},
		{Information, "the supervisor not inducted", []func(*Order){func(o *Order) { o.Hazards.SupervisorsInducted = 0 }}, verdict.Review},
		{Information, "in the organiser's premises nothing has to be told", []func(*Order){func(o *Order) { o.Site = OrganiserSite; o.Hazards.Customer, o.Hazards.Organiser = "", "" }}, verdict.Open},
		{Information, "special hazard, competent people", []func(*Order){func(o *Order) { o.Hazards.Special, o.Hazards.Competent = true, true }}, verdict.Open},
		{Information, "special hazard, nobody competent", []func(*Order){func(o *Order) { o.Hazards.Special = true }}, verdict.Blocked},
		{Insured, "every form by its own insurer", []func(*Order){func(o *Order) {
			o.Participants = []Participants{{Form: "employment", Number: 1}, {Form: "work_activity", Number: 2}, {Form: "rehabilitative", Number: 1}}
		}}, verdict.Open},
		{Insured, "rehabilitative insured by the organiser", []func(*Order){of("rehabilitative"), func(o *Order) { o.Insurance = []Insurance{{Form: "rehabilitative", By: "organiser", Seen: day}} }}, verdict.Blocked},
		{Insured, "valid to the first shift", []func(*Order){func(o *Order) { o.Insurance[0].Until = "2026-12-07" }}, verdict.Open},
		{Insured, "valid to the day before the first shift", []func(*Order){func(o *Order) { o.Insurance[0].Until = "2026-12-06" }}, verdict.Blocked},
		{Insured, "not shown", []func(*Order){func(o *Order) { o.Insurance = nil }}, verdict.Blocked},
	}
	var out strings.Builder
	out.WriteString("# What the other gates of an order say\n\nPrinted and checked by the tests; each line is one change to an order with which every gate is content.\n\n| gate | given | verdict | rules |\n|---|---|---|---|\n")
	for _, row := range rows {
		o := good()
		c := *o.Liability
		o.Liability = &c
		for _, do := range row.do {
			do(&o)
		}
		r := asked(t, o, row.gate)
		fmt.Fprintf(&out, "| %s | %s | %s | %s |\n", row.gate, row.given, r.Verdict, cites(t, r))
		if r.Verdict != row.want {
			t.Errorf("%s, %s: %s, want %s", row.gate, row.given, r.Verdict, row.want)
		}
	}
	printtest.Same(t, "testdata/gates.md", out.String())
}

// An owner takes responsibility with a reason, for what is in review and for nothing else; what changes afterwards needs it again.
func TestApprove(t *testing.T) {
	owner := marketplace.Actor{Person: "oona", Org: "workshop", Roles: []marketplace.Role{marketplace.RoleOwner}}
	o := with(of("rehabilitative"))
	results, err := Judge(book(t), o)
	ok(t, err)
	if got := Standing(results, nil, Confirm); len(got) != 1 || got[0].Key != "team_at_company" {
		t.Fatalf("%+v", got)
	}
	for name, who := range map[string]marketplace.Actor{
		"a supervisor": {Person: "sulo", Org: "workshop", Roles: []marketplace.Role{marketplace.RoleSupervisor}}, "the program": marketplace.System("workshop"), "nobody": {},
	} {
		if _, err := Approve(who, results, "Agreed with the county", marketplace.Instant{}); err == nil {
			t.Errorf("%s approves", name)
		}
	}
	if _, err := Approve(owner, results, "  ", marketplace.Instant{}); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("without a reason: %v", err)
	}
	a, err := Approve(owner, results, "Agreed  with the county", marketplace.Instant{})
	ok(t, err)
	if a.By != "oona" || a.Reason != "Agreed with the county" || len(Standing(results, []verdict.Approval{a}, Start)) > 0 {
		t.Errorf("%+v leaves %+v", a, Standing(results, []verdict.Approval{a}, Start))
	}
	o.OrganiserIs = "company"
	results, err = Judge(book(t), o)
	ok(t, err)
	if got := Standing(results, []verdict.Approval{a}, Confirm); len(got) != 1 || got[0].Verdict != verdict.Blocked {
		t.Errorf("a company arranges it: %+v", got)
	}
	results, err = Judge(book(t), good())
	ok(t, err)
	if _, err := Approve(owner, results, "Why not", marketplace.Instant{}); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("nothing to approve: %v", err)
	}
}

// For any order: no unsure rule blocks, nothing untold is open, telling more never makes a gate worse, every finding cites its
// rule, and has a sentence in every language.
func TestAnyOrder(t *testing.T) {
	rules := book(t)
	scale, err := matching.LoadScale()
	ok(t, err)
	bundle, err := i18n.Load(scale)
	ok(t, err)
	rapid.Check(t, func(t *rapid.T) {
		o := Order{
			Today: day, Customer: rapid.SampledFrom(append(Customers(), "")).Draw(t, "customer"), Site: rapid.SampledFrom(append(Sites(), "")).Draw(t, "site"),
			OrganiserIs: rapid.SampledFrom([]string{"", "company", "association", "county"}).Draw(t, "organiser"),
			Direction:   Direction{By: rapid.SampledFrom([]Side{"", Organiser, Client}).Draw(t, "directs"), Name: rapid.SampledFrom([]string{"", "Sanna"}).Draw(t, "name")},
		}
		for range rapid.IntRange(0, 3).Draw(t, "groups") {
			o.Participants = append(o.Participants, Participants{Form: rapid.SampledFrom(append(forms(), "")).Draw(t, "form"), Number: rapid.IntRange(0, 3).Draw(t, "number"), Consent: rapid.Bool().Draw(t, "consent")})
		}
		before, err := Judge(rules, o)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range before {
			for _, f := range r.Findings {
				if f.Verdict == verdict.Blocked && f.Confidence == rule.Low || f.Rule == "" {
					t.Fatalf("%+v", f)
				}
				for _, v := range i18n.Languages() {
					if key := "order.gate." + f.Key; r.Gate != Liability && !bundle.In(v).Has(key) {
						t.Fatalf("%s says nothing in %s", key, v)
					}
				}
			}
		}
		if o.Direction.By == "" && before[1].Verdict != verdict.Blocked {
			t.Fatalf("nobody directs: %s", before[1].Verdict)
		}
		full := good()
		o.Declared, o.Hazards, o.Liability, o.Insurance = full.Declared, full.Hazards, full.Liability, full.Insurance
		o.Hazards.ParticipantsInducted = 9
		told, err := Judge(rules, o)
		if err != nil {
			t.Fatal(err)
		}
		for i := range told {
			if told[i].Verdict.Worse(before[i].Verdict) != before[i].Verdict {
				t.Fatalf("%s was %s and is %s after more was told", told[i].Gate, before[i].Verdict, told[i].Verdict)
			}
		}
	})
}
