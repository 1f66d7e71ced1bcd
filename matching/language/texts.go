package language

import "math"

// texts is a set of texts as weighted pieces, ready to be compared with a question by the cosine of the angle between
// them. The order of the texts changes nothing but the order of the scores.
type texts struct {
	lexicon *Lexicon
	ids     map[string]int32   // piece to its number
	words   map[string][]int32 // word to the numbers of its pieces
	common  []float64          // by piece: in how many texts it stands, later its weight
	found   [][]posting        // by piece: the texts that hold it
	known   int                // how many pieces the texts have; higher numbers came with questions
	count   int
}

type posting struct {
	text   int32
	weight float64
}

// weighed is a word of a text with its weight.
type weighed struct {
	word   string
	weight float64
}

// The weights of what a text is made of.
const (
	// partWeight is what the pieces of a compound's parts weigh beside those of the whole word.
	partWeight = 0.6

	// The first words of a text are its title. They count twice.
	titleWords, titleWeight = 5, 2
)

func newTexts(lexicon *Lexicon) *texts {
	return &texts{lexicon: lexicon, ids: map[string]int32{}, words: map[string][]int32{}}
}

// weigh gives the words of a text, the first ones heavier.
func weigh(text string) []weighed {
	var out []weighed
	for i, w := range Words(text) {
		if i < titleWords {
			out = append(out, weighed{w, titleWeight})
		} else {
			out = append(out, weighed{w, 1})
		}
	}
	return out
}

// vector is a sparse vector in the order in which its pieces first came.
type vector struct {
	pieces  []int32
	weights []float64
}

// counts adds up how often each piece stands in the words, in parts of compounds as well.
func (t *texts) counts(words []weighed) vector {
	var v vector
	at := map[int32]int{}
	add := func(word string, weight float64) {
		for _, p := range t.pieces(word) {
			i, ok := at[p]
			if !ok {
				i = len(v.pieces)
				at[p] = i
				v.pieces, v.weights = append(v.pieces, p), append(v.weights, 0)
			}
			v.weights[i] += weight
		}
	}
	for _, w := range words {
		add(w.word, w.weight)
		if first, last := t.lexicon.Parts(w.word); first != "" {
			add(first, w.weight*partWeight)
			add(last, w.weight*partWeight)
		}
	}
	return v
}

func (t *texts) pieces(word string) []int32 {
	if known, ok := t.words[word]; ok {
		return known
	}
	pieces := Pieces(word)
	out := make([]int32, 0, len(pieces))
	for _, p := range pieces {
		id, ok := t.ids[p]
		if !ok {
			id = int32(len(t.ids))
			t.ids[p] = id
			t.common = append(t.common, 0)
		}
		out = append(out, id)
	}
	t.words[word] = out
	return out
}

// index takes the texts in. It is called once.
func (t *texts) index(all []vector) {
	t.count, t.known = len(all), len(t.common)
	for _, v := range all {
		for _, p := range v.pieces {
			t.common[p]++
		}
	}
	for p, in := range t.common {
		t.common[p] = rarity(t.count, in)
	}
	t.found = make([][]posting, len(t.common))
	lengths, mean := make([]float64, len(all)), 0.0
	for i, v := range all {
		lengths[i] = t.length(v)
		mean += lengths[i] / float64(len(all))
	}
	for i, v := range all {
		for j, p := range v.pieces {
			w := t.weight(p, v.weights[j]) / (pivot*lengths[i] + (1-pivot)*mean)
			t.found[p] = append(t.found[p], posting{int32(i), w})
		}
	}
}

// pivot is how far a text's own length counts, against the mean length: long texts are punished a little less than by
// the plain cosine (Singhal's pivoted normalisation).
const pivot = 0.8

// rarity is the smoothed inverse document frequency.
func rarity(texts int, in float64) float64 { return math.Log(float64(1+texts)/(1+in)) + 1 }

func (t *texts) weight(piece int32, count float64) float64 {
	rare := rarity(t.count, 0) // of a piece that only a question has
	if int(piece) < t.known {
		rare = t.common[piece]
	}
	if count < 1 {
		return count * rare
	}
	return (1 + math.Log(count)) * rare
}

func (t *texts) length(v vector) float64 {
	sum := 0.0
	for i, p := range v.pieces {
		w := t.weight(p, v.weights[i])
		sum += w * w
	}
	return math.Sqrt(sum)
}

// compare gives the likeness of the question with every text, 0 to about 1.
func (t *texts) compare(question []weighed) []float64 {
	scores := make([]float64, t.count)
	v := t.counts(question)
	length := t.length(v)
	for i, p := range v.pieces {
		if int(p) >= t.known {
			continue
		}
		w := t.weight(p, v.weights[i]) / length
		for _, f := range t.found[p] {
			scores[f.text] += w * f.weight
		}
	}
	return scores
}
