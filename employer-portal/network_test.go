package portal_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/PuerkitoBio/goquery"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/server/servertest"
)

// supporter is a browser in which the world's supporter came in.
func (w *world) supporter(t *testing.T) *browser {
	t.Helper()
	b := w.browser(t).get("/shown/in/{supporter-link}?lang=en")
	b.post("/shown/in/{supporter-link}", url.Values{"pin": {servertest.PIN}})
	if b.path != "/shown" || b.status != 200 {
		t.Fatalf("the supporter is not in: %d at %s", b.status, b.path)
	}
	return b
}

func TestNetworkPagesOpen(t *testing.T) {
	w := newWorld(t)
	coach, client, supporter := w.as(t, "coach"), w.client(t), w.supporter(t)
	for b, paths := range map[*browser][]string{
		coach: {"/clients/{client}/network", "/clients/{client}/network/new", "/clients/{client}/network/{supporter}", "/clients/{client}/network/{supporter}/end", "/clients/{client}/consents"},
		client: {
			"/my/network", "/my/network/{supporter}", "/my/network/{supporter}/end", "/my/asked/{asked-part}", "/my/asked/{asked-part}/yes", "/my/consents/{shown-part}",
			"/my/consents/{shown-part}/back",
		},
		supporter: {"/shown", "/shown/in/{supporter-link}", "/help"},
	} {
		for _, path := range paths {
			for _, lang := range []string{"fi", "sv", "en"} {
				b.get(path + "?lang=" + lang)
				if b.status != 200 || b.doc.Find("h1").Length() != 1 || b.doc.Find("html").AttrOr("lang", "") != lang {
					t.Errorf("%s in %s: status %d, %d h1", path, lang, b.status, b.doc.Find("h1").Length())
				}
				if text := b.doc.Find("body").Text(); strings.Contains(text, "portal.") || strings.Contains(text, "network.") || strings.Contains(text, "shown.") {
					t.Errorf("%s in %s: a message is missing", path, lang)
				}
			}
		}
	}
	if supporter.get("/shown?lang=fi"); !strings.Contains(supporter.body, "Lupa loppuu") {
		t.Error("a supporter is not spoken to in plain Finnish")
	}
}

// TestSupportersSeeNoOtherPage: a supporter is let in nowhere else, and nobody else is let in where a supporter is.
func TestSupportersSeeNoOtherPage(t *testing.T) {
	w := newWorld(t)
	b := w.supporter(t)
	if b.get("/"); b.path != "/shown" {
		t.Errorf("home is %s", b.path)
	}
	for _, path := range append(clientPages(), "/my/network", "/my/network/{supporter}", "/clients", "/clients/{client}", "/clients/{client}/network", "/clients/{client}/network/{supporter}", "/tasks", "/search", "/account", "/organisation", "/work/{placement}") {
		if b.get(path); b.status != 403 && b.status != 404 || strings.Contains(b.body, "Aino") {
			t.Errorf("a supporter at %s: %d", path, b.status)
		}
	}
	for _, who := range []string{"coach", "unit-owner", "employer", "administrator", "nobody"} {
		if other := w.as(t, who).get("/shown"); other.status != 403 {
			t.Errorf("%s: %d", who, other.status)
		}
	}
	if client := w.client(t).get("/shown"); client.status != 403 {
		t.Errorf("the client: %d", client.status)
	}
	if stranger := w.browser(t).get("/shown"); stranger.path != "/shown/link" {
		t.Errorf("a stranger lands at %s", stranger.path)
	}
	for _, who := range []string{"colleague", "outsider"} {
		for _, path := range []string{"/clients/{client}/network", "/clients/{client}/network/new", "/clients/{client}/network/{supporter}"} {
			w.as(t, who).get(path).expect(404, "")
		}
	}
	w.browser(t).get("/shown/in/{link}").expect(404, "")
	w.browser(t).get("/my/in/{supporter-link}").expect(404, "")
}

// TestNetworkFromNameToNothing walks all three: the coach writes down and asks, the client sees exactly what will be seen, says
// yes, the supporter reads just that, the client sees who read, takes it back, and the page is gone.
func TestNetworkFromNameToNothing(t *testing.T) {
	w := newWorld(t)
	coach := w.as(t, "coach").get("/clients/{client}").expect(200, "Network").get("/clients/{client}/network/new")
	v := coach.values("/clients/{client}/network/new")
	v.Set("name", "Sanna Sister")
	coach.post("/clients/{client}/network/new", v).expect(422, "How they are related to the client")
	if coach.doc.Find("#f-name").AttrOr("value", "") != "Sanna Sister" {
		t.Error("what was typed is lost")
	}
	v.Set("relation", "guardian")
	v.Set("reached", "040 765 4321")
	coach.post("/clients/{client}/network/new", v).expect(200, "They see nothing yet")
	w.IDs["sister"] = coach.path[strings.LastIndex(coach.path, "/")+1 : strings.Index(coach.path, "?")]
	if coach.doc.Find(`form[action$="/link"]`).Length() > 0 {
		t.Error("a link can be made before the client's yes")
	}
	coach.post("/clients/{client}/network/{sister}/link", url.Values{}).expect(422, "not said yes yet")
	one := "/clients/{client}/network/{sister}"
	coach.get(one).post(one+"/ask", url.Values{}).expect(422, "Fill in")
	v = coach.get(one).values(one + "/ask")
	v["fields"] = []string{"adaptations_wanted", "goal"}
	coach.post(one+"/ask", v).expect(200, "waits for the client’s answer")
	if coach.doc.Find("input[name=fields]").Length() != 4 {
		t.Error("what was asked can be asked again")
	}
	m, err := w.Network.My(t.Context(), w.TheClient(), w.id("sister"))
	ok(t, err)
	w.IDs["goal"], w.IDs["helps"] = string(m.Parts[0].Consent), string(m.Parts[1].Consent)

	client := w.client(t).get("/my/asked").expect(200, "Sanna Sister (Guardian)")
	client.get("/my/asked/{goal}").expect(200, "May Sanna Sister (Guardian) see this?")
	preview := blocks(client)["Goal"]
	if yes, no := client.doc.Find(".answers a").Eq(0), client.doc.Find(".answers a").Eq(1); yes.AttrOr("class", "a") != no.AttrOr("class", "b") || client.doc.Find(".answers a").Length() != 2 {
		t.Error("yes and no are not equal")
	}
	for part, answer := range map[string]string{"goal": "yes", "helps": "no"} {
		v = client.get("/my/asked/{" + part + "}/" + answer).values("/my/asked/{" + part + "}/" + answer)
		client.post("/my/asked/{"+part+"}/"+answer, v).expect(422, "Fill in this field")
		v.Set("present", "alone")
		client.post("/my/asked/{"+part+"}/"+answer, v).expect(200, "You said "+answer)
	}
	coach.get(one).post(one+"/link", url.Values{}).expect(200, "The link is ready")
	link, err := url.Parse(coach.doc.Find("#supporter-link").AttrOr("value", ""))
	if err != nil || !strings.HasPrefix(link.Path, "/shown/in/") {
		t.Fatalf("%v %v", link, err)
	}
	sister := w.browser(t).get(link.Path+"?lang=en").expect(200, "protects the client’s data")
	sister.post(link.Path, url.Values{"pin": {"1234"}}).expect(422, "too easy")
	sister.post(link.Path, url.Values{"pin": {"8642"}}).expect(200, "Hello, Sanna Sister")
	seen := blocks(sister)
	if seen["Goal"] != preview || preview != "work in a shop" || len(seen) != 1 {
		t.Errorf("the client saw %q, the supporter sees %q", preview, seen)
	}
	for _, never := range []string{"Aino", "careful", "lift", "00500", "K-"} {
		if strings.Contains(sister.doc.Find("main").Text(), never) {
			t.Errorf("the supporter sees %q", never)
		}
	}
	client.get("/my/readers").expect(200, "Sanna Sister (Guardian)")
	client.expect(200, "Saw this: Goal")
	client.get("/my/network/{sister}").expect(200, "work in a shop")
	client.get("/my/consents/{goal}/back").expect(200, "has looked at this already")
	client.post("/my/consents/{goal}/back", url.Values{}).expect(200, "It is taken back")
	if sister.get("/shown"); sister.path != "/shown/link" || strings.Contains(sister.body, "shop") {
		t.Errorf("after it was taken back: %s", sister.path)
	}
	w.browser(t).get(link.Path).expect(404, "")
	coach.get("/clients/{client}/network").expect(200, "Sees nothing")
	client.get("/my/network/{supporter}/end").expect(200, "You need not say why")
	client.post("/my/network/{supporter}/end", url.Values{}).expect(200, "Taken out of your network")
	coach.get("/clients/{client}/network/{supporter}").expect(200, "Not in the network any more")
	coach.get(one+"/end").expect(200, "Take Sanna Sister out of the network?")
	coach.post(one+"/end", url.Values{}).expect(200, "Taken out of the network")
	if client.get("/my/network"); client.doc.Find(".my-rows > li").Length() > 0 {
		t.Error("somebody is left in the network")
	}
}

// blocks are the parts of a page in plain language by their headings.
func blocks(b *browser) map[string]string {
	out, heading := map[string]string{}, ""
	b.doc.Find(".selko").First().Children().Each(func(_ int, e *goquery.Selection) {
		text := strings.Join(strings.Fields(e.Text()), " ")
		if e.Is("h2") {
			heading = text
			out[heading] = ""
			return
		}
		out[heading] = strings.TrimSpace(out[heading] + " " + text)
	})
	return out
}

// TestSupportersVisit: leaving ends it, a client's browser is no supporter's any more, and on the day after the last one all is
// over.
func TestSupportersVisit(t *testing.T) {
	w := newWorld(t)
	b, other := w.supporter(t), w.supporter(t)
	b.post("/shown/out", url.Values{}).expect(200, "Your visit is over")
	for _, x := range []*browser{b, other} {
		if x.get("/shown"); x.path != "/shown/link" {
			t.Errorf("after leaving: %s", x.path)
		}
	}
	b = w.supporter(t)
	b.get("/my/in/{link}?lang=en").post("/my/in/{link}", url.Values{"pin": {servertest.PIN}}).expect(200, "Hello")
	if b.get("/shown"); b.status != 403 {
		t.Errorf("a supporter's page in a client's browser: %d", b.status)
	}
	b = w.supporter(t)
	w.Clock.Move(190 * 24 * time.Hour)
	if b.get("/shown"); b.path != "/shown/link" {
		t.Errorf("after the last day: %s", b.path)
	}
	w.browser(t).get("/shown/in/{supporter-link}").expect(404, "")
}

// allowed is a world in which the client has that profile and said yes to some parts for the supporter.
func allowed(t *testing.T, c profile.Content, name, lang string, fields ...consent.Field) *world {
	t.Helper()
	w, ctx := newWorld(t), t.Context()
	_, err := w.Profiles.ChangeClient(ctx, w.Actor("coach"), w.id("client"), profile.NewClient{Name: name, Lang: lang})
	ok(t, err)
	v, err := w.Profiles.Save(ctx, w.Actor("coach"), w.id("client"), 1, c, true)
	ok(t, err)
	m, err := w.Network.Ask(ctx, w.Actor("coach"), w.id("client"), w.id("supporter"), network.Questions{Fields: fields})
	ok(t, err)
	for _, p := range m.Parts {
		if p.State == consent.Asked && slices.Contains(fields, p.Field) {
			_, err = w.Consents.Give(ctx, w.TheClient(), p.Consent, consent.Answer{Present: "alone", Version: v.Number})
			ok(t, err)
		}
	}
	return w
}

// TestNothingUnconsentedReachesASupporter: two worlds that differ in one field of a client's profile are the same to the byte
// for a supporter, on the page and in the interface, unless the client said yes to that field.
func TestNothingUnconsentedReachesASupporter(t *testing.T) {
	read := func(w *world) map[string]string {
		out := map[string]string{}
		raw := w.raw(t, "the-supporter", "/api/v1/network/view")
		out["interface"] = strings.Join([]string{raw.Result().Status, raw.Body.String()}, " ")
		b := w.supporter(t)
		b.get("/shown?lang=en")
		out["page"] = b.doc.Find("main").Text()
		return out
	}
	differs := func(a, b map[string]string) bool { return a["interface"] != b["interface"] || a["page"] != b["page"] }
	told := map[consent.Field][]string{
		consent.Goal: {".Goal.Text", ".Goal.Occupations"}, consent.AdaptationsWanted: {".Adaptations"}, consent.NextStep: nil, consent.Meetings: nil, consent.Workdays: nil,
	}
	for field, paths := range told {
		plain := read(allowed(t, full(), "Aino Qvxon", "fi", field))
		if !strings.HasPrefix(plain["interface"], "200") {
			t.Fatal(plain)
		}
		for path, c := range without() {
			want := slices.Contains(paths, path)
			if !want && field != consent.Goal {
				continue // for the others it is enough to change all of them at once, below
			}
			if got := differs(plain, read(allowed(t, c, "Aino Qvxon", "fi", field))); got != want {
				t.Errorf("%s for %s: a difference %v, want %v", path, field, got, want)
			}
		}
		other := profile.Content{}
		switch field {
		case consent.Goal:
			other.Goal = full().Goal
		case consent.AdaptationsWanted:
			other.Adaptations = full().Adaptations
		}
		if differs(plain, read(allowed(t, other, "Eeva Muu", "sv", field))) {
			t.Errorf("%s: everything else makes a difference", field)
		}
	}
	name := read(allowed(t, full(), "Aino Qvxon", "fi", consent.FirstName))
	if differs(name, read(allowed(t, profile.Content{}, "Aino Muu", "sv", consent.FirstName))) || !differs(name, read(allowed(t, full(), "Eeva Qvxon", "fi", consent.FirstName))) {
		t.Error("the first name is not what the part of the first name tells")
	}
}

// TestEveryLookOfASupporterIsRecorded: each time the page is opened the client finds one entry more for each part.
func TestEveryLookOfASupporterIsRecorded(t *testing.T) {
	w := allowed(t, full(), "Aino client", "fi", consent.Goal)
	count := func() (n int) {
		list, err := w.Profiles.MyReaders(t.Context(), w.TheClient(), marketplace.Page{Limit: 200})
		ok(t, err)
		for _, r := range list.Items {
			if r.Person == w.id("supporter") && r.Under != "" && r.Purpose == network.PurposeView {
				n++
			}
		}
		return n
	}
	b, before := w.supporter(t), 2 // coming in opens the page once, with the workdays and the goal
	for i := range 3 {
		if got := count(); got != before+2*i {
			t.Errorf("after %d looks: %d entries", i+1, got)
		}
		b.get("/shown")
	}
}
