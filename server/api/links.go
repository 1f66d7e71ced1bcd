package api

import (
	"context"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humafiber"
	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/server/web"
)

// Caller is part of the requests by which somebody comes in; how often one caller makes them is limited.
type Caller struct{ caller *fiber.Ctx }

// From is the request of the caller.
func (c *Caller) From() *fiber.Ctx { return c.caller }

// Resolve keeps the caller for as long as the request, whose address the gate counts.
func (c *Caller) Resolve(ctx huma.Context) []error {
	c.caller = humafiber.Unwrap(ctx)
	return nil
}

// SignUpInput asks for a link by which its holder can make an account.
type SignUpInput struct {
	Caller
	Body struct {
		Email string `json:"email" maxLength:"254"`
		Lang  string `json:"lang,omitempty" maxLength:"2" doc:"Of the message: fi, sv or en; that of the request when left out"`
	}
}

// SignUp sends a link to an address; the answer tells nobody whether the address has an account.
func (h Accounts) SignUp(ctx context.Context, in *SignUpInput) (*Nothing, error) {
	if err := h.Gate.AllowSignIn(ctx, in.caller, in.Body.Email); err != nil {
		return nil, err
	}
	lang := in.Body.Lang
	if lang == "" {
		lang = web.LangFrom(ctx)
	}
	return Done(h.Service.SignUp(ctx, in.Body.Email, lang))
}

// ByToken names a link by the secret part of its address.
type ByToken struct {
	Token string `path:"token" maxLength:"200" doc:"The last part of the address in the message"`
}

// Link is what an invitation or a sign-up link is for.
type Link struct {
	Kind         string   `json:"kind" doc:"invitation or signup"`
	Organisation string   `json:"organisation,omitempty" doc:"Name of the organisation to join"`
	Email        string   `json:"email"`
	Known        bool     `json:"known" doc:"The address has an account: sign in with it to accept"`
	Roles        []string `json:"roles"`
	Expires      string   `json:"expires"`
}

func link(i account.Invitation) Link {
	return Link{Kind: string(i.Kind), Organisation: i.OrgName, Email: i.Email, Known: i.Known, Roles: check.Words(i.Roles), Expires: i.Expires.String()}
}

// Link shows what a link is for, before it is used.
func (h Accounts) Link(ctx context.Context, in *ByToken) (*Answer[Link], error) {
	l, err := h.Service.Link(ctx, in.Token)
	return Reply(link(l), err)
}

// AcceptInput uses a link; somebody new says who they are.
type AcceptInput struct {
	Caller
	ByToken
	Body struct {
		Name     string `json:"name,omitempty" maxLength:"120" doc:"Only when the address has no account yet, as the following"`
		Lang     string `json:"lang,omitempty" maxLength:"2" doc:"fi, sv or en"`
		Password string `json:"password,omitempty" maxLength:"1000"`
	}
}

// Accept uses an invitation or sign-up link. Nobody is signed in by it.
func (h Accounts) Accept(ctx context.Context, in *AcceptInput) (*Answer[Person], error) {
	if err := h.Gate.AllowSignIn(ctx, in.caller, ""); err != nil {
		return nil, err
	}
	b := in.Body
	p, err := h.Service.Accept(ctx, web.ActorFrom(ctx), in.Token, account.NewPerson{Name: b.Name, Lang: b.Lang, Password: b.Password})
	return Reply(person(p), err)
}

// ForgotInput asks for a link by which a new password can be chosen.
type ForgotInput struct {
	Caller
	Body struct {
		Email string `json:"email" maxLength:"254"`
	}
}

// Forgot sends a link to an address that has an account; the answer tells nobody whether it has.
func (h Accounts) Forgot(ctx context.Context, in *ForgotInput) (*Nothing, error) {
	if err := h.Gate.AllowSignIn(ctx, in.caller, in.Body.Email); err != nil {
		return nil, err
	}
	return Done(h.Service.RequestReset(ctx, in.Body.Email))
}

// ResetInput is the next password of whoever holds the link.
type ResetInput struct {
	Caller
	ByToken
	Body struct {
		Next string `json:"new_password" maxLength:"1000"`
	}
}

// Reset sets a new password by a link and ends every session of the person.
func (h Accounts) Reset(ctx context.Context, in *ResetInput) (*Nothing, error) {
	if err := h.Gate.AllowSignIn(ctx, in.caller, ""); err != nil {
		return nil, err
	}
	return Done(h.Service.CompleteReset(ctx, in.Token, in.Body.Next))
}
