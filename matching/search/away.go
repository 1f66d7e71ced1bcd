package search

import (
	"context"
	"errors"
)

// Away is an index that does not answer, because of cause: a command that can do without search goes on with it, and
// callers fall back to the store. Every method but Close gives an error with ErrUnavailable and the cause in its chain.
func Away(cause error) Index { return away{errors.Join(ErrUnavailable, cause)} }

type away struct{ err error }

func (a away) Put(context.Context, []Entry) error            { return a.err }
func (a away) Delete(context.Context, []string) error        { return a.err }
func (a away) Search(context.Context, Query) (Result, error) { return Result{}, a.err }
func (a away) Reset(context.Context) error                   { return a.err }
func (a away) Status(context.Context) (Status, error)        { return Status{}, a.err }
func (a away) Close() error                                  { return nil }
