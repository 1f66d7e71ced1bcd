package bleve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"sync"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/index/scorch"

	"sovite.fi/sovite/matching/search"
)

const (
	engineName = "bleve"
	versionKey = "sovite-version"
	batchSize  = 1000
	lockWait   = "2s" // how long to wait for another process that has the folder open
)

// Index is a search.Index on Bleve. It is safe for concurrent use.
type Index struct {
	path    string // empty for an index in memory
	version int

	mu     sync.RWMutex // held for writing only while the whole index is exchanged or closed
	inner  bleve.Index
	closed bool // inner is closed; Bleve panics when closed twice
	stale  bool
}

var _ search.Index = (*Index)(nil)

// Open opens the index in the folder, or makes a new one there; an empty path makes one in memory. A new index, and one
// of another search.Version, is empty and stale until Reset. A folder that another process has open gives an error
// after two seconds. Of the folder, only index_meta.json and store belong to the index.
func Open(path string) (*Index, error) {
	return open(path, search.Version)
}

func open(path string, version int) (*Index, error) {
	x := &Index{path: path, version: version}
	found, err := x.openFound()
	if err == nil && !found {
		err = x.create()
	}
	if err != nil {
		return nil, err
	}
	return x, nil
}

// openFound opens what is in the folder and says whether it can be used.
func (x *Index) openFound() (bool, error) {
	if x.path == "" || !exists(x.path, metaFile) || !exists(x.path, storeFolder) {
		return false, nil
	}
	inner, err := bleve.OpenUsing(x.path, settings())
	if err != nil {
		return false, fmt.Errorf("search index in %s cannot be opened; stop the other process that has it open, or remove "+
			"the folder and rebuild the index: %w", x.path, err)
	}
	stored, err := inner.GetInternal([]byte(versionKey))
	if err != nil {
		return false, errors.Join(fmt.Errorf("version of the search index: %w", err), inner.Close())
	}
	if v := string(stored); v != "" && v != strconv.Itoa(x.version) {
		return false, inner.Close()
	}
	x.inner, x.stale = inner, len(stored) == 0
	return true, nil
}

// create makes an empty, stale index in place of what is there.
func (x *Index) create() error {
	if err := x.wipe(); err != nil {
		return err
	}
	m, err := newMapping()
	if err != nil {
		return fmt.Errorf("mapping of the search index: %w", err)
	}
	inner, err := bleve.NewUsing(x.path, m, scorch.Name, scorch.Name, settings())
	if err != nil {
		return fmt.Errorf("new search index in %q: %w", x.path, err)
	}
	x.inner, x.closed, x.stale = inner, false, true
	return nil
}

// The two names that Bleve uses in a folder. The store goes first, so that an interrupted wipe is seen as no index.
const (
	metaFile    = "index_meta.json"
	storeFolder = "store"
)

// wipe removes an index from the folder and leaves anything else there alone.
func (x *Index) wipe() error {
	if x.path == "" || !exists(x.path, metaFile) {
		return nil
	}
	err := errors.Join(os.RemoveAll(filepath.Join(x.path, storeFolder)), os.Remove(filepath.Join(x.path, metaFile)))
	if err != nil {
		return fmt.Errorf("old search index: %w", err)
	}
	return nil
}

func exists(folder, name string) bool {
	_, err := os.Stat(filepath.Join(folder, name))
	return err == nil
}

func settings() map[string]any {
	return map[string]any{"bolt_timeout": lockWait}
}

// Put adds or replaces entries; see search.Index.
func (x *Index) Put(ctx context.Context, entries []search.Entry) error {
	for _, e := range entries {
		if err := e.Check(); err != nil {
			return err
		}
	}
	return x.write(ctx, len(entries), func(b *bleve.Batch, i int) error {
		return b.Index(entries[i].ID, fields(entries[i]))
	})
}

// Delete removes entries; see search.Index.
func (x *Index) Delete(ctx context.Context, ids []string) error {
	return x.write(ctx, len(ids), func(b *bleve.Batch, i int) error {
		if ids[i] != "" {
			b.Delete(ids[i])
		}
		return nil
	})
}

// write does n changes in batches.
func (x *Index) write(ctx context.Context, n int, change func(b *bleve.Batch, i int) error) error {
	x.mu.RLock()
	defer x.mu.RUnlock()
	for from := 0; from < n; from += batchSize {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("write to the search index: %w", err)
		}
		batch := x.inner.NewBatch()
		for i := from; i < min(from+batchSize, n); i++ {
			if err := change(batch, i); err != nil {
				return fmt.Errorf("write to the search index: %w", err)
			}
		}
		if err := x.inner.Batch(batch); err != nil {
			return failed("write to the search index", err)
		}
	}
	return nil
}

// Search finds entries; see search.Index.
func (x *Index) Search(ctx context.Context, q search.Query) (search.Result, error) {
	q, err := q.Check()
	if err != nil {
		return search.Result{}, err
	}
	x.mu.RLock()
	defer x.mu.RUnlock()
	found, err := x.inner.SearchInContext(ctx, request(q))
	if err != nil {
		return search.Result{}, failed("search", err)
	}
	return result(found, q.Facets), nil
}

func result(found *bleve.SearchResult, facets bool) search.Result {
	r := search.Result{Total: int(found.Total), Hits: make([]search.Hit, 0, len(found.Hits))}
	for _, h := range found.Hits {
		r.Hits = append(r.Hits, search.Hit{ID: h.ID, Score: h.Score})
	}
	if !facets {
		return r
	}
	r.Facets = map[string]map[string]int{}
	for name, facet := range found.Facets {
		counts := map[string]int{}
		for _, t := range facet.Terms.Terms() {
			counts[t.Term] = t.Count
		}
		r.Facets[name] = counts
	}
	return r
}

// Reset empties the index; see search.Index. It waits for searches and writes under way.
func (x *Index) Reset(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("reset of the search index: %w", err)
	}
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return failed("reset of the search index", bleve.ErrorIndexClosed)
	}
	x.closed = true
	if err := x.inner.Close(); err != nil {
		return failed("reset of the search index", err)
	}
	if err := x.create(); err != nil {
		return err
	}
	if err := x.inner.SetInternal([]byte(versionKey), []byte(strconv.Itoa(x.version))); err != nil {
		return failed("version of the search index", err)
	}
	x.stale = false
	return nil
}

// Status tells the state; see search.Index. Nothing lags, because a write waits until it is on disk.
func (x *Index) Status(context.Context) (search.Status, error) {
	x.mu.RLock()
	defer x.mu.RUnlock()
	n, err := x.inner.DocCount()
	if err != nil {
		return search.Status{Engine: engineName}, failed("count of the search index", err)
	}
	return search.Status{Engine: engineName, Entries: int(n), Stale: x.stale}, nil
}

// Close closes the index; searches fail with search.ErrUnavailable from then on. Closing twice is no error.
func (x *Index) Close() error {
	x.mu.Lock()
	defer x.mu.Unlock()
	if x.closed {
		return nil
	}
	x.closed = true
	if err := x.inner.Close(); err != nil {
		return fmt.Errorf("close the search index: %w", err)
	}
	return nil
}

// failed wraps an error of Bleve; a closed index is one that does not answer.
func failed(what string, err error) error {
	if errors.Is(err, bleve.ErrorIndexClosed) {
		return fmt.Errorf("%s: %w: %w", what, search.ErrUnavailable, err)
	}
	return fmt.Errorf("%s: %w", what, err)
}
