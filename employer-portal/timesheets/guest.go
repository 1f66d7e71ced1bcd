package timesheets

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/hours"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// The answers of a guest about one line, besides the reasons of a dispute.
const (
	answerYes   = "approve"
	answerLater = "later"
)

func guestPath(token string) string { return timesheet.ApprovePath + "/" + url.PathEscape(token) }

// getGuest shows the holder of a link what there is to decide; how often one caller tries is limited.
func (r *request) getGuest() error {
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	page, err := r.guestPage(url.Values{}, nil)
	if err != nil {
		return err
	}
	return r.Show(page)
}

func (r *request) guestPage(v url.Values, bad []view.Problem) (*hours.Timesheet, error) {
	token := r.Param("token")
	t, guest, err := r.Timesheets.Look(r.Ctx, token)
	if err != nil {
		return nil, err
	}
	page := &hours.Timesheet{
		Base: r.Base(t.Title), Heading: t.Title, Facts: r.facts(t, t.Org, "timesheet.f.organiser"),
		Lead: []string{r.T("timesheet.guest.lead", "name", guest.Name, "buyer", r.Firm(t.Buyer)), r.T("timesheet.guest.once")},
	}
	page.Nav, page.Problems = nil, bad
	table, lines, err := r.table(t, "waiting", line.SignedOff, line.Answered, line.Corrected)
	if err != nil {
		return nil, err
	}
	if table == nil {
		page.Lead = append(page.Lead, r.T("timesheet.nothing"))
	} else {
		r.guestTable(table, lines, v)
		table.Action = guestPath(token)
		page.Tables = []hours.Table{*table}
	}
	page.Parts = []view.PlacedPart{r.shifts(t)}
	return page, nil
}

// guestTable asks about each line, and once for words about those that are disputed.
func (r *request) guestTable(table *hours.Table, lines []line.Line, v url.Values) {
	r.columns(table)
	f := view.NewForm(r.Lang, v, nil)
	for i, l := range lines {
		table.All = append(table.All, seenValue(l))
		name := answerName(l.ID)
		if v.Get(name) == "" {
			v.Set(name, answerLater) // nothing is approved by a form that is sent as it came
		}
		options := []view.Option{{Value: answerYes, Text: r.T("timesheet.guest.yes")}}
		for _, reason := range line.Reasons() {
			options = append(options, view.Option{Value: string(reason), Text: r.T("timesheet.guest.no", "reason", r.T("timesheet.reason."+string(reason)))})
		}
		options = append(options, view.Option{Value: answerLater, Text: r.T("timesheet.guest.later")})
		answer := f.Select(name, "portal.timesheet.guest.answer", options)
		answer.Label = r.T("timesheet.guest.answer", "line", r.label(l))
		table.Rows[i].Answer = &answer
	}
	table.Last = []view.Field{f.Area("note", "portal.timesheet.f.note", 3).WithHint(r.T("timesheet.guest.note"))}
	table.Buttons = []hours.Button{{Do: "decide", Text: r.T("timesheet.guest.submit")}}
}

// answerName is the field of the answer about a line.
func answerName(id marketplace.ID) string { return "answer." + string(id) }

// decision reads what a guest decided.
func decision(v url.Values) timesheet.Decision {
	var d timesheet.Decision
	for _, text := range v["all"] {
		s := seenOf(text)
		switch answer := v.Get(answerName(s.Line)); answer {
		case answerLater, "":
		case answerYes:
			d.Approve = append(d.Approve, s)
		default:
			d.Dispute = append(d.Dispute, timesheet.DisputedLine{Seen: s, Objection: line.Objection{Reason: line.Reason(answer), Note: v.Get("note")}})
		}
	}
	return d
}

// postGuest decides, once, and says what became of it; what changed meanwhile is asked again.
func (r *request) postGuest() error {
	if err := r.Gate.AllowSignIn(r.Ctx, r.C, ""); err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	d := decision(v)
	if len(d.Approve)+len(d.Dispute) == 0 {
		return r.askAgain(v, []view.Problem{{Text: r.T("timesheet.guest.decide_first"), Href: "#waiting"}})
	}
	t, out, err := r.Timesheets.Decide(r.Ctx, r.Param("token"), d)
	if err != nil {
		errs, err := visit.FieldErrors(err)
		if err != nil {
			return err
		}
		return r.askAgain(v, r.guestProblems(errs))
	}
	for _, o := range out {
		if o.Status == line.Changed {
			return r.askAgain(url.Values{}, r.unlike(t, out))
		}
	}
	return r.thank(t, out)
}

func (r *request) guestProblems(errs []marketplace.FieldError) []view.Problem {
	var out []view.Problem
	for _, e := range errs {
		out = append(out, view.Problem{Text: r.T("timesheet.f.note") + ": " + r.Lang.Field(e), Href: "#" + view.FieldID("note")})
	}
	return out[:min(len(out), 1)]
}

func (r *request) askAgain(v url.Values, bad []view.Problem) error {
	page, err := r.guestPage(v, bad)
	if err != nil {
		return err
	}
	return r.Wrong(page)
}

// thank says what was decided; the link opens nothing any more.
func (r *request) thank(t timesheet.Timesheet, out []line.Outcome) error {
	yes, no := 0, 0
	for _, o := range out {
		switch {
		case o.Status == line.Done && o.State == line.Disputed:
			no++
		case o.Status == line.Done:
			yes++
		}
	}
	page := &hours.Timesheet{Base: r.Base(r.T("timesheet.guest.thanks")), Heading: r.T("timesheet.guest.thanks"), Lead: []string{
		r.T("timesheet.guest.did", "title", t.Title, "yes", strconv.Itoa(yes), "no", strconv.Itoa(no)), r.T("timesheet.guest.over"),
	}}
	page.Nav = nil
	return r.Show(page)
}

// disputeReasons are the reasons as options.
func (r *request) disputeReasons(f view.Form) view.Field {
	return f.Radios("reason", "portal.timesheet.f.reason", f.Keyed("portal.timesheet.reason", check.Words(line.Reasons())...)).Must()
}
