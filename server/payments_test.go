package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// bankSamples are about what is open of {invoice}, and about {bank-payment} of {bank-import}.
func bankSamples() map[string]sample {
	const one = "/bank-payments/{bank-payment}"
	sellers, buyers := []string{"rival", "unit-owner", "employer-owner"}, []string{"rival", "unit-owner", "billing"}
	key, xml := []string{"Idempotency-Key", "k1"}, []string{"Content-Type", "application/xml"}
	return map[string]sample{
		"list-receivable":      {own: "billing"},
		"read-receivable":      {path: "/receivables/{invoice}", own: "billing", foreign: sellers},
		"list-debt":            {own: "employer-owner"},
		"read-debt":            {path: "/debts/{invoice}", own: "employer-owner", foreign: buyers},
		"list-bank-payment":    {own: "billing"},
		"read-bank-payment":    {path: one, own: "billing", foreign: sellers},
		"suggest-bank-payment": {path: one + "/suggestions", own: "billing", foreign: sellers},
		"move-bank-payment":    {path: one + "/moves", own: "billing", headers: key, body: `{"do": "outside", "cents": 500, "reason": "A grant"}`, foreign: sellers},
		"list-bank-return":     {own: "billing"},
		"list-bank-import":     {own: "billing"},
		"create-bank-import":   {own: "billing", headers: xml, body: servertest.BankFile("sample", 1_00, "")},
		"read-bank-import":     {path: "/bank-imports/{bank-import}", own: "billing", foreign: sellers},
		"list-bank-account":    {own: "billing"},
		"create-bank-account":  {own: "billing", body: `{"iban": "FI79 4405 2020 0360 82"}`},
	}
}

// A file of the bank pays an invoice by its reference, in words and figures for both sides; what waits is assigned by a person; the
// same file again says so, and a broken one says where.
func TestBankOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	xml, imports := []string{"Content-Type", "application/xml"}, openapi.Base+"/bank-imports"
	send := func(name, body string, want int, has ...string) servertest.Scenario {
		return servertest.Scenario{Name: name, As: "billing", Method: "POST", Path: imports + "?name=may.xml", Headers: xml, Body: body, Want: want, Has: has}
	}
	first := send("a part of the invoice", servertest.BankFile("b1", 10_00, "1232"), 201, `"payments":1`, `"read":0`, `"open":true`)
	first.Facts, first.Keep = map[string]int{"bank_import.begun": 1}, map[string]string{"file": "id"}
	a.Run(t, first)
	if err := a.Bank.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := a.Courier.Drain(t.Context()); err != nil {
		t.Fatal(err)
	}
	get := func(name, as, path string, has ...string) servertest.Scenario {
		return servertest.Scenario{Name: name, As: as, Path: openapi.Base + path, Want: 200, Has: has}
	}
	move := servertest.Scenario{
		Name: "assign", As: "billing", Method: "POST", Path: openapi.Base + "/bank-payments/{bank-payment}/moves", Headers: []string{"Idempotency-Key", "m1"},
		Body: `{"do": "assign", "cents": 500, "invoice": "{invoice}", "reason": "The buyer called"}`, Want: 200, Has: []string{`"parked":0`, `"outcome":"no_reference"`},
		Facts: map[string]int{"payment.step": 1},
	}
	again := move
	again.Facts = nil
	a.Run(t,
		get("done", "billing", "/bank-imports/{file}", `"open":false`, `"read":1`, `"class":"part","count":1,"cents":1000`),
		send("the same file", servertest.BankFile("b1", 10_00, "1232"), 201, `"again":true`),
		send("truncated", servertest.BankFile("b2", 10_00, "1232")[:400], 422, "Stmt[1]/Ntry[1]", "camt.truncated"),
		get("what is open", "billing", "/receivables/{invoice}", `"paid":1000`, `"payment":"bank-`),
		get("suggestions", "billing", "/bank-payments/{bank-payment}/suggestions", "[]"),
		move, again,
		get("the buyer", "employer-owner", "/debts/{invoice}", `"paid":1500`),
		servertest.Scenario{Name: "the buyer sees no payment", As: "employer-owner", Path: openapi.Base + "/debts", Want: 200, Has: []string{`"paid":1500`}, Not: []string{"bank-"}},
	)
}
