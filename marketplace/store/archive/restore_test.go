package archive

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func marshal(v any) (string, error) {
	text, err := json.Marshal(v)
	return string(text), err
}

// restore checks and restores, as the command does.
func restore(ctx context.Context, f *File, to store.Portable, schemas []store.Schema) (Contents, error) {
	contents, err := f.Check(ctx, unseen)
	if err != nil {
		return contents, err
	}
	return contents, Restore(ctx, f, contents, to, schemas, func(string, int, int) {})
}

// A restore that crashes at any write goes on when it is called again, and until then the store says that it is not whole.
func TestRestoreGoesOnAfterACrashAtEveryWrite(t *testing.T) {
	source := small(t)
	raw, contents := backup(t, source)
	for _, moment := range []storetest.Moment{storetest.BeforeWrite, storetest.AfterWrite} {
		k := 1
		for ; ; k++ {
			to := memory(t)
			crashing := storetest.Faulty(to, k, moment)
			_, err := restore(t.Context(), open(t, raw), crashing, schemas())
			if !crashing.Crashed() {
				if err != nil {
					t.Fatalf("nothing crashed: %v", err)
				}
				break
			}
			if !errors.Is(err, storetest.ErrCrash) {
				t.Fatalf("write %d: %v", k, err)
			}
			saysSo(t, to, contents)
			if _, err := restore(t.Context(), open(t, raw), to, schemas()); err != nil && !errors.Is(err, ErrNotEmpty) {
				t.Fatalf("again after write %d: %v", k, err)
			}
			if err := CheckFinished(t.Context(), to); err != nil || digest(t, to) != digest(t, source) {
				t.Fatalf("write %d: the store differs; %v", k, err)
			}
		}
		if k != contents.Documents+3 { // each document, and the sign before and after
			t.Errorf("%d writes", k-1)
		}
	}
}

// saysSo checks that a store which does not hold everything says that it is unfinished.
func saysSo(t *testing.T, s store.Portable, want Contents) {
	t.Helper()
	sum := store.NewFingerprint()
	if err := dump(t.Context(), s, store.WritersStopped, sum.Add); err != nil {
		t.Fatal(err)
	}
	whole := sum.String() == want.Digest || sum.Documents() == 0
	if err := CheckFinished(t.Context(), s); !whole && !errors.Is(err, ErrUnfinished) {
		t.Errorf("%d of %d documents are there: %v", sum.Documents(), want.Documents, err)
	}
}

func TestRestoreRefuses(t *testing.T) {
	raw, contents := backup(t, small(t))
	other, _ := backup(t, large(t, memory(t)))
	half := func(t *testing.T) store.Portable {
		to := memory(t)
		if err := begin(t.Context(), contents, to, schemas()); err != nil {
			t.Fatal(err)
		}
		put(t, to, "others", "a", 12, `{}`)
		return to
	}
	cut := bytes.Clone(raw)
	cut[len(cut)-1] ^= 1
	for name, tt := range map[string]struct {
		raw     []byte
		to      store.Portable
		schemas []store.Schema
		want    error // nil for one of the store
	}{
		"a store that holds something":     {raw, large(t, memory(t)), schemas(), ErrNotEmpty},
		"the store it was made of":         {raw, small(t), schemas(), ErrNotEmpty},
		"a store with half of another":     {other, half(t), schemas(), ErrUnfinished},
		"a program that knows less":        {raw, memory(t), schemas()[:1], ErrUnknown},
		"a file whose last byte was cut":   {raw[:len(raw)-1], memory(t), schemas(), ErrDamaged},
		"a file whose end was changed":     {cut, memory(t), schemas(), ErrDamaged},
		"half a restore that was used":     {raw, changed(t, half(t)), schemas(), nil},
		"half a restore that was added to": {raw, added(t, half(t)), schemas(), ErrDiffers},
	} {
		t.Run(name, func(t *testing.T) {
			before := digest(t, tt.to)
			_, err := restore(t.Context(), open(t, tt.raw), tt.to, tt.schemas)
			if err == nil || tt.want != nil && !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
			if tt.want != nil && !errors.Is(err, ErrDiffers) && digest(t, tt.to) != before {
				t.Error("it was refused and changed the store")
			}
		})
	}
}

// changed writes over what a restore has written, as a server would that was started too early.
func changed(t *testing.T, s store.Portable) store.Portable {
	t.Helper()
	if err := s.Replace(t.Context(), "others", "a", 12, []byte(`{"changed":true}`), nil); err != nil {
		t.Fatal(err)
	}
	return s
}

func added(t *testing.T, s store.Portable) store.Portable {
	t.Helper()
	put(t, s, "others", "new", 1, `{}`)
	return s
}

func TestStoppedWorkSaysSo(t *testing.T) {
	s := small(t)
	raw, _ := backup(t, s)
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := Write(stopped, &bytes.Buffer{}, cheap("k"), about(), s, store.WritersRun, unseen); err == nil {
		t.Error("a backup went on")
	}
	to := memory(t)
	if _, err := restore(stopped, open(t, raw), to, schemas()); !errors.Is(err, context.Canceled) {
		t.Errorf("a restore: %v", err)
	}
	if err := checkEmpty(t.Context(), to, schemas()); err != nil {
		t.Error(err)
	}
}

// An engine that cannot show one moment is asked to only when nobody writes.
func TestBackupWithoutMoments(t *testing.T) {
	s := momentless{small(t)}
	if _, err := Write(t.Context(), &bytes.Buffer{}, cheap("k"), about(), s, store.WritersRun, unseen); !errors.Is(err, store.ErrNoMoment) {
		t.Errorf("beside writers: %v", err)
	}
	if _, err := Write(t.Context(), &bytes.Buffer{}, cheap("k"), about(), s, store.WritersStopped, unseen); err != nil {
		t.Errorf("while nobody writes: %v", err)
	}
}

type momentless struct{ store.Portable }

// Dump implements store.Portable.
func (m momentless) Dump(ctx context.Context, w store.Writers, take func(store.Whole) error) error {
	if w == store.WritersRun {
		return marketplace.Errorf(marketplace.Conflict, "error.no_moment", store.ErrNoMoment)
	}
	return m.Portable.Dump(ctx, w, take)
}
