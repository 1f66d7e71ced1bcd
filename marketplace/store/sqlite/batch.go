package sqlite

import (
	"context"
	"database/sql"
	"errors"

	"sovite.fi/sovite/marketplace/store/grammar"
)

// maxBatch is how many operations share one commit at most.
const maxBatch = 128

// operation is one write. It changes the database by at most one statement, so that a failing one leaves no trace in the
// transaction it shares with others.
type operation struct {
	ctx  context.Context //nolint:containedctx // belongs to the caller who waits for this operation
	do   func(context.Context, *sql.Tx) error
	err  error
	done chan struct{}
}

// write hands an operation to the one goroutine that commits and waits for the outcome. An operation that has begun is
// never given up, so that the caller always learns what became of it.
func (s *Store) write(ctx context.Context, do func(context.Context, *sql.Tx) error) error {
	op := &operation{ctx: ctx, do: do, done: make(chan struct{})}
	select {
	case s.queue <- op:
	case <-ctx.Done():
		return grammar.Unavailable(ctx.Err())
	case <-s.closing:
		return grammar.Unavailable(errors.New("the store is closed"))
	}
	<-op.done
	return op.err
}

func (s *Store) commitLoop() {
	defer close(s.done)
	for {
		select {
		case op := <-s.queue:
			s.commit(s.gather(op))
		case <-s.closing:
			return
		}
	}
}

// gather takes along whoever is waiting already.
func (s *Store) gather(first *operation) []*operation {
	batch := []*operation{first}
	for len(batch) < maxBatch {
		select {
		case op := <-s.queue:
			batch = append(batch, op)
		default:
			return batch
		}
	}
	return batch
}

func (s *Store) commit(batch []*operation) {
	if err := s.transact(batch); err != nil {
		s.commitSingly(batch, err)
	}
	for _, op := range batch {
		close(op.done)
	}
}

// commitSingly is for a batch that came to nothing: each operation gets a transaction of its own, so that no one fails
// for another's sake.
func (s *Store) commitSingly(batch []*operation, err error) {
	for _, op := range batch {
		if len(batch) > 1 {
			err = s.transact([]*operation{op})
		}
		if err != nil {
			op.err = failure(err)
		}
	}
}

// transact runs a batch in one transaction and leaves in each operation what became of it. An error means that nothing
// at all was done.
func (s *Store) transact(batch []*operation) error {
	ctx := context.WithoutCancel(batch[0].ctx)
	tx, err := s.writer.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, op := range batch {
		if op.err = op.ctx.Err(); op.err != nil {
			op.err = grammar.Unavailable(op.err)
			continue
		}
		if op.err = op.do(ctx, tx); op.err != nil && !aboutRecord(op.err) {
			return errors.Join(op.err, tx.Rollback())
		}
	}
	return tx.Commit()
}
