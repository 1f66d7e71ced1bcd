package language

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"sovite.fi/sovite/matching/esco"
)

// guess names the language of a corpus: the one whose occupation names share most words with it. Fewer than one word in
// 25 means that it is none of the three; real corpora share more than one in ten.
func guess(occupations *esco.Table, corpus []Text) string {
	const enough, sample, shortest = 1.0 / 25, 50_000, 4
	hits, total := map[string]int{}, 0
	known := map[string]map[string]bool{}
	for _, lang := range []string{Finnish, Swedish, English} {
		known[lang] = nameWords(occupations, lang)
	}
	for _, t := range corpus {
		for _, w := range Words(t.Text) {
			if utf8.RuneCountInString(w) < shortest {
				continue
			}
			total++
			for lang, words := range known {
				if words[w] {
					hits[lang]++
				}
			}
		}
		if total > sample {
			break
		}
	}
	best := ""
	for _, lang := range []string{Finnish, Swedish, English} {
		if float64(hits[lang]) >= enough*float64(total) && hits[lang] > hits[best] {
			best = lang
		}
	}
	return best
}

func nameWords(occupations *esco.Table, lang string) map[string]bool {
	out := map[string]bool{}
	for o := range occupations.All() {
		for _, w := range Words(o.Label(lang)) {
			out[w] = true
		}
	}
	return out
}

// finder returns a function that tells which occupation a text is about: by its id, or else by the occupation's name at
// its beginning.
func finder(occupations *esco.Table, lang string) func(Text) (esco.Occupation, bool) {
	byName := map[string]esco.Occupation{}
	longest := 0
	if lang != "" {
		for o := range occupations.All() {
			name := strings.ToLower(o.Label(lang))
			byName[name] = o
			longest = max(longest, len(name))
		}
	}
	return func(t Text) (esco.Occupation, bool) {
		if o, ok := byID(occupations, t.ID); ok {
			return o, true
		}
		return beginning(byName, longest, strings.ToLower(strings.TrimSpace(t.Text)))
	}
}

func byID(occupations *esco.Table, id string) (esco.Occupation, bool) {
	if o, ok := occupations.ByID(id); ok {
		return o, true
	}
	return occupations.ByID("occupation/" + id)
}

// beginning finds the longest name that the text begins with and that ends where a word ends.
func beginning(byName map[string]esco.Occupation, longest int, text string) (esco.Occupation, bool) {
	for end := min(len(text), longest); end > 0; end-- {
		if end < len(text) {
			next, _ := utf8.DecodeRuneInString(text[end:])
			if !utf8.RuneStart(text[end]) || unicode.IsLetter(next) || unicode.IsDigit(next) {
				continue
			}
		}
		if o, ok := byName[text[:end]]; ok {
			return o, true
		}
	}
	return esco.Occupation{}, false
}

// family is the tree of ISCO-08 groups over the texts that are known occupations.
type family struct {
	codes  []string // by text, four digits; empty when not known
	levels []level
}

// level is one level of groups.
type level struct {
	weight  float64
	group   []int32 // by text; -1 when not known
	members []float64
}

// The weights of what a group lends to its members, by the number of digits that they share.
const (
	unitWeight, minorWeight, subMajorWeight = 1.0, 0.5, 0.3

	// bestShare is the share of the group's best member in what it lends; the rest is the mean of all members.
	bestShare = 0.2
)

// newFamily gives nil when no text is a known occupation.
func newFamily(known []esco.Occupation) *family {
	f := &family{codes: make([]string, len(known))}
	for i, o := range known {
		f.codes[i] = o.ISCO
	}
	if !slices.ContainsFunc(f.codes, func(c string) bool { return c != "" }) {
		return nil
	}
	for _, l := range []struct {
		digits int
		weight float64
	}{{4, unitWeight}, {3, minorWeight}, {2, subMajorWeight}} {
		f.levels = append(f.levels, newLevel(f.codes, l.digits, l.weight))
	}
	return f
}

func newLevel(codes []string, digits int, weight float64) level {
	l := level{weight: weight, group: make([]int32, len(codes))}
	at := map[string]int32{}
	for i, code := range codes {
		if len(code) < digits {
			l.group[i] = -1
			continue
		}
		g, ok := at[code[:digits]]
		if !ok {
			g = int32(len(at))
			at[code[:digits]] = g
			l.members = append(l.members, 0)
		}
		l.group[i] = g
		l.members[g]++
	}
	return l
}

// share adds to every score what the groups lend it, times gate (0 to 1). The gate closes as one text comes close to the
// question word by word: who asks for one occupation by its name does not want its neighbours.
func (f *family) share(scores []float64, gate float64) []float64 {
	out := slices.Clone(scores)
	for _, l := range f.levels {
		sum, best := make([]float64, len(l.members)), make([]float64, len(l.members))
		for i, g := range l.group {
			if g >= 0 {
				sum[g] += scores[i]
				best[g] = max(best[g], scores[i])
			}
		}
		for i, g := range l.group {
			if g >= 0 {
				out[i] += gate * l.weight * (bestShare*best[g] + (1-bestShare)*sum[g]/l.members[g])
			}
		}
	}
	return out
}

// preferEntry lowers occupations that lead others or need a degree (ISCO-08 major groups 1 to 3, skill levels 3 and 4):
// a wish that names no such position means the work itself. The gate is that of share.
func (f *family) preferEntry(scores []float64, gate float64) {
	for i, code := range f.codes {
		switch {
		case strings.HasPrefix(code, "1"):
			scores[i] *= 1 - 0.3*gate
		case strings.HasPrefix(code, "2"):
			scores[i] *= 1 - 0.2*gate
		case strings.HasPrefix(code, "3"):
			scores[i] *= 1 - 0.05*gate
		}
	}
}
