package process

import (
	"net/url"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/web"
)

// minutes reads a number that may be left out.
func minutes(v url.Values) (int, error) {
	text := strings.TrimSpace(v.Get("minutes"))
	if text == "" {
		return 0, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field("minutes", "field.number", "value", text)})
	}
	return n, nil
}

func (r *request) optionalStep(f view.Form) []view.Field {
	fields := r.stepFields(f, "step.")
	fields[0] = fields[0].WithHint(r.T("course.next.optional"))
	fields[0].Label = r.T("course.next")
	return fields
}

// log begins the page of a list.
func (r *request) log(c profile.Client, title, path string) *view.CourseLog {
	page := &view.CourseLog{Base: r.Base(r.T(title)), Client: view.Link{Text: c.Name, Href: visit.ClientPath(c.ID)}, Empty: r.T(title + ".none")}
	page.New = view.Link{Text: r.T(strings.TrimSuffix(title, "s") + ".new"), Href: visit.ClientPath(c.ID) + path + "/new"}
	page.Back = &view.Link{Text: r.T("course"), Href: coursePath(c.ID)}
	return page
}

func older(path, next string) string {
	if next == "" {
		return ""
	}
	return path + "?after=" + url.QueryEscape(next)
}

func (r *request) by(coach marketplace.ID, minutes int) string {
	if minutes == 0 {
		return r.name(coach)
	}
	return r.name(coach) + ", " + r.Lang.Minutes(minutes)
}

// weeksShown is how many weeks of contacts are counted beside the meetings.
const weeksShown = 4

func (r *request) getMeetings() error {
	c, err := r.Client()
	if err != nil {
		return err
	}
	at, err := web.Page(r.C)
	if err != nil {
		return err
	}
	list, err := r.Coaching.Meetings(r.Ctx, r.Actor, c.ID, at)
	if err != nil {
		return err
	}
	today := r.Coaching.Today()
	weeks, err := r.Coaching.Contacts(r.Ctx, r.Actor, today.AddDays(-7*weeksShown), today)
	if err != nil {
		return err
	}
	page := r.log(c, "course.meetings", "/meetings")
	page.Older, page.Lead = older(visit.ClientPath(c.ID)+"/meetings", list.Next), r.T("course.meetings.lead")
	for _, w := range weeks {
		page.Counts = append(page.Counts, view.Pair{Label: r.T("course.week", "day", r.Lang.Date(w.Monday)), Text: r.T("course.week.count", "n", w.Meetings, "faces", w.Faces)})
	}
	for _, e := range list.Items {
		page.Rows = append(page.Rows, r.meetingRow(e.Value))
	}
	return r.Show(page)
}

func (r *request) meetingRow(m coaching.Meeting) view.LogRow {
	row := view.LogRow{Title: r.Lang.Date(m.Day) + ", " + m.Organisation}
	how := "course.face.no"
	if m.Face {
		how = "course.face.yes"
	}
	row.Lines = append(row.Lines, r.T("course.f.meeting.kind."+m.Kind)+", "+r.T(how)+". "+r.T("course.f.meeting.outcome."+m.Outcome)+".", r.by(m.Coach, m.Minutes))
	if m.Next.Good() {
		row.Lines = append(row.Lines, r.T("course.agreed_step", "text", m.Next.Text, "day", r.Lang.Date(m.Next.Due)))
	}
	row.Change = []view.Link{
		{Text: r.T("course.form.print"), Href: coursePath(m.Client) + "/print/meeting?paper=" + url.QueryEscape(string(m.ID))},
		{Text: r.T("course.form.change"), Href: visit.ClientPath(m.Client) + "/meetings/" + url.PathEscape(string(m.ID))},
	}
	return row
}

func (r *request) meetingFields(f view.Form) []view.Field {
	return []view.Field{
		f.Date("day", "portal.course.f.meeting.day").Narrow(), f.Input("organisation", "portal.course.f.meeting.organisation").Must(), f.Input("met", "portal.course.f.meeting.met"),
		f.Radios("kind", "portal.course.f.meeting.kind", f.Keyed("portal.course.f.meeting.kind", coaching.MeetingKinds()...)).In("inline"),
		f.Checks("face", "portal.course.f.meeting.face", f.Keyed("portal.course.face", "yes")),
		f.Select("outcome", "portal.course.f.meeting.outcome", f.Keyed("portal.course.f.meeting.outcome", coaching.Outcomes()...)),
		f.Area("need", "portal.course.f.meeting.need", 2), f.Area("tasks", "portal.course.f.meeting.tasks", 2),
		f.Number("minutes", "portal.course.f.minutes", "portal.course.min", 0, 600).Narrow(),
	}
}

func meetingOf(v url.Values) (coaching.MeetingInput, error) {
	n, err := minutes(v)
	return coaching.MeetingInput{
		Day: date(v, "day"), Organisation: v.Get("organisation"), Firm: marketplace.ID(v.Get("firm")), Met: v.Get("met"), Kind: v.Get("kind"), Face: v.Get("face") == "yes",
		Outcome: v.Get("outcome"), Need: v.Get("need"), Tasks: v.Get("tasks"), Minutes: n, Step: agreedStep(v),
	}, err
}

func (r *request) newMeetingPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	return r.edit(c, r.T("course.meeting.new"), visit.ClientPath(c.ID)+"/meetings/new", v, errs, func(f view.Form) []view.Field {
		return append(r.meetingFields(f), r.optionalStep(f)...)
	}), nil
}

func (r *request) getNewMeeting() error {
	return r.open(r.newMeetingPage, url.Values{"day": {string(r.Say.Today())}, "kind": {"first"}, "face": {"yes"}})
}

func (r *request) postNewMeeting() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		in, err := meetingOf(v)
		if err == nil {
			_, err = r.Coaching.Log(r.Ctx, r.Actor, c.ID, in)
		}
		return visit.ClientPath(c.ID) + "/meetings", "saved", err
	}, r.newMeetingPage)
}

// meeting loads the meeting that the address names, if it is about the client.
func (r *request) meeting(c profile.Client, id string) (store.Entry[coaching.Meeting], error) {
	e, err := r.Coaching.Meeting(r.Ctx, r.Actor, marketplace.ID(strings.Clone(id)))
	if err == nil && e.Value.Client != c.ID {
		err = marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return e, err
}

func (r *request) meetingPage(c profile.Client, v url.Values, errs []marketplace.FieldError) (view.Page, error) {
	e, err := r.meeting(c, r.Param("meeting"))
	if err != nil {
		return nil, err
	}
	if v == nil {
		m := e.Value
		v = url.Values{
			"day": {string(m.Day)}, "organisation": {m.Organisation}, "met": {m.Met}, "kind": {m.Kind}, "outcome": {m.Outcome}, "need": {m.Need}, "tasks": {m.Tasks},
			"minutes": {strconv.Itoa(m.Minutes)},
		}
		if m.Face {
			v.Set("face", "yes")
		}
	}
	page := r.edit(c, r.kind(form.Meeting), visit.ClientPath(c.ID)+"/meetings/"+url.PathEscape(string(e.Value.ID)), v, errs, r.meetingFields)
	page.Hidden["base"], page.Hidden["firm"] = strconv.FormatInt(e.Rev, 10), string(e.Value.Firm)
	page.Back = &view.Link{Text: r.T("course.meetings"), Href: visit.ClientPath(c.ID) + "/meetings"}
	return page, nil
}

func (r *request) getMeeting() error { return r.open(r.meetingPage, nil) }

func (r *request) postMeeting() error {
	return r.submit(func(c profile.Client, v url.Values) (string, string, error) {
		e, err := r.meeting(c, r.Param("meeting"))
		if err != nil {
			return "", "", err
		}
		in, err := meetingOf(v)
		if err == nil {
			_, err = r.Coaching.CorrectMeeting(r.Ctx, r.Actor, e.Value.ID, int64(base(v)), in)
		}
		return visit.ClientPath(c.ID) + "/meetings", "saved", err
	}, r.meetingPage)
}

func (r *request) printMeeting(c profile.Client) error {
	e, err := r.meeting(c, r.C.Query("paper"))
	if err != nil {
		return err
	}
	m := e.Value
	page := r.printed(c, form.Meeting, m.Day, r.name(m.Coach)+", "+r.or(m.Met))
	how := "course.face.no"
	if m.Face {
		how = "course.face.yes"
	}
	page.Sections = []view.Pair{
		{Label: r.T("course.f.meeting.organisation"), Text: m.Organisation},
		{Label: r.T("course.f.meeting.kind"), Text: r.T("course.f.meeting.kind."+m.Kind) + ", " + r.T(how)},
		{Label: r.T("course.f.meeting.outcome"), Text: r.T("course.f.meeting.outcome." + m.Outcome)},
		{Label: r.T("course.f.meeting.need"), Text: r.or(m.Need)},
		{Label: r.T("course.f.meeting.tasks"), Text: r.or(m.Tasks)},
		{Label: r.T("course.f.minutes"), Text: r.Lang.Minutes(m.Minutes)},
	}
	if m.Next.Good() {
		page.Sections = append(page.Sections, view.Pair{Label: r.T("course.next"), Text: r.T("course.agreed_step", "text", m.Next.Text, "day", r.Lang.Date(m.Next.Due))})
	}
	return r.Show(page)
}
