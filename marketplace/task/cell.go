package task

import (
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/matching"
)

// cell is one cell being read; what is wrong with it is collected under the field's path.
type cell struct {
	field string
	text  string
	words words
	bad   []marketplace.FieldError
}

func (c *cell) fail(key string, args ...any) {
	c.bad = append(c.bad, marketplace.Field(c.field, key, args...))
}

// list splits a cell at its bars.
func (c *cell) list() []string {
	var out []string
	for part := range strings.SplitSeq(c.text, "|") {
		if part = strings.TrimSpace(part); part != "" {
			out = append(out, part)
		}
	}
	return out
}

// keys reads words of a closed list.
func (c *cell) keys(vocabulary string) []string {
	var out []string
	for _, word := range c.list() {
		if key, ok := c.words.key(vocabulary, word); ok {
			out = append(out, key)
			continue
		}
		c.fail("field.choice", "value", word, "choices", strings.Join(c.words.scale.Keys(vocabulary), ", "))
	}
	return out
}

// choice reads words of a closed list, or the word for none. An empty cell tells nothing.
func (c *cell) choice(vocabulary string) matching.Choice {
	if none(c.text) {
		return matching.Chosen()
	}
	keys := c.keys(vocabulary)
	return matching.Choice{Asked: len(keys) > 0, Values: keys}
}

// minutes reads decimal hours.
func (c *cell) minutes() int { return int(c.decimal(60) + 0.5) }

// cents reads decimal euros, not below 0; 0 for an empty cell.
func (c *cell) cents() int64 {
	if c.text == "" {
		return 0
	}
	v, err := money.RoundCents(c.text, "fi")
	if err != nil || v < 0 {
		c.fail("field.number", "value", c.text)
		return 0
	}
	return int64(v)
}

// decimal reads a number with comma or point, not below 0, and multiplies it; 0 for an empty cell.
func (c *cell) decimal(times float64) float64 {
	if c.text == "" {
		return 0
	}
	text := strings.NewReplacer(",", ".", " ", "", "\u00a0", "").Replace(c.text)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil || !(v >= 0 && v <= 1e9) {
		c.fail("field.number", "value", c.text)
		return 0
	}
	return v * times
}

// number reads a whole number; 0 for an empty cell.
func (c *cell) number() int {
	if c.text == "" {
		return 0
	}
	n, err := strconv.Atoi(c.text)
	if err != nil {
		c.fail("field.number", "value", c.text)
	}
	return n
}

// postal gives the zeros back that a spreadsheet takes from a postal code such as 00100.
func (c *cell) postal() string {
	if n := len(c.text); n > 0 && n < 5 && strings.Trim(c.text, "0123456789") == "" {
		return strings.Repeat("0", 5-n) + c.text
	}
	return c.text
}

// date reads 2026-11-23 and 23.11.2026.
func (c *cell) date() marketplace.Date {
	text := c.text
	if parts := strings.Split(text, "."); len(parts) == 3 && len(parts[0]) <= 2 && len(parts[1]) <= 2 {
		text = parts[2] + "-" + two(parts[1]) + "-" + two(parts[0])
	}
	d, err := marketplace.ParseDate(text)
	if err != nil {
		c.fail("field.date", "value", c.text)
	}
	return d
}

func two(digits string) string { return strings.Repeat("0", 2-len(digits)) + digits }

// steps reads "Dishes:120|Laundry:60": a name and, after the last colon, minutes a week.
func (c *cell) steps() []Step {
	var out []Step
	for _, part := range c.list() {
		s := Step{Name: part}
		if i := strings.LastIndexByte(part, ':'); i >= 0 {
			n, err := strconv.Atoi(strings.TrimSpace(part[i+1:]))
			if err != nil {
				c.fail("import.step", "value", part)
				continue
			}
			s = Step{Name: strings.TrimSpace(part[:i]), Minutes: n}
		}
		out = append(out, s)
	}
	return out
}

// demands reads "lifting:3!|attention:2~": a dimension, a level, ! for essential and ~ for adaptable.
func (c *cell) demands() []matching.Demand {
	var out []matching.Demand
	for _, part := range c.list() {
		name, level, ok := strings.Cut(part, ":")
		bare := strings.TrimRight(strings.TrimSpace(level), "!~ ")
		n, err := strconv.Atoi(bare)
		if !ok || err != nil {
			c.fail("import.demand", "value", part)
			continue
		}
		key, known := c.words.key("scale", name)
		if !known {
			c.fail("field.dimension", "value", strings.TrimSpace(name))
			continue
		}
		out = append(out, matching.Demand{
			Dimension: matching.Dimension(key), Level: n,
			Essential: strings.Contains(level, "!"), Adaptable: strings.Contains(level, "~"),
		})
	}
	return out
}

// yes reads the words for yes and no in three languages; an empty cell is no.
func (c *cell) yes() bool {
	switch strings.ToLower(c.text) {
	case "kyllä", "k", "ja", "j", "yes", "y", "x", "1", "true", "tosi", "sant":
		return true
	case "", "ei", "e", "nej", "n", "no", "0", "false", "epätosi", "falskt":
		return false
	}
	c.fail("import.yes_no", "value", c.text)
	return false
}

// none says whether a cell says that there is nothing of the list.
func none(text string) bool {
	switch strings.ToLower(text) {
	case "ei", "ei ole", "ei mitään", "inga", "ingen", "inget", "none", "no", "-", "–":
		return true
	}
	return false
}

// words finds the key of a closed list for a word: the key itself, or its name in any language.
type words struct {
	scale *matching.Scale
	keys  map[string]string
}

func newWords(scale *matching.Scale) words {
	w := words{scale: scale, keys: map[string]string{}}
	for _, vocabulary := range []string{"scale", "hazard", "allergen", "certificate", "weekday", "shift", "access", "adaptation", "form"} {
		for _, key := range scale.Keys(vocabulary) {
			for _, voice := range []string{"en", "sv", "fi"} {
				name, _ := scale.Word(vocabulary, key, voice)
				w.keys[vocabulary+"/"+folded(name)] = key
			}
		}
		for _, key := range scale.Keys(vocabulary) {
			w.keys[vocabulary+"/"+folded(key)] = key
		}
	}
	return w
}

func (w words) key(vocabulary, word string) (string, bool) {
	key, ok := w.keys[vocabulary+"/"+folded(word)]
	return key, ok
}

func folded(s string) string { return norm.NFC.String(strings.ToLower(strings.TrimSpace(s))) }
