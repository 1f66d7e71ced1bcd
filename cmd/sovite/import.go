package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/task"
)

// importCommand brings in what other systems have.
type importCommand struct {
	Tasks importTasksCommand `cmd:"" help:"Bring in an employer's tasks from a CSV table."`
	Esco  importEscoCommand  `cmd:"" help:"Bring in a full release of ESCO, occupations and skills, from the official files."`
}

// importTasksCommand reads a table of tasks; sovite import tasks --template shows what it looks like.
type importTasksCommand struct {
	File     string `arg:"" optional:"" help:"The table: CSV with commas, semicolons or tabs, UTF-8 or Windows-1252." type:"existingfile"`
	Org      string `help:"Id of the employer that the tasks belong to."`
	DryRun   bool   `help:"Only check the table; save nothing."`
	OnlyGood bool   `help:"Save the good rows even if others are wrong."`
	Template bool   `help:"Print an empty table with two example rows."`
	Lang     string `help:"Language of the column names and messages." enum:"fi,sv,en" default:"fi"`
}

// errRows makes the program end with exit code 1 after the wrong rows are listed.
var errRows = errors.New("nothing was saved; mend the rows above, or save the others with --only-good")

// Run implements the command. An import that was stopped goes on when it is run again with the same table.
func (c *importTasksCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	if c.Template {
		_, err := io.Out.Write(task.Template(c.Lang))
		return err
	}
	if c.File == "" || c.Org == "" {
		return errors.New("name the table and the employer: sovite import tasks table.csv --org ID (or --template)")
	}
	content, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	actor := marketplace.System(marketplace.ID(c.Org))
	actor.Lang = c.Lang
	report, err := c.importTable(ctx, in, actor, content, io)
	lang := in.Bundle.In(i18n.Voice(c.Lang))
	if err != nil {
		return fmt.Errorf("%s (%w)", lang.Error(err), err)
	}
	c.print(io, lang, report)
	if report.ErrorCount > 0 && !c.OnlyGood {
		return errRows
	}
	return in.carry(ctx)
}

func (c *importTasksCommand) importTable(ctx context.Context, in *installation, actor marketplace.Actor, content []byte, io streams) (task.Report, error) {
	show := newBar(io.Err, "tasks")
	defer show.finish()
	return in.Tasks.Import(ctx, actor, content, task.ImportOptions{DryRun: c.DryRun, OnlyGood: c.OnlyGood, Progress: show.of})
}

func (c *importTasksCommand) print(io streams, lang i18n.Lang, r task.Report) {
	for _, e := range r.Errors {
		fmt.Fprintf(io.Out, "%s: %s\n", e.Error.Field, lang.Field(e.Error))
	}
	if more := r.ErrorCount - len(r.Errors); more > 0 {
		fmt.Fprintf(io.Out, "and %d more errors\n", more)
	}
	for _, column := range r.Unknown {
		fmt.Fprintf(io.Out, "column %q is not known and was not read\n", column)
	}
	fmt.Fprintf(io.Out, "%d rows, %d good; %d tasks saved, %d were there already\n", r.Rows, r.Good, r.Saved, r.Skipped)
}
