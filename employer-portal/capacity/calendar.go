package capacity

import (
	"slices"
	"strconv"
	"time"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/server/web"
)

// weeks is how much the calendar shows at once.
const weeks = 4

func (r *request) getCalendar() error {
	e, err := r.crew()
	if err != nil {
		return err
	}
	from, err := r.monday()
	if err != nil {
		return err
	}
	shape, err := web.Query(r.C, "view")
	if err != nil {
		return err
	}
	path := crewPath(e.ID)
	page := &view.CrewCalendar{
		Base: r.Base(e.Value.Terms.Name), Lead: r.T("crew.calendar.lead", "site", r.site(e.Value.Terms), "ratio", e.Value.Terms.Ratio), List: shape == "list",
		Period: r.T("crew.period", "from", r.Lang.Date(from), "to", r.Lang.Date(plus(from, 7*weeks-1))), NoBookings: r.T("crew.bookings.none"),
	}
	page.Back = &view.Link{Text: r.T("crew.list"), Href: listPath}
	if r.keeps() && !e.Value.Retired {
		page.Ways = []view.Link{{Text: r.T("crew.except"), Href: path + "/exceptions"}, {Text: r.T("crew.edit"), Href: path + "/edit"}}
	}
	turn(page, r, path, from)
	for i := range 7 {
		page.Weekdays = append(page.Weekdays, r.Lang.Word("weekday", capacity.Weekdays()[i]))
	}
	for w := range weeks {
		week := view.CrewWeek{Name: r.weekName(plus(from, 7*w))}
		for i, d := range e.Value.Calendar(plus(from, 7*w), 7, r.Clock.Now()) {
			week.Days = append(week.Days, r.day(d, page.Weekdays[i], path))
		}
		page.Weeks = append(page.Weeks, week)
	}
	page.Bookings = r.bookings(e.Value)
	return r.Show(page)
}

// turn fills in the ways to other weeks and to the other view.
func turn(page *view.CrewCalendar, r *request, path string, from marketplace.Date) {
	shape := ""
	if page.List {
		shape = "&view=list"
	}
	at := func(d marketplace.Date, shape string) string { return path + "?from=" + string(d) + shape }
	page.Earlier = view.Link{Text: r.T("crew.earlier"), Href: at(plus(from, -7*weeks), shape) + "#calendar"}
	page.Later = view.Link{Text: r.T("crew.later"), Href: at(plus(from, 7*weeks), shape) + "#calendar"}
	page.Views = []view.Link{
		{Text: r.T("crew.view.table"), Href: at(from, ""), Current: !page.List},
		{Text: r.T("crew.view.list"), Href: at(from, "&view=list"), Current: page.List},
	}
}

// monday is the first day of the week that is asked for; this week's when none is.
func (r *request) monday() (marketplace.Date, error) {
	text, err := web.Query(r.C, "from")
	if err != nil {
		return "", err
	}
	d, err := marketplace.ParseDate(text)
	if err != nil || d == "" {
		d = r.Clock.Today()
	}
	return capacity.Monday(d), nil
}

func plus(d marketplace.Date, n int) marketplace.Date {
	return marketplace.DateOf(d.Time().AddDate(0, 0, n), time.UTC)
}

func (r *request) weekName(d marketplace.Date) string {
	_, n := d.Time().ISOWeek()
	return r.T("crew.week_number", "n", n)
}

func (r *request) day(d capacity.Day, weekday, path string) view.CrewDay {
	out := view.CrewDay{
		Weekday: weekday, Day: d.Date.Time().Format("2.1."), Full: weekday + " " + r.Lang.Date(d.Date), Today: d.Date == r.Clock.Today(),
		Closed: d.Offered == capacity.Hours{} && d.Exception == nil, Mark: string(d.Limit),
	}
	if r.Lang.Code() == "en" {
		out.Day = d.Date.Time().Format("2 Jan")
	}
	if d.Date >= r.Clock.Today() && r.keeps() {
		out.Href = path + "/exceptions?from=" + string(d.Date)
	}
	if (d.Offered != capacity.Hours{}) {
		out.Crew, out.Supervisors = r.line(d, false), r.line(d, true)
	}
	out.Limit = r.limit(d)
	if d.Exception != nil {
		out.Exception = r.T("crew.exception", "reason", r.T("crew.reason."+string(d.Exception.Reason)))
	}
	return out
}

// line is one sort of hours of a day: "20 h: 12 h sold, 4 h on hold, 4 h free".
func (r *request) line(d capacity.Day, supervisors bool) string {
	say := func(h capacity.Hours) string {
		if supervisors {
			return h.Supervisors.Write(r.Lang.Code())
		}
		return h.Crew.Write(r.Lang.Code())
	}
	if d.Date < r.Clock.Today() {
		return r.T("crew.line.past", "all", say(d.Offered), "sold", say(d.Sold))
	}
	return r.T("crew.line", "all", say(d.Offered), "sold", say(d.Sold), "held", say(d.Held), "free", say(d.Free))
}

func (r *request) limit(d capacity.Day) string {
	switch {
	case d.Offered == capacity.Hours{}:
		return r.T("crew.limit.closed")
	case d.Date < r.Clock.Today():
		return r.T("crew.limit.past")
	case d.Limit != capacity.BothLimits && d.Sellable == 0:
		return r.T("crew.limit." + string(d.Limit) + ".out")
	}
	return r.T("crew.limit." + string(d.Limit))
}

// bookings are what is held and sold, the next first.
func (r *request) bookings(c capacity.Crew) []view.CrewBooking {
	var out []view.CrewBooking
	for _, b := range c.Bookings {
		if !b.State.Live() || len(b.Loads) == 0 {
			continue
		}
		row := view.CrewBooking{Buyer: r.buyer(b), State: r.T("crew.state." + string(b.State)), Days: r.dates(b), Hours: r.T("crew.both", "crew", b.Hours().Crew.Write(r.Lang.Code()), "supervisors", b.Hours().Supervisors.Write(r.Lang.Code()))}
		if b.State == capacity.Held {
			row.Until = r.T("crew.until", "when", r.Lang.When(b.Until, r.Zone))
		}
		out = append(out, row)
	}
	return out
}

func (r *request) buyer(b capacity.Booking) string {
	org, err := r.Accounts.PublicOrganisation(r.Ctx, b.Buyer)
	if err != nil {
		return r.T("crew.buyer.unknown")
	}
	return org.Name
}

// dates are the first and the last day of a booking, and how many there are.
func (r *request) dates(b capacity.Booking) string {
	var days []marketplace.Date
	for _, l := range b.Loads {
		days = append(days, l.Date)
	}
	slices.Sort(days)
	days = slices.Compact(days)
	first, last := r.Lang.Date(days[0]), r.Lang.Date(days[len(days)-1])
	if first == last {
		return first
	}
	return r.T("crew.days.range", "from", first, "to", last, "n", strconv.Itoa(len(days)))
}
