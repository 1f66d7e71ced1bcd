package attendance

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/price"
)

// written is a mark as the hidden field beside it holds it.
func written(m attendance.Mark) string {
	switch m.State {
	case attendance.NotMarked:
		return ""
	case attendance.Absent:
		return string(m.State) + " " + string(m.Absence)
	case attendance.Present, attendance.Late, attendance.LeftEarly:
	}
	return strings.Join([]string{string(m.State), strconv.Itoa(m.From), strconv.Itoa(m.To), strconv.Itoa(m.Break)}, " ")
}

// typed is what was typed into the form of a sheet.
type typed struct {
	url.Values
	change attendance.Change
	rows   []int // of change.People, by their place in it
	counts []int // of change.Made
	bad    []marketplace.FieldError
}

// read makes one change of everything that is otherwise than it was shown.
func read(v url.Values, lang i18n.Lang) *typed {
	t := &typed{Values: v, change: attendance.Change{ID: marketplace.ID(v.Get("change"))}}
	all := v.Get("do") == "all"
	var rest []marketplace.ID
	for i := 0; v.Has(field(i, "person")); i++ {
		m := t.mark(i)
		person := marketplace.ID(v.Get(field(i, "person")))
		switch {
		case written(m) != v.Get(field(i, "base")):
			t.change.People = append(t.change.People, attendance.Marking{Person: person, Mark: m})
			t.rows = append(t.rows, i)
		case m.State == attendance.NotMarked && all:
			rest = append(rest, person)
		}
	}
	if len(rest) > 0 {
		t.change.Rest = &attendance.Rest{Mark: attendance.Mark{State: attendance.Present}, People: rest}
	}
	for i := 0; v.Has(count(i, "line")); i++ {
		t.count(i, lang)
	}
	if words := check.Text(v.Get("words")); words != check.Text(v.Get("words.base")) {
		t.change.Words = &words
	}
	return t
}

// empty says whether nothing was changed.
func (t *typed) empty() bool {
	return t.change.Rest == nil && len(t.change.People) == 0 && len(t.change.Made) == 0 && t.change.Words == nil
}

func (t *typed) mark(i int) attendance.Mark {
	m := attendance.Mark{State: attendance.Presence(t.Get(field(i, "state")))}
	switch m.State {
	case attendance.NotMarked:
	case attendance.Absent:
		m.Absence = attendance.Absence(t.Get(field(i, "absence")))
	case attendance.Present, attendance.Late, attendance.LeftEarly:
		m.From, m.To, m.Break = t.number(field(i, "from")), t.number(field(i, "to")), t.number(field(i, "break"))
	}
	return m
}

func (t *typed) number(name string) int {
	n, err := strconv.Atoi(t.Get(name))
	if err != nil {
		t.bad = append(t.bad, marketplace.Field(name, "field.number", "value", t.Get(name)))
	}
	return n
}

func (t *typed) count(i int, lang i18n.Lang) {
	name := count(i, "quantity")
	if t.Get(name) == t.Get(count(i, "base")) {
		return
	}
	unit, line, _ := strings.Cut(t.Get(count(i, "line")), " ")
	m := attendance.Made{Unit: price.Unit(unit), Name: line}
	if text := strings.TrimSpace(t.Get(name)); text != "" {
		q, err := m.Unit.Read(text, lang)
		if err != nil || !slices.Contains(price.Units(), m.Unit) {
			t.bad = append(t.bad, marketplace.Field(name, "attendance.quantity"))
			return
		}
		m.Quantity = q
	}
	t.change.Made = append(t.change.Made, m)
	t.counts = append(t.counts, i)
}

// named gives mistakes in a change the names of the fields that they were typed in.
func (t *typed) named(errs []marketplace.FieldError) []marketplace.FieldError {
	return rename(errs, func(list string, i int) (string, bool) {
		switch {
		case list == "people" && i < len(t.rows):
			return "p" + strconv.Itoa(t.rows[i]), true
		case list == "made" && i < len(t.counts):
			return "m" + strconv.Itoa(t.counts[i]), true
		}
		return "", false
	})
}

// flawed gives what keeps a sheet from being signed the names of the fields on its page.
func flawed(s attendance.Sheet, errs []marketplace.FieldError) []marketplace.FieldError {
	return rename(errs, func(list string, i int) (string, bool) {
		switch list {
		case "members":
			return "p" + strconv.Itoa(i), true
		case "leaders":
			return "p" + strconv.Itoa(len(s.Members)+i), true
		}
		return "", false
	})
}

// rename gives "list[2].field" another beginning.
func rename(errs []marketplace.FieldError, to func(list string, i int) (string, bool)) []marketplace.FieldError {
	out := slices.Clone(errs)
	for i, e := range out {
		list, rest, _ := strings.Cut(e.Field, "[")
		number, name, _ := strings.Cut(rest, "].")
		n, err := strconv.Atoi(number)
		if err != nil {
			continue
		}
		if begin, known := to(list, n); known {
			out[i].Field = begin + "." + name
		}
	}
	return out
}
