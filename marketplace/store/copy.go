package store

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"

	"sovite.fi/sovite/marketplace"
)

// Progress is told after every page how many documents of a collection are done.
type Progress func(collection string, done int)

// Copy puts every document of the schemas from one store into another, prepared one. It may be interrupted and run
// again: documents that are there already with the same body are passed over; one with another body is a Conflict and
// stays as it is. Revisions start at 1 in the new store. Conflict if facts are still pending in the old store: run the
// courier first, because pending facts do not travel.
func Copy(ctx context.Context, from, to Store, schemas []Schema, progress Progress) error {
	waiting, err := from.Pending(ctx, 1)
	if err != nil {
		return err
	}
	if len(waiting) > 0 {
		return marketplace.Errorf(marketplace.Conflict, "error.pending_facts", "collection", waiting[0].Collection)
	}
	for _, schema := range schemas {
		done := 0
		err := eachDoc(ctx, from, schema.Collection, func(doc Doc) error {
			done++
			if done%500 == 0 {
				progress(schema.Collection, done)
			}
			return copyDoc(ctx, to, schema.Collection, doc)
		})
		if err != nil {
			return fmt.Errorf("copy %s: %w", schema.Collection, err)
		}
		progress(schema.Collection, done)
	}
	return nil
}

func copyDoc(ctx context.Context, to Store, collection string, doc Doc) error {
	err := to.Insert(ctx, collection, doc.ID, doc.Body, nil)
	if !marketplace.IsKind(err, marketplace.Conflict) {
		return err
	}
	there, getErr := to.Get(ctx, collection, doc.ID)
	if getErr != nil {
		return err
	}
	same, cmpErr := sameJSON(there.Body, doc.Body)
	if cmpErr != nil {
		return cmpErr
	}
	if !same {
		return marketplace.Errorf(marketplace.Conflict, "error.copy_differs", "document", collection+"/"+string(doc.ID))
	}
	return nil
}

// Digest is a fingerprint of every document of the schemas, ids and bodies, equal for equal data in any store.
func Digest(ctx context.Context, s Store, schemas []Schema) (string, error) {
	sum := sha256.New()
	for _, schema := range schemas {
		err := eachDoc(ctx, s, schema.Collection, func(doc Doc) error {
			return addDoc(sum, schema.Collection, doc)
		})
		if err != nil {
			return "", err
		}
	}
	return hex.EncodeToString(sum.Sum(nil)), nil
}

func addDoc(sum hash.Hash, collection string, doc Doc) error {
	body, err := canonical(doc.Body)
	if err != nil {
		return fmt.Errorf("%s/%s is no JSON: %w", collection, doc.ID, err)
	}
	fmt.Fprintf(sum, "%s/%s %d\n", collection, doc.ID, len(body))
	sum.Write(body)
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

func eachDoc(ctx context.Context, s Store, collection string, do func(Doc) error) error {
	q := Query{Limit: 500}
	for {
		res, err := s.Find(ctx, collection, q)
		if err != nil {
			return err
		}
		for _, doc := range res.Docs {
			if err := do(doc); err != nil {
				return err
			}
		}
		if res.Next == "" {
			return nil
		}
		q.After = res.Next
	}
}
