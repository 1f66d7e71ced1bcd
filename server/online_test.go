package server_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/notify/notice"
	"sovite.fi/sovite/marketplace/payment/fake"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const hookPath = openapi.Base + "/hooks/payments"

// onlineSamples are about {payment}, which waits for a person, on {invoice}.
func onlineSamples() map[string]sample {
	const one = "/online-payments/{payment}"
	sellers, buyers := []string{"rival", "unit-owner", "employer-owner"}, []string{"rival", "unit-owner", "billing"}
	key := []string{"Idempotency-Key", "k1"}
	return map[string]sample{
		"read-payment-account":  {own: "billing"},
		"open-payment-account":  {own: "billing"},
		"list-online-payment":   {own: "billing"},
		"read-online-payment":   {path: one, own: "billing", foreign: sellers},
		"refund-online-payment": {path: one + "/refund", own: "billing", headers: key, body: `{"cents": 100, "reason": "The wrong amount"}`, foreign: sellers},
		"settle-online-payment": {path: one + "/settle", own: "billing", body: `{"how": "book", "note": "A part"}`, foreign: sellers},
		"list-payment-event":    {own: "administrator"},
		"follow-payment-event":  {path: "/payment-events/{message}/again", own: "administrator", foreign: []string{"billing", "rival", "employer-owner"}},
		"pay-received-invoice":  {path: "/received-invoices/{invoice}/pay", own: "employer-owner", foreign: buyers},
		"read-payment":          {path: "/payments/{payment}", own: "employer-owner", foreign: buyers},
		"receive-payment-event": {},
	}
}

// From the page to the books: the buyer gets a page, pays on it, the provider's message comes by the open way in, and is followed once;
// the invoice owes nothing more, and a refund opens it again.
func TestPayingOnline(t *testing.T) {
	a := servertest.New(t)
	a.Provider.Post = func(body []byte, header http.Header) (int, error) {
		for range 2 { // everything comes twice
			resp, text := a.Do(t, a.Request("", http.MethodPost, hookPath, string(body), fake.SignatureHeader, header.Get(fake.SignatureHeader)))
			if resp.StatusCode >= 300 {
				t.Errorf("a message is refused: %d %s", resp.StatusCode, text)
			}
		}
		return http.StatusOK, nil
	}
	a.Run(t, servertest.Scenario{
		Name: "pay", As: "employer-owner", Method: "POST", Path: openapi.Base + "/received-invoices/{invoice}/pay", Want: 200,
		Has: []string{`"state":"waiting"`, `"address":"http://sovite.test/card-payment/`}, Keep: map[string]string{"paid": "id", "page": "address"},
		Facts: map[string]int{"checkout.begun": 1, "checkout.waiting": 1},
	})
	if _, err := a.Provider.Act(t.Context(), strings.TrimPrefix(a.IDs["page"], servertest.Origin+fake.SessionPath), provider.Pay); err != nil {
		t.Fatal(err)
	}
	if err := a.Online.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.Run(t, servertest.Scenario{
		Name: "paid", As: "employer-owner", Path: openapi.Base + "/payments/{paid}", Want: 200, Has: []string{`"state":"paid"`}, Not: []string{`"address"`},
	}, servertest.Scenario{
		Name: "nothing is owed", As: "employer-owner", Method: "POST", Path: openapi.Base + "/received-invoices/{invoice}/pay", Want: 409,
	}, servertest.Scenario{
		Name: "refund", As: "billing", Method: "POST", Path: openapi.Base + "/online-payments/{paid}/refund", Headers: []string{"Idempotency-Key", "r"},
		Body: `{"cents": 1000, "reason": "The wrong day"}`, Want: 200, Has: []string{`"state":"returned"`, `"reason":"The wrong day"`},
		Facts: map[string]int{"checkout.refund": 1, "payment.step": 1, "payment_event.received": 1},
	}, servertest.Scenario{
		Name: "too much", As: "billing", Method: "POST", Path: openapi.Base + "/online-payments/{paid}/refund", Headers: []string{"Idempotency-Key", "s"},
		Body: `{"cents": 100000, "reason": ""}`, Want: 422, Has: []string{`"cents"`, `"reason"`},
	})
	r, err := a.Ledger.Owed(t.Context(), a.Actor("employer-owner"), "invoice-1")
	if err != nil || r.Value.Open() != 1000 {
		t.Errorf("the ledger: %+v %v", r.Value, err)
	}
}

// What is not the provider's, to the byte, changes nothing.
func TestForgedMessages(t *testing.T) {
	a := servertest.New(t)
	body, header := a.Provider.Message(provider.Event{ID: "evt_new", Kind: provider.AboutOther, Object: "x"}, a.Clock.Now())
	late, old := a.Provider.Message(provider.Event{ID: "evt_late", Kind: provider.AboutOther, Object: "x"}, a.Clock.Now().Add(-time.Hour))
	send := func(body string, header http.Header) int {
		resp, _ := a.Do(t, a.Request("", http.MethodPost, hookPath, body, fake.SignatureHeader, header.Get(fake.SignatureHeader)))
		return resp.StatusCode
	}
	a.Unchanged(t, func() {
		for name, status := range map[string]int{
			"no signature": send(string(body), http.Header{}), "another body": send(string(body)+" ", header), "an old one": send(string(late), old),
			"nothing": send("{}", header), "another's": send(string(late), header), "too large": send(`{"x": "`+strings.Repeat("x", 1<<20)+`"}`, header),
		} {
			if status < 400 || status >= 500 {
				t.Errorf("%s: %d", name, status)
			}
		}
	})
	if status := send(string(body), header); status >= 300 {
		t.Errorf("the provider's own: %d", status)
	}
}

// Who bills is told once of a payment that does not match, with the way to it; the buyer and others are not.
func TestMismatchIsTold(t *testing.T) {
	a := servertest.New(t)
	if err := a.Notices.Choose(t.Context(), a.Actor("billing"), notice.AtOnce); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		a.Carry(t)
		if err := a.Notices.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	told := 0
	for _, m := range a.Outbox.Sent() {
		if !strings.Contains(m.Text, "/online-payments/"+a.IDs["payment"]) {
			continue
		}
		if told++; m.To != "billing@sovite.test" {
			t.Errorf("%s is told: %s", m.To, m.Text)
		}
	}
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}
