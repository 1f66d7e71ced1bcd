package tidying

import (
	"context"
	"fmt"
	"io"
	"text/tabwriter"

	"sovite.fi/sovite/cmd/sovite/judging"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/privacy/retention"
)

// Retention prints what each rule finds, and deletes it when carry says so. It may be stopped: what is done is done, and the same
// command goes on.
func Retention(ctx context.Context, desk judging.Desk, s *retention.Service, lang i18n.Lang, carry bool) error {
	program := marketplace.System("")
	if !carry {
		lines, err := s.Look(ctx, program)
		if err != nil {
			return fmt.Errorf("look what was kept long enough: %w", err)
		}
		Print(desk.Out, lang, lines)
		fmt.Fprintln(desk.Out, "\nNothing was deleted. --carry-out deletes what is due.")
		return nil
	}
	show, finish := desk.Bar("deleting")
	lines, err := s.CarryOut(ctx, program, func(_ string, done, of int) { show(done, of) })
	finish()
	Print(desk.Out, lang, lines)
	switch {
	case err != nil && ctx.Err() != nil:
		return fmt.Errorf("stopped; the same command goes on from there")
	case err != nil:
		return fmt.Errorf("delete what was kept long enough: %w", err)
	}
	return nil
}

// Print writes a table: the rule, what happens, how many, the oldest, and what could not go yet.
func Print(out io.Writer, lang i18n.Lang, lines []retention.Line) {
	w := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, "RULE\tWHAT\tRECORDS\tOLDEST\tNOT YET\tBEFORE")
	for _, l := range lines {
		what := "kept"
		if l.Goes {
			what = "due"
		}
		fmt.Fprintf(w, "%s\t%s\t%d\t%s\t%d\t%s\n", l.Rule.ID, what, l.Count, dash(l.Oldest), l.Left, dash(l.Before))
	}
	_ = w.Flush() // a writer that fails to print has nobody to tell
	for _, l := range lines {
		fmt.Fprintf(out, "\n%s (%s, %s): %s", l.Rule.ID, l.Rule.Ref, l.Rule.Confidence, l.Rule.Say(lang))
	}
	fmt.Fprintln(out)
}

func dash(d marketplace.Date) string {
	if d == "" {
		return "-"
	}
	return string(d)
}
