package main

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server"
)

// An auditor's way: list, run again, hand out; and then somebody has changed a task's past.
func TestReplayFromTheCommandLine(t *testing.T) {
	data := t.TempDir()
	mustSovite(t, "seed", "--data", data)
	mustSovite(t, "match", "--data", data, "--client", "demo-client-aino")
	list := strings.Fields(mustSovite(t, "replay", "--data", data))
	if len(list) == 0 || !strings.HasPrefix(list[0], "rank") {
		t.Fatalf("listed %v", list)
	}
	if out := mustSovite(t, "replay", "--data", data, "--ranking", list[0]); !strings.Contains(out, "1 of 1") {
		t.Errorf("one ranking: %s", out)
	}
	if out := mustSovite(t, "replay", "--data", data, "--all"); !strings.Contains(out, "equal to the last bit") {
		t.Errorf("all rankings: %s", out)
	}
	exported := mustSovite(t, "replay", "--data", data, "--client", "demo-client-aino")
	var event struct {
		ID     string `json:"id"`
		Detail struct {
			Considered []struct {
				Task string `json:"task"`
			} `json:"considered"`
		} `json:"detail"`
	}
	if err := json.NewDecoder(strings.NewReader(exported)).Decode(&event); err != nil || event.ID != list[0] || len(event.Detail.Considered) == 0 {
		t.Fatalf("%v in %s", err, exported)
	}
	of := event.Detail.Considered[0].Task
	if out := mustSovite(t, "replay", "--data", data, "--task", of); strings.Count(out, `"state"`) != 1 {
		t.Errorf("of one task: %s", out)
	}
	for _, wrong := range [][]string{{"--ranking", "none"}, {"--client", "nobody"}, {"--all", "--task", of}} {
		if _, err := sovite(t, append([]string{"replay", "--data", data}, wrong...)...); err == nil {
			t.Errorf("%v is no error", wrong)
		}
	}
	changePast(t, "sqlite:"+filepath.Join(data, "sovite.db"))
	if out, err := sovite(t, "replay", "--data", data, "--all"); err == nil || !strings.Contains(out, "DIFFERS") || !strings.Contains(out, "task_state") {
		t.Errorf("after tampering: %v\n%s", err, out)
	}
}

// changePast changes one kept state of a task behind the program's back.
func changePast(t *testing.T, address string) {
	t.Helper()
	s, err := namedStore(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { must(t, s.Close()) }()
	must(t, s.Prepare(t.Context(), server.Schemas()))
	found, err := s.Find(t.Context(), "task_states", store.Query{Limit: 1})
	if err != nil || len(found.Docs) != 1 {
		t.Fatalf("no state of a task: %v", err)
	}
	doc := found.Docs[0]
	must(t, s.Replace(t.Context(), "task_states", doc.ID, doc.Rev, bytes.Replace(doc.Body, []byte(`Title`), []byte(`Titel`), 1), nil))
}
