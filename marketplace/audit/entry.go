package audit

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"maps"
	"slices"

	"sovite.fi/sovite/marketplace"
)

// Installation is the chain of facts that belong to no organisation, such as a failed sign-in.
const Installation marketplace.ID = "sovite"

// Entry is one fact in the record of an organisation.
type Entry struct {
	Org  marketplace.ID   `json:"org"`  // whose chain
	Seq  int64            `json:"seq"`  // 1 for the first
	Fact marketplace.Fact `json:"fact"` // what happened
	Prev string           `json:"prev"` // the hash of the entry before; empty for the first
	Hash string           `json:"hash"` // over all of the above, in hex
}

// head is the end of a chain, as far as it is known to be complete.
type head struct {
	Seq  int64  `json:"seq"`
	Hash string `json:"hash"`
}

// chainOf is the chain to which a fact belongs.
func chainOf(f marketplace.Fact) marketplace.ID {
	if f.Org == "" {
		return Installation
	}
	return f.Org
}

// next is the entry that follows a head.
func (h head) next(f marketplace.Fact) Entry {
	e := Entry{Org: chainOf(f), Seq: h.Seq + 1, Fact: f, Prev: h.Hash}
	e.Hash = e.sum()
	return e
}

func (e Entry) head() head { return head{Seq: e.Seq, Hash: e.Hash} }

// sum is the hash of an entry. Every part is written with its length before it, so that no two entries write the same
// bytes; the data of the fact come sorted by name. The first line names the format, should there ever be another.
func (e Entry) sum() string {
	h := sha256.New()
	put(h, "sovite audit 1", e.Prev, fmt.Sprint(e.Seq), string(e.Org))
	f := e.Fact
	put(h, string(f.ID), f.Type, f.At.String(), string(f.Actor), string(f.Org), f.Subject, fmt.Sprint(len(f.Data)))
	for _, name := range slices.Sorted(maps.Keys(f.Data)) {
		put(h, name, f.Data[name])
	}
	return hex.EncodeToString(h.Sum(nil))
}

func put(h hash.Hash, parts ...string) {
	for _, p := range parts {
		fmt.Fprintf(h, "%d:%s,", len(p), p) // a hash never fails to write
	}
}
