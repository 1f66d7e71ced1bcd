package sqlite

import (
	"context"
	"database/sql"
	"sync"
)

// engine is a pool of connections with the statements prepared so far. Their number is bounded by the grammar: the
// collections times the forms of query.
type engine struct {
	db *sql.DB

	mu         sync.RWMutex
	statements map[string]*sql.Stmt
}

func (e *engine) prepare(ctx context.Context, query string) (*sql.Stmt, error) {
	if stmt, ok := e.cached(query); ok {
		return stmt, nil
	}
	stmt, err := e.db.PrepareContext(ctx, query)
	if err != nil {
		return nil, err
	}
	return e.keep(query, stmt), nil
}

func (e *engine) cached(query string) (*sql.Stmt, bool) {
	e.mu.RLock()
	defer e.mu.RUnlock()
	stmt, ok := e.statements[query]
	return stmt, ok
}

func (e *engine) keep(query string, stmt *sql.Stmt) *sql.Stmt {
	e.mu.Lock()
	defer e.mu.Unlock()
	if other, ok := e.statements[query]; ok {
		_ = stmt.Close()
		return other
	}
	if e.statements == nil {
		e.statements = map[string]*sql.Stmt{}
	}
	e.statements[query] = stmt
	return stmt
}

func (e *engine) close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	for _, stmt := range e.statements {
		_ = stmt.Close()
	}
	return e.db.Close()
}
