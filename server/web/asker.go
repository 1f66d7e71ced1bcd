package web

import (
	"context"

	"sovite.fi/sovite/marketplace"
)

// asker is who really asked: an administrator, also when they look through the eyes of the actor.
func asker(ctx context.Context) marketplace.ID {
	if a := marketplace.ActingFrom(ctx); a.Visit != "" {
		return a.By
	}
	return ActorFrom(ctx).Person
}
