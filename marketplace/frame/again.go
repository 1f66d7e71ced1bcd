package frame

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/request"
)

// Again begins a request for what the buyer bought before, on other days, under a key of the caller's: a draft with the work,
// the site, the weekdays, the hours and the people of the order, for quotes on today's prices. Nobody is asked yet. When the
// same organiser gets it, its order goes on from the earlier one. Doing it again changes nothing.
func (s *Service) Again(ctx context.Context, actor marketplace.Actor, id marketplace.ID, key string, first, last marketplace.Date) (request.Entry, error) {
	if err := actor.Must(request.Buyers()...); err != nil {
		return request.Entry{}, err
	}
	o, err := s.Orders.Standing(ctx, id)
	if err == nil && o.Buyer != actor.Org {
		err = notFound()
	}
	if err != nil {
		return request.Entry{}, err
	}
	var f check.Fields
	f.Need("first", first != "")
	f.Need("last", last != "")
	if f.Date("first", first) && f.Date("last", last) && first != "" && last != "" && last < max(first, s.Clock.Today()) {
		f.Add("last", "request.order")
	}
	if err := marketplace.InvalidFields(f.Errors()); err != nil {
		return request.Entry{}, err
	}
	return s.Requests.CreateFollowing(ctx, actor, request.IDOf(actor.Org, "again/"+key), again(o, first, last, s.Clock.Now()), o.ID)
}

// again is the brief of an order for other days, to be quoted for within some days. It is pure.
func again(o order.Order, first, last marketplace.Date, now marketplace.Instant) request.Brief {
	a := o.Newest()
	return request.Brief{
		Title: a.Title, Work: a.Work, Trades: a.Trades, Postal: a.Postal, Address: a.Address, Need: need(a.Loads, first, last),
		Directs: directs(o.Staffing.Directs), Hazards: a.Hazards, Allergens: a.Allergens, Induction: a.Induction, Reference: a.Reference, Deadline: until(first, now),
	}
}

// need is when loads were, on other days: their weekdays, from the earliest to the latest hour, as many as there were at most.
func need(loads []capacity.Load, first, last marketplace.Date) request.Need {
	n := request.Need{First: first, Last: last}
	on := map[string]bool{}
	for i, l := range loads {
		on[capacity.Weekdays()[capacity.Monday(l.Date).DaysTo(l.Date)]] = true
		if i == 0 {
			n.From = l.From
		}
		n.From, n.To, n.People = min(n.From, l.From), max(n.To, l.To), max(n.People, l.Participants)
	}
	for _, day := range capacity.Weekdays() {
		if on[day] {
			n.Weekdays = append(n.Weekdays, day)
		}
	}
	return n
}
