package price

import (
	"context"
	"reflect"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// NewItem is what is filled in for a new item: what it is, and its first price.
type NewItem struct {
	Name string
	Unit Unit
	Draft
}

// addTries is how often Add starts again when somebody else saved in between.
const addTries = 20

// maxKey is how long a key of a request may be.
const maxKey = 64

// Add puts a new item with its first version into the book. The same key with the same content again gives what was added
// then, and nothing is added; with other content it is a Conflict. Invalid when something is wrong with the fields, among
// them a missing reason for a price below cost.
func (s *Service) Add(ctx context.Context, actor marketplace.Actor, key string, in NewItem) (Entry, Item, error) {
	for try := 1; ; try++ {
		e, i, err := s.add(ctx, actor, key, in)
		if !marketplace.IsKind(err, marketplace.Stale) || try == addTries {
			return e, i, err
		}
	}
}

func (s *Service) add(ctx context.Context, actor marketplace.Actor, key string, in NewItem) (Entry, Item, error) {
	e, err := s.own(ctx, actor, Writers())
	if err != nil {
		return Entry{}, Item{}, err
	}
	in.Name = check.Line(in.Name)
	for _, i := range e.Value.Items {
		if v := i.Versions[0]; v.Key == key {
			return again(e, i, in.Name == i.Name && in.Unit == i.Unit && v.repeats(in.Draft))
		}
	}
	v, err := s.version(actor, key, in.Unit, in.Draft, Item{}, s.nameErrors(e.Value, in.Name))
	if err != nil {
		return Entry{}, Item{}, err
	}
	item := Item{ID: s.IDs(), Name: in.Name, Unit: in.Unit, Versions: []Version{v}}
	e.Value = e.Value.with(item)
	e, err = s.save(ctx, e, s.fact(actor, "price.item_added", item, v.told()...))
	return e, item, err
}

func (s *Service) nameErrors(b Book, name string) []marketplace.FieldError {
	f := &check.Fields{}
	f.Need("name", name != "")
	f.Text("name", name, nameLength)
	if b.taken(name, s.Clock.Today()) {
		f.Add("name", "price.name_taken")
	}
	if len(b.Items) >= MaxItems {
		f.Add("name", "price.full", "max", MaxItems)
	}
	return f.Errors()
}

// Reprice lets another version follow, over the revision of the book that was seen. The key is as for Add, and is looked at
// before the revision. Conflict when the item is retired, Stale when somebody else saved since.
func (s *Service) Reprice(ctx context.Context, actor marketplace.Actor, id marketplace.ID, rev int64, key string, d Draft) (Entry, Item, error) {
	e, err := s.own(ctx, actor, Writers())
	e, i, err := found(e, err, id)
	if err != nil {
		return Entry{}, Item{}, err
	}
	for _, v := range i.Versions {
		if v.Key == key {
			return again(e, i, v.repeats(d))
		}
	}
	if e.Rev != rev {
		return Entry{}, Item{}, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	if err := i.allow(Reprice, s.Clock.Today()); err != nil {
		return Entry{}, Item{}, err
	}
	v, err := s.version(actor, key, i.Unit, d, i, nil)
	if err != nil {
		return Entry{}, Item{}, err
	}
	i.Versions = append(i.Versions[:len(i.Versions):len(i.Versions)], v)
	e.Value = e.Value.with(i)
	e, err = s.save(ctx, e, s.fact(actor, "price.version_added", i, v.told()...))
	return e, i, err
}

// version is the next version of an item; bad are errors that are known already.
func (s *Service) version(actor marketplace.Actor, key string, u Unit, d Draft, i Item, bad []marketplace.FieldError) (Version, error) {
	if key == "" || len(key) > maxKey {
		bad = append(bad, marketplace.Field("Idempotency-Key", "price.key", "max", maxKey))
	}
	d, verdict, err := s.judge(u, d)
	if err != nil {
		e := marketplace.AsError(err)
		if e.Kind != marketplace.Invalid || len(bad) == 0 {
			return Version{}, err
		}
		return Version{}, marketplace.InvalidFields(append(bad, e.Fields...))
	}
	if i.Retired != "" && d.From >= i.Retired {
		bad = append(bad, marketplace.Field("from", "price.after_end", "day", i.Retired))
	}
	if len(i.Versions) >= MaxVersions {
		bad = append(bad, marketplace.Field("rate", "price.full", "max", MaxVersions))
	}
	below, wrong := d.answer(verdict)
	d.Below = below
	v := Version{Number: len(i.Versions) + 1, Draft: d, Verdict: verdict, By: actor.Person, At: s.Clock.Now(), Key: key}
	return v, marketplace.InvalidFields(append(bad, wrong...))
}

// repeats says whether a draft asks for what the version is, so that a request that was sent twice is known again.
func (v Version) repeats(d Draft) bool {
	d = d.normalised(v.From)
	cost, err := d.Cost.reckoned()
	d.Cost = cost
	if v.Verdict.Outcome != BelowCost {
		d.Below = Below{}
	}
	return err == nil && reflect.DeepEqual(d.plain(), v.plain())
}

// plain is a draft in which no parts and an empty list of them are the same.
func (d Draft) plain() Draft {
	if len(d.Cost.Parts) == 0 {
		d.Cost.Parts = nil
	}
	return d
}

func again(e Entry, i Item, same bool) (Entry, Item, error) {
	if !same {
		return Entry{}, Item{}, marketplace.Errorf(marketplace.Conflict, "error.key_used")
	}
	return e, i, nil
}

// told is what a fact says about a version.
func (v Version) told() []any {
	return []any{"version", strconv.Itoa(v.Number), "from", v.From, "verdict", v.Verdict.Outcome, "rules", v.Verdict.Rule.Rule}
}
