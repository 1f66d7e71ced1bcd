package archive

import (
	"bufio"
	"cmp"
	"compress/flate"
	"context"
	"crypto/cipher"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"

	"sovite.fi/sovite/marketplace/store"
)

// File is a backup opened by its key. It is read by one caller at a time.
type File struct {
	in   io.ReadSeeker
	aead cipher.AEAD
}

// Open tries the key. ErrForeign, ErrFormat, ErrKey, ErrDamaged, or an error of reading.
func Open(in io.ReadSeeker, key Key) (*File, error) {
	aead, err := openHeader(in, key)
	if err != nil {
		return nil, err
	}
	return &File{in: in, aead: aead}, nil
}

// Read calls take with every document, in the order in which they were dumped, and returns what the backup holds. That it
// is all and as it was is only known when Read returned without an error. ErrDamaged, or an error of reading or of take.
func (f *File) Read(ctx context.Context, take func(store.Whole) error) (Contents, error) {
	if _, err := f.in.Seek(int64(headerSize), io.SeekStart); err != nil {
		return Contents{}, err
	}
	sealed := newUnsealer(f.in, f.aead)
	plain := bufio.NewReader(sealed)
	r := reading{in: json.NewDecoder(flate.NewReader(plain)), sum: store.NewFingerprint()}
	contents, err := r.all(ctx, take)
	if err == nil {
		err = r.nothingMore(plain)
	}
	if errors.Is(err, errContent) && sealed.failed != nil {
		err = sealed.failed
	}
	return contents, err
}

// errContent is what is wrong with the contents of a file whose bytes are those that were sealed, or could not be had.
var errContent = fmt.Errorf("%w: its contents cannot be read", ErrDamaged)

// reading is one pass over the contents.
type reading struct {
	in    *json.Decoder
	about About
	last  entry
	sum   *store.Fingerprint
}

func (r *reading) all(ctx context.Context, take func(store.Whole) error) (Contents, error) {
	if err := r.decode(&r.about); err != nil {
		return Contents{}, err
	}
	for {
		if err := ctx.Err(); err != nil {
			return Contents{}, err
		}
		var e entry
		if err := r.decode(&e); err != nil {
			return Contents{}, err
		}
		if e.End != nil {
			return r.end(*e.End)
		}
		if err := r.next(e, take); err != nil {
			return Contents{}, err
		}
	}
}

func (r *reading) decode(into any) error {
	if err := r.in.Decode(into); err != nil {
		return fmt.Errorf("%w: %w", errContent, err)
	}
	return nil
}

func (r *reading) next(e entry, take func(store.Whole) error) error {
	if !slices.Contains(r.about.Collections, e.Collection) {
		return fmt.Errorf("%w: %q is not among the collections it names", errContent, e.Collection)
	}
	if cmp.Or(cmp.Compare(r.last.Collection, e.Collection), cmp.Compare(r.last.ID, e.ID)) >= 0 {
		return fmt.Errorf("%w: %s/%s does not come after %s/%s", errContent, e.Collection, e.ID, r.last.Collection, r.last.ID)
	}
	r.last = e
	whole := store.Whole{Collection: e.Collection, Doc: store.Doc{ID: e.ID, Rev: e.Rev, Body: e.Body}, Facts: e.Facts}
	if err := r.sum.Add(whole); err != nil {
		return fmt.Errorf("%w: %w", errContent, err)
	}
	return take(whole)
}

func (r *reading) end(e end) (Contents, error) {
	if is := (end{Documents: r.sum.Documents(), Digest: r.sum.String()}); is != e {
		return Contents{}, fmt.Errorf("%w: %d documents with the digest %.12s, %d with %.12s were written", errContent, is.Documents, is.Digest, e.Documents, e.Digest)
	}
	return Contents{About: r.about, Documents: e.Documents, Digest: e.Digest}, nil
}

// nothingMore makes sure that the last chunk was reached, and nothing follows the end.
func (r *reading) nothingMore(plain io.ByteReader) error {
	var more json.RawMessage
	if err := r.in.Decode(&more); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows the end", errContent)
	}
	if _, err := plain.ReadByte(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something follows the end", errContent)
	}
	return nil
}
