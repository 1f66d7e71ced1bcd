package mongo

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// keyed is a pending fact with its order key.
type keyed struct {
	key  string
	fact marketplace.Fact
}

// pendingFacts reads the pending facts out of a stored document, in the order in which they were saved.
func pendingFacts(raw bson.Raw) ([]keyed, error) {
	document, ok := raw.Lookup("pending").DocumentOK()
	if !ok {
		return nil, nil
	}
	elements, err := document.Elements()
	if err != nil {
		return nil, grammar.Internal(err)
	}
	facts := make([]keyed, 0, len(elements))
	for _, e := range elements {
		text, err := toJSON(e.Value().Document())
		if err != nil {
			return nil, grammar.Internal(err)
		}
		k := keyed{key: e.Key()}
		if err := json.Unmarshal(text, &k.fact); err != nil {
			return nil, grammar.Internal(err)
		}
		facts = append(facts, k)
	}
	slices.SortFunc(facts, func(a, b keyed) int { return cmp.Compare(a.key, b.key) })
	return facts, nil
}

// Pending implements store.Store.
func (s *Store) Pending(ctx context.Context, limit int) ([]store.Parcel, error) {
	if err := ctx.Err(); err != nil {
		return nil, grammar.Unavailable(err)
	}
	if limit < 1 {
		return nil, nil
	}
	var all []dated
	for _, collection := range s.catalogue.Collections() {
		found, err := s.pendingIn(ctx, collection, limit)
		if err != nil {
			return nil, err
		}
		all = append(all, found...)
	}
	slices.SortStableFunc(all, func(a, b dated) int { return cmp.Compare(a.due, b.due) })
	parcels := make([]store.Parcel, 0, min(limit, len(all)))
	for _, d := range all[:min(limit, len(all))] {
		parcels = append(parcels, d.parcel)
	}
	return parcels, nil
}

// dated is a parcel with the moment since when it waits, in milliseconds.
type dated struct {
	due    int64
	parcel store.Parcel
}

func (s *Store) pendingIn(ctx context.Context, collection string, limit int) ([]dated, error) {
	waiting := bson.D{{Key: "due", Value: bson.D{{Key: "$exists", Value: true}}}}
	o := options.Find().SetProjection(bson.D{{Key: "pending", Value: 1}, {Key: "due", Value: 1}}).
		SetSort(dueKeys()).SetHint(dueKeys()).SetLimit(int64(limit))
	raws, err := s.all(ctx, collection, waiting, o)
	if err != nil {
		return nil, err
	}
	var out []dated
	for _, raw := range raws {
		id, _ := raw.Lookup("_id").StringValueOK()
		due, _ := raw.Lookup("due").DateTimeOK()
		d := dated{due: due, parcel: store.Parcel{Collection: collection, ID: marketplace.ID(id)}}
		facts, err := pendingFacts(raw)
		if err != nil {
			return nil, err
		}
		if len(facts) == 0 { // whoever settled the last fact was cut off before tidying up
			if err := s.tidy(ctx, collection, d.parcel.ID); err != nil {
				return nil, err
			}
			continue
		}
		for _, f := range facts {
			d.parcel.Facts = append(d.parcel.Facts, f.fact)
		}
		out = append(out, d)
	}
	return out, nil
}

func dueKeys() bson.D { return bson.D{{Key: "due", Value: 1}} }

// Settle implements store.Store. It takes out the facts by their keys, and in a second step the empty shell, if it still
// is empty then.
func (s *Store) Settle(ctx context.Context, collection string, id marketplace.ID, facts []marketplace.ID) error {
	raw, err := s.one(ctx, collection, id, bson.D{{Key: "pending", Value: 1}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	waiting, err := pendingFacts(raw)
	if err != nil {
		return err
	}
	var unset bson.D
	for _, w := range waiting {
		if slices.Contains(facts, w.fact.ID) {
			unset = append(unset, bson.E{Key: "pending." + w.key, Value: ""})
		}
	}
	if len(unset) == 0 {
		return nil
	}
	if err := s.set(ctx, collection, byID(id), bson.D{{Key: "$unset", Value: unset}}); err != nil {
		return err
	}
	return s.tidy(ctx, collection, id)
}

// tidy removes the shell of pending facts where none is left.
func (s *Store) tidy(ctx context.Context, collection string, id marketplace.ID) error {
	empty := append(byID(id), bson.E{Key: "pending", Value: bson.D{}})
	return s.set(ctx, collection, empty, bson.D{{Key: "$unset", Value: bson.D{{Key: "pending", Value: ""}, {Key: "due", Value: ""}}}})
}

func (s *Store) set(ctx context.Context, collection string, filter, update bson.D) error {
	return try(ctx, repeatable, func() error {
		_, err := s.db.Collection(collection).UpdateOne(ctx, filter, update)
		return err
	})
}
