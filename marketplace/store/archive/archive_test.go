package archive

import (
	"bytes"
	"compress/flate"
	"context"
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/sqlite"
	"sovite.fi/sovite/marketplace/store/storetest"
)

func schemas() []store.Schema {
	return []store.Schema{
		{Collection: "things", Indexes: []store.Index{{Name: "email", Fields: []string{"email"}, Unique: true}}},
		{Collection: "others"},
	}
}

func prepared() []store.Schema { return append(schemas(), Schema()) }

func memory(t testing.TB) store.Portable {
	t.Helper()
	return storetest.Memory(t, prepared()...).(store.Portable) //nolint:forcetypeassert // every adapter is
}

// cheap is a key that costs next to nothing to try.
func cheap(letter string) Key {
	return Key{secret: []byte(strings.Repeat(letter, MinKey)), random: rand.Reader, cost: cost{time: 1, memory: 8, threads: 1}}
}

func about() About {
	return About{Made: marketplace.At(time.Date(2026, 11, 30, 6, 0, 0, 0, time.UTC)), Version: "test", Collections: Names(schemas()), Secret: "mark"}
}

func unseen(int) {}

func backup(t testing.TB, s store.Portable) ([]byte, Contents) {
	t.Helper()
	var out bytes.Buffer
	contents, err := Write(t.Context(), &out, cheap("k"), about(), s, store.WritersRun, unseen)
	if err != nil {
		t.Fatalf("write: %v", err)
	}
	return out.Bytes(), contents
}

func open(t testing.TB, raw []byte) *File {
	t.Helper()
	f, err := Open(bytes.NewReader(raw), cheap("k"))
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return f
}

// read goes through a whole file and returns the first error.
func read(ctx context.Context, raw []byte, key Key) (Contents, error) {
	f, err := Open(bytes.NewReader(raw), key)
	if err != nil {
		return Contents{}, err
	}
	return f.Check(ctx, unseen)
}

func put(t testing.TB, s store.Portable, collection string, id marketplace.ID, rev int64, body string, facts ...marketplace.Fact) {
	t.Helper()
	if err := s.Load(t.Context(), store.Whole{Collection: collection, Doc: store.Doc{ID: id, Rev: rev, Body: []byte(body)}, Facts: facts}); err != nil {
		t.Fatal(err)
	}
}

// small is a store of some documents in every state.
func small(t testing.TB) store.Portable {
	t.Helper()
	s := memory(t)
	put(t, s, "things", "a", 3, `{"email":"x","text":"<ä>&"}`, marketplace.Fact{ID: "f1", Type: "a.b", At: marketplace.At(time.Unix(1, 0)), Data: map[string]string{"k": "v"}}, marketplace.Fact{ID: "f2"})
	put(t, s, "things", "b", 1, `{"n":9007199254740993}`)
	put(t, s, "others", "a", 12, `{}`)
	return s
}

// large is a store whose backup has several chunks.
func large(t testing.TB, s store.Portable) store.Portable {
	t.Helper()
	for i := range 12 {
		noise := make([]byte, 30_000)
		_, _ = rand.Read(noise)
		put(t, s, "things", marketplace.ID(fmt.Sprintf("noise%02d", i)), 1, `{"noise":"`+base64.StdEncoding.EncodeToString(noise)+`"}`)
	}
	return s
}

func digest(t testing.TB, s store.Portable) string {
	t.Helper()
	sum, err := store.Digest(t.Context(), s)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}

// Whatever a store holds, a backup of it brings back.
func TestBackupsBringBackWhatWas(t *testing.T) {
	ids := rapid.StringMatching(`[!-.0-~]{1,12}`)
	bodies := rapid.MapOf(rapid.StringN(1, 8, 20), rapid.OneOf(rapid.Int64().AsAny(), rapid.String().AsAny(), rapid.Float64Range(-1e300, 1e300).AsAny(), rapid.Bool().AsAny(), rapid.Just[any](nil)))
	rapid.Check(t, func(r *rapid.T) {
		s, back := memory(t), memory(t)
		for _, id := range rapid.SliceOfNDistinct(ids, 0, 20, rapid.ID[string]).Draw(r, "ids") {
			body := bodies.Draw(r, "body")
			delete(body, "email")
			text, err := marshal(body)
			if err != nil {
				r.Skip(err)
			}
			put(t, s, rapid.SampledFrom([]string{"things", "others"}).Draw(r, "collection"), marketplace.ID(id), rapid.Int64Range(1, 1<<40).Draw(r, "rev"), text)
		}
		raw, contents := backup(t, s)
		restored, err := restore(t.Context(), open(t, raw), back, schemas())
		if err != nil {
			r.Fatal(err)
		}
		if diff := cmp.Diff(contents, restored, cmp.Comparer(func(a, b marketplace.Instant) bool { return a == b })); diff != "" {
			r.Errorf("the contents (-written +restored):\n%s", diff)
		}
		if digest(t, back) != digest(t, s) {
			r.Errorf("the stores differ")
		}
	})
}

func TestLargestDocument(t *testing.T) {
	s, back := memory(t), memory(t)
	put(t, s, "things", "large", 1, `{"text":"`+strings.Repeat("a", 2<<20-20)+`"}`)
	raw, _ := backup(t, large(t, s))
	if len(raw) < 4*chunkSize {
		t.Fatalf("the file has %d bytes only", len(raw))
	}
	if _, err := restore(t.Context(), open(t, raw), back, schemas()); err != nil || digest(t, back) != digest(t, s) {
		t.Errorf("restore: %v", err)
	}
}

// knownFlaw says whether an error is one of those that a damaged file may give.
func knownFlaw(err error) bool {
	return errors.Is(err, ErrForeign) || errors.Is(err, ErrFormat) || errors.Is(err, ErrKey) || errors.Is(err, ErrDamaged)
}

func TestEveryChangedByteIsRefused(t *testing.T) {
	raw, _ := backup(t, small(t))
	for at := range raw {
		for _, flip := range []byte{1, 0x80, 0xff} {
			changed := bytes.Clone(raw)
			changed[at] ^= flip
			_, err := read(t.Context(), changed, cheap("k"))
			if !knownFlaw(err) || at >= headerSize && !errors.Is(err, ErrDamaged) {
				t.Fatalf("byte %d of %d, changed by %x: %v", at, len(raw), flip, err)
			}
		}
	}
}

func TestEveryCutIsRefused(t *testing.T) {
	raw, _ := backup(t, small(t))
	for length := range raw {
		if _, err := read(t.Context(), raw[:length], cheap("k")); !knownFlaw(err) {
			t.Fatalf("the first %d bytes of %d: %v", length, len(raw), err)
		}
	}
	for _, more := range []string{"\x00", string(raw)} {
		if _, err := read(t.Context(), append(bytes.Clone(raw), more...), cheap("k")); !errors.Is(err, ErrDamaged) {
			t.Errorf("%d bytes at its end: %v", len(more), err)
		}
	}
}

func TestChunksElsewhereAreRefused(t *testing.T) {
	s := large(t, small(t))
	raw, _ := backup(t, s)
	other, _ := backup(t, s)
	const sealed = chunkSize + tagSize
	chunk := func(of []byte, n int) []byte {
		return of[headerSize+n*sealed : min(headerSize+(n+1)*sealed, len(of))]
	}
	lastOne := (len(raw) - headerSize) / sealed
	if lastOne < 3 {
		t.Fatalf("the file has %d chunks only", lastOne+1)
	}
	head := raw[:headerSize]
	for name, changed := range map[string][]byte{
		"two swapped":           slices.Concat(head, chunk(raw, 1), chunk(raw, 0), raw[headerSize+2*sealed:]),
		"one left out":          slices.Concat(head, chunk(raw, 0), raw[headerSize+2*sealed:]),
		"one twice":             slices.Concat(head, chunk(raw, 0), raw[headerSize:]),
		"the last left out":     raw[:headerSize+lastOne*sealed],
		"only the header":       head,
		"only the last":         slices.Concat(head, chunk(raw, lastOne)),
		"one of another backup": slices.Concat(head, chunk(other, 0), raw[headerSize+sealed:]),
		"all of another backup": slices.Concat(head, other[headerSize:]),
	} {
		if _, err := read(t.Context(), changed, cheap("k")); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read(t.Context(), raw, cheap("k")); err != nil {
		t.Errorf("as it was: %v", err)
	}
}

func TestWhatIsNoBackup(t *testing.T) {
	raw, _ := backup(t, small(t))
	later := bytes.Replace(raw, []byte("BACKUP 1\n"), []byte("BACKUP 2\n"), 1)
	for name, tt := range map[string]struct {
		raw  []byte
		key  string
		want error
	}{
		"another key":     {raw, "j", ErrKey},
		"another format":  {later, "k", ErrFormat},
		"nothing":         {nil, "k", ErrForeign},
		"something else":  {[]byte(strings.Repeat("PK\x03\x04", 100)), "k", ErrForeign},
		"a plain copy":    {[]byte(`{"made":"2026-11-30T06:00:00.000Z"}`), "k", ErrForeign},
		"the magic alone": {raw[:len(magic)], "k", ErrDamaged},
	} {
		if _, err := read(t.Context(), tt.raw, cheap(tt.key)); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", name, err, tt.want)
		}
	}
	if _, err := NewKey(strings.Repeat("ä", MinKey/2-1), rand.Reader); err == nil {
		t.Error("a short key was taken")
	}
	if bytes.Contains(raw, []byte("things")) || bytes.Contains(raw, []byte("test")) {
		t.Error("the file can be read without the key")
	}
}

// A disk that cannot be read is no damaged backup.
func TestErrorsOfReadingStayWhatTheyAre(t *testing.T) {
	raw, _ := backup(t, small(t))
	broken := errors.New("the disk is gone")
	for length := range raw {
		in := struct {
			io.Reader
			io.Seeker
		}{io.MultiReader(bytes.NewReader(raw[:length]), iotest.ErrReader(broken)), staying{}}
		f, err := Open(in, cheap("k"))
		if err == nil {
			_, err = f.Check(t.Context(), unseen)
		}
		if !errors.Is(err, broken) {
			t.Fatalf("after %d bytes: %v", length, err)
		}
	}
}

// staying is where a reader stands after the header.
type staying struct{}

func (staying) Seek(int64, int) (int64, error) { return int64(headerSize), nil }

// sealedText is a file of any contents.
func sealedText(t testing.TB, text string) []byte {
	t.Helper()
	var out bytes.Buffer
	sealed, err := newSealer(&out, cheap("k"))
	if err != nil {
		t.Fatal(err)
	}
	compressed, err := flate.NewWriter(sealed, flate.BestSpeed)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(compressed, text); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(compressed.Close(), sealed.Close()); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

const (
	ofThings = `{"made":"2026-11-30T06:00:00.000Z","version":"test","collections":["others","things"],"secret":""}` + "\n"
	nothing  = `{"end":{"documents":0,"digest":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}}` + "\n"
)

// Whoever has the key can seal anything; contents that make no sense are refused all the same.
func TestContentsThatMakeNoSense(t *testing.T) {
	a, b := `{"c":"things","id":"a","rev":1,"body":{}}`, `{"c":"things","id":"b","rev":1,"body":{}}`
	for name, text := range map[string]string{
		"nothing":             "",
		"no end":              ofThings + a,
		"half a document":     ofThings + a[:20],
		"no JSON":             ofThings + "no",
		"null":                ofThings + "null",
		"out of order":        ofThings + b + a + nothing,
		"twice":               ofThings + a + a + nothing,
		"a collection unsaid": ofThings + strings.ReplaceAll(a, "things", "nothings") + nothing,
		"another digest":      ofThings + a + nothing,
		"something after it":  ofThings + nothing + a,
		"no body":             ofThings + `{"c":"things","id":"a","rev":1}` + nothing,
	} {
		if _, err := read(t.Context(), sealedText(t, text), cheap("k")); !errors.Is(err, ErrDamaged) {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := read(t.Context(), sealedText(t, ofThings+nothing), cheap("k")); err != nil {
		t.Errorf("a backup of nothing: %v", err)
	}
}

func FuzzRead(f *testing.F) {
	raw, _ := backup(f, small(f))
	f.Add(raw, false)
	f.Add([]byte(ofThings+nothing), true)
	f.Add([]byte(ofThings+`{"c":"things","id":"a","rev":1,"body":{},"facts":[{"id":"f"}]}`+nothing), true)
	f.Fuzz(func(t *testing.T, data []byte, seal bool) {
		if seal {
			data = sealedText(t, string(data))
		}
		if _, err := read(t.Context(), data, cheap("k")); err != nil && !knownFlaw(err) {
			t.Errorf("an error of no known kind: %v", err)
		}
	})
}

// A store in which two documents are written one after the other all the time is never shown with the second ahead of the
// first, or more than one write behind it.
func TestBackupBesideWritersHoldsOneMoment(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "sovite.db"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := s.Prepare(t.Context(), prepared()); err != nil {
		t.Fatal(err)
	}
	large(t, s)
	put(t, s, "things", "zz", 1, `{}`) // the first of the two to be written, and the last to be read
	put(t, s, "others", "aa", 1, `{}`)
	rev := int64(1)
	out := &writing{write: func() {
		for range 3 {
			if err := errors.Join(s.Replace(t.Context(), "things", "zz", rev, []byte(`{}`), nil), s.Replace(t.Context(), "others", "aa", rev, []byte(`{}`), nil)); err != nil {
				t.Error(err)
			}
			rev++
		}
	}}
	for range 5 {
		before := rev
		out.Reset()
		if _, err := Write(t.Context(), out, cheap("k"), about(), s, store.WritersRun, unseen); err != nil {
			t.Fatal(err)
		}
		if rev < before+6 {
			t.Fatalf("only %d writes were made meanwhile", rev-before)
		}
		revs := map[marketplace.ID]int64{}
		if _, err := open(t, out.Bytes()).Read(t.Context(), func(w store.Whole) error { revs[w.ID] = w.Rev; return nil }); err != nil {
			t.Fatal(err)
		}
		if ahead := revs["zz"] - revs["aa"]; ahead != 0 && ahead != 1 {
			t.Errorf("the first is at revision %d, the second at %d", revs["zz"], revs["aa"])
		}
	}
}

// writing is a file beside which others write to the store whenever a piece of it is written.
type writing struct {
	bytes.Buffer
	write func()
}

func (w *writing) Write(p []byte) (int, error) {
	w.write()
	return w.Buffer.Write(p)
}
