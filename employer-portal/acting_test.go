package portal_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/employer-portal/viewonly"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/acting"
	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/notify"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
)

const why = "She says that a client is missing from her list"

// lookAs has a signed-in administrator look as somebody.
func (b *browser) lookAs(name string) *browser {
	b.t.Helper()
	at := "/admin/people/{" + name + "}/act"
	b.get(at).post(at, url.Values{"reason": {why}})
	if b.status != 200 || b.doc.Find(".acting-strip form").Length() != 1 {
		b.t.Fatalf("nobody looks as %s: %d at %s: %.300s", name, b.status, b.path, b.doc.Find("main").Text())
	}
	return b
}

// themself fails when somebody still looks as another.
func (b *browser) themself() *browser {
	b.t.Helper()
	if b.doc.Find(".acting-strip").Length() != 0 {
		b.t.Errorf("%s: still looking as somebody else", b.path)
	}
	return b
}

// visits are the times that somebody was looked as.
func (w *world) visits(t *testing.T, name string) []acting.Report {
	t.Helper()
	list, err := w.Acting.Mine(t.Context(), w.Actor(name))
	ok(t, err)
	return list
}

// writes remembers which collections were written to.
type writes struct {
	mu    sync.Mutex
	names []string
}

func (l *writes) do(_ context.Context, c store.Call, call func() error) error {
	if c.Write {
		l.mu.Lock()
		l.names = append(l.names, c.Collection)
		l.mu.Unlock()
	}
	return call()
}

func (l *writes) taken() []string {
	l.mu.Lock()
	defer l.mu.Unlock()
	out := l.names
	l.names = nil
	return out
}

// TestEveryWayIsClassified: what somebody may do who looks as another is said of every page and form of the portal, no form is open
// but those by which one stops, and the list names no page that is not there.
func TestEveryWayIsClassified(t *testing.T) {
	leaving, shown := 0, 0
	for _, w := range portal.Ways() {
		switch got := viewonly.Of(w.Method, w.Path); {
		case got == viewonly.Unclassified:
			t.Errorf("%s %s: say in employer-portal/viewonly whether it is shown to an administrator who looks as somebody else", w.Method, w.Path)
		case got == viewonly.Shown && (w.Method != visit.Get || w.Client || w.Supporter):
			t.Errorf("%s %s is open", w.Method, w.Path)
		case got == viewonly.Shown:
			shown++
		case got == viewonly.Leaves:
			leaving++
		}
	}
	if leaving != 2 || shown != viewonly.Pages() {
		t.Errorf("%d ways out, %d pages of %d that the list names", leaving, shown, viewonly.Pages())
	}
	for _, method := range []string{"PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "CONNECT", "get", ""} {
		if got := viewonly.Of(method, "/clients"); got != viewonly.Refused {
			t.Errorf("%s is %s", method, got)
		}
	}
	if got := viewonly.Of("GET", "/something/else"); got != viewonly.Unclassified {
		t.Errorf("an unknown page is %s", got)
	}
}

// TestLookingChangesNothing goes, as everybody, over every page and form of the portal: an administrator who looks as them sees the
// pages that they see and no others, is refused everything else with a page that says how to stop, and nothing is written but what was
// looked at.
func TestLookingChangesNothing(t *testing.T) {
	log := &writes{}
	w := newWorldOver(t, func(p *server.Ports, _ *server.Deps) { p.Store = store.Around(p.Store, log.do) })
	w.recorded(t)
	everybody := visitors(t, w)
	for _, them := range everybody {
		if !slices.ContainsFunc(servertest.People(), func(p servertest.Person) bool { return p.Name == them.name && p.Org != "" && p.Name != "administrator" }) {
			continue
		}
		b := w.as(t, "administrator").lookAs(them.name)
		w.Carry(t)
		admin := visitor{"the administrator as " + them.name, b.cookies, b.doc.Find("input[name=csrf]").First().AttrOr("value", "")}
		log.taken()
		for _, way := range portal.Ways() {
			verdict := viewonly.Of(way.Method, way.Path)
			if verdict == viewonly.Leaves {
				continue
			}
			path, _, _ := sampled(way.Path)
			got, text := admin.answer(t, w, way, path)
			if wrote := slices.DeleteFunc(log.taken(), func(c string) bool { return c == "reads" || c == "acting_visits" || c == "task_states" }); len(wrote) > 0 {
				t.Errorf("%s %s as %s writes %v", way.Method, way.Path, them.name, wrote)
			}
			if verdict != viewonly.Shown {
				if got != no || !way.Client && !way.Supporter && !strings.Contains(text, "You can only look at pages") {
					t.Errorf("%s %s as %s: %s, %.100q", way.Method, way.Path, them.name, got, text)
				}
				continue
			}
			if own, _ := them.answer(t, w, way, path); own != got {
				t.Errorf("%s %s: %s for %s, %s for who looks as them: %.200q", way.Method, way.Path, own, them.name, got, text)
			}
			log.taken()
		}
	}
}

// TestLookingAsACoach goes once through: asked for a reason, looking, refused to do anything, seen by everybody whom it is about, ended.
func TestLookingAsACoach(t *testing.T) {
	w := newWorld(t)
	b, coach := w.as(t, "administrator"), w.as(t, "coach")
	sessions, err := w.Accounts.Sessions(t.Context(), w.Actor("coach"))
	ok(t, err)
	const form = "/admin/people/{coach}/act"
	b.get("/admin/people/{coach}").expect(200, "Look as this person")
	b.opens(form, nil, "acting.")
	b.get(form)
	for reason, says := range map[string]string{" ": "Fill in this field", "too short": "at least 10", strings.Repeat("x", 501): "at most 500"} {
		if b.post(form, url.Values{"reason": {reason}}).expect(422, says); b.doc.Find(`#problems a[href="#f-reason"]`).Length() != 1 {
			t.Errorf("%.10q: the field is not named", reason)
		}
	}
	b.lookAs("coach").expect(200, "You are looking at Sovite as coach (unit)").expect(200, why)
	b.opens("/clients/{client}", func(text string) {
		if !strings.Contains(text, "Aino client") || !strings.Contains(text, why) {
			t.Error("the coach's page, or the reason, is not shown")
		}
	}, "acting.")
	b.get("/suggest/places?q=tur")
	b.get("/admin").expect(403, "You can only look at pages")
	b.get("/clients/{client}").post("/clients/{client}/evidence/new", url.Values{"text": {"x"}}).expect(403, "You can only look at pages")
	b.get("/clients").post("/admin/people/{employer}/act", url.Values{"reason": {why}}).expect(403, "You can only look at pages")
	b.get("/account").expect(403, "End the looking with the button")
	r := httptest.NewRequest(http.MethodGet, b.fill("/clients/{client}/privacy/file"), nil)
	r.Header.Set("HX-Request", "true")
	b.do(r).expect(403, "You can only look at pages")
	for _, path := range []string{"/api/v1/me", "/api/v1/clients", "/api/v1/my/reads"} {
		r := w.Request("", http.MethodGet, path, "", "Authorization", "Bearer "+b.cookies["sovite-access"])
		if resp, body := w.Do(t, r); resp.StatusCode != 403 || !strings.Contains(body, "acting") && !strings.Contains(body, "looking as another") {
			t.Errorf("%s: %d %s", path, resp.StatusCode, body)
		}
	}
	w.as(t, "administrator").get("/clients/{client}").themself().expect(403, "")

	b.get("/clients").post("/acting/end", url.Values{}).themself().expect(200, "You are yourself again").expect(200, why)
	b.get("/clients/{client}").themself().expect(403, "")
	w.Carry(t)
	w.client(t).get("/my/readers").expect(200, "administrator, house").expect(200, "looked as coach").expect(200, "Reason: "+why)
	_, body := w.Do(t, w.Request("the-client", http.MethodGet, "/api/v1/my/reads", ""))
	if !strings.Contains(body, `"reason":"`+why+`"`) || !strings.Contains(body, `"acting_as":"`+w.IDs["coach"]+`"`) {
		t.Errorf("the interface says %.600s", body)
	}
	coach.opens("/account/privacy", nil, "acting.")
	coach.get("/account/privacy").expect(200, "administrator, house").expect(200, why)
	after, err := w.Accounts.Sessions(t.Context(), w.Actor("coach"))
	if ok(t, err); len(after) != len(sessions) || after[0] != sessions[0] {
		t.Errorf("the coach's sessions were %+v, are %+v", sessions, after)
	}
	w.Clock.Move(24 * time.Hour)
	ok(t, w.Notices.Send(t.Context()))
	if !slices.ContainsFunc(w.Outbox.Sent(), func(m notify.Message) bool {
		return m.To == "coach@sovite.test" && strings.Contains(m.Text, "administrator, an administrator of the service, looked at Sovite as you see it")
	}) {
		t.Error("the coach was not told")
	}
	w.record(t)
}

// record holds what the audit record says of the coach being looked as: reads by the administrator, a beginning and an end.
func (w *world) record(t *testing.T) {
	t.Helper()
	list, err := w.Record.List(t.Context(), marketplace.System(w.id("unit")), marketplace.Page{Limit: 200}, audit.Filter{Type: audit.FactRead})
	ok(t, err)
	reads := 0
	for _, e := range list.Items {
		if e.Fact.Data["as"] == w.IDs["coach"] && e.Fact.Actor == w.id("administrator") {
			reads++
		}
		if e.Fact.Actor == w.id("coach") && e.Fact.Data["visit"] != "" {
			t.Errorf("a reading of the administrator stands under the coach: %+v", e.Fact)
		}
	}
	if reads == 0 {
		t.Error("no reading under the administrator's name")
	}
	seen := map[string]int{}
	list, err = w.Record.List(t.Context(), marketplace.System(audit.Installation), marketplace.Page{Limit: 200}, audit.Filter{Actor: w.id("administrator")})
	ok(t, err)
	for _, e := range list.Items {
		if e.Fact.Data["person"] == w.IDs["coach"] {
			seen[e.Fact.Type]++
		}
	}
	if seen["acting.began"] != 1 || seen["acting.ended"] != 1 || seen["acting.looked"] < 5 {
		t.Errorf("the installation's record holds %v", seen)
	}
}

// TestLookingIsNotPossible: as another administrator, as oneself, as whoever has a closed account or no organisation, by anybody else.
func TestLookingIsNotPossible(t *testing.T) {
	w := newWorld(t)
	ctx, admin := t.Context(), w.Actor("administrator")
	ok(t, w.Office.Appoint(ctx, admin, w.id("employer"), "Holidays"))
	ok(t, w.Office.Disable(ctx, admin, w.id("rival"), "Left"))
	ok(t, w.Office.Suspend(ctx, admin, w.id("other-unit"), "Unpaid"))
	b := w.as(t, "administrator")
	for name, says := range map[string]string{"employer": "as an administrator", "administrator": "your own eyes", "rival": "account is closed", "outsider": "no role", "nobody": "no role"} {
		if b.get("/admin/people/{" + name + "}"); b.doc.Find(`a[href$="/act"]`).Length() != 0 {
			t.Errorf("looking as %s is offered", name)
		}
		at := "/admin/people/{" + name + "}/act"
		b.get(at).post(at, url.Values{"reason": {why}}).expect(422, says).themself()
	}
	b.get("/admin/people/nowhere/act").expect(404, "")
	for _, p := range servertest.People() {
		if p.Name == "administrator" || p.Name == "employer" || p.Name == "rival" {
			continue
		}
		w.as(t, p.Name).post("/admin/people/{coach}/act", url.Values{"reason": {why}}).expect(403, "")
	}
	if list := w.visits(t, "coach"); len(list) != 0 {
		t.Errorf("visits %+v", list)
	}
}

// TestLookingEnds by time, by signing out, with the role, and with the person's account or organisation; from then on no page shows
// what the person sees.
func TestLookingEnds(t *testing.T) {
	for how, end := range map[acting.Ending]func(*world, *browser){
		acting.RanOut:    func(w *world, _ *browser) { w.Clock.Move(acting.Longest) },
		acting.SignedOut: func(_ *world, b *browser) { b.post("/sign-out", url.Values{}) },
		acting.Dismissed: func(w *world, b *browser) {
			other := w.Actor("administrator")
			other.Person = w.id("supervisor")
			ok(b.t, w.Office.Appoint(b.t.Context(), w.Actor("administrator"), other.Person, "Takes over")) // there is always one
			ok(b.t, w.Office.Dismiss(b.t.Context(), other, w.id("administrator"), "Left"))
		},
		acting.Shut: func(w *world, b *browser) {
			ok(b.t, w.Office.Suspend(b.t.Context(), w.Actor("administrator"), w.id("unit"), "Unpaid"))
		},
		acting.Appointed: func(w *world, b *browser) {
			ok(b.t, w.Office.Appoint(b.t.Context(), w.Actor("administrator"), w.id("coach"), "Holidays"))
		},
	} {
		t.Run(string(how), func(t *testing.T) {
			w := newWorld(t)
			b := w.as(t, "administrator").lookAs("coach")
			b.get("/clients/{client}").expect(200, "Aino client")
			end(w, b)
			if b.get("/clients/{client}").themself(); b.status == 200 && strings.Contains(b.body, "Aino") {
				t.Errorf("the client is still seen: %d at %s", b.status, b.path)
			}
			w.Carry(t)
			ok(t, w.Acting.Work(t.Context()))
			if list := w.visits(t, "coach"); len(list) != 1 || list[0].Open || list[0].Ending != how {
				t.Errorf("visits %+v", list)
			}
		})
	}
}
