package language

import (
	"cmp"
	"context"
	"math"
	"slices"
	"unicode/utf8"

	"sovite.fi/sovite/matching/esco"
)

// Text is one text to be ranked, or one question.
type Text struct {
	ID   string
	Text string
}

// Hit is a ranked text. Scores are comparable within one question only.
type Hit struct {
	ID    string
	Score float64
}

// The weights of the evidence, set on the first half of the own questions in testdata and on ISCO group names; the
// optimum is flat.
const (
	// vagueWeight is what a word of every wish weighs ("want", "quiet", "mornings").
	vagueWeight = 0.15

	// balance lets a short word count almost as much as a long one, which has more pieces: weight (length/8)^-balance.
	balance, usualLength = 0.4, 8

	synonymWeight = 1.0 // of the likeness with the synonyms, against the likeness with the question itself
	nameWeight    = 0.5 // of the likeness with the occupation's name alone, against that with the whole text
)

// Ranker orders the texts it was made of for one question after the other. It is not safe for concurrent use.
type Ranker struct {
	vocabulary *Vocabulary
	lang       string
	sorted     []Text
	full       *texts
	names      *texts // of known occupations; nil when there is none
	family     *family
}

// NewRanker analyses the texts. Their language is guessed from all of them together; texts in another language than
// Finnish, Swedish and English are compared by pieces alone. It returns only ctx's error.
func NewRanker(ctx context.Context, vocabulary *Vocabulary, occupations *esco.Table, corpus []Text) (*Ranker, error) {
	r := &Ranker{vocabulary: vocabulary, sorted: slices.Clone(corpus)}
	slices.SortFunc(r.sorted, func(a, b Text) int { return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Text, b.Text)) })
	r.lang = guess(occupations, r.sorted)
	lexicon := NewLexicon(r.lang)
	known := make([]esco.Occupation, len(r.sorted))
	find := finder(occupations, r.lang)
	for i, t := range r.sorted {
		lexicon.Add(t.Text)
		if o, ok := find(t); ok {
			known[i] = o
			lexicon.Add(o.Label(r.lang))
		}
	}
	r.family = newFamily(known)
	r.full = newTexts(lexicon)
	if err := fill(ctx, r.full, len(r.sorted), func(i int) string { return r.sorted[i].Text }); err != nil {
		return nil, err
	}
	if r.family == nil {
		return r, nil
	}
	r.names = newTexts(lexicon)
	return r, fill(ctx, r.names, len(known), func(i int) string { return known[i].Label(r.lang) })
}

func fill(ctx context.Context, t *texts, n int, text func(i int) string) error {
	all := make([]vector, n)
	for i := range all {
		if err := ctx.Err(); err != nil {
			return err
		}
		all[i] = t.counts(weigh(text(i)))
	}
	t.index(all)
	return nil
}

// Rank gives the best n texts for the question, best first, ties by id; texts that neither share anything with it nor have
// a family that does are left out. Of texts with one id the best counts. Scores are rounded to six decimals; the order of
// the corpus changes nothing.
func (r *Ranker) Rank(question string, n int) []Hit {
	own := r.compare(r.weighQuestion(question))
	scores := slices.Clone(own.both)
	leading := r.vocabulary.asksToLead(r.lang, question)
	if !leading {
		r.addSynonyms(scores, question)
	}
	if r.family != nil {
		gate := 1 - own.best
		scores = r.family.share(scores, gate)
		if r.lang != "" && !leading {
			r.family.preferEntry(scores, gate)
		}
	}
	hits := make([]Hit, 0, len(scores))
	for i, s := range scores {
		if s = math.Round(s*1e6) / 1e6; s > 0 {
			hits = append(hits, Hit{r.sorted[i].ID, s})
		}
	}
	slices.SortFunc(hits, func(a, b Hit) int { return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.ID, b.ID)) })
	return firsts(hits, n)
}

// firsts gives at most n hits, of each id the first.
func firsts(hits []Hit, n int) []Hit {
	seen := make(map[string]bool, n)
	out := make([]Hit, 0, min(n, len(hits)))
	for _, h := range hits {
		if len(out) == n {
			break
		}
		if !seen[h.ID] {
			seen[h.ID] = true
			out = append(out, h)
		}
	}
	return out
}

type likeness struct {
	both []float64 // with the whole texts and with the names
	best float64   // the highest likeness with a whole text, at most 1
}

func (r *Ranker) compare(words []weighed) likeness {
	out := likeness{both: r.full.compare(words)}
	for _, s := range out.both {
		out.best = max(out.best, min(s, 1))
	}
	if r.names != nil {
		for i, s := range r.names.compare(words) {
			out.both[i] += nameWeight * s
		}
	}
	return out
}

// weighQuestion gives the words of a question; vague ones weigh little, unless there are no others.
func (r *Ranker) weighQuestion(question string) []weighed {
	words := Words(question)
	allVague := !slices.ContainsFunc(words, func(w string) bool { return !r.vocabulary.vague(r.lang, w) })
	out := make([]weighed, 0, len(words))
	for _, w := range words {
		weight := math.Pow(float64(utf8.RuneCountInString(w))/usualLength, -balance)
		if !allVague && r.vocabulary.vague(r.lang, w) {
			weight *= vagueWeight
		}
		out = append(out, weighed{w, weight})
	}
	return out
}

// addSynonyms adds the likeness with the official words for what the question says in everyday words; these name work
// that leads nobody.
func (r *Ranker) addSynonyms(scores []float64, question string) {
	if r.lang == "" {
		return
	}
	var official []weighed
	for _, w := range r.vocabulary.Synonyms(r.lang, question) {
		official = append(official, weighed{w, 1})
	}
	if len(official) == 0 {
		return
	}
	for i, s := range r.compare(official).both {
		scores[i] += synonymWeight * s
	}
}
