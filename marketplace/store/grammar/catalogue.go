package grammar

import (
	"maps"
	"regexp"
	"slices"
	"sync"

	"sovite.fi/sovite/marketplace/store"
)

// The bounds of a schema, as package store states them.
const (
	maxIndexes = 12
	maxFields  = 4
)

var (
	namePattern = regexp.MustCompile(`^[a-z][a-z0-9_]{0,39}$`)
	pathPattern = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*(\.[A-Za-z][A-Za-z0-9_]*){0,7}$`)
)

// Catalogue holds the schemas that were prepared. It is safe for concurrent use; the zero Catalogue is empty.
type Catalogue struct {
	mu      sync.RWMutex
	schemas map[string]store.Schema
}

// CheckSchemas says whether every schema stays within the grammar.
func CheckSchemas(schemas []store.Schema) error {
	for _, s := range schemas {
		if err := checkSchema(s); err != nil {
			return err
		}
	}
	return nil
}

func checkSchema(s store.Schema) error {
	if !namePattern.MatchString(s.Collection) {
		return Invalidf("collection %q: the name must be a lower-case identifier of at most 40 characters", s.Collection)
	}
	if len(s.Indexes) > maxIndexes {
		return Invalidf("collection %s: %d indexes, at most %d are allowed", s.Collection, len(s.Indexes), maxIndexes)
	}
	seen := map[string]bool{"id": true, "pending": true}
	for _, ix := range s.Indexes {
		if seen[ix.Name] {
			return Invalidf("collection %s: the index name %q is used twice or reserved", s.Collection, ix.Name)
		}
		seen[ix.Name] = true
		if err := checkIndex(s.Collection, ix); err != nil {
			return err
		}
	}
	return nil
}

func checkIndex(collection string, ix store.Index) error {
	if !namePattern.MatchString(ix.Name) {
		return Invalidf("collection %s: index %q must be named by a lower-case identifier of at most 40 characters", collection, ix.Name)
	}
	if len(ix.Fields) < 1 || len(ix.Fields) > maxFields {
		return Invalidf("index %s.%s: %d fields, one to %d are allowed", collection, ix.Name, len(ix.Fields), maxFields)
	}
	for i, path := range ix.Fields {
		if !pathPattern.MatchString(path) {
			return Invalidf("index %s.%s: %q is not a dotted path of identifiers", collection, ix.Name, path)
		}
		if slices.Contains(ix.Fields[:i], path) {
			return Invalidf("index %s.%s: the field %q stands twice", collection, ix.Name, path)
		}
	}
	return nil
}

// Add makes checked schemas known. A schema that is known already gains the indexes it lacked.
func (c *Catalogue) Add(schemas []store.Schema) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.schemas == nil {
		c.schemas = map[string]store.Schema{}
	}
	for _, s := range schemas {
		merged := store.Schema{Collection: s.Collection, Indexes: slices.Clone(c.schemas[s.Collection].Indexes)}
		for _, ix := range s.Indexes {
			if _, known := findIndex(merged, ix.Name); !known {
				merged.Indexes = append(merged.Indexes, ix)
			}
		}
		c.schemas[s.Collection] = merged
	}
}

// Schema finds a prepared collection; Invalid if there is none of that name.
func (c *Catalogue) Schema(collection string) (store.Schema, error) {
	c.mu.RLock()
	defer c.mu.RUnlock()
	s, ok := c.schemas[collection]
	if !ok {
		return store.Schema{}, Invalidf("collection %q was not prepared", collection)
	}
	return s, nil
}

// Collections lists the names of the prepared collections in alphabetical order.
func (c *Catalogue) Collections() []string {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return slices.Sorted(maps.Keys(c.schemas))
}

func findIndex(s store.Schema, name string) (store.Index, bool) {
	i := slices.IndexFunc(s.Indexes, func(ix store.Index) bool { return ix.Name == name })
	if i < 0 {
		return store.Index{}, false
	}
	return s.Indexes[i], true
}
