package feed

import (
	ics "github.com/arran4/golang-ical"

	"sovite.fi/sovite/marketplace"
)

// Write makes the text of a calendar (RFC 5545): moments in UTC, so that no reader needs to know the rules of a time zone.
// Origin stands before the path of each event's page. The same events make the same bytes but for the moment of reading.
func Write(name, origin string, events []Event, now marketplace.Instant) string {
	c := ics.NewCalendarFor("Sovite")
	c.SetMethod(ics.MethodPublish)
	c.SetName(name)
	c.SetXWRCalName(name)
	c.SetRefreshInterval("PT1H", ics.WithValue("DURATION"))
	c.SetXPublishedTTL("PT1H")
	for _, e := range events {
		v := c.AddEvent(e.UID + "@sovite")
		v.SetDtStampTime(now.Time())
		v.SetStartAt(e.From.Time())
		v.SetEndAt(e.To.Time())
		v.SetSummary(e.Title)
		v.SetLocation(e.Place)
		v.SetDescription(e.Notes)
		v.SetURL(origin + e.Path)
		v.SetClass(ics.ClassificationPrivate)
	}
	return c.Serialize(ics.WithNewLineWindows)
}
