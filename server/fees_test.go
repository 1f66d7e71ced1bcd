package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

func agreedFee() servertest.Scenario {
	return servertest.Scenario{
		Name: "agree", As: "administrator", Method: "PUT", Path: openapi.Base + "/fee-agreements/{crew}", Body: `{"from": "2026-04-01", "share": 250, "cards": true}`,
		Want: 200, Facts: map[string]int{"fee.agreed": 1},
	}
}

func feeSamples() map[string]sample {
	const one = "/fee-agreements/{crew}"
	agreed := []servertest.Scenario{agreedFee()}
	return map[string]sample{
		"read-fee":              {own: "billing", before: agreed},
		"list-fee-agreement":    {own: "administrator"},
		"set-fee-agreement":     {path: one, own: "administrator", body: `{"from": "2026-12-01", "share": 250}`},
		"read-fee-agreement":    {path: one, own: "administrator", before: agreed},
		"preview-fee-agreement": {path: one + "/preview", own: "administrator", before: agreed},
	}
}

// What crew sold in April comes to half a euro for the platform, and both read it.
func TestFeeOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	again := agreedFee()
	again.Facts = nil
	a.Run(t, agreedFee(), again, servertest.Scenario{
		Name: "preview", As: "administrator", Path: openapi.Base + "/fee-agreements/{crew}/preview", Want: 200, Has: []string{`"month":"2026-04"`},
	}, servertest.Scenario{
		Name: "too late", As: "administrator", Method: "PUT", Path: openapi.Base + "/fee-agreements/{crew}", Body: `{"from": "2026-04-02", "share": 1}`, Want: 422, Has: []string{`"from"`},
	}, servertest.Scenario{
		Name: "no organiser", As: "administrator", Method: "PUT", Path: openapi.Base + "/fee-agreements/{acme}", Body: `{"from": "2026-04-01", "share": 1}`, Want: 422,
	}, servertest.Scenario{
		Name: "the organiser", As: "billing", Path: openapi.Base + "/fees", Want: 200, Has: []string{`"share":250`, `"next":"2026-04"`},
	}, servertest.Scenario{
		Name: "another", As: "rival", Path: openapi.Base + "/fees", Want: 404,
	})
}
