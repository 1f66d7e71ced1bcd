package grammar

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// The bounds of a document. MongoDB ends at 16 MiB and 100 levels of its own form, which can be eight times as long as
// the JSON; these bounds keep every document storable everywhere.
const (
	MaxBody  = 2 << 20 // bytes of JSON
	maxDepth = 64      // levels of objects and arrays
)

// CheckDocument says whether a document can be stored: a valid id, a JSON object within the bounds, integers of at most
// 64 bits, and text, integers, booleans or null in the indexed fields. It returns the values of every index's fields by
// the index's name.
func CheckDocument(schema store.Schema, id marketplace.ID, body []byte) (map[string][]any, error) {
	if !id.Valid() {
		return nil, Invalidf("%s: %q cannot be an id", schema.Collection, id)
	}
	tree, err := parse(body)
	if err != nil {
		return nil, Invalidf("%s/%s: %w", schema.Collection, id, err)
	}
	keys := make(map[string][]any, len(schema.Indexes))
	for _, ix := range schema.Indexes {
		if keys[ix.Name], err = valuesAt(tree, ix.Fields); err != nil {
			return nil, Invalidf("%s/%s: index %s: %w", schema.Collection, id, ix.Name, err)
		}
	}
	return keys, nil
}

func parse(body []byte) (map[string]any, error) {
	if len(body) > MaxBody {
		return nil, errors.New("the document is longer than 2 MiB")
	}
	if !utf8.Valid(body) {
		return nil, errors.New("the document is not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(body))
	d.UseNumber()
	var tree map[string]any
	if err := d.Decode(&tree); err != nil {
		return nil, err
	}
	if tree == nil {
		return nil, errors.New("the document is null")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("text after the end of the document")
	}
	return tree, checkTree(tree, 1)
}

func checkTree(v any, depth int) error {
	if depth > maxDepth {
		return errors.New("more than 64 levels of objects and arrays")
	}
	switch v := v.(type) {
	case map[string]any:
		for _, child := range v {
			if err := checkTree(child, depth+1); err != nil {
				return err
			}
		}
	case []any:
		for _, child := range v {
			if err := checkTree(child, depth+1); err != nil {
				return err
			}
		}
	case json.Number:
		_, err := Number(v)
		return err
	}
	return nil
}

// Number reads a JSON number: an int64 when it is written as an integer, a finite float64 otherwise. Go writes whole
// float64 below 1e21 as integers, too; beyond 64 bits they are told from integers by having no more digits than needed.
func Number(n json.Number) (any, error) {
	f, err := n.Float64()
	if err != nil || math.IsInf(f, 0) {
		return nil, errors.New(string(n) + " is not a finite number")
	}
	if strings.ContainsAny(string(n), ".eE") || n == "-0" {
		return f, nil
	}
	i, err := strconv.ParseInt(string(n), 10, 64)
	if err == nil {
		return i, nil
	}
	if strconv.FormatFloat(f, 'f', -1, 64) == string(n) {
		return f, nil
	}
	return nil, errors.New(string(n) + " does not fit 64 bits")
}

func valuesAt(tree map[string]any, fields []string) ([]any, error) {
	out := make([]any, len(fields))
	for i, path := range fields {
		v, err := valueAt(tree, path)
		if err != nil {
			return nil, err
		}
		out[i] = v
	}
	return out, nil
}

// valueAt follows a dotted path. What is missing on the way is null.
func valueAt(tree map[string]any, path string) (any, error) {
	var v any = tree
	for name := range strings.SplitSeq(path, ".") {
		if v == nil {
			return nil, nil
		}
		object, ok := v.(map[string]any)
		if !ok {
			return nil, errors.New("field " + path + " leads through something that is not an object")
		}
		v = object[name]
	}
	switch v := v.(type) {
	case nil, bool, string:
		return v, nil
	case json.Number:
		if i, err := strconv.ParseInt(string(v), 10, 64); err == nil {
			return i, nil
		}
	}
	return nil, errors.New("field " + path + " is neither text nor an integer, a boolean or null")
}
