package stripe

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	api "github.com/stripe/stripe-go/v76"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/payment/provider/providertest"
)

func TestSuite(t *testing.T) {
	providertest.Run(t, func(t *testing.T) providertest.World {
		d, s := opened(t)
		return providertest.World{
			Provider: s, Clock: time.Now,
			Enrol: func(_ *testing.T, account string) {
				a := d.objects[account]
				a["charges_enabled"], a["payouts_enabled"], a["details_submitted"] = true, true, true
			},
			Act: func(t *testing.T, session string, act provider.Act) { d.act(t, session, act) },
			Signed: func(e provider.Event, at time.Time) ([]byte, http.Header) {
				body := told(t, e)
				return body, signed(body, connectSecret, at)
			},
		}
	})
}

func (d *desk) act(t *testing.T, session string, act provider.Act) {
	t.Helper()
	d.mu.Lock()
	defer d.mu.Unlock()
	switch act {
	case provider.Pay, provider.Fail:
		d.try(session, act == provider.Pay)
	case provider.Accuse:
		payment := d.objects[session]["payment_intent"].(string)
		d.disputes[payment] = []object{disputeOf("needs_response", 251_00, movement("txn_2", object{"type": "stripe_fee", "amount": 2000}))}
	case provider.Cancel:
	}
}

func disputeOf(status string, cents int64, moved ...object) object {
	return object{"id": "dp_1", "object": "dispute", "status": status, "amount": cents, "created": born, "balance_transactions": moved}
}

// told is an event as Stripe tells of it.
func told(t *testing.T, e provider.Event) []byte {
	t.Helper()
	what := object{"id": e.Object, "object": map[provider.Kind]string{
		provider.AboutAccount: "account", provider.AboutSession: "checkout.session", provider.AboutPayment: "charge", provider.AboutPayout: "payout",
	}[e.Kind]}
	if e.Kind == provider.AboutPayment {
		what["id"], what["payment_intent"] = "ch_1", e.Object
	}
	body, err := json.Marshal(object{"id": e.ID, "object": "event", "type": e.Type, "account": e.Account, "api_version": api.APIVersion, "data": object{"object": what}})
	if err != nil {
		t.Fatal(err)
	}
	return body
}

// Every request tells its version; what makes something carries a key of ours and is about the organiser's account, in whole cents.
func TestWhatIsSent(t *testing.T) {
	d, s := opened(t)
	ctx, o := t.Context(), order()
	d.objects["acct_1"] = object{"id": "acct_1", "object": "account", "charges_enabled": true}
	if _, _, err := s.Onboard(ctx, provider.Owner{Org: "crew", Name: "Crew"}); err != nil {
		t.Fatal(err)
	}
	made, err := s.Begin(ctx, o)
	if err != nil {
		t.Fatal(err)
	}
	d.try(made.ID, true)
	payment := d.objects[made.ID]["payment_intent"].(string)
	if _, err = s.Refund(ctx, provider.RefundOrder{Key: "refund-1", Account: "acct_1", Payment: payment, Cents: 100_40}); err != nil {
		t.Fatal(err)
	}
	type sent struct{ Path, Account, Key string }
	got := map[sent]bool{}
	for _, r := range d.asked {
		if v := r.Header.Get("Stripe-Version"); v != api.APIVersion || r.Header.Get("Authorization") != "Bearer sk_test_123" || r.Header.Get("X-Stripe-Client-Telemetry") != "" {
			t.Errorf("%s %s: %v", r.Method, r.URL, r.Header)
		}
		if r.URL.Path != "/v1/account_links" {
			got[sent{r.URL.Path, r.Header.Get("Stripe-Account"), r.Header.Get("Idempotency-Key")}] = true
		}
	}
	want := map[sent]bool{
		{"/v1/accounts", "", "org-crew-account"}:                true,
		{"/v1/checkout/sessions", "acct_1", "inv-1-checkout-1"}: true,
		{"/v1/refunds", "acct_1", "refund-1"}:                   true,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	form := d.forms[2]
	for name, want := range map[string]string{
		"mode": "payment", "client_reference_id": "invoice-1", "line_items[0][quantity]": "1", "line_items[0][price_data][unit_amount]": "25100",
		"line_items[0][price_data][currency]": "eur", "line_items[0][price_data][product_data][name]": "Lasku 2026-000123",
		"payment_intent_data[application_fee_amount]": "251", "payment_intent_data[metadata][checkout]": "checkout-1", "metadata[invoice]": "invoice-1",
		"locale": "fi", "customer_email": "b@sovite.test",
	} {
		if got := form.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
	if refund := d.forms[3]; refund.Get("amount") != "10040" || refund.Get("refund_application_fee") != "true" {
		t.Errorf("%v", refund)
	}
}

// Expiring has no key that could bring an old answer back: what became of the session meanwhile counts.
func TestExpireAsksAnew(t *testing.T) {
	d, s := opened(t)
	d.objects["cs_1"] = object{"id": "cs_1", "object": "checkout.session", "status": "complete"}
	if _, err := s.Expire(t.Context(), "acct_1", "cs_1"); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Error(err)
	}
	d.objects["cs_1"]["status"] = "open"
	if got, err := s.Expire(t.Context(), "acct_1", "cs_1"); err != nil || got.State != provider.Expired {
		t.Errorf("%+v %v", got, err)
	}
}

// Where Stripe sends people is what the pages' policy lets through.
func TestPages(t *testing.T) {
	d, s := opened(t)
	d.objects["acct_1"] = object{"id": "acct_1", "object": "account", "charges_enabled": true}
	_, told, err := s.Onboard(t.Context(), provider.Owner{Org: "crew", Name: "Crew"})
	if err != nil {
		t.Fatal(err)
	}
	page, err := s.Begin(t.Context(), order())
	if err != nil {
		t.Fatal(err)
	}
	for i, address := range []string{page.Address, told} {
		if !strings.HasPrefix(address, Pages()[i]+"/") {
			t.Errorf("%s is not among %v", address, Pages())
		}
	}
}
