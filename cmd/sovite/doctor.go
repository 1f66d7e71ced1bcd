package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"sovite.fi/sovite/marketplace"
)

// doctorCommand says in words whether the installation is sound.
type doctorCommand struct{}

// longestWait is how long a fact may wait for the courier before the doctor complains.
const longestWait = 15 * time.Minute

// errUnsound makes the program end with exit code 1 after the findings are printed.
var errUnsound = errors.New("something is wrong; see above")

// Run implements the command.
func (c *doctorCommand) Run(ctx context.Context, cfg *Config, io streams) (err error) {
	in, err := wire(ctx, cfg, localOrigin, indexOptional, io)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, in.Close()) }()
	sound := true
	for _, examine := range []func(context.Context, *installation, streams) (finding, error){examineFacts, examineIndex, examineRecord, examineInvoices, examineBooks, examineESCO} {
		found, err := examine(ctx, in, io)
		if err != nil {
			found = finding{Text: err.Error()}
		}
		mark := "ok   "
		if !found.Sound {
			mark, sound = "WRONG", false
		}
		fmt.Fprintf(io.Out, "%s  %s\n", mark, found.Text)
	}
	if !sound {
		return errUnsound
	}
	return nil
}

// finding is what one examination found, in one sentence.
type finding struct {
	Sound bool
	Text  string
}

func examineFacts(ctx context.Context, in *installation, _ streams) (finding, error) {
	waiting, err := in.Store.Pending(ctx, 1000)
	if err != nil {
		return finding{}, fmt.Errorf("store: it does not answer: %w", err)
	}
	late := 0
	for _, p := range waiting {
		if len(p.Facts) > 0 && in.Clock().Sub(p.Facts[0].At.Time()) > longestWait {
			late++
		}
	}
	if late > 0 {
		return finding{Text: fmt.Sprintf("store: facts of %d documents have waited longer than %s, first %s/%s; is the server running?",
			late, longestWait, waiting[0].Collection, waiting[0].ID)}, nil
	}
	return finding{Sound: true, Text: fmt.Sprintf("store: it answers, and %d documents wait for the courier", len(waiting))}, nil
}

func examineIndex(ctx context.Context, in *installation, _ streams) (finding, error) {
	status, err := in.Index.Status(ctx)
	if err != nil {
		return finding{}, fmt.Errorf("index: it does not answer, or a running server holds it (then ask the server's /readyz): %w", err)
	}
	published, err := countPublished(ctx, in)
	if err != nil {
		return finding{}, err
	}
	if status.Stale || status.Entries != published {
		return finding{Text: fmt.Sprintf("index: %s holds %d of %d published tasks; run sovite reindex", status.Engine, status.Entries, published)}, nil
	}
	return finding{Sound: true, Text: fmt.Sprintf("index: %s holds all %d published tasks", status.Engine, published)}, nil
}

func countPublished(ctx context.Context, in *installation) (total int, err error) {
	page := marketplace.Page{Limit: marketplace.MaxLimit}
	for {
		list, err := in.Tasks.Published(ctx, marketplace.System(""), page)
		if err != nil {
			return 0, fmt.Errorf("store: published tasks cannot be read: %w", err)
		}
		total += len(list.Items)
		if page.After = list.Next; page.After == "" {
			return total, nil
		}
	}
}

func examineRecord(ctx context.Context, in *installation, io streams) (finding, error) {
	show := newBar(io.Err, "audit record")
	defer show.finish()
	reports, err := in.Record.VerifyAll(ctx, func(_ marketplace.ID, entries int64) { show.of(int(entries), 0) })
	if err != nil {
		return finding{}, fmt.Errorf("audit record: it cannot be read: %w", err)
	}
	var entries int64
	for _, r := range reports {
		if r.Fault != nil {
			return finding{Text: fmt.Sprintf("audit record of %s: entry %d is bad: %s", r.Org, r.Fault.Seq, r.Fault.Wrong)}, nil
		}
		entries += r.Entries
	}
	return finding{Sound: true, Text: fmt.Sprintf("audit record: %d chains with %d entries are unbroken", len(reports), entries)}, nil
}

// examineInvoices holds the bytes of every issued invoice against the hash that was kept with them.
func examineInvoices(ctx context.Context, in *installation, _ streams) (finding, error) {
	changed, files, err := in.Deliveries.Check(ctx)
	if err != nil {
		return finding{}, fmt.Errorf("invoices: their files cannot be read: %w", err)
	}
	if len(changed) > 0 {
		first := changed[0]
		return finding{Text: fmt.Sprintf("invoices: %d of %d files are not as they were issued, first %s of %s (%s)", len(changed), files, first.Format, first.Number, first.Document)}, nil
	}
	return finding{Sound: true, Text: fmt.Sprintf("invoices: all %d files are as they were issued", files)}, nil
}

// examineBooks goes through the books of every organiser, and holds what is open in them against the sales ledger.
func examineBooks(ctx context.Context, in *installation, _ streams) (finding, error) {
	orgs, err := in.Daybook.Books(ctx)
	if err != nil {
		return finding{}, fmt.Errorf("books: they cannot be read: %w", err)
	}
	total := 0
	for _, org := range orgs {
		entries, fault, err := in.Daybook.Examine(ctx, org)
		if err != nil {
			return finding{}, fmt.Errorf("books: those of %s cannot be read: %w", org, err)
		}
		if fault != nil {
			return finding{Text: fmt.Sprintf("books of %s: leaf %d is bad: %s", org, fault.Pos, fault.Why)}, nil
		}
		agreed, err := in.Daybook.Reconcile(ctx, marketplace.System(org))
		if err != nil {
			return finding{}, fmt.Errorf("books: those of %s cannot be held against the sales ledger: %w", org, err)
		}
		if !agreed.Agrees() {
			return finding{Text: fmt.Sprintf("books of %s: %d invoices are open by another amount than in the sales ledger; is the server running?", org, len(agreed.Differences))}, nil
		}
		total += entries
	}
	return finding{Sound: true, Text: fmt.Sprintf("books: %d entries of %d organisers are balanced, and agree with what is open", total, len(orgs))}, nil
}
