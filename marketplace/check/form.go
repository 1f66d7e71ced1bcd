package check

import (
	"slices"
	"strings"
	"unicode"

	"sovite.fi/sovite/matching"
)

// Text is a text as it is stored: valid UTF-8 without control characters other than line ends, spaces at the ends of
// lines, or more than one empty line in a row.
func Text(s string) string {
	var out []string
	for line := range strings.Lines(strings.ToValidUTF8(s, "")) {
		line = Line(line)
		if line == "" && len(out) > 0 && out[len(out)-1] == "" {
			continue
		}
		out = append(out, line)
	}
	return strings.TrimSpace(strings.Join(out, "\n"))
}

// Line is a text of one line as it is stored: words with single spaces between them.
func Line(s string) string {
	s = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))
	return strings.Join(strings.Fields(s), " ")
}

// Lines are lines as they are stored, in their order, without empty and repeated ones.
func Lines(values []string) []string {
	var out []string
	for _, v := range values {
		if v = Line(v); v != "" && !slices.Contains(out, v) {
			out = append(out, v)
		}
	}
	return out
}

// Keys are the keys of a list whose order has no meaning: sorted, without empty and repeated ones.
func Keys(values []string) []string {
	out := Lines(values)
	slices.Sort(out)
	return out
}

// Occupation is the id of an ESCO occupation, or a skill, as it is stored: without the address that ESCO publishes it at,
// so that the same occupation is always the same text.
func Occupation(id string) string {
	for {
		rest, more := strings.CutPrefix(Line(id), "http://data.europa.eu/esco/")
		if !more {
			return rest
		}
		id = rest
	}
}

// ESCO are ids of ESCO as they are stored, in their order, without empty and repeated ones.
func ESCO(ids []string) []string {
	out := make([]string, len(ids))
	for i, id := range ids {
		out[i] = Occupation(id)
	}
	return Lines(out)
}

// Choice is a choice as it is stored. Values are only there when something was asked.
func Choice(c matching.Choice) matching.Choice {
	values := Keys(c.Values)
	return matching.Choice{Asked: c.Asked || len(values) > 0, Values: values}
}
