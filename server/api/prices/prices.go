package prices

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// Handlers serves price books.
type Handlers struct {
	Service *price.Service
	Bundle  *i18n.Bundle
}

// PriceCost is the full cost of one unit.
type PriceCost struct {
	Parts        map[string]int64 `json:"parts,omitempty" doc:"wages, supervision, tools, materials, transport, premises, administration, and margin, which is no part of the cost; in ten-thousandths of a euro, 0 for nothing, left out for not told. Public support is never taken off"`
	Supervisor   int64            `json:"supervisor_hour,omitempty" doc:"What an hour of the supervisor costs; with participants the share of a crew hour is reckoned from it"`
	Participants int              `json:"participants,omitempty" doc:"For each supervisor, 1 to 60"`
	Note         string           `json:"note,omitempty" doc:"How it was reckoned"`
}

// PriceMarket is what others take for the same.
type PriceMarket struct {
	Rate   int64  `json:"rate" doc:"In ten-thousandths of a euro"`
	Source string `json:"source" doc:"In words"`
	On     string `json:"on" doc:"The day it was looked up"`
}

// PriceBelow is why a price may be below its cost.
type PriceBelow struct {
	Reason string `json:"reason"`
	Person string `json:"person" doc:"Who decided, by name"`
}

// PriceDraft is what is filled in for a price.
type PriceDraft struct {
	From   string       `json:"from,omitempty" doc:"First day, today or later; today when left out"`
	Rate   int64        `json:"rate" doc:"For one unit without value added tax, in ten-thousandths of a euro"`
	Cost   PriceCost    `json:"cost,omitzero"`
	Market *PriceMarket `json:"market,omitempty"`
	Below  *PriceBelow  `json:"below,omitempty" doc:"Has to be told when the price is below its cost; dropped when it is not"`
}

func (d PriceDraft) value() price.Draft {
	out := price.Draft{From: marketplace.Date(d.From), Rate: money.Rate(d.Rate), Cost: price.Cost{
		Supervisor: price.Supervisor{Hour: money.Rate(d.Cost.Supervisor), Participants: d.Cost.Participants}, Note: d.Cost.Note,
	}}
	for part, rate := range d.Cost.Parts {
		if out.Cost.Parts == nil {
			out.Cost.Parts = map[price.Part]money.Rate{}
		}
		out.Cost.Parts[price.Part(part)] = money.Rate(rate)
	}
	if m := d.Market; m != nil {
		out.Market = price.Market{Rate: money.Rate(m.Rate), Source: m.Source, On: marketplace.Date(m.On)}
	}
	if b := d.Below; b != nil {
		out.Below = price.Below{Reason: b.Reason, Person: b.Person}
	}
	return out
}

func draft(d price.Draft) PriceDraft {
	out := PriceDraft{From: string(d.From), Rate: int64(d.Rate), Cost: PriceCost{
		Supervisor: int64(d.Cost.Supervisor.Hour), Participants: d.Cost.Supervisor.Participants, Note: d.Cost.Note, Parts: map[string]int64{},
	}}
	for part, rate := range d.Cost.Parts {
		out.Cost.Parts[string(part)] = int64(rate)
	}
	if d.Market != (price.Market{}) {
		out.Market = &PriceMarket{Rate: int64(d.Market.Rate), Source: d.Market.Source, On: string(d.Market.On)}
	}
	if d.Below != (price.Below{}) {
		out.Below = &PriceBelow{Reason: d.Below.Reason, Person: d.Below.Person}
	}
	return out
}

// PriceVerdict says whether a price covers its cost.
type PriceVerdict struct {
	Outcome    string   `json:"outcome" doc:"covers, below (a reason and a person are asked for) or not_reckoned (parts of the cost are missing)"`
	Cost       int64    `json:"cost" doc:"The sum of the parts that were told, without the margin"`
	By         int64    `json:"by" doc:"The price less the cost"`
	Missing    []string `json:"missing" doc:"Parts that were not told"`
	Says       []string `json:"says" doc:"The same in words"`
	Rule       string   `json:"rule" doc:"Id of the rule behind it; see /rules/{id}"`
	Section    string   `json:"section,omitempty"`
	ValidFrom  string   `json:"valid_from,omitempty"`
	ValidTo    string   `json:"valid_to,omitempty"`
	Confidence string   `json:"confidence,omitempty"`
}

func (h Handlers) verdict(ctx context.Context, v price.Verdict) PriceVerdict {
	c := v.Rule
	return PriceVerdict{
		Outcome: string(v.Outcome), Cost: int64(v.Cost), By: int64(v.By), Says: v.Say(h.Bundle.In(i18n.Voice(web.LangFrom(ctx)))),
		Missing: api.Each(v.Missing, func(p price.Part) string { return string(p) }), Rule: c.Rule, Section: c.Section,
		ValidFrom: string(c.ValidFrom), ValidTo: string(c.ValidTo), Confidence: string(c.Confidence),
	}
}

// PriceVersion is the price of an item from a day on. It is never changed.
type PriceVersion struct {
	Number int `json:"number"`
	PriceDraft
	Verdict PriceVerdict `json:"verdict" doc:"As it was when the version was saved"`
	By      string       `json:"by"`
	At      string       `json:"at"`
}

// PricedItem is one thing that is sold.
type PricedItem struct {
	ID       string         `json:"id"`
	Name     string         `json:"name"`
	Unit     string         `json:"unit" doc:"crew_hour, supervisor_hour, piece, square_metre, result, travel or material"`
	State    string         `json:"state" doc:"sold, ending or retired"`
	Retired  string         `json:"retired,omitempty" doc:"First day on which it is not sold"`
	Now      int            `json:"now,omitempty" doc:"Number of the version in force today; left out when none is"`
	Versions []PriceVersion `json:"versions" doc:"Oldest first"`
}

func (h Handlers) item(ctx context.Context) func(price.Item) PricedItem {
	today := h.Service.Clock.Today()
	return func(i price.Item) PricedItem {
		now, _ := i.At(today)
		return PricedItem{
			ID: string(i.ID), Name: i.Name, Unit: string(i.Unit), State: string(i.State(today)), Retired: string(i.Retired), Now: now.Number,
			Versions: api.Each(i.Versions, func(v price.Version) PriceVersion {
				return PriceVersion{Number: v.Number, PriceDraft: draft(v.Draft), Verdict: h.verdict(ctx, v.Verdict), By: string(v.By), At: v.At.String()}
			}),
		}
	}
}

// PriceBook is everything that an organiser sells.
type PriceBook struct {
	Revision int64        `json:"revision" doc:"The ETag; 0 while the book is empty"`
	Items    []PricedItem `json:"items"`
}

// BookAnswer is a book with its revision.
type BookAnswer struct {
	ETag string `header:"ETag" doc:"The revision of the book; give it in If-Match to change an item"`
	Body PriceBook
}

// ItemAnswer is an item with the revision of its book.
type ItemAnswer struct {
	ETag string `header:"ETag" doc:"The revision of the book; give it in If-Match to change an item"`
	Body PricedItem
}

func (h Handlers) answer(ctx context.Context, e price.Entry, i price.Item, err error) (*ItemAnswer, error) {
	if err != nil {
		return nil, err
	}
	return &ItemAnswer{ETag: api.ETag(e.Rev), Body: h.item(ctx)(i)}, nil
}

// Read reads the caller's book.
func (h Handlers) Read(ctx context.Context, _ *api.Nothing) (*BookAnswer, error) {
	e, err := h.Service.Read(ctx, web.ActorFrom(ctx))
	if err != nil {
		return nil, err
	}
	return &BookAnswer{ETag: api.ETag(e.Rev), Body: PriceBook{Revision: e.Rev, Items: api.Each(e.Value.Items, h.item(ctx))}}, nil
}

// Item reads an item with its history.
func (h Handlers) Item(ctx context.Context, in *api.ByID) (*ItemAnswer, error) {
	e, i, err := h.Service.Item(ctx, web.ActorFrom(ctx), in.ID)
	return h.answer(ctx, e, i, err)
}
