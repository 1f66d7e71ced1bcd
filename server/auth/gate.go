package auth

import (
	"context"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/utils"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/apikey"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/server/rate"
	"sovite.fi/sovite/server/web"
)

// Options are what the Gate needs.
type Options struct {
	Accounts *account.Service
	Keys     *Keys
	Vault    *secret.Vault
	Clock    marketplace.Clock
	Origin   string        // where the pages are reached, such as "https://sovite.fi"; also the issuer of tokens
	PerIP    *rate.Limiter // how often one address may try to sign in
	PerName  *rate.Limiter // how often one account may be tried

	Doors, SupporterDoors *door.Service // of clients, and of the members of their networks

	Holders Holders // of keys to the JSON interface; nil: there are none
}

// Holders finds who comes with a key; apikey.Service does.
type Holders interface {
	Authenticate(ctx context.Context, token string) (apikey.Holder, error)
}

// Gate issues tokens and holds the middlewares that find out who is asking.
type Gate struct {
	accounts  *account.Service
	entrances []entrance
	keys      *Keys
	vault     *secret.Vault
	clock     marketplace.Clock
	origin    string
	secure    bool
	perIP     *rate.Limiter
	perName   *rate.Limiter
	holders   Holders
}

// New makes the gate.
func New(o Options) *Gate {
	origin := strings.TrimRight(o.Origin, "/")
	return &Gate{
		accounts: o.Accounts, entrances: entrances(o), keys: o.Keys, vault: o.Vault, clock: o.Clock,
		origin: origin, secure: strings.HasPrefix(origin, "https://"),
		perIP: o.PerIP, perName: o.PerName, holders: o.Holders,
	}
}

// Issue makes an access token for an open session; for the organisation it acts for at this moment.
func (g *Gate) Issue(ctx context.Context, session marketplace.ID) (Token, error) {
	actor, err := g.accounts.ActorFor(ctx, session)
	if err != nil {
		return Token{}, err
	}
	signer, err := g.keys.signer(ctx)
	if err != nil {
		return Token{}, err
	}
	return sign(signer, g.issuer(), session, actor, g.clock())
}

// Verify finds the actor of an access token. Unauthenticated "auth.token_expired" or "auth.token_invalid" (forged, of
// another issuer, made for an organisation the session has left since), "account.session_over" after a sign-out;
// Unavailable when the store does not answer.
func (g *Gate) Verify(ctx context.Context, access string) (marketplace.Actor, marketplace.ID, error) {
	c, err := read(ctx, g.keys, g.issuer(), access, g.clock)
	if err != nil {
		return marketplace.Actor{}, "", err
	}
	if e, ok := g.entranceFor(c); ok {
		actor, err := g.verifyVisit(ctx, e, c)
		return actor, c.Session, err
	}
	actor, err := g.accounts.ActorFor(ctx, c.Session)
	if err != nil {
		return marketplace.Actor{}, "", err
	}
	if string(actor.Person) != c.Subject || actor.Org != c.Org {
		return marketplace.Actor{}, "", badToken(nil)
	}
	return actor, c.Session, nil
}

func (g *Gate) issuer() string {
	if g.origin == "" {
		return "sovite"
	}
	return g.origin
}

// Bearer reads the access token of programs, or a key, from the header Authorization. Without the header nobody is signed in,
// and the verbs decide; with a token that is not good the request ends with 401. Pages take neither.
func (g *Gate) Bearer() fiber.Handler {
	return func(c *fiber.Ctx) error {
		header := utils.CopyString(c.Get(fiber.HeaderAuthorization))
		if header == "" {
			return c.Next()
		}
		scheme, access, _ := strings.Cut(header, " ")
		if !strings.EqualFold(scheme, "Bearer") {
			return badToken(nil)
		}
		if access = strings.TrimSpace(access); g.holders != nil && apikey.Looks(access) {
			return g.enterByKey(c, access)
		}
		actor, session, err := g.Verify(c.UserContext(), access)
		if err != nil {
			return err
		}
		enter(c, actor, session)
		return c.Next()
	}
}

// AllowSignIn limits how often sign-ins, sign-ups and resets are tried, by address of the caller and by account;
// TooMany beyond. Call it before account.SignIn, SignUp, RequestReset, CompleteReset and Accept; name is the e-mail
// address typed. What is no address (it opens nothing) and the empty one (a second step, a link) count for the caller only.
func (g *Gate) AllowSignIn(ctx context.Context, c *fiber.Ctx, name string) error {
	if err := g.perIP.Take(ctx, web.Address(c)); err != nil {
		return err
	}
	address, ok := check.Email(strings.Clone(name))
	if !ok {
		return nil
	}
	return g.perName.Take(ctx, address)
}

func enter(c *fiber.Ctx, actor marketplace.Actor, session marketplace.ID) {
	ctx := context.WithValue(c.UserContext(), sessionKey, session)
	c.SetUserContext(web.WithActor(ctx, actor))
}

// enterByKey lets the holder of a key on to the ways in, each of which asks for a scope.
func (g *Gate) enterByKey(c *fiber.Ctx, token string) error {
	h, err := g.holders.Authenticate(c.UserContext(), token)
	if err != nil {
		return err
	}
	c.SetUserContext(web.WithHolder(c.UserContext(), h))
	return c.Next()
}
