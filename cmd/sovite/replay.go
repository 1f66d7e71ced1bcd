package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery"
	"sovite.fi/sovite/marketplace/profile"
)

// replayCommand runs logged rankings again, lists them, or hands out what was logged about a client or a task.
type replayCommand struct {
	Ranking string `help:"The ranking's id: run it again and compare." xor:"what"`
	All     bool   `help:"Run every ranking again and compare." xor:"what"`
	Client  string `help:"A client's id or pseudonym: print the rankings made for the client as JSON lines." xor:"what"`
	Task    string `help:"A task's id: print what the rankings say of the task as JSON lines." xor:"what"`
}

// errDiffers makes the program end with exit code 1 after the differences are printed.
var errDiffers = errors.New("not every ranking could be run again with the same result; see above")

// errEnough ends a list early.
var errEnough = errors.New("enough rankings")

// listed is how many rankings are listed without options.
const listed = 20

// Run implements the command.
func (c *replayCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	switch {
	case c.Ranking != "":
		return c.replay(ctx, in, io, []marketplace.ID{marketplace.ID(c.Ranking)})
	case c.All:
		ids, err := rankingIDs(ctx, in, marketplace.System(""), discovery.Which{})
		if err != nil {
			return err
		}
		return c.replay(ctx, in, io, ids)
	case c.Client != "":
		return c.exportClient(ctx, in, io)
	case c.Task != "":
		return export(ctx, in, io, marketplace.System(""), discovery.Which{Task: marketplace.ID(c.Task)})
	}
	return listRankings(ctx, in, io)
}

// replay runs rankings again and prints what is not as it was logged.
func (c *replayCommand) replay(ctx context.Context, in *installation, io streams, ids []marketplace.ID) error {
	show, equal := newBar(io.Err, "rankings"), 0
	defer show.finish()
	for i, id := range ids {
		got, err := in.Discovery.Replay(ctx, marketplace.System(""), id)
		switch {
		case marketplace.IsKind(err, marketplace.NotFound):
			return fmt.Errorf("there is no ranking %q; sovite replay lists the newest", id)
		case marketplace.IsKind(err, marketplace.Conflict):
			fmt.Fprintf(io.Out, "%s  REFUSED: %s\n", id, in.Bundle.In("en").Render(marketplace.AsError(err).Key, marketplace.AsError(err).Args))
		case err != nil:
			return err
		case got.Equal:
			equal++
		default:
			printDifferences(io, got, in.Version)
		}
		show.of(i+1, len(ids))
	}
	fmt.Fprintf(io.Out, "%d of %d rankings run again are equal to the last bit.\n", equal, len(ids))
	if equal < len(ids) {
		return errDiffers
	}
	return nil
}

func printDifferences(io streams, got discovery.Replayed, version string) {
	r := got.Ranking
	fmt.Fprintf(io.Out, "%s  DIFFERS (made %s by version %s, run again by %s)\n", r.ID, r.At, r.Version, version)
	for _, d := range got.Differences {
		fmt.Fprintf(io.Out, "    %-10s %s  logged %q, now %q\n", d.What, d.Task, d.Logged, d.Replayed)
	}
}

// exportClient prints the rankings of one client.
func (c *replayCommand) exportClient(ctx context.Context, in *installation, io streams) error {
	clients, err := allClients(ctx, in)
	if err != nil {
		return err
	}
	at := slices.IndexFunc(clients, func(p profile.Client) bool { return string(p.ID) == c.Client || p.Code == c.Client })
	if at < 0 {
		return fmt.Errorf("there is no client %q; sovite match without --client lists them", c.Client)
	}
	return exportAll(ctx, in, io, clients[at])
}

// exportPage is how many rankings are read at once: each can name thousands of tasks.
const exportPage = 20

// exportAll prints everything that is kept about how tasks were ranked for a client and what was chosen, one ranking a
// line; last the choices that were made on no ranking, if any.
func exportAll(ctx context.Context, in *installation, io streams, c profile.Client) error {
	encoder, outside := json.NewEncoder(io.Out), map[string]any{"client": c.ID, "code": c.Code}
	for page := (marketplace.Page{Limit: exportPage}); ; {
		part, err := in.Choices.Export(ctx, marketplace.System(c.Org), c.ID, page)
		if err != nil {
			return err
		}
		if len(part.Choices) > 0 {
			outside["choices"] = part.Choices
		}
		for _, event := range part.Rankings {
			if err := encoder.Encode(event); err != nil {
				return err
			}
		}
		if page.After = part.Next; page.After == "" {
			break
		}
	}
	if outside["choices"] == nil {
		return nil
	}
	return encoder.Encode(outside)
}

// export prints rankings with their logs, one JSON object a line.
func export(ctx context.Context, in *installation, io streams, actor marketplace.Actor, which discovery.Which) error {
	ids, err := rankingIDs(ctx, in, actor, which)
	if err != nil {
		return err
	}
	show, encoder := newBar(io.Err, "rankings"), json.NewEncoder(io.Out)
	defer show.finish()
	for i, id := range ids {
		event, err := in.Choices.Event(ctx, actor, id, which.Task)
		if err != nil {
			return err
		}
		if err := encoder.Encode(event); err != nil {
			return err
		}
		show.of(i+1, len(ids))
	}
	return nil
}

func rankingIDs(ctx context.Context, in *installation, actor marketplace.Actor, which discovery.Which) (ids []marketplace.ID, err error) {
	err = in.Discovery.EachRanking(ctx, actor, which, func(r discovery.Ranking) error {
		ids = append(ids, r.ID)
		return nil
	})
	return ids, err
}

// listRankings prints the newest rankings of every organisation.
func listRankings(ctx context.Context, in *installation, io streams) error {
	left := listed
	err := in.Discovery.EachRanking(ctx, marketplace.System(""), discovery.Which{}, func(r discovery.Ranking) error {
		if left--; left < 0 {
			return errEnough
		}
		_, err := fmt.Fprintf(io.Out, "%s  %s  %-8s profile %d  rules %s  %d judged, %d shown\n", r.ID, r.At, r.Code, r.Profile, r.Rules, r.Judged, len(r.Shown))
		return err
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}
