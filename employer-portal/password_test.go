package portal_test

import (
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sovite.fi/sovite/server/servertest"
)

// TestForgottenPassword goes the whole way of somebody who forgot a password and chooses a weak one first.
func TestForgottenPassword(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.get("/forgot")
	b.post("/forgot", url.Values{"email": {"coach@sovite.test"}})
	w.Carry(t)
	link := regexp.MustCompile(`/reset/\S+`).FindString(w.Outbox.Sent()[len(w.Outbox.Sent())-1].Text)
	b.get(link).post(link, url.Values{"new_password": {"short"}})
	field := b.doc.Find(`input[name=new_password][aria-invalid=true]`)
	if id := field.AttrOr("id", "none"); b.doc.Find(`main a[href="#`+id+`"]`).Length() != 1 {
		t.Errorf("what is wrong does not stand at the field:\n%s", b.doc.Find("main").Text())
	}
	const fresh = "seitseman-vihreaa-mukia"
	b.post(link, url.Values{"new_password": {fresh}})
	if b.path != "/signin" && !strings.HasPrefix(b.path, "/signin?") {
		t.Fatalf("after the new password the page is %s (%d)", b.path, b.status)
	}
	b.post("/signin", url.Values{"email": {"coach@sovite.test"}, "password": {servertest.Password}})
	if b.doc.Find("details.menu").Length() != 0 {
		t.Error("the old password still opens")
	}
	b.post("/signin", url.Values{"email": {"coach@sovite.test"}, "password": {fresh}})
	if b.doc.Find("details.menu").Length() != 1 {
		t.Error("the new password does not open")
	}
}

// TestChangeOfPasswordNamesTheRightField: the present password and the new one are two fields.
func TestChangeOfPasswordNamesTheRightField(t *testing.T) {
	b := newWorld(t).as(t, "coach")
	for field, form := range map[string]url.Values{
		"f-old":      {"old": {"not-the-present-one"}, "password": {"seitseman-vihreaa-mukia"}},
		"f-password": {"old": {servertest.Password}, "password": {"short"}},
	} {
		b.get("/account").post("/account/password", form)
		if b.doc.Find("#"+field+"[aria-invalid=true]").Length() != 1 {
			t.Errorf("%s is not marked:\n%s", field, b.doc.Find("main").Text())
		}
	}
}
