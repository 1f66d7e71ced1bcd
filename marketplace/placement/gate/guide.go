package gate

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// Situation is what the guide asks about some work, of no person in particular. Each answer is a word of its list.
type Situation struct {
	Directs string `json:"directs"` // who says day by day what is done and how
	Pays    string `json:"pays"`    // who employs the person and pays a wage
	Kind    string `json:"kind"`    // what the customer is: one of Employers
	Length  string `json:"length"`
	Group   string `json:"group"`
}

// The answers of the guide.
const (
	Customer = "customer"
	Provider = "provider"
	Nobody   = "nobody"
	Unsure   = "unsure"
	Shifts   = "shifts" // single shifts
	HalfYear = "half_year"
	Longer   = "longer"
	Alone    = "alone"
	Crew     = "crew" // a group with a supervisor of the provider
)

// Question is one question of the guide with its answers, in the order in which forms show them.
type Question struct {
	Name    string
	Answers []string
}

// Questions lists the questions of the guide.
func Questions() []Question {
	return []Question{
		{"directs", []string{Customer, Provider, Unsure}},
		{"pays", []string{Customer, Provider, Nobody, Unsure}},
		{"kind", Employers()},
		{"length", []string{Shifts, HalfYear, Longer}},
		{"group", []string{Alone, Crew}},
	}
}

// Answered says whether every question has an answer of its list, and names the first that has none.
func (s Situation) Answered() (missing string, ok bool) {
	given := map[string]string{"directs": s.Directs, "pays": s.Pays, "kind": s.Kind, "length": s.Length, "group": s.Group}
	for _, q := range Questions() {
		if !slices.Contains(q.Answers, given[q.Name]) {
			return q.Name, false
		}
	}
	return "", true
}

// Advice is how a work form stands in a situation.
type Advice string

// The advice, from the best.
const (
	Fits       Advice = "fits"       // nothing speaks against it
	Conditions Advice = "conditions" // when what stands beside it is seen to
	Lawyer     Advice = "lawyer"     // ask a lawyer or the authority first
	No         Advice = "no"
)

// Leasing is the one route of the guide that is no work form of a placement: the provider employs, the customer directs.
const Leasing = "leasing"

// Route is one way to have the work done.
type Route struct {
	Form    string   `json:"form"` // a work form of the scale, or leasing
	Advice  Advice   `json:"advice"`
	Reasons []Reason `json:"reasons"` // at least one
}

// Reason is why; Key is the sentence.
type Reason struct {
	Key string `json:"key"`
	Cite
}

// Guide says which work forms are possible in a situation, the best first, each with the rules of the day.
func Guide(book *rule.Book, on marketplace.Date, s Situation) []Route {
	g := guide{Situation: s}
	routes := []Route{
		g.employment(), g.paySubsidy(), g.gig(), g.transitional(), g.leasing(), g.workTrial(), g.rehabilitative(), g.subcontract(), g.workActivity(),
	}
	for i := range routes {
		for j := range routes[i].Reasons {
			r := &routes[i].Reasons[j]
			found, known := book.At(r.Rule, on)
			r.Cite = verdict.Cite(r.Rule, found, known)
			if (!known || !found.Decides()) && routes[i].Advice == Fits {
				routes[i].Advice = Conditions
			}
		}
	}
	order := []Advice{Fits, Conditions, Lawyer, No}
	slices.SortStableFunc(routes, func(a, b Route) int { return slices.Index(order, a.Advice) - slices.Index(order, b.Advice) })
	return routes
}

type guide struct{ Situation }

func route(form string, a Advice, reasons ...string) Route {
	r := Route{Form: form, Advice: a}
	for i := 0; i+1 < len(reasons); i += 2 {
		r.Reasons = append(r.Reasons, Reason{Key: reasons[i+1], Cite: Cite{Rule: reasons[i]}})
	}
	return r
}

const direction = "direction.stated"

// hired is what every form in which the customer employs has in common; false when the form stands or falls with it.
func (g guide) hired(form string) (Route, bool) {
	switch {
	case g.Pays == Nobody || g.Pays == Provider:
		return route(form, No, direction, "customer_pays_no_wage"), false
	case g.Directs == Provider:
		return route(form, Lawyer, direction, "employer_does_not_direct"), false
	case g.Pays == Unsure || g.Directs == Unsure:
		return route(form, Conditions, direction, "settle_wage_and_direction"), true
	}
	return route(form, Fits, direction, "customer_employs_and_directs"), true
}

func (g guide) employment() Route {
	r, _ := g.hired("employment")
	return r
}

func (g guide) paySubsidy() Route {
	r, ok := g.hired("pay_subsidy")
	switch {
	case !ok:
		return r
	case g.Kind == "state":
		return route("pay_subsidy", No, "wage_subsidy.no_state_office", "no_state_office")
	}
	out := route("pay_subsidy", Conditions, "wage_subsidy.decision_first", "decision_first", "wage_subsidy.pay", "collective_pay",
		"wage_subsidy.dismissal_bar", "no_dismissals", "wage_subsidy.waiting_time", "waiting_time")
	if g.Kind == "municipality" || g.Kind == "joint_authority" {
		out.Reasons = append(out.Reasons, route("", No, "wage_subsidy.municipality", "some_branches_only").Reasons...)
	}
	return out
}

func (g guide) gig() Route {
	r, ok := g.hired("gig")
	if ok && g.Length != Shifts {
		return route("gig", No, direction, "not_single_shifts")
	}
	return r
}

func (g guide) transitional() Route {
	r, ok := g.hired("transitional")
	switch {
	case !ok:
		return r
	case g.Length == Shifts:
		return route("transitional", No, direction, "not_for_shifts")
	}
	return route("transitional", Conditions, direction, "clubhouse_place")
}

func (g guide) leasing() Route {
	switch {
	case g.Pays == Customer || g.Pays == Nobody || g.Directs == Provider:
		return route(Leasing, No, "direction.leasing_consent", "provider_does_not_lease")
	case g.Pays == Unsure || g.Directs == Unsure:
		return route(Leasing, Lawyer, "direction.leasing_consent", "settle_wage_and_direction")
	}
	return route(Leasing, Conditions, "direction.leasing_consent", "worker_consents", "safety.host_defines_demands", "host_defines_demands")
}

func (g guide) workTrial() Route {
	switch {
	case g.Pays == Customer || g.Pays == Provider:
		return route("work_trial", No, "work_trial.contract", "no_wage_in_trial")
	case g.Directs == Provider || g.Group == Crew:
		return route("work_trial", No, "work_trial.no_transfer", "workplace_must_direct")
	case g.Length == Longer:
		return route("work_trial", No, "work_trial.max_total", "too_long_for_trial")
	case g.Pays == Unsure || g.Directs == Unsure:
		return route("work_trial", Lawyer, "work_trial.contract", "settle_wage_and_direction")
	}
	return route("work_trial", Conditions, "work_trial.contract", "written_contract", "work_trial.max_total", "trial_months", "work_trial.day", "trial_day",
		"work_trial.not_present_employer", "not_present_employer")
}

func (g guide) rehabilitative() Route {
	switch {
	case g.Kind == "company":
		return route("rehabilitative", No, "rehabilitative_work.no_company", "not_for_a_company")
	case g.Pays == Customer || g.Pays == Provider:
		return route("rehabilitative", No, "rehabilitative_work.no_replacement", "replaces_employed_work")
	case g.Length == Shifts:
		return route("rehabilitative", No, "rehabilitative_work.period", "too_short_for_activity")
	case g.Directs != Provider || g.Pays == Unsure:
		return route("rehabilitative", Lawyer, "rehabilitative_work.no_replacement", "looks_like_employment")
	}
	return route("rehabilitative", Conditions, "rehabilitative_work.days_per_week", "activity_days", "rehabilitative_work.no_replacement", "no_replacement",
		"rehabilitative_work.tell_shop_steward", "tell_steward")
}

func (g guide) subcontract() Route {
	switch {
	case g.Directs == Customer:
		return route("subcontract", No, direction, "provider_must_direct")
	case g.Pays == Customer:
		return route("subcontract", No, direction, "customer_would_be_employer")
	case g.Directs == Unsure || g.Pays != Provider:
		return route("subcontract", Lawyer, direction, "settle_wage_and_direction", "work_activity.employment_allowed", "crew_may_be_employed")
	case g.Group == Alone:
		return route("subcontract", Conditions, direction, "alone_under_provider", "safety.main_control", "shared_worksite")
	}
	return route("subcontract", Fits, direction, "provider_directs_crew", "safety.main_control", "shared_worksite")
}

func (g guide) workActivity() Route {
	switch {
	case g.Pays == Customer || g.Pays == Provider:
		return route("work_activity", No, "work_activity.target_group", "wage_is_employment")
	case g.Directs != Provider || g.Pays == Unsure:
		return route("work_activity", Lawyer, direction, "looks_like_employment", "work_activity.target_group", "target_group")
	}
	return route("work_activity", Conditions, "work_activity.target_group", "target_group", "work_activity.allowance_payer", "allowance_payer",
		"safety.accident_insurance", "organiser_insures")
}
