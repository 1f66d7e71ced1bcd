package portal_test

import (
	"strings"
	"testing"
)

// TestCalendar: a buyer makes the address of a calendar, any program reads it without signing in, and changing or ending it
// shuts it. A coach has nothing in a calendar and is offered none.
func TestCalendar(t *testing.T) {
	w := newWorld(t)
	employer, anybody := w.as(t, "employer"), w.browser(t)
	employer.get("/account").expect(200, "Make an address for the calendar")
	employer.post("/account/calendar", employer.values("/account/calendar")).expect(200, "The calendar has a new address")
	address := strings.TrimSpace(employer.doc.Find("#calendar .code").Text())
	_, path, ok := strings.Cut(address, "/calendar/")
	if !ok || !strings.HasSuffix(path, ".ics") {
		t.Fatalf("the address is %q", address)
	}
	anybody.get("/calendar/" + path)
	if anybody.status != 200 || !strings.HasPrefix(anybody.body, "BEGIN:VCALENDAR\r\n") {
		t.Errorf("the calendar is %d %q", anybody.status, anybody.body)
	}
	employer.post("/account/calendar", employer.values("/account/calendar")).expect(200, "The calendar has a new address")
	anybody.get("/calendar/"+path).expect(404, "There is no such calendar address")
	employer.post("/account/calendar/end", employer.values("/account/calendar/end")).expect(200, "Make an address for the calendar")
	if w.as(t, "coach").get("/account").doc.Find("#calendar").Length() != 0 {
		t.Error("a coach is offered a calendar")
	}
}
