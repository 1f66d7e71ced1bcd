package audit

import (
	"context"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Look says that somebody searched the record, took a copy of a part of it, or had a chain verified.
type Look struct {
	ID     marketplace.ID      `json:"id"`
	Person marketplace.ID      `json:"person"`
	Org    marketplace.ID      `json:"org"` // whose chain
	Filter Filter              `json:"filter"`
	Way    string              `json:"way"` // "page", "file", "verify" or "preview"
	At     marketplace.Instant `json:"at"`
}

// MostCopied is how many entries one copy holds at most.
const MostCopied = 5000

// Looks lets people search the record, and writes each search into the chain that was searched.
type Looks struct {
	record *Record
	reads  *Reads
	facts  marketplace.Facts
	docs   store.Collection[Look]
}

func looksSchema() store.Schema { return store.Schema{Collection: "audit_looks"} }

// NewLooks makes the keeper of looks.
func NewLooks(s store.Store, record *Record, facts marketplace.Facts) *Looks {
	return &Looks{record: record, reads: NewReads(s, facts), facts: facts, docs: store.NewCollection[Look](s, looksSchema())}
}

// Search is Record.List, written down before anything is shown. A search that is refused leaves no trace.
func (l *Looks) Search(ctx context.Context, actor marketplace.Actor, page marketplace.Page, f Filter) (marketplace.List[Entry], error) {
	if err := l.note(ctx, actor, f, "page"); err != nil {
		return marketplace.List[Entry]{}, err
	}
	return l.record.List(ctx, actor, page, f)
}

// Copy reads up to MostCopied entries at once, newest first, and says whether there are more; written down like a search.
func (l *Looks) Copy(ctx context.Context, actor marketplace.Actor, f Filter) (out []Entry, more bool, err error) {
	if err := l.note(ctx, actor, f, "file"); err != nil {
		return nil, false, err
	}
	for page := (marketplace.Page{Limit: marketplace.MaxLimit}); ; {
		list, err := l.record.List(ctx, actor, page, f)
		if err != nil {
			return nil, false, err
		}
		out = append(out, list.Items...)
		if page.After = list.Next; list.Next == "" || len(out) >= MostCopied {
			return out, list.Next != "", nil
		}
	}
}

func (l *Looks) note(ctx context.Context, actor marketplace.Actor, f Filter, way string) error {
	chain, err := chainFor(actor, f.Installation)
	if err != nil {
		return err
	}
	if err := f.checked(); err != nil {
		return err
	}
	var data []any
	for _, x := range []struct{ name, value string }{
		{"type", f.Type}, {"subject", f.Subject}, {"actor", string(f.Actor)}, {"from", f.From.String()}, {"to", f.To.String()},
	} {
		if x.value != "" {
			data = append(data, x.name, x.value)
		}
	}
	if who := f.person(); who != "" && who != actor.Person { // which is a look at that person, too
		if err := l.reads.Seen(ctx, actor, "people/"+string(who), "record", chain); err != nil {
			return err
		}
	}
	return l.write(ctx, actor, "audit.searched", Look{Org: chain, Filter: f, Way: way}, append(data, "way", way)...)
}

// VerifyChain verifies a whole chain: their own organisation's for auditors and owners, anybody's for administrators, who learn
// whether it is whole and read nothing of it. The verifying and what it found are written into the chain.
func (l *Looks) VerifyChain(ctx context.Context, actor marketplace.Actor, chain marketplace.ID) (Report, error) {
	if !actor.Has(marketplace.RoleAdministrator) {
		own, err := chainFor(actor, false)
		if err != nil {
			return Report{}, err
		}
		if own != chain {
			return Report{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
	}
	if !chain.Valid() {
		return Report{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	report, err := l.record.Verify(ctx, chain, nil)
	if err != nil {
		return report, err
	}
	data := []any{"entries", strconv.FormatInt(report.Entries, 10)}
	if report.Fault != nil {
		data = append(data, "wrong", string(report.Fault.Wrong), "seq", report.Fault.Seq)
	}
	return report, l.write(ctx, actor, "audit.verified", Look{Org: chain, Way: "verify"}, data...)
}

// Previewed writes down that an administrator had decisions of many organisations judged by a changed rule.
func (l *Looks) Previewed(ctx context.Context, actor marketplace.Actor, rule string) error {
	if err := actor.Must(marketplace.RoleAdministrator); err != nil {
		return err
	}
	return l.write(ctx, actor, "rule.previewed", Look{Org: Installation, Way: "preview"}, "rule", rule)
}

func (l *Looks) write(ctx context.Context, actor marketplace.Actor, typ string, look Look, data ...any) error {
	look.ID, look.Person, look.At = l.facts.IDs(), actor.Person, l.facts.Clock.Now()
	if actor.Org = look.Org; look.Org == Installation {
		actor.Org = ""
	}
	_, err := l.docs.Insert(ctx, look.ID, look, l.facts.New(actor, typ, l.docs.Subject(look.ID), data...))
	return err
}
