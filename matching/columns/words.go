package columns

import (
	"math/bits"

	"sovite.fi/sovite/matching/likeness"
)

// vocabulary holds every different word of the tasks' texts once, and for every piece of a word (gram) the words that
// have it. A text's grams are those of its words, so a profile's text is compared with each word of the vocabulary once,
// and a task's text is then the union of what was found for its words.
type vocabulary struct {
	words *distinct[string]
	grams map[uint32]*gram
	of    [][]*gram // word → its grams
	round uint32    // of counting different grams
}

// gram is one piece of words.
type gram struct {
	words []uint32 // those that have it
	round uint32   // in which it was counted last
}

func newVocabulary() *vocabulary {
	return &vocabulary{words: newDistinct[string](), grams: map[uint32]*gram{}}
}

func (v *vocabulary) add(word string) uint32 {
	_, known := v.words.ids[word]
	id := v.words.add(word)
	if known {
		return id
	}
	pieces := likeness.Of(word)
	of := make([]*gram, len(pieces))
	for i, p := range pieces {
		g := v.grams[p]
		if g == nil {
			g = &gram{}
			v.grams[p] = g
		}
		g.words = append(g.words, id)
		of[i] = g
	}
	if int(id) == len(v.of) {
		v.of = append(v.of, nil)
	}
	v.of[id] = of
	return id
}

func (v *vocabulary) drop(id uint32) {
	word := v.words.values[id]
	if !v.words.drop(id) {
		return
	}
	v.words.values[id], v.of[id] = "", nil
	for _, p := range likeness.Of(word) {
		g := v.grams[p]
		if g.words = without(g.words, id); len(g.words) == 0 {
			delete(v.grams, p)
		}
	}
}

// count is how many grams the words have that no word since the last new round had.
func (v *vocabulary) count(words ...uint32) (n int) {
	for _, w := range words {
		for _, g := range v.of[w] {
			if g.round != v.round {
				g.round = v.round
				n++
			}
		}
	}
	return n
}

// without takes a number off a list whose order does not matter.
func without(list []uint32, id uint32) []uint32 {
	for i, n := range list {
		if n == id {
			list[i] = list[len(list)-1]
			return list[:len(list)-1]
		}
	}
	return list
}

// text is the words of one task's title and text, and how many grams each of the two has.
type text struct {
	words                []uint16 // packed, those of the title first
	inTitle              uint16   // how much of words is the title
	titleGrams, allGrams uint16
}

// The most that a text has in its columns, grams and different words; a longer one makes its task unusual.
const (
	maxText  = 1<<16 - 1
	maxWords = maxText / 3
)

// read cuts a title and a text into words of the vocabulary, each once; false when there are too many.
func (v *vocabulary) read(title, rest string) (text, bool) {
	var out text
	first, every := distinctWords(title), distinctWords(title+" "+rest)
	if len(every) > maxWords {
		return out, false
	}
	v.round++
	grams := 0
	for i, w := range every { // the title's words come first in the whole text as well
		id := v.add(w)
		out.words = pack(out.words, id)
		grams += v.count(id)
		if i+1 == len(first) {
			out.inTitle, out.titleGrams = uint16(len(out.words)), uint16(min(grams, maxText)) //nolint:gosec // few enough words
		}
	}
	if grams > maxText {
		v.forget(out.words)
		return text{}, false
	}
	out.allGrams = uint16(grams) //nolint:gosec // just checked
	return out, true
}

// A word takes two bytes when its number is low, which those of common words are, because they were met first. Others
// take six: the mark, then the two halves.
const mark = 1<<16 - 1

func pack(words []uint16, id uint32) []uint16 {
	if id < mark {
		return append(words, uint16(id))
	}
	return append(words, mark, uint16(id>>16), uint16(id&mark)) //nolint:gosec // the two halves
}

// forget counts one text less for each of its words.
func (v *vocabulary) forget(words []uint16) {
	var w uint32
	for len(words) > 0 {
		w, words = unpack(words)
		v.drop(w)
	}
}

// unpack is the next word of a packed list that is not empty, and the rest of the list.
func unpack(words []uint16) (id uint32, rest []uint16) {
	if words[0] != mark {
		return uint32(words[0]), words[1:]
	}
	return uint32(words[1])<<16 | uint32(words[2]), words[3:]
}

func distinctWords(s string) []string {
	words := likeness.Words(s)
	seen := make(map[string]bool, len(words))
	out := words[:0]
	for _, w := range words {
		if !seen[w] {
			seen[w] = true
			out = append(out, w)
		}
	}
	return out
}

// reading is the three texts of a profile as seen by a vocabulary: for each word that shares a gram with one of them, a
// row of bits, one bit for each gram of the three.
type reading struct {
	wide                int      // words of 64 bits in a row
	rows                []uint64 // row 0 is empty
	of                  []uint32 // word → its row
	goal, wishes, avoid []uint64 // which bits belong to which text
	grams               [3]int   // how many grams each text has
}

// look compares the three texts of a profile with every word of the vocabulary.
func (v *vocabulary) look(goal, wishes, avoid likeness.Grams) *reading {
	bit := map[uint32]int{}
	for _, grams := range []likeness.Grams{goal, wishes, avoid} {
		for _, g := range grams {
			if _, known := bit[g]; !known && v.grams[g] != nil {
				bit[g] = len(bit)
			}
		}
	}
	r := &reading{wide: (len(bit) + 63) / 64, of: make([]uint32, len(v.words.values))}
	r.grams = [3]int{len(goal), len(wishes), len(avoid)}
	r.goal, r.wishes, r.avoid = r.mark(bit, goal), r.mark(bit, wishes), r.mark(bit, avoid)
	r.rows = make([]uint64, r.wide, 64*(r.wide+1))
	for g, n := range bit {
		for _, w := range v.grams[g].words {
			if r.of[w] == 0 {
				r.of[w] = uint32(len(r.rows) / r.wide) //nolint:gosec // at most one row for each word
				r.rows = append(r.rows, make([]uint64, r.wide)...)
			}
			r.rows[int(r.of[w])*r.wide+n/64] |= 1 << (n % 64)
		}
	}
	return r
}

func (r *reading) mark(bit map[uint32]int, grams likeness.Grams) []uint64 {
	out := make([]uint64, r.wide)
	for _, g := range grams {
		if n, known := bit[g]; known {
			out[n/64] |= 1 << (n % 64)
		}
	}
	return out
}

// likenesses are how alike a task's texts are to those of the profile, as likeness.Cosine says: the title to the goal,
// the text to the wishes, the text to what is to be avoided. found is scratch space of r.wide words.
func (r *reading) likenesses(words []uint16, inTitle int, titleGrams, allGrams uint16, found []uint64) (title, wish, avoid float64) {
	clear(found)
	r.union(words[:inTitle], found)
	title = cosine(shared(found, r.goal), r.grams[0], int(titleGrams))
	r.union(words[inTitle:], found)
	wish = cosine(shared(found, r.wishes), r.grams[1], int(allGrams))
	avoid = cosine(shared(found, r.avoid), r.grams[2], int(allGrams))
	return title, wish, avoid
}

func (r *reading) union(words []uint16, into []uint64) {
	var w uint32
	for len(words) > 0 {
		w, words = unpack(words)
		row := int(r.of[w])
		if row == 0 {
			continue
		}
		for i, bits := range r.rows[row*r.wide : (row+1)*r.wide] {
			into[i] |= bits
		}
	}
}

func shared(found, of []uint64) int {
	n := 0
	for i, b := range found {
		n += bits.OnesCount64(b & of[i])
	}
	return n
}

func cosine(shared, a, b int) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return likeness.OfCounts(shared, a, b)
}
