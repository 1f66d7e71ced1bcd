package stores

import (
	"context"
	"errors"
	"fmt"
	"os"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/archive"
)

// Restore says what to restore.
type Restore struct {
	Key

	File        string `arg:"" help:"The backup." type:"path"`
	DryRun      bool   `help:"Only check that the file is whole and the key opens it; write nothing."`
	OtherSecret bool   `help:"Restore although the installation's secret is lost: second factors, open sign-ins and links that were sent end."`
}

// Make puts the backup into the store, which must be empty. When it was stopped it goes on when it is called again.
func (r Restore) Make(ctx context.Context, p Place) (err error) {
	key, err := r.open()
	if err != nil {
		return err
	}
	raw, err := openRegular(r.File)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, raw.Close()) }()
	file, err := archive.Open(raw, key)
	if err != nil {
		return fmt.Errorf("%s: %w", r.File, err)
	}
	contents, err := check(ctx, p, file)
	if err != nil {
		return r.worded(ctx, err)
	}
	if r.DryRun {
		fmt.Fprintf(p.Out, "%s is whole: %d documents as they were at %s, by version %s, digest %.12s.\n", r.File, contents.Documents, contents.Made, contents.Version, contents.Digest)
		return nil
	}
	if err := r.checkSecret(p, contents); err != nil {
		return err
	}
	return p.use(ctx, func(to store.Portable) error {
		if err := archive.Restore(ctx, file, contents, to, p.Schemas, p.steps()); err != nil {
			return r.worded(ctx, err)
		}
		fmt.Fprintf(p.Out, "Restored %d documents as they were at %s; the store has the digest of the backup, %.12s.\n", contents.Documents, contents.Made, contents.Digest)
		fmt.Fprintln(p.Out, "Now run sovite reindex, then sovite doctor, and start the servers.")
		return nil
	})
}

// openRegular opens a file that can be read twice.
func openRegular(path string) (*os.File, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("the backup: %w", err)
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("the backup: %s is no file", path)
	}
	return os.Open(path)
}

func check(ctx context.Context, p Place, file *archive.File) (archive.Contents, error) {
	of, finish := p.Show("checking")
	defer finish()
	return file.Check(ctx, func(done int) { of(done, 0) })
}

// steps shows a bar for each step, one after the other.
func (p Place) steps() archive.Progress {
	step, of, finish := "", func(int, int) {}, func() {}
	return func(now string, done, total int) {
		if now != step {
			step = now
			of, finish = p.Show(now)
		}
		if of(done, total); done == total {
			finish()
		}
	}
}

// checkSecret refuses to restore beside another secret than the backup was made beside: what was sealed with it could not
// be opened, and a server would make a new one without a word.
func (r Restore) checkSecret(p Place, contents archive.Contents) error {
	mark, err := p.secretMark()
	switch {
	case err != nil:
		return err
	case r.OtherSecret || contents.Secret == "" || mark == contents.Secret:
		return nil
	case mark == "" && p.Embedded != "":
		return fmt.Errorf("the installation's secret is missing; put the file named secret of the old data folder to %s first (if it is lost: --other-secret)", p.SecretAt)
	}
	return errors.New("the installation's secret is not the one of the backup; name that one with SOVITE_SECRET_FILE, or put it into the data folder (if it is lost: --other-secret)")
}

// worded says what to do about what went wrong.
func (r Restore) worded(ctx context.Context, err error) error {
	switch {
	case ctx.Err() != nil && r.DryRun:
		return errors.New("stopped")
	case ctx.Err() != nil:
		return errors.New("stopped; run the same command again to go on")
	case errors.Is(err, archive.ErrNotEmpty):
		return fmt.Errorf("%w; restore into an empty place: name another folder with --data, or another database with --store", err)
	case errors.Is(err, archive.ErrDiffers):
		return fmt.Errorf("%w; empty it, and restore again while no server runs", err)
	case errors.Is(err, archive.ErrUnknown), errors.Is(err, archive.ErrUnfinished):
		return err
	case errors.Is(err, archive.ErrDamaged):
		return fmt.Errorf("%s: %w; use another backup", r.File, err)
	}
	return fmt.Errorf("%w (run the same command again to go on)", err)
}
