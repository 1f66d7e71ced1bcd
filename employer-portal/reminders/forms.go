package reminders

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
)

// sheet is a small form about a late invoice or a reminder.
type sheet struct {
	path, verb, done string
	late             bool // about an invoice; otherwise about a reminder
	day, why         bool // what it asks
	save             func(*visitor, marketplace.ID, url.Values) error
}

func sheets() []sheet {
	const late = lateBase + "/:id/"
	return []sheet{
		{late + "hold", "hold", "reminder_held", true, true, true, func(r *visitor, id marketplace.ID, v url.Values) error {
			if v.Get("until") == "" {
				return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("until", "field.required")})
			}
			_, err := r.Reminders.Hold(r.Ctx, r.Actor, id, marketplace.Date(v.Get("until")), v.Get("reason"))
			return err
		}},
		{late + "unhold", "unhold", "reminder_unheld", true, false, false, func(r *visitor, id marketplace.ID, _ url.Values) error {
			_, err := r.Reminders.Hold(r.Ctx, r.Actor, id, "", "")
			return err
		}},
		{late + "write-off", "write-off", "reminder_lost", true, false, true, func(r *visitor, id marketplace.ID, v url.Values) error {
			_, err := r.Reminders.GiveUp(r.Ctx, r.Actor, id, v.Get("key"), v.Get("reason"))
			return err
		}},
		{late + "recover", "recover", "reminder_recovered", true, false, true, func(r *visitor, id marketplace.ID, v url.Values) error {
			_, err := r.Reminders.TakeBack(r.Ctx, r.Actor, id, v.Get("key"), v.Get("reason"))
			return err
		}},
		{base + "/:id/withdraw", "withdraw", "reminder_withdrawn", false, false, true, func(r *visitor, id marketplace.ID, v url.Values) error {
			_, err := r.Reminders.Withdraw(r.Ctx, r.Actor, id, v.Get("reason"))
			return err
		}},
	}
}

func (r *visitor) getSheet(s sheet) error {
	page, err := r.sheetPage(s, url.Values{"key": {string(r.IDs())}}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

// postSheet does what the form asks. Posted twice it is done once.
func (r *visitor) postSheet(s sheet) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = s.save(r, id, v); err == nil {
		return r.Redirect(s.back(id), s.done)
	}
	bad, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	page, err := r.sheetPage(s, v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

func (s sheet) back(id marketplace.ID) string {
	if s.late {
		return path(lateBase, id)
	}
	return path(base, id)
}

func (r *visitor) sheetPage(s sheet, v url.Values, bad []marketplace.FieldError) (*view.Single, error) {
	id, err := r.id()
	if err != nil {
		return nil, err
	}
	number, err := r.about(s, id)
	if err != nil {
		return nil, err
	}
	page := r.Single("reminder."+s.verb, s.back(id)+"/"+s.verb, v, bad, func(f view.Form) (fields []view.Field) {
		if s.day {
			fields = append(fields, f.Date("until", "portal.reminder.f.until").Must())
		}
		if s.why {
			fields = append(fields, f.Area("reason", "portal.order.f.reason", 3).WithHint(r.T("reminder.f.reason.hint")).Must())
		}
		return fields
	})
	page.Hidden["key"] = v.Get("key")
	page.Back = &view.Link{Text: r.T("reminder.of", "number", number), Href: s.back(id)}
	return page, nil
}

// about is the number of the invoice that a form is about; NotFound for another's, Forbidden for who may not give up.
func (r *visitor) about(s sheet, id marketplace.ID) (string, error) {
	if s.verb == "write-off" || s.verb == "recover" {
		if err := r.Actor.Must(marketplace.RoleOwner); err != nil {
			return "", err
		}
	}
	if !s.late {
		e, err := r.Reminders.Get(r.Ctx, r.Actor, id)
		return e.Value.Number, err
	}
	p, err := r.Reminders.Proposal(r.Ctx, r.Actor, id)
	return p.Claim.Number, err
}
