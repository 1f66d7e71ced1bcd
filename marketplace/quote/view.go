package quote

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
)

// Offer is a quote as its buyer sees it: what was sent, without drafts and how a price came about.
type Offer struct {
	ID        marketplace.ID
	Request   marketplace.ID
	Organiser marketplace.ID
	State     State // as it stands now: one that is not valid any more has expired
	Versions  []OfferVersion
	Held      bool                // whether capacity is held until the newest version ends; only told of one offer by itself
	Accepted  int                 // the version; 0: none
	Refusal   Refusal             // the buyer's own
	Why       Why                 // how it was lost
	Renewal   marketplace.Instant // when the buyer asked for renewal
}

// OfferVersion is a version as its buyer sees it.
type OfferVersion struct {
	Number     int
	Lines      []OfferLine
	Total      money.Cents // without value added tax
	Loads      []capacity.Load
	Supervisor string
	Note       string
	Until      marketplace.Instant
	Sent       marketplace.Instant
}

// OfferLine is a line as its buyer sees it.
type OfferLine struct {
	Unit     price.Unit
	Name     string
	Quantity price.Quantity
	Rate     money.Rate
	Amount   money.Cents
}

func (q Quote) offer(now marketplace.Instant) Offer {
	out := Offer{
		ID: q.ID, Request: q.Request, Organiser: q.Org, State: q.State, Refusal: q.Decline, Why: q.Loss.Why, Renewal: q.Renewal,
	}
	if q.State == Sent && q.ended(now) {
		out.State = Expired
	}
	if q.Accepted != nil {
		out.Accepted = q.Accepted.Version
	}
	for _, v := range q.Versions {
		out.Versions = append(out.Versions, v.Offer())
	}
	return out
}

// Newest is the version that was sent last.
func (o Offer) Newest() OfferVersion { return o.Versions[len(o.Versions)-1] }

// Version finds a version.
func (o Offer) Version(number int) (OfferVersion, bool) {
	if number < 1 || number > len(o.Versions) {
		return OfferVersion{}, false
	}
	return o.Versions[number-1], true
}

// Since are the differences from a version to this one.
func (v OfferVersion) Since(before OfferVersion, say Say) []Change {
	return Changes(before.version(), v.version(), say)
}

// version is what of a version its buyer knows.
func (v OfferVersion) version() Version {
	c := Content{Loads: v.Loads, Supervisor: v.Supervisor, Note: v.Note, Until: v.Until}
	for _, l := range v.Lines {
		c.Lines = append(c.Lines, Line{Unit: l.Unit, Name: l.Name, Quantity: l.Quantity, Rate: l.Rate, Amount: l.Amount})
	}
	return Version{Number: v.Number, Content: c, Total: v.Total, At: v.Sent}
}

// Offer is the version as its buyer sees it.
func (v Version) Offer() OfferVersion {
	out := OfferVersion{Number: v.Number, Total: v.Total, Loads: v.Loads, Supervisor: v.Supervisor, Note: v.Note, Until: v.Until, Sent: v.At}
	for _, l := range v.Lines {
		out.Lines = append(out.Lines, OfferLine{l.Unit, l.Name, l.Quantity, l.Rate, l.Amount})
	}
	return out
}
