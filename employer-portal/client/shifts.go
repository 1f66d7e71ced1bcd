package client

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/roster/ownweek"
)

const shiftsPath = "/my/shifts"

// getShifts is the client's next week of crew work, and where a code links it.
func (r *request) getShifts() error { return r.showShifts(url.Values{}, nil) }

func (r *request) showShifts(v url.Values, errs []marketplace.FieldError) error {
	week, err := r.OwnWeeks.Next(r.Ctx, r.Me)
	if err != nil {
		return err
	}
	f := view.NewForm(r.Lang, v, errs)
	code := f.Input("code", "portal.my.shifts.code").As("text", "off").Must().Narrow()
	code.Digits = true
	page := &view.My{Base: r.Base(r.T("my.shifts")), Heading: r.T("my.shifts")}
	page.Lead = []string{r.T("my.shifts.week", "from", r.Lang.Date(week.Monday), "to", r.Lang.Date(week.Monday.AddDays(6)))}
	page.Problems = f.Problems(errs, visit.Labels(code))
	for _, s := range week.Shifts {
		page.Rows = append(page.Rows, view.MyRow{Heading: r.shiftDay(s), Lines: r.shiftLines(s)})
	}
	switch {
	case !week.Linked:
		page.After = []view.SelkoBlock{{Heading: r.T("my.shifts.link"), Lines: append([]string{r.T("my.shifts.link.ask")}, r.meansOfShifts(r.T("my.shifts.leader"))...)}}
		page.Form = &view.MyForm{Action: shiftsPath, Submit: r.T("my.shifts.yes"), Fields: []view.Field{code}}
	case len(week.Shifts) == 0:
		page.Empty = r.T("my.shifts.none")
	}
	if week.Linked {
		page.More = []view.Link{{Text: r.T("my.shifts.back"), Href: "/my/consents"}}
	}
	if len(errs) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

// meansOfShifts says what the client allows by the code.
func (r *request) meansOfShifts(org string) []string {
	return []string{r.T("my.shifts.means.you"), r.T("my.shifts.means.org", "org", org), r.T("my.shifts.means.back")}
}

// postShifts is the client's yes to seeing their own shifts, with the code of the day.
func (r *request) postShifts() error {
	v, err := r.Posted()
	if err != nil {
		return err
	}
	if err = r.Gate.AllowSignIn(r.Ctx, r.C, ""); err == nil {
		_, err = r.OwnWeeks.Join(r.Ctx, r.Me, v.Get("code"))
	}
	if err == nil {
		return r.Redirect(shiftsPath, "shifts_linked")
	}
	errs, err := visit.FieldErrors(err)
	if err != nil {
		return err
	}
	return r.showShifts(v, errs)
}

func (r *request) shiftDay(s ownweek.Shift) string {
	days := r.Scale.Keys("weekday")
	day := r.Lang.Word("weekday", days[(int(s.Date.Time().Weekday())+6)%len(days)])
	return r.T("my.shifts.day", "weekday", day, "day", r.Lang.Date(s.Date), "from", r.clock(s.From), "to", r.clock(s.To))
}

// clock is a time of the day: "8.00" in Finnish and Swedish, "8:00" in English.
func (r *request) clock(minutes int) string {
	return r.T("shift.clock", "hour", minutes/60, "minute", string([]byte{byte('0' + minutes%60/10), byte('0' + minutes%10)}))
}

// shiftLines are one thing a line: what, where, with whom, what to bring.
func (r *request) shiftLines(s ownweek.Shift) []string {
	out := []string{r.T("my.shifts.what", "what", s.Title)}
	if s.Address != "" {
		out = append(out, r.T("my.shifts.where", "where", s.Address))
	}
	for _, name := range s.Leaders {
		out = append(out, r.T("my.shifts.who", "name", name))
	}
	for _, thing := range s.Bring {
		out = append(out, r.T("my.shifts.bring", "what", r.Lang.T("roster.equipment."+thing)))
	}
	return append(out, r.T("my.shifts.org", "org", r.org(s.Org)))
}
