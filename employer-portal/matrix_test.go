package portal_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/PuerkitoBio/goquery"
	"github.com/google/go-cmp/cmp"

	portal "sovite.fi/sovite/employer-portal"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/liability"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/watch"
	"sovite.fi/sovite/server"
	"sovite.fi/sovite/server/servertest"
)

// segments says what stands in the place of a parameter: a record of the world, by its name, or one value that the parameter can have.
// The longest end of the pattern counts. A page with a parameter that is not named here fails TestWhoGetsIn.
func segments() map[string]string {
	return map[string]string{
		"/admin/organisations/:id": "{acme}", "/admin/people/:id": "{coach}", "/admin/jobs/:id": "none", "/admin/rules/:id": "work_trial.max_total",
		"/account/sessions/:id": "none", "/agreements/:id": "{frame}", "/approvals/:id": "{hours}", "/lines/:line": "{hours-line}", "/links/:link": "none",
		"/approve/:token": "none", "/asked/:id": "{request}", "/bill-payments/:id": "{payment}", "/bills/:id": "{invoice}", "/file/:format": "finvoice",
		"/books/entries/:number": "1", "/books/files/:format": "csv", "/calendar/:token": "none", "/card-account/:id": "none", "/card-payment/:id": "none",
		"/carvings/:id": "{carving}", "/carvings/:id/:step": "mark", "/card/:job": "j1", "/clients/:id": "{client}", "/forms/:kind": "start", "/move/:to": "profiling",
		"/phases/:phase": "engagement", "/print/:kind": "search_plan", "/evidence/:evidence": "none", "/goals/:goal": "none", "/matches/:task": "{task}",
		"/measures/:measure": "work_ability", "/meetings/:meeting": "{meeting}", "/network/:supporter": "{supporter}", "/erasures/:id": "{client}", "/notes/:note": "{note}", "/profile/:section": "body",
		"/starter/:question": "body", "/crews/:id": "{crew-one}", "/fidelity/:number": "2", "/figures/:metric": "placements", "/figures/:metric/:part": "all",
		"/frames/:id": "{frame}", "/introductions/:id": "{introduction}", "/invoices/:id": "{invoice}", "/invoices/runs/:id": "{run}", "/join/:token": "none",
		"/liability/customers/:id": "{acme}", "/liability/documents/:id": "{document}", "/lists/:id": "{list}", "/mailbox/:id": "none", "/members/:id": "{noor}",
		"/my/asked/:id": "{asked}", "/my/consents/:id": "{held}", "/my/in/:token": "none", "/my/work/:id": "{placement}", "/rate/:ability": "lifting",
		"/online-payments/:id": "{payment}", "/online-payments/messages/:id": "{message}", "/orders/:id": "{order}", "/purchases/:id": "{order}",
		"/organisation/keys/:id": "{key}", "/organisation/members/:id": "{colleague}", "/organisation/webhooks/:id": "{webhook}", "/sent/:delivery": "{delivery}",
		"/organisations/:org": "{unit}", "/signin/with/:org": "{unit}", "/payments/imports/:id": "{bank-import}", "/payments/open/:id": "{invoice}",
		"/payments/received/:id": "{bank-payment}", "/placements/:id": "{placement}", "/prices/:id": "{price}", "/new/:unit": "crew_hour",
		"/received/:id": "{introduction}", "/reminders/:id": "none", "/reminders/invoices/:id": "{late}", "/requests/:id": "{request}",
		"/questions/:question": "q1", "/quotes/:quote": "{quote}", "/reset/:token": "none", "/rosters/:monday": "2026-11-23", "/rules/:id": "none",
		"/searches/:id": "{search}", "/shifts/:id": "{shift}", "/late/:change": "none", "/shown/in/:token": "none", "/suggest/:picker": "places",
		"/suppliers/:id": "{crew}", "/contracts/:contract": "deal", "/tasks/:id": "{draft}", "/timesheets/:id": "{hours}", "/work/:id": "{placement}",
	}
}

// sampled is the address of a page with a record of the world; false when a parameter is unknown. Foreign is the same address with a
// record that nobody has.
func sampled(pattern string) (path, foreign string, ok bool) {
	parts := strings.Split(pattern, "/")
	own, other := slices.Clone(parts), slices.Clone(parts)
	for i, part := range parts {
		if !strings.HasPrefix(part, ":") {
			continue
		}
		value, found := "", false
		for from := range i + 1 {
			if value, found = segments()["/"+strings.TrimPrefix(strings.Join(parts[from:i+1], "/"), "/")]; found {
				break
			}
		}
		if !found {
			return "", "", false
		}
		own[i], other[i] = value, value
		if strings.HasPrefix(value, "{") {
			other[i] = "01NOBODYHASTHIS00000000000"
		}
	}
	return strings.Join(own, "/"), strings.Join(other, "/"), true
}

// frost keeps a store from being written to, so that everybody can try everything in one world, also sign out.
type frost struct {
	on    atomic.Bool
	tried atomic.Int64
}

func (f *frost) do(_ context.Context, c store.Call, call func() error) error {
	if !c.Write || !f.on.Load() {
		return call()
	}
	f.tried.Add(1)
	return marketplace.Errorf(marketplace.Unavailable, "error.store_unavailable")
}

// recorded adds a record of each sort that the world does not have by itself.
func (w *world) recorded(t *testing.T) {
	t.Helper()
	ctx, coach, client := t.Context(), w.Actor("coach"), w.id("client")
	w.framed(t)
	w.IDs["price"] = string(w.packing(t).ID)
	w.papers(t, "2026-11-01")
	own, err := w.Liability.Own(ctx, w.Actor("billing"))
	ok(t, err)
	w.IDs["document"] = string(own.Documents[0].ID)
	_, err = w.Liability.Record(ctx, w.Actor("employer"), w.id("crew"), liability.Contract{ID: "deal", Type: liability.Subcontract, Agreed: "2026-11-01", Cents: 9000_00})
	ok(t, err)
	_, err = w.Coaching.Receive(ctx, coach, client, coaching.Referral{From: "kela", Received: "2026-11-16", Wish: "wants"})
	ok(t, err)
	_, err = w.Coaching.Answer(ctx, coach, client, coaching.Reply{Taken: true})
	ok(t, err)
	m, err := w.Coaching.Log(ctx, coach, client, coaching.MeetingInput{Day: "2026-11-20", Organisation: "Corner shop", Kind: "first", Face: true, Outcome: "interested", Minutes: 40})
	ok(t, err)
	n, err := w.Coaching.Write(ctx, coach, client, coaching.NoteInput{Kind: "phone", Line: "Called the shop", Minutes: 5})
	ok(t, err)
	_, err = w.Erasures.AskMine(ctx, w.TheClient())
	ok(t, err)
	list, err := w.Shortlists.Create(ctx, coach, "k", "Shops")
	ok(t, err)
	search, err := w.Watches.Create(ctx, coach, "k", watch.Draft{Name: "Turku", Query: find.Query{Municipals: []string{"Turku"}}, State: watch.Daily})
	ok(t, err)
	w.IDs["meeting"], w.IDs["note"], w.IDs["list"], w.IDs["search"] = string(m.ID), string(n.ID), string(list.ID), string(search.ID)
	w.Carry(t)
}

// forms are sent where an empty one would be found wrong before anybody asks whose it is.
func forms(pattern string) url.Values {
	switch pattern {
	case "/placements/:id/do":
		return url.Values{"what": {"pause"}}
	case "/invoices/:id/delivery":
		return url.Values{"do": {"acknowledge"}}
	case "/suppliers/:id/contracts/new":
		return url.Values{"type": {"subcontract"}, "agreed": {"2026-11-01"}, "cents": {"9000"}, "days": {"20"}}
	case "/shifts/:id":
		return url.Values{"do": {"sign"}, "all": {"present"}}
	}
	return url.Values{}
}

// entry is how a way answers somebody.
type entry string

const (
	in     entry = "in"     // they see the page, or the form is looked at
	doors  entry = "signin" // they are asked to come in first
	no     entry = "403"    // it is not for them
	hidden entry = "404"    // there is no such thing, as far as they know
)

// visitor is somebody of the world with their cookies and the token of their forms.
type visitor struct {
	name    string
	cookies map[string]string
	token   string
}

func visitors(t *testing.T, w *world) []visitor {
	t.Helper()
	browsers := []*browser{w.browser(t).get("/signin"), w.client(t), w.supporter(t)}
	names := []string{"a stranger", "the client", "the supporter"}
	for _, p := range servertest.People() {
		browsers, names = append(browsers, w.as(t, p.Name)), append(names, p.Name)
	}
	var out []visitor
	for i, b := range browsers {
		token := b.doc.Find("input[name=csrf]").First().AttrOr("value", "")
		if token == "" {
			t.Fatalf("%s sees no form", names[i])
		}
		out = append(out, visitor{names[i], b.cookies, token})
	}
	return out
}

// answer is what a way gives a visitor: how, and the page's own text.
func (v visitor) answer(t *testing.T, w *world, way visit.Way, path string) (entry, string) {
	t.Helper()
	r := httptest.NewRequest(way.Method, w.browser(t).fill(path), http.NoBody)
	if way.Method == http.MethodPost {
		form := forms(way.Path)
		form.Set("csrf", v.token)
		r = httptest.NewRequest(way.Method, w.browser(t).fill(path), strings.NewReader(form.Encode()))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	r.Host = strings.TrimPrefix(servertest.Origin, "http://")
	r.Header.Set("Accept", "text/html")
	r.Header.Set("Accept-Language", "en")
	for name, value := range v.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	resp, body := w.Do(t, r)
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	text := requestID.ReplaceAllString(strings.Join(strings.Fields(doc.Find("main").Text()), " "), "")
	to := resp.Header.Get("Location")
	switch {
	case resp.StatusCode == http.StatusForbidden:
		return no, text
	case resp.StatusCode == http.StatusNotFound || resp.StatusCode == http.StatusMethodNotAllowed:
		return hidden, text
	case resp.StatusCode == http.StatusUnauthorized, strings.HasPrefix(to, "/signin"), strings.HasPrefix(to, "/my/link"), strings.HasPrefix(to, "/shown/link"):
		return doors, text
	case resp.StatusCode == http.StatusInternalServerError:
		t.Errorf("%s %s as %s: %d", way.Method, path, v.name, resp.StatusCode)
	}
	return in, text
}

// requestID is what differs between two pages that say the same.
var requestID = regexp.MustCompile(`\bid\d{6}\b|\b[0-9A-HJKMNP-TV-Z]{26}\b`)

// TestWhoGetsIn has everybody ask for every page and send every form of the portal, taken from its own list, about records that are not
// theirs as well. Who gets in stands in testdata/matrix.md, to be read when it changes; a new way is not in it and so fails. Whatever it
// says: a stranger gets in only where everybody may; clients and supporters only where they belong; who is turned away has
// changed nothing; and what somebody may not see looks to them as if nobody had it.
func TestWhoGetsIn(t *testing.T) {
	db := &frost{}
	w := newWorldOver(t, func(p *server.Ports, _ *server.Deps) { p.Store = store.Around(p.Store, db.do) })
	w.recorded(t)
	everybody := visitors(t, w)
	var table strings.Builder
	fmt.Fprintf(&table, "Who gets in: every page and form of the portal, asked for by everybody. Made by TestWhoGetsIn.\n\n")
	db.on.Store(true)
	for _, way := range portal.Ways() {
		path, foreign, ok := sampled(way.Path)
		if !ok {
			t.Errorf("%s %s has a parameter that segments does not know", way.Method, way.Path)
			continue
		}
		row, texts := answeredTo{}, map[string]string{}
		for _, v := range everybody {
			tried := db.tried.Load()
			got, text := v.answer(t, w, way, path)
			row[got], texts[v.name] = append(row[got], v.name), text
			if got == in {
				mayEnter(t, way, v.name)
			} else if db.tried.Load() != tried {
				t.Errorf("%s %s as %s: turned away, and yet something was written", way.Method, way.Path, v.name)
			}
		}
		for _, v := range everybody {
			if foreign == path || slices.Contains(row[in], v.name) || row.colleague(v.name) {
				continue
			}
			if got, text := v.answer(t, w, way, foreign); !slices.Contains(row[got], v.name) || text != texts[v.name] {
				t.Errorf("%s %s as %s: a record that is there is told from one that is not: %q, %q", way.Method, way.Path, v.name, texts[v.name], text)
			}
		}
		fmt.Fprintf(&table, "%s %s\n", way.Method, way.Path)
		for _, e := range []entry{in, hidden, no, doors} {
			if len(row[e]) > 0 {
				fmt.Fprintf(&table, "    %s: %s\n", e, strings.Join(row[e], ", "))
			}
		}
	}
	golden(t, "matrix.md", table.String())
}

// answeredTo holds the names of everybody by how a way answers them.
type answeredTo map[entry][]string

// colleague says whether somebody belongs to an organisation of which others get in, and so may know that the record is there.
func (a answeredTo) colleague(name string) bool {
	org := func(name string) string {
		for _, p := range servertest.People() {
			if p.Name == name {
				return p.Org
			}
		}
		return ""
	}
	return org(name) != "" && slices.ContainsFunc(a[in], func(other string) bool { return org(other) == org(name) })
}

// mayEnter holds what may never happen.
func mayEnter(t *testing.T, w visit.Way, who string) {
	t.Helper()
	switch {
	case w.Open:
	case who == "a stranger", who == "the client" && !w.Client, who == "the supporter" && !w.Supporter, (w.Client || w.Supporter) && who != "the client" && who != "the supporter":
		t.Errorf("%s %s is open to %s", w.Method, w.Path, who)
	}
}

// golden compares a text with a file of testdata. SOVITE_WRITE_GOLDEN=1 writes it anew, to be read before it is kept.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if os.Getenv("SOVITE_WRITE_GOLDEN") != "" {
		ok(t, os.WriteFile(file, []byte(got), 0o644)) //nolint:gosec // a file of the project
		return
	}
	want, err := os.ReadFile(file)
	ok(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-file +now):\n%s", file, diff)
	}
}
