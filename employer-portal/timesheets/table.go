package timesheets

import (
	"slices"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/employer-portal/view/hours"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
)

func (r *request) euros(c money.Cents) string { return c.Write(r.Lang.Code()) }

func (r *request) hours(q money.Quarters) string { return q.Write(r.Lang.Code()) }

// weekday is a day with its weekday in front.
func (r *request) weekday(d marketplace.Date) string {
	return r.Lang.Word("weekday", capacity.Weekdays()[capacity.Monday(d).DaysTo(d)]) + " " + r.Lang.Date(d)
}

// name is what a line is called: as the order calls it, or by its unit.
func (r *request) name(l line.Line) string {
	if l.Name != "" {
		return l.Name
	}
	return r.Lang.T("price.unit." + string(l.Unit))
}

// label is a line with its day, for what must be told apart without the table.
func (r *request) label(l line.Line) string { return r.name(l) + ", " + r.weekday(l.Date) }

// row is one line in words.
func (r *request) row(l line.Line) hours.Row {
	out := hours.Row{
		ID: string(l.ID), Name: r.name(l), Day: r.weekday(l.Date), Planned: "–", Done: l.Unit.Write(l.Quantity, r.Lang), Price: l.Rate.Write(r.Lang.Code()),
		Cost: r.euros(l.Amount), State: r.T("timesheet.state." + string(l.State)), Tone: tone(l),
	}
	if l.Timed() {
		out.Planned = l.Unit.Write(l.Planned, r.Lang)
	}
	switch l.Pricing {
	case line.Included:
		out.Price = r.T("timesheet.included")
	case line.Unclear:
		out.Price = r.T("timesheet.unclear")
	case line.ByOrder:
	}
	if l.Changed() {
		out.Before = r.T("timesheet.before", "before", l.Unit.Write(l.Was.Quantity, r.Lang), "now", l.Unit.Write(l.Quantity, r.Lang), "cost", r.euros(l.Was.Amount))
	}
	out.Notes = r.notes(l)
	return out
}

func tone(l line.Line) string {
	switch l.State {
	case line.Approved, line.Invoiced:
		return "good"
	case line.Disputed, line.Corrected:
		return "warn"
	case line.Open, line.SignedOff, line.Answered:
	}
	return ""
}

// notes are what was said of a line, and why it is locked.
func (r *request) notes(l line.Line) []string {
	var out []string
	if l.Deviates() {
		diff := l.Unit.Write(l.Quantity-l.Planned, r.Lang)
		if l.Quantity > l.Planned {
			diff = "+" + diff
		}
		out = append(out, r.T("timesheet.deviates", "diff", diff))
	}
	if l.Source.Note != "" {
		out = append(out, l.Source.Note)
	}
	if text := r.objection(l); text != "" {
		out = append(out, text)
	}
	if l.Reply != "" {
		out = append(out, r.T("timesheet.reply", "text", l.Reply))
	}
	switch l.State {
	case line.Invoiced:
		if l.Number == "" {
			out = append(out, r.T("timesheet.locked.billing"))
			break
		}
		out = append(out, r.T("timesheet.locked", "invoice", l.Number))
	case line.Open, line.SignedOff, line.Disputed, line.Answered, line.Corrected:
	case line.Approved:
		out = append(out, r.T("timesheet.approved_by", "name", l.Approval.Name, "when", r.Say.When(l.Approval.At)))
	}
	return out
}

// objection is why the buyer disputed a line; empty when the buyer did not.
func (r *request) objection(l line.Line) string {
	if l.Objection.Reason == "" {
		return ""
	}
	reason := r.T("timesheet.reason." + string(l.Objection.Reason))
	if l.Objection.Note == "" {
		return r.T("timesheet.objection.bare", "reason", reason)
	}
	return r.T("timesheet.objection", "reason", reason, "note", l.Objection.Note)
}

// table is the lines in some states, with what they come to; nil when there are none.
func (r *request) table(t timesheet.Timesheet, id string, states ...line.State) (*hours.Table, []line.Line, error) {
	var lines []line.Line
	for _, l := range t.Ordered() {
		if slices.Contains(states, l.State) {
			lines = append(lines, l)
		}
	}
	if len(lines) == 0 {
		return nil, nil, nil
	}
	total, err := t.Total(states...)
	if err != nil {
		return nil, nil, err
	}
	out := &hours.Table{ID: id, Heading: r.Say.N("timesheet."+id, len(lines)), Lead: r.T("timesheet." + id + ".lead")}
	for _, head := range []string{"what", "planned", "done", "price", "cost", "state"} {
		out.Head = append(out.Head, r.T("timesheet.head."+head))
	}
	var planned money.Quarters
	for _, l := range lines {
		out.Rows = append(out.Rows, r.row(l))
		if l.Timed() {
			planned += money.Quarters(l.Planned)
		}
	}
	out.Foot = []string{r.T("timesheet.total"), r.hours(planned), r.hours(total.Crew + total.Supervision), "", r.euros(total.Amount), ""}
	return out, lines, nil
}

// deciding makes a form of a table: a box or a link in each row, and the buttons.
func (r *request) deciding(table *hours.Table, lines []line.Line, action string, buttons ...hours.Button) {
	table.Action, table.Buttons = action, buttons
	r.columns(table)
	for i, l := range lines {
		table.All = append(table.All, seenValue(l))
		table.Rows[i].Box = &hours.Box{ID: "pick-" + string(l.ID), Value: seenValue(l), Text: r.T("timesheet.pick." + table.ID), Label: r.label(l)}
	}
}

// columns adds the column of decisions.
func (r *request) columns(table *hours.Table) {
	table.Head = append(table.Head, r.T("timesheet.head.decide"))
	table.Foot = append(table.Foot, "")
}

// way adds a link to each row for which there is one.
func (r *request) ways(table *hours.Table, lines []line.Line, find func(line.Line) []view.Link) {
	if len(table.Head) == 6 {
		r.columns(table)
	}
	for i, l := range lines {
		for _, w := range find(l) {
			w.Note = r.label(l)
			table.Rows[i].Ways = append(table.Rows[i].Ways, w)
		}
	}
}

// amount is what a button about some lines says: how many, and how many hours.
func (r *request) amount(key string, lines []line.Line) string {
	var hours money.Quarters
	for _, l := range lines {
		if l.Unit == price.CrewHour || l.Unit == price.SupervisorHour {
			hours += money.Quarters(l.Quantity)
		}
	}
	return r.Say.N(key, len(lines), "hours", r.hours(hours))
}

// shifts are the days that were worked, with what the supervisor wrote.
func (r *request) shifts(t timesheet.Timesheet) view.PlacedPart {
	part := view.PlacedPart{ID: "days", Heading: r.T("timesheet.days")}
	for _, s := range t.Shifts {
		row := view.PlacedRow{Link: view.Link{Text: r.weekday(s.Date)}, Lines: []string{r.T("timesheet.people", "workers", s.Workers, "planned", s.Planned)}}
		row.Lines = append(row.Lines, s.Deviations...)
		part.Rows = append(part.Rows, row)
	}
	for _, p := range t.Plan {
		if !slices.ContainsFunc(t.Shifts, func(s timesheet.Shift) bool { return s.ID == p.Shift }) {
			part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.weekday(p.Date)}, State: r.T("timesheet.unsigned"), Lines: []string{r.T("timesheet.unsigned.text")}})
		}
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("timesheet.days.none")}
	}
	return part
}

// history is what happened to the lines, newest first.
func (r *request) history(t timesheet.Timesheet) view.PlacedPart {
	type step struct {
		line.Step
		of line.Line
	}
	var steps []step
	for _, l := range t.Lines {
		for _, s := range l.Log {
			steps = append(steps, step{s, l})
		}
	}
	slices.SortStableFunc(steps, func(a, b step) int { return b.At.Time().Compare(a.At.Time()) })
	part := view.PlacedPart{ID: "history", Heading: r.T("timesheet.history"), NoPrint: true}
	for _, s := range steps[:min(len(steps), 30)] {
		who := s.Name
		if who == "" {
			who = r.T("timesheet.by_sheet")
		}
		part.Rows = append(part.Rows, view.PlacedRow{Link: view.Link{Text: r.label(s.of)}, State: r.T("timesheet.event." + string(s.Event)), Lines: []string{who + ", " + r.Say.When(s.At)}})
	}
	if len(part.Rows) == 0 {
		part.Lines = []string{r.T("timesheet.history.none")}
	}
	return part
}
