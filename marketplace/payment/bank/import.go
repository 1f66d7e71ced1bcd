package bank

import (
	"context"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Ledger   Ledger
	Profiles Profiles
}

// Ledger settles what a bank told; payment.Service does it. The same part again changes nothing, and is answered as before.
type Ledger interface {
	Settle(ctx context.Context, in payment.Statement) ([]settle.Settlement, error)
}

// Profiles say to which account an organisation's invoices are to be paid; invoice.Service does it.
type Profiles interface {
	ReadProfile(ctx context.Context, actor marketplace.Actor) (store.Entry[invoice.Profile], error)
}

// Service holds the verbs of imports, for owners and billing of an organisation.
type Service struct {
	Deps
	facts    marketplace.Facts
	imports  store.Collection[Import]
	pieces   store.Collection[piece]
	accounts store.Collection[Accounts]
}

// Entry is an import with its revision.
type Entry = store.Entry[Import]

// Schemas declares the collections of this package. Pieces and accounts are only ever read by their ids.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "bank_imports", Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "begun"}},
			{Name: "kept", Fields: []string{"kept", "begun"}},
		}},
		{Collection: "bank_pieces"},
		{Collection: "bank_accounts"},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, imports: store.NewCollection[Import](d.Store, s[0]),
		pieces: store.NewCollection[piece](d.Store, s[1]), accounts: store.NewCollection[Accounts](d.Store, s[2]),
	}
}

// Import is one file of a bank.
type Import struct {
	ID       marketplace.ID          `json:"id"`
	Org      marketplace.ID          `json:"org"`
	Name     string                  `json:"name"`    // of the file, as it was sent
	SHA256   string                  `json:"sha256"`  // of its bytes, unpacked
	Message  string                  `json:"message"` // such as camt.053.001.08
	Accounts []string                `json:"accounts"`
	From     marketplace.Date        `json:"from"` // first and last day of its entries; empty when it has none
	To       marketplace.Date        `json:"to"`
	Entries  int                     `json:"entries"` // booked
	Unbooked int                     `json:"unbooked"`
	Payments int                     `json:"payments"`
	Sum      money.Cents             `json:"sum"` // of the payments, with their signs
	Read     int                     `json:"read"`
	Open     bool                    `json:"open"` // some of it is still to be worked through
	Kept     bool                    `json:"kept"` // its bytes are there
	Pieces   []marketplace.ID        `json:"pieces"`
	Results  []Result                `json:"results"` // of what was read, in the order of Classes
	Waits    money.Cents             `json:"waits"`   // of the payments: what waited for a person when they were read
	Why      *marketplace.FieldError `json:"why,omitempty"`
	By       marketplace.ID          `json:"by"`
	Begun    marketplace.Instant     `json:"begun"`
	Done     marketplace.Instant     `json:"done"`
}

// Class is what sort of thing became of a payment.
type Class string

// The classes.
const (
	Full    Class = "full"    // its invoices are paid
	Part    Class = "part"    // its invoice is paid in part
	Waits   Class = "waits"   // some or all of it waits for a person
	Back    Class = "back"    // took an earlier payment back, or paid a return
	Outside Class = "outside" // nothing to do with invoices, or told in detail elsewhere
	Known   Class = "known"   // came with another file before
)

// Classes lists them as they are shown.
func Classes() []Class { return []Class{Full, Part, Waits, Back, Outside, Known} }

// Result is how many payments of a file came to a class, and their sum with signs.
type Result struct {
	Class Class       `json:"class"`
	Count int         `json:"count"`
	Cents money.Cents `json:"cents"`
}

func classOf(s settle.Settlement) Class {
	switch {
	case s.Waits():
		return Waits
	case s.Outcome == settle.PaidInFull:
		return Full
	case s.Outcome == settle.PartPaid:
		return Part
	case s.Outcome == settle.Reversed, s.Outcome == settle.ReturnDone:
		return Back
	}
	return Outside
}

// count adds a payment to the results.
func (i *Import) count(c Class, p settle.Payment) {
	at := slices.IndexFunc(i.Results, func(r Result) bool { return r.Class == c })
	i.Results[at].Count++
	i.Results[at].Cents += p.Signed()
}

// Import loads an import of the actor's organisation.
func (s *Service) Import(ctx context.Context, actor marketplace.Actor, id marketplace.ID) (Entry, error) {
	if err := actor.Must(invoice.Billers()...); err != nil {
		return Entry{}, err
	}
	e, err := s.imports.Get(ctx, id)
	if err == nil && e.Value.Org != actor.Org {
		return Entry{}, marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	return e, err
}

// Imports lists the imports of the actor's organisation, newest first.
func (s *Service) Imports(ctx context.Context, actor marketplace.Actor, page marketplace.Page) (marketplace.List[Entry], error) {
	out := marketplace.List[Entry]{Items: []Entry{}}
	if err := actor.Must(invoice.Billers()...); err != nil {
		return out, err
	}
	q := store.Query{Index: "org", Eq: []any{string(actor.Org)}, Desc: true, Limit: page.Size(), After: page.After}
	found, next, err := s.imports.Find(ctx, q)
	out.Items, out.Next = append(out.Items, found...), next
	return out, err
}
