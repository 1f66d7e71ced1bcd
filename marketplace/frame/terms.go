package frame

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
)

// lists are the closed lists that terms are checked with.
type lists struct {
	scale  *matching.Scale
	places *place.Places
	trade  func(string) bool
}

// stored are the terms in the form in which they are kept.
func (t Terms) stored() Terms {
	t.Title, t.Address, t.Supervisor = check.Line(t.Title), check.Line(t.Address), check.Line(t.Supervisor)
	t.Work, t.Hazards, t.Note = check.Text(t.Work), check.Text(t.Hazards), check.Text(t.Note)
	t.Trades = check.Keys(t.Trades)
	t.Prices = slices.Clone(t.Prices)
	for i, p := range t.Prices {
		t.Prices[i].Name, t.Prices[i].Reason = check.Line(p.Name), check.Line(p.Reason)
	}
	return t
}

// check refuses terms that are wrong or not complete.
func (t Terms) check(l lists, today marketplace.Date) error {
	f := check.Fields{Scale: l.scale, Places: l.places}
	for field, text := range map[string]string{"title": t.Title, "work": t.Work, "postal": t.Postal, "supervisor": t.Supervisor, "crew": string(t.Crew)} {
		f.Need(field, text != "")
	}
	f.Text("title", t.Title, maxTitle)
	f.Text("work", t.Work, maxText)
	f.Text("address", t.Address, maxAddress)
	f.Text("supervisor", t.Supervisor, maxNamed)
	f.Text("hazards", t.Hazards, maxPart)
	f.Text("note", t.Note, maxPart)
	f.Postal("postal", t.Postal)
	f.Need("trades", len(t.Trades) > 0)
	f.Count("trades", len(t.Trades), maxTrades)
	for i, key := range t.Trades {
		if !l.trade(key) {
			f.Add(check.At("trades", i), "request.trade", "value", key)
		}
	}
	f.OneOf("directs", string(t.Directs), check.Words(request.Directors())...)
	f.Range("ceiling", int(t.Ceiling), 0, maxCeiling)
	f.Range("notice_days", t.NoticeDays, 0, maxNotice)
	t.checkDays(&f, today)
	f.Need("prices", len(t.Prices) > 0)
	f.Count("prices", len(t.Prices), maxPrices)
	for i, p := range t.Prices {
		p.check(&f, check.At("prices", i))
	}
	return marketplace.InvalidFields(f.Errors())
}

func (t Terms) checkDays(f *check.Fields, today marketplace.Date) {
	f.Need("from", t.From != "")
	f.Need("to", t.To != "")
	if !f.Date("from", t.From) || !f.Date("to", t.To) || t.From == "" || t.To == "" {
		return
	}
	if most := t.From.AddMonths(12 * maxYears).AddDays(-1); t.To < max(t.From, today) || t.To > most {
		f.Add("to", "frame.validity", "first", max(t.From, today), "last", most, "years", maxYears)
	}
}

func (p Price) check(f *check.Fields, at string) {
	f.OneOf(at+".unit", string(p.Unit), check.Words(price.Units())...)
	f.Need(at+".name", p.Name != "")
	f.Text(at+".name", p.Name, maxName)
	f.Text(at+".reason", p.Reason, maxNote)
	f.Range(at+".rate", int(p.Rate), 0, maxRate)
}

// compared are the terms with what the price book of the organiser says of each price on the first day; Invalid where a price
// is another one, or none of the book's, and no reason says why.
func (s *Service) compared(ctx context.Context, actor marketplace.Actor, t Terms) (Terms, error) {
	var f check.Fields
	t.Prices = slices.Clone(t.Prices)
	for i, p := range t.Prices {
		at := check.At("prices", i)
		p.Priced, p.Book = 0, 0
		if p.Item != "" {
			b, err := s.Prices.On(ctx, actor, p.Item, max(t.From, s.Clock.Today()))
			switch {
			case marketplace.IsKind(err, marketplace.NotFound), marketplace.IsKind(err, marketplace.Invalid):
				f.Add(at+".item", "quote.not_sold", "day", t.From)
				continue
			case err != nil:
				return t, err
			case b.Unit != p.Unit:
				f.Add(at+".unit", "quote.other_unit")
			}
			p.Priced, p.Book = b.Version, b.Rate
		}
		if p.Reason == "" && (p.Item == "" || p.Rate != p.Book) {
			f.Add(at+".reason", "quote.reason")
		}
		t.Prices[i] = p
	}
	return t, marketplace.InvalidFields(f.Errors())
}

// checked is the site in its stored form; Invalid when something in it is wrong.
func (s Site) checked(scale *matching.Scale) (Site, error) {
	f := check.Fields{Scale: scale}
	s.Induction, s.Safety, s.Reference, s.Hazards = check.Text(s.Induction), check.Text(s.Safety), check.Line(s.Reference), check.Choice(s.Hazards)
	s.Allergens = check.Choice(s.Allergens)
	f.Choice("hazards", "hazard", s.Hazards)
	f.Choice("allergens", "allergen", s.Allergens)
	f.Text("induction", s.Induction, maxPart)
	f.Text("safety", s.Safety, maxPart)
	f.Text("reference", s.Reference, maxReference)
	return s, marketplace.InvalidFields(f.Errors())
}
