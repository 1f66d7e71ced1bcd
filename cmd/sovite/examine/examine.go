package examine

import (
	"context"
	"fmt"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/classification"
	"sovite.fi/sovite/server"
)

// longestWait is how long a fact may wait for the courier before somebody has to look.
const longestWait = 15 * time.Minute

// Bars makes a bar for long work: one function to tell how far it is, and one to end it.
type Bars func(what string) (show func(done, total int), finish func())

// All examines the parts one after the other and tells each finding. It is false when one is not sound; a part that cannot be examined is
// not.
func All(ctx context.Context, in *server.Parts, bars Bars, tell func(Finding)) (sound bool) {
	sound = true
	record := func(ctx context.Context, in *server.Parts) (Finding, error) { return examineRecord(ctx, in, bars) }
	for _, examine := range []func(context.Context, *server.Parts) (Finding, error){examineFacts, examineIndex, record, examineInvoices, examineBooks, examineESCO} {
		found, err := examine(ctx, in)
		if err != nil {
			found = Finding{Text: err.Error()}
		}
		sound = sound && found.Sound
		tell(found)
	}
	return sound
}

// Finding is what one examination found, in one sentence.
type Finding struct {
	Sound bool
	Text  string
}

func examineFacts(ctx context.Context, in *server.Parts) (Finding, error) {
	waiting, err := in.Store.Pending(ctx, 1000)
	if err != nil {
		return Finding{}, fmt.Errorf("store: it does not answer: %w", err)
	}
	late := 0
	for _, p := range waiting {
		if len(p.Facts) > 0 && in.Clock().Sub(p.Facts[0].At.Time()) > longestWait {
			late++
		}
	}
	if late > 0 {
		return Finding{Text: fmt.Sprintf("store: facts of %d documents have waited longer than %s, first %s/%s; is the server running?",
			late, longestWait, waiting[0].Collection, waiting[0].ID)}, nil
	}
	return Finding{Sound: true, Text: fmt.Sprintf("store: it answers, and %d documents wait for the courier", len(waiting))}, nil
}

func examineIndex(ctx context.Context, in *server.Parts) (Finding, error) {
	status, err := in.Index.Status(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("index: it does not answer, or a running server holds it (then ask the server's /readyz): %w", err)
	}
	published, err := countPublished(ctx, in)
	if err != nil {
		return Finding{}, err
	}
	if status.Stale || status.Entries != published {
		return Finding{Text: fmt.Sprintf("index: %s holds %d of %d published tasks; run sovite reindex", status.Engine, status.Entries, published)}, nil
	}
	return Finding{Sound: true, Text: fmt.Sprintf("index: %s holds all %d published tasks", status.Engine, published)}, nil
}

func countPublished(ctx context.Context, in *server.Parts) (total int, err error) {
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

func examineRecord(ctx context.Context, in *server.Parts, bars Bars) (Finding, error) {
	show, finish := bars("audit record")
	defer finish()
	reports, err := in.Record.VerifyAll(ctx, func(_ marketplace.ID, entries int64) { show(int(entries), 0) })
	if err != nil {
		return Finding{}, fmt.Errorf("audit record: it cannot be read: %w", err)
	}
	var entries int64
	for _, r := range reports {
		if r.Fault != nil {
			return Finding{Text: fmt.Sprintf("audit record of %s: entry %d is bad: %s", r.Org, r.Fault.Seq, r.Fault.Wrong)}, nil
		}
		entries += r.Entries
	}
	return Finding{Sound: true, Text: fmt.Sprintf("audit record: %d chains with %d entries are unbroken", len(reports), entries)}, nil
}

// examineInvoices holds the bytes of every issued invoice against the hash that was kept with them.
func examineInvoices(ctx context.Context, in *server.Parts) (Finding, error) {
	changed, files, err := in.Deliveries.Check(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("invoices: their files cannot be read: %w", err)
	}
	if len(changed) > 0 {
		first := changed[0]
		return Finding{Text: fmt.Sprintf("invoices: %d of %d files are not as they were issued, first %s of %s (%s)", len(changed), files, first.Format, first.Number, first.Document)}, nil
	}
	return Finding{Sound: true, Text: fmt.Sprintf("invoices: all %d files are as they were issued", files)}, nil
}

// examineBooks goes through the books of every organiser, and holds what is open in them against the sales ledger.
func examineBooks(ctx context.Context, in *server.Parts) (Finding, error) {
	orgs, err := in.Daybook.Books(ctx)
	if err != nil {
		return Finding{}, fmt.Errorf("books: they cannot be read: %w", err)
	}
	total := 0
	for _, org := range orgs {
		entries, fault, err := in.Daybook.Examine(ctx, org)
		if err != nil {
			return Finding{}, fmt.Errorf("books: those of %s cannot be read: %w", org, err)
		}
		if fault != nil {
			return Finding{Text: fmt.Sprintf("books of %s: leaf %d is bad: %s", org, fault.Pos, fault.Why)}, nil
		}
		agreed, err := in.Daybook.Reconcile(ctx, marketplace.System(org))
		if err != nil {
			return Finding{}, fmt.Errorf("books: those of %s cannot be held against the sales ledger: %w", org, err)
		}
		if !agreed.Agrees() {
			return Finding{Text: fmt.Sprintf("books of %s: %d invoices are open by another amount than in the sales ledger; is the server running?", org, len(agreed.Differences))}, nil
		}
		total += entries
	}
	return Finding{Sound: true, Text: fmt.Sprintf("books: %d entries of %d organisers are balanced, and agree with what is open", total, len(orgs))}, nil
}

// examineESCO says which occupations and skills count.
func examineESCO(ctx context.Context, in *server.Parts) (Finding, error) {
	counts := fmt.Sprintf("%d occupations and %d skills of release %s", in.ESCO.Len(), in.ESCO.Skills(), in.ESCO.Release())
	r, err := classification.New(in.Store, marketplace.Facts{IDs: in.IDs, Clock: in.Clock}).Active(ctx)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return Finding{Sound: true, Text: "ESCO: the embedded part counts, " + counts}, nil
	case err != nil:
		return Finding{}, fmt.Errorf("ESCO: the store does not say which release counts: %w", err)
	}
	return Finding{Sound: true, Text: fmt.Sprintf("ESCO: the release imported on %s counts, %s", marketplace.DateOf(r.Imported.Time(), time.UTC), counts)}, nil
}
