package attendance

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/server/auth"
	"sovite.fi/sovite/server/web"
)

// request is a visit to a page of this package.
type request struct{ *visit.Request }

func by(do func(*request) error) visit.Handler {
	return func(r *visit.Request) error { return do(&request{r}) }
}

const (
	listPath    = "/shifts"
	checkInPath = "/checkin"
)

// Ways lists every page and every form of this package.
func Ways() []visit.Way {
	const one = listPath + "/:id"
	return []visit.Way{
		{Method: visit.Get, Path: listPath, Do: by((*request).getList)},
		{Method: visit.Get, Path: listPath + "/sync", Do: by((*request).getSync)}, // before the page of one shift: no shift has this id
		{Method: visit.Get, Path: one, Do: by((*request).getSheet)},
		{Method: visit.Post, Path: one, Do: by((*request).postSheet)},
		{Method: visit.Post, Path: one + "/marks", Do: by((*request).postMarks)},
		{Method: visit.Post, Path: one + "/sign", Do: by((*request).postSign)},
		{Method: visit.Post, Path: one + "/reopen", Do: by((*request).postReopen)},
		{Method: visit.Post, Path: one + "/late/:change/accept", Do: by((*request).postAccept)},
		{Method: visit.Post, Path: one + "/late/:change/drop", Do: by((*request).postDrop)},
		{Method: visit.Post, Path: one + "/code", Do: by((*request).postCode)},
		{Method: visit.Get, Path: checkInPath, Open: true, Do: by((*request).getCheckIn)},
		{Method: visit.Post, Path: checkInPath, Open: true, Do: by((*request).postCheckIn)},
	}
}

func (r *request) id() (marketplace.ID, error) { return web.IDParam(r.C, "id") }

func shiftPath(id marketplace.ID) string { return listPath + "/" + url.PathEscape(string(id)) }

// view loads the sheet that the address names.
func (r *request) view() (attendance.View, error) {
	id, err := r.id()
	if err != nil {
		return attendance.View{}, err
	}
	return r.Attendance.View(r.Ctx, r.Actor, id)
}

// button is a form of one button.
func (r *request) button(action, key, about string) view.Post {
	return view.Post{Action: action, Text: r.T(key), About: about, CSRF: auth.CSRFFrom(r.Ctx)}
}

// offline is what the page says when it was kept on the phone.
func (r *request) offline() Offline {
	return Offline{
		Stale: r.T("shift.stale", "when", r.Lang.When(r.Clock.Now(), r.Zone)), Person: string(r.Actor.Person), Org: string(r.Actor.Org),
	}
}

// when is the day and the time of a shift, with the name of the weekday.
func (r *request) when(d marketplace.Date, from, to int) string {
	return r.T("shift.when", "day", r.day(d), "from", r.clock(from), "to", r.clock(to))
}

func (r *request) day(d marketplace.Date) string {
	keys := []string{"mon", "tue", "wed", "thu", "fri", "sat", "sun"}
	return r.Lang.Word("weekday", keys[(int(d.Time().Weekday())+6)%7]) + " " + r.Lang.Date(d)
}

// clock is a time of day: "8.00" in Finnish and Swedish, "8:00" in English.
func (r *request) clock(minutes int) string {
	return r.T("shift.clock", "hour", minutes/60, "minute", string([]byte{byte('0' + minutes%60/10), byte('0' + minutes%10)}))
}

func (r *request) getList() error {
	today := r.Clock.Today()
	cards, err := r.Attendance.Shifts(r.Ctx, r.Actor, today, today)
	if err != nil {
		return err
	}
	page := &ShiftsPage{Base: r.Base(r.T("shift.list")), Lead: r.T("shift.list.lead", "day", r.day(today)), Offline: r.offline()}
	for _, c := range cards {
		row := Row{Title: c.Title, Href: shiftPath(c.ID), When: r.when(c.Date, c.From, c.To), Site: c.Address, State: r.T("shift.state." + string(c.State))}
		if c.Late > 0 {
			row.Late = r.Say.N("shift.late.waiting", c.Late)
		}
		page.Rows = append(page.Rows, row)
	}
	if len(cards) == 0 {
		if page.None, err = r.none(today); err != nil {
			return err
		}
	}
	return r.Show(page)
}

// none says that there is no shift today, and when the next one is.
func (r *request) none(today marketplace.Date) (*view.Empty, error) {
	next, err := r.Attendance.Next(r.Ctx, r.Actor, today)
	if err != nil {
		return nil, err
	}
	text := r.T("shift.none.never")
	if next != "" {
		text = r.T("shift.none.next", "day", r.day(next))
	}
	return &view.Empty{Heading: r.T("shift.none"), Text: text, Action: view.Link{Text: r.T("shift.none.action"), Href: "/crews"}}, nil
}
