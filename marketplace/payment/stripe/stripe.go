package stripe

import (
	"context"
	"net/http"
	"slices"
	"time"

	api "github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/client"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// Options are what the platform has from Stripe.
type Options struct {
	Key     string   // the secret key of the platform
	Secrets []string // with which messages are signed: of the platform's own address and of the one for connected accounts
	URL     string   // where the interface is; empty: Stripe's own
	Client  *http.Client
}

// Pages are where people are sent to tell Stripe about themselves and to pay. Whoever limits where forms lead has to let them through.
func Pages() []string { return []string{"https://checkout.stripe.com", "https://connect.stripe.com"} }

// Stripe is the adapter.
type Stripe struct {
	api     *client.API
	secrets []string
}

// How often a request that did not reach Stripe is sent again, and how long one may take.
const (
	retries = 2
	patient = 20 * time.Second
)

// New makes the adapter. It asks nothing of Stripe.
func New(o Options) *Stripe {
	if o.Client == nil {
		o.Client = &http.Client{Timeout: patient}
	}
	config := &api.BackendConfig{
		HTTPClient: o.Client, EnableTelemetry: api.Bool(false), MaxNetworkRetries: api.Int64(retries), LeveledLogger: &api.LeveledLogger{Level: api.LevelNull},
	}
	if o.URL != "" {
		config.URL = api.String(o.URL)
	}
	back := api.GetBackendWithConfig(api.APIBackend, config)
	return &Stripe{api: client.New(o.Key, &api.Backends{API: back, Connect: back, Uploads: back}), secrets: known(o.Secrets)}
}

// known are the secrets without those that were not given: anybody can sign with nothing.
func known(secrets []string) []string {
	return slices.DeleteFunc(slices.Clone(secrets), func(secret string) bool { return secret == "" })
}

// with are what every request has: the context, the account it is about, and the key under which it is done once.
func with(ctx context.Context, account, key string) api.Params {
	p := api.Params{Context: ctx}
	if account != "" {
		p.StripeAccount = api.String(account)
	}
	if key != "" {
		p.IdempotencyKey = api.String(key)
	}
	return p
}

func listed(ctx context.Context, account string) api.ListParams {
	return api.ListParams{Context: ctx, StripeAccount: api.String(account), Limit: api.Int64(mostListed)}
}

// mostListed is how many refunds or disputes are asked for at once.
const mostListed = 100

// Onboard implements provider.Provider.
func (s *Stripe) Onboard(ctx context.Context, o provider.Owner) (provider.Account, string, error) {
	out := provider.Account{ID: o.Account}
	if o.Account == "" {
		p := &api.AccountParams{
			Params: with(ctx, "", "org-"+string(o.Org)+"-account"), Type: api.String(string(api.AccountTypeStandard)), Country: api.String("FI"),
			BusinessProfile: &api.AccountBusinessProfileParams{Name: api.String(o.Name)}, Metadata: map[string]string{"org": string(o.Org)},
		}
		if o.Email != "" {
			p.Email = api.String(o.Email)
		}
		made, err := s.api.Accounts.New(p)
		if err != nil {
			return out, "", translated(err)
		}
		out = account(made)
	}
	link, err := s.api.AccountLinks.New(&api.AccountLinkParams{
		Params: api.Params{Context: ctx}, Account: api.String(out.ID), Type: api.String("account_onboarding"),
		ReturnURL: api.String(o.Return), RefreshURL: api.String(o.Refresh),
	})
	if err != nil {
		return out, "", translated(err)
	}
	return out, link.URL, nil
}

// Account implements provider.Provider.
func (s *Stripe) Account(ctx context.Context, id string) (provider.Account, error) {
	a, err := s.api.Accounts.GetByID(id, &api.AccountParams{Params: with(ctx, "", "")})
	if err != nil {
		return provider.Account{}, translated(err)
	}
	return account(a), nil
}

// Begin implements provider.Provider.
func (s *Stripe) Begin(ctx context.Context, o provider.Order) (provider.Session, error) {
	made, err := s.api.CheckoutSessions.New(ordered(ctx, o))
	if err != nil {
		return provider.Session{}, translated(err)
	}
	return session(o.Account, made), nil
}

// ordered is an order in Stripe's words.
func ordered(ctx context.Context, o provider.Order) *api.CheckoutSessionParams {
	about := map[string]string{"checkout": string(o.Checkout), "invoice": string(o.Invoice)}
	p := &api.CheckoutSessionParams{
		Params: with(ctx, o.Account, o.Key), Mode: api.String(string(api.CheckoutSessionModePayment)), ClientReferenceID: api.String(string(o.Invoice)),
		LineItems: []*api.CheckoutSessionLineItemParams{{
			Quantity: api.Int64(1),
			PriceData: &api.CheckoutSessionLineItemPriceDataParams{
				Currency: api.String(provider.Euro), UnitAmount: api.Int64(int64(o.Cents)),
				ProductData: &api.CheckoutSessionLineItemPriceDataProductDataParams{Name: api.String(o.Text)},
			},
		}},
		PaymentIntentData: &api.CheckoutSessionPaymentIntentDataParams{Metadata: about},
		Metadata:          about, SuccessURL: api.String(o.Success), CancelURL: api.String(o.Cancel), ExpiresAt: api.Int64(o.Expires.Time().Unix()),
	}
	if o.PlatformFee > 0 {
		p.PaymentIntentData.ApplicationFeeAmount = api.Int64(int64(o.PlatformFee))
	}
	if o.Lang == "fi" || o.Lang == "sv" || o.Lang == "en" {
		p.Locale = api.String(o.Lang)
	}
	if o.Email != "" {
		p.CustomerEmail = api.String(o.Email)
	}
	return p
}

// Session implements provider.Provider.
func (s *Stripe) Session(ctx context.Context, account, id string) (provider.Session, error) {
	found, err := s.api.CheckoutSessions.Get(id, &api.CheckoutSessionParams{Params: with(ctx, account, "")})
	if err != nil {
		return provider.Session{}, translated(err)
	}
	return session(account, found), nil
}

// Expire implements provider.Provider. It has no key of its own: the state of the session sees to it that it is done once, and an answer
// that Stripe keeps under a key would hide what became of it.
func (s *Stripe) Expire(ctx context.Context, account, id string) (provider.Session, error) {
	ended, err := s.api.CheckoutSessions.Expire(id, &api.CheckoutSessionExpireParams{Params: with(ctx, account, "")})
	if err == nil {
		return session(account, ended), nil
	}
	if err = translated(err); marketplace.IsKind(err, marketplace.Invalid) { // that it is not open is all that can be wrong
		err = marketplace.Errorf(marketplace.Conflict, "online.provider.state", err)
	}
	return provider.Session{}, err
}

// Payment implements provider.Provider.
func (s *Stripe) Payment(ctx context.Context, account, id string) (provider.Payment, error) {
	p := &api.PaymentIntentParams{Params: with(ctx, account, "")}
	p.AddExpand("latest_charge.balance_transaction")
	found, err := s.api.PaymentIntents.Get(id, p)
	if err != nil {
		return provider.Payment{}, translated(err)
	}
	out, err := payment(account, found)
	if err != nil || out.State != provider.Paid {
		return out, err
	}
	if out.Refunds, err = s.refunds(ctx, account, id); err != nil {
		return out, translated(err)
	}
	if out.Disputes, err = s.disputes(ctx, account, id); err != nil {
		return out, translated(err)
	}
	return out, nil
}

// refunds lists what was given back of a payment, oldest first; Stripe lists the newest first.
func (s *Stripe) refunds(ctx context.Context, account, payment string) (out []provider.Refund, err error) {
	p := &api.RefundListParams{ListParams: listed(ctx, account), PaymentIntent: api.String(payment)}
	p.AddExpand("data.balance_transaction")
	all := s.api.Refunds.List(p)
	for all.Next() {
		out = append(out, refund(all.Refund()))
	}
	slices.Reverse(out)
	return out, all.Err()
}

// disputes lists what the buyer denies of a payment, oldest first. What the bank only asks about moves no money.
func (s *Stripe) disputes(ctx context.Context, account, payment string) (out []provider.Dispute, err error) {
	all := s.api.Disputes.List(&api.DisputeListParams{ListParams: listed(ctx, account), PaymentIntent: api.String(payment)})
	for all.Next() {
		if d := all.Dispute(); !asks(d.Status) {
			out = append(out, dispute(d))
		}
	}
	slices.Reverse(out)
	return out, all.Err()
}

// Refund implements provider.Provider.
func (s *Stripe) Refund(ctx context.Context, r provider.RefundOrder) (provider.Refund, error) {
	p := &api.RefundParams{
		Params: with(ctx, r.Account, r.Key), PaymentIntent: api.String(r.Payment), Amount: api.Int64(int64(r.Cents)), RefundApplicationFee: api.Bool(true),
		Metadata: map[string]string{"refund": r.Key},
	}
	p.AddExpand("balance_transaction")
	made, err := s.api.Refunds.New(p)
	if tooMuch(err) {
		return provider.Refund{}, marketplace.Errorf(marketplace.Conflict, "online.provider.state", err)
	}
	if err != nil {
		return provider.Refund{}, translated(err)
	}
	return refund(made), nil
}

// Payout implements provider.Provider.
func (s *Stripe) Payout(ctx context.Context, account, id string) (provider.Payout, error) {
	p, err := s.api.Payouts.Get(id, &api.PayoutParams{Params: with(ctx, account, "")})
	if err != nil {
		return provider.Payout{}, translated(err)
	}
	return payout(p), nil
}
