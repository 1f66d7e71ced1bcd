package form

import (
	"fmt"
	"net/url"
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Clock reads a time of day as minutes from midnight: "8:15", "08.15" or "8". Midnight at the end of a day is 24:00, or 0:00
// where end says that it is an end. Empty is wrong.
func Clock(v url.Values, name string, end bool) (int, []marketplace.FieldError) {
	text := strings.TrimSpace(v.Get(name))
	hours, minutes, _ := strings.Cut(strings.ReplaceAll(text, ".", ":"), ":")
	if minutes == "" {
		minutes = "0"
	}
	h, err := strconv.Atoi(hours)
	m, wrong := strconv.Atoi(minutes)
	if err != nil || wrong != nil || h < 0 || h > 24 || m < 0 || m > 59 {
		return 0, []marketplace.FieldError{marketplace.Field(name, "portal.crew.time", "value", text)}
	}
	if end && h == 0 && m == 0 {
		h = 24
	}
	return h*60 + m, nil
}

// WriteClock writes minutes from midnight as a field for a time wants them: "08:15", and "00:00" for the end of a day.
func WriteClock(minutes int) string {
	minutes %= 24 * 60
	return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60)
}

// Moment reads a day and the time of day beside it (name + ".time"), which are in a zone. No day is no moment.
func Moment(v url.Values, name string, zone *time.Location) (marketplace.Instant, []marketplace.FieldError) {
	text := strings.TrimSpace(v.Get(name))
	if text == "" {
		return marketplace.Instant{}, nil
	}
	day, err := time.ParseInLocation(time.DateOnly, text, zone)
	if err != nil {
		return marketplace.Instant{}, []marketplace.FieldError{marketplace.Field(name, "error.date", "value", text)}
	}
	minutes, bad := Clock(v, name+".time", true)
	return marketplace.At(time.Date(day.Year(), day.Month(), day.Day(), 0, minutes, 0, 0, zone)), bad
}

// SetMoment fills in what Moment reads.
func SetMoment(v url.Values, name string, at marketplace.Instant, zone *time.Location) {
	if at.IsZero() {
		return
	}
	t := at.Time().In(zone)
	if t.Hour() == 0 && t.Minute() == 0 { // the end of the day before
		v.Set(name, t.AddDate(0, 0, -1).Format(time.DateOnly))
	} else {
		v.Set(name, t.Format(time.DateOnly))
	}
	v.Set(name+".time", t.Format("15:04"))
}
