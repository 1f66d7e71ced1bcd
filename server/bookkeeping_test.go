package server_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const november = "from=2026-11-01&to=2026-11-30"

// bookSamples are about entry 1 of crew.
func bookSamples() map[string]sample {
	const one = "/journal/1"
	others := []string{"rival", "unit-owner", "employer-owner"}
	return map[string]sample{
		"list-entry":               {path: "/journal?" + november, own: "billing"},
		"read-entry":               {path: one, own: "billing", foreign: others},
		"correct-entry":            {path: one + "/correct", own: "billing", headers: []string{"Idempotency-Key", "k1"}, body: `{"on": "2026-11-23", "reason": "The wrong invoice"}`, foreign: others},
		"read-journal":             {own: "billing"},
		"close-journal":            {own: "billing", body: `{"through": "2026-10-31"}`},
		"read-trial-journal":       {path: "/journal-balances?" + november, own: "billing"},
		"read-file-journal":        {path: "/journal-files/sie?" + november, own: "billing"},
		"read-receivables-journal": {own: "billing"},
		"read-chart":               {own: "billing"},
		"set-chart":                {own: "billing", headers: []string{"If-Match", `"0"`}, body: usualChart()},
	}
}

// usualChart is the chart of accounts that everybody begins with.
func usualChart() string {
	accounts := map[string]any{}
	for n, use := range strings.Fields("receivables input_vat provider disputed bank advances unsettled platform output_vat reminder_income platform_fees provider_fees credit_losses interest_income") {
		accounts[use] = map[string]string{"number": "1" + string(rune('A'+n)), "name": use}
	}
	var sales []map[string]any
	for n, rate := range []int{2550, 2400, 1350, 1400, 1000} {
		sales = append(sales, map[string]any{"treatment": "S", "rate": rate, "number": "3" + string(rune('A'+n)), "name": "Sales"})
	}
	for _, t := range []string{"AE", "E", "O"} {
		sales = append(sales, map[string]any{"treatment": t, "rate": 0, "number": "4" + t, "name": "Sales"})
	}
	body, _ := json.Marshal(map[string]any{"accounts": accounts, "sales": sales}) // it has nothing that could not be written
	return string(body)
}

// From the entry to the closed period over the interface: what is wrong is taken back once, and a file holds both.
func TestBooksOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	correct := servertest.Scenario{
		Name: "correct", As: "billing", Method: "POST", Path: openapi.Base + "/journal/1/correct", Headers: []string{"Idempotency-Key", "k"}, Want: 200,
		Body: `{"on": "2026-11-23", "reason": "The wrong invoice"}`, Has: []string{`"number":2`, `"corrects":1`, `The wrong invoice`}, Facts: map[string]int{"journal.corrected": 1},
	}
	again := correct
	again.Facts = nil
	a.Run(t, servertest.Scenario{
		Name: "list", As: "billing", Path: openapi.Base + "/journal?" + november, Want: 200, Has: []string{`"number":1`, `"says":"Invoice 2026-0001"`, `"cents":-2000`},
	}, correct, again, servertest.Scenario{
		Name: "close", As: "billing", Method: "POST", Path: openapi.Base + "/journal-closing", Body: `{"through": "2026-10-31"}`, Want: 200, Has: []string{`"closed":"2026-10-31"`},
		Facts: map[string]int{"journal.closed": 1},
	}, servertest.Scenario{
		Name: "not over", As: "billing", Method: "POST", Path: openapi.Base + "/journal-closing", Body: `{"through": "2026-11-30"}`, Want: 422, Has: []string{`"through"`},
	}, servertest.Scenario{
		Name: "balances", As: "billing", Path: openapi.Base + "/journal-balances?" + november, Want: 200, Has: []string{`"debit":2510,"credit":2510,"closing":0`},
	}, servertest.Scenario{
		Name: "a period that is none", As: "billing", Path: openapi.Base + "/journal?from=2026-11-30&to=2026-11-01", Want: 422, Has: []string{`"to"`},
	})
	resp, body := a.Do(t, a.Request("billing", http.MethodGet, openapi.Base+"/journal-files/csv?"+november, ""))
	if resp.StatusCode != 200 || strings.Count(body, "\r\n") != 7 || !strings.Contains(resp.Header.Get("Content-Disposition"), ".csv") {
		t.Errorf("%d %q", resp.StatusCode, body)
	}
}

// accounts holds the journal against itself and against the sales ledger.
func (b *books) accounts(t testing.TB) (out []string) {
	t.Helper()
	owner := b.Actor("billing")
	if _, fault, err := b.Daybook.Examine(t.Context(), owner.Org); err != nil || fault != nil {
		out = append(out, fmt.Sprintf("journal: %+v, %v", fault, err))
	}
	r, err := b.Daybook.Reconcile(t.Context(), owner)
	if err != nil || !r.Agrees() || r.Told != r.Account {
		out = append(out, fmt.Sprintf("journal: the ledger says another thing: %+v, %v", r, err))
	}
	return out
}
