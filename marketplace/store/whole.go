package store

import (
	"context"
	"errors"

	"sovite.fi/sovite/marketplace"
)

// Whole is one document with everything that is kept of it.
type Whole struct {
	Collection string
	Doc
	Facts []marketplace.Fact // still pending, in the order in which they were saved
}

// Writers says whether others may write to a store while it is dumped.
type Writers bool

// The two answers.
const (
	WritersRun     Writers = true
	WritersStopped Writers = false
)

// ErrNoMoment says that an engine cannot show one moment while others write.
var ErrNoMoment = errors.New("this server cannot show its data as they were at one moment")

// Portable is a store whose documents can leave and come in whole. Only backups and the move to another store use it.
type Portable interface {
	Store

	// Dump calls take with every document of the prepared collections, in the order of the collections' names and, within
	// one, of the ids. With WritersRun all are as they were at one moment, whatever is written meanwhile; Conflict with
	// ErrNoMoment if the engine cannot do that. With WritersStopped they are read one after the other. An error of take
	// ends it and is returned as it is. Take must not use the store itself.
	Dump(ctx context.Context, w Writers, take func(Whole) error) error

	// Load saves a document as it was dumped elsewhere, at its revision and with its pending facts, in one atomic write.
	// Conflict as for Insert; Invalid if the revision is below 1.
	Load(ctx context.Context, whole Whole) error
}
