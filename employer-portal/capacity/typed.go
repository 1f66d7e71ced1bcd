package capacity

import (
	"net/url"
	"slices"
	"sort"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/employer-portal/view"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
)

// maxRows is how many rows of times a form can have.
const maxRows = 42

// rows are the rows of times that a form shows: those filled in, and an empty one more when asked for.
func (r *request) rows(f view.Form, days bool) *view.RowGroup {
	group := &view.RowGroup{Add: "windows", AddText: r.T("crew.f.add")}
	last := 0
	for i := range maxRows {
		if filled(f.Values, i) {
			last = i
		}
	}
	if f.Values.Get("add") != "" && last < maxRows-1 {
		last++
	}
	for i := range last + 1 {
		at := row(i)
		fields := []view.Field{}
		if days {
			fields = append(fields, f.Checks(at+"days", "portal.crew.f.days", f.Words("weekday")).In("inline"))
		}
		fields = append(fields,
			f.Input(at+"from", "portal.crew.f.starts").As("time", "").Narrow(),
			f.Input(at+"to", "portal.crew.f.ends").As("time", "").Narrow(),
			f.Number(at+"participants", "portal.crew.f.participants", "", 1, 200).Narrow(),
			f.Number(at+"supervisors", "portal.crew.f.supervisors", "", 1, 50).Narrow(),
		)
		group.Rows = append(group.Rows, view.Row{Legend: r.T("crew.f.row", "n", i+1), Fields: fields})
	}
	return group
}

func row(i int) string { return "w" + strconv.Itoa(i) + "." }

func filled(v url.Values, i int) bool {
	for _, name := range []string{"from", "to", "participants", "supervisors"} {
		if v.Get(row(i)+name) != "" {
			return true
		}
	}
	return false
}

// typed is what was wrong with what was typed, and where the fields of the service stand in the form.
type typed struct {
	url.Values
	bad   []marketplace.FieldError
	names map[string]string // beginning of a path of the service → beginning of a name of the form
}

// named are the mistakes under the names of the form.
func (t *typed) named() []marketplace.FieldError {
	out := slices.Clone(t.bad)
	for i, e := range out {
		for path, name := range t.names {
			if rest, within := strings.CutPrefix(e.Field, path+"."); within {
				out[i].Field = name + rest
			}
		}
	}
	return out
}

// number is a whole number; empty is 0.
func (t *typed) number(name string) int {
	text := strings.TrimSpace(t.Get(name))
	if text == "" {
		return 0
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		t.bad = append(t.bad, marketplace.Field(name, "field.number", "value", text))
	}
	return n
}

// time is minutes from midnight.
func (t *typed) time(name string, end bool) int {
	minutes, bad := form.Clock(t.Values, name, end)
	t.bad = append(t.bad, bad...)
	return minutes
}

func (t *typed) window(i int) capacity.Window {
	at := row(i)
	return capacity.Window{From: t.time(at+"from", false), To: t.time(at+"to", true), Participants: t.number(at + "participants"), Supervisors: t.number(at + "supervisors")}
}

// numbered is a window with the row it was typed in.
type numbered struct {
	capacity.Window
	row int
}

// place puts windows in the order in which the service keeps them, and remembers where each was typed.
func (t *typed) place(path string, list []numbered) (out []capacity.Window) {
	sort.SliceStable(list, func(i, j int) bool { return list[i].From < list[j].From })
	for i, w := range list {
		out = append(out, w.Window)
		t.names[path+"["+strconv.Itoa(i)+"]"] = row(w.row)
	}
	return out
}

// readTerms reads the form of a crew.
func readTerms(v url.Values) (capacity.Terms, *typed) {
	t := &typed{Values: v, names: map[string]string{}}
	out := capacity.Terms{
		Name: v.Get("name"), Trades: v["trades"], Postal: strings.TrimSpace(v.Get("postal")), Site: v.Get("site"), Radius: t.number("radius") * 1000,
		Ratio: t.number("ratio"), Published: v.Get("published") != "",
	}
	days := map[string][]numbered{}
	for i := range maxRows {
		if !filled(v, i) {
			continue
		}
		w := t.window(i)
		if len(v[row(i)+"days"]) == 0 {
			t.bad = append(t.bad, marketplace.Field(row(i)+"days", "field.required"))
		}
		for _, day := range v[row(i)+"days"] {
			days[day] = append(days[day], numbered{w, i})
		}
	}
	for i, day := range capacity.Weekdays() {
		out.Week[i] = t.place("week."+day, days[day])
	}
	return out, t
}

// readPlan reads the form of an exception.
func readPlan(v url.Values) (capacity.Plan, *typed) {
	t := &typed{Values: v, names: map[string]string{}}
	out := capacity.Plan{
		From: marketplace.Date(strings.TrimSpace(v.Get("from"))), To: marketplace.Date(strings.TrimSpace(v.Get("to"))), Remove: v.Get("kind") == usual,
		Reason: capacity.Reason(v.Get("reason")), Note: v.Get("note"),
	}
	if v.Get("kind") != other {
		return out, t
	}
	var list []numbered
	for i := range maxRows {
		if filled(v, i) {
			list = append(list, numbered{t.window(i), i})
		}
	}
	if len(list) == 0 {
		t.bad = append(t.bad, marketplace.Field(row(0)+"from", "field.required"))
	}
	out.Windows = t.place("windows", list)
	return out, t
}

// termsValues are the terms of a crew as the form shows them: equal windows of several days in one row.
func termsValues(e capacity.Entry) url.Values {
	t := e.Value.Terms
	v := url.Values{
		"rev": {strconv.FormatInt(e.Rev, 10)}, "name": {t.Name}, "trades": t.Trades, "postal": {t.Postal}, "site": {t.Site},
		"radius": {strconv.Itoa(t.Radius / 1000)}, "ratio": {strconv.Itoa(t.Ratio)},
	}
	if t.Published {
		v.Set("published", "yes")
	}
	var shown []capacity.Window
	for day, windows := range t.Week {
		for _, w := range windows {
			i := slices.Index(shown, w)
			if i < 0 {
				i = len(shown)
				shown = append(shown, w)
				v.Set(row(i)+"from", form.WriteClock(w.From))
				v.Set(row(i)+"to", form.WriteClock(w.To))
				v.Set(row(i)+"participants", strconv.Itoa(w.Participants))
				v.Set(row(i)+"supervisors", strconv.Itoa(w.Supervisors))
			}
			v.Add(row(i)+"days", capacity.Weekdays()[day])
		}
	}
	return v
}

// typedFields is everything that was typed, to be sent again; without the buttons and the token.
func typedFields(v url.Values) []view.Pair {
	var out []view.Pair
	for name, values := range v {
		if name == "do" || name == "add" || name == "csrf" {
			continue
		}
		for _, value := range values {
			out = append(out, view.Pair{Label: name, Text: value})
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return out[i].Label < out[j].Label })
	return out
}
