package api

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// SignInInput is what somebody signs in with: address and password, then, if a code is asked for, ticket and code.
type SignInInput struct {
	Caller
	UserAgent string `header:"User-Agent"`
	Body      struct {
		Email    string `json:"email,omitempty" maxLength:"254"`
		Password string `json:"password,omitempty" maxLength:"1000"`
		Ticket   string `json:"ticket,omitempty" maxLength:"4000" doc:"Of the first step"`
		Code     string `json:"code,omitempty" maxLength:"40" doc:"Of the second factor, or a recovery code"`
	}
}

// Tokens let a program act: the access token in the header Authorization, the refresh token to get the next pair.
type Tokens struct {
	SecondFactor bool   `json:"second_factor,omitempty" doc:"Nobody is signed in yet: send ticket and code"`
	Ticket       string `json:"ticket,omitempty" doc:"Good for five minutes"`
	Access       string `json:"access,omitempty" doc:"Good until expires"`
	Expires      string `json:"expires,omitempty"`
	Refresh      string `json:"refresh,omitempty" doc:"Good once"`
	Session      string `json:"session,omitempty"`
	Person       string `json:"person,omitempty"`
	ActingFor    string `json:"acting_for,omitempty" doc:"Id of the organisation"`
}

// SignIn opens a session, or asks for the second factor.
func (h Accounts) SignIn(ctx context.Context, in *SignInInput) (*Answer[Tokens], error) {
	b := in.Body
	if err := h.Gate.AllowSignIn(ctx, in.caller, b.Email); err != nil {
		return nil, err
	}
	out, err := h.Service.SignIn(ctx, account.Credentials{
		Email: b.Email, Password: b.Password, Ticket: b.Ticket, Code: b.Code, UserAgent: in.UserAgent,
	})
	if err != nil {
		return nil, err
	}
	if out.SecondFactor {
		return Reply(Tokens{SecondFactor: true, Ticket: out.Ticket}, nil)
	}
	return h.tokens(ctx, out.Session, out.Refresh)
}

// tokens hands out the access token of a session.
func (h Accounts) tokens(ctx context.Context, s account.Session, refresh string) (*Answer[Tokens], error) {
	t, err := h.Gate.Issue(ctx, s.ID)
	return Reply(Tokens{
		Access: t.Access, Expires: t.Expires.String(), Refresh: refresh, Session: string(s.ID), Person: string(s.Person), ActingFor: string(s.Org),
	}, err)
}

// RefreshInput is the refresh token.
type RefreshInput struct {
	Body struct {
		Refresh string `json:"refresh" maxLength:"400"`
	}
}

// Refresh trades a refresh token for the next pair.
func (h Accounts) Refresh(ctx context.Context, in *RefreshInput) (*Answer[Tokens], error) {
	out, err := h.Service.Refresh(ctx, in.Body.Refresh)
	if err != nil {
		return nil, err
	}
	return h.tokens(ctx, out.Session, out.Refresh)
}

// SignOut ends the session of the request.
func (h Accounts) SignOut(ctx context.Context, _ *Nothing) (*Nothing, error) {
	return Done(h.Service.SignOut(ctx, auth.SessionFrom(ctx)))
}

// SwitchInput is the organisation to act for.
type SwitchInput struct {
	Body struct {
		Org marketplace.ID `json:"org" maxLength:"64"`
	}
}

// SwitchOrg makes the session act for another organisation; the tokens of before are refused from then on.
func (h Accounts) SwitchOrg(ctx context.Context, in *SwitchInput) (*Answer[Tokens], error) {
	s, err := h.Service.SwitchOrg(ctx, web.ActorFrom(ctx), auth.SessionFrom(ctx), in.Body.Org)
	if err != nil {
		return nil, err
	}
	return h.tokens(ctx, s, "")
}

// Session is one signed-in browser or program of the caller.
type Session struct {
	ID        string `json:"id"`
	ActingFor string `json:"acting_for,omitempty"`
	UserAgent string `json:"user_agent"`
	Created   string `json:"created"`
	Used      string `json:"used"`
	Expires   string `json:"expires"`
}

func session(s account.Session) Session {
	return Session{
		ID: string(s.ID), ActingFor: string(s.Org), UserAgent: s.UserAgent, Created: s.Created.String(), Used: s.Used.String(), Expires: s.Expires.String(),
	}
}

// Sessions lists the caller's open sessions.
func (h Accounts) Sessions(ctx context.Context, _ *Nothing) (*Answer[[]Session], error) {
	list, err := h.Service.Sessions(ctx, web.ActorFrom(ctx))
	return Reply(Each(list, session), err)
}

// Revoke ends one of the caller's sessions.
func (h Accounts) Revoke(ctx context.Context, in *ByID) (*Nothing, error) {
	return Done(h.Service.Revoke(ctx, web.ActorFrom(ctx), in.ID))
}
