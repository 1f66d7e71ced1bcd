package timesheets

import (
	"net/url"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/hours"
	"sovite.fi/sovite/employer-portal/visit"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

// week is the Monday that the address asks for, or that of this week.
func (r *request) week() marketplace.Date {
	day, err := marketplace.ParseDate(r.C.Query("week"))
	if err != nil || day == "" {
		day = r.Clock.Today()
	}
	return timesheet.WeekOf(day)
}

// getWeek lists the organiser's timesheets: what it has something to do with first, then those of a week.
func (r *request) getWeek() error {
	monday := r.week()
	todo, err := r.Timesheets.ToDo(r.Ctx, r.Actor, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	list, err := r.Timesheets.ByWeek(r.Ctx, r.Actor, monday, marketplace.Page{Limit: mostListed})
	if err != nil {
		return err
	}
	page := &view.Placed{Base: r.Base(r.T("timesheet.own")), Heading: r.T("timesheet.own"), Lead: []string{r.T("timesheet.own.lead")}}
	first := view.PlacedPart{ID: "todo", Heading: r.Say.N("timesheet.todo", len(todo.Items))}
	for _, t := range todo.Items {
		first.Rows = append(first.Rows, r.ownRow(t))
	}
	if len(first.Rows) == 0 {
		first.Lines = []string{r.T("timesheet.todo.none")}
	}
	part := view.PlacedPart{ID: "week", Heading: r.T("timesheet.week", "day", r.Lang.Date(monday)), Ways: []view.Link{
		{Text: r.T("timesheet.earlier"), Href: ownPath + "?week=" + string(monday.AddDays(-7)) + "#week"},
		{Text: r.T("timesheet.later"), Href: ownPath + "?week=" + string(monday.AddDays(7)) + "#week"},
	}}
	for _, t := range list.Items {
		part.Rows = append(part.Rows, r.ownRow(t))
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("timesheet.week.none")}
	}
	page.Parts = []view.PlacedPart{first, part}
	return r.Show(page)
}

func (r *request) ownRow(t timesheet.Timesheet) view.PlacedRow {
	row := view.PlacedRow{Link: view.Link{Text: t.Title, Href: ownOne(t.ID)}, Lines: []string{
		r.Firm(t.Buyer) + ". " + r.T("timesheet.week", "day", r.Lang.Date(t.Monday)), r.comesTo(t),
	}}
	row.State = r.T("timesheet.stands." + stands(t))
	return row
}

// stands says in one word whose turn it is.
func stands(t timesheet.Timesheet) string {
	for _, l := range t.Lines {
		if l.State == line.Disputed {
			return "disputed"
		}
	}
	switch {
	case t.Todo:
		return "open"
	case t.Waits:
		return "waits"
	}
	return "decided"
}

// comesTo is how much was done and what it costs.
func (r *request) comesTo(t timesheet.Timesheet) string {
	total, err := t.Total()
	if err != nil {
		return ""
	}
	return r.T("timesheet.comes_to", "crew", r.hours(total.Crew), "supervisors", r.hours(total.Supervision), "amount", r.euros(total.Amount))
}

// facts are the head of a timesheet.
func (r *request) facts(t timesheet.Timesheet, other marketplace.ID, key string) []view.Pair {
	out := []view.Pair{
		{Label: r.T(key), Text: r.Firm(other)},
		{Label: r.T("timesheet.f.week"), Text: r.T("timesheet.week", "day", r.Lang.Date(t.Monday))},
		{Label: r.T("timesheet.total"), Text: r.comesTo(t)},
	}
	if t.Reference != "" {
		out = append(out, view.Pair{Label: r.T("timesheet.f.reference"), Text: t.Reference})
	}
	return out
}

func (r *request) getOwn() error { return r.showOwn(nil) }

func (r *request) showOwn(bad []view.Problem) error {
	id, err := r.id()
	if err != nil {
		return err
	}
	t, err := r.Timesheets.Read(r.Ctx, r.Actor, id)
	if err != nil {
		return err
	}
	page := &hours.Timesheet{
		Base: r.Base(t.Title), Heading: t.Title, State: r.T("timesheet.stands." + stands(t)), Lead: []string{r.T("timesheet.own.about")},
		Facts: r.facts(t, t.Buyer, "timesheet.f.buyer"), Action: &view.Link{Text: r.T("timesheet.add"), Href: ownOne(id) + "/add"},
	}
	page.Back, page.Problems = &view.Link{Text: r.T("timesheet.own"), Href: ownPath + "?week=" + string(t.Monday)}, bad
	if page.Tables, err = r.ownTables(t); err != nil {
		return err
	}
	if len(t.Asides) > 0 {
		page.Parts = append(page.Parts, r.asides(t))
	}
	page.Parts = append(page.Parts, r.shifts(t), r.history(t))
	if len(bad) > 0 {
		return r.Wrong(page)
	}
	return r.Show(page)
}

// ownTables are the lines by what the organiser has to do about them.
func (r *request) ownTables(t timesheet.Timesheet) ([]hours.Table, error) {
	var out []hours.Table
	for _, part := range []struct {
		id     string
		states []line.State
	}{
		{"disputed", []line.State{line.Disputed}},
		{"open", []line.State{line.Open}},
		{"sent", []line.State{line.SignedOff, line.Answered, line.Corrected}},
		{"approved", []line.State{line.Approved}},
		{"invoiced", []line.State{line.Invoiced}},
	} {
		table, lines, err := r.table(t, part.id, part.states...)
		if err != nil {
			return nil, err
		}
		if table == nil {
			continue
		}
		if part.id == "open" {
			r.deciding(table, lines, ownOne(t.ID)+"/sign-off",
				hours.Button{Do: "all", Text: r.amount("timesheet.sign_off", lines)}, hours.Button{Do: "chosen", Text: r.T("timesheet.sign_off.chosen"), Second: true})
		}
		if part.id != "approved" && part.id != "invoiced" {
			r.ways(table, lines, func(l line.Line) []view.Link { return r.ownWays(t.ID, l) })
		}
		out = append(out, *table)
	}
	return out, nil
}

// ownWays are what the organiser can do about one line.
func (r *request) ownWays(id marketplace.ID, l line.Line) []view.Link {
	base := ownOne(id) + "/lines/" + url.PathEscape(string(l.ID))
	var out []view.Link
	add := func(way string) {
		out = append(out, view.Link{Text: r.T("timesheet." + way + ".go"), Href: base + "/" + way})
	}
	if l.State == line.Disputed {
		add("answer")
	}
	if l.Pricing == line.Unclear {
		add("price")
	}
	switch {
	case l.Source.Shift == "":
		add("amend")
	case l.Timed():
		add("aside")
	}
	return out
}

// asides are the hours that are not billed, for the organiser alone.
func (r *request) asides(t timesheet.Timesheet) view.PlacedPart {
	part := view.PlacedPart{ID: "asides", Heading: r.T("timesheet.asides"), Lines: []string{r.T("timesheet.asides.text")}}
	for _, a := range t.Asides {
		for _, l := range t.Lines {
			if l.Key == a.Key {
				part.Pairs = append(part.Pairs, view.Pair{Label: r.label(l), Text: l.Unit.Write(a.Quantity, r.Lang) + ", " + r.T("timesheet.why."+string(a.Why))})
				break
			}
		}
	}
	return part
}

// postSignOff signs off what was chosen, and says what could not be.
func (r *request) postSignOff() error {
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
		return r.showOwn([]view.Problem{{Text: r.T("timesheet.choose_first"), Href: "#open"}})
	}
	t, out, err := r.Timesheets.SignOff(r.Ctx, r.Actor, id, seen)
	if err != nil {
		_, err = visit.FieldErrors(err)
		return err
	}
	if bad := r.unlike(t, out); len(bad) > 0 {
		return r.showOwn(bad)
	}
	return r.Redirect(ownOne(id), "timesheet_signed_off")
}

// unlike are the lines of a batch to which something else happened than was asked for, each with what.
func (r *request) unlike(t timesheet.Timesheet, list []line.Outcome) []view.Problem {
	var out []view.Problem
	done := 0
	for _, o := range list {
		if o.Status == line.Done {
			done++
			continue
		}
		l, there := t.Line(o.Line)
		if !there {
			out = append(out, view.Problem{Text: r.T("timesheet.outcome.unknown")})
			continue
		}
		out = append(out, view.Problem{Text: r.T("timesheet.outcome."+string(o.Status), "line", r.label(l)), Href: "#" + string(l.ID)})
	}
	if len(out) > 0 && done > 0 {
		out = append([]view.Problem{{Text: r.Say.N("timesheet.outcome.done", done)}}, out...)
	}
	return out
}
