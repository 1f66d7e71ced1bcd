package api

import (
	"context"

	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Person is somebody who can sign in.
type Person struct {
	ID        string `json:"id"`
	Email     string `json:"email"`
	Name      string `json:"name"`
	Lang      string `json:"lang"`
	TwoFactor bool   `json:"two_factor" doc:"Only told to the person"`
	Created   string `json:"created"`
}

func person(p account.Person) Person {
	return Person{ID: string(p.ID), Email: p.Email, Name: p.Name, Lang: p.Lang, TwoFactor: p.TwoFactor, Created: p.Created.String()}
}

// Belonging is an organisation that the caller belongs to.
type Belonging struct {
	Organisation Organisation `json:"organisation"`
	Roles        []string     `json:"roles"`
}

func belonging(b account.Belonging) Belonging {
	return Belonging{Organisation: organisation(b.Organisation), Roles: check.Words(b.Roles)}
}

// Me is the caller, with the organisations they belong to and the one they act for.
type Me struct {
	Person      Person      `json:"person"`
	ActingFor   string      `json:"acting_for,omitempty" doc:"Id of the organisation"`
	Roles       []string    `json:"roles"`
	Memberships []Belonging `json:"memberships"`
}

// Me reads the caller.
func (h Accounts) Me(ctx context.Context, _ *Nothing) (*Answer[Me], error) {
	actor := web.ActorFrom(ctx)
	p, err := h.Service.Me(ctx, actor)
	if err != nil {
		return nil, err
	}
	list, err := h.Service.Memberships(ctx, actor)
	return Reply(Me{Person: person(p), ActingFor: string(actor.Org), Roles: check.Words(actor.Roles), Memberships: Each(list, belonging)}, err)
}

// MeInput is what the caller can change about themselves.
type MeInput struct {
	Body struct {
		Name string `json:"name" maxLength:"120"`
		Lang string `json:"lang" maxLength:"2" doc:"fi, sv or en"`
	}
}

// ChangeMe changes the caller's name and language.
func (h Accounts) ChangeMe(ctx context.Context, in *MeInput) (*Answer[Person], error) {
	p, err := h.Service.ChangeMe(ctx, web.ActorFrom(ctx), in.Body.Name, in.Body.Lang)
	return Reply(person(p), err)
}

// Person reads the caller or a fellow member.
func (h Accounts) Person(ctx context.Context, in *ByID) (*Answer[Person], error) {
	p, err := h.Service.Person(ctx, web.ActorFrom(ctx), in.ID)
	return Reply(person(p), err)
}

// Authenticator is what an authenticator needs to be set up.
type Authenticator struct {
	Secret string `json:"secret" doc:"To type in, base32"`
	URL    string `json:"url" doc:"To show as a QR code, otpauth://"`
}

// StartTOTP makes a secret for the second factor.
func (h Accounts) StartTOTP(ctx context.Context, _ *Nothing) (*Answer[Authenticator], error) {
	t, err := h.Service.StartTOTP(ctx, web.ActorFrom(ctx))
	return Reply(Authenticator{Secret: t.Secret, URL: t.URL}, err)
}

// CodeInput is a code of the authenticator.
type CodeInput struct {
	Body struct {
		Code string `json:"code" maxLength:"20" doc:"Six digits"`
	}
}

// RecoveryCodes open the account once each when the authenticator is lost.
type RecoveryCodes struct {
	Codes []string `json:"codes" doc:"Shown only now"`
}

// ConfirmTOTP turns the second factor on.
func (h Accounts) ConfirmTOTP(ctx context.Context, in *CodeInput) (*Answer[RecoveryCodes], error) {
	codes, err := h.Service.ConfirmTOTP(ctx, web.ActorFrom(ctx), in.Body.Code)
	return Reply(RecoveryCodes{Codes: codes}, err)
}

// PasswordInput is the caller's present password.
type PasswordInput struct {
	Body struct {
		Password string `json:"password" maxLength:"1000"`
	}
}

// DisableTOTP turns the second factor off.
func (h Accounts) DisableTOTP(ctx context.Context, in *PasswordInput) (*Nothing, error) {
	return Done(h.Service.DisableTOTP(ctx, web.ActorFrom(ctx), in.Body.Password))
}

// NewPasswordInput is the caller's present password and the next.
type NewPasswordInput struct {
	Body struct {
		Password string `json:"password" maxLength:"1000" doc:"The present one"`
		Next     string `json:"new_password" maxLength:"1000"`
	}
}

// ChangePassword sets a new password and ends the caller's other sessions.
func (h Accounts) ChangePassword(ctx context.Context, in *NewPasswordInput) (*Nothing, error) {
	return Done(h.Service.ChangePassword(ctx, web.ActorFrom(ctx), auth.SessionFrom(ctx), in.Body.Password, in.Body.Next))
}
