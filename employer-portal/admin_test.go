package portal_test

import (
	"context"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/employer-portal/admin"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching/search"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
	"sovite.fi/sovite/server/web"
)

func adminPages() []string {
	return []string{
		"/admin", "/admin/organisations", "/admin/organisations?q=acm", "/admin/organisations?q=nothing-like-it", "/admin/organisations/{acme}",
		"/admin/organisations/{acme}/suspend", "/admin/people", "/admin/people/{coach}", "/admin/people/{coach}/disable", "/admin/people/{coach}/sign-out", "/admin/people/{coach}/appoint", "/admin/people/{coach}/act",
		"/admin/jobs", "/admin/record", "/admin/record?do=save&chain=installation&type=person.changed", "/admin/rules", "/admin/rules/work_trial.max_total", "/admin/adaptations", "/admin/consents",
	}
}

// Every page opens for an administrator in every language, and an auditor reads the record and the texts.
func TestAdminPagesOpen(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "administrator")
	for _, path := range adminPages() {
		if path == "/admin/rules" { // a statement that ends with "on request" stands beside the next cell
			b.get(path).expect(200, "TK-01")
			continue
		}
		b.opens(path, nil, "office.")
	}
	if b.get("/").doc.Find(`a[href="/admin"]`).Length() < 2 {
		t.Error("the administrator is not led to the pages")
	}
	b = w.as(t, "auditor")
	for _, path := range []string{"/admin", "/admin/record", "/admin/record?do=save", "/admin/adaptations", "/admin/consents"} {
		b.opens(path, nil)
	}
	b = w.as(t, "administrator")
	for _, path := range []string{"/admin/organisations/nowhere", "/admin/people/x", "/admin/rules/no.rule", "/admin/rules/direction.stated", "/admin/people/{client}"} {
		if b.get(path); b.status != 404 {
			t.Errorf("%s: %d, want 404", path, b.status)
		}
	}
}

// No page and no form of administration is open to any other role, a client, a supporter or a stranger, and nothing changes.
func TestAdminPagesAreClosed(t *testing.T) {
	w := newWorld(t)
	forms := []string{
		"/admin/organisations/{acme}/suspend", "/admin/organisations/{acme}/restore", "/admin/people", "/admin/people/{coach}/sign-out", "/admin/people/{coach}/disable",
		"/admin/people/{coach}/enable", "/admin/people/{coach}/appoint", "/admin/people/{administrator}/dismiss", "/admin/people/{coach}/act", "/admin/jobs/x/again", "/admin/rules/work_trial.max_total",
	}
	auditors := map[string]bool{"/admin": true, "/admin/record": true, "/admin/rules": true, "/admin/adaptations": true, "/admin/consents": true}
	for _, p := range servertest.People() {
		if p.Name == "administrator" {
			continue
		}
		b := w.as(t, p.Name)
		for _, path := range adminPages() {
			if p.Name == "auditor" && auditors[strings.Split(path, "?")[0]] {
				continue
			}
			if b.get(path); b.status != 403 {
				t.Errorf("%s at %s: %d, want 403", p.Name, path, b.status)
			}
		}
		for _, path := range append(forms, "/admin/record/verify") {
			if p.Name == "auditor" && path == "/admin/record/verify" {
				continue
			}
			b.get("/account")
			if b.post(path, url.Values{"reason": {"because"}, "email": {"coach@sovite.test"}, "chain": {w.IDs["acme"]}}); b.status != 403 {
				t.Errorf("%s posts to %s: %d, want 403", p.Name, path, b.status)
			}
		}
	}
	if b := w.as(t, "auditor"); b.get("/account").post("/admin/record/verify", url.Values{"chain": {w.IDs["acme"]}}).status != 404 {
		t.Errorf("an auditor verifies a stranger's chain: %d", b.status)
	}
	stranger := w.browser(t)
	for _, path := range adminPages() {
		if stranger.get(path); !strings.HasPrefix(stranger.path, "/signin") {
			t.Errorf("a stranger at %s comes to %s", path, stranger.path)
		}
	}
	for _, door := range []string{"/my/in/{link}", "/shown/in/{supporter-link}"} {
		b := w.browser(t)
		b.get(door).post(door, url.Values{"pin": {servertest.PIN}})
		if b.doc.Find(`form[action$="/out"]`).Length() != 1 {
			t.Errorf("nobody came in through %s: %d at %s", door, b.status, b.path)
		}
		for _, path := range adminPages() {
			if b.get(path); b.status != 403 {
				t.Errorf("%s at %s: %d, want 403", door, path, b.status)
			}
		}
	}
	ctx, admin := t.Context(), w.Actor("administrator")
	o, err := w.Office.Organisation(ctx, admin, w.id("acme"))
	who, err2 := w.Office.Person(ctx, admin, w.id("coach"))
	if err != nil || err2 != nil || o.Suspended || who.Disabled || len(who.Acts) != 0 || len(who.Sessions) == 0 {
		t.Errorf("something changed: %+v %+v %v %v", o, who, err, err2)
	}
}

// A suspended organisation's tasks leave the search, its people have no role, and both come back; a reason is asked for and kept.
func TestSuspendedFromAPage(t *testing.T) {
	w := newWorld(t)
	coach, b := w.as(t, "coach"), w.as(t, "administrator")
	found := func() int { return coach.get("/search?words=shelf").doc.Find("#results article").Length() }
	if found() == 0 {
		t.Fatal("the task is not found before")
	}
	path := "/admin/organisations/{acme}"
	b.get(path+"/suspend").post(path+"/suspend", url.Values{"reason": {" "}})
	if b.status != 422 || b.doc.Find(`#problems a[href="#f-reason"]`).Length() != 1 {
		t.Errorf("without a reason: %d", b.status)
	}
	b.post(path+"/suspend", url.Values{"reason": {"Unpaid for a year"}}).expect(200, "Unpaid for a year")
	w.Carry(t)
	if n := found(); n != 0 {
		t.Errorf("%d tasks of a suspended organisation are found: %s", n, strings.Join(strings.Fields(coach.doc.Find("#results").Text()), " "))
	}
	if coach.get("/tasks/{task}"); coach.status != 404 {
		t.Errorf("the task of a suspended organisation opens: %d", coach.status)
	}
	if e := w.as(t, "employer").get("/tasks"); e.status == 200 {
		t.Error("a suspended organisation's member keeps the role")
	}
	b.get(path+"/restore").post(path+"/restore", url.Values{"reason": {"Paid"}}).expect(200, "The organisation was restored")
	w.Carry(t)
	if found() == 0 {
		t.Error("the task did not come back")
	}
}

func TestPeopleFromPages(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "administrator")
	employer := w.as(t, "employer")
	b.get("/admin/people").post("/admin/people", url.Values{"email": {"nobody@example.fi"}}).expect(422, "Nobody has an account")
	if b.doc.Find("#f-email").AttrOr("value", "") != "nobody@example.fi" {
		t.Error("what was typed is gone")
	}
	b.post("/admin/people", url.Values{"email": {"employer@sovite.test"}}).expect(200, "Memberships")
	if strings.Contains(b.path, "@") {
		t.Errorf("the address stands in %s", b.path)
	}
	path := "/admin/people/{employer}"
	b.get(path+"/sign-out").post(path+"/sign-out", url.Values{"reason": {"Lost telephone"}}).expect(200, "Lost telephone")
	if employer.get("/tasks"); !strings.HasPrefix(employer.path, "/signin") {
		t.Errorf("signed out, and still at %s", employer.path)
	}
	b.get(path+"/disable").post(path+"/disable", url.Values{"reason": {"Left"}}).expect(200, "Disabled")
	b.get(path+"/enable").post(path+"/enable", url.Values{"reason": {"Back"}}).expect(200, "In use")
	b.get(path+"/appoint").post(path+"/appoint", url.Values{"reason": {"Holidays"}}).expect(200, "Became an administrator")
	if b.doc.Find(`a[href$="/dismiss"]`).Length() != 1 {
		t.Error("the role cannot be taken back")
	}
}

// away is an index that fails until it is back.
type away struct {
	search.Index
	is atomic.Bool
}

func (a *away) Put(ctx context.Context, entries []search.Entry) error {
	if a.is.Load() {
		return marketplace.Errorf(marketplace.Unavailable, "error.unavailable")
	}
	return a.Index.Put(ctx, entries)
}

// What could not be carried stands on the page with its reason, is tried again by a button, and is gone.
func TestASetbackOnThePage(t *testing.T) {
	index := &away{}
	var p *portal.Portal
	app := servertest.New(t, func(ports *server.Ports, d *server.Deps) {
		index.Index, ports.Index = ports.Index, index
		d.PageError = func(c *fiber.Ctx, problem *web.Problem) error { return p.PageError(c, problem) }
	})
	var err error
	if p, err = portal.New(portal.Deps{Parts: app.Parts, Zone: time.UTC}); err != nil {
		t.Fatal(err)
	}
	p.Mount(app.Fiber)
	app.Carry(t)
	w := &world{app}
	index.is.Store(true)
	if _, err := w.Tasks.Publish(t.Context(), w.Actor("employer"), w.id("draft")); err != nil {
		t.Fatal(err)
	}
	for range 3 {
		_ = w.Courier.Drain(t.Context()) // fails as long as the index is away
	}
	b := w.as(t, "administrator")
	b.get("/admin/jobs").expect(200, "“Keeps the search index up to date” after")
	if !strings.Contains(b.doc.Find("main").Text(), "unavailable: error.unavailable") {
		t.Error("the reason is not shown")
	}
	b.get("/admin").expect(200, "1 document")
	b.get("/admin/jobs")
	action := b.doc.Find(`form[action$="/again"]`).AttrOr("action", "")
	index.is.Store(false)
	b.post(action, url.Values{}).expect(200, "tried again")
	w.Carry(t)
	b.get("/admin/jobs").expect(200, "Nothing waits")
	if w.as(t, "coach").get("/search?words=shelf").doc.Find("#results article").Length() != 2 {
		t.Error("what was set aside was not carried")
	}
}

// The record shows nothing of what a profile says, every search is in it, and a file holds no formula.
func TestTheRecordTellsNothingOfAProfile(t *testing.T) {
	w := newWorld(t)
	content := servertest.Content()
	content.Goal.Text = "Wants-to-work-as-xyzzy"
	content.Strengths = []string{"plugh-strength"}
	content.Abilities["lifting"] = profile.Answer{Rating: content.Abilities["lifting"].Rating, Note: "quux-note"}
	coach := w.Actor("coach")
	if _, err := w.Profiles.Save(t.Context(), coach, w.id("client"), 1, content, false); err != nil {
		t.Fatal(err)
	}
	w.Carry(t)
	b := w.as(t, "auditor")
	seen := b.get("/admin/record?do=save&type=profile.saved").body + b.get("/admin/record?do=save").body + b.get("/admin/record?do=check&subject=clients/"+w.IDs["client"]).body
	seen += b.get("/admin/record?do=check").body
	for _, secret := range []string{"xyzzy", "plugh", "quux"} {
		if strings.Contains(seen, secret) {
			t.Errorf("the record tells %s", secret)
		}
	}
	if !strings.Contains(seen, "profile.saved") {
		t.Error("the record does not say that the profile was saved")
	}
	for _, line := range strings.Split(b.body, "\n") {
		for _, cell := range strings.Split(line, ";") {
			if cell = strings.Trim(cell, "\"\ufeff"); cell != "" && strings.ContainsAny(cell[:1], "=+-@") {
				t.Errorf("a cell that is run: %s", cell)
			}
		}
	}
	w.Carry(t)
	b.get("/admin/record?do=save&type=audit.searched").expect(200, "profile.saved")
	b.get("/admin/record?do=save&type=x.y&who=z").expect(422, "")
	b.get("/admin/record?do=save&who=colleague@sovite.test").expect(200, "")
	b.get("/admin/record?do=save&who=employer@sovite.test").expect(422, "Nobody has an account")
	b.get("/admin/record?do=save&from=2026-13-01").expect(422, "")
	b.get("/admin/record?do=save&from=2027-01-01").expect(200, "No event was found")
	if _, err := w.Office.Person(t.Context(), w.Actor("administrator"), w.id("coach")); err != nil {
		t.Fatal(err)
	}
	w.Carry(t)
	b.get("/admin/record?do=save&chain=installation&subject=people/{coach}").expect(200, "No event was found")
	w.as(t, "administrator").get("/admin/record?do=save&chain=installation&subject=people/{coach}").expect(200, "data.read")
	b.get("/admin/record").post("/admin/record/verify", url.Values{"chain": {w.IDs["unit"]}}).expect(200, "unbroken")
}

// A change of a rule shows what would be decided differently, and the same number shows that nothing would.
func TestTryingARule(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "administrator")
	const path = "/admin/rules/work_trial.max_total"
	b.get(path).post(path, url.Values{"value": {"max"}, "amount": {"6"}, "from": {"2026-11-23"}}).expect(200, "Nothing would be decided differently")
	b.post(path, url.Values{"value": {"max"}, "amount": {"1"}, "from": {"2026-11-23"}}).expect(200, "of these different 1")
	b.post(path, url.Values{"value": {"max"}, "amount": {"many"}, "from": {"2020-01-01"}}).expect(422, "whole number")
	if b.doc.Find("#f-amount").AttrOr("value", "") != "many" {
		t.Error("what was typed is gone")
	}
	if strings.Contains(b.body, w.IDs["placement"]) || strings.Contains(b.body, w.IDs["client"]) {
		t.Error("a preview names a placement or a client")
	}
}

// The state is open to everybody in every language, asked seldom, and tells no cause.
func TestStatusPage(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.opens("/status", nil)
	b.get("/status").expect(200, "Everything works")
	for _, who := range []string{"coach", "nobody", "administrator"} {
		w.as(t, who).get("/status").expect(200, "Everything works")
	}
}

func TestJobKey(t *testing.T) {
	if got := admin.JobKey("remind of contractor's liability"); got != "admin.job.remind_of_contractor_s_liability" {
		t.Error(got)
	}
}
