package portal_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
)

// TestInvoicePagesOpen opens every page of both sides in every language; no message is missing and nobody else comes in.
func TestInvoicePagesOpen(t *testing.T) {
	w := newWorld(t)
	const one, own = "/invoices/{invoice}", "/bills/{invoice}"
	note, err := w.Invoices.Credit(t.Context(), w.Actor("billing"), w.id("invoice"), "k", nil, "The wrong day")
	ok(t, err)
	w.IDs["note"] = string(note.ID)
	w.Carry(t)
	for who, paths := range map[string][]string{
		"billing":        {"/", "/invoices", "/invoices?state=draft", "/invoices?state=dropped", "/invoices/details", "/invoices/new?until=2026-11-30", "/invoices/new?until=2020-01-01", "/invoices/runs/{run}", one, one + "/reject", "/invoices/{note}"},
		"employer-owner": {"/", "/bills", "/bills/details", own, "/bills/{note}"},
	} {
		b := w.as(t, who)
		for _, path := range paths {
			b.opens(path, func(_ string) {
				if who == "employer-owner" && b.doc.Find(`main a[href^="/shifts"], main a[href^="/timesheets"]`).Length() > 0 {
					t.Errorf("the buyer is led to shifts at %s", path)
				}
			}, "portal.")
		}
	}
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"rival", one, 404},
		{"rival", own, 404},
		{"rival", own + "/file/pdf", 404},
		{"employer-owner", one, 404},
		{"crew-owner", own, 404},
		{"supervisor", one, 403},
		{"supervisor", "/invoices", 403},
		{"employer", "/bills", 403},
		{"rival", one + "/credit", 404},
		{"rival", "/invoices/runs/{run}", 404},
		{"billing", one + "/file/nothing", 404},
		{"employer-owner", own + "/file/ubl", 200},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}

// The whole way by forms: what is wrong in the details is named and nothing typed is lost, the preview says what cannot be made and
// where it is mended, the run makes what was confirmed, once, and the credit note frees the hours; the buyer reads all of it.
func TestInvoiceByForms(t *testing.T) {
	w := newWorld(t)
	seller := w.as(t, "billing").get("/invoices/details")
	form := seller.values("/invoices/details")
	form.Set("iban", "FI00 1234")
	form.Set("exceptions[0].treatment", "welfare")
	form.Set("party.contact.name", "Birgit")
	seller.post("/invoices/details", form).expect(422, "FI00 1234")
	if got := seller.values("/invoices/details").Get("party.contact.name"); got != "Birgit" {
		t.Errorf("the name was lost: %q", got)
	}
	form = seller.values("/invoices/details")
	form.Set("iban", "FI21 1234 5600 0007 85")
	form.Del("exceptions[0].treatment")
	seller.post("/invoices/details", form).expect(200, "The billing details are saved")

	buyer := w.as(t, "employer-owner").get("/bills/details")
	needs := buyer.values("/bills/details")
	needs.Set("wishes", "e_invoice")
	needs.Set("party.operator", "")
	buyer.post("/bills/details", needs).expect(200, "The billing details are saved")
	seller.get("/invoices/new?until=2026-11-30").expect(200, "1 invoice cannot be made yet").expect(200, "Act 241/2019")
	if seller.doc.Find(`#stopped a[href$="/messages"]`).Length() == 0 || seller.doc.Find(`input[name="pick"]`).Length() != 0 {
		t.Error("what has to be told first is not asked, or the invoice can be made")
	}
	buyer.get("/bills/details")
	needs = buyer.values("/bills/details")
	needs.Set("party.operator", "003721291126")
	buyer.post("/bills/details", needs).expect(200, "The billing details are saved")

	seller.get("/invoices/new?until=2026-11-30").expect(200, "have no numbers yet")
	choice := seller.values("/invoices/new")
	choice.Del("pick")
	seller.post("/invoices/new", choice).expect(422, "Choose at least one")
	seller.get("/invoices/new?until=2026-11-30")
	seller.post("/invoices/new", seller.values("/invoices/new")).expect(200, "Make 1 invoice")
	confirmed := seller.values("/invoices/new")
	seller.post("/invoices/new", confirmed).expect(200, "You can close this page")
	run := seller.path
	seller.get("/invoices/new").post("/invoices/new", confirmed)
	if seller.path != run {
		t.Errorf("posted twice it is %s, first it was %s", seller.path, run)
	}
	ok(t, w.Invoices.Work(t.Context()))
	w.Carry(t)
	seller.get(run).expect(200, "1 invoice made").expect(200, "Invoice 2026-0002")
	w.IDs["second"] = strings.TrimPrefix(seller.doc.Find(`#made a`).AttrOr("href", ""), "/invoices/")
	seller.get("/invoices/{second}").expect(200, "Where it comes from")
	if seller.doc.Find(`#lines a[href^="/timesheets/"]`).Length() == 0 || seller.doc.Find(`#lines a[href^="/shifts/"]`).Length() != 0 {
		t.Error("the lines do not lead to where they came from, or to sheets that this person may not open")
	}
	if owner := w.as(t, "crew-owner").get("/invoices/{second}"); owner.doc.Find(`#lines a[href^="/shifts/"]`).Length() == 0 {
		t.Error("the owner is not led to the sheets")
	}
	w.as(t, "employer-owner").get("/bills").expect(200, "Invoice 2026-0002").get("/approvals/{hours}").expect(200, "Locked: on invoice 2026-0002")
	delivered(t, w, seller)
	credited(t, w, seller)
}

// delivered hands {second} over, rejects it with a reason, and sends the buyer a link to the same bytes.
func delivered(t *testing.T, w *world, seller *browser) {
	t.Helper()
	first := seller.get("/invoices/{second}/file/finvoice").body
	seller.get("/invoices/{second}").expect(200, "The invoice is ready")
	post := func(do string) *browser {
		return seller.get("/invoices/{second}").post("/invoices/{second}/delivery", url.Values{"do": {do}})
	}
	post("operator").expect(200, "Taken to the operator").expect(200, "The delivery is written down")
	seller.get("/invoices/{second}/reject")
	seller.post("/invoices/{second}/reject", url.Values{}).expect(422, "Fill in this field")
	seller.post("/invoices/{second}/reject", url.Values{"reason": {"Unknown address"}}).expect(200, "Reason: Unknown address").expect(200, "its file does not change")
	post("link").expect(200, "Link sent to the buyer")
	w.Carry(t)
	if again := w.as(t, "employer-owner").get("/bills/{second}/file/finvoice").body; again != first || first == "" {
		t.Error("the file has changed")
	}
	post("acknowledge").expect(200, "The invoice has arrived")
	if b := post("operator"); b.status != 409 {
		t.Errorf("handed over when it has arrived: %d", b.status)
	}
}

// credited gives one approval of {second} back by the form.
func credited(t *testing.T, w *world, seller *browser) {
	t.Helper()
	seller.get("/invoices/{second}/credit").expect(200, "The hours are freed")
	credit := seller.values("/invoices/{second}/credit")
	credit.Set("much", "some")
	seller.post("/invoices/{second}/credit", credit).expect(422, "Choose the lines")
	credit.Set("reason", "The wrong day")
	credit.Set("pick", seller.doc.Find(`input[name="pick"]`).First().AttrOr("value", ""))
	seller.post("/invoices/{second}/credit", credit).expect(200, "Credit note 2026-0003").expect(200, "The wrong day")
	again := url.Values{"key": {"other"}, "much": {"some"}, "pick": {credit.Get("pick")}, "reason": {"x"}}
	seller.get("/invoices/{second}").post("/invoices/{second}/credit", again).expect(422, "credited before")
	w.Carry(t)
	list, err := w.Invoices.Inbox(t.Context(), w.Actor("employer-owner"), marketplace.Page{})
	ok(t, err)
	var numbers []string
	for _, e := range list.Items {
		numbers = append(numbers, e.Value.Document.Number)
	}
	slices.Sort(numbers) // the clock of the world stands
	if !slices.Equal(numbers, []string{"2026-0001", "2026-0002", "2026-0003", "K-0001"}) {
		t.Errorf("the buyer received %v", numbers)
	}
}
