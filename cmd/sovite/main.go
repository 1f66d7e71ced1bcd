package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // the pages show Finnish time on machines without a time zone table

	"github.com/alecthomas/kong"

	"sovite.fi/sovite/cmd/sovite/judging"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "sovite:", err)
		os.Exit(1)
	}
}

// run is the program without the process: tests call it with arguments of their own. It returns when the subcommand is
// done, or has stopped cleanly because the context ended.
func run(ctx context.Context, args []string, out, errOut io.Writer) error {
	var cli commands
	exited := false
	parser, err := kong.New(&cli, kong.Name("sovite"), kong.Description(about), kong.Writers(out, errOut),
		kong.Exit(func(int) { exited = true }), kong.Resolvers(secretFiles()), kong.UsageOnError(),
		kong.ConfigureHelp(kong.HelpOptions{Compact: true, WrapUpperBound: 100}),
		kong.BindTo(ctx, (*context.Context)(nil)), kong.BindTo(out, (*io.Writer)(nil)))
	if err != nil {
		return fmt.Errorf("the option table is wrong: %w", err)
	}
	if len(args) == 0 {
		args = []string{"--help"}
	}
	command, err := parser.Parse(args)
	if exited {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w (sovite --help lists commands and options)", err)
	}
	return command.Run(&cli.Config, streams{Out: out, Err: errOut}, judging.Desk{Out: out, Bar: barsOn(errOut), Now: systemClock()})
}

// streams is where a subcommand writes: results to Out, progress and logs to Err.
type streams struct{ Out, Err io.Writer }

const about = `Sovite matches people who need adapted work with employers' tasks, and says why.

Start it with "sovite serve --demo" and open http://127.0.0.1:8080. Nothing has to be installed: data is kept in SQLite
and Bleve below --data. In production name MongoDB with --store and Meilisearch with --search.
Every option can be set by the environment variable shown; a secret also by a file named in the variable + _FILE.`
