package mongo

import (
	"context"
	"encoding/json"
	"fmt"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/bson/primitive"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// change is a document to be saved, in the parts it is stored in.
type change struct {
	schema store.Schema
	id     marketplace.ID
	doc    bson.D
	uniq   bson.D // the text of each unique index whose fields are all set
	facts  bson.D // by order key
	due    any    // the moment of the first fact; nil when there are none
}

// newChange checks a document and takes it apart. The revision is the one it will have.
func (s *Store) newChange(collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) (change, error) {
	schema, err := s.catalogue.Schema(collection)
	if err != nil {
		return change{}, err
	}
	values, err := grammar.CheckDocument(schema, id, body)
	if err != nil {
		return change{}, err
	}
	c := change{schema: schema, id: id}
	if c.doc, err = toBSON(body); err != nil {
		return change{}, grammar.Invalidf("%s/%s: %w", collection, id, err)
	}
	for _, ix := range schema.Indexes {
		if text, ok := uniqueText(values[ix.Name]); ok && ix.Unique {
			c.uniq = append(c.uniq, bson.E{Key: ix.Name, Value: text})
		}
	}
	return c, c.addFacts(rev, facts)
}

func (c *change) addFacts(rev int64, facts []marketplace.Fact) error {
	for i, f := range facts {
		text, err := json.Marshal(f)
		if err != nil {
			return grammar.Internal(err)
		}
		fact, err := toBSON(text)
		if err != nil {
			return grammar.Internal(err)
		}
		// The order key sorts by revision and place; it is never used again, so that settling by key is always safe.
		c.facts = append(c.facts, bson.E{Key: fmt.Sprintf("%012d-%04d", rev, i), Value: fact})
	}
	if len(facts) > 0 {
		c.due = primitive.NewDateTimeFromTime(facts[0].At.Time())
	}
	return nil
}

// uniqueText is one text for the values of a unique index, different for different values; none if any is null.
func uniqueText(values []any) (string, bool) {
	for _, v := range values {
		if v == nil {
			return "", false
		}
	}
	text, err := json.Marshal(values)
	return string(text), err == nil
}

// Insert implements store.Store.
func (s *Store) Insert(ctx context.Context, collection string, id marketplace.ID, body []byte, facts []marketplace.Fact) error {
	return s.Load(ctx, store.Whole{Collection: collection, Doc: store.Doc{ID: id, Rev: 1, Body: body}, Facts: facts})
}

// Load implements store.Portable.
func (s *Store) Load(ctx context.Context, w store.Whole) error {
	if w.Rev < 1 {
		return grammar.BadRevision(w.Collection, w.ID, w.Rev)
	}
	c, err := s.newChange(w.Collection, w.ID, w.Rev, w.Body, w.Facts)
	if err != nil {
		return err
	}
	document := bson.D{{Key: "_id", Value: string(w.ID)}, {Key: "rev", Value: w.Rev}, {Key: "doc", Value: c.doc}}
	if len(c.uniq) > 0 {
		document = append(document, bson.E{Key: "uniq", Value: c.uniq})
	}
	if len(c.facts) > 0 {
		document = append(document, bson.E{Key: "pending", Value: c.facts}, bson.E{Key: "due", Value: c.due})
	}
	return try(ctx, unique, func() error {
		_, err := s.db.Collection(w.Collection).InsertOne(ctx, document)
		if !taken(err) {
			return err
		}
		if _, err := s.one(ctx, w.Collection, w.ID, bson.D{{Key: "_id", Value: 1}}); err == nil {
			return grammar.Conflict("id")
		}
		return s.whichTaken(ctx, c)
	})
}

// whichTaken finds the unique index whose value another document has.
func (s *Store) whichTaken(ctx context.Context, c change) error {
	for _, u := range c.uniq {
		holder := bson.D{{Key: uniqueKey(u.Key), Value: u.Value}, {Key: "_id", Value: bson.D{{Key: "$ne", Value: string(c.id)}}}}
		raws, err := s.all(ctx, c.schema.Collection, holder, options.Find().SetLimit(1).SetProjection(bson.D{{Key: "_id", Value: 1}}))
		if err != nil {
			return err
		}
		if len(raws) > 0 {
			return grammar.Conflict(u.Key)
		}
	}
	return errGone
}

// Replace implements store.Store.
func (s *Store) Replace(ctx context.Context, collection string, id marketplace.ID, rev int64, body []byte, facts []marketplace.Fact) error {
	c, err := s.newChange(collection, id, rev+1, body, facts)
	if err != nil {
		return err
	}
	err = try(ctx, unique, func() error {
		result, err := s.db.Collection(collection).UpdateOne(ctx, at(id, rev), c.update(rev+1))
		switch {
		case taken(err):
			return s.whichTaken(ctx, c)
		case err == nil && result.MatchedCount == 0:
			return grammar.Stale(collection, id, rev)
		}
		return err
	})
	return s.staleOrGone(ctx, collection, id, err)
}

func at(id marketplace.ID, rev int64) bson.D {
	return bson.D{{Key: "_id", Value: string(id)}, {Key: "rev", Value: rev}}
}

// update sets the new parts and adds the facts to those there are, without touching these: whoever settles at the same
// time loses nothing.
func (c change) update(rev int64) bson.D {
	set := bson.D{{Key: "rev", Value: rev}, {Key: "doc", Value: c.doc}}
	var unset bson.D
	if len(c.uniq) > 0 {
		set = append(set, bson.E{Key: "uniq", Value: c.uniq})
	} else {
		unset = append(unset, bson.E{Key: "uniq", Value: ""})
	}
	for _, f := range c.facts {
		set = append(set, bson.E{Key: "pending." + f.Key, Value: f.Value})
	}
	out := bson.D{{Key: "$set", Value: set}}
	if len(unset) > 0 {
		out = append(out, bson.E{Key: "$unset", Value: unset})
	}
	if c.due != nil {
		out = append(out, bson.E{Key: "$min", Value: bson.D{{Key: "due", Value: c.due}}})
	}
	return out
}

// staleOrGone tells a document that moved on from one that is not there.
func (s *Store) staleOrGone(ctx context.Context, collection string, id marketplace.ID, err error) error {
	if !marketplace.IsKind(err, marketplace.Stale) {
		return err
	}
	if _, readErr := s.one(ctx, collection, id, bson.D{{Key: "rev", Value: 1}}); readErr != nil {
		return readErr
	}
	return err
}

// Delete implements store.Store. Facts are only ever added together with a new revision: what had none pending at this
// revision has none when it is deleted.
func (s *Store) Delete(ctx context.Context, collection string, id marketplace.ID, rev int64) error {
	raw, err := s.one(ctx, collection, id, bson.D{{Key: "rev", Value: 1}, {Key: "pending", Value: 1}})
	if marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	if is, ok := raw.Lookup("rev").AsInt64OK(); !ok || is != rev {
		return grammar.Stale(collection, id, rev)
	}
	facts, err := pendingFacts(raw)
	if err != nil {
		return err
	}
	if len(facts) > 0 {
		return grammar.PendingConflict(collection, id)
	}
	err = try(ctx, repeatable, func() error {
		result, err := s.db.Collection(collection).DeleteOne(ctx, at(id, rev))
		if err == nil && result.DeletedCount == 0 {
			return grammar.Stale(collection, id, rev)
		}
		return err
	})
	if err = s.staleOrGone(ctx, collection, id, err); marketplace.IsKind(err, marketplace.NotFound) {
		return nil
	}
	return err
}
