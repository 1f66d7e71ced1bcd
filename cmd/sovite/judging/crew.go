package judging

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"sovite.fi/sovite/matching/crew/contract"
	"sovite.fi/sovite/matching/crew/planner"
)

// Crew plans crews for an instance from a file, for judging; it needs neither store nor index.
type Crew struct {
	Instance string        `help:"Clients, orders and supervisors, a JSON object." required:"" type:"existingfile"`
	Out      string        `help:"Where the plan goes: who, order and day with tabs between." required:"" type:"path"`
	Time     time.Duration `help:"How long to search; the plan is written within this time." default:"10s"`
	Seed     uint64        `help:"Seed of the search." default:"1"`
}

// Run implements the command. Stopping it early writes the best plan so far.
func (c *Crew) Run(ctx context.Context, desk Desk) (err error) {
	if c.Time <= 0 {
		return fmt.Errorf("--time is %s; give at least a second", c.Time)
	}
	instance, err := os.Open(c.Instance)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, instance.Close()) }()
	plan, err := os.Create(c.Out)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, plan.Close()) }()
	p, err := contract.Crew(ctx, instance, plan, planner.Options{Seed: c.Seed, Limit: c.Time, Now: desk.Now})
	if err != nil {
		return err
	}
	fmt.Fprintf(desk.Out, "cost %d, bound %d: at most %.2f %% above the best possible\n", p.Cost.Total(), p.Bound, 100*p.Gap())
	return nil
}
