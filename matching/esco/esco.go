package esco

import (
	"cmp"
	_ "embed"
	"fmt"
	"iter"
	"slices"
	"strings"
	"unicode"
)

//go:embed occupations.tsv
var occupations string

// Occupation is one occupation of ESCO.
type Occupation struct {
	ID     string // such as "occupation/6c4fa9a9-9d54-4f4e-b4f2-5bd3a4cd2f0d"
	ISCO   string // ISCO-08 unit group, four digits
	labels [3]string
	folded [3]string // labels in small letters, for Suggest
}

// Label is the name of the occupation in a language, "fi", "sv" or "en"; any other language gives English.
func (o Occupation) Label(lang string) string { return o.labels[column(lang)] }

func column(lang string) int {
	switch lang {
	case "fi":
		return 0
	case "sv":
		return 1
	}
	return 2
}

// Table is the whole list. It is read-only and safe for concurrent use.
type Table struct {
	list []Occupation
	byID map[string]int
}

// Load reads the embedded list. An error means that the program was built with broken data.
func Load() (*Table, error) {
	t := &Table{byID: map[string]int{}}
	for line := range strings.Lines(occupations) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 || len(f[1]) != 4 {
			return nil, fmt.Errorf("occupations.tsv line %d: want id, four-digit code and three labels", len(t.list)+1)
		}
		o := Occupation{ID: "occupation/" + f[0], ISCO: f[1]}
		for i := range o.labels {
			o.labels[i], o.folded[i] = f[2+i], strings.ToLower(f[2+i])
		}
		t.byID[o.ID] = len(t.list)
		t.list = append(t.list, o)
	}
	return t, nil
}

// Len is the number of occupations.
func (t *Table) Len() int { return len(t.list) }

// All gives the occupations in the order of the list.
func (t *Table) All() iter.Seq[Occupation] { return slices.Values(t.list) }

// ByID finds an occupation by its id, with or without the address that ESCO publishes it at.
func (t *Table) ByID(id string) (Occupation, bool) {
	i, ok := t.byID[strings.TrimPrefix(id, "http://data.europa.eu/esco/")]
	if !ok {
		return Occupation{}, false
	}
	return t.list[i], true
}

// ISCO is the ISCO-08 unit group of an occupation; empty when the id is not known.
func (t *Table) ISCO(id string) string {
	o, _ := t.ByID(id)
	return o.ISCO
}

// Suggest finds at most n occupations whose name in the language holds every typed word: first those that begin with
// the text, then those where each typed word begins a word, then the rest; shorter names first.
func (t *Table) Suggest(typed, lang string, n int) []Occupation {
	words := strings.Fields(strings.ToLower(typed))
	if len(words) == 0 || n <= 0 {
		return nil
	}
	type hit struct {
		rank int
		o    Occupation
	}
	var hits []hit
	col := column(lang)
	for _, o := range t.list {
		if r := rank(o.folded[col], words); r >= 0 {
			hits = append(hits, hit{r, o})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		x, y := a.o.folded[col], b.o.folded[col]
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(len(x), len(y)), cmp.Compare(x, y), cmp.Compare(a.o.ID, b.o.ID))
	})
	out := make([]Occupation, 0, min(n, len(hits)))
	for _, h := range hits[:min(n, len(hits))] {
		out = append(out, h.o)
	}
	return out
}

// rank is 0 when the label begins with the words, 1 when each word begins a word of the label, 2 when each stands
// somewhere in it, and -1 otherwise.
func rank(label string, words []string) int {
	if strings.HasPrefix(label, strings.Join(words, " ")) {
		return 0
	}
	worst := 1
	for _, w := range words {
		if !strings.Contains(label, w) {
			return -1
		}
		if !beginsWord(label, w) {
			worst = 2
		}
	}
	return worst
}

func beginsWord(label, word string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(label, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), func(w string) bool { return strings.HasPrefix(w, word) })
}
