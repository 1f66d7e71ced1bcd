package grammar

import (
	"cmp"
	"reflect"
	"strings"
)

// The types of value, in the order in which an index sorts them.
const (
	typeNull = iota
	typeBool
	typeInt
	typeText
)

// normal turns a caller's value into nil, bool, int64 or string. Named types such as marketplace.ID count as what they
// are made of.
func normal(v any) (any, error) {
	if v == nil {
		return nil, nil
	}
	r := reflect.ValueOf(v)
	switch {
	case r.Kind() == reflect.String:
		return r.String(), nil
	case r.CanInt():
		return r.Int(), nil
	case r.Kind() == reflect.Bool:
		return r.Bool(), nil
	}
	return nil, Invalidf("a value of type %T cannot be asked for; use text, an integer or a boolean", v)
}

func normals(vs []any) ([]any, error) {
	out := make([]any, 0, len(vs))
	for _, v := range vs {
		n, err := normal(v)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	return out, nil
}

func typeOf(v any) int {
	switch v.(type) {
	case nil:
		return typeNull
	case bool:
		return typeBool
	case int64:
		return typeInt
	}
	return typeText
}

// compare orders two normal values as every index does: null first, then by value.
func compare(a, b any) int {
	if c := cmp.Compare(typeOf(a), typeOf(b)); c != 0 {
		return c
	}
	switch a := a.(type) {
	case bool:
		return cmp.Compare(number(a), number(b.(bool)))
	case int64:
		return cmp.Compare(a, b.(int64))
	case string:
		return strings.Compare(a, b.(string))
	}
	return 0
}

func number(b bool) int {
	if b {
		return 1
	}
	return 0
}
