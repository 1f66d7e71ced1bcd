package mongo

import (
	"context"
	"slices"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Prepare implements store.Store.
func (s *Store) Prepare(ctx context.Context, schemas []store.Schema) error {
	if err := grammar.CheckSchemas(schemas); err != nil {
		return err
	}
	for _, schema := range schemas {
		if err := s.prepare(ctx, schema); err != nil {
			return err
		}
	}
	s.catalogue.Add(schemas)
	return nil
}

func (s *Store) prepare(ctx context.Context, schema store.Schema) error {
	existing, err := s.existing(ctx, schema.Collection)
	if err != nil {
		return err
	}
	if err := s.index(ctx, schema.Collection, existing, "pending", dueKeys(), options.Index().SetSparse(true)); err != nil {
		return err
	}
	for _, ix := range schema.Indexes {
		if err := s.index(ctx, schema.Collection, existing, ix.Name, keys(ix), options.Index()); err != nil {
			return err
		}
		if ix.Unique {
			if err := s.uniqueIndex(ctx, schema.Collection, existing, ix); err != nil {
				return err
			}
		}
	}
	return nil
}

// existing lists the indexes a collection has, by name.
func (s *Store) existing(ctx context.Context, collection string) (map[string]bson.Raw, error) {
	out := map[string]bson.Raw{}
	err := try(ctx, repeatable, func() error {
		specifications, err := s.db.Collection(collection).Indexes().ListSpecifications(ctx)
		for _, spec := range specifications {
			out[spec.Name] = spec.KeysDocument
		}
		return err
	})
	return out, err
}

// index makes an index exist. An index of the same columns under another name serves as well: it is found by its columns.
func (s *Store) index(ctx context.Context, collection string, existing map[string]bson.Raw, name string, keys bson.D, o *options.IndexOptions) error {
	if has, ok := existing[name]; ok {
		if !sameColumns(has, keys) {
			return grammar.Invalidf("index %s of %s was declared differently before; a changed index needs a new name", name, collection)
		}
		return nil
	}
	err := try(ctx, repeatable, func() error {
		_, err := s.db.Collection(collection).Indexes().CreateOne(ctx, mongo.IndexModel{Keys: keys, Options: o.SetName(name)})
		switch {
		case hasCode(err, codeIndexOptionsConflict):
			return nil
		case hasCode(err, codeIndexKeysConflict):
			return grammar.Invalidf("index %s of %s was declared differently before; a changed index needs a new name", name, collection)
		}
		return err
	})
	return err
}

func hasCode(err error, code int) bool {
	e, ok := err.(mongo.ServerError) //nolint:errorlint // the driver does not wrap it
	return ok && e.HasErrorCode(code)
}

func sameColumns(has bson.Raw, want bson.D) bool {
	elements, err := has.Elements()
	return err == nil && slices.EqualFunc(elements, want, func(a bson.RawElement, b bson.E) bool { return a.Key() == b.Key })
}

func uniqueKey(index string) string { return "uniq." + index }

// uniqueIndex makes a unique index exist over the texts kept in uniq, which it first fills in for documents from before.
// The index is sparse: what has no text is not constrained.
func (s *Store) uniqueIndex(ctx context.Context, collection string, existing map[string]bson.Raw, ix store.Index) error {
	name := ix.Name + ":unique"
	if _, ok := existing[name]; !ok {
		if err := s.fill(ctx, collection, ix); err != nil {
			return err
		}
	}
	err := s.index(ctx, collection, existing, name, bson.D{{Key: uniqueKey(ix.Name), Value: 1}}, options.Index().SetUnique(true).SetSparse(true))
	if taken(err) {
		return grammar.Conflict(ix.Name)
	}
	return err
}

// fill writes the text of a new unique index into every document that lacks it. A document that moves meanwhile is
// looked at again.
func (s *Store) fill(ctx context.Context, collection string, ix store.Index) error {
	for {
		missed := 0
		lacking := bson.D{{Key: uniqueKey(ix.Name), Value: bson.D{{Key: "$exists", Value: false}}}}
		cursor, err := s.db.Collection(collection).Find(ctx, lacking, options.Find().SetProjection(asDoc()))
		if err != nil {
			return failure(ctx, err)
		}
		for cursor.Next(ctx) {
			filled, err := s.fillOne(ctx, collection, ix, cursor.Current)
			if err != nil {
				_ = cursor.Close(ctx)
				return err
			}
			if !filled {
				missed++
			}
		}
		if err := cursor.Err(); err != nil {
			return failure(ctx, err)
		}
		if missed == 0 {
			return nil
		}
	}
}

func (s *Store) fillOne(ctx context.Context, collection string, ix store.Index, raw bson.Raw) (bool, error) {
	doc, err := decodeDoc(raw)
	if err != nil {
		return false, err
	}
	values, err := grammar.CheckDocument(store.Schema{Collection: collection, Indexes: []store.Index{ix}}, doc.ID, doc.Body)
	if err != nil {
		return false, err
	}
	text, ok := uniqueText(values[ix.Name])
	if !ok {
		return true, nil
	}
	matched := int64(0)
	err = try(ctx, repeatable, func() error {
		result, err := s.db.Collection(collection).UpdateOne(ctx, at(doc.ID, doc.Rev), bson.D{{Key: "$set", Value: bson.D{{Key: uniqueKey(ix.Name), Value: text}}}})
		if err == nil {
			matched = result.MatchedCount
		}
		return err
	})
	return matched > 0, err
}
