package plant

import (
	"context"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// request puts in what a buyer asks for, the questions about it and a quote. What is there already stays as it is.
func (s *seeder) request(ctx context.Context, data demo.Data, d demo.Request) error {
	buyer, b := member(data, d.By), d.Brief
	if d.First > 0 {
		b.Need.First, b.Need.Last = s.ago(-d.First), s.ago(-d.Last)
	}
	b.Deadline = s.afternoon(d.Deadline)
	err := s.daysAgo(d.Ago, func() error {
		e, err := s.Requests.CreateOnce(ctx, buyer, d.ID, b)
		if err == nil && e.Value.State == request.Draft && len(d.Organisers) > 0 {
			_, err = s.Requests.Send(ctx, buyer, d.ID, e.Rev, d.Organisers)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, q := range d.Questions {
		if err := s.question(ctx, data, d, q); err != nil {
			return err
		}
	}
	if d.Quote == nil {
		return nil
	}
	return s.quote(ctx, data, d, b.Need)
}

// afternoon is four o'clock in the afternoon, some days from today.
func (s *seeder) afternoon(days int) marketplace.Instant {
	t := s.Clock().In(s.Zone)
	return marketplace.At(time.Date(t.Year(), t.Month(), t.Day()+days, 16, 0, 0, 0, s.Zone))
}

func (s *seeder) question(ctx context.Context, data demo.Data, d demo.Request, q demo.Question) error {
	a, err := s.Requests.Ask(ctx, member(data, q.By), d.ID, q.ID, q.Text)
	if err != nil || q.Answer == "" {
		return there(err)
	}
	for _, asked := range a.Questions {
		if asked.ID == q.ID && !asked.Answered.IsZero() {
			return nil
		}
	}
	_, err = s.Requests.Answer(ctx, member(data, d.By), d.ID, q.ID, q.Answer)
	return there(err)
}

// quote sends an organiser's quote, unless one was sent.
func (s *seeder) quote(ctx context.Context, data demo.Data, d demo.Request, n request.Need) error {
	seller := member(data, d.Quote.By)
	if _, err := s.Requests.Read(ctx, seller, d.ID); err != nil {
		return err
	}
	e, err := s.Quotes.Quote(ctx, seller, d.ID)
	if err != nil || len(e.Value.Versions) > 0 {
		return err
	}
	c, err := s.content(ctx, seller, *d.Quote, n)
	if err != nil {
		return err
	}
	if e, err = s.Quotes.SaveDraft(ctx, seller, d.ID, e.Rev, c); err == nil {
		_, err = s.Quotes.Send(ctx, seller, d.ID, e.Rev)
	}
	return there(err)
}

func (s *seeder) content(ctx context.Context, seller marketplace.Actor, q demo.Quote, n request.Need) (quote.Content, error) {
	crew, err := s.Capacity.Get(ctx, seller, q.Crew)
	if err != nil {
		return quote.Content{}, err
	}
	loads := quote.Suggested(n, crew.Value.Terms.Ratio, s.Clock.Today())
	c := quote.Content{Crew: q.Crew, Supervisor: q.Supervisor, Note: q.Words, Until: s.afternoon(q.Valid), Loads: loads[:min(q.Days, len(loads))]}
	for _, l := range q.Lines {
		p, err := s.Prices.On(ctx, seller, l.Item, first(c.Loads))
		if err != nil {
			return c, err
		}
		c.Lines = append(c.Lines, priceLine(l, p, c.Loads))
	}
	return c, nil
}

func first(loads []capacity.Load) marketplace.Date {
	if len(loads) == 0 {
		return ""
	}
	return loads[0].Date
}

func priceLine(l demo.QuoteLine, p price.Priced, loads []capacity.Load) quote.Line {
	out := quote.Line{Item: p.Item, Unit: p.Unit, Name: p.Name, Quantity: l.Quantity, Rate: p.Rate}
	if l.Name != "" {
		out.Name = l.Name
	}
	if l.Quantity == 0 {
		out.Quantity, _ = quote.Worked(p.Unit, loads)
	}
	return out
}
