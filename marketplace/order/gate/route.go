package gate

import (
	"cmp"

	"sovite.fi/sovite/marketplace/rule/verdict"
)

const (
	stated     = "direction.stated"
	noTransfer = "work_trial.no_transfer"
	noCompany  = "rehabilitative_work.no_company"
)

// routes asks of each work form whether people of it may work on the order, as long as the organiser directs; the gate of
// direction asks what changes when the customer does.
func (b *bench) routes() {
	if b.number() == 0 {
		b.Find(stated, "no_participants", false)
	}
	for _, p := range b.Participants {
		if p.Number > 0 {
			b.route(p.Form)
		}
	}
}

func (b *bench) route(form string) {
	switch form {
	case "employment", "subcontract":
		b.note("work_activity.employment_allowed", "employed_crew", form)
	case "gig":
		b.note(stated, "gig_crew", form)
	case "pay_subsidy":
		b.subsidised(form)
	case "transitional":
		b.find("organiser.clubhouse_no_seller", "clubhouse_sells_none", form, b.Customer == Own)
	case "work_trial":
		b.find(noTransfer, "trial_not_passed_on", form, b.Customer == Own)
	case "work_activity":
		b.workActivity(form)
	case "rehabilitative":
		b.rehabilitative(form)
	default:
		b.Note(stated, "form_untold", verdict.Review)
	}
}

func (b *bench) note(id, key, form string) { b.Note(id, key, verdict.Open, "form", form) }

func (b *bench) find(id, key, form string, good bool) { b.Find(id, key, good, "form", form) }

func (b *bench) subsidised(form string) {
	if b.Customer == Own {
		b.note("wage_subsidy.pay", "subsidised_own", form)
		return
	}
	b.find("wage_subsidy.crew_purpose", "check_subsidy", form, false)
}

func (b *bench) workActivity(form string) {
	if b.Customer == Own || b.Site == OrganiserSite {
		b.note("work_activity.target_group", "activity_in_own_premises", form)
		return
	}
	b.find("work_activity.team_review", "activity_at_customer", form, false)
}

// rehabilitative: a company may not arrange the activity at all; what was sold to a customer needs a named person.
func (b *bench) rehabilitative(form string) {
	b.Find(noCompany, "company_arranges", b.OrganiserIs != "" && b.OrganiserIs != "company", "form", form, "organiser", cmp.Or(b.OrganiserIs, "untold"))
	switch {
	case b.Customer == Own:
		b.note("rehabilitative_work.plan_fields", "activity_for_itself", form)
	case b.Customer == Private && b.Site == CustomerSite:
		b.find("rehabilitative_work.no_subcontract_team", "team_at_company", form, false)
	default:
		b.find("rehabilitative_work.paid_order", "paid_order", form, false)
	}
}

// direction asks who directs: the organiser sells a result; a customer who directs leases workers, or has to stop.
func (b *bench) direction() {
	switch b.Direction.By {
	case Organiser:
		b.Find(stated, "organiser_directs", b.Direction.Name != "", "name", b.Direction.Name)
		b.hallmarks()
	case Client:
		b.leasing()
	default:
		b.Find(stated, "say_who_directs", false)
	}
}

// hallmarks: what makes an order look like leasing although the organiser is said to direct.
func (b *bench) hallmarks() {
	d := b.Direction
	switch d.Redirect {
	case "no":
	case "yes":
		b.Note(stated, "customer_redirects", verdict.Review)
	default:
		b.Note(stated, "say_who_redirects", verdict.Review)
	}
	signs := 0
	for _, sign := range []bool{d.Hourly, d.CustomerTools, d.CustomerRota, d.Result == ""} {
		if sign {
			signs++
		}
	}
	if b.Customer != Own && signs > 1 {
		b.Note(stated, "looks_like_leasing", verdict.Warning, "signs", signs)
	}
}

// leasing: only employees can be leased, with their consent, and the host says beforehand what the work asks for.
func (b *bench) leasing() {
	for _, p := range b.Participants {
		switch {
		case p.Number == 0:
		case !employed(p.Form):
			b.find(stated, "only_employees", p.Form, false)
		case p.Form == "pay_subsidy":
			b.find("direction.leasing_consent", "leased_with_consent", p.Form, p.Consent)
			b.find("wage_subsidy.transfer_permit", "transfer_permit", p.Form, p.TransferPermit)
		default:
			b.find("direction.leasing_consent", "leased_with_consent", p.Form, p.Consent)
		}
	}
	b.Note(stated, "leasing_path", verdict.Warning)
	b.Note("safety.host_defines_demands", "host_defines_demands", verdict.Warning)
}

// displaces are the rules by which a work form must not displace paid work.
func displaces(form string) string {
	return map[string]string{
		"rehabilitative": "rehabilitative_work.no_replacement", "work_trial": "work_trial.no_distortion", "work_activity": "work_activity.no_replacement",
	}[form]
}

// displacement asks both sides to declare, with the order and with each renewal, that no paid work is displaced.
func (b *bench) displacement() {
	for _, p := range b.Participants {
		id := displaces(p.Form)
		if id == "" || p.Number == 0 {
			continue
		}
		for _, side := range []Side{Organiser, Client} {
			if side == Client && b.Customer == Own {
				continue
			}
			d, declared := b.declared(side)
			if declared {
				b.Note(id, "declared", verdict.Open, "form", p.Form, "side", side, "name", d.Name, "on", d.On)
				continue
			}
			b.Find(id, "declare", false, "form", p.Form, "side", side)
		}
	}
}

// declared is the newest declaration of a side that counts: one of a person, not from the future, and in a renewal not from before it.
func (b *bench) declared(side Side) (out Declaration, found bool) {
	for _, d := range b.Declared {
		fresh := d.On >= b.Renewed
		if d.By == side && d.Person != "" && d.On != "" && d.On <= b.Today && fresh && d.On >= out.On {
			out, found = d, true
		}
	}
	return out, found
}
