package auth

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
)

// Onlooking finds as whom an administrator looks in a session at this moment, with that person as the actor; the zero Acting when as
// nobody. acting.Service.Of does.
type Onlooking func(ctx context.Context, session marketplace.ID, admin marketplace.Actor) (marketplace.Acting, marketplace.Actor, error)

// looksAs asks only for administrators: nobody else can look as somebody, and pages of everybody else cost nothing more.
func (g *Gate) looksAs(ctx context.Context, actor marketplace.Actor, session marketplace.ID) (marketplace.Acting, marketplace.Actor, error) {
	if g.onlooking == nil || actor.IsVisitor() || !actor.Has(marketplace.RoleAdministrator) {
		return marketplace.Acting{}, actor, nil
	}
	return g.onlooking(ctx, session, actor)
}

// enterPages lets somebody into the pages: as themself, or as whom they look. The session stays the administrator's own, so that
// forms, signing out and ending it are theirs.
func (g *Gate) enterPages(c *fiber.Ctx, actor marketplace.Actor, session marketplace.ID) error {
	acting, actor, err := g.looksAs(c.UserContext(), actor, session)
	if err != nil {
		return err
	}
	if acting.Visit != "" {
		c.SetUserContext(marketplace.WithActing(c.UserContext(), acting))
	}
	enter(c, actor, session)
	return nil
}

// asThemself keeps a session in which somebody looks as another out of the JSON interface: Forbidden "acting.no_api".
func (g *Gate) asThemself(c *fiber.Ctx, actor marketplace.Actor, session marketplace.ID) error {
	acting, _, err := g.looksAs(c.UserContext(), actor, session)
	if err == nil && acting.Visit != "" {
		err = marketplace.Errorf(marketplace.Forbidden, "acting.no_api")
	}
	return err
}
