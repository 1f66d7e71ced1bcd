package fairness

import (
	"slices"

	"sovite.fi/sovite/matching"
)

// Client is what the matcher gave to one client.
type Client struct {
	ID       string
	Jobs     int                // jobs judged
	Eligible []Scored           // jobs that break no hard limit
	Removed  map[string]Removal // by hard limit, see matching.Breach
}

// Scored is an eligible job with its points, 0 to 100.
type Scored struct {
	Job   string
	Score float64
}

// Removal counts the jobs that one hard limit takes away from a client.
type Removal struct {
	All   int // jobs that break the limit
	Alone int // of those, jobs that break no other limit: without this one they would be eligible
}

// Observe judges all jobs for one client and keeps what the audit needs.
func Observe(id string, p *matching.Prepared, jobs []*matching.PreparedTask) Client {
	c := Client{ID: id, Jobs: len(jobs), Removed: map[string]Removal{}}
	for _, job := range jobs {
		if score, eligible := p.ScorePrepared(job); eligible {
			c.Eligible = append(c.Eligible, Scored{Job: job.ID, Score: score})
			continue
		}
		c.remove(limitsOf(p.BreachesPrepared(job)))
	}
	return c
}

func (c *Client) remove(limits []string) {
	for _, limit := range limits {
		r := c.Removed[limit]
		r.All++
		if len(limits) == 1 {
			r.Alone++
		}
		c.Removed[limit] = r
	}
}

func limitsOf(breaches []matching.Breach) []string {
	var out []string
	for _, b := range breaches {
		if !slices.Contains(out, b.Limit) {
			out = append(out, b.Limit)
		}
	}
	return out
}
