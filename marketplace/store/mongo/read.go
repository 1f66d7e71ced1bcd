package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// asDoc is what reading a document takes; the pending facts stay on the server.
func asDoc() bson.D { return bson.D{{Key: "rev", Value: 1}, {Key: "doc", Value: 1}} }

// Get implements store.Store.
func (s *Store) Get(ctx context.Context, collection string, id marketplace.ID) (store.Doc, error) {
	raw, err := s.one(ctx, collection, id, asDoc())
	if err != nil {
		return store.Doc{}, err
	}
	return decodeDoc(raw)
}

// one reads the named parts of one document. NotFound if there is none.
func (s *Store) one(ctx context.Context, collection string, id marketplace.ID, parts bson.D) (bson.Raw, error) {
	if _, err := s.catalogue.Schema(collection); err != nil {
		return nil, err
	}
	var raw bson.Raw
	err := try(ctx, repeatable, func() error {
		var err error
		raw, err = s.db.Collection(collection).FindOne(ctx, byID(id), options.FindOne().SetProjection(parts)).Raw()
		if errors.Is(err, mongo.ErrNoDocuments) {
			return grammar.NotFound(collection, id)
		}
		return err
	})
	return raw, err
}

func byID(id marketplace.ID) bson.D { return bson.D{{Key: "_id", Value: string(id)}} }

func decodeDoc(raw bson.Raw) (store.Doc, error) {
	id, okID := raw.Lookup("_id").StringValueOK()
	rev, okRev := raw.Lookup("rev").AsInt64OK()
	document, okDoc := raw.Lookup("doc").DocumentOK()
	if !okID || !okRev || !okDoc {
		return store.Doc{}, grammar.Internal(errors.New("a stored document has not the shape this program writes"))
	}
	body, err := toJSON(document)
	if err != nil {
		return store.Doc{}, grammar.Internal(err)
	}
	return store.Doc{ID: marketplace.ID(id), Rev: rev, Body: body}, nil
}

// Find implements store.Store.
func (s *Store) Find(ctx context.Context, collection string, q store.Query) (store.Result, error) {
	schema, err := s.catalogue.Schema(collection)
	if err != nil {
		return store.Result{}, err
	}
	plan, err := grammar.NewPlan(schema, q)
	if err != nil {
		return store.Result{}, err
	}
	if err := ctx.Err(); err != nil {
		return store.Result{}, grammar.Unavailable(err)
	}
	var docs []store.Doc
	for _, seg := range plan.Segments {
		found, err := s.segment(ctx, collection, plan, seg, plan.Limit+1-len(docs))
		if err != nil {
			return store.Result{}, err
		}
		if docs = append(docs, found...); len(docs) > plan.Limit {
			docs = docs[:plan.Limit]
			next, err := plan.Cursor(docs[plan.Limit-1].ID, docs[plan.Limit-1].Body)
			return store.Result{Docs: docs, Next: next}, err
		}
	}
	return store.Result{Docs: docs}, nil
}

func (s *Store) segment(ctx context.Context, collection string, plan grammar.Plan, seg grammar.Segment, limit int) ([]store.Doc, error) {
	o := options.Find().SetProjection(asDoc()).SetSort(sorting(plan)).SetHint(keys(plan.Index)).
		SetLimit(int64(limit)).SetBatchSize(int32(limit)) //nolint:gosec // at most 1001
	raws, err := s.all(ctx, collection, filter(plan, seg), o)
	if err != nil {
		return nil, err
	}
	docs := make([]store.Doc, 0, len(raws))
	for _, raw := range raws {
		doc, err := decodeDoc(raw)
		if err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

func (s *Store) all(ctx context.Context, collection string, filter bson.D, o *options.FindOptions) ([]bson.Raw, error) {
	var raws []bson.Raw
	err := try(ctx, repeatable, func() error {
		cursor, err := s.db.Collection(collection).Find(ctx, filter, o)
		if err != nil {
			return err
		}
		return cursor.All(ctx, &raws)
	})
	return raws, err
}

// keys is the index a plan reads along, as MongoDB names it: by its columns.
func keys(ix store.Index) bson.D {
	var out bson.D
	for _, column := range columns(ix) {
		out = append(out, bson.E{Key: column, Value: 1})
	}
	return out
}

func columns(ix store.Index) []string {
	out := make([]string, 0, len(ix.Fields)+1)
	for _, path := range ix.Fields {
		out = append(out, "doc."+path)
	}
	return append(out, "_id")
}

func sorting(plan grammar.Plan) bson.D {
	out := keys(plan.Index)
	if plan.Desc {
		for i := range out {
			out[i].Value = -1
		}
	}
	return out
}

// filter puts a segment as MongoDB's query. Bounds let through values of their own type only, as the segment asks.
func filter(plan grammar.Plan, seg grammar.Segment) bson.D {
	columns := columns(plan.Index)
	out := bson.D{}
	for i, v := range seg.Eq {
		out = append(out, bson.E{Key: columns[i], Value: v})
	}
	var next bson.D
	if len(seg.In) > 0 {
		next = append(next, bson.E{Key: "$in", Value: bson.A(seg.In)})
	}
	if seg.NotNull {
		next = append(next, bson.E{Key: "$ne", Value: nil})
	}
	if seg.Low != nil && seg.LowOpen {
		next = append(next, bson.E{Key: "$gt", Value: seg.Low})
	} else if seg.Low != nil {
		next = append(next, bson.E{Key: "$gte", Value: seg.Low})
	}
	if seg.High != nil {
		next = append(next, bson.E{Key: "$lt", Value: seg.High})
	}
	if next != nil {
		out = append(out, bson.E{Key: columns[len(seg.Eq)], Value: next})
	}
	return out
}
