package contract

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"strconv"
	"strings"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/planner"
)

// Crew reads an instance, plans it within the limits of opt and writes the plan. When ctx ends early it writes the best
// plan so far. The proposal tells cost, bound and steps.
func Crew(ctx context.Context, in io.Reader, out io.Writer, opt planner.Options) (planner.Proposal, error) {
	instance, err := ReadInstance(in)
	if err != nil {
		return planner.Proposal{}, err
	}
	proposal, err := planner.Propose(ctx, instance, opt)
	if err != nil {
		return planner.Proposal{}, err
	}
	return proposal, WritePlan(out, proposal.Plan)
}

// WritePlan writes one line for each seat: person, order and day with tabs between.
func WritePlan(w io.Writer, plan crew.Plan) error {
	buffered := bufio.NewWriter(w)
	for _, s := range plan.Seats {
		if _, err := fmt.Fprintf(buffered, "%s\t%s\t%d\n", s.Who, s.Order, s.Day); err != nil {
			return fmt.Errorf("plan: %w", err)
		}
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("plan: %w", err)
	}
	return nil
}

// ReadPlan reads what WritePlan wrote. Empty lines are skipped; an error names the line.
func ReadPlan(r io.Reader) (crew.Plan, error) {
	var plan crew.Plan
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := strings.TrimSuffix(lines.Text(), "\r")
		if line == "" {
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) != 3 {
			return plan, fmt.Errorf("plan: line %d: %d fields; give person, order and day with tabs between", n, len(fields))
		}
		day, err := strconv.Atoi(fields[2])
		if err != nil {
			return plan, fmt.Errorf("plan: line %d: %q is no day; give its number", n, fields[2])
		}
		plan.Seats = append(plan.Seats, crew.Seat{Who: fields[0], Order: fields[1], Day: day})
	}
	if err := lines.Err(); err != nil {
		return plan, fmt.Errorf("plan: %w", err)
	}
	return plan, nil
}
