package meili

import (
	"context"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/meilisearch/meilisearch-go"

	"sovite.fi/sovite/matching/search"
)

const (
	engineName     = "meilisearch"
	batchSize      = 1000
	maxFacetValues = 2000 // more than Finland has municipalities, and than there are shifts or certificates
	callTimeout    = 30 * time.Second
	askAgain       = 20 * time.Millisecond // how often a task is asked whether it is done
	maxNameLength  = 200
)

// Index is a search.Index on a Meilisearch server. It is safe for concurrent use. Every write waits for its task, however
// long Meilisearch takes; the context ends the waiting.
type Index struct {
	server  meilisearch.ServiceManager
	name    string
	version int
}

var _ search.Index = (*Index)(nil)

// Open connects to the server at the URL with a key that may search, write, change settings and read tasks ("" for a
// server without keys), and uses the index of this name: letters, digits, - and _. An index that is new, or of another
// search.Version, is made ready, empty, and is stale until Reset. ErrUnavailable is in the chain when nobody answers.
func Open(ctx context.Context, url, key, name string) (*Index, error) {
	return open(ctx, url, key, name, search.Version)
}

func open(ctx context.Context, url, key, name string, version int) (*Index, error) {
	if name == "" || len(name) > maxNameLength || strings.ContainsFunc(name, badInName) {
		return nil, fmt.Errorf("search index name %q: use 1 to %d letters, digits, - and _", name, maxNameLength)
	}
	server := meilisearch.New(strings.TrimSuffix(url, "/"), meilisearch.WithAPIKey(key), meilisearch.DisableRetries(),
		meilisearch.WithCustomClient(&http.Client{Timeout: callTimeout}))
	x := &Index{server: server, name: name, version: version}
	built, err := x.builtVersion(ctx)
	if err != nil {
		return nil, err
	}
	if built == version {
		return x, nil
	}
	if err := x.prepare(ctx); err != nil {
		return nil, err
	}
	if built != 0 {
		if err := x.empty(ctx); err != nil {
			return nil, err
		}
	}
	return x, nil
}

func badInName(r rune) bool {
	good := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '-' || r == '_'
	return !good
}

func (x *Index) entries() meilisearch.IndexManager { return x.server.Index(x.name) }
func (x *Index) state() meilisearch.IndexManager   { return x.server.Index(x.name + "-state") }

// stateKey is the key of the one document of the state index.
const stateKey = "state"

type stateDocument struct {
	Key     string `json:"key"`
	Version int    `json:"version"`
}

// builtVersion gives the version that the last Reset has built, 0 for none.
func (x *Index) builtVersion(ctx context.Context) (int, error) {
	var d stateDocument
	err := x.state().GetDocumentWithContext(ctx, stateKey, nil, &d)
	if err != nil && !notFound(err) {
		return 0, failed(ctx, "version of the search index", err)
	}
	return d.Version, nil
}

// prepare makes the index if need be and gives it its settings.
func (x *Index) prepare(ctx context.Context) error {
	first, err := x.entries().UpdateSettingsWithContext(ctx, settings())
	if err != nil {
		return failed(ctx, "settings of the search index", err)
	}
	attributes := filterable()
	second, err := x.entries().UpdateFilterableAttributesWithContext(ctx, &attributes)
	if err != nil {
		return failed(ctx, "filters of the search index", err)
	}
	return x.wait(ctx, "settings of the search index", first, second)
}

// empty removes all entries and forgets the version.
func (x *Index) empty(ctx context.Context) error {
	key := fieldKey
	forget, err := x.state().AddDocumentsWithContext(ctx, []stateDocument{{Key: stateKey}}, &meilisearch.DocumentOptions{PrimaryKey: &key})
	if err != nil {
		return failed(ctx, "emptying the search index", err)
	}
	remove, err := x.entries().DeleteAllDocumentsWithContext(ctx, nil)
	if err != nil {
		return failed(ctx, "emptying the search index", err)
	}
	return x.wait(ctx, "emptying the search index", forget, remove)
}

// Put adds or replaces entries; see search.Index.
func (x *Index) Put(ctx context.Context, entries []search.Entry) error {
	documents := make([]document, len(entries))
	for i, e := range entries {
		if err := e.Check(); err != nil {
			return err
		}
		documents[i] = toDocument(e)
	}
	key := fieldKey
	var tasks []*meilisearch.TaskInfo
	for batch := range slices.Chunk(documents, batchSize) {
		task, err := x.entries().AddDocumentsWithContext(ctx, batch, &meilisearch.DocumentOptions{PrimaryKey: &key})
		if err != nil {
			return failed(ctx, "write to the search index", err)
		}
		tasks = append(tasks, task)
	}
	return x.wait(ctx, "write to the search index", tasks...)
}

// Delete removes entries; see search.Index.
func (x *Index) Delete(ctx context.Context, ids []string) error {
	var keys []string
	for _, id := range ids {
		if id != "" {
			keys = append(keys, documentKey(id))
		}
	}
	var tasks []*meilisearch.TaskInfo
	for batch := range slices.Chunk(keys, batchSize) {
		task, err := x.entries().DeleteDocumentsWithContext(ctx, batch, nil)
		if err != nil {
			return failed(ctx, "delete from the search index", err)
		}
		tasks = append(tasks, task)
	}
	return x.wait(ctx, "delete from the search index", tasks...)
}

// Reset empties the index; see search.Index.
func (x *Index) Reset(ctx context.Context) error {
	if err := x.prepare(ctx); err != nil {
		return err
	}
	if err := x.empty(ctx); err != nil {
		return err
	}
	key := fieldKey
	task, err := x.state().AddDocumentsWithContext(ctx, []stateDocument{{Key: stateKey, Version: x.version}},
		&meilisearch.DocumentOptions{PrimaryKey: &key})
	if err != nil {
		return failed(ctx, "version of the search index", err)
	}
	return x.wait(ctx, "version of the search index", task)
}

// wait returns when all tasks are done, with an error if one did not succeed.
func (x *Index) wait(ctx context.Context, what string, tasks ...*meilisearch.TaskInfo) error {
	for _, info := range tasks {
		task, err := x.server.WaitForTaskWithContext(ctx, info.TaskUID, askAgain)
		if err != nil {
			return failed(ctx, what, err)
		}
		if task.Status != meilisearch.TaskStatusSucceeded {
			return fmt.Errorf("%s: task %d is %s: %s (%s)", what, info.TaskUID, task.Status, task.Error.Message, task.Error.Code)
		}
	}
	return nil
}

// Status tells the state; see search.Index. Lag counts the writes that Meilisearch has not done yet, of whole batches.
func (x *Index) Status(ctx context.Context) (search.Status, error) {
	s := search.Status{Engine: engineName}
	built, err := x.builtVersion(ctx)
	if err != nil {
		return s, err
	}
	stats, err := x.entries().GetStatsWithContext(ctx, nil)
	if err != nil {
		return s, failed(ctx, "count of the search index", err)
	}
	waiting, err := x.entries().GetTasksWithContext(ctx, &meilisearch.TasksQuery{
		Limit: 1, Statuses: []meilisearch.TaskStatus{meilisearch.TaskStatusEnqueued, meilisearch.TaskStatusProcessing},
	})
	if err != nil {
		return s, failed(ctx, "lag of the search index", err)
	}
	s.Entries, s.Lag, s.Stale = int(stats.NumberOfDocuments), int(waiting.Total), built != x.version
	return s, nil
}

// Close gives the connections back.
func (x *Index) Close() error {
	x.server.Close()
	return nil
}
