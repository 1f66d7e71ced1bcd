package plant

import (
	"context"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// frameKey names the one framework agreement, and its call-off.
const frameKey = "demo-puite"

// framed is a framework agreement of the demo hotel with the demo organiser, made from their first order, with a call-off that
// the hotel accepted: every Monday of four weeks. What is there already stays as it is.
func (s *seeder) framed(ctx context.Context, data demo.Data) error {
	buyer, seller, first := member(data, buyerID), member(data, sellerID), sales()[0]
	terms, err := s.Frames.Start(ctx, seller, first.quoteOf())
	if err != nil {
		return err
	}
	terms.Title, terms.Work = "Hotellin pihatyöt", "Pihan ja rannan hoito viikoittain: haravointi, lumityöt ja hiekoitus."
	terms.Ceiling, terms.Note = 8_000_00, "Työvälineet sisältyvät hintaan."
	terms.Prices = append([]frame.Price{{Unit: price.CrewHour, Name: "Pihatyöryhmän tunti", Rate: 23_0000, Reason: "Vuoden sopimus"}}, terms.Prices...)
	e, err := s.Frames.Offer(ctx, seller, frameKey, first.quoteOf(), terms)
	if err != nil {
		return err
	}
	if e.Value.State == frame.Offered {
		if e, err = s.Frames.Agree(ctx, buyer, e.ID, e.Rev, e.Value.Site); err != nil {
			return err
		}
	}
	if len(e.Value.Calls) > 0 && e.Value.Calls[0].State != frame.Calling && e.Value.Calls[0].State != frame.Held {
		return nil
	}
	_, c, err := s.Frames.CallOff(ctx, buyer, e.ID, frameKey, frame.Wish{
		Need: request.Need{First: s.monday(5), Last: s.monday(8), Weekdays: []string{"mon"}, From: morning, To: noon, People: 4},
	})
	if err != nil || c.State != frame.Held {
		return err
	}
	_, err = s.Quotes.Accept(ctx, buyer, c.Request, quote.Choice{Quote: c.Quote, Version: 1})
	return err
}

// monday is that of some weeks from now.
func (s *seeder) monday(weeks int) marketplace.Date {
	return capacity.Monday(s.Clock.Today()).AddDays(7 * weeks)
}
