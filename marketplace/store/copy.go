package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/matching/atonce"
)

// together is how many documents are loaded at a time, so that they share the engine's wait for its disk.
const together = 64

// progressEvery is after how many documents progress is told.
const progressEvery = 500

// Progress is told every now and then, and at the end, how many documents are done.
type Progress func(done int)

// Copy puts every document of the prepared collections from one store into another, revisions and pending facts
// included. Nobody may write to either meanwhile. It may be interrupted and run again: documents that are there already
// as they are in the old store are passed over; one that differs is a Conflict and stays as it is.
func Copy(ctx context.Context, from, to Portable, progress Progress) error {
	return Fill(ctx, to, progress, func(ctx context.Context, take func(Whole) error) error {
		return from.Dump(ctx, WritersStopped, take)
	})
}

// Fill loads into a store every document that each gives, several at a time. What is there already is treated as by Copy.
func Fill(ctx context.Context, to Portable, progress Progress, each func(context.Context, func(Whole) error) error) error {
	loads, ctx := atonce.New(ctx, together)
	done := 0
	err := each(ctx, func(w Whole) error {
		if err := ctx.Err(); err != nil {
			return err
		}
		loads.Go(func() error { return loadOnce(ctx, to, w) })
		if done++; done%progressEvery == 0 {
			progress(done)
		}
		return nil
	})
	if loading := loads.Wait(); loading != nil {
		return loading
	}
	progress(done)
	return err
}

// loadOnce loads a document unless it is there already.
func loadOnce(ctx context.Context, to Portable, w Whole) error {
	err := to.Load(ctx, w)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	there, getErr := to.Get(ctx, w.Collection, w.ID)
	if getErr != nil {
		return err
	}
	same, cmpErr := sameJSON(there.Body, w.Body)
	if cmpErr != nil {
		return cmpErr
	}
	if !same || there.Rev != w.Rev {
		return marketplace.Errorf(marketplace.Conflict, "error.copy_differs", "document", w.Collection+"/"+string(w.ID))
	}
	return nil
}

// canonical writes JSON with sorted keys and numbers as they stood.
func canonical(body []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(body))
	decoder.UseNumber()
	var value any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

func sameJSON(a, b []byte) (bool, error) {
	left, err := canonical(a)
	if err != nil {
		return false, err
	}
	right, err := canonical(b)
	return bytes.Equal(left, right), err
}

// Digest is a fingerprint of every document of the prepared collections, equal for equal data in any store. Nobody may
// write meanwhile.
func Digest(ctx context.Context, s Portable) (string, error) {
	sum := NewFingerprint()
	if err := s.Dump(ctx, WritersStopped, sum.Add); err != nil {
		return "", fmt.Errorf("read everything: %w", err)
	}
	return sum.String(), nil
}
