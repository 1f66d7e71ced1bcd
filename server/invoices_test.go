package server_test

import (
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const profileBody = `{"party": {"name": "Crew of the North", "business_id": "1234567-1", "vat": "FI12345671", "e_invoice": "003712345671", "operator": "003721291126",
	"address": {"street": "High street 1", "post_code": "00100", "city": "Helsinki", "country": "FI"}}, "iban": "FI21 1234 5600 0007 85", "series": "A-", "treatment": "taxed"}`

// invoiceSamples are about {invoice} of the run {run}.
func invoiceSamples() map[string]sample {
	const one, theirs = "/invoices/{invoice}", "/received-invoices/{invoice}"
	sellers, buyers := []string{"rival", "unit-owner", "employer-owner"}, []string{"rival", "unit-owner"}
	key := []string{"Idempotency-Key", "k1"}
	return map[string]sample{
		"read-billing-profile":       {own: "billing"},
		"set-billing-profile":        {own: "billing", body: profileBody, headers: []string{"If-Match", `"1"`}},
		"list-invoice-plan":          {path: "/invoice-plans?until=2026-11-30", own: "billing"},
		"create-invoice-run":         {own: "billing", headers: key, body: `{"until": "2026-11-30", "plans": [{"buyer": "{acme}", "reference": "PO-1", "digest": "x"}]}`},
		"read-invoice-run":           {path: "/invoice-runs/{run}", own: "billing", foreign: sellers},
		"list-invoice":               {own: "billing"},
		"read-invoice":               {path: one, own: "billing", foreign: sellers},
		"credit-invoice":             {path: one + "/credit", own: "billing", headers: key, body: `{"reason": "The wrong day"}`, foreign: sellers},
		"read-invoice-file":          {path: one + "/files/ubl", own: "billing", foreign: buyers},
		"read-invoice-delivery":      {path: one + "/delivery", own: "billing", foreign: sellers},
		"deliver-invoice":            {path: one + "/delivery", own: "billing", body: `{"event": "hand", "way": "operator"}`, foreign: sellers},
		"list-received-invoice":      {own: "employer-owner"},
		"read-received-invoice":      {path: theirs, own: "employer-owner", foreign: append(buyers, "billing")},
		"read-received-invoice-file": {path: theirs + "/files/finvoice", own: "employer-owner", foreign: buyers},
	}
}

// From the approved hours to the invoice in three formats: the preview says what will be issued, the run issues exactly that under
// the next number, the buyer reads it without knowing shifts, and a credit note opens the hours again.
func TestInvoiceOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, servertest.Scenario{
		Name: "preview", As: "billing", Path: openapi.Base + "/invoice-plans?until=2026-11-30", Want: 200, Keep: map[string]string{"digest": "0.digest"},
		Has: []string{`"buyer":"{acme}"`, `"reference":"PO-1"`, `"problems":[]`, `"net":18000`, `"rate":2550`},
	}, servertest.Scenario{
		Name: "begin", As: "billing", Method: "POST", Path: openapi.Base + "/invoice-runs", Headers: []string{"Idempotency-Key", "november"}, Want: 201,
		Body: `{"until": "2026-11-30", "plans": [{"buyer": "{acme}", "reference": "PO-1", "digest": "{digest}"}]}`, Has: []string{`"open":true`, `"done":0`},
		Keep: map[string]string{"november": "id"}, Facts: map[string]int{"invoice_run.begun": 1},
	})
	if err := a.Invoices.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	a.Run(t, servertest.Scenario{
		Name: "done", As: "billing", Path: openapi.Base + "/invoice-runs/{november}", Want: 200, Keep: map[string]string{"second": "items.0.invoice"},
		Has: []string{`"open":false`, `"done":1`, `"state":"issued"`},
	}, servertest.Scenario{
		Name: "the seller", As: "billing", Path: openapi.Base + "/invoices/{second}", Want: 200, Has: []string{`"number":"2026-0002"`, `"shift":"`, `"payable":22590`},
	}, servertest.Scenario{
		Name: "the buyer", As: "employer-owner", Path: openapi.Base + "/received-invoices/{second}", Want: 200, Has: []string{`"number":"2026-0002"`}, Not: []string{`"shift"`, `"sources"`},
	}, servertest.Scenario{
		Name: "nothing left", As: "billing", Path: openapi.Base + "/invoice-plans?until=2026-11-30", Want: 200, Not: []string{"PO-1"},
	}, servertest.Scenario{
		Name: "a day that is none", As: "billing", Path: openapi.Base + "/invoice-plans?until=tomorrow", Want: 422, Has: []string{`"until"`},
	})
	for format, want := range map[string]string{"ubl": "<cbc:ID>2026-0002</cbc:ID>", "finvoice": "<InvoiceNumber>2026-0002</InvoiceNumber>", "pdf": "fi 2026-0002 4"} {
		resp, body := a.Do(t, a.Request("employer-owner", http.MethodGet, openapi.Base+"/received-invoices/{second}/files/"+format, ""))
		if resp.StatusCode != 200 || !strings.Contains(body, want) {
			t.Errorf("%s: %d, no %s", format, resp.StatusCode, want)
		}
	}
	a.Run(t, servertest.Scenario{
		Name: "hand over", As: "billing", Method: "POST", Path: openapi.Base + "/invoices/{second}/delivery", Body: `{"event": "hand", "way": "link"}`, Want: 200,
		Has: []string{`"state":"handed"`, `"sha256":"`}, Facts: map[string]int{"invoice_delivery.handed": 1},
	}, servertest.Scenario{
		Name: "rejected without a reason", As: "billing", Method: "POST", Path: openapi.Base + "/invoices/{second}/delivery", Body: `{"event": "reject"}`, Want: 422, Has: []string{`"reason"`},
	}, servertest.Scenario{
		Name: "received", As: "employer-owner", Path: openapi.Base + "/received-invoices", Want: 200, Has: []string{`"number":"2026-0002"`, `"number":"2026-0001"`}, Not: []string{`"sources"`},
	})
	a.Run(t, servertest.Scenario{
		Name: "credit", As: "billing", Method: "POST", Path: openapi.Base + "/invoices/{second}/credit", Headers: []string{"Idempotency-Key", "c1"},
		Body: `{"reason": "The wrong day"}`, Want: 200, Has: []string{`"kind":"credit_note"`, `"number":"2026-0003"`, `"of":"{second}"`},
		Facts: map[string]int{"invoice.crediting": 1, "invoice.begun": 1, "invoice.issued": 1, "timesheet.unbilled": 1, "invoice.credited": 1},
	}, servertest.Scenario{
		Name: "open again", As: "billing", Path: openapi.Base + "/invoice-plans?until=2026-11-30", Want: 200, Has: []string{"PO-1", `"problems":[]`},
	})
}
