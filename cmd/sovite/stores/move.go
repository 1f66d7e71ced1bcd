package stores

import (
	"context"
	"fmt"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/archive"
)

// Prepare makes a place's collections and indexes exist.
func Prepare(ctx context.Context, p Place) error {
	return p.use(ctx, func(store.Portable) error {
		fmt.Fprintf(p.Out, "The store is ready: %d collections with their indexes.\n", len(p.Schemas))
		return nil
	})
}

// Move copies everything into another place, and holds the two against each other.
func Move(ctx context.Context, from, to Place) error {
	return from.use(ctx, func(here store.Portable) error {
		if err := archive.CheckFinished(ctx, here); err != nil {
			return err
		}
		return to.use(ctx, func(there store.Portable) error {
			documents, err := from.copyAll(ctx, here, there)
			if err != nil {
				return fmt.Errorf("%w (run the command again to go on where it stopped)", err)
			}
			return from.compare(ctx, here, there, documents)
		})
	})
}

func (p Place) copyAll(ctx context.Context, from, to store.Portable) (documents int, err error) {
	of, finish := p.Show("copying")
	defer finish()
	err = store.Copy(ctx, from, to, func(done int) {
		documents = done
		of(done, 0)
	})
	return documents, err
}

func (p Place) compare(ctx context.Context, from, to store.Portable, documents int) error {
	here, err := store.Digest(ctx, from)
	if err != nil {
		return err
	}
	there, err := store.Digest(ctx, to)
	if err != nil {
		return err
	}
	if here != there {
		return fmt.Errorf("the stores differ after the copy (%.12s here, %.12s there): the other store held documents of its own", here, there)
	}
	fmt.Fprintf(p.Out, "Copied %d documents; both stores have the digest %.12s.\n", documents, here)
	return nil
}
