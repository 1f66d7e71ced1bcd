package attendance

import (
	"net/url"
	"slices"
	"strconv"

	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/check"
)

func (r *request) getSheet() error {
	v, err := r.view()
	if err != nil {
		return err
	}
	return r.Show(r.sheetPage(v, r.values(v), nil))
}

// people are the entries in the order of the page: members first, then who leads.
func people(s attendance.Sheet) []attendance.Entry { return slices.Concat(s.Members, s.Leaders) }

func field(i int, name string) string { return "p" + strconv.Itoa(i) + "." + name }

func count(i int, name string) string { return "m" + strconv.Itoa(i) + "." + name }

// values are what the form shows of a sheet.
func (r *request) values(v attendance.View) url.Values {
	out := url.Values{"words": {v.Value.Words.Text}, "words.base": {v.Value.Words.Text}}
	for i, e := range people(v.Value) {
		m, _ := v.Value.Of(e)
		out.Set(field(i, "person"), string(e.Person))
		out.Set(field(i, "base"), written(m))
		out.Set(field(i, "state"), string(m.State))
		out.Set(field(i, "absence"), string(attendance.NotKnown))
		if m.Absence != "" {
			out.Set(field(i, "absence"), string(m.Absence))
		}
		if m.From == m.To {
			m.From, m.To = v.Value.From, v.Value.To
		}
		out.Set(field(i, "from"), strconv.Itoa(m.From))
		out.Set(field(i, "to"), strconv.Itoa(m.To))
		out.Set(field(i, "break"), strconv.Itoa(m.Break))
	}
	for i, c := range v.Value.Made {
		text := r.quantity(c)
		out.Set(count(i, "line"), string(c.Unit)+" "+c.Name)
		out.Set(count(i, "quantity"), text)
		out.Set(count(i, "base"), text)
	}
	return out
}

// quantity is how much was done, as it is written; empty when nothing was told.
func (r *request) quantity(c attendance.Count) string {
	if c.Stamp.Change == "" {
		return ""
	}
	return c.Unit.Write(c.Quantity, r.Lang)
}

// sheetPage is the page of a sheet with a form that shows values.
func (r *request) sheetPage(v attendance.View, values url.Values, errs []marketplace.FieldError) *SheetPage {
	s, a := v.Value, v.Agreed
	path := shiftPath(s.ID)
	page := &SheetPage{
		Base: r.Base(a.Title), When: r.when(s.Date, s.From, s.To), Site: a.Address, State: r.state(s), Induction: a.Induction, Offline: r.offline(),
		ID: string(s.ID), Action: path, Takes: s.State.Takes(), Change: string(r.IDs()), Rev: strconv.FormatInt(v.Rev, 10), Signs: s.Date <= r.Clock.Today(),
	}
	page.Back = &view.Link{Text: r.T("shift.list"), Href: listPath}
	for _, h := range a.Hazards.Values {
		page.Hazards = append(page.Hazards, r.Lang.Word("hazard", h))
	}
	for _, g := range a.Allergens.Values {
		page.Hazards = append(page.Hazards, r.T("shift.allergen", "name", r.Lang.Word("allergen", g)))
	}
	f := view.NewForm(r.Lang, values, errs)
	for i, e := range people(s) {
		page.People = append(page.People, r.person(v, f, i, e))
	}
	for i, c := range s.Made {
		page.Made = append(page.Made, r.count(f, i, c))
	}
	page.Words = Count{Field: f.Area("words", "portal.shift.words", 3).WithHint(r.T("shift.words.hint")), Base: view.Pair{Label: "words.base", Text: values.Get("words.base")}}
	page.Problems = f.Problems(errs, labels(page))
	page.Late = r.late(v)
	r.after(page, v)
	return page
}

func labels(page *SheetPage) map[string]string {
	out := map[string]string{"words": page.Words.Field.Label}
	for _, p := range page.People {
		for _, f := range append(p.Times, p.State, p.Absence) {
			out[f.Name] = p.Name
		}
	}
	for _, m := range page.Made {
		out[m.Field.Name] = m.Field.Label
	}
	return out
}

func (r *request) state(s attendance.Sheet) string {
	if s.State == attendance.Locked {
		return r.T("shift.locked", "why", s.Locked)
	}
	return r.T("shift.state." + string(s.State))
}

// person is one fieldset: its legend is the name.
func (r *request) person(v attendance.View, f view.Form, i int, e attendance.Entry) Person {
	s := v.Value
	m, source := s.Of(e)
	p := Person{
		ID: string(e.Person), Name: r.name(v, e.Person), Leads: i >= len(s.Members), Result: r.result(m),
		Who: view.Pair{Label: field(i, "person"), Text: string(e.Person)}, Base: view.Pair{Label: field(i, "base"), Text: f.Values.Get(field(i, "base"))},
		State:   f.Radios(field(i, "state"), "portal.shift.state", f.Keyed("portal.shift.presence", check.Words(attendance.Presences())...)).In("two"),
		Absence: f.Select(field(i, "absence"), "portal.shift.absence", f.Keyed("portal.shift.why", check.Words(attendance.Absences())...)),
	}
	p.State.Label = p.Name
	if p.Leads {
		p.Number = r.T("shift.leads")
	} else {
		p.Number = r.T("shift.number", "n", e.Number)
	}
	if !e.Own.IsZero() {
		p.Note = r.T("shift.own", "when", r.clock(e.OwnTime))
	} else if source == attendance.AllOthers {
		p.Note = r.T("shift.with_all")
	}
	if m.Absence == attendance.NotKnown {
		p.Ask = r.T("shift.ask")
	}
	p.Times = r.times(s, f, i, m)
	state := attendance.Presence(f.Values.Get(field(i, "state")))
	for _, t := range p.Times {
		p.Open = p.Open || t.Error != ""
	}
	p.Open = p.Open || state == attendance.Late || state == attendance.LeftEarly
	return p
}

func (r *request) name(v attendance.View, id marketplace.ID) string {
	if name := v.Names[id]; name != "" {
		return name
	}
	return r.T("shift.gone")
}

// result is a mark in words.
func (r *request) result(m attendance.Mark) string {
	switch m.State {
	case attendance.NotMarked:
		return r.T("shift.not_marked")
	case attendance.Absent:
		return r.T("shift.result.absent", "why", r.T("shift.why."+string(m.Absence)))
	case attendance.Present, attendance.Late, attendance.LeftEarly:
	}
	return r.T("shift.result", "state", r.T("shift.presence."+string(m.State)), "from", r.clock(m.From), "to", r.clock(m.To), "hours", m.Time().Write(r.Lang.Code()))
}

// How far beyond the shift the lists of times go, and the longest break, in minutes.
const (
	before, after = 120, 180
	longestBreak  = 120
	quarter       = 15
	dayMinutes    = 24 * 60
)

func (r *request) times(s attendance.Sheet, f view.Form, i int, m attendance.Mark) []view.Field {
	first, last := max(0, s.From-before), min(dayMinutes, s.To+after)
	if m.To > m.From {
		first, last = min(first, m.From), max(last, m.To)
	}
	var times, breaks []view.Option
	for at := first; at <= last; at += quarter {
		times = append(times, view.Option{Value: strconv.Itoa(at), Text: r.clock(at)})
	}
	for n := 0; n <= max(longestBreak, m.Break); n += quarter {
		breaks = append(breaks, view.Option{Value: strconv.Itoa(n), Text: r.Lang.Minutes(n)})
	}
	return []view.Field{
		f.Select(field(i, "from"), "portal.shift.from", times),
		f.Select(field(i, "to"), "portal.shift.to", times),
		f.Select(field(i, "break"), "portal.shift.break", breaks),
	}
}

func (r *request) count(f view.Form, i int, c attendance.Count) Count {
	out := Count{
		Field: f.Input(count(i, "quantity"), "portal.shift.quantity").Narrow(), Result: c.Unit.Write(c.Quantity, r.Lang),
		Base: view.Pair{Label: count(i, "base"), Text: f.Values.Get(count(i, "base"))}, Line: view.Pair{Label: count(i, "line"), Text: string(c.Unit) + " " + c.Name},
	}
	out.Field.Label = r.T("shift.quantity", "name", c.Name, "unit", r.Lang.T("price.unit."+string(c.Unit)))
	out.Field.Digits = true
	return out
}

// after is what can be done beside the form, and what a signed sheet came to.
func (r *request) after(page *SheetPage, v attendance.View) {
	s := v.Value
	if s.State.Takes() && s.Date == r.Clock.Today() {
		code := r.button(shiftPath(s.ID)+"/code", "shift.code.show", page.Title)
		page.Code = &code
	}
	if s.State == attendance.Signed {
		reopen := r.button(shiftPath(s.ID)+"/reopen", "shift.reopen", page.Title)
		page.Reopen = &reopen
	}
	if s.Done != nil {
		page.Sums = []view.Pair{
			{Label: r.T("shift.sum.crew"), Text: s.Done.Crew().Write(r.Lang.Code())},
			{Label: r.T("shift.sum.supervisors"), Text: s.Done.Supervision().Write(r.Lang.Code())},
			{Label: r.T("shift.sum.signed"), Text: r.Lang.When(s.Done.Signed, r.Zone)},
		}
		for _, d := range s.Done.Deviations {
			page.Sums = append(page.Sums, view.Pair{Label: page.Words.Field.Label, Text: d})
		}
	}
}

// late are the changes that came when the sheet was signed, in words.
func (r *request) late(v attendance.View) []Late {
	var out []Late
	for _, l := range v.Value.Late {
		one := Late{When: r.T("shift.late.when", "marked", r.Lang.When(l.Marked, r.Zone), "received", r.Lang.When(l.Received, r.Zone))}
		if l.Rest != nil {
			one.Lines = append(one.Lines, r.T("shift.late.rest", "n", len(l.Rest.People)))
		}
		for _, p := range l.People {
			one.Lines = append(one.Lines, r.name(v, p.Person)+": "+r.result(p.Mark))
		}
		for _, m := range l.Made {
			one.Lines = append(one.Lines, m.Name+": "+m.Unit.Write(m.Quantity, r.Lang))
		}
		if l.Words != nil {
			one.Lines = append(one.Lines, r.T("shift.words")+": "+*l.Words)
		}
		path := shiftPath(v.Value.ID) + "/late/" + url.PathEscape(string(l.ID))
		one.Accept, one.Drop = r.button(path+"/accept", "shift.late.accept", one.Lines[0]), r.button(path+"/drop", "shift.late.drop", one.Lines[0])
		out = append(out, one)
	}
	return out
}
