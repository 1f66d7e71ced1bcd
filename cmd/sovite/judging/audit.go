package judging

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/contract"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/fairness"
)

// Audit audits the fairness of the ranking from files; it needs neither store nor index. The groups come from a
// table of their own, which nothing but this command reads.
type Audit struct {
	Profiles  string  `help:"Profiles, a JSON list." required:"" type:"existingfile"`
	Jobs      string  `help:"Jobs, a JSON list." required:"" type:"existingfile"`
	Groups    string  `help:"Groups: id, attribute and value with tabs between." required:"" type:"existingfile"`
	Threshold float64 `help:"Points from which a job counts as found, 0 to 100." default:"70"`
	JSON      bool    `help:"Print everything as JSON."`
}

// firstPlaces of a list are what an employer is taken to look at.
const firstPlaces = 10

// Run implements the command.
func (c *Audit) Run(ctx context.Context, desk Desk) error {
	scale, err := matching.LoadScale()
	if err != nil {
		return fmt.Errorf("scale: %w", err)
	}
	labels, err := readFile(c.Groups, fairness.ReadLabels)
	if err != nil {
		return err
	}
	rules := matching.DefaultRules(scale)
	clients, err := c.observe(ctx, rules, desk)
	if err != nil {
		return err
	}
	report, err := fairness.Audit(clients, labels, fairness.Options{Rules: rules.ID, Threshold: c.Threshold, Top: firstPlaces})
	if err != nil {
		return err
	}
	if !c.JSON {
		return report.WriteText(desk.Out)
	}
	encoder := json.NewEncoder(desk.Out)
	encoder.SetIndent("", "  ")
	return encoder.Encode(report)
}

// observe judges every client against every job.
func (c *Audit) observe(ctx context.Context, rules matching.RuleSet, desk Desk) ([]fairness.Client, error) {
	table, err := esco.Load()
	if err != nil {
		return nil, fmt.Errorf("occupations: %w", err)
	}
	profiles, err := readFile(c.Profiles, func(r io.Reader) ([]contract.Client, error) { return contract.ReadClients(r, table) })
	if err != nil {
		return nil, err
	}
	jobs, err := readFile(c.Jobs, func(r io.Reader) ([]matching.Task, error) { return contract.ReadTasks(r, table) })
	if err != nil {
		return nil, err
	}
	prepared := make([]*matching.PreparedTask, len(jobs))
	for i, job := range jobs {
		prepared[i] = matching.PrepareTask(job)
	}
	show, finish := desk.Bar("auditing")
	defer finish()
	observed := make([]fairness.Client, len(profiles))
	for i, p := range profiles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		observed[i] = fairness.Observe(p.ID, matching.Prepare(rules, p.Profile), prepared)
		show(i+1, len(profiles))
	}
	return observed, nil
}

// readFile reads one file with the reader of its kind.
func readFile[T any](path string, read func(io.Reader) (T, error)) (T, error) {
	f, err := os.Open(path)
	if err != nil {
		var none T
		return none, err
	}
	defer f.Close()
	return read(f)
}
