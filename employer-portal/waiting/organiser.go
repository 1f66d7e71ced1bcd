package waiting

import (
	"slices"
	"time"

	"sovite.fi/sovite/employer-portal/orders"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// How far is looked: quotes that run out within so many hours, and sheets of so many days back.
const (
	soonHours = 48
	daysBack  = 14
)

// visitor is whose first page it is.
type visitor struct{ *visit.Request }

// count is how many things of one sort wait.
type count struct {
	n    int
	list string // where all of them are
	one  string // where the first is; empty: in the list
}

// add counts things whose first is at an address.
func (c *count) add(n int, at string) {
	if c.n == 0 {
		c.one = at
	}
	c.n += n
}

// links are the counts in words, without those of nothing. The key of each is "waiting." + its key.
func (v visitor) links(keys []string, counts map[string]*count) []view.Link {
	var out []view.Link
	for _, key := range keys {
		c := counts[key]
		if c == nil || c.n == 0 {
			continue
		}
		href := c.list
		if c.one != "" && c.n == 1 {
			href = c.one
		}
		out = append(out, view.Link{Text: v.Say.N("due."+key, c.n), Href: href})
	}
	return out
}

// Organiser are the counts of whoever works for an organiser: what waits in the order of the business.
func Organiser(r *visit.Request) ([]view.Link, error) {
	v, counts := visitor{r}, map[string]*count{}
	for _, look := range []func(map[string]*count) error{v.quoting, v.ordering, v.rostering, v.signing, v.disputed, v.billable} {
		if err := look(counts); err != nil {
			return nil, err
		}
	}
	return v.links([]string{"requests", "running_out", "orders", "this_week", "next_week", "sheets", "disputed", "billable"}, counts), nil
}

// billable counts the approved lines that stand on no invoice.
func (v visitor) billable(out map[string]*count) error {
	if !v.Actor.Has(invoice.Billers()...) {
		return nil
	}
	list, err := v.Timesheets.Approved(v.Ctx, v.Actor, "", most())
	if err != nil {
		return err
	}
	c := &count{list: "/invoices/new"}
	if len(list.Items) > 0 {
		c.add(len(list.Items), c.list)
	}
	out["billable"] = c
	return nil
}

func most() marketplace.Page { return marketplace.Page{Limit: marketplace.MaxLimit} }

// quoting counts the requests without a quote that holds, and the quotes that run out.
func (v visitor) quoting(out map[string]*count) error {
	if !v.Actor.Has(request.Sellers()...) {
		return nil
	}
	list, err := v.Quotes.Mine(v.Ctx, v.Actor, true, most())
	if err != nil {
		return err
	}
	requests, ending := &count{list: "/asked"}, &count{list: "/asked"}
	soon := v.Clock.Now().Time().Add(soonHours * time.Hour)
	for _, e := range list.Items {
		q, at := e.Value, "/asked/"+string(e.Value.Request)
		newest, sent := q.Newest()
		switch {
		case q.State == quote.Draft || q.State == quote.Expired || !q.Renewal.IsZero():
			requests.add(1, at)
		case q.State == quote.Sent && sent && newest.Until.Time().Before(soon):
			ending.add(1, at)
		}
	}
	out["requests"], out["running_out"] = requests, ending
	return nil
}

// ordering counts the orders in which it is the organiser's turn before they are confirmed, or about a change.
func (v visitor) ordering(out map[string]*count) error {
	if !v.Actor.Has(order.Sellers()...) {
		return nil
	}
	list, err := v.Orders.Mine(v.Ctx, v.Actor, true, most())
	if err != nil {
		return err
	}
	c := &count{list: "/orders"}
	for _, e := range list.Items {
		if orders.Waits(order.View(e, order.Judgement{}), gate.Organiser) {
			c.add(1, "/orders/"+string(e.ID))
		}
	}
	out["orders"] = c
	return nil
}

// rostering counts the shifts of this week and the next that lack people.
func (v visitor) rostering(out map[string]*count) error {
	if !v.Actor.Has(attendance.Keepers()...) {
		return nil
	}
	today := v.Clock.Today()
	for i, key := range []string{"this_week", "next_week"} {
		monday := capacity.Monday(today).AddDays(7 * i)
		at := "/rosters/" + string(monday)
		c := &count{list: at}
		e, err := v.Rosters.Week(v.Ctx, v.Actor, monday)
		if err != nil {
			return err
		}
		for _, s := range e.Value.Shifts {
			if s.Date >= today && len(s.Members) < s.Participants {
				c.add(1, at)
			}
		}
		out[key] = c
	}
	return nil
}

// signing counts the sheets of days that have passed, and of today's shifts that are over, which nobody has signed.
func (v visitor) signing(out map[string]*count) error {
	if !v.Actor.Has(attendance.Keepers()...) {
		return nil
	}
	now := v.Clock.Now()
	local := now.Time().In(v.Zone)
	today, minutes := v.Clock.Today(), local.Hour()*60+local.Minute()
	cards, err := v.Attendance.Shifts(v.Ctx, v.Actor, today.AddDays(-daysBack), today)
	if err != nil {
		return err
	}
	c := &count{}
	for _, one := range cards {
		open := one.State.Takes()
		if open && (one.Date < today || one.To <= minutes) {
			c.add(1, "/shifts/"+string(one.ID))
		}
	}
	c.list = c.one // the list shows today alone, so that the way begins with the oldest
	out["sheets"] = c
	return nil
}

// disputed counts the lines that buyers say no to.
func (v visitor) disputed(out map[string]*count) error {
	if !v.Actor.Has(timesheet.Organisers()...) {
		return nil
	}
	list, err := v.Timesheets.ToDo(v.Ctx, v.Actor, most())
	if err != nil {
		return err
	}
	c := &count{}
	for _, t := range list.Items {
		n := len(slices.DeleteFunc(slices.Clone(t.Lines), func(l line.Line) bool { return l.State != line.Disputed }))
		if n > 0 {
			c.add(n, "/timesheets/"+string(t.ID))
		}
	}
	c.list = c.one // with the oldest first
	out["disputed"] = c
	return nil
}
