package stripe

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	api "github.com/stripe/stripe-go/v76"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// mock is the official stand-in of Stripe's interface. It knows every request and parameter of the interface, and keeps no state.
const mock = "github.com/stripe/stripe-mock@v0.189.0"

// mocked starts the stand-in on loopback and gives an adapter that talks to it.
func mocked(t *testing.T) *Stripe {
	t.Helper()
	folder := t.TempDir()
	build := exec.CommandContext(t.Context(), "go", "install", mock)
	build.Env = append(os.Environ(), "GOBIN="+folder, "GOFLAGS=-trimpath")
	build.Dir = folder
	if out, err := build.CombinedOutput(); err != nil {
		t.Skipf("SUITE NOT RUN: %s cannot be built: %v %s", mock, err, out)
	}
	plain, secure := free(t), free(t)
	ctx, stop := context.WithCancel(context.Background())
	run := exec.CommandContext(ctx, filepath.Join(folder, "stripe-mock"), "-http-addr", plain, "-https-addr", secure)
	if err := run.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stop(); _ = run.Wait() })
	for range 200 {
		if c, err := net.Dial("tcp", plain); err == nil {
			_ = c.Close()
			return New(Options{Key: "sk_test_123", Secrets: []string{"whsec_own", "whsec_connect"}, URL: "http://" + plain})
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("the stand-in does not answer")
	return nil
}

func free(t *testing.T) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	return l.Addr().String()
}

// Every request that the adapter sends is one that Stripe's interface takes: known, with known parameters, and none missing.
func TestRequests(t *testing.T) {
	s, ctx := mocked(t), t.Context()
	full := provider.Owner{Org: "crew", Name: "Crew", Email: "c@sovite.test", Return: "https://sovite.test/a", Refresh: "https://sovite.test/b"}
	known, bare := full, order()
	known.Account, bare.Email, bare.PlatformFee, bare.Lang = "acct_1", "", 0, ""
	for name, ask := range map[string]func() error{
		"onboard":             func() error { _, _, err := s.Onboard(ctx, full); return err },
		"onboard again":       func() error { _, _, err := s.Onboard(ctx, known); return err },
		"account":             func() error { _, err := s.Account(ctx, "acct_1"); return err },
		"begin":               func() error { _, err := s.Begin(ctx, order()); return err },
		"begin without a fee": func() error { _, err := s.Begin(ctx, bare); return err },
		"session":             func() error { _, err := s.Session(ctx, "acct_1", "cs_1"); return err },
		"expire":              func() error { _, err := s.Expire(ctx, "acct_1", "cs_1"); return err },
		"payment":             func() error { _, err := s.Payment(ctx, "acct_1", "pi_1"); return err },
		"refund": func() error {
			_, err := s.Refund(ctx, provider.RefundOrder{Key: "k", Account: "acct_1", Payment: "pi_1", Cents: 100})
			return err
		},
		"payout": func() error { _, err := s.Payout(ctx, "acct_1", "po_1"); return err },
	} {
		if err := ask(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	unknown, missing := ordered(ctx, order()), ordered(ctx, order())
	unknown.AddExtra("made_up", "x")
	missing.LineItems[0].PriceData.Currency = nil
	for name, bad := range map[string]*api.CheckoutSessionParams{"that does not exist": unknown, "too few": missing} {
		if _, err := s.api.CheckoutSessions.New(bad); err == nil || !marketplace.IsKind(translated(err), marketplace.Invalid) {
			t.Errorf("one parameter %s passes: %v", name, err)
		}
	}
}

func order() provider.Order {
	return provider.Order{
		Key: "inv-1-checkout-1", Account: "acct_1", Checkout: "checkout-1", Invoice: "invoice-1", Text: "Lasku 2026-000123", Cents: 251_00, PlatformFee: 2_51,
		Email: "b@sovite.test", Lang: "fi", Success: "https://sovite.test/paid", Cancel: "https://sovite.test/not", Expires: marketplace.At(time.Now().Add(time.Hour)),
	}
}
