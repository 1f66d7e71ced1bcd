package stores

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/archive"
)

// Backup says what to back up into.
type Backup struct {
	Key

	File    string `arg:"" help:"The new file, such as sovite-2026-11-30.backup." type:"path"`
	Stopped bool   `help:"No server is running: read a MongoDB that cannot show one moment."`
}

// Make puts everything that the store holds into the file, which appears under its name when it is whole and on the disk,
// and not before.
func (b Backup) Make(ctx context.Context, p Place) error {
	key, err := b.open()
	if err != nil {
		return err
	}
	if err := b.checkPlaces(p); err != nil {
		return err
	}
	mark, err := p.secretMark()
	if err != nil {
		return err
	}
	return p.use(ctx, func(from store.Portable) error {
		if err := archive.CheckFinished(ctx, from); err != nil {
			return b.worded(ctx, err)
		}
		about := archive.About{Made: marketplace.At(p.Clock()), Version: p.Version, Collections: archive.Names(p.Schemas), Secret: mark}
		contents, err := b.write(p, func(out *bufio.Writer, of func(int, int)) (archive.Contents, error) {
			return archive.Write(ctx, out, key, about, from, !store.Writers(b.Stopped), func(done int) { of(done, 0) })
		})
		if err != nil {
			return b.worded(ctx, err)
		}
		fmt.Fprintf(p.Out, "Backed up %d documents as they were at %s into %s, digest %.12s.\n", contents.Documents, contents.Made, b.File, contents.Digest)
		fmt.Fprintf(p.Out, "Not in it, to be kept apart from it: the installation's secret (%s), and the key of the backup.\n", p.SecretAt)
		return nil
	})
}

// checkPlaces refuses what would otherwise overwrite a backup, or make a new store and back up nothing day after day.
func (b Backup) checkPlaces(p Place) error {
	if _, err := os.Lstat(b.File); err == nil {
		return fmt.Errorf("%s exists already; name a new file", b.File)
	}
	if folder, err := os.Stat(filepath.Dir(b.File)); err != nil || !folder.IsDir() {
		return fmt.Errorf("there is no folder %s to put the backup into", filepath.Dir(b.File))
	}
	if p.Embedded == "" {
		return nil
	}
	if _, err := os.Stat(p.Embedded); errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("there is no store at %s; name its folder with --data, or its address with --store", p.Embedded)
	}
	return nil
}

// write makes the file beside its place, and moves it there when it is safe on the disk.
func (b Backup) write(p Place, fill func(*bufio.Writer, func(int, int)) (archive.Contents, error)) (contents archive.Contents, err error) {
	of, finish := p.Show("backup")
	defer finish()
	file, err := os.CreateTemp(filepath.Dir(b.File), filepath.Base(b.File)+".part-*")
	if err != nil {
		return contents, err
	}
	defer func() {
		if err != nil {
			_ = file.Close()
			_ = os.Remove(file.Name())
		}
	}()
	out := bufio.NewWriterSize(file, 1<<20)
	if contents, err = fill(out, of); err != nil {
		return contents, err
	}
	if contents.Documents == 0 {
		return contents, errors.New("the store is empty")
	}
	return contents, errors.Join(out.Flush(), b.moveIn(file))
}

// moveIn gives a written file its name for good.
func (b Backup) moveIn(file *os.File) error {
	if err := file.Sync(); err != nil {
		return err
	}
	if err := file.Close(); err != nil {
		return err
	}
	if err := os.Rename(file.Name(), b.File); err != nil {
		return err
	}
	folder, err := os.Open(filepath.Dir(b.File))
	if err != nil {
		return err
	}
	return errors.Join(folder.Sync(), folder.Close())
}

// worded says what to do about what went wrong.
func (b Backup) worded(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil:
		return fmt.Errorf("stopped; %s was not written", b.File)
	case errors.Is(err, store.ErrNoMoment):
		why := errors.Unwrap(marketplace.AsError(err))
		return fmt.Errorf("%s was not written: %w; stop every server and add --stopped (a replica set of MongoDB 5.0 or newer needs no stop)", b.File, why)
	}
	return fmt.Errorf("%s was not written: %w", b.File, err)
}
