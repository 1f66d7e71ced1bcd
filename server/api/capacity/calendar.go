package capacity

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// CrewHours are the two sorts of hours, in quarters of an hour of one person.
type CrewHours struct {
	Crew        int64 `json:"crew"`
	Supervisors int64 `json:"supervisors"`
}

func hours(h capacity.Hours) CrewHours { return CrewHours{int64(h.Crew), int64(h.Supervisors)} }

// CrewDay is how a crew stands on a day.
type CrewDay struct {
	Date      string         `json:"date"`
	Offered   CrewHours      `json:"offered"`
	Held      CrewHours      `json:"held"`
	Sold      CrewHours      `json:"sold"`
	Free      CrewHours      `json:"free" doc:"Of each sort by itself"`
	Sellable  int64          `json:"sellable" doc:"Crew quarters for which supervisors are free, too"`
	Limit     string         `json:"limit" doc:"What binds: crew, supervisor or both; empty when nothing is offered"`
	Exception *CrewException `json:"exception,omitempty"`
}

func day(d capacity.Day) CrewDay {
	out := CrewDay{
		Date: string(d.Date), Offered: hours(d.Offered), Held: hours(d.Held), Sold: hours(d.Sold), Free: hours(d.Free),
		Sellable: int64(d.Sellable), Limit: string(d.Limit),
	}
	if d.Exception != nil {
		x := exception(*d.Exception)
		out.Exception = &x
	}
	return out
}

// CalendarInput asks for days.
type CalendarInput struct {
	api.ByID
	From marketplace.Date `query:"from" required:"true" format:"date" doc:"The first day"`
	Days int              `query:"days" minimum:"1" maximum:"92" default:"7"`
}

// Calendar reads days of a crew.
func (h Handlers) Calendar(ctx context.Context, in *CalendarInput) (*api.Answer[[]CrewDay], error) {
	days, err := h.Service.Days(ctx, web.ActorFrom(ctx), in.ID, in.From, in.Days)
	return api.Reply(api.Each(days, day), err)
}

// CrewPlan makes days an exception, or takes their exceptions away.
type CrewPlan struct {
	From    marketplace.Date `json:"from" format:"date"`
	To      marketplace.Date `json:"to,omitempty" doc:"The last day; from alone when left out"`
	Remove  bool             `json:"remove,omitempty"`
	Windows []CrewWindow     `json:"windows,omitempty" maxItems:"20" doc:"Instead of the usual ones; empty: closed"`
	Reason  string           `json:"reason,omitempty" doc:"holiday, training, staff_away, premises, more_hands or other"`
	Note    string           `json:"note,omitempty" doc:"Only the organiser reads it"`
}

func (p CrewPlan) value() capacity.Plan {
	return capacity.Plan{From: p.From, To: p.To, Remove: p.Remove, Windows: windows(p.Windows), Reason: capacity.Reason(p.Reason), Note: p.Note}
}

// CrewDayChange is a day whose free hours change.
type CrewDayChange struct {
	Date   string    `json:"date"`
	Before CrewHours `json:"before"`
	After  CrewHours `json:"after"`
}

// CrewEffect is what a change would do.
type CrewEffect struct {
	Days  []CrewDayChange `json:"days"`
	Holds []CrewBooking   `json:"holds" doc:"Would be released"`
	Sold  []CrewBooking   `json:"sold" doc:"Would have no room any more: the change would be refused"`
}

func effect(e capacity.Effect) CrewEffect {
	return CrewEffect{
		Days: api.Each(e.Days, func(d capacity.DayChange) CrewDayChange {
			return CrewDayChange{Date: string(d.Date), Before: hours(d.Before), After: hours(d.After)}
		}),
		Holds: api.Each(e.Holds, booking), Sold: api.Each(e.Sold, booking),
	}
}

// PlanPreview asks what exceptions would do.
type PlanPreview struct {
	api.ByID
	Body CrewPlan
}

// PreviewPlan says what exceptions would do.
func (h Handlers) PreviewPlan(ctx context.Context, in *PlanPreview) (*api.Answer[CrewEffect], error) {
	e, err := h.Service.PreviewPlan(ctx, web.ActorFrom(ctx), in.ID, in.Body.value())
	return api.Reply(effect(e), err)
}

// PlanUpdate saves exceptions.
type PlanUpdate struct {
	api.ByID
	api.IfMatch
	Body CrewPlan
}

// SavePlan saves exceptions.
func (h Handlers) SavePlan(ctx context.Context, in *PlanUpdate) (*CrewAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	return answer(h.Service.SavePlan(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.value()))
}

// CrewOffer is what others may know of a published crew.
type CrewOffer struct {
	ID     string         `json:"id"`
	Org    string         `json:"org" doc:"The organiser"`
	Name   string         `json:"name"`
	Trades []string       `json:"trades"`
	Postal string         `json:"postal"`
	Site   string         `json:"site,omitempty"`
	Radius int            `json:"radius" doc:"Metres"`
	Ratio  int            `json:"ratio"`
	Weeks  []CrewFreeWeek `json:"weeks"`
}

// CrewFreeWeek is how much of a week is free.
type CrewFreeWeek struct {
	Monday string `json:"monday"`
	Hours  int    `json:"hours" doc:"Crew hours for which supervisors are free, rounded down to whole fives"`
}

func offer(o capacity.Offer) CrewOffer {
	return CrewOffer{
		ID: string(o.ID), Org: string(o.Org), Name: o.Name, Trades: o.Trades, Postal: o.Postal, Site: o.Site, Radius: o.Radius, Ratio: o.Ratio,
		Weeks: api.Each(o.Weeks, func(w capacity.FreeWeek) CrewFreeWeek { return CrewFreeWeek{Monday: string(w.Monday), Hours: w.Hours} }),
	}
}

// OffersInput names what is looked for.
type OffersInput struct {
	api.Paging
	Trade  string `query:"trade" maxLength:"64" doc:"A type of work of the carving catalogue"`
	Region string `query:"region" maxLength:"80" doc:"Finnish name"`
	Postal string `query:"postal" maxLength:"5" doc:"Where the work is"`
}

// Offers lists published crews. A page can be shorter than asked for.
func (h Handlers) Offers(ctx context.Context, in *OffersInput) (*api.Page[CrewOffer], error) {
	want := capacity.Search{Trade: in.Trade, Region: in.Region, Postal: in.Postal}
	list, err := h.Service.Offers(ctx, web.ActorFrom(ctx), want, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, offer), nil
}

// Offer reads a published crew.
func (h Handlers) Offer(ctx context.Context, in *api.ByID) (*api.Answer[CrewOffer], error) {
	o, err := h.Service.Offer(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(offer(o), err)
}
