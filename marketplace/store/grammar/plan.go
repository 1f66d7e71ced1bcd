package grammar

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/store"
)

// The sizes of a page of documents, as package store states them.
const (
	defaultLimit = 100
	maxLimit     = 1000
	maxIn        = 200
)

// Plan is a query that was found to be within the grammar.
type Plan struct {
	Index    store.Index // of no name and no fields when reading by id
	Segments []Segment   // to be read one after the other until Limit+1 documents are found
	Desc     bool
	Limit    int // 1 to 1000
}

// Segment is one unbroken stretch of an index, or several of equal form (In). Values are nil, bool, int64 or string.
// In, Low, High and NotNull speak of the column after those of Eq. A bound lets through values of its own type only.
type Segment struct {
	Eq      []any // the values of the first columns; nil is null or missing
	In      []any // in the order of the plan, without repetition; used alone
	Low     any   // at least Low, or above it with LowOpen; nil means no bound
	LowOpen bool
	High    any  // below High; nil means no bound
	NotNull bool // anything but null; used alone
}

// ByID says whether the plan reads by id rather than along a declared index.
func (p Plan) ByID() bool { return p.Index.Name == "" }

// question is a query with normal values.
type question struct {
	index    store.Index
	eq, in   []any
	hasIn    bool
	from, to any
	desc     bool
}

// NewPlan checks a query against a schema and breaks it into segments. Invalid if it lies outside the grammar.
func NewPlan(schema store.Schema, q store.Query) (Plan, error) {
	ask, err := newQuestion(schema, q)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Index: ask.index, Desc: q.Desc, Limit: q.Limit}
	if p.Limit == 0 {
		p.Limit = defaultLimit
	}
	if p.Limit < 1 || p.Limit > maxLimit {
		return Plan{}, Invalidf("a limit of %d is not within 1 to %d", q.Limit, maxLimit)
	}
	if q.After == "" {
		p.Segments = ask.all()
		return p, nil
	}
	last, err := ask.decode(q.After)
	if err != nil {
		return Plan{}, err
	}
	p.Segments = ask.after(last)
	return p, nil
}

func newQuestion(schema store.Schema, q store.Query) (question, error) {
	ask := question{desc: q.Desc, hasIn: q.In != nil}
	if q.Index != "" {
		ix, ok := findIndex(schema, q.Index)
		if !ok {
			return ask, Invalidf("collection %s declares no index %q", schema.Collection, q.Index)
		}
		ask.index = ix
	}
	var err error
	if ask.eq, err = normals(q.Eq); err != nil {
		return ask, err
	}
	if ask.in, err = normals(q.In); err != nil {
		return ask, err
	}
	if ask.from, err = normal(q.From); err != nil {
		return ask, err
	}
	if ask.to, err = normal(q.To); err != nil {
		return ask, err
	}
	return ask, ask.check()
}

func (q *question) check() error {
	further := q.hasIn || q.ranged()
	switch {
	case len(q.in) > maxIn:
		return Invalidf("%d values to look among, at most %d are allowed", len(q.in), maxIn)
	case q.hasIn && q.ranged():
		return Invalidf("a query has either values to look among or a range, not both")
	case len(q.eq) > q.fields() || further && len(q.eq) == q.fields():
		return Invalidf("index %q has %d fields, too few for the query", q.index.Name, q.fields())
	case q.from != nil && q.to != nil && typeOf(q.from) != typeOf(q.to):
		return Invalidf("a range from a %T to a %T is none", q.from, q.to)
	case q.index.Name == "" && !q.onlyText():
		return Invalidf("ids are text")
	}
	slices.SortFunc(q.in, compare)
	q.in = slices.Compact(q.in)
	if q.desc {
		slices.Reverse(q.in)
	}
	return nil
}

func (q *question) ranged() bool { return q.from != nil || q.to != nil }

// fields is the number of columns a query can constrain.
func (q *question) fields() int { return max(1, len(q.index.Fields)) }

// columns is the number of columns the index sorts by.
func (q *question) columns() int { return len(q.index.Fields) + 1 }

func (q *question) onlyText() bool {
	for _, v := range slices.Concat(q.eq, q.in) {
		if typeOf(v) != typeText {
			return false
		}
	}
	return (q.from == nil || typeOf(q.from) == typeText) && (q.to == nil || typeOf(q.to) == typeText)
}

func (q *question) all() []Segment {
	if q.hasIn && len(q.in) == 0 {
		return nil
	}
	return []Segment{{Eq: q.eq, In: q.in, Low: q.from, High: q.to}}
}

// after lists the segments that follow the document whose columns are last: first what shares all but its id, then what
// shares ever fewer columns.
func (q *question) after(last []any) []Segment {
	var out []Segment
	for k := q.columns() - 1; k >= len(q.eq); k-- {
		first := k == len(q.eq)
		switch {
		case first && q.hasIn:
			out = append(out, q.remaining(last[k])...)
		case q.desc:
			out = append(out, q.below(last[:k], last[k], first)...)
		default:
			out = append(out, q.above(last[:k], last[k], first))
		}
	}
	return out
}

func (q *question) remaining(last any) []Segment {
	at := slices.Index(q.in, last)
	if at+1 >= len(q.in) {
		return nil
	}
	return []Segment{{Eq: q.eq, In: q.in[at+1:]}}
}

func (q *question) above(eq []any, last any, first bool) Segment {
	if last == nil {
		return Segment{Eq: eq, NotNull: true}
	}
	s := Segment{Eq: eq, Low: last, LowOpen: true}
	if first {
		s.High = q.to
	}
	return s
}

func (q *question) below(eq []any, last any, first bool) []Segment {
	if last == nil {
		return nil
	}
	s := Segment{Eq: eq, High: last}
	if first {
		s.Low = q.from
	}
	id := len(eq) == q.columns()-1
	if id || first && q.ranged() {
		return []Segment{s}
	}
	return []Segment{s, {Eq: append(slices.Clone(eq), nil)}}
}

// Cursor names the place after a document, from which a query along the same index goes on.
func (p Plan) Cursor(id marketplace.ID, body []byte) (string, error) {
	var values []any
	if !p.ByID() {
		tree, err := parse(body)
		if err != nil {
			return "", Internal(err)
		}
		if values, err = valuesAt(tree, p.Index.Fields); err != nil {
			return "", Internal(err)
		}
	}
	return encode(p.Index.Name, p.Desc, append(values, string(id)))
}
