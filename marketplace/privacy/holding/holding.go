package holding

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// Whose says what sort of people a holding is about.
type Whose string

// The sorts: clients of coaching providers, and people with an account.
const (
	Client Whose = "client"
	Person Whose = "person"
)

// Subject is one of them.
type Subject struct {
	Whose Whose
	ID    marketplace.ID
	Org   marketplace.ID   // of a client: the coaching provider
	Coach marketplace.ID   // of a client: whose caseload it is on
	Email string           // of a person
	Orgs  []marketplace.ID // of a person: every organisation that they belong or belonged to
}

// Fate is what an erasure does with what is held.
type Fate string

// The fates.
const (
	Removed Fate = "removed" // the documents are deleted
	Reduced Fate = "reduced" // only the fields in Stays stay, with those that Put gives
	Kept    Fate = "kept"    // nothing changes, for the reason in Why
)

// Find calls each with every document about a subject.
type Find func(ctx context.Context, s store.Store, who Subject, each func(store.Doc) error) error

// Holding is what one collection keeps about subjects of one sort.
type Holding struct {
	Collection string
	Whose      Whose
	Part       string   // of the export in which it stands: a word of the catalogue, privacy.part.<part>
	Find       Find     //
	Pick       Pick     // what of a document is about the subject; nil: all of it
	Hide       []string // paths that the export leaves out: secrets, and what belongs to other people
	Fate       Fate     //
	Stays      []string // paths that stay when it is reduced
	Put        Put      // what takes the place of what went; nil: nothing
	Why        Reason   // why something stays; must be given unless all of it goes
}

// Pick cuts out of a document that many people share what is about the subject; nil when there is nothing.
type Pick func(doc map[string]any, who Subject, seats []Seat) map[string]any

// Put changes a reduced document so that the slice it belongs to can still read it.
type Put func(doc map[string]any, who Subject)

// Reason is why something stays after an erasure: a word of the catalogue, privacy.why.<reason>.
type Reason string

// The reasons. The list is closed.
const (
	Books    Reason = "books"    // bookkeeping and what invoices rest on
	Trace    Reason = "trace"    // who read and changed what: ids and codes only
	Deal     Reason = "deal"     // an agreement or a letter between organisations
	Proof    Reason = "proof"    // that something was asked and allowed, without what was told
	Marker   Reason = "marker"   // an empty place under the same id, so that nothing else breaks
	Counting Reason = "counting" // that work was done, without what was said
)

// Table lists the holdings about subjects of one sort, in the order in which an erasure goes through them: what is needed to
// find something else goes after it.
func Table(w Whose) []Holding {
	if w == Client {
		return clients()
	}
	return people()
}

// Impersonal lists the collections that hold nothing about a client or a person beside ids in places where they act for an
// organisation, with the reason why that stays.
func Impersonal() map[string]Reason {
	out := map[string]Reason{}
	for reason, names := range map[Reason][]string{
		Books: {
			"invoices", "invoice_profiles", "invoice_runs", "invoice_deliveries", "invoice_files", "journal", "charts", "receivables", "bank_payments",
			"payment_steps", "bank_returns", "bank_imports", "bank_pieces", "bank_accounts", "reminders", "reminder_holds", "reminder_losses", "fee_agreements",
			"payment_accounts", "checkouts", "payment_events", "timesheets",
		},
		Deal: {
			"organisations", "tasks", "carvings", "crews", "requests", "limits", "quotes", "orders", "frames", "prices", "liability_packs", "liability_relations",
			"alternates", "shortlists", "fidelity_ratings", "api_keys", "webhooks", "webhook_deliveries",
		},
		Trace: {"audit", "audit_heads", "audit_looks", "administration", "administration_taking", "attempts", "once", "rates", "erasures", "retention_runs"},
		Marker: {
			"keys", "leases", "escoreleases", "escopieces", "reach_runs", "reach", "reach_caseloads", "task_states", "rule_states", "rosterproposals",
			"job_runs", "setbacks", "rotations", "organisation_names", "signin_services", "signin_domains", "signin_attempts", "passkey_challenges",
		},
	} {
		for _, name := range names {
			out[name] = reason
		}
	}
	return out
}

// Item is one document about a subject, as it is stored.
type Item struct {
	Holding Holding
	Doc     store.Doc
}

// Each calls do with everything that is held about a subject, in the order of the table.
func Each(ctx context.Context, s store.Store, who Subject, do func(Item) error) error {
	for _, h := range Table(who.Whose) {
		err := h.Find(ctx, s, who, func(d store.Doc) error { return do(Item{h, d}) })
		if err != nil {
			return err
		}
	}
	return nil
}
