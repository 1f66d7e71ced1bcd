package form

import (
	"math"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

// The answers to whether a choice was asked. No answer means that nobody has asked yet.
const (
	None = "none" // asked: none of them
	Some = "some" // asked: those that are checked
)

// reader reads fields and remembers what could not be read.
type reader struct {
	values url.Values
	bad    []marketplace.FieldError
}

func (r *reader) add(field, key string, args ...any) {
	r.bad = append(r.bad, marketplace.Field(field, key, args...))
}

func (r *reader) text(name string) string { return strings.TrimSpace(r.values.Get(name)) }

// lines are the lines of a text area.
func (r *reader) lines(name string) []string {
	var out []string
	for line := range strings.Lines(r.values.Get(name)) {
		if line = strings.TrimSpace(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// number is a whole number; empty is 0.
func (r *reader) number(name string) int {
	s := r.text(name)
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil {
		r.add(name, "field.number", "value", s)
	}
	return n
}

// decimal is a number of at most two decimals, in hundredths; the mark is a comma or a point. Empty is 0.
func (r *reader) decimal(name string) int64 {
	s := strings.ReplaceAll(strings.Trim(r.text(name), "€ "), ",", ".")
	if s == "" {
		return 0
	}
	v, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(v) || math.Abs(v) > 1e9 {
		r.add(name, "field.number", "value", r.text(name))
		return 0
	}
	return int64(math.Round(v * 100))
}

// minutes are typed as hours: "7,5" is 450 minutes.
func (r *reader) minutes(name string) int {
	return int(math.Round(float64(r.decimal(name)) * 60 / 100))
}

// level is one level of a list of radio buttons; ok is false when none was chosen.
func (r *reader) level(name string, most int) (level int, ok bool) {
	s := r.text(name)
	if s == "" {
		return 0, false
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > most {
		r.add(name, "field.range", "min", 0, "max", most)
		return 0, false
	}
	return n, true
}

// choice reads whether a list was asked, and what was chosen. Checked boxes without an answer count as asked: what was
// typed is not lost.
func (r *reader) choice(name string) matching.Choice {
	values := r.list(name)
	switch asked := r.values.Get(name + ".asked"); {
	case asked == None && len(values) > 0:
		r.add(name, "portal.wrong.none_and_some")
		return matching.Chosen(values...)
	case asked == None:
		return matching.Chosen()
	case asked == Some && len(values) == 0:
		r.add(name, "portal.wrong.choose")
		return matching.Choice{}
	case len(values) > 0:
		return matching.Chosen(values...)
	}
	return matching.Choice{}
}

func (r *reader) list(name string) []string {
	return slices.DeleteFunc(slices.Clone(r.values[name]), func(v string) bool { return v == "" })
}

// writer fills in fields.
type writer url.Values

func (w writer) text(name, value string) {
	if value != "" {
		url.Values(w).Set(name, value)
	}
}

func (w writer) lines(name string, values []string) { w.text(name, strings.Join(values, "\n")) }

func (w writer) number(name string, n int) {
	if n != 0 {
		w.text(name, strconv.Itoa(n))
	}
}

func (w writer) decimal(name string, hundredths int64) {
	if hundredths != 0 {
		s := strconv.FormatFloat(float64(hundredths)/100, 'f', -1, 64)
		w.text(name, strings.Replace(s, ".", ",", 1))
	}
}

func (w writer) minutes(name string, minutes int) {
	w.decimal(name, int64(math.Round(float64(minutes)*100/60)))
}

func (w writer) list(name string, values []string) {
	if len(values) > 0 {
		w[name] = slices.Clone(values)
	}
}

func (w writer) choice(name string, c matching.Choice) {
	w.list(name, c.Values)
	switch {
	case c.Asked && len(c.Values) == 0:
		w.text(name+".asked", None)
	case c.Asked:
		w.text(name+".asked", Some)
	}
}

// Choice reads whether one list was asked and what was chosen, as in the form of a task.
func Choice(v url.Values, name string) (matching.Choice, []marketplace.FieldError) {
	r := &reader{values: v}
	c := r.choice(name)
	return c, r.bad
}

// SetChoice fills in what Choice reads.
func SetChoice(v url.Values, name string, c matching.Choice) { writer(v).choice(name, c) }

// Whole reads a whole number; empty is 0.
func Whole(v url.Values, name string) (int, []marketplace.FieldError) {
	r := &reader{values: v}
	n := r.number(name)
	return n, r.bad
}

// Cents reads euros with at most two decimals; empty is 0.
func Cents(v url.Values, name string) (int64, []marketplace.FieldError) {
	r := &reader{values: v}
	n := r.decimal(name)
	return n, r.bad
}

// SetCents fills in what Cents reads.
func SetCents(v url.Values, name string, cents int64) { writer(v).decimal(name, cents) }

// Rows is how many rows of a list of rows the form holds: the filled ones, at least one empty, and more when asked for.
func Rows(v url.Values, name string, fields ...string) int {
	n := 1
	for i := 0; i < maxRows; i++ {
		for _, f := range fields {
			if strings.TrimSpace(v.Get(at(name, i, f))) != "" {
				n = i + 2
			}
		}
	}
	if v.Get("add") == name {
		n += 2
	}
	return min(max(n, 2), maxRows)
}

const maxRows = 60

func at(name string, i int, field string) string { return name + "[" + strconv.Itoa(i) + "]." + field }

// Compact moves the filled rows of a list of rows together, so that the numbers in errors are those in the form.
func Compact(v url.Values, name string, fields ...string) {
	to := 0
	for i := range maxRows {
		filled := false
		for _, f := range fields {
			filled = filled || strings.TrimSpace(v.Get(at(name, i, f))) != ""
		}
		if !filled {
			continue
		}
		for _, f := range fields {
			value := v.Get(at(name, i, f))
			v.Del(at(name, i, f))
			v.Set(at(name, to, f), value)
		}
		to++
	}
}
