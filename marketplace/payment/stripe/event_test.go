package stripe

import (
	"net/http"
	"testing"
	"time"

	api "github.com/stripe/stripe-go/v76"
	"github.com/stripe/stripe-go/v76/webhook"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/provider"
)

const (
	ownSecret     = "whsec_own"
	connectSecret = "whsec_connect"
)

func listening() *Stripe {
	return New(Options{Key: "sk_test_123", Secrets: []string{ownSecret, connectSecret, ""}})
}

func message(object, version string) []byte {
	return []byte(`{"id": "evt_1", "object": "event", "type": "x", "account": "acct_1", "api_version": "` + version + `", "data": {"object": ` + object + `}}`)
}

func signed(body []byte, secret string, at time.Time) http.Header {
	s := webhook.GenerateTestSignedPayload(&webhook.UnsignedPayload{Payload: body, Secret: secret, Timestamp: at})
	return http.Header{"Stripe-Signature": {s.Header}}
}

// A message names the object to read again, whichever of the two addresses it came by.
func TestEventNamesItsObject(t *testing.T) {
	for object, want := range map[string]provider.Event{
		`{"id": "acct_1", "object": "account"}`:                              {Kind: provider.AboutAccount, Object: "acct_1"},
		`{"id": "ca_1", "object": "application"}`:                            {Kind: provider.AboutAccount, Object: "acct_1"},
		`{"id": "cs_1", "object": "checkout.session"}`:                       {Kind: provider.AboutSession, Object: "cs_1"},
		`{"id": "pi_1", "object": "payment_intent"}`:                         {Kind: provider.AboutPayment, Object: "pi_1"},
		`{"id": "ch_1", "object": "charge", "payment_intent": "pi_1"}`:       {Kind: provider.AboutPayment, Object: "pi_1"},
		`{"id": "ch_1", "object": "charge", "payment_intent": null}`:         {Kind: provider.AboutOther, Object: "ch_1"},
		`{"id": "re_1", "object": "refund", "payment_intent": "pi_1"}`:       {Kind: provider.AboutPayment, Object: "pi_1"},
		`{"id": "dp_1", "object": "dispute", "payment_intent": "pi_1"}`:      {Kind: provider.AboutPayment, Object: "pi_1"},
		`{"id": "po_1", "object": "payout", "status": "paid", "amount": 12}`: {Kind: provider.AboutPayout, Object: "po_1"},
		`{"id": "cus_1", "object": "customer"}`:                              {Kind: provider.AboutOther, Object: "cus_1"},
	} {
		want.ID, want.Type, want.Account = "evt_1", "x", "acct_1"
		for _, secret := range []string{ownSecret, connectSecret} {
			body := message(object, api.APIVersion)
			if got, err := listening().Event(body, signed(body, secret, time.Now())); err != nil || got != want {
				t.Errorf("%s %s: %+v %v", secret, object, got, err)
			}
		}
	}
}

// What is not signed with one of the secrets, now, over these very bytes, and of the version that can be read, is refused.
func TestEventRefuses(t *testing.T) {
	now, object := time.Now(), `{"id": "cs_1", "object": "checkout.session"}`
	body := message(object, api.APIVersion)
	altered := message(`{"id": "cs_2", "object": "checkout.session"}`, api.APIVersion)
	newer := message(object, "2026-08-26.dahlia")
	badID := []byte(`{"id": "evt/1?", "object": "event", "type": "x", "api_version": "` + api.APIVersion + `", "data": {"object": ` + object + `}}`)
	notJSON := []byte(`payment, please`)
	for name, try := range map[string]struct {
		body   []byte
		header http.Header
	}{
		"another's secret":         {body, signed(body, "whsec_other", now)},
		"no secret":                {body, signed(body, "", now)},
		"another body":             {altered, signed(body, ownSecret, now)},
		"six minutes old":          {body, signed(body, ownSecret, now.Add(-6*time.Minute))},
		"another version":          {newer, signed(newer, connectSecret, now)},
		"no signature":             {body, http.Header{}},
		"an id that is none":       {badID, signed(badID, ownSecret, now)},
		"no event":                 {notJSON, signed(notJSON, ownSecret, now)},
		"an event about no object": {message(`"cs_1"`, api.APIVersion), signed(message(`"cs_1"`, api.APIVersion), ownSecret, now)},
	} {
		if got, err := listening().Event(try.body, try.header); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%s: %+v %v", name, got, err)
		}
	}
	if _, err := New(Options{}).Event(body, signed(body, "", now)); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a message signed with nothing passes where no secret is known: %v", err)
	}
}
