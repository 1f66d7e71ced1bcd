package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

const (
	priceBody = `{"name": "Cleaning crew", "unit": "crew_hour", "rate": 275000, "cost": {"parts": {"wages": 100000, "tools": 10000, "transport": 20000, "premises": 10000, "administration": 20000, "margin": 30000}, "supervisor_hour": 400000, "participants": 5}}`
	nextBody  = `{"from": "2027-01-01", "rate": 239999, "cost": {"parts": {"wages": 100000, "supervision": 80000, "tools": 10000, "transport": 20000, "premises": 10000, "administration": 20000}}}`
)

// priceSamples begin with an item of the organiser crew: {item}, at revision 1 of its book.
func priceSamples() map[string]sample {
	one, rev, key := []servertest.Scenario{addPrice()}, []string{"If-Match", `"1"`}, []string{"Idempotency-Key", "k2"}
	ends := append(one, servertest.Scenario{
		Name: "retire", As: "billing", Method: "PUT", Path: openapi.Base + "/prices/{item}/retired", Headers: rev, Body: `{"day": "2026-12-31"}`, Want: 200,
		Facts: map[string]int{"price.item_retired": 1},
	})
	none := []string{"employer-owner", "unit-owner", "rival", "outsider"} // owners of what is no organiser
	next := `{"from": "2027-01-01", "rate": 300000}`
	return map[string]sample{
		"list-price":           {own: "supervisor", before: one, refused: none},
		"create-price":         {own: "billing", body: priceBody, headers: key, refused: none},
		"check-price":          {own: "billing", body: `{"unit": "travel", "rate": 1}`, refused: none},
		"read-price":           {path: "/prices/{item}", own: "supervisor", before: one, refused: none},
		"create-version-price": {path: "/prices/{item}/versions", own: "billing", before: one, refused: none, headers: append(rev, key...), body: next},
		"retire-price":         {path: "/prices/{item}/retired", own: "billing", before: one, refused: none, headers: rev, body: `{"day": "2026-12-31"}`},
		"keep-price":           {path: "/prices/{item}/retired", own: "billing", before: ends, refused: none, headers: []string{"If-Match", `"2"`}},
	}
}

func addPrice() servertest.Scenario {
	return servertest.Scenario{
		Name: "add", As: "billing", Method: "POST", Path: openapi.Base + "/prices", Headers: []string{"Idempotency-Key", "k1"}, Body: priceBody, Want: 201,
		Has: []string{`"outcome":"covers"`, `"by":35000`, `"supervision":80000`, "948/2011 30 a §"}, Facts: map[string]int{"price.item_added": 1}, Keep: map[string]string{"item": "id"},
	}
}

// TestPriceBook: an item is added once however often it is sent, judged, repriced below its cost with a reason only, and
// retired; a supervisor reads what others wrote.
func TestPriceBook(t *testing.T) {
	at := openapi.Base + "/prices"
	a := servertest.New(t)
	repeated := addPrice()
	repeated.Name, repeated.Facts, repeated.Keep = "the same again", nil, nil
	next := func(name, body string, want int, headers ...string) servertest.Scenario {
		return servertest.Scenario{Name: name, As: "billing", Method: "POST", Path: at + "/{item}/versions", Body: body, Headers: headers, Want: want}
	}
	reasoned := next("with a reason", nextBody[:len(nextBody)-1]+`, "below": {"reason": "First month", "person": "Oona Owner"}}`, 201, "If-Match", `"1"`, "Idempotency-Key", "k2")
	reasoned.Has, reasoned.Facts = []string{`"outcome":"below"`, `"by":-1`, `"now":1`, "First month"}, map[string]int{"price.version_added": 1}
	twice := reasoned
	twice.Name, twice.Facts = "sent twice", nil
	unreasoned := next("below cost without a reason", nextBody, 422, "If-Match", `"1"`, "Idempotency-Key", "k2")
	unreasoned.Has = []string{`"field":"below.reason"`, `"field":"below.person"`}
	a.Run(t, []servertest.Scenario{
		{Name: "empty", As: "supervisor", Path: at, Want: 200, Has: []string{`"revision":0`, `"items":[]`}},
		{Name: "no key", As: "billing", Method: "POST", Path: at, Body: priceBody, Want: 422, Has: []string{`"field":"Idempotency-Key"`}},
		addPrice(), repeated, unreasoned, reasoned, twice,
		next("stale", `{"rate": 300000}`, 412, "If-Match", `"1"`, "Idempotency-Key", "k3"),
		next("the key was used", `{"rate": 300000}`, 422, "If-Match", `"2"`, "Idempotency-Key", "k2"),
		{
			Name: "check", As: "billing", Method: "POST", Path: at + "/check", Body: `{"unit": "travel", "rate": 100, "cost": {"parts": {"wages": 100}}}`, Want: 200,
			Has: []string{`"outcome":"not_reckoned"`, `"missing":["transport","administration"]`, "parts are missing"},
		},
		{
			Name: "retire", As: "billing", Method: "PUT", Path: at + "/{item}/retired", Headers: []string{"If-Match", `"2"`}, Body: `{"day": "2026-12-31"}`, Want: 200,
			Has: []string{`"state":"ending"`}, Facts: map[string]int{"price.item_retired": 1},
		},
		{Name: "the supervisor reads", As: "supervisor", Path: at, Want: 200, Has: []string{`"retired":"2026-12-31"`, `"revision":3`, `"wages":100000`}},
		{Name: "and writes nothing", As: "supervisor", Method: "DELETE", Path: at + "/{item}/retired", Headers: []string{"If-Match", `"3"`}, Want: 403},
		{Name: "an id of nobody", As: "billing", Path: at + "/none", Want: 404},
	}...)
}
