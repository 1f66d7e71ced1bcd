package auth

import (
	"context"
	"slices"
	"time"

	"github.com/gofiber/fiber/v2"
	"github.com/golang-jwt/jwt/v5"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent/door"
)

// A visit by a door is an access token for another audience: it names the holder and the round of the door in which it
// began. Each page makes it good for another fifteen minutes, up to half a day after coming in.
const (
	clientAudience    = "sovite-client"
	supporterAudience = "sovite-supporter"
	visitLife         = 12 * time.Hour
)

// entrance is where the holders of one kind of door come in: each has a cookie and an audience of its own, so that a visit of
// one kind never counts as one of another.
type entrance struct {
	role             marketplace.Role
	cookie, audience string
	doors            *door.Service
}

func entrances(o Options) []entrance {
	return []entrance{
		{marketplace.RoleClient, "client", clientAudience, o.Doors},
		{marketplace.RoleSupporter, "supporter", supporterAudience, o.SupporterDoors},
	}
}

// entranceOf finds the entrance of somebody who acts in a role.
func (g *Gate) entranceOf(roles ...marketplace.Role) (entrance, bool) {
	i := slices.IndexFunc(g.entrances, func(e entrance) bool { return slices.Contains(roles, e.role) })
	if i < 0 {
		return entrance{}, false
	}
	return g.entrances[i], true
}

// entranceFor finds the entrance for which a token was made.
func (g *Gate) entranceFor(c claims) (entrance, bool) {
	i := slices.IndexFunc(g.entrances, func(e entrance) bool { return slices.Contains(c.Audience, e.audience) })
	if i < 0 {
		return entrance{}, false
	}
	return g.entrances[i], true
}

// IssueVisit makes an access token for somebody who has just come in by a door.
func (g *Gate) IssueVisit(ctx context.Context, v door.Visit) (Token, error) {
	e, ok := g.entranceOf(v.Role)
	if !ok {
		return Token{}, badToken(nil)
	}
	id, err := g.vault.Random(16)
	if err != nil {
		return Token{}, err
	}
	return g.signVisit(ctx, e, claims{
		Round: v.Round, Began: jwt.NewNumericDate(g.clock()), Session: marketplace.ID(id), RegisteredClaims: jwt.RegisteredClaims{Subject: string(v.Holder)},
	})
}

func (g *Gate) signVisit(ctx context.Context, e entrance, c claims) (Token, error) {
	signer, err := g.keys.signer(ctx)
	if err != nil {
		return Token{}, err
	}
	c.Audience = jwt.ClaimStrings{e.audience}
	return signClaims(signer, g.issuer(), c, g.clock())
}

// WelcomeVisit sets the cookie of somebody who has just come in by a door. Whoever was signed in with this browser is so no
// more: a coach who lends a telephone must not leave the caseload open behind the client's pages.
func (g *Gate) WelcomeVisit(c *fiber.Ctx, v door.Visit) error {
	token, err := g.IssueVisit(c.UserContext(), v)
	if err != nil {
		return err
	}
	if err := g.SignOut(c); err != nil {
		return err
	}
	g.forgetVisits(c)
	e, _ := g.entranceOf(v.Role)
	g.setCookie(c, e.cookie, token.Access, AccessLife)
	return nil
}

// SignOutVisit ends every visit of the holder of the request and takes the cookie away.
func (g *Gate) SignOutVisit(c *fiber.Ctx, holder marketplace.Actor) error {
	g.forgetVisits(c)
	e, ok := g.entranceOf(holder.Roles...)
	if !ok || !holder.IsVisitor() {
		return nil
	}
	return e.doors.Leave(context.WithoutCancel(c.UserContext()), holder)
}

func (g *Gate) forgetVisits(c *fiber.Ctx) {
	for _, e := range g.entrances {
		if g.cookie(c, e.cookie) != "" {
			g.setCookie(c, e.cookie, "", -time.Hour)
		}
	}
}

// verifyVisit finds the holder of a token that was made for an entrance.
func (g *Gate) verifyVisit(ctx context.Context, e entrance, c claims) (marketplace.Actor, error) {
	if c.Began == nil || g.clock().Sub(c.Began.Time) > visitLife {
		return marketplace.Actor{}, marketplace.Errorf(marketplace.Unauthenticated, "door.visit_over")
	}
	return e.doors.ActorFor(ctx, marketplace.ID(c.Subject), c.Round)
}

// fromVisitCookie finds the visitor of a page and makes the visit good for longer; empty when there is none.
func (g *Gate) fromVisitCookie(c *fiber.Ctx) (marketplace.Actor, marketplace.ID, error) {
	for _, e := range g.entrances {
		if raw := g.cookie(c, e.cookie); raw != "" {
			return g.prolonged(c, e, raw)
		}
	}
	return marketplace.Actor{}, "", nil
}

func (g *Gate) prolonged(c *fiber.Ctx, e entrance, raw string) (marketplace.Actor, marketplace.ID, error) {
	said, err := read(c.UserContext(), g.keys, g.issuer(), raw, g.clock)
	if err != nil {
		return marketplace.Actor{}, "", err
	}
	if made, ok := g.entranceFor(said); !ok || made.role != e.role {
		return marketplace.Actor{}, "", badToken(nil)
	}
	actor, err := g.verifyVisit(c.UserContext(), e, said)
	if err != nil {
		return marketplace.Actor{}, "", err
	}
	token, err := g.signVisit(c.UserContext(), e, said)
	if err != nil {
		return marketplace.Actor{}, "", err
	}
	g.setCookie(c, e.cookie, token.Access, AccessLife)
	return actor, said.Session, nil
}
