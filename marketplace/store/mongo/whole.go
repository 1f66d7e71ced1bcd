package mongo

import (
	"context"
	"errors"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// Dump implements store.Portable. One moment is shown by a session with snapshot reads, which replica sets and sharded
// clusters have since MongoDB 5.0, for as long as the server keeps what was (five minutes unless it is told otherwise).
func (s *Store) Dump(ctx context.Context, w store.Writers, take func(store.Whole) error) error {
	if w == store.WritersStopped {
		return s.dumpAll(ctx, take)
	}
	session, err := s.client.StartSession(options.Session().SetSnapshot(true))
	if err != nil {
		return grammar.NoMoment(err)
	}
	defer session.EndSession(context.WithoutCancel(ctx))
	return s.dumpMoment(mongo.NewSessionContext(ctx, session), take) //nolint:contextcheck // the caller's, with the session in it
}

// dumpMoment reads in the session of ctx.
func (s *Store) dumpMoment(ctx context.Context, take func(store.Whole) error) error {
	if err := s.fixMoment(ctx); err != nil {
		return err
	}
	return s.dumpAll(ctx, take)
}

// fixMoment asks one question in the session of ctx. Its answer names the moment that the session shows from then on; an
// answer without one comes from a server that does not know what it was asked.
func (s *Store) fixMoment(ctx context.Context) error {
	collections := s.catalogue.Collections()
	if len(collections) == 0 {
		return nil
	}
	answer, err := s.db.RunCommand(ctx, bson.D{{Key: "find", Value: collections[0]}, {Key: "limit", Value: 1}}).Raw()
	if err != nil {
		return unlessAway(ctx, err)
	}
	if _, err := answer.LookupErr("cursor", "atClusterTime"); err != nil {
		return grammar.NoMoment(errors.New("it answers without naming a moment"))
	}
	return nil
}

// unlessAway says that a server cannot show one moment, unless it does not answer at all.
func unlessAway(ctx context.Context, err error) error {
	if _, answered := errors.AsType[mongo.ServerError](err); answered && !mongo.IsNetworkError(err) && !mongo.IsTimeout(err) {
		return grammar.NoMoment(err)
	}
	return failure(ctx, err)
}

func (s *Store) dumpAll(ctx context.Context, take func(store.Whole) error) error {
	for _, collection := range s.catalogue.Collections() {
		if err := s.dump(ctx, collection, take); err != nil {
			return err
		}
	}
	return nil
}

func (s *Store) dump(ctx context.Context, collection string, take func(store.Whole) error) error {
	parts := append(asDoc(), bson.E{Key: "pending", Value: 1})
	o := options.Find().SetProjection(parts).SetSort(byIDs()).SetHint(byIDs())
	cursor, err := s.db.Collection(collection).Find(ctx, bson.D{}, o)
	if err != nil {
		return dumping(ctx, err)
	}
	defer func() { _ = cursor.Close(context.WithoutCancel(ctx)) }()
	for cursor.Next(ctx) {
		whole, err := decodeWhole(collection, cursor.Current)
		if err != nil {
			return err
		}
		if err := take(whole); err != nil {
			return err
		}
	}
	if err := cursor.Err(); err != nil {
		return dumping(ctx, err)
	}
	return nil
}

func byIDs() bson.D { return bson.D{{Key: "_id", Value: 1}} }

// dumping turns an error in the middle of a dump into one of the kinds that package store promises.
func dumping(ctx context.Context, err error) error {
	if hasCode(err, codeSnapshotTooOld) || hasCode(err, codeSnapshotUnavailable) {
		return grammar.NoMoment(err)
	}
	return failure(ctx, err)
}

func decodeWhole(collection string, raw bson.Raw) (store.Whole, error) {
	w := store.Whole{Collection: collection}
	var err error
	if w.Doc, err = decodeDoc(raw); err != nil {
		return w, err
	}
	waiting, err := pendingFacts(raw)
	for _, k := range waiting {
		w.Facts = append(w.Facts, k.fact)
	}
	return w, err
}
