package grammar

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
)

// place is what a cursor holds: the index, the direction and the columns of the last document read.
type place struct {
	Index   string `json:"i,omitempty"`
	Desc    bool   `json:"d,omitempty"`
	Columns []any  `json:"c"`
}

func encode(index string, desc bool, columns []any) (string, error) {
	text, err := json.Marshal(place{Index: index, Desc: desc, Columns: columns})
	if err != nil {
		return "", Internal(err)
	}
	return base64.RawURLEncoding.EncodeToString(text), nil
}

// decode reads a cursor and makes sure that it comes from this question.
func (q *question) decode(cursor string) ([]any, error) {
	p, err := decodePlace(cursor)
	if err != nil {
		return nil, badCursor(fmt.Errorf("not a cursor: %w", err))
	}
	if p.Index != q.index.Name || p.Desc != q.desc || len(p.Columns) != q.columns() || !q.holds(p.Columns) {
		return nil, badCursor(errors.New("the cursor belongs to another query"))
	}
	return p.Columns, nil
}

func decodePlace(cursor string) (place, error) {
	text, err := base64.RawURLEncoding.DecodeString(cursor)
	if err != nil {
		return place{}, err
	}
	d := json.NewDecoder(bytes.NewReader(text))
	d.UseNumber()
	d.DisallowUnknownFields()
	var p place
	if err := d.Decode(&p); err != nil {
		return place{}, err
	}
	if len(p.Columns) == 0 {
		return place{}, errors.New("no columns")
	}
	for i, v := range p.Columns {
		if p.Columns[i], err = cursorValue(v); err != nil {
			return place{}, err
		}
	}
	if id, ok := p.Columns[len(p.Columns)-1].(string); !ok || !marketplace.ID(id).Valid() {
		return place{}, errors.New("no id")
	}
	return p, nil
}

func cursorValue(v any) (any, error) {
	switch v := v.(type) {
	case nil, bool, string:
		return v, nil
	case json.Number:
		return strconv.ParseInt(string(v), 10, 64)
	}
	return nil, errors.New("a column that is neither text nor an integer, a boolean or null")
}

// holds says whether a document with these columns is among those the question asks for.
func (q *question) holds(columns []any) bool {
	n := len(q.eq)
	if !slices.Equal(columns[:n], q.eq) {
		return false
	}
	if q.hasIn {
		return slices.Contains(q.in, columns[n])
	}
	if !q.ranged() {
		return true
	}
	v := columns[n]
	return (q.from == nil || typeOf(v) == typeOf(q.from) && compare(v, q.from) >= 0) &&
		(q.to == nil || typeOf(v) == typeOf(q.to) && compare(v, q.to) < 0)
}
