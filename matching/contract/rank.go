package contract

import (
	"bufio"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/esco"
)

// Files are the inputs and outputs of one ranking.
type Files struct {
	Profiles io.Reader // profiles.json
	Jobs     io.Reader // jobs.json
	Out      io.Writer // client, job, score with tabs between: eligible pairs only, the best first, ties by job id
	Explain  io.Writer // one JSON object for each line of Out; nil: none
}

// Rank judges every client against every job. Clients keep the order of the file. It stops between two clients when
// ctx is done; progress, if not nil, is told after each client.
func Rank(ctx context.Context, rules matching.RuleSet, table *esco.Table, f Files, progress func(done, total int)) error {
	clients, err := ReadClients(f.Profiles, table)
	if err != nil {
		return err
	}
	tasks, err := ReadTasks(f.Jobs, table)
	if err != nil {
		return err
	}
	prepared := make([]*matching.PreparedTask, len(tasks))
	for i, t := range tasks {
		prepared[i] = matching.PrepareTask(t)
	}
	w := newWriter(f)
	for i, c := range clients {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := w.rank(c, matching.Prepare(rules, c.Profile), prepared); err != nil {
			return err
		}
		if progress != nil {
			progress(i+1, len(clients))
		}
	}
	return w.out.Flush()
}

type writer struct {
	out     *bufio.Writer
	explain *json.Encoder
}

func newWriter(f Files) writer {
	w := writer{out: bufio.NewWriter(f.Out)}
	if f.Explain != nil {
		w.explain = json.NewEncoder(f.Explain)
	}
	return w
}

type hit struct {
	task  *matching.PreparedTask
	score float64
}

func (w writer) rank(c Client, p *matching.Prepared, tasks []*matching.PreparedTask) error {
	for _, h := range best(p, tasks) {
		if _, err := fmt.Fprintf(w.out, "%s\t%s\t%s\n", c.ID, h.task.ID, strconv.FormatFloat(h.score, 'f', 4, 64)); err != nil {
			return err
		}
		if w.explain == nil {
			continue
		}
		if err := w.explain.Encode(explanationOf(c.ID, p, h.task)); err != nil {
			return err
		}
	}
	return nil
}

// best are the eligible tasks, highest score first, ties by id.
func best(p *matching.Prepared, tasks []*matching.PreparedTask) []hit {
	var hits []hit
	for _, t := range tasks {
		if score, eligible := p.ScorePrepared(t); eligible {
			hits = append(hits, hit{t, score})
		}
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.task.ID, b.task.ID))
	})
	return hits
}
