package stripe

import (
	"encoding/json"
	"errors"
	"net/http"
	"slices"
	"strings"
	"time"

	api "github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/webhook"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// Finnish days are told of Stripe's seconds.
func day(seconds int64) marketplace.Date { return marketplace.At(time.Unix(seconds, 0)).Day() }

func account(a *api.Account) provider.Account {
	return provider.Account{ID: a.ID, Charges: a.ChargesEnabled, Payouts: a.PayoutsEnabled, Told: a.DetailsSubmitted, Currency: string(a.DefaultCurrency)}
}

func session(account string, s *api.CheckoutSession) provider.Session {
	out := provider.Session{
		ID: s.ID, Account: account, Checkout: marketplace.ID(s.Metadata["checkout"]), State: provider.SessionState(s.Status), Cents: money.Cents(s.AmountTotal),
		Currency: string(s.Currency), Address: s.URL,
	}
	if s.PaymentIntent != nil {
		out.Payment = s.PaymentIntent.ID
	}
	return out
}

// payment reads a payment without its refunds and disputes. What Stripe kept is known a moment after the money came.
func payment(account string, p *api.PaymentIntent) (provider.Payment, error) {
	out := provider.Payment{
		ID: p.ID, Account: account, Checkout: marketplace.ID(p.Metadata["checkout"]), State: provider.Pending, Cents: money.Cents(p.AmountReceived),
		Currency: string(p.Currency), PlatformFee: money.Cents(p.ApplicationFeeAmount),
	}
	switch p.Status {
	case api.PaymentIntentStatusSucceeded:
	case api.PaymentIntentStatusCanceled, api.PaymentIntentStatusRequiresPaymentMethod:
		out.State = provider.Failed
		return out, nil
	default:
		return out, nil
	}
	charge := p.LatestCharge
	if charge == nil || charge.BalanceTransaction == nil || charge.BalanceTransaction.ID == "" {
		return out, marketplace.Errorf(marketplace.Unavailable, "online.provider.state")
	}
	out.State, out.Day = provider.Paid, day(charge.Created)
	out.Fee, _ = fees(charge.BalanceTransaction)
	return out, nil
}

// fees are what Stripe and the platform took by a movement of the account; what came back is below zero.
func fees(t *api.BalanceTransaction) (own, platform money.Cents) {
	if t == nil {
		return 0, 0
	}
	for _, f := range t.FeeDetails {
		if f.Type == "application_fee" {
			platform += money.Cents(f.Amount)
		} else {
			own += money.Cents(f.Amount)
		}
	}
	return own, platform
}

func refund(r *api.Refund) provider.Refund {
	own, platform := fees(r.BalanceTransaction)
	out := provider.Refund{ID: r.ID, Key: r.Metadata["refund"], Cents: money.Cents(r.Amount), FeeBack: -own, PlatformFeeBack: -platform, Day: day(r.Created)}
	switch r.Status {
	case api.RefundStatusSucceeded:
		out.State = provider.Returned
	case api.RefundStatusFailed, api.RefundStatusCanceled:
		out.State = provider.NotReturned
	default:
		out.State = provider.Returning
	}
	return out
}

func dispute(d *api.Dispute) provider.Dispute {
	out := provider.Dispute{ID: d.ID, State: provider.Disputed, Cents: money.Cents(d.Amount), Day: day(d.Created)}
	for _, t := range d.BalanceTransactions {
		own, _ := fees(t)
		out.Fee += max(0, own)
		out.FeeBack += max(0, -own)
	}
	switch d.Status {
	case api.DisputeStatusWon:
		out.State = provider.Won
	case api.DisputeStatusLost:
		out.State = provider.Lost
	default: // it is under way
	}
	return out
}

func payout(p *api.Payout) provider.Payout {
	return provider.Payout{ID: p.ID, Paid: p.Status == api.PayoutStatusPaid, Cents: money.Cents(p.Amount), Currency: string(p.Currency), Day: day(p.ArrivalDate)}
}

// translated is an error in the words of the port.
func translated(err error) error {
	e, ours := errors.AsType[*api.Error](err)
	switch {
	case !ours: // it did not answer
		return marketplace.Errorf(marketplace.Unavailable, "online.provider.away", err)
	case e.Code == api.ErrorCodeResourceMissing || e.HTTPStatusCode == http.StatusNotFound:
		return marketplace.Errorf(marketplace.NotFound, "online.provider.none", err)
	case e.HTTPStatusCode == http.StatusUnauthorized || e.HTTPStatusCode == http.StatusForbidden || e.Code == api.ErrorCodeAccountInvalid:
		return marketplace.Errorf(marketplace.Forbidden, "online.provider.refused", err)
	case e.HTTPStatusCode == http.StatusConflict || e.HTTPStatusCode == http.StatusTooManyRequests || e.HTTPStatusCode >= http.StatusInternalServerError:
		return marketplace.Errorf(marketplace.Unavailable, "online.provider.away", err)
	}
	return marketplace.Errorf(marketplace.Invalid, "online.provider.refused", err)
}

// tooMuch says whether a refund was refused because less is left of the payment. Stripe has no code for a part too large.
func tooMuch(err error) bool {
	e, ours := errors.AsType[*api.Error](err)
	if !ours {
		return false
	}
	codes := []api.ErrorCode{
		api.ErrorCodeChargeAlreadyRefunded, api.ErrorCodeChargeDisputed, api.ErrorCodeChargeNotRefundable, api.ErrorCodeRefundDisputedPayment,
	}
	return slices.Contains(codes, e.Code) || e.HTTPStatusCode == http.StatusBadRequest && strings.Contains(e.Msg, "greater than")
}

// asks says whether the bank only asks about a payment, and has taken nothing.
func asks(s api.DisputeStatus) bool {
	return s == api.DisputeStatusWarningNeedsResponse || s == api.DisputeStatusWarningUnderReview || s == api.DisputeStatusWarningClosed
}

// Event implements provider.Provider.
func (s *Stripe) Event(body []byte, header http.Header) (provider.Event, error) {
	failed := errors.New("no secret fits")
	for _, secret := range s.secrets {
		e, err := webhook.ConstructEvent(body, header.Get("Stripe-Signature"), secret)
		if err == nil {
			return event(e)
		}
		failed = errors.Join(failed, err) // one secret may fit while the version does not
	}
	return provider.Event{}, marketplace.Errorf(marketplace.Invalid, "online.event.forged", failed)
}

// event reads which object a message is about; never what it says of it.
func event(e api.Event) (provider.Event, error) {
	out := provider.Event{ID: e.ID, Type: string(e.Type), Account: e.Account, Kind: provider.AboutOther}
	var object struct {
		ID            string `json:"id"`
		Object        string `json:"object"`
		PaymentIntent string `json:"payment_intent"`
	}
	if e.Data != nil {
		if err := json.Unmarshal(e.Data.Raw, &object); err != nil {
			return out, marketplace.Errorf(marketplace.Invalid, "online.event.forged", err)
		}
	}
	if !out.Valid() {
		return out, marketplace.Errorf(marketplace.Invalid, "online.event.forged")
	}
	out.Object = object.ID
	switch object.Object {
	case "account":
		out.Kind = provider.AboutAccount
	case "application": // the organiser has cut the platform off
		if e.Account != "" {
			out.Kind, out.Object = provider.AboutAccount, e.Account
		}
	case "checkout.session":
		out.Kind = provider.AboutSession
	case "payment_intent":
		out.Kind = provider.AboutPayment
	case "payout":
		out.Kind = provider.AboutPayout
	case "charge", "refund", "dispute":
		if object.PaymentIntent != "" {
			out.Kind, out.Object = provider.AboutPayment, object.PaymentIntent
		}
	}
	return out, nil
}
