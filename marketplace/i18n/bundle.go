package i18n

import (
	"embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

//go:embed catalogue/*.json
var catalogue embed.FS

// Voice is a language, or plain Finnish.
type Voice string

// The voices. Selko is plain Finnish for clients; a message without one falls back to Finnish.
const (
	Fi    Voice = "fi"
	Sv    Voice = "sv"
	En    Voice = "en"
	Selko Voice = "selko"
)

// Languages are the languages a person can choose, in the order in which they are offered.
func Languages() []Voice { return []Voice{Fi, Sv, En} }

// ParseVoice finds the language for a tag such as "sv", "sv-FI" or an Accept-Language header; Finnish if none fits.
func ParseVoice(tag string) Voice {
	for part := range strings.SplitSeq(tag, ",") {
		switch lang, _, _ := strings.Cut(strings.TrimSpace(part), ";"); {
		case strings.HasPrefix(lang, "fi"):
			return Fi
		case strings.HasPrefix(lang, "sv"):
			return Sv
		case strings.HasPrefix(lang, "en"):
			return En
		}
	}
	return Fi
}

// Bundle holds every message in every voice. It is read-only and safe for concurrent use.
type Bundle struct {
	messages map[Voice]map[string]string
	scale    *matching.Scale
}

// Load reads the embedded catalogues; the scale lends the names of its closed lists.
func Load(scale *matching.Scale) (*Bundle, error) {
	b := &Bundle{messages: map[Voice]map[string]string{}, scale: scale}
	files, err := fs.Glob(catalogue, "catalogue/*.json")
	if err != nil {
		return nil, err
	}
	for _, name := range files {
		if err := b.add(name); err != nil {
			return nil, fmt.Errorf("catalogue %s: %w", name, err)
		}
	}
	return b, nil
}

func (b *Bundle) add(name string) error {
	raw, err := catalogue.ReadFile(name)
	if err != nil {
		return err
	}
	var flat map[string]string
	if err := json.Unmarshal(raw, &flat); err != nil {
		return err
	}
	parts := strings.Split(path.Base(name), ".")
	if len(parts) != 3 {
		return fmt.Errorf("the name must be area.voice.json")
	}
	voice := Voice(parts[1])
	if b.messages[voice] == nil {
		b.messages[voice] = map[string]string{}
	}
	for key, text := range flat {
		if _, twice := b.messages[voice][key]; twice {
			return fmt.Errorf("key %q stands in two files", key)
		}
		b.messages[voice][key] = text
	}
	return nil
}

// Lang is the bundle seen in one voice.
type Lang struct {
	bundle *Bundle
	Voice  Voice
}

// In gives the bundle in one voice.
func (b *Bundle) In(v Voice) Lang { return Lang{bundle: b, Voice: v} }

// Code is the language tag for the lang attribute of a page: plain Finnish is Finnish.
func (l Lang) Code() string {
	if l.Voice == Selko {
		return "fi"
	}
	return string(l.Voice)
}

// Has says whether the key has a message of its own in this voice.
func (l Lang) Has(key string) bool {
	_, ok := l.bundle.messages[l.Voice][key]
	return ok
}

// T renders a message; args are pairs of name and value. An unknown key is returned as it is.
func (l Lang) T(key string, args ...any) string {
	return l.Render(key, pairs(args))
}

// N renders a message that counts: key.one for 1, key.other otherwise; {n} is the number.
func (l Lang) N(key string, n int, args ...any) string {
	m := pairs(args)
	m["n"] = l.Number(int64(n))
	if n == 1 {
		return l.Render(key+".one", m)
	}
	return l.Render(key+".other", m)
}

// Render renders a message with named arguments.
func (l Lang) Render(key string, args map[string]string) string {
	text, ok := l.lookup(key)
	if !ok {
		return key
	}
	return l.fill(text, args)
}

// Error is the safe text of an error in this voice.
func (l Lang) Error(err error) string {
	e := marketplace.AsError(err)
	if text, ok := l.lookup(e.Key); ok && e.Key != "" {
		return l.fill(text, e.Args)
	}
	return l.Render("error."+e.Kind.String(), nil)
}

// Field is the text of a field error in this voice.
func (l Lang) Field(f marketplace.FieldError) string { return l.Render(f.Key, f.Args) }

func (l Lang) lookup(key string) (string, bool) {
	text, ok := l.bundle.messages[l.Voice][key]
	if !ok && l.Voice == Selko {
		text, ok = l.bundle.messages[Fi][key]
	}
	return text, ok
}

func (l Lang) fill(text string, args map[string]string) string {
	if !strings.Contains(text, "{") {
		return text
	}
	var out strings.Builder
	for {
		start := strings.IndexByte(text, '{')
		end := strings.IndexByte(text, '}')
		if start < 0 || end < start {
			out.WriteString(text)
			return out.String()
		}
		out.WriteString(text[:start])
		name, vocab, _ := strings.Cut(text[start+1:end], ":")
		out.WriteString(l.value(args[name], vocab))
		text = text[end+1:]
	}
}

func (l Lang) value(value, vocab string) string {
	switch vocab {
	case "":
		return value
	case "minutes", "hours", "hour_count", "date", "euros":
		return l.quantity(value, vocab)
	}
	words := strings.Split(value, ",")
	for i, w := range words {
		words[i] = l.word(vocab, strings.TrimSpace(w))
	}
	return strings.Join(words, ", ")
}

// word names a key of a closed list of the scale, or of one that stands in the catalogue and is named with a dot:
// {kind:liability.kind} looks up liability.kind.taxes.
func (l Lang) word(vocab, key string) string {
	if strings.Contains(vocab, ".") {
		return l.Render(vocab+"."+key, nil)
	}
	return l.Word(vocab, key)
}

func (l Lang) quantity(value, unit string) string {
	if unit == "date" {
		return l.Date(marketplace.Date(value))
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		return value
	}
	switch unit {
	case "euros":
		return l.Euros(int64(n))
	case "hours":
		return l.Hours(n)
	case "hour_count":
		return l.HourCount(n)
	}
	return l.Minutes(n)
}

// Word names a key of a closed list: "scale", "adaptation", "hazard", "allergen", "certificate", "shift", "form",
// "weekday", "transport", "access" or "group". An unknown key is returned as it is.
func (l Lang) Word(vocab, key string) string {
	if text, ok := l.bundle.scale.Word(vocab, key, string(l.Voice)); ok {
		return text
	}
	return key
}

// Scale is the shared scale whose texts this bundle shows.
func (l Lang) Scale() *matching.Scale { return l.bundle.scale }

func pairs(args []any) map[string]string {
	m := make(map[string]string, len(args)/2+1)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = fmt.Sprint(args[i+1])
	}
	return m
}
