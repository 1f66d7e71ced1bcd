package portal_test

import (
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/gate"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/servertest"
)

// cites fails unless the page names a rule in one place with a link to it, its id, its section and from when it holds.
func (b *browser) cites(t *testing.T, r rule.Rule) {
	t.Helper()
	lang := b.world.Bundle.In(i18n.En)
	must := []string{r.Ref, r.Section, r.From(lang)}
	if r.Section == "" {
		must[1] = "Our own reading"
	}
	places := b.doc.Find(`main a[href="/rules/` + r.ID + `"]`).Closest("li")
	good := places.FilterFunction(func(_ int, place *goquery.Selection) bool {
		text := strings.Join(strings.Fields(place.Text()), " ")
		return !slices.ContainsFunc(must, func(m string) bool { return !strings.Contains(text, m) })
	})
	if good.Length() == 0 {
		t.Errorf("%s names %s in %d places, none with %q: %s", b.path, r.ID, places.Length(), must, strings.Join(strings.Fields(places.Text()), " "))
	}
}

// held is the rule that is in force on a day, or without one today.
func (w *world) held(t *testing.T, id string, on marketplace.Date) rule.Rule {
	t.Helper()
	if on == "" {
		on = w.Placements.Today()
	}
	r, ok := w.Rules.At(id, on)
	if !ok {
		t.Fatalf("no rule %s on %s", id, on)
	}
	return r
}

// gated are drafts that together make every gate ask.
func gated() []placement.Draft {
	var out []placement.Draft
	add := func(form string, about placement.About, end marketplace.Date) {
		out = append(out, placement.Draft{Terms: placement.Terms{Title: "Work", Form: form, Start: "2026-11-30", End: end, Days: 3}, About: about})
	}
	add("employment", placement.About{Age: gate.Young, School: true}, "")
	add("gig", placement.About{Age: gate.Child, School: true, LightWork: true, IncomeLimit: true}, "")
	add("work_trial", placement.About{}, "")
	add("work_trial", placement.About{}, "2027-01-31")
	add("rehabilitative", placement.About{RehabDays: 10}, "2027-03-31")
	add("subcontract", placement.About{}, "")
	add("work_activity", placement.About{}, "")
	for _, branch := range gate.Branches() {
		kind := "municipality"
		if branch == "full" || branch == "basic" || branch == "long" {
			kind = "association"
		}
		add("pay_subsidy", placement.About{EmployerKind: kind, Subsidy: gate.Subsidy{Branch: branch, Until: "2026-12-31"}}, "")
	}
	return out
}

// TestEveryGateNamesItsRule walks the rules of all gates: each stands on the page of the placement with its id, its section
// and its first day, and what is not seen to stands so in the form too. A new gate has to be added here.
func TestEveryGateNamesItsRule(t *testing.T) {
	w := newWorld(t)
	coach, asked := w.as(t, "coach"), map[string]bool{}
	for _, draft := range gated() {
		e, err := w.Placements.Begin(t.Context(), w.Actor("coach"), placement.Beginning{Client: w.id("client"), Task: w.id("task"), Draft: draft})
		if err != nil {
			t.Fatalf("%+v: %v", draft, err)
		}
		coach.get("/placements/" + string(e.ID))
		for _, f := range e.Value.Findings {
			asked[f.Rule] = true
			coach.cites(t, w.held(t, f.Rule, draft.Terms.Start))
		}
		coach.get("/placements/" + string(e.ID) + "/edit")
		for _, f := range e.Value.Standing(gate.Start) {
			coach.cites(t, w.held(t, f.Rule, draft.Terms.Start))
		}
	}
	want := []string{
		"direction.stated", "income.disability_pension_limit", "rehabilitative_work.days_per_week", "rehabilitative_work.days_per_year",
		"rehabilitative_work.min_day", "rehabilitative_work.no_company", "rehabilitative_work.no_replacement", "rehabilitative_work.period",
		"rehabilitative_work.plan_fields", "rehabilitative_work.tell_shop_steward", "rehabilitative_work.working_time", "safety.accident_insurance",
		"safety.site_card_before_start", "wage_subsidy.basic_duration", "wage_subsidy.decision_first", "wage_subsidy.fifty_five_plus_aid",
		"wage_subsidy.full_employer", "wage_subsidy.full_formula", "wage_subsidy.municipality", "wage_subsidy.no_state_office", "wage_subsidy.pay",
		"wage_subsidy.reduced_capacity", "wage_subsidy.reduced_capacity_extension", "wage_subsidy.sixty_plus", "work_trial.contract", "work_trial.day",
		"work_trial.days_per_week", "work_trial.max_total", "work_trial.no_transfer", "work_trial.not_present_employer", "work_trial.tell_shop_steward",
		"working_time.regular", "young_workers.break", "young_workers.fifteen_to_seventeen", "young_workers.in_basic_education", "young_workers.minimum_age",
		"young_workers.under_fifteen",
	}
	if diff := cmp.Diff(want, slices.Sorted(maps.Keys(asked))); diff != "" {
		t.Errorf("rules that gates ask (-want +got):\n%s", diff)
	}
}

// TestRefusalNamesTheRule: what a gate refuses or puts to a named person says by which rule, in whatever form it was asked
// for; and a rule that did not hold yet on the day says from when it does.
func TestRefusalNamesTheRule(t *testing.T) {
	w := newWorld(t)
	draft := servertest.Draft()
	draft.Terms.Form, draft.About.Age, draft.Terms.DayStart, draft.Terms.DayEnd = "gig", gate.Young, 600, 840
	gig, err := w.Placements.Begin(t.Context(), w.Actor("coach"), placement.Beginning{Client: w.id("client"), Task: w.id("task"), Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	at := "/placements/" + string(gig.ID) + "/job"
	coach := w.as(t, "coach").get(at)
	shift := url.Values{"date": {"2026-11-28"}, "from": {"20.00"}, "minutes": {"4"}, "cents": {"60"}}
	coach.post(at, shift).expect(422, "Keep the work between")
	coach.cites(t, w.held(t, "young_workers.fifteen_to_seventeen", "2026-11-28"))

	form := "/clients/{client}/placements/new"
	long := coach.get(form + "?task={task}").values(form)
	for name, value := range map[string]string{"form": "work_trial", "start": "2026-11-30", "end": "2027-11-30", "wage_kind": "none"} {
		long.Set(name, value)
	}
	for _, do := range []string{"check", "save"} {
		long.Set("do", do)
		coach.post(form, long)
		coach.cites(t, w.held(t, "work_trial.max_total", ""))
	}

	draft = servertest.Draft()
	draft.Terms.DayMinutes, draft.Terms.WeekMinutes = 540, 2160
	e, err := w.Placements.Begin(t.Context(), w.Actor("coach"), placement.Beginning{Client: w.id("client"), Task: w.id("task"), Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	coach.get("/placements/" + string(e.ID) + "/approve?key=" + url.QueryEscape("working_time.regular/shorten_day"))
	coach.cites(t, w.held(t, "working_time.regular", ""))

	draft = servertest.Draft()
	draft.Terms.Form, draft.Terms.Start, draft.Terms.End, draft.Terms.Wage = "work_trial", "2024-06-03", "2024-08-30", placement.Wage{Kind: "none"}
	early, err := w.Placements.Begin(t.Context(), w.Actor("coach"), placement.Beginning{Client: w.id("client"), Task: w.id("task"), Draft: draft})
	if err != nil {
		t.Fatal(err)
	}
	coach.get("/placements/"+string(early.ID)).expect(200, "No rule for that day")
	coach.cites(t, w.held(t, "work_trial.max_total", ""))
}

// TestGuideNamesEveryRule asks the guide until every reason of every form has been shown.
func TestGuideNamesEveryRule(t *testing.T) {
	w := newWorld(t)
	b, shown, cited := w.as(t, "employer"), map[string]bool{}, map[string]bool{}
	for _, v := range answers() {
		s := gate.Situation{Directs: v.Get("directs"), Pays: v.Get("pays"), Kind: v.Get("kind"), Length: v.Get("length"), Group: v.Get("group")}
		for _, route := range gate.Guide(w.Rules, w.Placements.Today(), s) {
			for _, why := range route.Reasons {
				if name := route.Form + why.Key + why.Rule; !shown[name] {
					shown[name], cited[why.Rule] = true, true
					b.get("/work-forms?" + v.Encode())
					b.cites(t, w.held(t, why.Rule, ""))
				}
			}
		}
	}
	if len(cited) < 20 {
		t.Errorf("only %d rules were shown", len(cited))
	}
}

// answers are all ways to answer the guide.
func answers() []url.Values {
	out := []url.Values{{}}
	for _, q := range gate.Questions() {
		var next []url.Values
		for _, v := range out {
			for _, a := range q.Answers {
				n := maps.Clone(v)
				n.Set(q.Name, a)
				next = append(next, n)
			}
		}
		out = next
	}
	return out
}

// TestEveryRouteNamesItsRules: where a route is chosen, and where it was chosen, each of its rules stands with its source.
func TestEveryRouteNamesItsRules(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer")
	for _, route := range w.Carving.Routes() {
		content := kitchen()
		content.Jobs[0].Route = route
		e, err := w.Carvings.Start(t.Context(), w.Actor("employer"), content)
		if err != nil {
			t.Fatal(err)
		}
		info, _ := w.Carving.Route(route)
		if len(info.Rules) == 0 {
			t.Errorf("%s goes by no rule", route)
		}
		for _, path := range []string{"", "/route"} {
			b.get("/carvings/" + string(e.ID) + path)
			for _, id := range info.Rules {
				b.cites(t, w.held(t, id, ""))
			}
		}
	}
}

// TestEveryAidNamesItsRule: an aid that may pay for a change names its rule beside a match and beside who could do a task.
func TestEveryAidNamesItsRule(t *testing.T) {
	w := newWorld(t)
	asks := servertest.Task()
	asks.Demands = append(asks.Demands, matching.Demand{Dimension: "digital", Level: 3, Essential: true}, matching.Demand{Dimension: "finger_dexterity", Level: 4, Essential: true})
	if _, err := w.Tasks.Update(t.Context(), w.Actor("employer"), w.id("task"), 2, asks); err != nil {
		t.Fatal(err)
	}
	c := servertest.Content()
	c.Abilities["digital"], c.Abilities["finger_dexterity"] = profile.Answer{Rating: matching.Rated(1)}, profile.Answer{Rating: matching.Rated(2)}
	if _, err := w.Profiles.Save(t.Context(), w.Actor("coach"), w.id("client"), 1, c, true); err != nil {
		t.Fatal(err)
	}
	w.able(t, 11, map[matching.Dimension]int{"lifting": 3, "standing": 3, "digital": 1, "finger_dexterity": 4})
	w.able(t, 11, map[matching.Dimension]int{"lifting": 2, "standing": 3, "digital": 3, "finger_dexterity": 4})
	w.able(t, 11, map[matching.Dimension]int{"lifting": 3, "standing": 3, "digital": 3, "finger_dexterity": 4})
	w.Carry(t)
	w.count(t)
	aids := []string{"adjustment_aid.changes", "adjustment_aid.helper"}
	coach, employer := w.as(t, "coach").get("/clients/{client}/matches/{task}"), w.as(t, "employer").get("/tasks/{task}")
	for _, id := range aids {
		coach.cites(t, w.held(t, id, ""))
		employer.cites(t, w.held(t, id, ""))
	}
	used := map[string]bool{}
	for _, a := range w.Scale.Adaptations() {
		for _, r := range w.Rules.Aids(a, w.Placements.Today()) {
			used[r.ID] = true
		}
	}
	if diff := cmp.Diff(aids, slices.Sorted(maps.Keys(used))); diff != "" {
		t.Errorf("aids of the catalogue (-want +got):\n%s", diff)
	}
}
