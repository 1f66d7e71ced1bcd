package language

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/matching/esco"
)

// The limits of SearchBatch.
const (
	MaxHits  = 100       // hits for each question
	MaxLine  = 1 << 20   // bytes in a line
	MaxTexts = 1_000_000 // lines in a file
)

// SearchBatch ranks the texts of the corpus for every question and writes the best MaxHits of each as lines of question
// id, text id and score, separated by tabs, best first, ties by text id. Corpus and questions are lines of id and text,
// separated by a tab, in UTF-8; empty lines and a header "id	text" are passed over. Lines of the corpus with one id are
// other texts of the same thing; the one that ranks best counts. An error names the file and the line.
// Progress, if not nil, is told after each question how many are done and how many there are. When ctx ends, ctx's error
// comes back, wrapped, and the lines written so far are whole questions.
func SearchBatch(ctx context.Context, corpus, questions io.Reader, out io.Writer, progress func(done, total int)) error {
	docs, err := readTexts("corpus", corpus, true)
	if err != nil {
		return err
	}
	asked, err := readTexts("queries", questions, false)
	if err != nil {
		return err
	}
	ranker, err := loadRanker(ctx, docs)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(out)
	for i, q := range asked {
		if err := ctx.Err(); err != nil {
			return errors.Join(fmt.Errorf("stopped after %d of %d queries: %w", i, len(asked), err), w.Flush())
		}
		for _, h := range ranker.Rank(q.Text, MaxHits) {
			if _, err := fmt.Fprintf(w, "%s\t%s\t%s\n", q.ID, h.ID, strconv.FormatFloat(h.Score, 'f', 6, 64)); err != nil {
				return fmt.Errorf("write the run: %w", err)
			}
		}
		if progress != nil {
			progress(i+1, len(asked))
		}
	}
	if err := w.Flush(); err != nil {
		return fmt.Errorf("write the run: %w", err)
	}
	return nil
}

func loadRanker(ctx context.Context, docs []Text) (*Ranker, error) {
	vocabulary, err := LoadVocabulary()
	if err != nil {
		return nil, err
	}
	occupations, err := esco.Load()
	if err != nil {
		return nil, err
	}
	ranker, err := NewRanker(ctx, vocabulary, occupations, docs)
	if err != nil {
		return nil, fmt.Errorf("stopped while reading the corpus: %w", err)
	}
	return ranker, nil
}

// readTexts reads lines of id and text; ids may come again or not.
func readTexts(name string, from io.Reader, again bool) ([]Text, error) {
	var out []Text
	seen := map[string]int{}
	lines := bufio.NewScanner(from)
	lines.Buffer(nil, MaxLine)
	n := 0
	for lines.Scan() {
		n++
		t, err := parseLine(strings.TrimSuffix(lines.Text(), "\r"), n == 1)
		if err != nil {
			return nil, fmt.Errorf("%s line %d: %w", name, n, err)
		}
		if t.ID == "" {
			continue
		}
		if first := seen[t.ID]; first > 0 && !again {
			return nil, fmt.Errorf("%s line %d: id %q stands in line %d already; give every line an id of its own", name, n, t.ID, first)
		}
		if seen[t.ID] = n; n > MaxTexts {
			return nil, fmt.Errorf("%s line %d: give at most %d lines", name, n, MaxTexts)
		}
		out = append(out, t)
	}
	if err := lines.Err(); errors.Is(err, bufio.ErrTooLong) {
		return nil, fmt.Errorf("%s line %d: longer than %d bytes; shorten its text", name, n+1, MaxLine)
	} else if err != nil {
		return nil, fmt.Errorf("read %s after line %d: %w", name, n, err)
	}
	if len(out) == 0 {
		return nil, fmt.Errorf("%s: no line holds an id and a text", name)
	}
	return out, nil
}

// parseLine gives no id for a line to pass over.
func parseLine(line string, first bool) (Text, error) {
	if first {
		line = strings.TrimPrefix(line, "\ufeff")
	}
	id, text, found := strings.Cut(line, "\t")
	switch {
	case strings.TrimSpace(line) == "", first && id == "id" && text == "text":
		return Text{}, nil
	case !utf8.ValidString(line):
		return Text{}, errors.New("not UTF-8; save the file as UTF-8")
	case !found:
		return Text{}, errors.New("want an id, a tab and a text")
	case strings.TrimSpace(id) == "":
		return Text{}, errors.New("the id before the tab is empty")
	}
	return Text{ID: id, Text: text}, nil
}
