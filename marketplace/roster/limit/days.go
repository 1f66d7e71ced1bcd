package limit

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// day is the shifts of one day together.
type day struct {
	on         marketplace.Date
	start, end int // minutes after midnight: the earliest and the latest
	minutes    int64
	rest       int64 // minutes of breaks, and between the shifts of the day
	school     int64
}

// days puts shifts together by day, oldest first.
func days(shifts []Shift) []day {
	shifts = slices.Clone(shifts)
	slices.SortFunc(shifts, func(a, b Shift) int { return cmp.Or(cmp.Compare(a.On, b.On), cmp.Compare(a.Start, b.Start)) })
	var out []day
	for _, s := range shifts {
		worked := int64(max(0, s.End-s.Start-s.Break))
		if n := len(out); n > 0 && out[n-1].on == s.On {
			d := &out[n-1]
			d.rest += int64(s.Break + max(0, s.Start-d.end))
			d.end, d.minutes, d.school = max(d.end, s.End), d.minutes+worked, max(d.school, int64(s.School))
			continue
		}
		out = append(out, day{on: s.On, start: s.Start, end: s.End, minutes: worked, rest: int64(s.Break), school: int64(s.School)})
	}
	return out
}

// week is the days of one calendar week together.
type week struct {
	from    marketplace.Date // its Monday
	days    int64
	minutes int64
}

func weeks(list []day) []week {
	var out []week
	for _, d := range list {
		from := monday(d.on)
		if n := len(out); n == 0 || out[n-1].from != from {
			out = append(out, week{from: from})
		}
		w := &out[len(out)-1]
		w.days++
		w.minutes += d.minutes
	}
	return out
}

func monday(d marketplace.Date) marketplace.Date {
	return d.AddDays(-(int(d.Time().Weekday()) + 6) % 7)
}

const dayMinutes = 24 * 60

// gap is the minutes from the end of one day's work to the beginning of the next, and the middle of it.
func gap(a, b day) (minutes int64, middle marketplace.Date) {
	apart := int64(b.on.Time().Sub(a.on.Time()).Hours()) * 60
	minutes = apart + int64(b.start) - int64(a.end)
	return minutes, a.on.AddDays(int((int64(a.end) + minutes/2) / dayMinutes))
}
