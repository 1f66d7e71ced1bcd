package sqlite

import (
	"strings"

	"sovite.fi/sovite/marketplace/store/grammar"
)

// question is one SELECT with the values to bind.
type question struct {
	sql  string
	args []any
}

// questions puts a segment as SELECTs, each of which reads one stretch of the index in order, without sorting. The
// values of In are asked for one after the other: in SQLite that costs a few microseconds each and never reads more than
// the page holds.
func questions(collection string, p grammar.Plan, seg grammar.Segment) []question {
	if len(seg.In) == 0 {
		return []question{ask(collection, p, seg)}
	}
	out := make([]question, 0, len(seg.In))
	for _, v := range seg.In {
		out = append(out, ask(collection, p, grammar.Segment{Eq: append(seg.Eq[:len(seg.Eq):len(seg.Eq)], v)}))
	}
	return out
}

func ask(collection string, p grammar.Plan, seg grammar.Segment) question {
	columns := append(expressions(p.Index), "id")
	var b conditions
	for i, v := range seg.Eq {
		b.equal(columns[i], v)
	}
	if len(seg.Eq) < len(columns) {
		b.bounds(columns[len(seg.Eq)], seg)
	}
	var q strings.Builder
	q.WriteString("SELECT id, rev, body FROM " + quote(collection))
	if !p.ByID() {
		q.WriteString(" INDEXED BY " + quote(indexName(collection, p.Index.Name)))
	}
	if len(b.terms) > 0 {
		q.WriteString(" WHERE " + strings.Join(b.terms, " AND "))
	}
	if rest := columns[min(len(seg.Eq), len(columns)-1):]; p.Desc {
		q.WriteString(" ORDER BY " + strings.Join(rest, " DESC, ") + " DESC LIMIT ?")
	} else {
		q.WriteString(" ORDER BY " + strings.Join(rest, ", ") + " LIMIT ?")
	}
	return question{sql: q.String(), args: b.args}
}

type conditions struct {
	terms []string
	args  []any
}

func (b *conditions) equal(column string, v any) {
	if v == nil {
		b.terms = append(b.terms, column+" IS NULL")
		return
	}
	b.compare(column, "=", v)
}

func (b *conditions) compare(column, operator string, v any) {
	b.terms = append(b.terms, column+" "+operator+" ?")
	b.args = append(b.args, v)
}

// bounds writes the limits of a segment's next column. SQLite sorts null, then numbers (booleans among them), then text;
// a bound of one type is closed off against the other.
func (b *conditions) bounds(column string, seg grammar.Segment) {
	if seg.NotNull {
		b.terms = append(b.terms, column+" >= -9223372036854775808")
	}
	if seg.Low != nil && seg.LowOpen {
		b.compare(column, ">", seg.Low)
	} else if seg.Low != nil {
		b.compare(column, ">=", seg.Low)
	}
	if seg.High != nil {
		b.compare(column, "<", seg.High)
	}
	_, textLow := seg.Low.(string)
	_, textHigh := seg.High.(string)
	switch {
	case seg.Low == nil && textHigh:
		b.terms = append(b.terms, column+" >= ''")
	case seg.Low != nil && !textLow && seg.High == nil:
		b.terms = append(b.terms, column+" < ''")
	}
}
