package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/frame"
	"sovite.fi/sovite/marketplace/request"
)

// framed is a framework agreement that the crew offers acme after an order: {frame}.
func (w *world) framed(t *testing.T) {
	t.Helper()
	w.ordered(t)
	terms, err := w.Frames.Start(t.Context(), w.Actor("billing"), w.id("order"))
	ok(t, err)
	terms.Ceiling = 3_000_00
	for i := range terms.Prices {
		terms.Prices[i].Reason = "Nobody but us"
	}
	e, err := w.Frames.Offer(t.Context(), w.Actor("billing"), "key", w.id("order"), terms)
	ok(t, err)
	w.IDs["frame"] = string(e.ID)
	w.Carry(t)
}

// TestFramePagesOpen opens every page of both sides in every language and state; no message is missing and nobody else comes in.
func TestFramePagesOpen(t *testing.T) {
	w := newWorld(t)
	w.framed(t)
	const one, own = "/frames/{frame}", "/agreements/{frame}"
	open := func() {
		for who, paths := range map[string][]string{
			"billing":  {"/frames", "/frames?ended=yes", "/frames/new?order={order}", one, one + "/withdraw", one + "/notice"},
			"employer": {"/", "/agreements", "/agreements?ended=yes", own, own + "/agree", own + "/decline", own + "/notice", own + "/call", "/purchases/{order}", "/purchases/{order}/again"},
		} {
			b := w.as(t, who)
			for _, path := range paths {
				b.opens(path, func(text string) {
					if who == "employer" && strings.Contains(text, "Nobody but us") {
						t.Errorf("the buyer reads at %s how a price came about", path)
					}
				}, "frame.")
			}
		}
	}
	open()
	e, err := w.Frames.Bought(t.Context(), w.Actor("employer"), w.id("frame"))
	ok(t, err)
	_, err = w.Frames.Agree(t.Context(), w.Actor("employer"), e.ID, e.Rev, e.Value.Site)
	ok(t, err)
	_, _, err = w.Frames.CallOff(t.Context(), w.Actor("employer"), e.ID, "a", frame.Wish{
		Need: request.Need{First: "2026-12-21", Last: "2026-12-22", Weekdays: []string{"mon"}, From: 480, To: 720, People: 1},
	})
	ok(t, err)
	w.Carry(t)
	open()
	_, err = w.Frames.GiveNotice(t.Context(), w.Actor("billing"), e.ID, "The crew ends.")
	ok(t, err)
	open()
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"rival", one, 404},
		{"rival", own, 404},
		{"rival", own + "/call", 404},
		{"rival", "/purchases/{order}/again", 404},
		{"employer-owner", one, 404},
		{"employer", one, 403},
		{"supervisor", one, 403},
		{"crew-owner", own, 404},
		{"billing", own + "/call", 403},
		{"employer-owner", "/frames/new?order={order}", 404},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}

// The whole way by forms: the organiser offers from an order, the buyer agrees, checks a call-off, makes it, and stands where it
// is accepted; what is wrong is named where it was typed, and nothing typed is lost.
func TestFrameByForms(t *testing.T) {
	w := newWorld(t)
	w.ordered(t)
	seller := w.as(t, "billing").get("/frames").expect(200, "Begin from the order").get("/frames/new?order={order}")
	form := seller.values("/frames/new")
	form.Set("ceiling", "abc")
	form.Set("to", "2031-12-31")
	seller.post("/frames/new", form).expect(422, "abc")
	form.Set("ceiling", "3000")
	seller.post("/frames/new", form).expect(422, "at most 4 years")
	form.Set("to", "2027-06-30")
	seller.post("/frames/new", form).expect(200, "The framework agreement is offered").expect(200, "Waits for an answer")
	w.Carry(t)
	w.IDs["frame"] = strings.TrimPrefix(strings.Split(seller.path, "?")[0], "/frames/")
	buyer := w.as(t, "employer").get("/").expect(200, "Answer the framework agreement").get("/agreements/{frame}/agree")
	site := buyer.values("/agreements/{frame}/agree")
	site.Set("safety", "Leave by the yard.")
	buyer.post("/agreements/{frame}/agree", site).expect(200, "The framework agreement holds").expect(200, "Leave by the yard.")
	buyer.get("/agreements/{frame}/call")
	call := buyer.values("/agreements/{frame}/call")
	for name, value := range map[string]string{"need.first": "2026-12-21", "need.last": "2027-01-10", "need.weekdays": "mon", "need.from": "08:00", "need.to": "12:00", "need.people": "1", "skip": "tomorrow"} {
		call.Set(name, value)
	}
	buyer.post("/agreements/{frame}/call", call).expect(422, "tomorrow")
	call.Set("skip", "2026-12-28")
	call.Set("do", "check")
	buyer.post("/agreements/{frame}/call", call).expect(200, "What the call-off would come to").expect(200, "The hours are free")
	if strings.Contains(buyer.body, "Dec 28") {
		t.Error("a day that was left out is shown")
	}
	call.Set("do", "save")
	buyer.post("/agreements/{frame}/call", call).expect(200, "its hours are held").expect(200, "Accept")
	accept := buyer.doc.Find("form[action$='/accept']")
	buyer.post(accept.AttrOr("action", ""), url.Values{"version": {"1"}}).expect(200, "")
	w.Carry(t)
	buyer.get("/agreements/{frame}").expect(200, "Call-off 1").expect(200, "Ordered")
	seller.get("/frames/{frame}").expect(200, "Ordered")
	buyer.get("/purchases/{order}/again").post("/purchases/{order}/again", url.Values{"key": {"k"}, "first": {"2027-02-01"}, "last": {"2027-02-28"}}).
		expect(200, "A new request is begun")
	if got := buyer.doc.Find("input[name='need.first']").AttrOr("value", ""); got != "2027-02-01" {
		t.Errorf("the request begins on %q", got)
	}
}
