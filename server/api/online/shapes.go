package online

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/online"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/server/api"
)

// PaymentAccount is how an organiser's account stands.
type PaymentAccount struct {
	State   online.AccountState `json:"state" doc:"telling, checking, ready, restricted or cut; empty: none"`
	Checked string              `json:"checked,omitempty" doc:"When the provider was asked last"`
}

// OnboardingPage is where the organiser tells the provider about itself.
type OnboardingPage struct {
	Address string `json:"address"`
}

// PaymentPage is an attempt to pay, as its buyer reads it.
type PaymentPage struct {
	ID      marketplace.ID `json:"id"`
	Invoice marketplace.ID `json:"invoice"`
	Cents   money.Cents    `json:"cents"`
	State   online.State   `json:"state" doc:"opening, waiting, coming, expired, failed, paid, parked or settled"`
	Address string         `json:"address,omitempty" doc:"Of the provider's page, while it can be paid"`
	Expires string         `json:"expires" doc:"When the page closes"`
}

func bought(e online.Entry) PaymentPage {
	c := e.Value
	return PaymentPage{c.ID, c.Invoice, c.Cents, c.State, c.Address, c.Expires.String()}
}

// OnlinePayment is an attempt to pay, as the organiser reads it.
type OnlinePayment struct {
	ID          marketplace.ID  `json:"id"`
	Invoice     marketplace.ID  `json:"invoice"`
	Number      string          `json:"number" doc:"Of the invoice"`
	Buyer       marketplace.ID  `json:"buyer"`
	Cents       money.Cents     `json:"cents" doc:"That were asked for"`
	State       online.State    `json:"state" doc:"opening, waiting, coming, expired, failed, paid, parked or settled"`
	Waits       bool            `json:"waits" doc:"For a person"`
	Why         online.Why      `json:"why,omitempty" doc:"currency, amount, surplus or not_repaid"`
	How         online.How      `json:"how,omitempty" doc:"book or done: how it was settled"`
	Came        *PaymentCame    `json:"came,omitempty" doc:"The money that came"`
	Returnable  money.Cents     `json:"returnable" doc:"The most that can be given back"`
	Refunds     []PaymentRefund `json:"refunds"`
	Disputes    []PaymentDenied `json:"disputes"`
	Unbooked    bool            `json:"unbooked" doc:"The sales ledger cannot book something of it as it stands"`
	PlatformFee money.Cents     `json:"platform_fee"`
}

// PaymentCame is money that came.
type PaymentCame struct {
	Cents    money.Cents      `json:"cents"`
	Currency string           `json:"currency"`
	Fee      money.Cents      `json:"fee" doc:"What the provider kept"`
	Day      marketplace.Date `json:"day"`
}

// PaymentRefund is money that went back.
type PaymentRefund struct {
	State  online.RefundState `json:"state" doc:"asked, returning, returned or not_returned"`
	Cents  money.Cents        `json:"cents"`
	Reason string             `json:"reason,omitempty"`
}

// PaymentDenied is a dispute.
type PaymentDenied struct {
	State provider.DisputeState `json:"state" doc:"disputed, won or lost"`
	Cents money.Cents           `json:"cents"`
	Fee   money.Cents           `json:"fee"`
}

func sold(e online.Entry) OnlinePayment {
	c := e.Value
	out := OnlinePayment{
		ID: c.ID, Invoice: c.Invoice, Number: c.Number, Buyer: c.Buyer, Cents: c.Cents, State: c.State, Waits: c.Waits, Returnable: c.Returnable(),
		Refunds:  api.Each(c.Refunds, func(r online.Refund) PaymentRefund { return PaymentRefund{r.State, r.Cents, r.Reason} }),
		Disputes: api.Each(c.Disputes, func(d online.Dispute) PaymentDenied { return PaymentDenied{d.State, d.Cents, d.Fee} }),
		Unbooked: c.Stuck(), PlatformFee: c.PlatformFee,
	}
	if p := c.Payment; p != nil {
		out.Came = &PaymentCame{p.Cents, p.Currency, p.Fee, p.Day}
	}
	if t := c.Trouble; t != nil {
		out.Why, out.How = t.Why, t.How
	}
	return out
}

// ProviderMessage is a message of the provider that a person has to look into.
type ProviderMessage struct {
	ID       string              `json:"id"`
	Type     string              `json:"type" doc:"The provider's own word"`
	Object   string              `json:"object" doc:"What it is about, by the provider's id"`
	State    online.MessageState `json:"state" doc:"kept, followed, ignored or aside"`
	Why      string              `json:"why,omitempty" doc:"The sentence"`
	Received string              `json:"received"`
}

func told(m online.Message) ProviderMessage {
	return ProviderMessage{m.ID, m.Type, m.Object, m.State, m.Why, m.Received.String()}
}
