package rule

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching"
)

//go:embed rules.json
var rules []byte

// Subject is one chapter of the book.
type Subject struct {
	Key  string        `json:"key"`
	Name matching.Text `json:"name"`
}

// Book is every rule. It is read-only and safe for concurrent use.
type Book struct {
	subjects []Subject
	rules    []Rule // in the order of the subjects, then of the file
	aids     []aid
}

// LoadBook reads the embedded book. An error means that the program was built with broken data.
func LoadBook() (*Book, error) { return ReadBook(rules) }

// ReadBook reads a book. It refuses unknown fields and words, a rule without source or statement, holes that no number
// fills, and two rules of one id that are valid on the same day.
func ReadBook(raw []byte) (*Book, error) {
	var file struct {
		Subjects []Subject `json:"subjects"`
		Sources  []Source  `json:"sources"`
		Aids     []aid     `json:"aids"`
		Rules    []Rule    `json:"rules"`
	}
	decoder := json.NewDecoder(bytes.NewReader(raw))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&file); err != nil {
		return nil, err
	}
	b := &Book{subjects: file.Subjects, rules: file.Rules, aids: file.Aids}
	for i := range b.rules {
		r := &b.rules[i]
		r.Subject, _, _ = strings.Cut(r.ID, ".")
		if at := slices.IndexFunc(file.Sources, func(s Source) bool { return s.Key == r.SourceKey }); at >= 0 {
			r.Source = file.Sources[at]
		}
		if err := b.check(*r, b.rules[:i]); err != nil {
			return nil, err
		}
	}
	return b, b.checkReferences()
}

// At is the rule of that id that is in force on a day.
func (b *Book) At(id string, on marketplace.Date) (Rule, bool) {
	for _, r := range b.rules {
		if r.ID == id && r.InForce(on) {
			return r, true
		}
	}
	return Rule{}, false
}

// All are the rules that are in force on a day, in the order of the book.
func (b *Book) All(on marketplace.Date) []Rule {
	return b.where(func(r Rule) bool { return r.InForce(on) })
}

// Versions are all rules of one id, the newest first.
func (b *Book) Versions(id string) []Rule {
	out := b.where(func(r Rule) bool { return r.ID == id })
	slices.SortStableFunc(out, func(x, y Rule) int { return strings.Compare(string(y.ValidFrom), string(x.ValidFrom)) })
	return out
}

// Subjects are the chapters, in the order of the book.
func (b *Book) Subjects() []Subject { return slices.Clone(b.subjects) }

// Subject finds a chapter.
func (b *Book) Subject(key string) (Subject, bool) {
	at := slices.IndexFunc(b.subjects, func(s Subject) bool { return s.Key == key })
	if at < 0 {
		return Subject{}, false
	}
	return b.subjects[at], true
}

func (b *Book) where(keep func(Rule) bool) (out []Rule) {
	for _, r := range b.rules {
		if keep(r) {
			out = append(out, r)
		}
	}
	return out
}
