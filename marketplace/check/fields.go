package check

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/matching"
)

// Fields collects the errors of one form. Scale and Places answer what is in their lists.
type Fields struct {
	Scale  *matching.Scale
	Places *place.Places
	bad    []marketplace.FieldError
}

// Errors are the errors found so far, in the order in which the fields were checked.
func (f *Fields) Errors() []marketplace.FieldError { return f.bad }

// Add says that a field is wrong; args are pairs of name and value for the message.
func (f *Fields) Add(path, key string, args ...any) {
	f.bad = append(f.bad, marketplace.Field(path, key, args...))
}

// Need says that a field must be filled in unless it is.
func (f *Fields) Need(path string, filled bool) {
	if !filled {
		f.Add(path, "field.required")
	}
}

// Text checks the length of a text in characters.
func (f *Fields) Text(path, value string, most int) {
	if utf8.RuneCountInString(value) > most {
		f.Add(path, "field.too_long", "max", most)
	}
}

// Lines checks the number of lines and the length of each in characters.
func (f *Fields) Lines(path string, values []string, most, length int) {
	f.Count(path, len(values), most)
	for i, v := range values {
		f.Text(At(path, i), v, length)
	}
}

// Count checks how many entries a list has.
func (f *Fields) Count(path string, n, most int) {
	if n > most {
		f.Add(path, "field.too_many", "max", most)
	}
}

// Range checks a number.
func (f *Fields) Range(path string, value, least, most int) {
	if value < least || value > most {
		f.Add(path, "field.range", "min", least, "max", most)
	}
}

// Words are the values of a closed list as plain words, never nil.
func Words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// OneOf checks a word against the words allowed.
func (f *Fields) OneOf(path, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		f.Add(path, "field.choice", "value", value, "choices", strings.Join(allowed, ", "))
	}
}

// Key checks that a value is in a closed list of the scale, such as "hazard". The empty value means not told.
func (f *Fields) Key(path, vocabulary, value string) {
	if value != "" && !f.Scale.Has(vocabulary, value) {
		f.Add(path, "field.choice", "value", value, "choices", strings.Join(f.Scale.Keys(vocabulary), ", "))
	}
}

// Keys checks every value of a list against a closed list of the scale.
func (f *Fields) Keys(path, vocabulary string, values []string) {
	for i, v := range values {
		if v == "" {
			f.Add(At(path, i), "field.required")
		}
		f.Key(At(path, i), vocabulary, v)
	}
}

// Choice checks the values of a choice against a closed list of the scale.
func (f *Fields) Choice(path, vocabulary string, c matching.Choice) {
	f.Keys(path+".values", vocabulary, c.Values)
}

// Window checks a range of minutes a week. A Max of 0 means that the most is not told.
func (f *Fields) Window(path string, w matching.Window) {
	f.Range(path+".min", w.Min, 0, weekMinutes)
	f.Range(path+".max", w.Max, 0, weekMinutes)
	if w.Min > w.Max && w.Max > 0 {
		f.Add(path+".max", "field.order")
	}
}

// weekMinutes are the minutes there are in a week.
const weekMinutes = 7 * 24 * 60

// Skills checks ids of ESCO skills: at most MaxSkills, each known.
func (f *Fields) Skills(path string, ids []string, known func(id string) bool) {
	f.Count(path, len(ids), MaxSkills)
	for i, id := range ids {
		if !known(id) {
			f.Add(At(path, i), "field.skill", "value", id)
		}
	}
}

// MaxSkills is how many ESCO skills may be chosen for a profile or a task.
const MaxSkills = 30

// Date checks a calendar day; the empty Date means not told. It returns whether there is a good day.
func (f *Fields) Date(path string, d marketplace.Date) bool {
	if d == "" {
		return false
	}
	if _, err := time.Parse(time.DateOnly, string(d)); err != nil {
		f.Add(path, "field.date", "value", string(d))
		return false
	}
	return true
}

// Postal checks a postal code; the empty one means not told.
func (f *Fields) Postal(path, code string) {
	if code == "" {
		return
	}
	if _, ok := f.Places.Postal(code); !ok {
		f.Add(path, "field.postal", "value", code)
	}
}

// Interests checks six numbers from 0 to 1; nil means not asked.
func (f *Fields) Interests(path string, values *matching.Interests) {
	if values == nil {
		return
	}
	for i, v := range values {
		if !(v >= 0 && v <= 1) {
			f.Add(At(path, i), "field.range", "min", 0, "max", 1)
		}
	}
}

// At is the path of an entry of a list.
func At(path string, index int) string { return fmt.Sprintf("%s[%d]", path, index) }
