package server_test

import (
	"testing"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// reminderSamples are about {late}.
func reminderSamples() map[string]sample {
	const of, one = "/late-invoices/{late}", "/reminders/{reminder}"
	sellers, key := []string{"rival", "unit-owner", "employer-owner"}, []string{"Idempotency-Key", "k1"}
	read := servertest.Scenario{Name: "preview", As: "billing", Method: "POST", Path: openapi.Base + of + "/preview", Body: `{}`, Want: 200, Keep: map[string]string{"digest": "digest"}}
	send := servertest.Scenario{
		Name: "send", As: "billing", Method: "POST", Path: openapi.Base + of + "/reminders", Headers: []string{"Idempotency-Key", "k0"}, Want: 200,
		Body: `{"ask": {}, "digest": "{digest}"}`, Facts: map[string]int{"reminder.begun": 1, "reminder.sent": 1}, Keep: map[string]string{"reminder": "id"},
	}
	lost := servertest.Scenario{
		Name: "write off", As: "crew-owner", Method: "POST", Path: openapi.Base + of + "/write-off", Headers: key, Body: `{"reason": "Bankrupt"}`, Want: 200,
		Facts: map[string]int{"payment.step": 1, "reminder_loss.set": 1},
	}
	sent := []servertest.Scenario{read, send}
	return map[string]sample{
		"list-late-invoice":      {own: "billing"},
		"preview-reminder":       {path: of + "/preview", own: "billing", body: `{"fee": true}`, foreign: sellers},
		"send-reminder":          {path: of + "/reminders", own: "billing", headers: key, body: `{"ask": {}, "digest": "{digest}"}`, before: sent[:1], foreign: sellers},
		"hold-late-invoice":      {path: of + "/hold", own: "billing", body: `{"until": "2026-12-31", "reason": "A plan of payments"}`, foreign: sellers},
		"write-off-late-invoice": {path: of + "/write-off", own: "crew-owner", headers: key, body: `{"reason": "Bankrupt"}`, foreign: sellers},
		"recover-late-invoice":   {path: of + "/recover", own: "crew-owner", headers: key, body: `{"reason": "It pays"}`, before: []servertest.Scenario{lost}, foreign: sellers},
		"list-reminder":          {own: "billing"},
		"read-reminder":          {path: one, own: "billing", before: sent, foreign: sellers},
		"withdraw-reminder":      {path: one + "/withdraw", own: "billing", body: `{"reason": "The wrong one"}`, before: sent, foreign: sellers},
	}
}

// From the late invoice to the reminder: interest of a half-year without a rate is refused and named, what was read is what goes,
// once, and the buyer owes what it asks for.
func TestReminderOverTheInterface(t *testing.T) {
	a := servertest.New(t)
	const of = openapi.Base + "/late-invoices/{late}"
	a.Run(t, servertest.Scenario{
		Name: "late", As: "billing", Path: openapi.Base + "/late-invoices", Want: 200, Has: []string{`"number":"K-0001"`, `"days":222`, `"why":[]`, `"key":"reminder.no_rate"`, `"half":"2026/2"`},
	}, servertest.Scenario{
		Name: "no rate", As: "billing", Method: "POST", Path: of + "/preview", Body: `{"interest": true}`, Want: 422, Has: []string{"ask.interest", "2026/2"},
	}, servertest.Scenario{
		Name: "read", As: "billing", Method: "POST", Path: of + "/preview", Body: `{"fee": true, "compensation": true}`, Want: 200, Keep: map[string]string{"digest": "digest"},
		Has: []string{`"compensation":4000`, `"fee":0`, `"unsure":["late_payment.netting"]`, "K-0001"},
	}, servertest.Scenario{
		Name: "unsure", As: "billing", Method: "POST", Path: of + "/reminders", Headers: []string{"Idempotency-Key", "k"}, Want: 422, Has: []string{`checked`},
		Body: `{"ask": {"fee": true, "compensation": true}, "digest": "{digest}"}`,
	})
	again := servertest.Scenario{
		Name: "send", As: "billing", Method: "POST", Path: of + "/reminders", Headers: []string{"Idempotency-Key", "k"}, Want: 200, Has: []string{`"state":"sent"`},
		Body:  `{"ask": {"fee": true, "compensation": true}, "digest": "{digest}", "checked": true}`,
		Facts: map[string]int{"reminder.begun": 1, "reminder.sent": 1, "payment.step": 1}, Keep: map[string]string{"reminder": "id"},
	}
	a.Run(t, again)
	again.Facts = nil
	a.Run(t, again, servertest.Scenario{
		Name: "too soon", As: "billing", Method: "POST", Path: of + "/preview", Body: `{}`, Want: 409, Has: []string{"reminder"},
	})
	if got := len(a.Outbox.Sent()); got == 0 {
		t.Error("nobody got the letter")
	}
}
