package main

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"os"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/classification"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/esco/official"
	"sovite.fi/sovite/server"
)

// importEscoCommand brings in a full release of ESCO from the files that the European Commission publishes.
type importEscoCommand struct {
	Folder  string `arg:"" help:"Folder with the official CSV files (classification, in fi, sv and en), as they were downloaded and unpacked." type:"existingdir"`
	Release string `help:"Which release it is, such as 1.2.0; needed when the names of the folders do not say so."`
	DryRun  bool   `help:"Only check the files; save nothing."`
}

// Run implements the command. It needs neither index nor a sound release: it is also how a damaged one is mended. An
// import that was stopped goes on when it is run again.
func (c *importEscoCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	set, err := official.Find(os.DirFS(c.Folder))
	if err != nil {
		return fmt.Errorf("%s: %w", c.Folder, err)
	}
	if c.Release != "" {
		set.Release = c.Release
	}
	if set.Release == "" {
		return errors.New("which release of ESCO is this? Name it with --release, such as --release 1.2.0")
	}
	documents, err := openStore(ctx, cfg)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, documents.Close()) }()
	if err := documents.Prepare(ctx, server.Schemas()); err != nil {
		return fmt.Errorf("prepare the store: %w", err)
	}
	releases := newReleases(documents)
	table, err := c.read(ctx, set, releases, io)
	if err != nil || c.DryRun {
		return err
	}
	show := newBar(io.Err, "saving")
	defer show.finish()
	r, err := releases.Activate(ctx, marketplace.System(""), table, show.of)
	if err != nil {
		return fmt.Errorf("the release was not saved whole and the one before still counts; run the command again: %w", err)
	}
	fmt.Fprintf(io.Out, "Release %s of ESCO counts from the next start: restart a running server.\n", r.Release)
	return nil
}

// read reads the files over what counts so far, so that what was chosen earlier keeps its name.
func (c *importEscoCommand) read(ctx context.Context, set official.Set, releases *classification.Service, io streams) (*esco.Table, error) {
	older, err := activeTable(ctx, releases)
	if err != nil {
		fmt.Fprintf(io.Err, "The release that counts so far is damaged (%v); what it alone has is lost.\n", err)
		if older, err = esco.Load(); err != nil {
			return nil, err
		}
	}
	show := newBar(io.Err, "reading (kB)")
	defer show.finish()
	table, found, err := official.Read(ctx, set, older, show.of)
	if err != nil {
		return nil, fmt.Errorf("nothing was changed: %w", err)
	}
	show.finish()
	fmt.Fprintf(io.Out, "Release %s of ESCO: %d occupations, %d skills, %d essential skills of occupations\n", set.Release, found.Occupations, found.Skills, found.Links)
	if found.Untranslated > 0 || found.Loose > 0 {
		fmt.Fprintf(io.Out, "%d names are in English only; %d links lead nowhere and were passed over\n", found.Untranslated, found.Loose)
	}
	return table, nil
}

func newReleases(documents store.Store) *classification.Service {
	clock := systemClock()
	return classification.New(documents, marketplace.Facts{IDs: marketplace.NewIDs(clock, rand.Reader), Clock: clock})
}

// activeTable is the imported release, or the embedded part when there is none.
func activeTable(ctx context.Context, releases *classification.Service) (*esco.Table, error) {
	table, _, err := releases.Load(ctx)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return esco.Load()
	}
	return table, err
}
