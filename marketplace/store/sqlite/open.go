package sqlite

import (
	"context"
	"database/sql"
	"net/url"
	"path/filepath"
	"runtime"
	"sync"

	_ "modernc.org/sqlite" // registers the driver named "sqlite"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Memory is the path of a store that lives in memory and ends with Close.
const Memory = ":memory:"

// busyTimeout is how long, in milliseconds, a write waits for another process that writes to the same file.
const busyTimeout = "10000"

// Store keeps documents in one SQLite file. Several processes may open the same file.
type Store struct {
	catalogue grammar.Catalogue
	memory    bool
	writer    *engine // one connection; every transaction takes the write lock at its start
	reader    *engine // a pool; the writer itself when in memory
	queue     chan *operation
	closing   chan struct{}
	closeOnce sync.Once
	done      chan struct{} // closed when the committing goroutine has ended
}

var _ store.Portable = (*Store)(nil)

// Open opens or creates the file, or a store in memory when the path is Memory. What was acknowledged survives the end
// of the process and of the machine. Unavailable if the file cannot be opened.
func Open(ctx context.Context, path string) (*Store, error) {
	s := &Store{
		memory:  path == Memory,
		queue:   make(chan *operation),
		closing: make(chan struct{}),
		done:    make(chan struct{}),
	}
	if err := s.connect(ctx, path); err != nil {
		return nil, err
	}
	go s.commitLoop() //nolint:contextcheck // it lives as long as the store, and each operation brings its own context
	return s, nil
}

func (s *Store) connect(ctx context.Context, path string) error {
	writer, err := dial(ctx, dsn(path, "immediate"), 1)
	if err != nil {
		return failure(err)
	}
	s.writer = &engine{db: writer}
	s.reader = s.writer
	if s.memory {
		return nil
	}
	reader, err := dial(ctx, dsn(path, "deferred")+"&_pragma=query_only(1)", max(4, runtime.NumCPU()))
	if err != nil {
		_ = writer.Close()
		return failure(err)
	}
	s.reader = &engine{db: reader}
	return nil
}

func dial(ctx context.Context, dsn string, connections int) (*sql.DB, error) {
	db, err := sql.Open("sqlite", dsn)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	if err := db.PingContext(ctx); err != nil {
		_ = db.Close()
		return nil, err
	}
	return db, nil
}

func dsn(path, lock string) string {
	options := url.Values{}
	options.Set("_txlock", lock)
	options.Add("_pragma", "busy_timeout("+busyTimeout+")")
	if path == Memory {
		return "file::memory:?" + options.Encode()
	}
	options.Add("_pragma", "journal_mode(WAL)")
	options.Add("_pragma", "synchronous(FULL)")
	file := url.URL{Path: filepath.ToSlash(path)}
	return "file:" + file.EscapedPath() + "?" + options.Encode()
}

// Close waits for the writes under way and closes the file.
func (s *Store) Close() error {
	s.closeOnce.Do(func() { close(s.closing) })
	<-s.done
	err := s.reader.close()
	if !s.memory {
		if werr := s.writer.close(); err == nil {
			err = werr
		}
	}
	return failure(err)
}

// reading gives the context for reads. A store in memory lives in its one connection, which a context that ends in the
// middle of a question could take away; its questions are short.
func (s *Store) reading(ctx context.Context) (context.Context, error) {
	if err := ctx.Err(); err != nil {
		return ctx, grammar.Unavailable(err)
	}
	if s.memory {
		return context.WithoutCancel(ctx), nil
	}
	return ctx, nil
}
