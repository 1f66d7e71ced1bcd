package payment

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what a Service needs.
type Deps struct {
	Store    store.Store
	Clock    marketplace.Clock
	IDs      marketplace.IDs
	Invoices Invoices
}

// Invoices are what was issued; invoice.Service does it. NotFound for what has no number.
type Invoices interface {
	Issued(ctx context.Context, id marketplace.ID) (invoice.Invoice, error)
}

// Service holds the verbs of the sales ledger. An organiser's owners and billing read it; a buyer reads what it owes.
type Service struct {
	Deps
	facts       marketplace.Facts
	receivables store.Collection[Receivable]
	payments    store.Collection[Payment]
	steps       store.Collection[Step]
	returns     store.Collection[Return]
}

// Entry is a receivable with its revision.
type Entry = store.Entry[Receivable]

// Payment is a movement of a bank account of an organiser, with what became of it.
type Payment struct {
	Org      marketplace.ID    `json:"org"`
	Key      marketplace.ID    `json:"key"`
	Waits    bool              `json:"waits"` // for a person
	Held     bool              `json:"held"`  // some of it is kept as an advance
	Whole    bool              `json:"whole"` // the sum of an entry of which the bank told no payments
	Booked   marketplace.Date  `json:"booked"`
	Entry    string            `json:"entry,omitempty"` // the bank's id of the entry it belongs to
	BankID   string            `json:"bank_id,omitempty"`
	EndToEnd string            `json:"end_to_end,omitempty"`
	Cents    int64             `json:"cents"` // without a sign
	Is       settle.Settlement `json:"is"`
	Step     int64             `json:"step"` // the last one that changed it
}

// Schemas declares the collections of this package.
func Schemas() []store.Schema {
	return []store.Schema{
		{Collection: "receivables", Indexes: []store.Index{
			{Name: "org", Fields: []string{"org", "open", "due"}},
			{Name: "reference", Fields: []string{"org", "reference"}},
			{Name: "buyer", Fields: []string{"buyer", "open", "due"}},
		}},
		{Collection: "bank_payments", Indexes: []store.Index{
			{Name: "waits", Fields: []string{"org", "waits", "booked"}},
			{Name: "held", Fields: []string{"org", "held", "booked"}},
			{Name: "parts", Fields: []string{"org", "entry", "whole"}},
			{Name: "bank", Fields: []string{"org", "bank_id"}},
			{Name: "end", Fields: []string{"org", "end_to_end"}},
			{Name: "amount", Fields: []string{"org", "cents", "booked"}},
		}},
		{Collection: "payment_steps", Indexes: []store.Index{
			{Name: "seq", Fields: []string{"org", "seq"}, Unique: true}, // who is second reads again
			{Name: "key", Fields: []string{"org", "key"}, Unique: true}, // what happened counts once
			{Name: "done", Fields: []string{"done", "at"}},
		}},
		{Collection: "bank_returns", Indexes: []store.Index{{Name: "org", Fields: []string{"org", "paid", "decided"}}}},
	}
}

// New makes the service.
func New(d Deps) *Service {
	s := Schemas()
	return &Service{
		Deps: d, facts: marketplace.Facts{IDs: d.IDs, Clock: d.Clock}, receivables: store.NewCollection[Receivable](d.Store, s[0]),
		payments: store.NewCollection[Payment](d.Store, s[1]), steps: store.NewCollection[Step](d.Store, s[2]),
		returns: store.NewCollection[Return](d.Store, s[3]),
	}
}

// postTries is how often a step is tried for: each time that its number is taken, somebody else's step was written.
const postTries = 1000

const idLength = 12

func stepID(org marketplace.ID, seq int64) marketplace.ID {
	return marketplace.Derived("step-", idLength, string(org), strconv.FormatInt(seq, 10))
}

func paymentID(org, key marketplace.ID) marketplace.ID {
	return marketplace.Derived("pay-", idLength, string(org), string(key))
}

// errNothing is how a decision says that there is nothing to write.
var errNothing = errors.New("nothing happened")

// post writes what happened under the next number, once for each key: decide fills the step by what is there after the step before
// it, and is asked again when somebody else was faster. It gives the step that was written, now or before, and whether it was
// before.
func (s *Service) post(ctx context.Context, actor marketplace.Actor, key string, decide func(context.Context, *Step) error) (Step, bool, error) {
	for range postTries {
		before, used, err := s.before(ctx, actor.Org, key)
		if used || err != nil {
			return before, used, err
		}
		seq, err := s.last(ctx, actor.Org)
		if err != nil {
			return Step{}, false, err
		}
		step := Step{ID: stepID(actor.Org, seq+1), Org: actor.Org, Seq: seq + 1, Key: key, At: s.Clock.Now(), By: actor.Person}
		if err := decide(ctx, &step); errors.Is(err, errNothing) {
			// Nothing may be left because somebody else used the key in the meantime: then their step is the answer.
			if before, used, err := s.before(ctx, actor.Org, key); used || err != nil {
				return before, used, err
			}
			return step, true, nil
		} else if err != nil {
			return step, false, err
		}
		e, err := s.steps.Insert(ctx, step.ID, step, s.facts.New(actor, "payment.step", s.steps.Subject(step.ID), "seq", step.Seq))
		if marketplace.IsKind(err, marketplace.Conflict) {
			continue
		}
		if err != nil {
			return step, false, err
		}
		return step, false, s.carry(ctx, e)
	}
	return Step{}, false, marketplace.Errorf(marketplace.Unavailable, "payment.crowded")
}

// before gives the step that a key was used for, carried out, if it was.
func (s *Service) before(ctx context.Context, org marketplace.ID, key string) (Step, bool, error) {
	e, err := s.steps.First(ctx, store.Query{Index: "key", Eq: []any{string(org), key}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return Step{}, false, nil
	}
	if err != nil {
		return Step{}, false, err
	}
	return e.Value, true, s.carry(ctx, e)
}

// last is the number of the last step of an organiser, carried out; 0 when there is none.
func (s *Service) last(ctx context.Context, org marketplace.ID) (int64, error) {
	e, err := s.steps.First(ctx, store.Query{Index: "seq", Eq: []any{string(org)}, Desc: true})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return e.Value.Seq, s.carry(ctx, e)
}

// carry writes what a step holds, wherever nothing later stands.
func (s *Service) carry(ctx context.Context, e store.Entry[Step]) error {
	step := e.Value
	if step.Done {
		return nil
	}
	for _, r := range step.Receivables {
		r.Step = step.Seq
		if err := keep(ctx, s.receivables, r.Invoice, r, func(o Receivable) int64 { return o.Step }, step.Seq); err != nil {
			return fmt.Errorf("receivable %s: %w", r.Invoice, err)
		}
	}
	for _, is := range step.settlements() {
		p := paymentOf(step.Org, is)
		p.Step = step.Seq
		if err := keep(ctx, s.payments, paymentID(step.Org, p.Key), p, func(o Payment) int64 { return o.Step }, step.Seq); err != nil {
			return fmt.Errorf("payment %s: %w", p.Key, err)
		}
	}
	for _, r := range step.Returns {
		r.Step = step.Seq
		if err := keep(ctx, s.returns, returnID(step.Org, r.ID), r, func(o Return) int64 { return o.Step }, step.Seq); err != nil {
			return fmt.Errorf("return %s: %w", r.ID, err)
		}
	}
	_, err := store.Change(ctx, s.steps, e.ID, func(o *Step) ([]marketplace.Fact, error) {
		if o.Done {
			return nil, store.ErrUnchanged
		}
		o.Done = true
		return nil, nil
	})
	return err
}

func paymentOf(org marketplace.ID, s settle.Settlement) Payment {
	p := s.Payment
	return Payment{
		Org: org, Key: p.Key, Waits: s.Waits(), Held: s.Kept != 0, Whole: p.Whole, Booked: p.Booked, Entry: p.Entry, BankID: p.BankID, EndToEnd: p.EndToEnd,
		Cents: int64(p.Amount), Is: s,
	}
}

// keep writes a value over whatever an earlier step left.
func keep[T any](ctx context.Context, c store.Collection[T], id marketplace.ID, value T, step func(T) int64, seq int64) error {
	_, err := c.Insert(ctx, id, value)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	_, err = store.Change(ctx, c, id, func(o *T) ([]marketplace.Fact, error) {
		if step(*o) >= seq {
			return nil, store.ErrUnchanged
		}
		*o = value
		return nil, nil
	})
	return err
}

// Work carries out every step that a crash left. It is a job, and may be stopped at any moment.
func (s *Service) Work(ctx context.Context) error {
	var failed []error
	err := s.steps.Each(ctx, store.Query{Index: "done", Eq: []any{false}}, func(e store.Entry[Step]) error {
		failed = append(failed, s.carry(ctx, e))
		return ctx.Err()
	})
	return errors.Join(append(failed, err)...)
}

// open loads a receivable as it is within a step; NotFound when it is none of the organiser's.
func (s *Service) open(ctx context.Context, step *Step, id marketplace.ID) (Receivable, error) {
	if r, there := step.receivable(id); there {
		return r, nil
	}
	e, err := s.receivables.Get(ctx, id)
	if err == nil && e.Value.Org != step.Org {
		return Receivable{}, notFound()
	}
	return e.Value, err
}

// settled loads a settlement as it is within a step.
func (s *Service) settled(ctx context.Context, step *Step, key marketplace.ID) (settle.Settlement, error) {
	if is, there := step.settlement(key); there {
		return is, nil
	}
	e, err := s.payments.Get(ctx, paymentID(step.Org, key))
	return e.Value.Is, err
}

func notFound() error { return marketplace.Errorf(marketplace.NotFound, "error.not_found") }
