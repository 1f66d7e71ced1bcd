package frames

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/api/quotes"
)

// FramePrice is one thing that can be called off.
type FramePrice struct {
	Unit   string `json:"unit" doc:"crew_hour, supervisor_hour, piece, square_metre, result, travel or material"`
	Name   string `json:"name"`
	Rate   int64  `json:"rate" doc:"For one unit, in ten-thousandths of a euro"`
	Item   string `json:"item,omitempty" doc:"Of the price book; only the organiser reads it, as what follows"`
	Priced int    `json:"item_version,omitempty" doc:"The version in force on the first day; found out"`
	Book   int64  `json:"book,omitempty" doc:"The price in the price book; found out"`
	Reason string `json:"reason,omitempty" doc:"Why the price is not the one in the price book"`
}

// FrameTerms is what the organiser offers.
type FrameTerms struct {
	Title      string       `json:"title"`
	Work       string       `json:"work"`
	Trades     []string     `json:"trades" maxItems:"50" doc:"Types of work of the carving catalogue"`
	Postal     string       `json:"postal"`
	Address    string       `json:"address,omitempty"`
	Directs    string       `json:"directs" doc:"Who directs the work: organiser, customer or not_sure"`
	Crew       string       `json:"crew"`
	Supervisor string       `json:"supervisor" doc:"Who directs the work on site, by name"`
	Hazards    string       `json:"hazards,omitempty" doc:"That the organiser's work brings"`
	Prices     []FramePrice `json:"prices" maxItems:"50"`
	From       string       `json:"from" doc:"First day of work that can be called off"`
	To         string       `json:"to" doc:"Last day, at most four years later"`
	Ceiling    int64        `json:"ceiling,omitempty" doc:"Of all call-offs together, in cents without value added tax; left out: none"`
	NoticeDays int          `json:"notice_days"`
	Note       string       `json:"note,omitempty"`
}

func terms(t frame.Terms) FrameTerms {
	return FrameTerms{
		Title: t.Title, Work: t.Work, Trades: append([]string{}, t.Trades...), Postal: t.Postal, Address: t.Address, Directs: string(t.Directs),
		Crew: string(t.Crew), Supervisor: t.Supervisor, Hazards: t.Hazards, From: string(t.From), To: string(t.To), Ceiling: int64(t.Ceiling),
		NoticeDays: t.NoticeDays, Note: t.Note, Prices: api.Each(t.Prices, func(p frame.Price) FramePrice {
			return FramePrice{string(p.Unit), p.Name, int64(p.Rate), string(p.Item), p.Priced, int64(p.Book), p.Reason}
		}),
	}
}

func (t FrameTerms) value() frame.Terms {
	return frame.Terms{
		Title: t.Title, Work: t.Work, Trades: t.Trades, Postal: t.Postal, Address: t.Address, Directs: request.Director(t.Directs),
		Crew: marketplace.ID(t.Crew), Supervisor: t.Supervisor, Hazards: t.Hazards, From: marketplace.Date(t.From), To: marketplace.Date(t.To),
		Ceiling: money.Cents(t.Ceiling), NoticeDays: t.NoticeDays, Note: t.Note, Prices: api.Each(t.Prices, func(p FramePrice) frame.Price {
			return frame.Price{Item: marketplace.ID(p.Item), Unit: price.Unit(p.Unit), Name: p.Name, Rate: money.Rate(p.Rate), Reason: p.Reason}
		}),
	}
}

// FrameSite is what the buyer tells of its site, once for every call-off.
type FrameSite struct {
	Hazards   []string `json:"hazards,omitzero" maxItems:"50" doc:"Of the vocabulary hazard; left out when not told, empty for none"`
	Allergens []string `json:"allergens,omitzero" maxItems:"50" doc:"That are handled, of the vocabulary allergen; left out when not told, empty for none"`
	Induction string   `json:"induction,omitempty"`
	Safety    string   `json:"safety,omitempty" doc:"Instructions, fire, first aid, evacuation and named persons"`
	Reference string   `json:"reference,omitempty" doc:"The buyer's own"`
}

func site(s frame.Site) FrameSite {
	out := FrameSite{Induction: s.Induction, Safety: s.Safety, Reference: s.Reference}
	if s.Hazards.Asked {
		out.Hazards = append([]string{}, s.Hazards.Values...)
	}
	if s.Allergens.Asked {
		out.Allergens = append([]string{}, s.Allergens.Values...)
	}
	return out
}

func (s FrameSite) value() frame.Site {
	out := frame.Site{Induction: s.Induction, Safety: s.Safety, Reference: s.Reference}
	if s.Hazards != nil {
		out.Hazards = matching.Chosen(s.Hazards...)
	}
	if s.Allergens != nil {
		out.Allergens = matching.Chosen(s.Allergens...)
	}
	return out
}

// FrameWish is what a buyer calls off.
type FrameWish struct {
	Need       quotes.RequestNeed `json:"need" doc:"At most sixty days of work"`
	Skip       []string           `json:"skip,omitempty" maxItems:"60" doc:"Days of those on which nobody is to come"`
	Quantities []int64            `json:"quantities,omitempty" maxItems:"50" doc:"Of each price, in their order, in the grain of its unit; hours follow from the days"`
	Reference  string             `json:"reference,omitempty" doc:"Instead of the one that was agreed on"`
}

func (w FrameWish) value() frame.Wish {
	return frame.Wish{
		Need: w.Need.Value(), Reference: w.Reference, Skip: api.Each(w.Skip, func(d string) marketplace.Date { return marketplace.Date(d) }),
		Quantities: api.Each(w.Quantities, func(q int64) price.Quantity { return price.Quantity(q) }),
	}
}

// FrameCall is one call-off.
type FrameCall struct {
	Number  int    `json:"number"`
	State   string `json:"state" doc:"calling, held, ordered, lost or cancelled"`
	Total   int64  `json:"total" doc:"Cents, as it is agreed now"`
	Counts  int64  `json:"counts" doc:"Of it under the ceiling"`
	Until   string `json:"until" doc:"Capacity is held until then"`
	Request string `json:"request"`
	Quote   string `json:"quote" doc:"And the order"`
	At      string `json:"at"`
	FrameWish
	Loads []quotes.QuoteLoad `json:"loads"`
}

func call(c frame.Call) FrameCall {
	return FrameCall{
		Number: c.Number, State: string(c.State), Total: int64(c.Total), Counts: int64(c.Counts), Until: c.Until.String(), Request: string(c.Request),
		Quote: string(c.Quote), At: c.At.String(), Loads: api.Each(c.Loads(), quotes.Load), FrameWish: FrameWish{
			Need: quotes.NeedOf(c.Need), Reference: c.Reference, Skip: api.Each(c.Skip, func(d marketplace.Date) string { return string(d) }),
			Quantities: api.Each(c.Quantities, func(q price.Quantity) int64 { return int64(q) }),
		},
	}
}

// FrameNotice is how one side ends the agreement.
type FrameNotice struct {
	Side   string `json:"side" doc:"organiser or customer"`
	Name   string `json:"name" doc:"Of the person"`
	Last   string `json:"last" doc:"Day of work that can still be called off"`
	Reason string `json:"reason"`
}

// Frame is a framework agreement.
type Frame struct {
	ID        string       `json:"id"`
	Organiser string       `json:"organiser"`
	Buyer     string       `json:"buyer"`
	After     string       `json:"after" doc:"The order from which it was made"`
	State     string       `json:"state" doc:"offered, agreed, declined, withdrawn, ended or expired"`
	Terms     FrameTerms   `json:"terms"`
	Site      FrameSite    `json:"site"`
	Offered   string       `json:"offered" doc:"Who offered it, by name"`
	Agreed    string       `json:"agreed,omitempty" doc:"Who agreed to it, by name"`
	Since     string       `json:"since,omitempty" doc:"When"`
	Refusal   string       `json:"refusal,omitempty" doc:"Why the buyer declined"`
	Notice    *FrameNotice `json:"notice,omitempty"`
	Last      string       `json:"last" doc:"Day of work that can be called off"`
	Used      int64        `json:"used" doc:"Cents that count under the ceiling"`
	Left      *int64       `json:"left,omitempty" doc:"Cents that can still be called off; left out when there is no ceiling"`
	Calls     []FrameCall  `json:"calls"`
}

func shown(f frame.Frame) Frame {
	out := Frame{
		ID: string(f.ID), Organiser: string(f.Org), Buyer: string(f.Buyer), After: string(f.After), State: string(f.State), Terms: terms(f.Terms),
		Site: site(f.Site), Offered: f.Offered.Name, Agreed: f.Agreed.Name, Since: f.Agreed.At.String(), Refusal: f.Refusal, Last: string(f.Last()),
		Used: int64(f.Used()), Calls: api.Each(f.Calls, call),
	}
	if left, limited := f.Left(); limited {
		cents := int64(left)
		out.Left = &cents
	}
	if n := f.Notice; n != nil {
		out.Notice = &FrameNotice{string(n.Side), n.By.Name, string(n.Last), n.Reason}
	}
	return out
}
