package consents

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/consent/door"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/api"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// Handlers serve what clients are asked for, what they said, and their own way in.
type Handlers struct {
	Service  *consent.Service
	Profiles *profile.Service
	Doors    *door.Service
	Gate     *auth.Gate
}

// Consent is one thing that a client was asked for.
type Consent struct {
	ID       string   `json:"id"`
	Client   string   `json:"client"`
	Purpose  string   `json:"purpose"`
	Receiver string   `json:"receiver" doc:"Id of the organisation that may see the card, or of the member of the network"`
	Task     string   `json:"task,omitempty"`
	Fields   []string `json:"fields" doc:"In the order of the card"`
	Until    string   `json:"until" doc:"The last day it holds"`
	Text     int      `json:"text" doc:"Version of the texts that the client reads"`
	State    string   `json:"state" doc:"asked, given, refused, withdrawn, expired, lapsed or fulfilled (the introduction came to nothing, and no card is read any more); as of today"`
	AskedBy  string   `json:"asked_by"`
	Asked    string   `json:"asked"`
	AnswerBy string   `json:"answer_by"`
	Talk     string   `json:"talk,omitempty" doc:"When the client said: I want to talk about it first"`
	Answered string   `json:"answered,omitempty"`
	Present  string   `json:"present,omitempty" doc:"Who was there: alone, coach, close_one or somebody_else"`
	Version  int      `json:"version,omitempty" doc:"Of the profile: the card that the client saw"`
	Ended    string   `json:"ended,omitempty"`
}

func shownConsent(c consent.Consent) Consent {
	return Consent{
		ID: string(c.ID), Client: string(c.Client), Purpose: string(c.Purpose), Receiver: string(c.Receiver), Task: string(c.Task), Fields: api.Each(c.Fields, func(f consent.Field) string { return string(f) }),
		Until: string(c.Until), Text: c.Text, State: string(c.State), AskedBy: string(c.AskedBy), Asked: c.Asked.String(), AnswerBy: string(c.AnswerBy),
		Talk: c.Talk.String(), Answered: c.Answered.String(), Present: string(c.Present), Version: c.Version, Ended: c.Ended.String(),
	}
}

func consentAnswer(c consent.Consent, err error) (*api.Answer[Consent], error) {
	return api.Reply(shownConsent(c), err)
}

// Card is what a receiver sees of a client.
type Card struct {
	Code  string     `json:"code" doc:"Pseudonym"`
	Lines []CardLine `json:"lines"`
}

// CardLine is one line of a card.
type CardLine struct {
	Field  string   `json:"field"`
	Path   string   `json:"path"`
	Vocab  string   `json:"vocab,omitempty" doc:"What the values are: a closed list, minutes, date; left out for text"`
	Values []string `json:"values"`
}

// ShownCard is a card as answers show it.
func ShownCard(c profile.Card) Card {
	return Card{Code: c.Code, Lines: api.Each(c.Lines, func(l profile.CardLine) CardLine {
		return CardLine{Field: string(l.Field), Path: l.Path, Vocab: l.Vocab, Values: l.Values}
	})}
}

// AskInput is what a coach asks a client for.
type AskInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Purpose  string   `json:"purpose" doc:"introduction, placement_support, reference, counted_in_totals, or network (one part for a member of the client's network)"`
		Receiver string   `json:"receiver,omitempty" maxLength:"64" doc:"Id of the organisation, or of the member of the network; left out to be counted in totals, which is the provider's own"`
		Task     string   `json:"task,omitempty" maxLength:"64"`
		Fields   []string `json:"fields,omitempty" maxItems:"50"`
		Until    string   `json:"until,omitempty" doc:"2026-11-23; six months from today when left out, at most twelve"`
	}
}

// Ask puts a question to a client of the caller's caseload.
func (h Handlers) Ask(ctx context.Context, in *AskInput) (*api.Answer[Consent], error) {
	b := in.Body
	until, err := marketplace.ParseDate(b.Until)
	if err != nil {
		return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("until", "field.date", "value", b.Until)})
	}
	return consentAnswer(h.Service.Ask(ctx, web.ActorFrom(ctx), in.ID, consent.Request{
		Purpose: consent.Purpose(b.Purpose), Receiver: marketplace.ID(b.Receiver), Task: marketplace.ID(b.Task), Fields: api.Each(b.Fields, func(f string) consent.Field { return consent.Field(f) }), Until: until,
	}))
}

// Of lists what a client of the caller's caseload was asked for.
func (h Handlers) Of(ctx context.Context, in *api.VersionsInput) (*api.Page[Consent], error) {
	list, err := h.Service.Of(ctx, web.ActorFrom(ctx), in.ID, in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(&in.Paging, list, shownConsent), nil
}

// Card reads a client's card for an organisation that may see it.
func (h Handlers) Card(ctx context.Context, in *api.ByID) (*api.Answer[Card], error) {
	c, _, err := h.Profiles.ReadCard(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(ShownCard(c), err)
}

// ClientLink is a client's link, shown once.
type ClientLink struct {
	Token string `json:"token" doc:"The page is /my/in/{token}; hand it over to the client and to nobody else"`
}

// MakeLink makes a new link for a client and ends every one of before.
func (h Handlers) MakeLink(ctx context.Context, in *api.ByID) (*api.Answer[ClientLink], error) {
	token, err := h.Doors.Make(ctx, web.ActorFrom(ctx), in.ID)
	return api.Reply(ClientLink{Token: token}, err)
}

// CloseDoor ends a client's link and visits.
func (h Handlers) CloseDoor(ctx context.Context, in *api.ByID) (*api.Nothing, error) {
	return api.Done(h.Doors.Close(ctx, web.ActorFrom(ctx), in.ID))
}

// EnterInput is what the holder of a link comes in with.
type EnterInput struct {
	api.Caller
	Body struct {
		Token string `json:"token" maxLength:"160" doc:"Of the link"`
		PIN   string `json:"pin" maxLength:"20" doc:"Four to six digits; the first time, the holder chooses it"`
	}
}

// Visit lets a holder's program act.
type Visit struct {
	Access  string `json:"access"`
	Expires string `json:"expires"`
}

// Enter lets a client in.
func (h Handlers) Enter(ctx context.Context, in *EnterInput) (*api.Answer[Visit], error) {
	return EnterBy(ctx, h.Gate, h.Doors, in)
}

// EnterBy lets the holder of a link in by one kind of door.
func EnterBy(ctx context.Context, gate *auth.Gate, doors *door.Service, in *EnterInput) (*api.Answer[Visit], error) {
	if err := gate.AllowSignIn(ctx, in.From(), ""); err != nil {
		return nil, err
	}
	v, err := doors.Enter(ctx, in.Body.Token, in.Body.PIN)
	if err != nil {
		return nil, err
	}
	t, err := gate.IssueVisit(ctx, v)
	return api.Reply(Visit{Access: t.Access, Expires: t.Expires.String()}, err)
}

// Leave ends every visit of the client.
func (h Handlers) Leave(ctx context.Context, _ *api.Nothing) (*api.Nothing, error) {
	return api.Done(h.Doors.Leave(ctx, web.ActorFrom(ctx)))
}

// Mine lists what the client was asked for.
func (h Handlers) Mine(ctx context.Context, in *api.Paging) (*api.Page[Consent], error) {
	list, err := h.Service.Mine(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, shownConsent), nil
}

// MyCardAnswer is one consent with the card under it.
type MyCardAnswer struct {
	Consent Consent `json:"consent"`
	Card    Card    `json:"card" doc:"Exactly as the receiver sees it, or would after a yes"`
	Version int     `json:"version" doc:"Give it with the yes"`
}

// My reads one of the client's own consents with its card.
func (h Handlers) My(ctx context.Context, in *api.ByID) (*api.Answer[MyCardAnswer], error) {
	actor := web.ActorFrom(ctx)
	c, err := h.Service.My(ctx, actor, in.ID)
	if err != nil {
		return nil, err
	}
	shown, version, err := h.Profiles.MyCard(ctx, actor, c)
	return api.Reply(MyCardAnswer{Consent: shownConsent(c), Card: ShownCard(shown), Version: version}, err)
}

// GiveInput is a client's yes.
type GiveInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Present string `json:"present" doc:"Who is there: alone, coach, close_one or somebody_else"`
		Version int    `json:"version,omitempty" doc:"Of the card that the client saw"`
	}
}

// Give is the client's yes.
func (h Handlers) Give(ctx context.Context, in *GiveInput) (*api.Answer[Consent], error) {
	return consentAnswer(h.Service.Give(ctx, web.ActorFrom(ctx), in.ID, consent.Answer{Present: consent.Presence(in.Body.Present), Version: in.Body.Version}))
}

// RefuseInput is a client's no.
type RefuseInput struct {
	ID   marketplace.ID `path:"id" maxLength:"64"`
	Body struct {
		Present string `json:"present" doc:"Who is there: alone, coach, close_one or somebody_else"`
	}
}

// Refuse is the client's no.
func (h Handlers) Refuse(ctx context.Context, in *RefuseInput) (*api.Answer[Consent], error) {
	return consentAnswer(h.Service.Refuse(ctx, web.ActorFrom(ctx), in.ID, consent.Answer{Present: consent.Presence(in.Body.Present)}))
}

// Withdraw takes a consent back.
func (h Handlers) Withdraw(ctx context.Context, in *api.ByID) (*api.Answer[Consent], error) {
	return consentAnswer(h.Service.Withdraw(ctx, web.ActorFrom(ctx), in.ID))
}

// Talk says that the client wants to talk about it first.
func (h Handlers) Talk(ctx context.Context, in *api.ByID) (*api.Answer[Consent], error) {
	return consentAnswer(h.Service.Talk(ctx, web.ActorFrom(ctx), in.ID))
}

// Read says that somebody looked at the client's data.
type Read struct {
	Person  string `json:"person,omitempty"`
	For     string `json:"for" doc:"Id of the organisation"`
	Purpose string `json:"purpose"`
	Consent string `json:"consent,omitempty" doc:"Under which it was read; its fields say what"`
	At      string `json:"at"`
}

// Reads lists who looked at the client's data.
func (h Handlers) Reads(ctx context.Context, in *api.Paging) (*api.Page[Read], error) {
	list, err := h.Profiles.MyReaders(ctx, web.ActorFrom(ctx), in.Page())
	if err != nil {
		return nil, err
	}
	return api.Paged(in, list, func(r audit.Read) Read {
		return Read{Person: string(r.Person), For: string(r.For), Purpose: r.Purpose, Consent: string(r.Under), At: r.At.String()}
	}), nil
}
