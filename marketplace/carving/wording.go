package carving

import (
	"slices"
	"strings"

	"sovite.fi/sovite/matching"
)

// Wording is a demand that advertisements often make without a reason in the work.
type Wording struct {
	Key          string               `json:"key"`
	Patterns     map[string][]string  `json:"patterns"`     // by language; words one after another, each a whole one or, with * at its end, a beginning
	Unless       []matching.Dimension `json:"unless"`       // a demand on one of these is a reason
	Certificates []string             `json:"certificates"` // one of these is a reason
	Why          matching.Text        `json:"why"`
	Instead      matching.Text        `json:"instead"`
}

// Hint is a word of a text that may shut somebody out without a reason in the work. It never blocks anything.
type Hint struct {
	Word string // as written
	Wording
}

// Reasons are what a task does ask for.
type Reasons struct {
	Demands      []matching.Demand
	Certificates []string
}

// Hints names the demands of a text that have no reason in the work, each once, in the order of the catalogue, whatever
// language they are written in.
func (cat *Catalogue) Hints(text string, reasons Reasons) []Hint {
	var out []Hint
	written := strings.FieldsFunc(text, func(r rune) bool { return len(words(string(r))) == 0 })
	for _, w := range cat.wordings {
		if w.reasoned(reasons) {
			continue
		}
		if word := w.in(written); word != "" {
			out = append(out, Hint{Word: word, Wording: w})
		}
	}
	return out
}

// reasoned says whether the task itself asks for what the words ask for.
func (w Wording) reasoned(by Reasons) bool {
	asked := func(d matching.Demand) bool { return d.Level > 0 && slices.Contains(w.Unless, d.Dimension) }
	held := func(key string) bool { return slices.Contains(w.Certificates, key) }
	return slices.ContainsFunc(by.Demands, asked) || slices.ContainsFunc(by.Certificates, held)
}

// in is the first place of a text where one of the patterns stands, as written; empty when none does.
func (w Wording) in(written []string) string {
	for i := range written {
		for _, lang := range []string{"fi", "sv", "en"} {
			for _, pattern := range w.Patterns[lang] {
				if n := begins(written[i:], strings.Fields(pattern)); n > 0 {
					return strings.Join(written[i:i+n], " ")
				}
			}
		}
	}
	return ""
}

// begins is how many words of a text a pattern covers at its start; 0 when it does not fit.
func begins(written, pattern []string) int {
	if len(written) < len(pattern) {
		return 0
	}
	for i, p := range pattern {
		word := strings.ToLower(written[i])
		stem, open := strings.CutSuffix(p, "*")
		if word != stem && (!open || !strings.HasPrefix(word, stem)) {
			return 0
		}
	}
	return len(pattern)
}
