package archive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// What may stand against a restore.
var (
	ErrNotEmpty   = errors.New("the store is not empty")
	ErrUnfinished = errors.New("a restore into this store was interrupted")
	ErrUnknown    = errors.New("the backup was made by a newer version of Sovite")
	ErrDiffers    = errors.New("the store is not as in the backup; somebody wrote to it meanwhile")
)

// Schema declares the collection that holds a restore under way, and is empty otherwise.
func Schema() store.Schema { return store.Schema{Collection: "restores"} }

// underWay is the id of the one document of a restore under way.
const underWay = "unfinished"

// started is what is kept of a restore under way.
type started struct {
	Digest string              `json:"digest"` // of the backup
	Made   marketplace.Instant `json:"made"`
}

func restores(s store.Store) store.Collection[started] {
	return store.NewCollection[started](s, Schema())
}

// CheckFinished says whether a store, prepared with Schema, is free of half a restore; ErrUnfinished if not.
func CheckFinished(ctx context.Context, s store.Store) error {
	e, err := restores(s).Get(ctx, underWay)
	switch {
	case marketplace.IsKind(err, marketplace.NotFound):
		return nil
	case err != nil:
		return err
	}
	return fmt.Errorf("%w: it holds a part of the backup made %s; restore the same file again to go on", ErrUnfinished, e.Value.Made)
}

// The steps of Restore.
const (
	Restoring = "restoring"
	Comparing = "comparing"
)

// Progress is told every now and then how many documents a step is done with.
type Progress func(step string, done, total int)

func (p Progress) of(step string, total int) store.Progress {
	return func(done int) { p(step, done, total) }
}

// Check reads the whole file and writes nothing.
func (f *File) Check(ctx context.Context, progress store.Progress) (Contents, error) {
	done := 0
	contents, err := f.Read(ctx, func(store.Whole) error {
		if done++; done%progressEvery == 0 {
			progress(done)
		}
		return nil
	})
	progress(done)
	return contents, err
}

// Restore puts a backup, whose contents Check has returned, into a store that is empty or holds a part of the same backup
// from a restore that was interrupted. The store was prepared with the schemas and Schema, and nobody else uses it; in the
// end it is held against the backup's digest. Interrupted at any point, a restore goes on when it is called again.
// ErrNotEmpty, ErrUnfinished (of another backup), ErrUnknown, ErrDiffers, or an error of Read or of the store.
func Restore(ctx context.Context, f *File, c Contents, to store.Portable, schemas []store.Schema, progress Progress) error {
	if err := checkKnown(c, schemas); err != nil {
		return err
	}
	if err := begin(ctx, c, to, schemas); err != nil {
		return err
	}
	err := store.Fill(ctx, to, progress.of(Restoring, c.Documents), func(ctx context.Context, take func(store.Whole) error) error {
		_, err := f.Read(ctx, take)
		return err
	})
	if err != nil {
		return fmt.Errorf("write the documents: %w", err)
	}
	return finish(ctx, c, to, progress.of(Comparing, c.Documents))
}

func checkKnown(c Contents, schemas []store.Schema) error {
	known := Names(schemas)
	for _, collection := range c.Collections {
		if !slices.Contains(known, collection) {
			return fmt.Errorf("%w (%s): this one does not know its collection %s", ErrUnknown, c.Version, collection)
		}
	}
	return nil
}

// begin leaves a document that says that the store is not whole yet.
func begin(ctx context.Context, c Contents, to store.Portable, schemas []store.Schema) error {
	before, err := restores(to).Get(ctx, underWay)
	switch {
	case err == nil && before.Value.Digest == c.Digest:
		return nil
	case err == nil:
		return CheckFinished(ctx, to)
	case !marketplace.IsKind(err, marketplace.NotFound):
		return err
	}
	if err := checkEmpty(ctx, to, schemas); err != nil {
		return err
	}
	_, err = restores(to).Insert(ctx, underWay, started{Digest: c.Digest, Made: c.Made})
	return err
}

func checkEmpty(ctx context.Context, to store.Store, schemas []store.Schema) error {
	for _, s := range schemas {
		found, err := to.Find(ctx, s.Collection, store.Query{Limit: 1})
		if err != nil {
			return err
		}
		if len(found.Docs) > 0 {
			return fmt.Errorf("%w: its collection %s holds documents", ErrNotEmpty, s.Collection)
		}
	}
	return nil
}

// finish holds the store against the backup, and takes the sign away that it is not whole.
func finish(ctx context.Context, c Contents, to store.Portable, progress store.Progress) error {
	sum := store.NewFingerprint()
	err := dump(ctx, to, store.WritersStopped, func(w store.Whole) error {
		if sum.Documents()%progressEvery == 0 {
			progress(sum.Documents())
		}
		return sum.Add(w)
	})
	if err != nil {
		return fmt.Errorf("compare: %w", err)
	}
	progress(sum.Documents())
	if sum.String() != c.Digest {
		return fmt.Errorf("%w: it holds %d documents with the digest %.12s, the backup %d with %.12s", ErrDiffers, sum.Documents(), sum, c.Documents, c.Digest)
	}
	sign, err := restores(to).Get(ctx, underWay)
	if err != nil {
		return err
	}
	return restores(to).Delete(ctx, sign)
}

// dump leaves out what only belongs to restores.
func dump(ctx context.Context, from store.Portable, w store.Writers, take func(store.Whole) error) error {
	return from.Dump(ctx, w, func(whole store.Whole) error {
		if whole.Collection == Schema().Collection {
			return nil
		}
		return take(whole)
	})
}

// Names lists the collections of schemas by name, as About does.
func Names(schemas []store.Schema) []string {
	out := make([]string, 0, len(schemas))
	for _, s := range schemas {
		out = append(out, s.Collection)
	}
	slices.Sort(out)
	return out
}
