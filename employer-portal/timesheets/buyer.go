package timesheets

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/hours"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/server/web"
)

// Due are links to the timesheets that wait for the buyer, for the first page.
func Due(r *visit.Request) ([]view.Link, error) {
	list, err := r.Timesheets.Waiting(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return nil, err
	}
	own := &request{r}
	var out []view.Link
	for _, t := range list.Items {
		out = append(out, view.Link{Text: r.T("timesheet.waiting", "title", t.Title), Href: theirOne(t.ID), Note: own.week1(t)})
	}
	return out, nil
}

func (r *request) week1(t timesheet.Timesheet) string {
	return r.T("timesheet.week", "day", r.Lang.Date(t.Monday))
}

// getApprovals lists what waits for the buyer, then what was decided.
func (r *request) getApprovals() error {
	waiting, err := r.Timesheets.Waiting(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	all, err := r.Timesheets.Bought(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("timesheet.buyer")), Heading: r.T("timesheet.buyer"), Lead: []string{r.T("timesheet.buyer.lead")}}
	part := view.PlacedPart{ID: "waiting", Heading: r.Say.N("timesheet.waits", len(waiting.Items))}
	for _, t := range waiting.Items {
		row := r.theirRow(t)
		row.Lines = append(row.Lines, r.T("timesheet.due", "day", r.Lang.Date(t.Due())))
		part.Rows = append(part.Rows, row)
	}
	if len(part.Rows) == 0 {
		part.Lines = r.nothing(all.Items)
	}
	rest := view.PlacedPart{ID: "decided", Heading: r.T("timesheet.decided")}
	for _, t := range all.Items {
		if !t.Waits {
			rest.Rows = append(rest.Rows, r.theirRow(t))
		}
	}
	if len(rest.Rows) == 0 {
		rest.Lines = []string{r.T("timesheet.decided.none")}
	}
	page.Parts = []view.PlacedPart{part, rest}
	if r.Actor.Has(timesheet.Approvers()...) {
		page.Parts = append(page.Parts, view.PlacedPart{
			ID: "alternates", Heading: r.T("timesheet.alternates"), Lines: []string{r.T("timesheet.alternates.lead")},
			Ways: []view.Link{{Text: r.T("timesheet.alternates.open"), Href: alternatesPath}},
		})
	}
	return r.Show(page)
}

// nothing says that nothing waits, and when the next hours are due: the next planned day that is not signed.
func (r *request) nothing(all []timesheet.Timesheet) []string {
	next, today := marketplace.Date(""), r.Clock.Today()
	for _, t := range all {
		for _, p := range t.Plan {
			if p.Date >= today && (next == "" || p.Date < next) {
				next = p.Date
			}
		}
	}
	if next == "" {
		return []string{r.T("timesheet.nothing"), r.T("timesheet.nothing.planned")}
	}
	return []string{r.T("timesheet.nothing"), r.T("timesheet.nothing.next", "day", r.weekday(next))}
}

func (r *request) theirRow(t timesheet.Timesheet) view.PlacedRow {
	return view.PlacedRow{Link: view.Link{Text: t.Title, Href: theirOne(t.ID)}, State: r.T("timesheet.stands." + standsForBuyer(t)), Lines: []string{
		r.Firm(t.Org) + ". " + r.week1(t), r.comesTo(t),
	}}
}

func standsForBuyer(t timesheet.Timesheet) string {
	if t.Waits {
		return "yours"
	}
	return stands(t)
}

func (r *request) getTheirs() error { return r.showTheirs(nil) }

func (r *request) showTheirs(bad []view.Problem) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	t, err := r.Timesheets.Open(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := &hours.Timesheet{
		Base: r.Base(t.Title), Heading: t.Title, State: r.T("timesheet.stands." + standsForBuyer(t)), Facts: r.facts(t, t.Org, "timesheet.f.organiser"),
	}
	if t.Waits {
		page.Lead = []string{r.T("timesheet.silence", "day", r.Lang.Date(t.Due()))}
		page.Action = &view.Link{Text: r.T("timesheet.link"), Href: theirOne(id) + "/link"}
	}
	page.Back, page.Problems = &view.Link{Text: r.T("timesheet.buyer"), Href: buyerPath}, bad
	if page.Tables, err = r.theirTables(t); err != nil {
		return err
	}
	page.Parts = []view.PlacedPart{r.shifts(t)}
	if len(t.Links) > 0 {
		page.Parts = append(page.Parts, r.links(t))
	}
	page.Parts = append(page.Parts, r.history(t))
	if len(bad) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

// theirTables are the lines by what the buyer can do about them.
func (r *request) theirTables(t timesheet.Timesheet) ([]hours.Table, error) {
	var out []hours.Table
	for _, part := range []struct {
		id     string
		states []line.State
	}{
		{"waiting", []line.State{line.SignedOff, line.Answered, line.Corrected}},
		{"said_no", []line.State{line.Disputed}},
		{"undo", []line.State{line.Approved}},
		{"invoiced", []line.State{line.Invoiced}},
	} {
		table, lines, err := r.table(t, part.id, part.states...)
		if err != nil {
			return nil, err
		}
		if table == nil {
			continue
		}
		switch part.id {
		case "waiting":
			r.deciding(table, lines, theirOne(t.ID)+"/approve",
				hours.Button{Do: "all", Text: r.amount("timesheet.approve", lines)}, hours.Button{Do: "chosen", Text: r.T("timesheet.approve.chosen"), Second: true})
			r.ways(table, lines, func(l line.Line) []view.Link {
				return []view.Link{{Text: r.T("timesheet.dispute.go"), Href: theirOne(t.ID) + "/lines/" + url.PathEscape(string(l.ID)) + "/dispute"}}
			})
		case "undo":
			r.deciding(table, lines, theirOne(t.ID)+"/undo", hours.Button{Do: "chosen", Text: r.T("timesheet.undo.go"), Second: true})
		}
		out = append(out, *table)
	}
	return out, nil
}

// links are the links that were sent, and how they stand.
func (r *request) links(t timesheet.Timesheet) view.PlacedPart {
	part := view.PlacedPart{ID: "links", Heading: r.T("timesheet.links")}
	for _, l := range t.Links {
		state := "open"
		switch {
		case !l.Used.IsZero():
			state = "used"
		case !l.Revoked.IsZero():
			state = "revoked"
		case !l.Opens(r.Clock.Now()):
			state = "expired"
		}
		row := view.PlacedRow{Link: view.Link{Text: l.Guest.Name}, State: r.T("timesheet.link.state." + state), Lines: []string{l.Guest.Email, r.T("timesheet.link.until", "when", r.Say.When(l.Expires))}}
		part.Rows = append(part.Rows, row)
		if state == "open" {
			part.Posts = append(part.Posts, r.button(theirOne(t.ID)+"/links/"+url.PathEscape(string(l.ID))+"/revoke", "timesheet.link.revoke", l.Guest.Name))
		}
	}
	return part
}

// batch is what the buyer does with several lines.
type batch func(*request, marketplace.ID, []line.Seen) (timesheet.Timesheet, []line.Outcome, error)

func (r *request) postApprove() error {
	return r.postBatch("waiting", "timesheet_approved", func(r *request, id marketplace.ID, seen []line.Seen) (timesheet.Timesheet, []line.Outcome, error) {
		return r.Timesheets.Approve(r.Ctx, r.Actor, id, seen)
	})
}

func (r *request) postUndo() error {
	return r.postBatch("undo", "timesheet_undone", func(r *request, id marketplace.ID, seen []line.Seen) (timesheet.Timesheet, []line.Outcome, error) {
		return r.Timesheets.Undo(r.Ctx, r.Actor, id, seen)
	})
}

// postBatch does something with the lines that were chosen, and says of which it could not be done.
func (r *request) postBatch(table, done string, do batch) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	v, err := r.Posted()
	if err != nil {
		return err
	}
	seen := chosen(v)
	if len(seen) == 0 {
		return r.showTheirs([]view.Problem{{Text: r.T("timesheet.choose_first"), Href: "#" + table}})
	}
	t, out, err := do(r, id, seen)
	if err != nil {
		return err
	}
	if bad := r.unlike(t, out); len(bad) > 0 {
		return r.showTheirs(bad)
	}
	return r.Redirect(theirOne(id), done)
}

func (r *request) postRevoke() error {
	id, err := r.id()
	if err != nil {
		return err
	}
	link, err := web.IDParam(r.C, "link")
	if err != nil {
		return err
	}
	if _, err := r.Timesheets.RevokeLink(r.Ctx, r.Actor, id, link); err != nil {
		return err
	}
	return r.Redirect(theirOne(id), "timesheet_link_revoked")
}
