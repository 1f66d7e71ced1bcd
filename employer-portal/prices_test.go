package portal_test

import (
	"net/url"
	"strings"
	"testing"
)

const newCrewHour = "/prices/new/crew_hour"

// crewHour fills the form of a crew hour in, as somebody types it; its cost is 24.00 €.
func crewHour(v url.Values, rate string) url.Values {
	for name, text := range map[string]string{
		"name": "Cleaning crew", "rate": rate, "cost.parts.wages": "10", "cost.supervisor_hour": "€40.00", "cost.participants": "5", "cost.parts.tools": "1",
		"cost.parts.transport": "2", "cost.parts.premises": "1.00", "cost.parts.administration": "2", "market.rate": "30", "market.source": "Three firms",
	} {
		v.Set(name, text)
	}
	v.Set("market.on", "2026-11-02")
	return v
}

// TestPricesWalk fills an empty book, looks at a verdict before saving, is asked for a reason below cost, lets another price
// follow, and retires the item; what was typed wrong stands in the form again.
func TestPricesWalk(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "billing").get("/prices").expect(200, "Nothing is in the price book yet")
	if n := b.doc.Find("#examples").Parent().Find("li a").Length(); n != 3 {
		t.Errorf("%d examples", n)
	}
	b.get(b.doc.Find(`#examples ~ ul a[href^="`+newCrewHour+`"]`).AttrOr("href", ""))
	if b.doc.Find("#f-name").AttrOr("value", "") != "Hour of a cleaning crew" || b.doc.Find("#f-rate").AttrOr("value", "") != "" {
		t.Error("the example does not name what is sold, or invents a price")
	}
	v := crewHour(b.values(newCrewHour), "23,99x")
	b.post(newCrewHour, v).expect(422, "is not a price")
	if b.doc.Find("#f-rate").AttrOr("value", "") != "23,99x" || b.doc.Find(`#problems a[href="#f-rate"]`).Length() != 1 {
		t.Error("what was typed is lost, or nothing leads to it")
	}
	v.Set("do", "check")
	v.Set("rate", "23.9999")
	b.post(newCrewHour, v).expect(200, "€0.0001 less than the cost of €24.00").expect(200, "€6.0001 below the market reference").expect(200, "Public support is not taken off")
	if b.doc.Find(`#gates-title ~ ul a[href="/rules/fair_price.market_price"]`).Length() != 1 {
		t.Error("the verdict does not cite its rule")
	}
	w.as(t, "billing").get("/prices").expect(200, "Nothing is in the price book yet")
	v.Set("do", "save")
	b.post(newCrewHour, v).expect(422, "Write who decided")
	if b.doc.Find(`#problems a[href="#f-below-reason"], #problems a[href="#f-below-person"]`).Length() != 2 {
		t.Error("nothing leads to the reason and the person")
	}
	v.Set("rate", "27.5")
	b.post(newCrewHour, v).expect(200, "The price is saved").expect(200, "covers the full cost of €24.00 and exceeds it by €3.50").expect(200, "€8.00 (supervisor’s hour €40.00, 5 participants)")
	item := strings.Split(b.path, "?")[0]
	b.get(newCrewHour)
	b.post(newCrewHour, v).expect(200, "Cleaning crew")
	b.get("/prices").expect(200, "€27.50")
	if n := b.doc.Find("tbody tr").Length(); n != 1 {
		t.Errorf("sent twice, %d items", n)
	}
	nextPrice(t, b, item)
	w.as(t, "supervisor").get(item).expect(200, "First month")
	retirement(t, b, item)
}

// nextPrice lets another price follow, below cost with a reason.
func nextPrice(t *testing.T, b *browser, item string) {
	t.Helper()
	next := item + "/next"
	v := b.get(next).values(next)
	if v.Get("cost.supervisor_hour") != "40.00" || v.Get("cost.parts.supervision") != "" || v.Get("rate") != "27.50" {
		t.Errorf("the form begins with %v", v)
	}
	old := b.get(next).values(next)
	v.Set("from", "2020-01-01")
	b.post(next, v).expect(422, "cannot begin before today")
	v.Set("from", "2027-01-01")
	v.Set("rate", "20")
	v.Set("below.reason", "First month")
	v.Set("below.person", "Oona Owner")
	b.post(next, v).expect(200, "The price is saved").expect(200, "€20.00 from 1 January 2027").expect(200, "Oona Owner")
	if got := b.doc.Find("#history table tbody tr").Length(); got != 2 {
		t.Errorf("%d prices in the history", got)
	}
	old.Set("rate", "31")
	b.get(next).post(next, old).expect(409, "Somebody else saved in the price book meanwhile")
	if b.doc.Find("#f-rate").AttrOr("value", "") != "31" {
		t.Error("what was typed is lost")
	}
}

func retirement(t *testing.T, b *browser, item string) {
	t.Helper()
	form := item + "/retire"
	v := b.get(form).values(form)
	v.Set("day", "2020-01-01")
	b.post(form, v).expect(422, "can be retired from today")
	v.Set("day", "2099-12-31")
	b.post(form, v).expect(200, "Retired from 31 December 2099")
	b.post(item+"/keep", b.values(item+"/keep")).expect(200, "The item is sold on")
	if strings.Contains(b.doc.Find("main").Text(), "2099") {
		t.Error("it still goes")
	}
}

// TestPricesOfOthers: a supervisor reads and gets no form; others see no price book, not even in the navigation.
func TestPricesOfOthers(t *testing.T) {
	w := newWorld(t)
	s := w.as(t, "supervisor").get("/prices").expect(200, "Nothing is in the price book yet")
	if s.doc.Find(`nav a[href="/prices"]`).Length() != 1 || s.doc.Find(`main a[href^="/prices/new"]`).Length() != 0 {
		t.Error("a supervisor does not find the prices, or can add one")
	}
	s.get(newCrewHour).expect(403, "")
	s.get("/prices/new").expect(403, "")
	for _, name := range []string{"employer", "employer-owner", "coach", "unit-owner", "auditor"} {
		b := w.as(t, name)
		if b.doc.Find(`a[href="/prices"]`).Length() != 0 {
			t.Errorf("%s is led to the prices", name)
		}
		b.get("/prices").expect(403, "")
		b.get("/prices/any").expect(403, "")
	}
	w.as(t, "billing").get("/prices/any").expect(404, "")
	w.as(t, "billing").get("/prices/new/day").expect(404, "")
}

// TestPricesInTheLanguages reads amounts as they are written in the language of the page.
func TestPricesInTheLanguages(t *testing.T) {
	w := newWorld(t)
	b := w.as(t, "billing").get("/prices/new/travel?lang=fi")
	v := b.values("/prices/new/travel")
	for name, text := range map[string]string{"do": "check", "name": "Matka", "rate": "1 250,50 €", "cost.parts.wages": "1000", "cost.parts.transport": "250,5", "cost.parts.administration": "0"} {
		v.Set(name, text)
	}
	b.post("/prices/new/travel", v).expect(200, "Hinta on täsmälleen täysi kustannus 1\u00a0250,50\u00a0€")
	b.get("/prices?lang=sv").expect(200, "Prislistan är tom")
}
