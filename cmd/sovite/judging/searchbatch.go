package judging

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sovite.fi/sovite/matching/language"
)

// SearchBatch ranks texts for questions from files; it needs neither store nor index.
type SearchBatch struct {
	Corpus  string `help:"Texts, one a line: id, tab, text." required:"" type:"existingfile"`
	Queries string `help:"Questions, one a line: id, tab, text." required:"" type:"existingfile"`
	Out     string `help:"Where the best 100 of each question go: question, text and score with tabs between." required:"" type:"path"`
}

// Run implements the command.
func (c *SearchBatch) Run(ctx context.Context, desk Desk) (err error) {
	corpus, err := os.Open(c.Corpus)
	if err != nil {
		return fmt.Errorf("corpus: %w", err)
	}
	defer func() { err = errors.Join(err, corpus.Close()) }()
	queries, err := os.Open(c.Queries)
	if err != nil {
		return fmt.Errorf("queries: %w", err)
	}
	defer func() { err = errors.Join(err, queries.Close()) }()
	out, err := os.Create(c.Out)
	if err != nil {
		return fmt.Errorf("out: %w", err)
	}
	defer func() { err = errors.Join(err, out.Close()) }()
	show, finish := desk.Bar("searching")
	defer finish()
	return language.SearchBatch(ctx, corpus, queries, out, show)
}
