package judging

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/contract"
	"sovite.fi/sovite/matching/esco"
)

// Rank ranks jobs for profiles from files; it needs neither store nor index.
type Rank struct {
	Profiles string `help:"Profiles, a JSON list." required:"" type:"existingfile"`
	Jobs     string `help:"Jobs, a JSON list." required:"" type:"existingfile"`
	Out      string `help:"Where the ranking goes: client, job and score with tabs between." required:"" type:"path"`
	Explain  string `help:"Where the explanations go, one JSON object a line." type:"path"`
}

// Run implements the command.
func (c *Rank) Run(ctx context.Context, desk Desk) (err error) {
	scale, err := matching.LoadScale()
	if err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	table, err := esco.Load()
	if err != nil {
		return fmt.Errorf("occupations: %w", err)
	}
	files, closeAll, err := c.open()
	defer func() { err = errors.Join(err, closeAll()) }()
	if err != nil {
		return err
	}
	show, finish := desk.Bar("ranking")
	defer finish()
	return contract.Rank(ctx, matching.DefaultRules(scale), table, files, show)
}

func (c *Rank) open() (contract.Files, func() error, error) {
	var opened []io.Closer
	closeAll := func() error {
		var errs []error
		for _, f := range opened {
			errs = append(errs, f.Close())
		}
		return errors.Join(errs...)
	}
	var files contract.Files
	for path, into := range map[string]*io.Reader{c.Profiles: &files.Profiles, c.Jobs: &files.Jobs} {
		f, err := os.Open(path)
		if err != nil {
			return files, closeAll, err
		}
		opened = append(opened, f)
		*into = f
	}
	for path, into := range map[string]*io.Writer{c.Out: &files.Out, c.Explain: &files.Explain} {
		if path == "" {
			continue
		}
		f, err := os.Create(path)
		if err != nil {
			return files, closeAll, err
		}
		opened = append(opened, f)
		*into = f
	}
	return files, closeAll, nil
}
