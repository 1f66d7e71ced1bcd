package bank

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment"
	"sovite.fi/sovite/marketplace/payment/camt"
	"sovite.fi/sovite/marketplace/payment/settle"
	"sovite.fi/sovite/marketplace/store"
)

// size is how many payments make a part.
const size = 50

// Work goes on with every import that is not done. It is a job, and may be stopped at any moment; one that fails keeps no other from
// being done.
func (s *Service) Work(ctx context.Context) error {
	var failed []error
	err := s.imports.Each(ctx, store.Query{Index: "kept", Eq: []any{true}}, func(e Entry) error {
		failed = append(failed, s.run(ctx, e))
		return ctx.Err()
	})
	return errors.Join(append(failed, err)...)
}

// errElsewhere is how a part ends an import that somebody else goes on with.
var errElsewhere = errors.New("another process works on it")

// run reads a file again, leaves out what was worked through, and has the rest settled part by part.
func (s *Service) run(ctx context.Context, e Entry) error {
	if !e.Value.Open {
		return s.forget(ctx, e)
	}
	w := &work{s: s, e: e}
	err := w.read(ctx)
	switch {
	case errors.Is(err, errElsewhere):
		return nil
	case marketplace.IsKind(err, marketplace.Invalid), marketplace.IsKind(err, marketplace.TooLarge):
		err = w.stop(ctx, marketplace.AsError(err))
	}
	if err != nil {
		return fmt.Errorf("import %s: %w", e.ID, err)
	}
	return s.forget(ctx, w.e)
}

// work is one going through a file.
type work struct {
	s        *Service
	e        Entry
	accounts []string
	seen     int // payments of the file so far
	part     []settle.Payment
}

func (w *work) read(ctx context.Context) (err error) {
	if w.accounts, err = w.s.Accounts(ctx, marketplace.System(w.e.Value.Org)); err != nil {
		return err
	}
	src, err := gzip.NewReader(&pieces{ctx: ctx, s: w.s, left: w.e.Value.Pieces})
	if err != nil {
		return err
	}
	_, err = camt.Read(src, func(st camt.Statement, entry camt.Entry) error {
		for _, p := range settle.OfBank(st, entry) {
			if err := w.take(ctx, p); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	return w.settle(ctx, true)
}

func (w *work) take(ctx context.Context, p settle.Payment) error {
	if w.seen++; w.seen <= w.e.Value.Read {
		return nil
	}
	if w.part = append(w.part, p); len(w.part) < size {
		return nil
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return w.settle(ctx, false)
}

// settle has one part settled and saves how far the import is. The part's key says where it begins, and how long parts are.
func (w *work) settle(ctx context.Context, last bool) error {
	i := w.e.Value
	if len(w.part) > 0 {
		decided, err := w.s.Ledger.Settle(ctx, payment.Statement{
			Org: i.Org, Key: fmt.Sprintf("%s/%d/%d", i.ID, size, i.Read), Accounts: w.accounts, Payments: w.part, By: i.By,
		})
		if err != nil {
			return err
		}
		i.add(w.part, decided)
	}
	w.part = w.part[:0]
	return w.save(ctx, i, last)
}

// add counts what became of a part. What was not decided with it was known before.
func (i *Import) add(part []settle.Payment, decided []settle.Settlement) {
	became := map[marketplace.ID]settle.Settlement{}
	for _, s := range decided {
		became[s.Payment.Key] = s
	}
	i.Results = append([]Result{}, i.Results...)
	for _, p := range part {
		s, now := became[p.Key]
		if !now {
			i.count(Known, p)
			continue
		}
		i.count(classOf(s), p)
		i.Waits += s.Parked
	}
	i.Read += len(part)
}

func (w *work) save(ctx context.Context, i Import, last bool) error {
	var facts []marketplace.Fact
	if last {
		i.Open, i.Done = false, w.s.Clock.Now()
		facts = append(facts, w.s.facts.New(marketplace.Actor{Person: i.By, Org: i.Org}, "bank_import.done", w.s.imports.Subject(i.ID), "payments", i.Read))
	}
	next := w.e
	next.Value = i
	e, err := w.s.imports.Save(ctx, next, facts...)
	if marketplace.IsKind(err, marketplace.Stale) {
		return errElsewhere
	}
	if err == nil {
		w.e = e
	}
	return err
}

// stop ends an import whose file is not read any more, with the reason. What was settled of it stays.
func (w *work) stop(ctx context.Context, why *marketplace.Error) error {
	i := w.e.Value
	i.Why = &marketplace.FieldError{Field: "file", Key: why.Key, Args: why.Args}
	if len(why.Fields) > 0 {
		i.Why = &why.Fields[0]
	}
	return w.save(ctx, i, true)
}

// forget drops the bytes of a file that is done.
func (s *Service) forget(ctx context.Context, e Entry) error {
	for _, id := range e.Value.Pieces {
		p, err := s.pieces.Get(ctx, id)
		if err == nil {
			err = s.pieces.Delete(ctx, p)
		}
		if err != nil && !marketplace.IsKind(err, marketplace.NotFound) {
			return err
		}
	}
	e.Value.Kept, e.Value.Pieces = false, nil
	_, err := s.imports.Save(ctx, e)
	if marketplace.IsKind(err, marketplace.Stale) {
		return nil // somebody else did
	}
	return err
}

// pieces read the kept bytes of a file, one piece at a time.
type pieces struct {
	ctx  context.Context //nolint:containedctx // io.Reader takes none
	s    *Service
	left []marketplace.ID
	now  []byte
}

func (p *pieces) Read(into []byte) (int, error) {
	if len(p.now) == 0 {
		if len(p.left) == 0 {
			return 0, io.EOF
		}
		e, err := p.s.pieces.Get(p.ctx, p.left[0])
		if err != nil {
			return 0, err
		}
		p.now, p.left = e.Value.Data, p.left[1:]
	}
	n := copy(into, p.now)
	p.now = p.now[n:]
	return n, nil
}

// Sums adds up the results, for those who hold them against the file: once an import is done they are its Sum.
func (i Import) Sums() (count int, cents money.Cents) {
	for _, r := range i.Results {
		count, cents = count+r.Count, cents+r.Cents
	}
	return count, cents
}
