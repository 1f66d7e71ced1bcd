package main

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/reach"
	"sovite.fi/sovite/matching"
)

// reachCommand counts in one pass, with how far it has come kept, so that it can be stopped at any moment.
type reachCommand struct {
	Region string `help:"Only the tasks of this region, such as Pirkanmaa; empty: of the whole country." xor:"what"`
	Coach  string `help:"E-mail address or id of a coach: print how many tasks each of their clients has in each group." xor:"what"`
	Lang   string `help:"Language of the groups: fi, sv or en." enum:"fi,sv,en" default:"fi"`
}

// Run implements the command.
func (c *reachCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	return c.pass(ctx, in, io)
}

// pass counts, and says how to go on when it is stopped.
func (c *reachCommand) pass(ctx context.Context, in *installation, io streams) (err error) {
	done, total := 0, 0
	show := newBar(io.Err, "counting")
	progress := func(d, t int) { done, total = d, t; show.of(d, t) }
	if c.Coach != "" {
		err = c.caseload(ctx, in, io, progress)
	} else {
		err = c.count(ctx, in, io, progress)
	}
	show.finish()
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("stopped after %d of %d tasks; the same command goes on from there", done, total)
	case marketplace.IsKind(err, marketplace.Stale), marketplace.IsKind(err, marketplace.Conflict):
		return fmt.Errorf("another process counts at the same time; it goes on, and the same command later tells how far it came: %w", err)
	case err != nil:
		return c.worded(in, err)
	}
	return in.carry(ctx)
}

// worded says what is wrong with an option in words.
func (c *reachCommand) worded(in *installation, err error) error {
	if e := marketplace.AsError(err); e.Kind == marketplace.Invalid && len(e.Fields) > 0 {
		return errors.New(in.Bundle.In(i18n.Voice(c.Lang)).Render(e.Fields[0].Key, e.Fields[0].Args))
	}
	return err
}

func (c *reachCommand) count(ctx context.Context, in *installation, io streams, progress func(done, total int)) error {
	run, err := in.Reach.Count(ctx, marketplace.System(""), c.Region, progress)
	if err != nil {
		return err
	}
	where := "the whole country"
	if run.Region != "" {
		where = run.Region
	}
	fmt.Fprintf(io.Out, "%s: %d tasks counted on %s; employers see at least %d people or nothing.\n", where, run.Tasks, run.Day, reach.Enough)
	return nil
}

func (c *reachCommand) caseload(ctx context.Context, in *installation, io streams, progress func(done, total int)) error {
	coach, org, err := findCoach(ctx, in, c.Coach)
	if err != nil {
		return err
	}
	rows, err := in.Reach.Caseload(ctx, marketplace.System(org), coach, progress)
	if err != nil {
		return err
	}
	lang := in.Bundle.In(i18n.Voice(c.Lang))
	groups := []matching.Group{matching.FitsNow, matching.FitsIf, matching.Missing, matching.LeftOut}
	fmt.Fprintf(io.Out, "%-8s %-28s", "", "")
	for _, g := range groups {
		fmt.Fprintf(io.Out, " %18s", lang.T("match.group."+g.String()))
	}
	fmt.Fprintln(io.Out)
	for _, r := range rows {
		fmt.Fprintf(io.Out, "%-8s %-28s", r.Client.Code, r.Client.Name)
		for _, g := range groups {
			fmt.Fprintf(io.Out, " %18d", r.Counts[g])
		}
		fmt.Fprintln(io.Out)
	}
	return nil
}

// findCoach finds a coach of any provider by e-mail address or id.
func findCoach(ctx context.Context, in *installation, who string) (coach, org marketplace.ID, err error) {
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		orgs, err := in.Accounts.Organisations(ctx, marketplace.System(""), page)
		if err != nil {
			return "", "", err
		}
		for _, o := range orgs.Items {
			if !slices.Contains(o.Kinds, account.KindCoaching) {
				continue
			}
			if coach, err := coachIn(ctx, in, o.ID, who); err != nil || coach != "" {
				return coach, o.ID, err
			}
		}
		if page.After = orgs.Next; page.After == "" {
			return "", "", fmt.Errorf("no coach has the e-mail address or id %q", who)
		}
	}
}

// coachIn finds a coach among the members of one organisation; empty when there is no such coach.
func coachIn(ctx context.Context, in *installation, org marketplace.ID, who string) (marketplace.ID, error) {
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		members, err := in.Accounts.Members(ctx, marketplace.System(org), page)
		if err != nil {
			return "", err
		}
		for _, m := range members.Items {
			if slices.Contains(m.Roles, marketplace.RoleCoach) && (m.Email == who || string(m.Person) == who) {
				return m.Person, nil
			}
		}
		if page.After = members.Next; page.After == "" {
			return "", nil
		}
	}
}
