package portal_test

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/quote"
	"sovite.fi/sovite/marketplace/request"
)

// packing puts a crew hour into the price book of the organiser, below its cost.
func (w *world) packing(t *testing.T) price.Item {
	t.Helper()
	_, i, err := w.Prices.Add(t.Context(), w.Actor("billing"), "k1", price.NewItem{Name: "Crew hour", Unit: price.CrewHour, Draft: price.Draft{
		From: w.Prices.Clock.Today(), Rate: 20_0000, Cost: price.Cost{Parts: map[price.Part]money.Rate{price.Wages: 21_0000}}, Below: price.Below{Reason: "First order", Person: "Oona Owner"},
	}})
	ok(t, err)
	return i
}

// TestQuoteWalk begins with what the request asks for, keeps what was typed, is told what does not fit and moves a day to the
// nearest free time, asks a reason for another price, warns of a price below cost, and sends; posted twice it is sent once.
func TestQuoteWalk(t *testing.T) {
	w := newWorld(t)
	w.packing(t)
	w.ask(t)
	b := w.as(t, "billing").get("/").expect(200, "Waits for your quote")
	b.get("/asked").expect(200, "Parcels")
	b.get("/asked/{request}").expect(200, "Nobody has asked anything yet").expect(200, "Pack parcels.")
	edit := "/asked/{request}/quote"
	v := b.get(edit).values(edit)
	if v.Get("crew") != w.IDs["crew-one"] || v.Get("loads[0].date") != "2026-11-30" || v.Get("loads[9].date") != "2026-12-29" || v.Get("loads[0].participants") != "4" || v.Get("lines[0].rate") != "20.00" || v.Get("lines[0].quantity") != "160" {
		t.Fatalf("the editor begins with %v", v)
	}
	for i := 2; i < 10; i++ {
		for _, f := range []string{"date", "from", "to", "participants", "supervisors"} {
			v.Set("loads["+strconv.Itoa(i)+"]."+f, "")
		}
	}
	v.Set("supervisor", "Sam Saw")
	v.Set("loads[1].date", "2026-12-07")
	v.Set("loads[1].from", "half past eight")
	v.Set("do", "save")
	b.post(edit, v).expect(422, "Day 2, Begins: ")
	if b.doc.Find("#f-loads-1--from").AttrOr("value", "") != "half past eight" || b.doc.Find(`#problems a[href="#f-loads-1--from"]`).Length() != 1 {
		t.Error("what was typed is lost, or nothing leads to it")
	}
	v.Set("loads[1].from", "8")
	v.Set("do", "count")
	b.post(edit, v)
	if v = b.values(edit); v.Get("lines[0].quantity") != "32" || v.Get("loads[1].from") != "8" {
		t.Errorf("reckoned from two days: %v", v)
	}
	v.Set("lines[0].rate", "19")
	v.Set("do", "save")
	b.post(edit, v).expect(200, "Line 1, Reason for another price: ").expect(200, "The hours are free now")
	if b.doc.Find("#send form").Length() != 0 || b.doc.Find(`#problems a[href="`+b.fill(edit)+`#f-lines-0--reason"]`).Length() != 1 {
		t.Error("it can be sent without a reason, or nothing leads to it")
	}
	v = b.get(edit).values(edit)
	v.Set("lines[0].reason", "A new customer")
	v.Set("do", "save")
	b.post(edit, v).expect(200, "€608.00").expect(200, "Crew hour: ")
	if text := b.doc.Find("#cost").Text(); !strings.Contains(text, "€2.00") {
		t.Errorf("the price against its cost: %s", text)
	}
	send := b.values(edit + "/send")
	b.post(edit+"/send", send).expect(200, "The quote is sent").expect(200, "Hours are kept until")
	b.post(edit+"/send", send).expect(200, "The quote is sent")
	w.Carry(t)
	if q := w.ownQuote(t); len(q.Versions) != 1 || q.Versions[0].Lines[0].Book != 20_0000 {
		t.Errorf("sent twice: %+v", q)
	}
	buyer := w.as(t, "employer").get("/requests/{request}").expect(200, "€608.00")
	if strings.Contains(buyer.body, "A new customer") {
		t.Error("the buyer reads the reason")
	}
}

func (w *world) ownQuote(t *testing.T) quote.Quote {
	t.Helper()
	e, err := w.Quotes.Quote(t.Context(), w.Actor("billing"), w.id("request"))
	ok(t, err)
	return e.Value
}

// TestNearestTime: a day that does not fit is named with what is missing, and moved with one button to the nearest time that does;
// the quote's own hold is no hindrance for its next version.
func TestNearestTime(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	c := w.offered(20)
	_, err := w.Capacity.Hold(t.Context(), w.Actor("supervisor"), c.Crew, capacity.Request{ID: "other", For: "other", Buyer: w.id("acme"), Until: c.Until, Loads: c.Loads[:1]})
	ok(t, err)
	e, err := w.Quotes.Quote(t.Context(), w.Actor("billing"), id)
	ok(t, err)
	_, err = w.Quotes.SaveDraft(t.Context(), w.Actor("billing"), id, e.Rev, c)
	ok(t, err)
	preview, move := "/asked/{request}/quote/preview", "/asked/{request}/quote/move"
	b := w.as(t, "billing").get(preview).expect(200, "One day does not fit").expect(200, "Monday 7 December 2026")
	b.post("/asked/{request}/quote/send", b.values("/asked/{request}/quote/send")).expect(409, "7 December 2026")
	first := b.doc.Find(`#short-0 form`).First()
	v := url.Values{}
	for _, name := range []string{"rev", "at", "date", "from"} {
		v.Set(name, first.Find(`input[name="`+name+`"]`).AttrOr("value", ""))
	}
	if v.Get("date") != "2026-12-09" {
		t.Errorf("the nearest time is %v", v)
	}
	b.post(move, v).expect(200, "The day was moved").expect(200, "The days fit")
	b.post("/asked/{request}/quote/send", b.values("/asked/{request}/quote/send")).expect(200, "The quote is sent")
	v = b.get("/asked/{request}/quote").values("/asked/{request}/quote")
	v.Set("note", "With gloves.")
	v.Set("do", "save")
	b.post("/asked/{request}/quote", v).expect(200, "The days fit").expect(200, "Version 2: what changed since version 1")
	if got := b.doc.Find("#changes tbody tr").Length(); got != 1 {
		t.Errorf("%d changes", got)
	}
	stale := b.values("/asked/{request}/quote/send")
	b.post("/asked/{request}/quote", v).expect(409, "")
	stale.Set("rev", "1")
	b.get(preview).post("/asked/{request}/quote/send", stale).expect(409, "")
}

// TestAfterSending: questions, renewal that the buyer asked for, hours that the organiser's own change took, and withdrawal.
func TestAfterSending(t *testing.T) {
	w := newWorld(t)
	id := w.ask(t)
	b, question := w.as(t, "billing"), "/asked/{request}/question"
	b.get(question + "?suggest=tools")
	v := b.values(question)
	if !strings.HasPrefix(v.Get("text"), "Which tools") || b.doc.Find(`main a[href*="?suggest="]`).Length() != 6 {
		t.Errorf("the question is %v", v)
	}
	b.post(question, url.Values{"key": {v.Get("key")}}).expect(422, "Fill in this field")
	b.post(question, v).expect(200, "Which tools").expect(200, "You asked this")
	b.get(question).post(question, v)
	if n := len(w.mine(t)[0].Value.Questions); n != 1 {
		t.Errorf("posted twice, %d questions", n)
	}
	e := w.quote(t, id, w.offered(20))
	_, err := w.Quotes.AskRenewal(t.Context(), w.Actor("employer"), e.ID)
	ok(t, err)
	b.get("/asked").expect(200, "The buyer asks for renewal")
	renew := "/asked/{request}/quote/renew"
	v = b.get(renew).values(renew)
	v.Set("until", "2027-01-01")
	b.post(renew, v).expect(422, "at most until the first day")
	v.Set("until", "2026-12-01")
	b.post(renew, v).expect(200, "The quote is renewed")
	crew, err := w.Capacity.Get(t.Context(), w.Actor("supervisor"), w.id("crew-one"))
	ok(t, err)
	_, err = w.Capacity.SavePlan(t.Context(), w.Actor("supervisor"), crew.ID, crew.Rev, capacity.Plan{From: "2026-12-07", Reason: capacity.Training})
	ok(t, err)
	b.get("/asked/{request}").expect(200, "The quote has no hours any more")
	w.as(t, "employer").get("/requests/{request}/quotes/{quote}").expect(200, "no capacity is held any more")
	b.get("/asked/{request}/quote/withdraw")
	b.post("/asked/{request}/quote/withdraw", url.Values{}).expect(200, "The quote is withdrawn")
	b.post("/asked/{request}/quote/withdraw", url.Values{}).expect(200, "The quote is withdrawn")
}

// TestPassing: the organiser says why it does not quote, and the request is no more among those that wait.
func TestPassing(t *testing.T) {
	w := newWorld(t)
	w.ask(t)
	b, pass := w.as(t, "billing"), "/asked/{request}/pass"
	b.get(pass).post(pass, url.Values{"reason": {"other"}}).expect(422, "More about it")
	b.post(pass, url.Values{"reason": {"too_far"}}).expect(200, "The buyer was told")
	w.Carry(t)
	b.get("/asked").expect(200, "Nobody asks you for a quote now")
	b.get("/asked?ended=yes").expect(200, "You do not quote")
	w.as(t, "employer").get("/requests/{request}").expect(200, "Too far away")
}

// TestAskedIsTheOrganisersOwn opens every page of an organiser in every language; nobody else comes in, and nothing says that
// another was asked.
func TestAskedIsTheOrganisersOwn(t *testing.T) {
	w := newWorld(t)
	w.packing(t)
	w.asksAndOffers(t)
	one := []string{"/asked/{request}", "/asked/{request}/question", "/asked/{request}/pass", "/asked/{request}/quote", "/asked/{request}/quote/renew", "/asked/{request}/quote/withdraw"}
	w.opens(t, "billing", append(one, "/asked", "/asked?ended=yes")...)
	for _, path := range append(one, "/asked/{request}/quote/preview") {
		for _, who := range []string{"rival", "unit-owner", "employer-owner"} {
			w.as(t, who).get(path).expect(404, "")
		}
		for _, who := range []string{"employer", "supervisor", "coach"} {
			w.as(t, who).get(path).expect(403, "")
		}
	}
	if s := w.as(t, "supervisor"); s.doc.Find(`a[href="/asked"]`).Length() != 0 {
		t.Error("a supervisor is led to what they may not see")
	}
	e, err := w.Quotes.Quote(t.Context(), w.Actor("billing"), w.id("request"))
	ok(t, err)
	c := w.offered(30)
	c.Note = "New."
	_, err = w.Quotes.SaveDraft(t.Context(), w.Actor("billing"), w.id("request"), e.Rev, c)
	ok(t, err)
	w.opens(t, "billing", "/asked/{request}/quote/preview")
	ok(t, last2(w.Requests.Withdraw(t.Context(), w.Actor("employer"), w.id("request"))))
	w.Carry(t)
	b := w.as(t, "billing").get("/asked/{request}").expect(200, "The request was withdrawn")
	if b.get("/asked/{request}/quote"); strings.HasSuffix(b.path, "/quote") {
		t.Error("what ended can be quoted for")
	}
}

func last2(_ request.Request, err error) error { return err }
