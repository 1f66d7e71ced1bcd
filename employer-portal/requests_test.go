package portal_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
	"sovite.fi/sovite/matching"
)

// parcels is a complete brief.
func (w *world) parcels() request.Brief {
	return request.Brief{
		Title: "Parcels", Work: "Pack parcels.", Trades: []string{"packing"}, Postal: "00100", Directs: request.Organiser, Hazards: matching.Chosen(),
		Need:     request.Need{First: "2026-11-30", Last: "2026-12-31", Weekdays: []string{"mon", "tue"}, From: 480, To: 720, People: 4},
		Deadline: marketplace.At(w.Clock.Now().Add(72 * time.Hour)),
	}
}

// ask sends a request of acme to the organiser.
func (w *world) ask(t *testing.T) marketplace.ID {
	t.Helper()
	e, err := w.Requests.Create(t.Context(), w.Actor("employer"), w.parcels())
	ok(t, err)
	_, err = w.Requests.Send(t.Context(), w.Actor("employer"), e.ID, e.Rev, []marketplace.ID{w.id("crew")})
	ok(t, err)
	w.Carry(t)
	w.IDs["request"] = string(e.ID)
	return e.ID
}

// offered is a quote for two days of December, in euros an hour.
func (w *world) offered(euros int64) quote.Content {
	c := quote.Content{Crew: w.id("crew-one"), Supervisor: "Sam Saw", Note: "Gloves are ours.", Until: marketplace.At(w.Clock.Now().Add(96 * time.Hour))}
	for _, d := range []marketplace.Date{"2026-12-07", "2026-12-08"} {
		c.Loads = append(c.Loads, capacity.Load{Date: d, From: 480, To: 720, Participants: 3, Supervisors: 1})
	}
	c.Lines = []quote.Line{{Unit: price.CrewHour, Name: "Packing", Quantity: 96, Rate: money.Rate(euros * 10_000), Reason: "Nobody but us reads this"}}
	return c
}

// quote sends a version of the organiser's quote.
func (w *world) quote(t *testing.T, id marketplace.ID, c quote.Content) quote.Entry {
	t.Helper()
	seller := w.Actor("billing")
	e, err := w.Quotes.Quote(t.Context(), seller, id)
	ok(t, err)
	e, err = w.Quotes.SaveDraft(t.Context(), seller, id, e.Rev, c)
	ok(t, err)
	e, err = w.Quotes.Send(t.Context(), seller, id, e.Rev)
	ok(t, err)
	w.Carry(t)
	w.IDs["quote"] = string(e.ID)
	return e
}

// TestRequestWalk types a request with mistakes, keeps what was typed, finds organisers, checks and sends it; sending it twice
// asks nobody twice.
func TestRequestWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "employer").get("/requests").expect(200, "No request is in progress")
	b.get("/requests/new")
	v := b.values("/requests/new")
	v.Set("need.people", "many")
	v.Set("work", "Pack <b>parcels</b>")
	v.Set("do", "save")
	b.post("/requests/new", v).expect(422, "is not a number")
	if b.doc.Find("#f-need-people").AttrOr("value", "") != "many" || !strings.Contains(b.doc.Find("#f-work").Text(), "<b>parcels</b>") || b.doc.Find(`#problems a[href="#f-need-people"]`).Length() != 1 {
		t.Error("what was typed is lost, or nothing leads to the mistake")
	}
	v.Set("need.people", "4")
	b.post("/requests/new", v).expect(422, "Fill in this field")
	v.Set("title", "Parcels")
	b.post("/requests/new", v).expect(200, "Whom do you ask?")
	at := strings.TrimSuffix(strings.Split(b.path, "?")[0], "/ask")
	b.post("/requests/new", v)
	if list := w.mine(t); len(list) != 1 {
		t.Fatalf("posted twice, %d requests", len(list))
	}
	b.get(at+"/check").expect(422, "Choose at least one organiser")
	b.get(at+"/ask?trade=&near=").expect(200, "One organiser was found").expect(200, "Packers")
	if b.doc.Find(`input[name="o"][value="`+w.IDs["crew"]+`"]`).Length() != 1 {
		t.Fatal("the organiser cannot be chosen")
	}
	check := at + "/check?o=" + w.IDs["crew"]
	b.get(check).expect(422, "Who directs the work?: ")
	if b.doc.Find(`#problems a[href="`+at+`/edit#f-need-first"]`).Length() != 1 || b.doc.Find("#send").Length() != 0 {
		t.Error("what is missing is not linked, or can be sent")
	}
	w.completed(t, b, at)
	b.get(check).expect(200, "The supervisor directs the work. You tell what is to be done").expect(200, "Monday, Tuesday")
	send := b.values(at + "/send")
	b.post(at+"/send", send).expect(200, "The request is sent").expect(200, "Has not seen it yet").expect(200, "No quotes yet")
	b.post(at+"/send", send).expect(200, "The request is sent")
	if q := w.mine(t)[0]; len(q.Value.Invited) != 1 || q.Value.State != request.Open {
		t.Errorf("sent twice: %+v", q.Value)
	}
	if b.get(at + "/edit"); strings.HasSuffix(b.path, "/edit") {
		t.Error("what was sent can be edited")
	}
	b.get("/requests/new?from=" + strings.TrimPrefix(at, "/requests/"))
	if v := b.values("/requests/new"); v.Get("title") != "Parcels" || v.Get("need.first") != "" {
		t.Errorf("asking anew begins with %v", v)
	}
}

// completed fills in what lacks, over a colleague who saves meanwhile.
func (w *world) completed(t *testing.T, b *browser, at string) {
	t.Helper()
	v := b.get(at + "/edit").values(at + "/edit")
	other := w.as(t, "employer-owner").get(at + "/edit")
	theirs := other.values(at + "/edit")
	theirs.Set("reference", "PO 1")
	theirs.Set("do", "check")
	other.post(at+"/edit", theirs).expect(200, "PO 1")
	for name, text := range map[string]string{
		"postal": "00100", "need.first": "2026-11-30", "need.last": "2026-12-31", "need.from": "8.00", "need.to": "12:00", "directs": "organiser", "hazards.asked": "none", "do": "check",
	} {
		v.Set(name, text)
	}
	v["trades"], v["need.weekdays"] = []string{"packing"}, []string{"mon", "tue"}
	b.post(at+"/edit", v).expect(409, "")
	if b.doc.Find("#f-need-from").AttrOr("value", "") != "8.00" {
		t.Error("what was typed is lost")
	}
	v = b.values(at + "/edit")
	v.Set("do", "check")
	b.post(at+"/edit", v).expect(200, "The request is saved as a draft")
}

func (w *world) mine(t *testing.T) []request.Entry {
	t.Helper()
	list, err := w.Requests.Mine(t.Context(), w.Actor("employer"), true, marketplace.Page{})
	ok(t, err)
	return list.Items
}

// TestChoosing: the buyer answers a question, reads quotes beside each other and one by one, accepts an older version than the
// newest and is shown what changed, and accepts the newest; posted twice, nothing more happens.
func TestChoosing(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	_, err := w.Requests.Ask(t.Context(), w.Actor("billing"), id, "q1", "Is there a lift?")
	ok(t, err)
	b := w.as(t, "employer").get("/").expect(200, "One question waits for an answer")
	b.get("/requests/{request}").expect(200, "Is there a lift?").expect(200, "Waits for an answer")
	question := "/requests/{request}/questions/q1"
	b.get(question).post(question, url.Values{}).expect(422, "Fill in this field")
	b.post(question, url.Values{"answer": {"Yes, by the door."}}).expect(200, "Answer: Yes, by the door.")
	w.quote(t, id, w.offered(20))
	offer := "/requests/{request}/quotes/{quote}"
	b.get("/requests/{request}").expect(200, "€480.00")
	if b.doc.Find(`#quotes tbody th a[href="`+b.fill(offer)+`"]`).Length() != 1 {
		t.Error("nothing leads to the quote")
	}
	b.get(offer).expect(200, "Capacity is held for you until").expect(200, "Sam Saw").expect(200, "The supervisor directs the work")
	if foot := b.doc.Find("#price tfoot td").Last().Text(); foot != "€480.00" {
		t.Errorf("the lines come to %q", foot)
	}
	if strings.Contains(b.body, "Nobody but us") {
		t.Error("the buyer reads why a price is another one")
	}
	v := b.get(offer+"/accept").expect(200, "What you accept (version 1)").expect(200, "€480.00").values(offer + "/accept")
	w.quote(t, id, w.offered(22))
	b.post(offer+"/accept", v).expect(409, "has sent a newer version (2)").expect(409, "€480.00").expect(409, "€528.00")
	if got := b.doc.Find("#changes tbody tr").Length(); got != 3 {
		t.Errorf("%d changes are shown", got)
	}
	if q := w.mine(t)[0].Value; q.State != request.Open {
		t.Fatalf("an older version was accepted: %s", q.State)
	}
	v = b.values(offer + "/accept")
	b.post(offer+"/accept", v).expect(200, "The quote is accepted")
	b.get(offer).expect(200, "employer accepted version 2").expect(200, "Version 2: what changed since version 1")
	b.post(offer+"/accept", v).expect(200, "The quote is accepted")
	b.get("/requests?ended=yes").expect(200, "Quote chosen")
}

// TestTooLate: a quote that ends between the look and the choice leads to renewal and the others, and not to an error page.
func TestTooLate(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	w.quote(t, id, w.offered(20))
	offer := "/requests/{request}/quotes/{quote}"
	b := w.as(t, "employer-owner").get(offer + "/accept")
	v := b.values(offer + "/accept")
	w.Clock.Move(97 * time.Hour)
	b = w.as(t, "employer-owner").get(offer).expect(200, "No capacity is held any more")
	b.post(offer+"/accept", v).expect(422, "The hours are still free")
	b.post(offer+"/renewal", b.values(offer+"/renewal")).expect(200, "has been asked to renew")
	b.get(offer).expect(200, "Renewal was asked for")
}

// TestGone: what somebody else bought meanwhile is said with what is missing, and the request is open again.
func TestGone(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	c := w.offered(20)
	e := w.quote(t, id, c)
	offer := "/requests/{request}/quotes/{quote}"
	b := w.as(t, "employer-owner").get(offer + "/accept")
	v := b.values(offer + "/accept")
	crew, err := w.Capacity.Get(t.Context(), w.Actor("supervisor"), w.id("crew-one"))
	ok(t, err)
	_, err = w.Capacity.SavePlan(t.Context(), w.Actor("supervisor"), crew.ID, crew.Rev, capacity.Plan{From: "2026-12-07", Reason: capacity.Training})
	ok(t, err)
	b.post(offer+"/accept", v).expect(422, "2026-12-07")
	if q := w.mine(t)[0].Value; q.State != request.Open {
		t.Errorf("the request is %s", q.State)
	}
	if got, err := w.Quotes.Offer(t.Context(), w.Actor("employer"), e.ID); err != nil || got.Why != quote.CapacityGone {
		t.Errorf("the quote: %+v, %v", got, err)
	}
	b.get("/requests/{request}").expect(200, "The capacity was gone")
}

// TestLimitsOfBuyers: above one's limit the owners are asked, and one of them accepts.
func TestLimitsOfBuyers(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	w.quote(t, id, w.offered(20))
	owner := w.as(t, "employer-owner").get("/limits")
	v := owner.values("/limits")
	v.Set("most", "a lot")
	owner.post("/limits", v).expect(422, "")
	if owner.doc.Find("#f-most").AttrOr("value", "") != "a lot" {
		t.Error("what was typed is lost")
	}
	v.Set("most", "100")
	old := url.Values{"most": {"7"}, "rev": {v.Get("rev")}}
	owner.post("/limits", v).expect(200, "The limits are saved")
	owner.post("/limits", old).expect(409, "")
	w.as(t, "employer").get("/limits").expect(403, "")
	offer := "/requests/{request}/quotes/{quote}"
	b := w.as(t, "employer").get(offer+"/accept").expect(200, "above your limit (€100.00)").expect(200, "Ask the owners to accept")
	b.post(offer+"/accept", b.values(offer+"/accept")).expect(200, "The owners have been asked").expect(200, "wants to accept a quote")
	owner.get("/").expect(200, "Accepting a quote waits for an owner")
	owner.get("/requests/{request}").expect(200, "Their limit is €100.00")
	owner.get(offer + "/accept")
	owner.post(offer+"/accept", owner.values(offer+"/accept")).expect(200, "The quote is accepted")
}

// TestNo: a quote is declined with a reason, and the request is withdrawn.
func TestNo(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	w.quote(t, id, w.offered(20))
	b, offer := w.as(t, "employer"), "/requests/{request}/quotes/{quote}"
	b.get(offer + "/decline")
	b.post(offer+"/decline", url.Values{"reason": {"other"}}).expect(422, "More about it")
	b.post(offer+"/decline", url.Values{"reason": {"too_dear"}}).expect(200, "The quote is declined")
	b.get(offer).expect(200, "Too dear")
	b.get("/requests/{request}/withdraw")
	b.post("/requests/{request}/withdraw", url.Values{}).expect(200, "The request is withdrawn")
	b.post("/requests/{request}/withdraw", url.Values{}).expect(200, "The request is withdrawn")
	b.post("/requests/{request}/questions/q1", url.Values{"answer": {"x"}}).expect(404, "")
}

// TestRequestsAreTheBuyersOwn opens every page of a buyer in every language; nobody else comes in.
func TestRequestsAreTheBuyersOwn(t *testing.T) {
	w := newWorld(t)
	w.asksAndOffers(t)
	one := []string{"/requests/{request}", "/requests/{request}/ask", "/requests/{request}/questions/q1", "/requests/{request}/withdraw"}
	offer := "/requests/{request}/quotes/{quote}"
	one = append(one, offer, offer+"/accept", offer+"/decline")
	w.opens(t, "employer-owner", append(one, "/requests", "/requests?ended=yes", "/requests/new", "/requests/new?task={task}", "/requests/new?from={request}", "/limits")...)
	for _, path := range one {
		w.as(t, "rival").get(path).expect(404, "")
		w.as(t, "unit-owner").get(path).expect(404, "")
		for _, who := range []string{"coach", "supervisor", "billing"} {
			w.as(t, who).get(path).expect(403, "")
		}
	}
	w.as(t, "rival").get("/requests/new?from={request}").expect(404, "")
	w.as(t, "coach").get("/requests").expect(403, "")
	w.as(t, "supervisor").get("/requests/new").expect(403, "")
}

// asksAndOffers brings {request} with a question q1 and {quote} in two versions.
func (w *world) asksAndOffers(t *testing.T) {
	t.Helper()
	id := w.ask(t)
	_, err := w.Requests.Ask(t.Context(), w.Actor("billing"), id, "q1", "Is there a lift?")
	ok(t, err)
	w.quote(t, id, w.offered(20))
	w.quote(t, id, w.offered(21))
}

// missing finds a key that stands where its message should.
var missing = regexp.MustCompile(`\b(portal|quote|request|asked|capacity|price)\.[a-z_]+`)

// opens opens pages in every language, and looks for messages that are missing.
func (w *world) opens(t *testing.T, who string, paths ...string) {
	t.Helper()
	b := w.as(t, who)
	for _, path := range paths {
		for _, lang := range []string{"fi", "sv", "en"} {
			mark := "?"
			if strings.Contains(path, "?") {
				mark = "&"
			}
			b.get(path + mark + "lang=" + lang)
			if b.status != 200 || b.doc.Find("h1").Length() != 1 || b.doc.Find("html").AttrOr("lang", "") != lang {
				t.Errorf("%s at %s in %s: status %d at %s", who, path, lang, b.status, b.path)
			}
			if key := missing.FindString(b.doc.Find("body").Text()); key != "" {
				t.Errorf("%s at %s in %s: the message %s is missing", who, path, lang, key)
			}
		}
	}
}
