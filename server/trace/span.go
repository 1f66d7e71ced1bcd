package trace

import (
	"context"
	"encoding/hex"
	"io"
	"strings"
	"sync"
	"time"

	"sovite.fi/sovite/marketplace"
)

// Kind is a span's part in a conversation, as OTLP numbers it.
type Kind int

// The kinds.
const (
	Internal Kind = 1
	Server   Kind = 2
	Client   Kind = 3
)

// Span is something that took time.
type Span struct {
	Trace  [16]byte
	ID     [8]byte
	Parent [8]byte // zero: none
	Name   string
	Kind   Kind
	From   time.Time
	To     time.Time
	Attrs  []Attr
	Failed bool

	tracer *Tracer
}

// Attr says something about a span. The value is a string or an int.
type Attr struct {
	Name  string
	Value any
}

// Deps is what a Tracer needs.
type Deps struct {
	Clock  marketplace.Clock
	Random io.Reader
	Share  float64                                   // of traces that begin here, from 0 to 1; what a caller traces is always gone on with
	Send   func(ctx context.Context, b []byte) error // brings a batch to the collector; see HTTP
	About  []Attr                                    // of the program: service.name and the like
}

// most is how many ended spans wait at most to be sent.
const most = 4096

// Tracer keeps the spans that have ended until they are sent. It is safe for concurrent use.
type Tracer struct {
	deps    Deps
	mu      sync.Mutex
	random  sync.Mutex
	ended   []Span
	dropped int64
}

// New makes a tracer.
func New(d Deps) *Tracer { return &Tracer{deps: d} }

type spanKey struct{}

// current is the span that a context stands in; nil when nothing is traced.
func current(ctx context.Context) *Span {
	s, _ := ctx.Value(spanKey{}).(*Span)
	return s
}

// Begin begins a span in the trace of the context, or a new trace when it stands in none. Nil when the trace is not among those that are
// kept.
func (t *Tracer) Begin(ctx context.Context, kind Kind, name string, parent Remote) (context.Context, *Span) {
	s := &Span{Name: name, Kind: kind, From: t.deps.Clock(), tracer: t}
	switch above := current(ctx); {
	case above != nil:
		s.Trace, s.Parent = above.Trace, above.ID
	case parent.Sampled:
		s.Trace, s.Parent = parent.Trace, parent.Span
	default:
		if !t.fill(s.Trace[:]) || !chosen(s.Trace, t.deps.Share) {
			return ctx, nil
		}
	}
	if !t.fill(s.ID[:]) {
		return ctx, nil
	}
	return context.WithValue(ctx, spanKey{}, s), s
}

func (t *Tracer) fill(into []byte) bool {
	t.random.Lock()
	defer t.random.Unlock()
	_, err := io.ReadFull(t.deps.Random, into)
	return err == nil
}

// chosen says whether a trace belongs to the share that is kept: by its id, so that programs agree.
func chosen(trace [16]byte, share float64) bool {
	n := uint32(trace[12])<<24 | uint32(trace[13])<<16 | uint32(trace[14])<<8 | uint32(trace[15])
	return float64(n) < share*(1<<32)
}

// Set says something about the span. A span that is nil takes it and forgets it.
func (s *Span) Set(name string, value any) {
	if s != nil {
		s.Attrs = append(s.Attrs, Attr{name, value})
	}
}

// End ends the span; err is why it failed, told by its kind only.
func (s *Span) End(err error) {
	if s == nil {
		return
	}
	s.To = s.tracer.deps.Clock()
	if err != nil {
		s.Set("error.type", marketplace.KindOf(err).String())
		s.Failed = s.Failed || marketplace.IsKind(err, marketplace.Unavailable) || marketplace.IsKind(err, marketplace.Internal)
	}
	s.tracer.keep(*s)
}

func (t *Tracer) keep(s Span) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.ended) >= most {
		t.dropped++
		return
	}
	t.ended = append(t.ended, s)
}

// Dropped is how many spans were lost because the collector did not take them in time.
func (t *Tracer) Dropped() int64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.dropped
}

// Remote is the caller's span.
type Remote struct {
	Trace   [16]byte
	Span    [8]byte
	Sampled bool
}

// Parse reads a header traceparent (W3C Trace Context, level 1): 00-trace-span-flags. What is wrong counts as none.
func Parse(header string) Remote {
	var r Remote
	parts := strings.Split(header, "-")
	if len(parts) < 4 || len(parts[0]) != 2 || parts[0] == "ff" || parts[0] == "00" && len(parts) != 4 {
		return Remote{}
	}
	var flags [1]byte
	if !decode(r.Trace[:], parts[1]) || !decode(r.Span[:], parts[2]) || !decode(flags[:], parts[3]) || r.Trace == [16]byte{} || r.Span == [8]byte{} {
		return Remote{}
	}
	r.Sampled = flags[0]&1 == 1
	return r
}

func decode(into []byte, text string) bool {
	if len(text) != 2*len(into) || text != strings.ToLower(text) {
		return false
	}
	_, err := hex.Decode(into, []byte(text))
	return err == nil
}
