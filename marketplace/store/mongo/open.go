package mongo

import (
	"context"
	"time"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"go.mongodb.org/mongo-driver/mongo/readconcern"
	"go.mongodb.org/mongo-driver/mongo/readpref"
	"go.mongodb.org/mongo-driver/mongo/writeconcern"

	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/marketplace/store/grammar"
)

// How long a store waits for the server before it says Unavailable.
const (
	operationTimeout = 15 * time.Second
	selectionTimeout = 5 * time.Second
)

// Store keeps documents in one database of a MongoDB deployment.
type Store struct {
	catalogue grammar.Catalogue
	client    *mongo.Client
	db        *mongo.Database
}

var _ store.Portable = (*Store)(nil)

// Option changes how a store connects.
type Option func(*options.ClientOptions)

// Pool sets the largest number of connections to each server. The default is the driver's, 100.
func Pool(connections uint64) Option {
	return func(o *options.ClientOptions) { o.SetMaxPoolSize(connections) }
}

// Open connects to the deployment that the connection string names. Writes are acknowledged by a majority of the
// servers and reads see what a majority has, whatever the connection string says; time-outs and retries are its affair.
// Unavailable if no server answers within five seconds; Invalid if the
// connection string cannot be read.
func Open(ctx context.Context, uri, database string, opts ...Option) (*Store, error) {
	o := options.Client().
		SetAppName("sovite").
		SetTimeout(operationTimeout).
		SetServerSelectionTimeout(selectionTimeout).
		SetRetryWrites(true).
		SetRetryReads(true).
		ApplyURI(uri).
		SetWriteConcern(writeconcern.Majority()).
		SetReadConcern(readconcern.Majority()).
		SetReadPreference(readpref.Primary())
	for _, option := range opts {
		option(o)
	}
	if err := o.Validate(); err != nil {
		return nil, grammar.Invalidf("the connection string of MongoDB: %w", err)
	}
	client, err := mongo.Connect(ctx, o)
	if err != nil {
		return nil, grammar.Unavailable(err)
	}
	if err := client.Ping(ctx, readpref.Primary()); err != nil {
		_ = client.Disconnect(context.WithoutCancel(ctx))
		return nil, grammar.Unavailable(err)
	}
	return &Store{client: client, db: client.Database(database)}, nil
}

// Close gives the connections back.
func (s *Store) Close() error {
	ctx, cancel := context.WithTimeout(context.Background(), selectionTimeout)
	defer cancel()
	if err := s.client.Disconnect(ctx); err != nil {
		return grammar.Unavailable(err)
	}
	return nil
}
