package store

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
)

// Fingerprint is the SHA-256 of documents in the order in which they are dumped: ids, revisions, bodies and pending
// facts. It does not depend on the engine that they come from.
type Fingerprint struct {
	sum       hash.Hash
	documents int
}

// NewFingerprint is the fingerprint of nothing.
func NewFingerprint() *Fingerprint { return &Fingerprint{sum: sha256.New()} }

// Add takes in the next document. An error means that its body is no JSON.
func (f *Fingerprint) Add(w Whole) error {
	body, err := canonical(w.Body)
	if err != nil {
		return fmt.Errorf("%s/%s is no JSON: %w", w.Collection, w.ID, err)
	}
	facts := []byte{}
	if len(w.Facts) > 0 {
		if facts, err = json.Marshal(w.Facts); err != nil {
			return fmt.Errorf("facts of %s/%s: %w", w.Collection, w.ID, err)
		}
	}
	fmt.Fprintf(f.sum, "%s/%s %d %d %d\n", w.Collection, w.ID, w.Rev, len(body), len(facts))
	f.sum.Write(body)
	f.sum.Write(facts)
	f.documents++
	return nil
}

// Documents is how many documents were taken in.
func (f *Fingerprint) Documents() int { return f.documents }

// String is the fingerprint in hexadecimal.
func (f *Fingerprint) String() string { return hex.EncodeToString(f.sum.Sum(nil)) }
