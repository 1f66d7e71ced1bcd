package main

import (
	"context"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sovite.fi/sovite/cmd/sovite/stores"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/archive"
)

// backedUp is the demo's data folder with a backup of it, and the key in the environment.
func backedUp(t *testing.T) (data, file string) {
	t.Helper()
	data, file = t.TempDir(), filepath.Join(t.TempDir(), "a.backup")
	mustSovite(t, "seed", "--data", data)
	key := filepath.Join(t.TempDir(), "key")
	write(t, key, strings.Repeat("key ", 10)+"\n")
	t.Setenv("SOVITE_BACKUP_KEY_FILE", key)
	if out := mustSovite(t, "backup", file, "--data", data); !strings.Contains(out, filepath.Join(data, "secret")) {
		t.Errorf("backup does not say what is not in it: %q", out)
	}
	return data, file
}

// emptyPlace is a new data folder with the secret of another.
func emptyPlace(t *testing.T, old string) string {
	t.Helper()
	data := t.TempDir()
	raw, err := os.ReadFile(filepath.Join(old, "secret"))
	must(t, err)
	write(t, filepath.Join(data, "secret"), string(raw))
	return data
}

func digestOf(t *testing.T, data string) string {
	t.Helper()
	s, err := namedStore(t.Context(), "sqlite:"+filepath.Join(data, "sovite.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { must(t, s.Close()) }()
	must(t, s.Prepare(t.Context(), placeOf(&Config{}, streams{}).Schemas))
	sum, err := store.Digest(t.Context(), s)
	must(t, err)
	return sum
}

// TestBackupIsRestoredIntoAnEmptyPlace is the rehearsal of the runbook.
func TestBackupIsRestoredIntoAnEmptyPlace(t *testing.T) {
	data, file := backedUp(t)
	if out := mustSovite(t, "restore", file, "--dry-run"); !strings.Contains(out, "is whole") {
		t.Errorf("the dry run says %q", out)
	}
	place := emptyPlace(t, data)
	if out := mustSovite(t, "restore", file, "--data", place); !strings.Contains(out, "sovite reindex") {
		t.Errorf("restore does not say what comes next: %q", out)
	}
	mustSovite(t, "reindex", "--data", place)
	if out := mustSovite(t, "doctor", "--data", place); strings.Contains(out, "WRONG") {
		t.Errorf("the doctor says\n%s", out)
	}
	if digestOf(t, place) != digestOf(t, data) {
		t.Error("what was restored is not what was backed up")
	}
	if here, there := mustSovite(t, "match", "--data", data), mustSovite(t, "match", "--data", place); here != there {
		t.Errorf("the clients differ:\n%s\n%s", here, there)
	}
}

func TestBackupAndRestoreRefuse(t *testing.T) {
	data, file := backedUp(t)
	other := t.TempDir()
	write(t, filepath.Join(other, "secret"), strings.Repeat("other ", 10))
	folder := t.TempDir()
	for want, args := range map[string][]string{
		"exists already":           {"backup", file, "--data", data},
		"no folder":                {"backup", filepath.Join(folder, "no", "x"), "--data", data},
		"no store at":              {"backup", filepath.Join(folder, "x"), "--data", filepath.Join(folder, "typo")},
		"not empty":                {"restore", file, "--data", data},
		"no such file":             {"restore", filepath.Join(folder, "x"), "--data", folder},
		"is no file":               {"restore", folder, "--data", folder},
		"no backup of Sovite":      {"restore", filepath.Join(data, "secret"), "--data", folder},
		"secret is missing":        {"restore", file, "--data", folder},
		"not the one of the backu": {"restore", file, "--data", other},
		"the key does not open":    {"restore", file, "--dry-run", "--key", strings.Repeat("x", archive.MinKey)},
		"at least 32":              {"backup", filepath.Join(folder, "x"), "--data", data, "--key", "short"},
	} {
		if _, err := sovite(t, args...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want a text with %q", args, err, want)
		}
	}
	mustSovite(t, "restore", file, "--data", other, "--other-secret")
	wantOnly(t, folder)
	wantOnly(t, filepath.Dir(file), "a.backup")
	if err := os.Unsetenv("SOVITE_BACKUP_KEY_FILE"); err != nil {
		t.Fatal(err)
	}
	if _, err := sovite(t, "restore", file, "--dry-run"); err == nil || !strings.Contains(err.Error(), "a key is missing") {
		t.Errorf("without a key: %v", err)
	}
}

func wantOnly(t *testing.T, folder string, names ...string) {
	t.Helper()
	found, err := os.ReadDir(folder)
	must(t, err)
	if len(found) != len(names) {
		t.Errorf("%s holds %v, want %v", folder, found, names)
	}
}

// stopAt is an installation whose commands are stopped as soon as they show how far a step is.
func stopAt(t *testing.T, data, step string) (context.Context, stores.Place) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	p := placeOf(&Config{Data: data}, streams{Out: io.Discard, Err: io.Discard})
	p.Show = func(now string) (func(int, int), func()) {
		return func(int, int) {
			if now == step {
				stop()
			}
		}, func() {}
	}
	return ctx, p
}

// A backup that is stopped leaves no file; a store with half a restore is refused by everything but the same restore.
func TestStoppedBackupsAndRestores(t *testing.T) {
	data, file := backedUp(t)
	want := digestOf(t, data)
	place, key := emptyPlace(t, data), stores.Key{Key: strings.TrimSpace(strings.Repeat("key ", 10))}
	ctx, p := stopAt(t, data, "backup")
	if err := (stores.Backup{File: file + ".stopped", Key: key}).Make(ctx, p); err == nil || !strings.Contains(err.Error(), "was not written") {
		t.Errorf("a stopped backup says %v", err)
	}
	wantOnly(t, filepath.Dir(file), "a.backup")

	ctx, p = stopAt(t, place, archive.Restoring)
	if err := (stores.Restore{File: file, Key: key}).Make(ctx, p); err == nil || !strings.Contains(err.Error(), "run the same command again") {
		t.Errorf("a stopped restore says %v", err)
	}
	other := file + ".other"
	mustSovite(t, "match", "--data", data, "--client", "demo-client-aino") // which is logged
	mustSovite(t, "backup", other, "--data", data)
	for _, args := range [][]string{{"doctor"}, {"backup", file + ".half"}, {"restore", other}, {"migrate", "--to", "sqlite:" + file + ".db"}} {
		if _, err := sovite(t, append(args, "--data", place)...); !errors.Is(err, archive.ErrUnfinished) {
			t.Errorf("%s on half a restore: %v", args[0], err)
		}
	}
	mustSovite(t, "restore", file, "--data", place)
	if digestOf(t, place) != want {
		t.Error("what was restored in two parts is not what was backed up")
	}
}
