package view

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// Form is what was typed, with what is wrong with it. Fields are always made from it, so that what was typed stands in
// the page again after a mistake.
type Form struct {
	Lang   i18n.Lang
	Values url.Values
	Wrong  map[string]string // field name → text
}

// NewForm makes a form from values and field errors.
func NewForm(lang i18n.Lang, values url.Values, errs []marketplace.FieldError) Form {
	f := Form{Lang: lang, Values: values, Wrong: map[string]string{}}
	for _, e := range errs {
		f.Wrong[e.Field] = lang.Field(e)
	}
	return f
}

// Field is one field of a form: an input, a text area, a list, or a group of radio buttons or check boxes.
type Field struct {
	Kind         string // input, area, select, radios, checks
	Name, ID     string
	Label, Hint  string
	Error, Value string
	Type         string // of an input
	Autocomplete string
	Unit         string
	Layout       string // class of a group; see In
	Required     bool
	Short        bool // a narrow input, for a few digits
	Digits       bool // a telephone offers digits first
	Rows         int
	Min, Max     int // of a number; a Max of a text is its longest length
	Options      []Option
}

// Option is one choice of a field.
type Option struct {
	ID, Value, Text, Hint string
	Picked                bool
}

// FieldID is the id of the field with this name, for links from the error summary.
func FieldID(name string) string {
	return "f-" + strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
			return r
		}
		return '-'
	}, name)
}

func (f Form) field(kind, name, label string) Field {
	return Field{Kind: kind, Name: name, ID: FieldID(name), Label: f.Lang.T(label), Value: f.Values.Get(name), Error: f.Wrong[name]}
}

// Input is one line of text. The label is a message key.
func (f Form) Input(name, label string) Field {
	field := f.field("input", name, label)
	field.Type = "text"
	return field
}

// Number is a whole number with a unit (a message key, or empty).
func (f Form) Number(name, label, unit string, least, most int) Field {
	field := f.field("input", name, label)
	field.Type, field.Min, field.Max = "number", least, most
	if unit != "" {
		field.Unit = f.Lang.T(unit)
	}
	return field
}

// Date is a day.
func (f Form) Date(name, label string) Field {
	field := f.field("input", name, label)
	field.Type = "date"
	return field
}

// Password is a secret; it is never shown again.
func (f Form) Password(name, label, autocomplete string) Field {
	field := f.field("input", name, label)
	field.Type, field.Value, field.Autocomplete, field.Required = "password", "", autocomplete, true
	return field
}

// Area is text of several lines.
func (f Form) Area(name, label string, rows int) Field {
	field := f.field("area", name, label)
	field.Rows = rows
	return field
}

// Select is a list of which one is chosen.
func (f Form) Select(name, label string, options []Option) Field {
	return f.pick("select", name, label, options)
}

// Radios are choices of which one is chosen.
func (f Form) Radios(name, label string, options []Option) Field {
	return f.pick("radios", name, label, options)
}

// Checks are choices of which any number is chosen.
func (f Form) Checks(name, label string, options []Option) Field {
	return f.pick("checks", name, label, options)
}

func (f Form) pick(kind, name, label string, options []Option) Field {
	field := f.field(kind, name, label)
	field.Options = slices.Clone(options)
	for i := range field.Options {
		o := &field.Options[i]
		o.Picked = slices.Contains(f.Values[name], o.Value)
		o.ID = field.ID
		if i > 0 && kind != "select" {
			o.ID += "-" + strconv.Itoa(i)
		}
	}
	return field
}

// Words are the options of a closed list.
func (f Form) Words(vocabulary string) []Option {
	var out []Option
	for _, key := range f.Lang.Scale().Keys(vocabulary) {
		out = append(out, Option{Value: key, Text: f.Lang.Word(vocabulary, key)})
	}
	return out
}

// Keyed are options with a message each: prefix.value.
func (f Form) Keyed(prefix string, values ...string) []Option {
	var out []Option
	for _, v := range values {
		out = append(out, Option{Value: v, Text: f.Lang.T(prefix + "." + v)})
	}
	return out
}

// WithHint gives the field a hint (a message key).
func (f Field) WithHint(text string) Field { f.Hint = text; return f }

// Must marks the field as one that has to be filled in.
func (f Field) Must() Field { f.Required = true; return f }

// As sets what the browser may fill in.
func (f Field) As(kind, autocomplete string) Field {
	f.Type, f.Autocomplete = kind, autocomplete
	return f
}

// Narrow makes the input as narrow as what goes into it.
func (f Field) Narrow() Field { f.Short = true; return f }

// In sets the layout of a group: columns, wide-columns or inline.
func (f Field) In(layout string) Field { f.Layout = layout; return f }

// Describes is the value of aria-describedby.
func (f Field) Describes() string {
	var ids []string
	if f.Hint != "" {
		ids = append(ids, f.ID+"-hint")
	}
	if f.Error != "" {
		ids = append(ids, f.ID+"-error")
	}
	return strings.Join(ids, " ")
}

// Problems are the lines of the error summary for what is wrong, in the order of the fields given; what belongs to no
// field of the page comes last, without a link.
func (f Form) Problems(errs []marketplace.FieldError, labels map[string]string) []Problem {
	var out []Problem
	for _, e := range errs {
		p := Problem{Text: f.Lang.Field(e)}
		if label, ok := labels[e.Field]; ok {
			p.Field, p.Text = FieldID(e.Field), label+": "+p.Text
		}
		out = append(out, p)
	}
	return out
}
