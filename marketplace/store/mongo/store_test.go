package mongo_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	driver "go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/mongo"
	"sovite.fi/sovite/marketplace/store/storetest"
	"sovite.fi/sovite/marketplace/store/storetest/wholes"
)

// serverVariable names a real MongoDB deployment for the tests, by its connection string.
const serverVariable = "SOVITE_TEST_MONGODB_URI"

// startStandIn builds and starts the server below testserver and returns its connection string.
func startStandIn(t testing.TB) string {
	t.Helper()
	binary := filepath.Join(t.TempDir(), "testserver")
	build := exec.CommandContext(t.Context(), "go", "build", "-o", binary, ".")
	build.Dir = "testserver"
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("build the server for the tests: %v\n%s", err, out)
	}
	server := exec.CommandContext(context.WithoutCancel(t.Context()), binary, t.TempDir()) //nolint:gosec // built above
	server.Stderr = os.Stderr
	input, err := server.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	output, err := server.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = input.Close()
		if err := server.Wait(); err != nil {
			t.Errorf("the server for the tests: %v", err)
		}
	})
	uri, err := bufio.NewReader(output).ReadString('\n')
	if err != nil {
		t.Fatalf("the server for the tests says nothing: %v", err)
	}
	return strings.TrimSpace(uri)
}

// server gives each test a database of its own.
type server struct {
	uri     string
	options []mongo.Option
	prefix  string

	mu        sync.Mutex
	databases int
	of        map[store.Store]string
}

func newServer(uri string, options ...mongo.Option) *server {
	return &server{uri: uri, options: options, prefix: fmt.Sprintf("sovite_test_%d", os.Getpid()), of: map[store.Store]string{}}
}

func (s *server) open(t *testing.T) store.Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.databases++
	database := fmt.Sprintf("%s_%d", s.prefix, s.databases)
	t.Cleanup(func() { s.drop(t, database) })
	return s.openAt(t, database)
}

func (s *server) second(t *testing.T, first store.Store) store.Store {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.openAt(t, s.of[first])
}

func (s *server) openAt(t testing.TB, database string) store.Store {
	t.Helper()
	one, err := mongo.Open(t.Context(), s.uri, database, s.options...)
	if err != nil {
		t.Fatalf("open %s: %v", s.uri, err)
	}
	t.Cleanup(func() {
		if err := one.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	s.of[one] = database
	return one
}

func (s *server) drop(t *testing.T, database string) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	client, err := driver.Connect(ctx, options.Client().ApplyURI(s.uri))
	if err == nil {
		err = client.Database(database).Drop(ctx)
	}
	if err == nil {
		err = client.Disconnect(ctx)
	}
	if err != nil {
		t.Errorf("drop %s: %v", database, err)
	}
}

func TestStandInKeepsTheContract(t *testing.T) {
	s := newServer(startStandIn(t), mongo.Pool(1))
	storetest.Run(t, s.open, storetest.Options{
		Second: s.second,
		Cannot: map[storetest.Need]string{
			storetest.Races:       "FerretDB 1.24 updates are not atomic across connections; name a MongoDB server in " + serverVariable,
			storetest.NestedLists: "FerretDB 1.24 refuses them; name a MongoDB server in " + serverVariable,
		},
		Steps: 8,
	})
}

// A server that would read one document after the other is not believed to show one moment.
func TestStandInIsPortableButShowsNoMoment(t *testing.T) {
	s := newServer(startStandIn(t))
	wholes.Run(t, s.open, wholes.Options{NoMoments: "FerretDB 1.24 has no snapshot reads; name a replica set of MongoDB 5.0 or newer in " + serverVariable})
	one := s.open(t).(store.Portable) //nolint:forcetypeassert // the adapter promises it
	if err := one.Prepare(t.Context(), []store.Schema{{Collection: "things"}}); err != nil {
		t.Fatal(err)
	}
	err := one.Dump(t.Context(), store.WritersRun, func(store.Whole) error { return nil })
	if !errors.Is(err, store.ErrNoMoment) || !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("a dump beside writers: %v", err)
	}
}

func TestServerKeepsTheContract(t *testing.T) {
	uri := os.Getenv(serverVariable)
	if uri == "" {
		t.Logf("NOT RUN: %s names no MongoDB server, so the suite with its races and kills ran on the stand-in and on SQLite only", serverVariable)
		return
	}
	s := newServer(uri)
	storetest.Run(t, s.open, storetest.Options{Second: s.second, Steps: 20})
	wholes.Run(t, s.open, wholes.Options{Second: s.second})
}

func TestWhatAServerAcknowledgedSurvivesAKillOfTheClient(t *testing.T) {
	uri := os.Getenv(serverVariable)
	if uri == "" {
		t.Logf("NOT RUN: %s names no MongoDB server", serverVariable)
		return
	}
	database := "sovite_test_kill_" + url.QueryEscape(t.Name()[len(t.Name())-8:])
	t.Cleanup(func() { newServer(uri).drop(t, database) })
	storetest.SurvivesKill(t, database, func(ctx context.Context, place string) (store.Store, error) {
		return mongo.Open(ctx, uri, place)
	})
}
