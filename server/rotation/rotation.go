package rotation

import (
	"context"
	"fmt"
	"io"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/account/renew"
	"sovite.fi/sovite/marketplace/account/secret"
	"sovite.fi/sovite/marketplace/store"
)

// Deps is what Run needs.
type Deps struct {
	Store  store.Store
	Clock  marketplace.Clock
	Vault  *secret.Vault
	Sealed []Sealed // what is sealed again, beside second factors
}

// Sealed is something that a service seals again; it counts what it did and what nothing opens.
type Sealed struct {
	Name  string
	Renew func(context.Context) (renewed, lost int, err error)
}

// mark says since when a secret counts. Its id names the secret without telling it.
type mark struct {
	Since marketplace.Instant `json:"since"`
}

// Schemas declares the collection of this package.
func Schemas() []store.Schema { return []store.Schema{{Collection: "rotations"}} }

// Report is what was done and what is left.
type Report struct {
	Since  marketplace.Instant // when the new secret was first met here
	Sealed []Line
	Left   []Line // what was made before that and still counts, under the old secret only
}

// Line is a number of things.
type Line struct {
	Name           string
	Count, Trouble int // Trouble: what nothing opens
}

// Run seals again what can be, and counts the rest.
func Run(ctx context.Context, d Deps) (Report, error) {
	since, err := d.since(ctx)
	if err != nil {
		return Report{}, err
	}
	r := Report{Since: since}
	factors := Sealed{"second factors", func(ctx context.Context) (int, int, error) { return renew.Factors(ctx, d.Store, d.Vault) }}
	for _, s := range append([]Sealed{factors}, d.Sealed...) {
		renewed, lost, err := s.Renew(ctx)
		if err != nil {
			return r, fmt.Errorf("%s: %w", s.Name, err)
		}
		r.Sealed = append(r.Sealed, Line{s.Name, renewed, lost})
	}
	for _, k := range derived() {
		n, err := d.count(ctx, k, since)
		if err != nil {
			return r, fmt.Errorf("%s: %w", k.name, err)
		}
		r.Left = append(r.Left, Line{Name: k.name, Count: n})
	}
	return r, nil
}

// since is when the secret that counts was first met; written down the first time.
func (d Deps) since(ctx context.Context) (marketplace.Instant, error) {
	id, err := d.Vault.Mark()
	if err != nil {
		return marketplace.Instant{}, err
	}
	marks, now := store.NewCollection[mark](d.Store, Schemas()[0]), d.Clock.Now()
	e, err := marks.Insert(ctx, marketplace.ID(id), mark{Since: now})
	if marketplace.IsKind(err, marketplace.Conflict) {
		e, err = marks.Get(ctx, marketplace.ID(id))
	}
	return e.Value.Since, err
}

// kind is something that follows from the secret, as it is stored: open when there is a salt and no end.
type kind struct {
	name, collection string
}

func derived() []kind {
	return []kind{{"links of clients", "doors"}, {"links of people in clients' networks", "supporter_doors"}, {"addresses of calendars", "feeds"}}
}

// stored is what these have in common.
type stored struct {
	Salt  string              `json:"salt"`
	State string              `json:"state"`
	Made  marketplace.Instant `json:"made"`
}

func (d Deps) count(ctx context.Context, k kind, since marketplace.Instant) (n int, err error) {
	all := store.NewCollection[stored](d.Store, store.Schema{Collection: k.collection})
	err = all.Each(ctx, store.Query{}, func(e store.Entry[stored]) error {
		if s := e.Value; s.Salt != "" && s.State != "closed" && s.Made.Time().Before(since.Time()) {
			n++
		}
		return nil
	})
	return n, err
}

// Done says whether the old secret can be dropped without loss.
func (r Report) Done() bool {
	for _, l := range r.Left {
		if l.Count > 0 {
			return false
		}
	}
	return true
}

// Print says in words what was done and what is left.
func (r Report) Print(out io.Writer) {
	for _, l := range r.Sealed {
		_, _ = fmt.Fprintf(out, "%-40s %d sealed again", l.Name, l.Count)
		if l.Trouble > 0 {
			_, _ = fmt.Fprintf(out, ", %d that neither secret opens", l.Trouble)
		}
		_, _ = fmt.Fprintln(out)
	}
	_, _ = fmt.Fprintf(out, "\nMade before %s, good for as long as the old secret is named:\n", r.Since)
	for _, l := range r.Left {
		_, _ = fmt.Fprintf(out, "%-40s %d\n", l.Name, l.Count)
	}
	_, _ = fmt.Fprint(out, "Beside these: recovery codes made before, sign-ins whose browser has not come back since (they end within 30 days),\n"+
		"invitations (14 days) and links for approving hours. None can be carried over; people get new ones.\n")
	if r.Done() {
		_, _ = fmt.Fprintln(out, "\nNothing else needs the old secret. Keep it 30 days more if nobody shall have to sign in again, then take it away.")
	}
}
