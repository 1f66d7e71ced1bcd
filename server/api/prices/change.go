package prices

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/web"
)

// PriceCheck is a price to be judged without saving it.
type PriceCheck struct {
	Body struct {
		Unit string `json:"unit"`
		PriceDraft
	}
}

// Check judges a price without saving it.
func (h Handlers) Check(ctx context.Context, in *PriceCheck) (*api.Answer[PriceVerdict], error) {
	v, err := h.Service.Check(ctx, web.ActorFrom(ctx), price.Unit(in.Body.Unit), in.Body.value())
	if err != nil {
		return nil, err
	}
	return api.Reply(h.verdict(ctx, v), nil)
}

// NewPrice is a new item with its first price.
type NewPrice struct {
	api.Once
	Body struct {
		Name string `json:"name"`
		Unit string `json:"unit" doc:"crew_hour, supervisor_hour, piece, square_metre, result, travel or material"`
		PriceDraft
	}
}

// Add puts a new item into the book.
func (h Handlers) Add(ctx context.Context, in *NewPrice) (*ItemAnswer, error) {
	e, i, err := h.Service.Add(ctx, web.ActorFrom(ctx), in.Key, price.NewItem{Name: in.Body.Name, Unit: price.Unit(in.Body.Unit), Draft: in.Body.value()})
	return h.answer(ctx, e, i, err)
}

// NextPrice is another version of an item.
type NextPrice struct {
	api.ByID
	api.IfMatch
	api.Once
	Body PriceDraft
}

// Reprice lets another version follow.
func (h Handlers) Reprice(ctx context.Context, in *NextPrice) (*ItemAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	e, i, err := h.Service.Reprice(ctx, web.ActorFrom(ctx), in.ID, rev, in.Key, in.Body.value())
	return h.answer(ctx, e, i, err)
}

// RetireInput names the first day on which an item is not sold.
type RetireInput struct {
	api.ByID
	api.IfMatch
	Body struct {
		Day marketplace.Date `json:"day" doc:"Today or later"`
	}
}

// Retire lets an item be sold no more from a day on.
func (h Handlers) Retire(ctx context.Context, in *RetireInput) (*ItemAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	e, i, err := h.Service.Retire(ctx, web.ActorFrom(ctx), in.ID, rev, in.Body.Day)
	return h.answer(ctx, e, i, err)
}

// KeepInput names the item, at the revision of the book that was seen.
type KeepInput struct {
	api.ByID
	api.IfMatch
}

// Keep lets an item be sold on whose last day has not come.
func (h Handlers) Keep(ctx context.Context, in *KeepInput) (*ItemAnswer, error) {
	rev, err := in.Revision()
	if err != nil {
		return nil, err
	}
	e, i, err := h.Service.Keep(ctx, web.ActorFrom(ctx), in.ID, rev)
	return h.answer(ctx, e, i, err)
}
