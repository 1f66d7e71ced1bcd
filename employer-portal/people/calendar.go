package people

import (
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
)

// feed is what the account page says of the link for calendars; nothing for those who have nothing in a calendar.
func (r *request) feed() (*view.Link, error) {
	address, err := r.Feeds.Address(r.Ctx, r.Actor)
	if marketplace.IsKind(err, marketplace.Forbidden) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return &view.Link{Text: address}, nil
}

func (r *request) postFeed() error {
	_, err := r.Feeds.Open(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	return r.Redirect("/account", "calendar_opened")
}

func (r *request) postFeedEnd() error {
	if err := r.Feeds.Close(r.Ctx, r.Actor); err != nil {
		return err
	}
	return r.Redirect("/account", "calendar_closed")
}

// getCalendar answers a calendar that reads the link. What it reads is kept by nobody in between.
func (r *request) getCalendar() error {
	text, err := r.Feeds.Read(r.Ctx, strings.TrimSuffix(r.Param("token"), ".ics"))
	if err != nil {
		return err
	}
	r.C.Set("Content-Type", "text/calendar; charset=utf-8")
	r.C.Set("Content-Disposition", `inline; filename="sovite.ics"`)
	r.C.Set("Cache-Control", "private, no-store")
	return r.C.SendString(text)
}
