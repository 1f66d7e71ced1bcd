package providertest

import (
	"bytes"
	"net/http"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
)

// World is an adapter with whoever stands at its other end.
type World struct {
	provider.Provider
	Clock  marketplace.Clock
	Enrol  func(t *testing.T, account string) // the organiser tells everything, and the provider is content
	Act    func(t *testing.T, session string, act provider.Act)
	Signed func(e provider.Event, at time.Time) ([]byte, http.Header) // a message as the provider sends it
}

// Run is the conformance suite. Each part opens a world of its own, which open must give empty.
func Run(t *testing.T, open func(t *testing.T) World) {
	t.Helper()
	for name, part := range map[string]func(*testing.T, World){
		"an account takes payments once the organiser has told everything": accounts,
		"the same owner has one account":                                   oneAccount,
		"what nobody has is not found":                                     nothing,
		"nothing is sold on an account that cannot be paid":                notReady,
		"a session is paid":                                                paid,
		"the same key is the same session":                                 sameKey,
		"a payment that fails leaves the session open":                     failed,
		"an expired session cannot be paid":                                expired,
		"a paid session does not expire":                                   paidStays,
		"a payment is given back in parts, each once":                      refunds,
		"no more is given back than was paid":                              tooMuch,
		"a dispute is seen at its payment":                                 disputed,
		"an event is read as it was sent":                                  events,
		"what is not the provider's is refused":                            forged,
	} {
		t.Run(name, func(t *testing.T) { part(t, open(t)) })
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func want(t *testing.T, err error, kind marketplace.Kind) {
	t.Helper()
	if !marketplace.IsKind(err, kind) {
		t.Errorf("%v, want %s", err, kind)
	}
}

func owner() provider.Owner {
	return provider.Owner{Org: "crew", Name: "Crew of the North", Email: "crew@sovite.test", Return: "https://sovite.test/done", Refresh: "https://sovite.test/again"}
}

func (w World) account(t *testing.T) string {
	t.Helper()
	a, address, err := w.Onboard(t.Context(), owner())
	if err != nil || address == "" || a.ID == "" {
		t.Fatalf("%+v %q %v", a, address, err)
	}
	w.Enrol(t, a.ID)
	return a.ID
}

func (w World) order(account string) provider.Order {
	return provider.Order{
		Key: "inv-1-checkout-1", Account: account, Checkout: "checkout-1", Invoice: "invoice-1", Text: "Lasku 2026-000123", Cents: 251_00, PlatformFee: 2_51,
		Email: "buyer@sovite.test", Lang: "fi", Success: "https://sovite.test/paid", Cancel: "https://sovite.test/not",
		Expires: marketplace.At(w.Clock().Add(time.Hour)),
	}
}

func accounts(t *testing.T, w World) {
	a, _, err := w.Onboard(t.Context(), owner())
	if err != nil || a.Takes() {
		t.Fatalf("%+v %v", a, err)
	}
	w.Enrol(t, a.ID)
	if now := must[provider.Account](t)(w.Account(t.Context(), a.ID)); !now.Takes() || !now.Told || now.ID != a.ID {
		t.Errorf("%+v", now)
	}
}

func oneAccount(t *testing.T, w World) {
	o := owner()
	first, _, err := w.Onboard(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	again, _, err := w.Onboard(t.Context(), o) // as after a crash: the answer was lost
	if err != nil || again.ID != first.ID {
		t.Errorf("%s, then %s: %v", first.ID, again.ID, err)
	}
	o.Account = first.ID
	if known, _, err := w.Onboard(t.Context(), o); err != nil || known.ID != first.ID {
		t.Errorf("%s, then %s: %v", first.ID, known.ID, err)
	}
}

func nothing(t *testing.T, w World) {
	ctx, account := t.Context(), w.account(t)
	_, err := w.Account(ctx, "acct_none")
	want(t, err, marketplace.NotFound)
	_, err = w.Session(ctx, account, "cs_none")
	want(t, err, marketplace.NotFound)
	_, err = w.Expire(ctx, account, "cs_none")
	want(t, err, marketplace.NotFound)
	_, err = w.Payment(ctx, account, "pi_none")
	want(t, err, marketplace.NotFound)
	_, err = w.Payout(ctx, account, "po_none")
	want(t, err, marketplace.NotFound)
	_, err = w.Refund(ctx, provider.RefundOrder{Key: "k", Account: account, Payment: "pi_none", Cents: 1})
	want(t, err, marketplace.NotFound)
}

func notReady(t *testing.T, w World) {
	a, _, err := w.Onboard(t.Context(), owner())
	if err != nil {
		t.Fatal(err)
	}
	_, err = w.Begin(t.Context(), w.order(a.ID))
	want(t, err, marketplace.Invalid)
}

func paid(t *testing.T, w World) {
	ctx, o := t.Context(), w.order(w.account(t))
	s := must[provider.Session](t)(w.Begin(ctx, o))
	if s.State != provider.Open || s.Address == "" || s.Checkout != o.Checkout || s.Cents != o.Cents || s.Currency != provider.Euro {
		t.Fatalf("%+v", s)
	}
	w.Act(t, s.ID, provider.Pay)
	if s = must[provider.Session](t)(w.Session(ctx, o.Account, s.ID)); s.State != provider.Complete || s.Payment == "" || s.Checkout != o.Checkout {
		t.Fatalf("%+v", s)
	}
	p := must[provider.Payment](t)(w.Payment(ctx, o.Account, s.Payment))
	if p.State != provider.Paid || p.Cents != o.Cents || p.PlatformFee != o.PlatformFee || p.Fee <= 0 || p.Checkout != o.Checkout || p.Currency != provider.Euro || p.Day == "" {
		t.Errorf("%+v", p)
	}
}

func sameKey(t *testing.T, w World) {
	ctx, o := t.Context(), w.order(w.account(t))
	first := must[provider.Session](t)(w.Begin(ctx, o))
	if again := must[provider.Session](t)(w.Begin(ctx, o)); again.ID != first.ID {
		t.Errorf("%s, then %s", first.ID, again.ID)
	}
	other := o
	other.Cents++
	_, err := w.Begin(ctx, other)
	want(t, err, marketplace.Invalid)
	other.Key = "inv-1-checkout-2"
	if second := must[provider.Session](t)(w.Begin(ctx, other)); second.ID == first.ID {
		t.Errorf("another key is the same session")
	}
}

func failed(t *testing.T, w World) {
	ctx, o := t.Context(), w.order(w.account(t))
	s := must[provider.Session](t)(w.Begin(ctx, o))
	w.Act(t, s.ID, provider.Fail)
	if s = must[provider.Session](t)(w.Session(ctx, o.Account, s.ID)); s.State != provider.Open || s.Payment == "" {
		t.Fatalf("%+v", s)
	}
	if p := must[provider.Payment](t)(w.Payment(ctx, o.Account, s.Payment)); p.State == provider.Paid {
		t.Errorf("%+v", p)
	}
	w.Act(t, s.ID, provider.Pay)
	if p := must[provider.Payment](t)(w.Payment(ctx, o.Account, s.Payment)); p.State != provider.Paid {
		t.Errorf("%+v", p)
	}
}

func expired(t *testing.T, w World) {
	ctx, o := t.Context(), w.order(w.account(t))
	s := must[provider.Session](t)(w.Begin(ctx, o))
	if s = must[provider.Session](t)(w.Expire(ctx, o.Account, s.ID)); s.State != provider.Expired || s.Address != "" {
		t.Fatalf("%+v", s)
	}
	if s = must[provider.Session](t)(w.Session(ctx, o.Account, s.ID)); s.State != provider.Expired {
		t.Errorf("%+v", s)
	}
	_, err := w.Expire(ctx, o.Account, s.ID)
	want(t, err, marketplace.Conflict)
}

func paidStays(t *testing.T, w World) {
	ctx, o := t.Context(), w.order(w.account(t))
	s := must[provider.Session](t)(w.Begin(ctx, o))
	w.Act(t, s.ID, provider.Pay)
	_, err := w.Expire(ctx, o.Account, s.ID)
	want(t, err, marketplace.Conflict)
}

// sold is a paid payment of 251 euros.
func (w World) sold(t *testing.T) (account, session, payment string) {
	t.Helper()
	o := w.order(w.account(t))
	s := must[provider.Session](t)(w.Begin(t.Context(), o))
	w.Act(t, s.ID, provider.Pay)
	s = must[provider.Session](t)(w.Session(t.Context(), o.Account, s.ID))
	return o.Account, s.ID, s.Payment
}

func refunds(t *testing.T, w World) {
	ctx := t.Context()
	account, _, payment := w.sold(t)
	first := provider.RefundOrder{Key: "part", Account: account, Payment: payment, Cents: 100_40}
	made := must[provider.Refund](t)(w.Refund(ctx, first))
	again := must[provider.Refund](t)(w.Refund(ctx, first))
	rest := must[provider.Refund](t)(w.Refund(ctx, provider.RefundOrder{Key: "rest", Account: account, Payment: payment, Cents: 150_60}))
	if made.ID != again.ID || rest.ID == made.ID || made.Cents != 100_40 || made.Key != "part" {
		t.Errorf("%+v %+v %+v", made, again, rest)
	}
	p := must[provider.Payment](t)(w.Payment(ctx, account, payment))
	if len(p.Refunds) != 2 || p.State != provider.Paid || p.Refunds[0].Key != "part" || p.Refunds[0].PlatformFeeBack != 1_00 || p.Refunds[1].Cents != 150_60 {
		t.Errorf("%+v", p.Refunds)
	}
}

func tooMuch(t *testing.T, w World) {
	account, _, payment := w.sold(t)
	_, err := w.Refund(t.Context(), provider.RefundOrder{Key: "much", Account: account, Payment: payment, Cents: 251_01})
	want(t, err, marketplace.Conflict)
	must[provider.Refund](t)(w.Refund(t.Context(), provider.RefundOrder{Key: "all", Account: account, Payment: payment, Cents: 251_00}))
	_, err = w.Refund(t.Context(), provider.RefundOrder{Key: "more", Account: account, Payment: payment, Cents: 1})
	want(t, err, marketplace.Conflict)
}

func disputed(t *testing.T, w World) {
	account, session, payment := w.sold(t)
	w.Act(t, session, provider.Accuse)
	p := must[provider.Payment](t)(w.Payment(t.Context(), account, payment))
	if len(p.Disputes) != 1 || p.Disputes[0].State != provider.Disputed || p.Disputes[0].Cents != 251_00 || p.Disputes[0].Fee <= 0 {
		t.Errorf("%+v", p.Disputes)
	}
}

func events(t *testing.T, w World) {
	for _, e := range []provider.Event{
		{ID: "evt_1", Type: "checkout.session.completed", Account: "acct_1", Kind: provider.AboutSession, Object: "cs_1"},
		{ID: "evt_2", Type: "charge.refunded", Account: "acct_1", Kind: provider.AboutPayment, Object: "pi_1"},
		{ID: "evt_3", Type: "charge.dispute.created", Account: "acct_1", Kind: provider.AboutPayment, Object: "pi_1"},
		{ID: "evt_4", Type: "account.updated", Account: "acct_1", Kind: provider.AboutAccount, Object: "acct_1"},
		{ID: "evt_5", Type: "payout.paid", Account: "acct_1", Kind: provider.AboutPayout, Object: "po_1"},
	} {
		got, err := w.Event(w.Signed(e, w.Clock()))
		if diff := cmp.Diff(e, got); diff != "" || err != nil {
			t.Errorf("%v (-want +got):\n%s", err, diff)
		}
	}
}

func forged(t *testing.T, w World) {
	e := provider.Event{ID: "evt_1", Type: "checkout.session.completed", Account: "acct_1", Kind: provider.AboutSession, Object: "cs_1"}
	body, header := w.Signed(e, w.Clock())
	other, _ := w.Signed(provider.Event{ID: "evt_2", Type: e.Type, Account: "acct_2", Kind: e.Kind, Object: "cs_2"}, w.Clock())
	late, lateHeader := w.Signed(e, w.Clock().Add(-10*time.Minute))
	for name, try := range map[string]struct {
		body   []byte
		header http.Header
	}{
		"no signature":    {body, http.Header{}},
		"a broken one":    {body, http.Header{"Stripe-Signature": {"t=now,v1=zz"}}},
		"of another":      {other, header},
		"one byte more":   {append(bytes.Clone(body), ' '), header},
		"nothing at all":  {nil, header},
		"ten minutes old": {late, lateHeader},
	} {
		if got, err := w.Event(try.body, try.header); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
}
