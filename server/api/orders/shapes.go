package orders

import (
	"context"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/order"
	"sovite.fi/sovite/marketplace/order/gate"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/api/quotes"
	"sovite.fi/sovite/server/web"
)

// Handlers serves orders.
type Handlers struct {
	Orders *order.Service
	Bundle *i18n.Bundle
}

func (h Handlers) lang(ctx context.Context) i18n.Lang {
	return h.Bundle.In(i18n.Voice(web.LangFrom(ctx)))
}

// OrderVersion is one version of what is agreed.
type OrderVersion struct {
	Number     int                `json:"number"`
	Title      string             `json:"title"`
	Work       string             `json:"work"`
	Trades     []string           `json:"trades"`
	Postal     string             `json:"postal"`
	Address    string             `json:"address"`
	Hazards    []string           `json:"hazards,omitzero" doc:"At the site; left out when not told, empty for none"`
	Allergens  []string           `json:"allergens,omitzero" doc:"That are handled; left out when not told, empty for none"`
	Induction  string             `json:"induction"`
	Reference  string             `json:"reference" doc:"The buyer's own"`
	Lines      []quotes.QuoteLine `json:"lines"`
	Loads      []quotes.QuoteLoad `json:"loads"`
	Supervisor string             `json:"supervisor" doc:"Who directs the work on site, by name"`
	Note       string             `json:"note,omitempty"`
	Total      int64              `json:"total" doc:"Cents"`
	Side       string             `json:"side" doc:"Whose change it is: organiser or customer"`
	At         string             `json:"at"`
}

func version(v order.BoughtVersion) OrderVersion {
	return OrderVersion{
		Number: v.Number, Title: v.Title, Work: v.Work, Trades: append([]string{}, v.Trades...), Postal: v.Postal, Address: v.Address, Hazards: chosen(v.Hazards),
		Allergens: chosen(v.Allergens), Induction: v.Induction, Reference: v.Reference, Lines: api.Each(v.Lines, quotes.Line), Loads: api.Each(v.Loads, quotes.Load),
		Supervisor: v.Supervisor, Note: v.Note, Total: int64(v.Total), Side: string(v.Side), At: v.At.String(),
	}
}

func chosen(c matching.Choice) []string {
	if !c.Asked {
		return nil
	}
	return append([]string{}, c.Values...)
}

// OrderProposal is another version that one side proposes.
type OrderProposal struct {
	Number  int          `json:"number"`
	Side    string       `json:"side" doc:"Who proposes: organiser or customer"`
	Note    string       `json:"note,omitempty"`
	Taken   bool         `json:"taken" doc:"Accepted; capacity is being moved"`
	Version OrderVersion `json:"version" doc:"What would be agreed"`
}

func proposal(p *order.Proposal, v order.BoughtVersion) *OrderProposal {
	if p == nil {
		return nil
	}
	return &OrderProposal{Number: p.Number, Side: string(p.Side), Note: p.Note, Taken: p.Taken != "", Version: version(v)}
}

// OrderDraft is what is proposed.
type OrderDraft struct {
	Loads      []quotes.QuoteLoad `json:"loads" maxItems:"60" doc:"Of today and later; what was before stays"`
	Quantities []int64            `json:"quantities" maxItems:"50" doc:"Of the lines of the order, in their order; the prices stay"`
	Note       string             `json:"note,omitempty"`
}

func (d OrderDraft) value() order.Draft {
	return order.Draft{
		Loads: api.Each(d.Loads, quotes.QuoteLoad.Value), Note: d.Note,
		Quantities: api.Each(d.Quantities, func(q int64) price.Quantity { return price.Quantity(q) }),
	}
}

// OrderFinding is one thing that a gate found, with its source.
type OrderFinding struct {
	Text       string `json:"text" doc:"In the caller's language"`
	Key        string `json:"key"`
	Verdict    string `json:"verdict" doc:"open, warning, review (a named person decides) or blocked"`
	Rule       string `json:"rule"`
	Section    string `json:"section,omitempty" doc:"Left out for a reading of our own"`
	ValidFrom  string `json:"valid_from,omitempty"`
	ValidTo    string `json:"valid_to,omitempty"`
	Confidence string `json:"confidence,omitempty" doc:"high, medium or low; left out when no such rule is in force on the day"`
}

// OrderGate is how one gate stands.
type OrderGate struct {
	Gate     string         `json:"gate" doc:"routes, direction, displacement, liability, hazards or insurance"`
	Before   string         `json:"before" doc:"What it stands before: confirm or start"`
	Verdict  string         `json:"verdict"`
	Stands   bool           `json:"stands" doc:"Something holds the step up"`
	Findings []OrderFinding `json:"findings"`
}

func gateOf(lang i18n.Lang, g gate.Gate, before gate.Step, v verdict.Verdict, stands bool, findings []verdict.Finding) OrderGate {
	return OrderGate{
		Gate: string(g), Before: string(before), Verdict: string(v), Stands: stands,
		Findings: api.Each(findings, func(f verdict.Finding) OrderFinding {
			return OrderFinding{
				Text: lang.Render(order.Sentence(g, f), f.Args), Key: f.Key, Verdict: string(f.Verdict), Rule: f.Rule, Section: f.Section,
				ValidFrom: string(f.ValidFrom), ValidTo: string(f.ValidTo), Confidence: string(f.Confidence),
			}
		}),
	}
}

// OrderDeclaration is one side's word that the order displaces no paid work.
type OrderDeclaration struct {
	Side string `json:"side"`
	Name string `json:"name"`
	On   string `json:"on"`
}

func declaration(d gate.Declaration) OrderDeclaration {
	return OrderDeclaration{string(d.By), d.Name, string(d.On)}
}

// OrderEnding is how an order was cancelled.
type OrderEnding struct {
	Side   string `json:"side,omitempty" doc:"Left out: time passed and nobody had confirmed"`
	Reason string `json:"reason" doc:"not_needed, other_time, no_crew, not_allowed, unsafe, not_as_agreed, other or unconfirmed"`
	Note   string `json:"note,omitempty"`
}

func ending(e *order.Ending) *OrderEnding {
	if e == nil || e.Reason == "" {
		return nil
	}
	return &OrderEnding{string(e.Side), string(e.Reason), e.Note}
}

// OrderConditions is what the buyer tells.
type OrderConditions struct {
	Public       bool     `json:"public,omitempty" doc:"The buyer is a public body"`
	Tools        bool     `json:"tools,omitempty" doc:"Are the buyer's"`
	Rota         bool     `json:"rota,omitempty" doc:"The buyer sets the shifts"`
	Redirect     string   `json:"redirect" doc:"Whether the buyer's people may redirect the crew: yes or no"`
	Unusual      bool     `json:"unusual,omitempty" doc:"The work is not customary in the buyer's operations"`
	Construction bool     `json:"construction,omitempty"`
	Special      bool     `json:"special,omitempty" doc:"Work with special hazard"`
	Safety       string   `json:"safety,omitempty" doc:"Instructions, fire, first aid, evacuation and named persons"`
	Hazards      []string `json:"hazards,omitzero" maxItems:"50" doc:"Of the vocabulary hazard; left out when not told, empty for none"`
	Allergens    []string `json:"allergens,omitzero" maxItems:"50" doc:"Of the vocabulary allergen; that are handled; left out when not told, empty for none"`
	Induction    string   `json:"induction,omitempty"`
	Declares     bool     `json:"declares" doc:"That no paid work is displaced, in one's own name"`
}

func conditions(p order.BuyerPart) OrderConditions {
	c := p.Conditions
	return OrderConditions{
		c.Public, c.Tools, c.Rota, c.Redirect, c.Unusual, c.Construction, c.Special, c.Safety, chosen(p.Hazards), chosen(p.Allergens), p.Induction, p.Declares,
	}
}

func (c OrderConditions) value() order.BuyerPart {
	out := order.BuyerPart{
		Conditions: order.Conditions{
			Public: c.Public, Tools: c.Tools, Rota: c.Rota, Redirect: c.Redirect, Unusual: c.Unusual, Construction: c.Construction, Special: c.Special,
			Safety: c.Safety,
		},
		Induction: c.Induction, Declares: c.Declares,
	}
	if c.Hazards != nil {
		out.Hazards = matching.Chosen(c.Hazards...)
	}
	if c.Allergens != nil {
		out.Allergens = matching.Chosen(c.Allergens...)
	}
	return out
}

// OrderByNumber names a proposal of an order.
type OrderByNumber struct {
	api.ByID
	Number int `path:"number"`
}

// OrderCancelInput says why.
type OrderCancelInput struct {
	api.ByID
	Body struct {
		Reason string `json:"reason" doc:"not_needed, other_time, no_crew, not_allowed, unsafe, not_as_agreed or other"`
		Note   string `json:"note,omitempty" doc:"Both sides read it"`
	}
}

func (in *OrderCancelInput) value() order.Cancellation {
	return order.Cancellation{Reason: order.Reason(in.Body.Reason), Note: in.Body.Note}
}

// OrderProposalInput proposes another version.
type OrderProposalInput struct {
	api.ByID
	Body OrderDraft
}

// OrderListInput asks for what is live, or for what is over.
type OrderListInput struct {
	api.Paging
	Ended bool `query:"ended"`
}
