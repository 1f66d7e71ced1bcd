package server_test

import (
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// TestIntroductionFromSendingToAgreeing: the coach sends, the employer reads (which is recorded) and proposes, and so on to
// the agreement; each side sees what is theirs to see.
func TestIntroductionFromSendingToAgreeing(t *testing.T) {
	api := openapi.Base
	servertest.New(t).Run(t, []servertest.Scenario{
		{Name: "not without a yes", As: "coach", Method: "POST", Path: api + "/introductions", Body: `{"consent": "{asked}"}`, Want: 409, Has: []string{"introduction.no_consent"}},
		{Name: "once only", As: "coach", Method: "POST", Path: api + "/introductions", Body: `{"consent": "{held}"}`, Want: 409, Has: []string{"introduction.sent_before"}},
		{Name: "a colleague", As: "colleague", Method: "POST", Path: api + "/introductions", Body: `{"consent": "{held}"}`, Want: 404},
		{
			Name: "in the list, without the card", As: "employer", Path: api + "/received", Want: 200, Has: []string{`"state":"sent"`, `"due":"2026-12-07"`, "Shelf filling"},
			Not: []string{"careful", "K-", "{client}", "{coach}"},
		},
		{
			Name: "read", As: "employer", Path: api + "/received/{introduction}", Want: 200,
			Has: []string{`"state":"seen"`, `"values":["careful"]`, "coach, coach@sovite.test"}, Not: []string{"Aino", "{client}", "lifting", "score", "history", "00500"},
			Facts: map[string]int{"data.read": 1, "introduction.seen": 1},
		},
		{Name: "the client sees who read", As: "the-client", Path: api + "/my/reads", Want: 200, Has: []string{`"person":"{employer}"`, `"consent":"{held}"`}},
		{Name: "no day", As: "employer", Method: "POST", Path: api + "/received/{introduction}/propose", Body: `{"day": "2020-01-01"}`, Want: 422, Has: []string{`"field":"day"`}},
		{
			Name: "propose", As: "employer", Method: "POST", Path: api + "/received/{introduction}/propose", Body: `{"day": "2026-11-26"}`, Want: 200,
			Has: []string{`"owner":"coach"`}, Facts: map[string]int{"introduction.proposed": 1},
		},
		{
			Name: "confirm", As: "coach", Method: "POST", Path: api + "/introductions/{introduction}/confirm", Body: `{"day": "2026-11-26"}`, Want: 200,
			Has: []string{`"owner":"employer"`, `"due":"2026-12-03"`}, Facts: map[string]int{"introduction.meeting": 1},
		},
		{
			Name: "write", As: "employer", Method: "POST", Path: api + "/received/{introduction}/messages", Body: `{"text": "Come to the back door", "for_client": true}`, Want: 201,
			Facts: map[string]int{"introduction.message_written": 1},
		},
		{
			Name: "write to the employer", As: "coach", Method: "POST", Path: api + "/introductions/{introduction}/messages", Body: `{"text": "I come along"}`, Want: 201,
			Facts: map[string]int{"introduction.message_written": 1},
		},
		{Name: "both read both", As: "employer", Path: api + "/received/{introduction}/messages", Want: 200, Has: []string{"back door", "come along"}},
		{Name: "the client reads one", As: "the-client", Path: api + "/my/introductions/{introduction}", Want: 200, Has: []string{"back door", `"day":"2026-11-26"`}, Not: []string{"come along"}},
		{Name: "offer", As: "employer", Method: "POST", Path: api + "/received/{introduction}/offer", Want: 200, Facts: map[string]int{"introduction.offered": 1}},
		{Name: "agree", As: "coach", Method: "POST", Path: api + "/introductions/{introduction}/agree", Want: 200, Has: []string{`"state":"agreed"`}, Facts: map[string]int{"introduction.agreed": 1}},
		{Name: "no more", As: "employer", Method: "POST", Path: api + "/received/{introduction}/offer", Want: 409, Has: []string{"introduction.state.agreed"}},
	}...)
}

// TestTakenBackReachesEverybody: after the client takes back, each way of the employer answers in the very next request as
// if there had never been anything; then the letter says so without a reason, and the coach knows.
func TestTakenBackReachesEverybody(t *testing.T) {
	a, api := servertest.New(t), openapi.Base
	a.Run(t, servertest.Scenario{Name: "look", As: "employer", Path: api + "/received/{introduction}", Want: 200, Facts: map[string]int{"data.read": 1, "introduction.seen": 1}})
	a.Carry(t)
	a.Run(t, servertest.Scenario{
		Name: "back", As: "the-client", Method: "POST", Path: api + "/my/introductions/{introduction}/withdraw", Want: 200, Has: []string{`"state":"withdrawn"`},
		Facts: map[string]int{"consent.withdrawn": 1},
	})
	gone := func() {
		t.Helper()
		for _, way := range []struct{ method, path, body string }{
			{"GET", "/received/{x}", ""},
			{"GET", "/received/{x}/messages", ""},
			{"POST", "/received/{x}/offer", ""},
			{"POST", "/received/{x}/refuse", `{"reason": "other"}`},
			{"POST", "/received/{x}/propose", `{"day": "2026-11-26"}`},
			{"POST", "/received/{x}/messages", `{"text": ""}`},
		} {
			ask := func(id string) string {
				resp, body := a.Do(t, a.Request("employer", way.method, api+strings.Replace(way.path, "{x}", id, 1), way.body, "X-Request-Id", "the-same-id"))
				return resp.Status + body
			}
			if got, never := ask("{introduction}"), ask("id999999"); got != never || !strings.HasPrefix(got, "404") {
				t.Errorf("%s %s: %s\nfor what never was: %s", way.method, way.path, got, never)
			}
		}
		a.Run(t,
			servertest.Scenario{Name: "card", As: "employer", Path: api + "/cards/{held}", Want: 404},
			servertest.Scenario{Name: "open", As: "employer", Path: api + "/received", Want: 200, Has: []string{`"items":[]`}},
			servertest.Scenario{Name: "ended", As: "employer", Path: api + "/received?ended=true", Want: 200, Has: []string{`"items":[]`}},
		)
	}
	gone()
	a.Carry(t)
	gone()
	a.Run(t, servertest.Scenario{
		Name: "the coach knows", As: "coach", Path: api + "/introductions/{introduction}", Want: 200, Has: []string{`"state":"withdrawn"`, `"ended_by":"client"`},
	})
	a.Clock.Move(24 * time.Hour)
	if err := a.Notices.Send(t.Context()); err != nil {
		t.Fatal(err)
	}
	told := 0
	for _, m := range a.Outbox.Sent() {
		if m.Kind != "news" || m.To != "employer@sovite.test" {
			continue
		}
		told++
		if !strings.Contains(m.Text, "The introduction for the task Shelf filling is withdrawn.") || strings.Contains(m.Text, "consent") || strings.Contains(m.Text, "Aino") || strings.Contains(m.Text, "K-") {
			t.Errorf("the letter: %s", m.Text)
		}
	}
	if told != 1 {
		t.Errorf("%d letters", told)
	}
}

// TestSilenceIsClosed: nobody answers; the reminder and the honest end come by the job, each in one letter.
func TestSilenceIsClosed(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	for range 20 {
		a.Clock.Move(24 * time.Hour)
		if err := a.Introductions.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		a.Carry(t)
		if err := a.Notices.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, m := range a.Outbox.Sent() {
		if m.To == "employer@sovite.test" {
			got = append(got, m.Subject)
		}
	}
	want := []string{
		"A job coach introduces somebody for the task Shelf filling. Please answer by 7 December 2026.",
		"Reminder: the introduction for the task Shelf filling waits for you. Please answer by 7 December 2026.",
		"You did not answer the introduction for the task Shelf filling in time. We closed it, so that the jobseeker is not left waiting.",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("letters:\n%s", strings.Join(got, "\n"))
	}
}
