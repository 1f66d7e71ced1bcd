package server_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	liabilityPaper = `{"kind": "taxes", "issued": "2026-11-20", "source": "Tax Administration"}`
	liabilityDeal  = `{"type": "subcontract", "agreed": "2026-11-23", "cents": 900000}`
)

// liabilitySamples: acme asks crew, which has one paper {paper} and shows it.
func liabilitySamples() map[string]sample {
	at, supplier := openapi.Base+"/liability", "/liability/suppliers/{crew}"
	added := servertest.Scenario{
		Name: "add", As: "billing", Method: "POST", Path: at + "/documents", Body: liabilityPaper, Want: 201, Facts: map[string]int{"liability.document_added": 1},
		Keep: map[string]string{"paper": "id"},
	}
	move := func(as, path, fact string) servertest.Scenario {
		return servertest.Scenario{Name: path, As: as, Method: "POST", Path: at + path, Want: 200, Facts: map[string]int{fact: 1}}
	}
	asked := move("employer", "/suppliers/{crew}/ask", "liability.asked")
	shared := servertest.Scenario{
		Name: "share", As: "billing", Method: "POST", Path: at + "/customers/{acme}/share", Want: 204, Facts: map[string]int{"liability.shared": 1},
	}
	rivals, owners := []string{"rival", "unit-owner", "outsider"}, []string{"employer-owner", "rival", "unit-owner"}
	all, ask := []servertest.Scenario{added, asked, shared}, []servertest.Scenario{asked}
	return map[string]sample{
		"read-liability-pack":         {own: "billing"},
		"create-liability-document":   {own: "billing", body: liabilityPaper},
		"withdraw-liability-document": {path: "/liability/documents/{paper}/withdraw", own: "billing", foreign: owners, before: []servertest.Scenario{added}},
		"set-liability-form":          {own: "billing", body: `{"form": "association"}`},
		"list-liability-customer":     {own: "billing"},
		"share-liability":             {path: "/liability/customers/{acme}/share", own: "billing", foreign: []string{"rival", "unit-owner", "outsider"}, before: ask},
		"list-liability-supplier":     {own: "employer"},
		"read-liability-supplier":     {path: supplier + "?cents=900000", own: "employer", foreign: rivals, before: all},
		"ask-liability":               {path: supplier + "/ask", own: "employer"},
		"record-liability-contract":   {path: supplier + "/contracts/deal-1", own: "employer", body: liabilityDeal},
		"check-liability":             {path: supplier + "/check", own: "employer", body: `{}`, foreign: rivals, before: all},
		"doubt-liability":             {path: supplier + "/doubt", own: "employer", body: `{"reason": "News"}`, foreign: rivals, before: ask},
		"exempt-liability":            {path: supplier + "/exemption", own: "employer-owner", body: `{"ground": "established_relation", "reason": "Ten years"}`, foreign: rivals, before: ask},
		"end-exemption-liability":     {path: supplier + "/exemption", own: "employer-owner", foreign: rivals, before: ask},
	}
}

// What the supplier has not shown is in no answer to the customer, to the byte; what was shown is, and the conclusion names rule,
// section and how sure it is.
func TestLiabilityIsShownFirst(t *testing.T) {
	a := servertest.New(t)
	a.Run(t, liabilitySamples()["check-liability"].before[:2]...)
	read := func() string {
		t.Helper()
		resp, body := a.Do(t, a.Request("employer", "GET", openapi.Base+"/liability/suppliers/{crew}?cents=900000", ""))
		if resp.StatusCode != 200 {
			t.Fatalf("%d %s", resp.StatusCode, body)
		}
		return body
	}
	if body := read(); strings.Contains(body, "Tax Administration") || strings.Contains(body, "2026-11-20") {
		t.Errorf("before it is shown: %s", body)
	}
	a.Run(t, liabilitySamples()["check-liability"].before[2:]...)
	for _, want := range []string{"Tax Administration", `"verdict":"blocked"`, `"needed":true`, "1233/2006 4.1 § 2 p., KHO 2017:135", `"confidence":"high"`, `"rule":"contractor_liability.documents"`} {
		if body := read(); !strings.Contains(body, want) {
			t.Errorf("%s is not in %s", want, body)
		}
	}
}
