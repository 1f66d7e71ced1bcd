package main

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"net/http"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/payment/stripe"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/openapi"
)

// hook is where the payment provider sends its messages.
const hook = openapi.Base + "/hooks/payments"

// openProvider chooses who takes online payments: the stand-in in the demo, Stripe when its key is given, nobody otherwise.
func (in *installation) openProvider(ctx context.Context, cfg *Config, documents store.Store, clock marketplace.Clock, origin string, key []byte) (provider.Provider, error) {
	if !cfg.standIn {
		return in.openStripe(cfg)
	}
	if cfg.StripeKey != "" {
		return nil, errors.New("the demo takes payments by its stand-in; leave out SOVITE_STRIPE_KEY, or --demo")
	}
	if err := documents.Prepare(ctx, fake.Schemas()); err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte("messages of the stand-in for a payment provider"))
	in.StandIn = fake.New(fake.Deps{Store: documents, Clock: clock, Secret: mac.Sum(nil), Origin: origin})
	return in.StandIn, nil
}

// openStripe makes the adapter to Stripe when the installation has an account there. Without both signing secrets it would never hear of
// a payment that nobody waits for, so half a set is refused.
func (in *installation) openStripe(cfg *Config) (provider.Provider, error) {
	given := []string{cfg.StripeKey, cfg.StripeOwn, cfg.StripeConnect}
	switch {
	case strings.Join(given, "") == "":
		return provider.Away{}, nil
	case slices.Contains(given, ""):
		return nil, errors.New("online payments by Stripe need SOVITE_STRIPE_KEY, SOVITE_STRIPE_OWN_SECRET and SOVITE_STRIPE_CONNECT_SECRET, all three (or each as a file, with _FILE)")
	case !strings.HasPrefix(cfg.StripeKey, "sk_") && !strings.HasPrefix(cfg.StripeKey, "rk_"):
		return nil, errors.New("SOVITE_STRIPE_KEY is not a secret key of Stripe's; it begins with sk_ or rk_")
	case !strings.HasPrefix(cfg.StripeOwn, "whsec_") || !strings.HasPrefix(cfg.StripeConnect, "whsec_"):
		return nil, errors.New("SOVITE_STRIPE_OWN_SECRET and SOVITE_STRIPE_CONNECT_SECRET are signing secrets of webhooks; they begin with whsec_")
	}
	in.Onward = stripe.Pages()
	return stripe.New(stripe.Options{Key: cfg.StripeKey, Secrets: []string{cfg.StripeOwn, cfg.StripeConnect}}), nil
}

// deliverTo has the stand-in send its messages to the app, in process, by the way a provider's come.
func deliverTo(app *fiber.App) fake.Post {
	return func(body []byte, header http.Header) (int, error) {
		req, err := http.NewRequestWithContext(context.Background(), http.MethodPost, hook, bytes.NewReader(body))
		if err != nil {
			return 0, err
		}
		req.Header = header.Clone()
		req.Header.Set("Content-Type", "application/json")
		resp, err := app.Test(req, -1)
		if err != nil {
			return 0, err
		}
		return resp.StatusCode, resp.Body.Close()
	}
}

// standInWork is what the stand-in does every so often; nothing when there is none.
func (in *installation) standInWork(do func(*fake.Fake, context.Context) error) func(context.Context) error {
	return func(ctx context.Context) error {
		if in.StandIn == nil {
			return nil
		}
		return do(in.StandIn, ctx)
	}
}
