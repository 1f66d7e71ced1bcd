package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/liability"
)

// papers puts the six papers of crew in, issued on a day, and lets acme ask.
func (w *world) papers(t *testing.T, issued marketplace.Date) {
	t.Helper()
	for _, k := range liability.Kinds() {
		if _, err := w.Liability.AddDocument(t.Context(), w.Actor("billing"), liability.NewDocument{Kind: k, Issued: issued, Source: "Issuer of " + string(k)}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := w.Liability.Ask(t.Context(), w.Actor("employer"), w.id("crew")); err != nil {
		t.Fatal(err)
	}
}

// TestLiabilityPagesOpen opens every page of both sides in every language; no message is missing and nobody else comes in.
func TestLiabilityPagesOpen(t *testing.T) {
	w := newWorld(t)
	w.papers(t, "2026-11-01")
	id := string(must(w.Liability.Own(t.Context(), w.Actor("billing"))).Documents[0].ID)
	must(w.Liability.Record(t.Context(), w.Actor("employer"), w.id("crew"), liability.Contract{ID: "deal", Type: liability.Subcontract, Agreed: "2026-11-01", Cents: 9000_00}))
	pages := map[string][]string{
		"billing": {"/liability", "/liability/new", "/liability/new?kind=taxes", "/liability/form", "/liability/documents/" + id + "/withdraw"},
		"employer": {
			"/suppliers", "/suppliers/new", "/suppliers/{crew}", "/suppliers/{crew}?cents=900000&construction=yes", "/suppliers/{crew}?type=leased&days=11", "/suppliers/{crew}?contract=deal",
			"/suppliers/{crew}/about", "/suppliers/{crew}/about?cents=900000&off_site=yes", "/suppliers/{crew}/contracts/new", "/suppliers/{crew}/contracts/deal/end", "/suppliers/{crew}/doubt", "/suppliers/{crew}/exempt",
		},
	}
	for who, paths := range pages {
		b := w.as(t, who)
		for _, path := range paths {
			for _, lang := range []string{"fi", "sv", "en"} {
				mark := "?"
				if strings.Contains(path, "?") {
					mark = "&"
				}
				b.get(path + mark + "lang=" + lang)
				text := b.doc.Find("body").Text()
				if b.status != 200 || b.doc.Find("h1").Length() != 1 || strings.Contains(text, "liability.") || strings.Contains(text, "portal.") {
					t.Errorf("%s at %s in %s: status %d, or a message is missing", who, path, lang, b.status)
				}
			}
		}
	}
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"rival", "/suppliers/{crew}", 404},
		{"rival", "/suppliers/{crew}/doubt", 404},
		{"rival", "/suppliers/{crew}/contracts/new", 404},
		{"employer", "/suppliers/nobody", 404},
		{"employer", "/suppliers/{crew}?contract=other", 404},
		{"employer", "/suppliers/{crew}/contracts/other/end", 404},
		{"employer", "/liability", 403},
		{"supervisor", "/liability", 403},
		{"supervisor", "/suppliers", 403},
		{"coach", "/suppliers/{crew}", 403},
		{"billing", "/liability/documents/nothing/withdraw", 404},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: status %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}

// TestLiabilityWalk: the customer reads nothing before the supplier shows its papers; then the page says that no contract can be
// made and by which section; the supplier adds a new paper, the customer checks, and the next contract needs no new check.
func TestLiabilityWalk(t *testing.T) {
	w := newWorld(t)
	w.papers(t, "2026-11-01")
	buyer, seller := w.as(t, "employer-owner"), w.as(t, "billing")
	ask := "/suppliers/{crew}?cents=900000"
	buyer.get(ask).expect(200, "Do not make the contract yet")
	if strings.Contains(buyer.body, "Issuer of") {
		t.Error("papers are read that were not shown")
	}
	seller.get("/liability").expect(200, "Every document is in order")
	seller.post("/liability/customers/{acme}/share", seller.values("/liability/customers/{acme}/share")).expect(200, "The documents are shown to the customer.")
	buyer.get(ask).expect(200, "the documents are in order").expect(200, "1233/2006 4.1 § 2 p., KHO 2017:135").expect(200, "Issuer of taxes").expect(200, "€9,000")
	taxes := liability.NewDocument{Kind: liability.Taxes, Issued: "2026-08-01", Source: "Old issuer"}
	for _, d := range must(w.Liability.Own(t.Context(), w.Actor("billing"))).Documents {
		if d.Kind == liability.Taxes {
			seller.get("/liability/documents/"+string(d.ID)+"/withdraw").expect(200, "Withdraw the document")
			action := "/liability/documents/" + string(d.ID) + "/withdraw"
			seller.post(action, seller.values(action)).expect(200, "The document is withdrawn.")
		}
	}
	must(w.Liability.AddDocument(t.Context(), w.Actor("billing"), taxes))
	buyer.get(ask).expect(200, "3 full months old").expect(200, "1233/2006 7.1 §").expect(200, "Do not make the contract yet")
	seller.get("/liability/new?kind=taxes")
	v := seller.values("/liability/new")
	v.Set("issued", "2027-01-01")
	v.Set("source", "Tax Administration")
	seller.post("/liability/new", v).expect(422, "in the future")
	if seller.doc.Find(`#problems a[href="#f-issued"]`).Length() != 1 || seller.doc.Find("#f-source").AttrOr("value", "") != "Tax Administration" {
		t.Error("the summary does not lead to the field, or what was typed is lost")
	}
	v.Set("issued", "2026-11-20")
	seller.post("/liability/new", v).expect(200, "Every document is in order")
	buyer.get(ask)
	buyer.post("/suppliers/{crew}/check", buyer.values("/suppliers/{crew}/check")).expect(200, "employer-owner checked")
	if href := buyer.doc.Find(`#verdict a[href*="/about"]`).AttrOr("href", ""); href == "" || strings.Contains(href, "done") {
		t.Errorf("the next page would say again what was done: %q", href)
	}
	buyer.get(ask).expect(200, "No new documents are needed")
	buyer.get("/suppliers/{crew}/doubt")
	v = buyer.values("/suppliers/{crew}/doubt")
	buyer.post("/suppliers/{crew}/doubt", v).expect(422, "Reason")
	v.Set("reason", "Unpaid wages in the paper")
	buyer.post("/suppliers/{crew}/doubt", v).expect(200, "Unpaid wages in the paper")
	buyer.get(ask).expect(200, "reason to suspect a change")
}

// TestLiabilityThreshold: the form says what a contract would need; a contract that was made counts with the next one that follows.
func TestLiabilityThreshold(t *testing.T) {
	w := newWorld(t)
	w.papers(t, "2026-11-01")
	b := w.as(t, "employer").get("/suppliers/{crew}/contracts/new")
	form := "/suppliers/{crew}/contracts/new"
	v := b.values(form)
	for name, value := range map[string]string{"agreed": "2026-11-02", "type": "subcontract", "cents": "lots"} {
		v.Set(name, value)
	}
	b.post(form, v).expect(422, "Write a sum between")
	v.Set("cents", "4,500.00 €")
	b.post(form, v).expect(200, "€4,500")
	deal := must(w.Liability.Read(t.Context(), w.Actor("employer"), w.id("crew"), liability.Contract{Type: liability.Subcontract})).Contracts[0]
	b.get("/suppliers/{crew}/about")
	v = b.values("/suppliers/{crew}/about")
	v.Set("cents", "4500")
	v.Set("chained_to", string(deal.ID))
	b.post("/suppliers/{crew}/about", v).expect(200, "Documents are needed: the contracts added together (2) come to €9,000")
	v.Set("cents", "4499.99")
	b.post("/suppliers/{crew}/about", v).expect(200, "No documents are required")
	v["traits"] = []string{"off_site"}
	b.post("/suppliers/{crew}/about", v).expect(200, "1233/2006 2.1 §")
	end := "/suppliers/{crew}/contracts/" + string(deal.ID) + "/end"
	b.get(end)
	b.post(end, url.Values{"csrf": {b.values(end).Get("csrf")}}).expect(422, "Last day of work")
	v = b.values(end)
	v.Set("ended", "2026-11-20")
	b.post(end, v).expect(200, "Saved")
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}
