package plant

import (
	"context"
	"slices"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
)

// sale is what the demo hotel bought of the demo organiser, by way of a request and a quote, counted in the crew's working
// days from the day it is put in.
type sale struct {
	id         marketplace.ID // of the request
	brief      request.Brief
	crew       crewOf
	supervisor string
	first      int // working days from today
	days       int
	people     int
	lines      []quote.Line
	organiser  order.OrganiserPart
	buyer      *order.BuyerPart // nil: not told yet, and not confirmed
	approval   string           // why the owner takes responsibility
}

const (
	sellerID marketplace.ID = "demo-person-jarjestaja"
	buyerID  marketplace.ID = "demo-person-tyonantaja"
	morning                 = 480 // minutes from midnight
	noon                    = 690
)

// sales are one order that is confirmed, and begins within days, and one that waits for the hotel to tell about the site.
func sales() []sale {
	all := crews()
	packing, grounds := all[0], all[1]
	return []sale{
		{
			id: "demo-request-talvi", crew: grounds, supervisor: "Kalle Taltavuori", first: 3, days: 4, people: 4,
			brief: request.Brief{
				Title: "Hotellin pihan haravointi", Work: "Piha ja rannan nurmikko haravoidaan, ja lehdet viedään kompostiin.", Trades: []string{"grounds"},
				Postal: "33200", Address: "Rantatie 12", Directs: request.Organiser, Hazards: matching.Chosen("outdoors_cold", "traffic"),
				Induction: "Huoltomies näyttää pihan ja taukotilan.", Reference: "Piha 2026",
			},
			lines:     []quote.Line{{Item: "demo-price-haravointi", Unit: price.SquareMetre, Name: "Pihan haravointi, lehdet viedään pois", Quantity: 180_000, Rate: 6_500}},
			organiser: raking(), buyer: site(), approval: "Ohjaaja on koko ajan paikalla ja jakaa työt. Hotellin väki ei ohjaa ryhmää.",
		},
		{
			id: "demo-request-joulu", crew: packing, supervisor: "Tellervo Pajuoja", first: 14, days: 4, people: 5,
			brief: request.Brief{
				Title: "Lahjapussien pakkaaminen", Work: "Vieraiden lahjapussit kootaan ja solmitaan. Tarvikkeet tulevat hotellilta.", Trades: []string{"packing"},
				Postal: "33100", Address: "Rantatie 12", Directs: request.Organiser, Hazards: matching.Chosen(),
				Allergens: matching.Chosen("nuts", "milk"), Induction: "Vastaanotto opastaa sisään.",
			},
			lines:     []quote.Line{{Unit: price.CrewHour, Name: "Pakkausryhmän tunti", Quantity: 280, Rate: 21_0000, Reason: "Ei ole vielä hinnastossa"}},
			organiser: filling(),
		},
	}
}

func raking() order.OrganiserPart {
	return order.OrganiserPart{
		Staffing: order.Staffing{
			OrganiserIs: "foundation", Site: gate.CustomerSite, Directs: gate.Organiser, Result: "Piha haravoitu ja lehdet viety kompostiin",
			Participants: []gate.Participants{{Form: "employment", Number: 2}, {Form: "work_activity", Number: 2}},
		},
		Readiness: order.Readiness{
			Hazards: "Haravat ja lehtipuhallin. Kuulosuojaimet ovat omat.", SupervisorsInducted: 1, ParticipantsInducted: 4,
			Insurance: []gate.Insurance{{Form: "employment", By: "employer"}, {Form: "work_activity", By: "organiser"}},
		},
		Declares: true,
	}
}

func filling() order.OrganiserPart {
	return order.OrganiserPart{
		Staffing: order.Staffing{
			OrganiserIs: "foundation", Site: gate.CustomerSite, Directs: gate.Organiser, Result: "500 lahjapussia koottu", Hourly: true,
			Participants: []gate.Participants{{Form: "employment", Number: 5}},
		},
		Readiness: order.Readiness{Hazards: "Ei erityisiä.", Insurance: []gate.Insurance{{Form: "employment", By: "employer"}}},
		Declares:  true,
	}
}

func site() *order.BuyerPart {
	return &order.BuyerPart{
		Conditions: order.Conditions{
			Redirect: "no", Safety: "Huoltoajoa aamulla klo 7–8. Ensiapulaukku on huoltotilassa. Kokoontuminen parkkipaikalla. Yhteys: huoltomies.",
		},
		Hazards: matching.Chosen("outdoors_cold", "traffic"), Induction: "Huoltomies näyttää pihan ja taukotilan.", Declares: true,
	}
}

// quoteOf is the id of the quote, and so of the order.
func (o sale) quoteOf() marketplace.ID { return quote.IDOf(o.id, organiserID) }

// sold brings a sale to its accepted quote. What is there already stays as it is.
func (s *seeder) sold(ctx context.Context, data demo.Data, o sale) error {
	buyer, seller := member(data, buyerID), member(data, sellerID)
	if q, err := s.Quotes.Standing(ctx, o.quoteOf()); err == nil && q.Accepted != nil {
		return nil
	}
	if err := s.asked(ctx, buyer, o); err != nil {
		return err
	}
	e, err := s.Quotes.Quote(ctx, seller, o.id)
	if err == nil && len(e.Value.Versions) == 0 {
		err = s.quoted(ctx, seller, o, e)
	}
	if err != nil {
		return err
	}
	_, err = s.Quotes.Accept(ctx, buyer, o.id, quote.Choice{Quote: o.quoteOf(), Version: 1})
	return err
}

// asked is the request, sent to the organiser.
func (s *seeder) asked(ctx context.Context, buyer marketplace.Actor, o sale) error {
	b := o.brief
	b.Need = request.Need{
		First: s.workday(o.crew, o.first), Last: s.workday(o.crew, o.first+o.days-1), Weekdays: []string{"mon", "tue", "wed", "thu", "fri"},
		From: morning, To: noon, People: o.people,
	}
	b.Deadline = marketplace.At(s.Clock().Add(24 * time.Hour))
	e, err := s.Requests.CreateOnce(ctx, buyer, o.id, b)
	if err == nil && e.Value.State == request.Draft {
		_, err = s.Requests.Send(ctx, buyer, o.id, e.Rev, []marketplace.ID{organiserID})
	}
	return err
}

// quoted is the quote, sent.
func (s *seeder) quoted(ctx context.Context, seller marketplace.Actor, o sale, e quote.Entry) error {
	if e.Value.Sending == nil {
		c := quote.Content{Crew: o.crew.id, Lines: o.lines, Supervisor: o.supervisor, Until: marketplace.At(s.Clock().Add(24 * time.Hour))}
		for i := range o.days {
			c.Loads = append(c.Loads, capacity.Load{Date: s.workday(o.crew, o.first+i), From: morning, To: noon, Participants: o.people, Supervisors: supervisors(o)})
		}
		var err error
		if e, err = s.Quotes.SaveDraft(ctx, seller, o.id, e.Rev, c); err != nil {
			return err
		}
	}
	return last(s.Quotes.Send(ctx, seller, o.id, e.Rev))
}

func supervisors(o sale) int { return (o.people + o.crew.terms.Ratio - 1) / o.crew.terms.Ratio }

// ordered has both sides tell their parts, as far as they have come, and the order confirmed. What was told already stays.
func (s *seeder) ordered(ctx context.Context, data demo.Data, o sale) error {
	buyer, seller := member(data, buyerID), member(data, sellerID)
	e, err := s.Orders.Get(ctx, seller, o.quoteOf())
	if err != nil || e.Value.State != order.Preparing {
		return err
	}
	if e.Value.Staffing.Told.IsZero() {
		part := o.organiser
		part.Readiness.Insurance = slices.Clone(part.Readiness.Insurance)
		for i := range part.Readiness.Insurance {
			part.Readiness.Insurance[i].Seen = s.Orders.Today().AddDays(-3)
		}
		if e, err = s.Orders.TellAsOrganiser(ctx, seller, e.ID, e.Rev, part); err != nil {
			return err
		}
	}
	if o.buyer == nil {
		return nil
	}
	if e.Value.Conditions.Told.IsZero() {
		if _, err = s.Orders.TellAsBuyer(ctx, buyer, e.ID, e.Rev, *o.buyer); err != nil {
			return err
		}
	}
	if len(e.Value.Approvals) == 0 {
		if _, err = s.Orders.Approve(ctx, seller, e.ID, o.approval); err != nil {
			return err
		}
	}
	if e, err = s.Orders.Get(ctx, seller, e.ID); err != nil {
		return err
	}
	return last(s.Orders.Confirm(ctx, seller, e.ID, e.Rev))
}
