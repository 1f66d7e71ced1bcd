package plant

import (
	"context"
	"fmt"
	"time"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
)

// price puts an item into the book of the organiser for whom the person works, with the prices it has had. What is there
// already is known by its key and stays.
func (s *seeder) price(ctx context.Context, data demo.Data, d demo.Price) error {
	var who marketplace.Actor
	for _, p := range data.People {
		if p.ID == d.By {
			who = marketplace.Actor{Person: p.ID, Org: p.Org, Roles: p.Roles, Lang: p.Lang}
		}
	}
	defer func() { *s.back = 0 }()
	for n, v := range d.Versions {
		*s.back = time.Duration(v.Ago) * 24 * time.Hour
		v.From = s.ago(-v.After)
		if v.Market.Source != "" {
			v.Market.On = s.ago(0)
		}
		if err := there(s.priced(ctx, who, d, n, v.Draft)); err != nil {
			return err
		}
	}
	*s.back = 0
	e, i, err := s.Prices.Item(ctx, who, d.ID)
	if err != nil || d.EndsIn == 0 || i.Retired != "" {
		return err
	}
	_, _, err = s.Prices.Retire(ctx, who, d.ID, e.Rev, s.ago(-d.EndsIn))
	return err
}

// priced saves one price: the first with its item.
func (s *seeder) priced(ctx context.Context, who marketplace.Actor, d demo.Price, n int, v price.Draft) error {
	key := fmt.Sprint(d.ID, "-", n+1)
	if n == 0 {
		return s.named(d.ID, func() error {
			_, _, err := s.Prices.Add(ctx, who, key, price.NewItem{Name: d.Name, Unit: d.Unit, Draft: v})
			return err
		})
	}
	e, _, err := s.Prices.Item(ctx, who, d.ID)
	if err == nil {
		_, _, err = s.Prices.Reprice(ctx, who, d.ID, e.Rev, key, v)
	}
	return err
}
