package portal_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

// TestKeyWalk makes a key, reads a list of purchases with it, sees it used, revokes it, and is refused from then on.
func TestKeyWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer-owner").get("/organisation").expect(200, "Your own programs")
	b.get("/organisation/keys").expect(200, "No keys are in use.")
	b.get("/organisation/keys/new").expect(200, "Give only the scopes")
	v := b.values("/organisation/keys/new")
	v.Set("name", " ")
	v.Set("until", "2028-01-01")
	b.post("/organisation/keys/new", v).expect(422, "Choose at least one scope")
	for _, field := range []string{"name", "scopes", "until"} {
		if b.doc.Find(`#problems a[href="#f-`+field+`"]`).Length() != 1 {
			t.Errorf("nothing leads to %s", field)
		}
	}
	v = b.values("/organisation/keys/new")
	if v.Get("until") != "2028-01-01" {
		t.Error("what was typed is lost")
	}
	v.Set("name", "ERP")
	v.Set("until", "2027-11-23")
	v["scopes"] = []string{"orders:read", "invoices:read"}
	b.post("/organisation/keys/new", v).expect(200, "shown only now")
	token := b.doc.Find("#secret dd").First().Text()
	b.post("/organisation/keys/new", v).expect(422, "made with this form already")
	b.get("/organisation/keys").expect(200, "Not used yet.")
	if strings.Contains(b.body, token) {
		t.Error("the key is shown again")
	}
	call := func(path string) int {
		resp, _ := w.Do(t, w.Request("", http.MethodGet, "/api/v1"+path, "", "Authorization", "Bearer "+token))
		return resp.StatusCode
	}
	if got := []int{call("/purchases"), call("/tasks"), call("/members")}; !slices.Equal(got, []int{200, 403, 403}) {
		t.Errorf("with the key: %v", got)
	}
	b.get("/organisation/keys").expect(200, "Last used 23 November 2026")
	revoke, _ := b.doc.Find(`#open a[href$="/revoke"]`).First().Attr("href")
	b.get(revoke).expect(200, "Revoke the key ERP?")
	b.post(revoke, b.values(revoke)).expect(200, "The key is revoked.")
	if got := call("/purchases"); got != 401 {
		t.Errorf("after it was revoked: %d", got)
	}
	b.opens("/organisation/keys", nil, "portal.keys", "apikey.")
	b.opens("/organisation/keys/new", nil, "portal.keys", "apikey.")
}

// TestHookWalk adds a webhook, sends a test that nobody takes, reads the log, and removes it.
func TestHookWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer-owner").get("/organisation/webhooks").expect(200, "There are no webhooks.")
	b.get("/organisation/webhooks/new")
	v := b.values("/organisation/webhooks/new")
	v.Set("url", "http://10.0.0.1/x")
	b.post("/organisation/webhooks/new", v).expect(422, "must begin with https://")
	v = b.values("/organisation/webhooks/new")
	v.Set("url", "https://erp.example.com/sovite")
	v["groups"] = []string{"order"}
	b.post("/organisation/webhooks/new", v).expect(200, "shown only now")
	secret := b.doc.Find("#secret dd").First().Text()
	page, _ := b.doc.Find(`#secret a[href^="/organisation/webhooks/"]`).First().Attr("href")
	if !strings.HasPrefix(secret, "whsec_") || page == "" {
		t.Fatalf("%q at %q", secret, page)
	}
	b.get(page).expect(200, "No messages were sent yet.")
	b.post(page+"/test", b.values(page+"/test")).expect(200, "webhook.test")
	if err := w.Webhooks.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	b.get(page).expect(200, "No connection")
	sent, _ := b.doc.Find(`#log a[href*="/sent/"]`).First().Attr("href")
	b.get(sent).expect(200, `"type":"webhook.test"`)
	b.get(page + "/rotate")
	b.post(page+"/rotate", b.values(page+"/rotate")).expect(200, "whsec_")
	b.get(page).expect(200, "The old one, good until")
	v = b.get(page + "/edit").values(page + "/edit")
	v.Set("url", "https://other.example.com/")
	b.post(page+"/edit", v).expect(200, "https://other.example.com/")
	b.post(page+"/pause", b.values(page+"/pause")).expect(200, "What happens meanwhile is not told")
	b.post(page+"/test", v).expect(409, "")
	b.get(page)
	b.post(page+"/resume", b.values(page+"/resume")).expect(200, "Messages are sent again.")
	for _, path := range []string{"/organisation/webhooks", "/organisation/webhooks/new", page, page + "/edit", page + "/rotate", page + "/remove", sent} {
		b.opens(path, nil, "portal.hooks", "portal.keys", "webhook.address")
	}
	b.get(page + "/remove")
	b.post(page+"/remove", b.values(page+"/remove")).expect(200, "The webhook is removed.")
	b.get(page).expect(404, "")
}

// TestIntegrationsAreTheOwners: nobody but an owner sees a page of them, and another organisation's are not there.
func TestIntegrationsAreTheOwners(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer-owner").get("/organisation/webhooks/new")
	v := b.values("/organisation/webhooks/new")
	v.Set("url", "https://erp.example.com/sovite")
	v["groups"] = []string{"order", "task"}
	b.post("/organisation/webhooks/new", v).expect(200, "whsec_")
	page, _ := b.doc.Find(`#secret a[href^="/organisation/webhooks/"]`).First().Attr("href")
	for _, path := range []string{"/organisation/keys", "/organisation/keys/new", "/organisation/webhooks", "/organisation/webhooks/new", page, page + "/edit"} {
		for _, who := range []string{"billing", "supervisor", "employer", "coach", "administrator"} {
			w.as(t, who).get(path).expect(403, "")
		}
	}
	w.as(t, "rival").get(page).expect(404, "")
}

// TestOwnersAreTold: of a key and of an address, whoever made them, and once that a key will end.
func TestOwnersAreTold(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer-owner").get("/organisation/keys/new")
	v := b.values("/organisation/keys/new")
	v.Set("name", "ERP")
	v.Set("until", "2026-12-20")
	v["scopes"] = []string{"orders:read"}
	b.post("/organisation/keys/new", v).expect(200, "svk_")
	told := func(days int) (subjects []string) {
		t.Helper()
		w.Clock.Move(time.Duration(days) * 24 * time.Hour)
		if err := w.APIKeys.Work(t.Context()); err != nil {
			t.Fatal(err)
		}
		w.Carry(t)
		w.Clock.Move(24 * time.Hour)
		before := len(w.Outbox.Sent())
		if err := w.Notices.Send(t.Context()); err != nil {
			t.Fatal(err)
		}
		for _, m := range w.Outbox.Sent()[before:] {
			if m.To == "employer-owner@sovite.test" {
				subjects = append(subjects, m.Subject+m.Text)
			}
		}
		return subjects
	}
	if got := strings.Join(told(0), ""); !strings.Contains(got, "“ERP”, was made") {
		t.Errorf("made: %s", got)
	}
	if got := strings.Join(told(14), ""); !strings.Contains(got, "ends after 20 December 2026") {
		t.Errorf("ending: %s", got)
	}
	if got := strings.Join(told(1), ""); strings.Contains(got, "ERP") {
		t.Errorf("told twice: %s", got)
	}
	told(14)
	keys, err := w.APIKeys.List(t.Context(), w.Actor("employer-owner"))
	if err != nil || len(keys) != 1 || keys[0].Value.State != "ended" {
		t.Errorf("after its last day: %+v, %v", keys, err)
	}
}
