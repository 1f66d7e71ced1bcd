package mongo

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"go.mongodb.org/mongo-driver/bson"
	"pgregory.net/rapid"
)

// anyJSON draws any JSON value; keys are made of what needs escaping and what looks like an escape.
func anyJSON(depth int) *rapid.Generator[any] {
	return rapid.Custom(func(t *rapid.T) any {
		kind := rapid.IntRange(0, 6).Draw(t, "kind")
		if depth == 0 {
			kind = min(kind, 4)
		}
		switch kind {
		case 0:
			return nil
		case 1:
			return rapid.Bool().Draw(t, "boolean")
		case 2:
			return rapid.Int64().Draw(t, "integer")
		case 3:
			return rapid.Float64Range(-1e30, 1e30).Draw(t, "number")
		case 4:
			return rapid.String().Draw(t, "text")
		case 5:
			return rapid.SliceOfN(anyJSON(depth-1), 0, 4).Draw(t, "list")
		}
		return object(depth-1).Draw(t, "object")
	})
}

func object(depth int) *rapid.Generator[map[string]any] {
	return rapid.MapOfN(rapid.StringOfN(rapid.SampledFrom([]rune("a.$%25EF_idä\x00")), 0, 6, -1), anyJSON(depth), 0, 5)
}

func TestEveryDocumentSurvivesTheWayThroughBSON(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		body, err := json.Marshal(object(3).Draw(t, "document"))
		if err != nil {
			t.Fatal(err)
		}
		document, err := toBSON(body)
		if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		raw, err := bson.Marshal(document)
		if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		back, err := toJSON(raw)
		if err != nil {
			t.Fatalf("%s: %v", body, err)
		}
		if !reflect.DeepEqual(exact(t, back), exact(t, body)) {
			t.Fatalf("%s came back as %s", body, back)
		}
	})
}

// exact reads JSON with integers as they are written and other numbers as float64.
func exact(t *rapid.T, text []byte) any {
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	var v any
	if err := d.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return numbers(v)
}

func numbers(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k, child := range v {
			v[k] = numbers(child)
		}
	case []any:
		for i, child := range v {
			v[i] = numbers(child)
		}
	case json.Number:
		if i, err := v.Int64(); err == nil {
			return i
		}
		f, _ := v.Float64()
		return f
	}
	return v
}

func TestStoredKeysAreOnesThatEveryServerTakes(t *testing.T) {
	for _, key := range []string{"", "a.b", "$set", "%", "%2E", "_id", "a\x00b", "ä", "_idea", "5F", "%5Fid"} {
		stored := escape(key)
		if stored == "" || stored == "_id" || strings.ContainsAny(stored, ".$\x00") {
			t.Errorf("%q is stored as %q", key, stored)
		}
		if back := unescape(stored); back != key {
			t.Errorf("%q comes back as %q", key, back)
		}
	}
}

func TestAKeyTwiceIsRefused(t *testing.T) {
	if _, err := toBSON([]byte(`{"a":{"b":1,"b":2}}`)); err == nil {
		t.Error("an object with one key twice was taken")
	}
}
