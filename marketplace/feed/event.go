package feed

import (
	"fmt"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/roster"
)

// Event is one stretch of time with a place.
type Event struct {
	UID   string // the same at every reading, so that calendars change what they have
	Title string
	Place string
	Notes string
	Path  string // of the page that says more
	From  marketplace.Instant
	To    marketplace.Instant
}

// Say is how events are written: in a language, at a place.
type Say struct {
	i18n.Lang
	Zone *time.Location
}

// ofShift is a shift as those see it who lead it.
func (s Say) ofShift(shift roster.Shift, o order.Order) Event {
	a := o.Newest()
	return Event{
		UID: string(shift.ID), Title: s.T("feed.shift", "title", a.Title), Place: place(a.Address, a.Postal), Path: "/shifts/" + string(shift.ID),
		Notes: s.T("feed.crew", "people", len(shift.Members), "supervisors", len(shift.Leaders)),
		From:  s.moment(shift.Date, shift.From), To: s.moment(shift.Date, shift.To),
	}
}

// ofLoad is a day of an order as its buyer sees it.
func (s Say) ofLoad(o order.Bought, l capacity.Load) Event {
	a := o.Versions[len(o.Versions)-1]
	return Event{
		UID: string(roster.ShiftIDOf(o.ID, l.Date, l.From)), Title: s.T("feed.order", "title", a.Title), Place: place(a.Address, a.Postal),
		Notes: s.T("feed.ordered", "people", l.Participants, "supervisor", a.Supervisor), Path: "/purchases/" + string(o.ID),
		From: s.moment(l.Date, l.From), To: s.moment(l.Date, l.To),
	}
}

func place(address, postal string) string { return strings.TrimPrefix(address+", "+postal, ", ") }

// moment is a time of day on a clock that may be put forward or back that day.
func (s Say) moment(d marketplace.Date, minutes int) marketplace.Instant {
	day := d.Time()
	return marketplace.At(time.Date(day.Year(), day.Month(), day.Day(), minutes/60, minutes%60, 0, 0, s.Zone))
}

// idOf is the id of a person's feed in an organisation.
func idOf(person, org marketplace.ID) marketplace.ID {
	return marketplace.ID(fmt.Sprintf("%s-%s", person, org))
}
