package mongo_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/event"
	driver "go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace/store/mongo"
	"sovite.fi/sovite/marketplace/store/storetest"
)

// explainer has a server explain the questions that a store puts to it, one of each shape, while their collections are there.
type explainer struct {
	ask   func(database string, question bson.D) (bson.Raw, error)
	mu    sync.Mutex
	found map[string]string // what is wrong with the plan, by the shape; empty when nothing is
}

// listen is the option by which a store's questions are explained.
func (x *explainer) listen() mongo.Option {
	return func(o *options.ClientOptions) {
		o.SetMonitor(&event.CommandMonitor{Started: func(_ context.Context, e *event.CommandStartedEvent) {
			if e.CommandName == "find" {
				x.explain(e.DatabaseName, e.Command)
			}
		}})
	}
}

func (x *explainer) explain(database string, command bson.Raw) {
	x.mu.Lock()
	defer x.mu.Unlock()
	if _, known := x.found[shape(command)]; known {
		return
	}
	answer, err := x.ask(database, bson.D{{Key: "explain", Value: plain(command)}, {Key: "verbosity", Value: "queryPlanner"}})
	if err != nil {
		x.found[shape(command)] = err.Error()
		return
	}
	x.found[shape(command)] = strings.Join(slow(answer), " ")
}

// shape is what a question asks for without the values: collection, columns with their operators, order and hint.
func shape(command bson.Raw) string {
	out := command.Lookup("find").String() + command.Lookup("sort").String() + command.Lookup("hint").String()
	filter, _ := command.Lookup("filter").DocumentOK()
	elements, _ := filter.Elements()
	for _, e := range elements {
		out += " " + e.Key()
		if operators, ok := e.Value().DocumentOK(); ok {
			inner, _ := operators.Elements()
			for _, o := range inner {
				out += o.Key()
			}
		}
	}
	return out
}

// stages are the names of all stages of a plan, wherever they stand in it.
func stages(v bson.RawValue) (out []string) {
	var parts []bson.RawElement
	switch v.Type {
	case bson.TypeEmbeddedDocument:
		parts, _ = v.Document().Elements()
	case bson.TypeArray:
		parts, _ = v.Array().Elements()
	}
	for _, e := range parts {
		if name, ok := e.Value().StringValueOK(); ok && e.Key() == "stage" {
			out = append(out, name)
		}
		out = append(out, stages(e.Value())...)
	}
	return out
}

// slow are the stages that read what is not asked for, or hold everything before the first document comes.
func slow(plan bson.Raw) (out []string) {
	for _, s := range stages(plan.Lookup("queryPlanner", "winningPlan")) {
		if s == "COLLSCAN" || s == "SORT" || s == "SORT_KEY_GENERATOR" {
			out = append(out, s)
		}
	}
	return out
}

func TestSlowPlansAreSeen(t *testing.T) {
	plan := func(winning bson.D) bson.Raw {
		raw, err := bson.Marshal(bson.D{{Key: "queryPlanner", Value: bson.D{{Key: "winningPlan", Value: winning}, {Key: "rejectedPlans", Value: bson.A{bson.D{{Key: "stage", Value: "COLLSCAN"}}}}}}})
		if err != nil {
			t.Fatal(err)
		}
		return raw
	}
	index := bson.D{{Key: "stage", Value: "FETCH"}, {Key: "inputStage", Value: bson.D{{Key: "stage", Value: "IXSCAN"}}}}
	merged := bson.D{{Key: "stage", Value: "SORT_MERGE"}, {Key: "inputStages", Value: bson.A{index, bson.D{{Key: "stage", Value: "COLLSCAN"}}}}}
	for _, c := range []struct {
		name string
		plan bson.Raw
		want []string
	}{
		{"along an index", plan(index), nil},
		{"sorted by itself", plan(bson.D{{Key: "stage", Value: "SORT"}, {Key: "inputStage", Value: index}}), []string{"SORT"}},
		{"a scan below", plan(merged), []string{"COLLSCAN"}},
	} {
		if got := slow(c.plan); !slices.Equal(got, c.want) {
			t.Errorf("%s: %v", c.name, got)
		}
	}
}

// TestServerReadsAlongIndexes has a named server explain every shape of question that the conformance suite puts to it: none may scan a
// collection, and none may sort by itself.
func TestServerReadsAlongIndexes(t *testing.T) {
	uri := os.Getenv(serverVariable)
	if uri == "" {
		t.Logf("NOT RUN: %s names no MongoDB server that could explain its plans", serverVariable)
		return
	}
	client, err := driver.Connect(t.Context(), options.Client().ApplyURI(uri))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = client.Disconnect(context.WithoutCancel(t.Context())) }()
	x := &explainer{found: map[string]string{}, ask: func(database string, question bson.D) (answer bson.Raw, err error) {
		err = client.Database(database).RunCommand(t.Context(), question).Decode(&answer)
		return answer, err
	}}
	s := newServer(uri, x.listen())
	storetest.Run(t, s.open, storetest.Options{Second: s.second, Steps: 20})
	if len(x.found) < 10 {
		t.Fatalf("only %d shapes of questions were heard", len(x.found))
	}
	for name, wrong := range x.found {
		if wrong != "" {
			t.Errorf("%s: %s", name, wrong)
		}
	}
}

// plain is a question without what the driver adds to each command.
func plain(command bson.Raw) bson.D {
	out := bson.D{}
	elements, _ := command.Elements()
	for _, e := range elements {
		if slices.Contains([]string{"find", "filter", "sort", "hint", "limit", "projection"}, e.Key()) {
			out = append(out, bson.E{Key: e.Key(), Value: e.Value()})
		}
	}
	return out
}
