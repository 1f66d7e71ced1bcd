package reminders

import (
	"net/url"
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/reminder"
)

// askOf reads what was chosen to be asked for.
func askOf(v url.Values) reminder.Ask {
	has := func(what string) bool { return slices.Contains(v["ask"], what) }
	return reminder.Ask{Fee: has("fee"), Compensation: has("compensation"), Interest: has("interest")}
}

// getWrite shows the letter as it would go now, without any charge until somebody chooses one.
func (r *visitor) getWrite() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	d, err := r.Reminders.Write(r.Ctx, r.Actor, id, reminder.Ask{})
	if marketplace.IsKind(err, marketplace.Conflict) {
		return r.Redirect(path(lateBase, id), "")
	}
	if err != nil {
		return err
	}
	return r.Show(r.writePage(d, url.Values{"key": {string(r.IDs())}}, nil))
}

// postWrite shows the letter with what was chosen, or sends the one that was shown. Posted twice it is one.
func (r *visitor) postWrite() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	var bad []marketplace.FieldError
	if v.Get("do") == "save" {
		e, err := r.Reminders.Send(r.Ctx, r.Actor, v.Get("key"), id, askOf(v), marketplace.ID(v.Get("digest")), v.Get("checked") == "yes")
		switch {
		case err == nil && e.Value.State == reminder.Withdrawn:
			return r.Redirect(path(base, e.ID), "")
		case err == nil:
			return r.Redirect(path(base, e.ID), "reminder_sent")
		case marketplace.IsKind(err, marketplace.Stale):
			bad = []marketplace.FieldError{{Key: marketplace.AsError(err).Key}}
		default:
			if bad, err = visit.FieldErrors(err); err != nil {
				return err
			}
		}
	}
	d, err := r.Reminders.Write(r.Ctx, r.Actor, id, askOf(v))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return r.Redirect(path(lateBase, id), "")
	}
	if more, other := asked(err); other != nil {
		return other
	} else if len(more) > 0 { // what was chosen cannot be asked for: the letter stands without it
		if d, err = r.Reminders.Write(r.Ctx, r.Actor, id, reminder.Ask{}); err != nil {
			return err
		}
		return r.Wrong(r.writePage(d, v, more))
	}
	if len(bad) > 0 {
		return r.Wrong(r.writePage(d, v, bad))
	}
	return r.Show(r.writePage(d, v, nil))
}

// asked are the mistakes in what was chosen, at the one field of the form that they are about.
func asked(err error) ([]marketplace.FieldError, error) {
	if err == nil {
		return nil, nil
	}
	bad, err := visit.FieldErrors(err)
	for i := range bad {
		bad[i].Field = "ask"
	}
	return bad, err
}

// writePage is the form of what is asked for, with the letter below it.
func (r *visitor) writePage(d reminder.Draft, v url.Values, bad []marketplace.FieldError) *view.PlacedForm {
	f, c := view.NewForm(r.Lang, v, bad), d.Proposal.Claim
	p := &view.PlacedForm{
		Base: r.Base(r.T("reminder.write")), Heading: r.T("reminder.write"), Intro: r.T("reminder.write.intro", "number", c.Number, "buyer", r.Firm(c.Buyer)),
		Method: "post", Action: path(lateBase, c.Invoice) + "/letter", Submit: r.T("reminder.write.submit"), Second: r.T("reminder.write.check"),
		Hidden: map[string]string{"key": v.Get("key"), "digest": string(d.Digest)},
	}
	ask := f.Checks("ask", "portal.reminder.f.ask", f.Keyed("portal.reminder.ask", "fee", "compensation", "interest"))
	ask.Hint = r.T("reminder.f.ask.hint")
	p.Groups = []view.FieldGroup{{Fields: []view.Field{ask}}}
	if unsure := d.Reminder.Charges.Unsure; len(unsure) > 0 {
		g := view.FieldGroup{Heading: r.T("reminder.unsure")}
		for _, id := range unsure {
			rule, ok := r.Rules.At(id, r.Clock.Today())
			if ok {
				g.Note += rule.Say(r.Lang) + " (" + rule.Ref + ") "
			}
		}
		check := f.Checks("checked", "portal.reminder.f.checked", []view.Option{{Value: "yes", Text: r.T("reminder.f.checked.yes")}})
		g.Fields = []view.Field{check}
		p.Groups = append(p.Groups, g)
	}
	p.Parts = r.letter(d.Reminder.Letter)
	p.Back = &view.Link{Text: r.T("reminder.of", "number", c.Number), Href: path(lateBase, c.Invoice)}
	var fields []view.Field
	for _, g := range p.Groups {
		fields = append(fields, g.Fields...)
	}
	p.Problems = f.Problems(bad, visit.Labels(fields...))
	return p
}

// letter is the letter as it reads, in the buyer's language.
func (r *visitor) letter(l reminder.Letter) []view.PlacedPart {
	t := &view.Table{Caption: r.T("reminder.letter.sums"), Head: []string{r.T("reminder.letter.what"), r.T("reminder.letter.cents")}, Numbers: 1}
	for _, s := range l.Sums {
		t.Body = append(t.Body, []string{s.Label, s.Cents.Write(l.Lang)})
	}
	if n := len(t.Body); n > 0 {
		t.Body, t.Foot = t.Body[:n-1], t.Body[n-1]
	}
	pay := view.PlacedPart{ID: "pay", Heading: r.T("reminder.letter.pay"), Lines: l.End}
	for _, p := range l.Pay {
		pay.Pairs = append(pay.Pairs, view.Pair{Label: p.Label, Text: p.Text})
	}
	return []view.PlacedPart{{ID: "letter", Heading: l.Subject, Lines: l.Text, Table: t}, pay}
}

// getOne is a letter that was sent, to read and to print.
func (r *visitor) getOne() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	e, err := r.Reminders.Get(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	x := e.Value
	title := r.T("reminder.row", "number", x.Number, "nth", x.Nth)
	out := &view.Placed{Base: r.Base(title), Heading: title, State: r.T("reminder.state." + string(x.State)), Document: true, Parts: r.letter(x.Letter)}
	out.Lead = []string{r.Firm(x.Buyer) + ", " + r.Say.When(x.Begun)}
	if x.Why != "" {
		out.Lead = append(out.Lead, r.T("reminder.withdrawn", "reason", x.Why))
	}
	if x.Over != nil {
		out.Lead = append(out.Lead, r.Lang.Field(*x.Over))
	}
	out.Back = &view.Link{Text: r.T("reminder.list"), Href: base}
	ways := []view.Link{{Text: r.T("reminder.of", "number", x.Number), Href: path(lateBase, x.Invoice)}}
	if x.State == reminder.Sent {
		ways = append(ways, view.Link{Text: r.T("reminder.withdraw"), Href: path(base, id) + "/withdraw"})
	}
	out.Parts = append(out.Parts, view.PlacedPart{ID: "more", Heading: r.T("order.more"), NoPrint: true, Ways: ways})
	return r.Show(out)
}
