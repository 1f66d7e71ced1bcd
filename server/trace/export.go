package trace

import (
	"bytes"
	"context"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// How often what has ended is sent, and how long the collector may take.
const (
	pause    = 5 * time.Second
	sendTime = 10 * time.Second
)

// Run sends what has ended every few seconds until the context ends, and once more then. What the collector does not take is lost and
// counted.
func (t *Tracer) Run(ctx context.Context, wait func(time.Duration) <-chan time.Time, log *slog.Logger) {
	for {
		select {
		case <-ctx.Done():
			t.flush(context.WithoutCancel(ctx), log)
			return
		case <-wait(pause):
			t.flush(ctx, log)
		}
	}
}

func (t *Tracer) flush(ctx context.Context, log *slog.Logger) {
	t.mu.Lock()
	batch := t.ended
	t.ended = nil
	t.mu.Unlock()
	if len(batch) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	body, err := json.Marshal(t.written(batch))
	if err == nil {
		err = t.deps.Send(ctx, body)
	}
	if err != nil {
		t.mu.Lock()
		t.dropped += int64(len(batch))
		t.mu.Unlock()
		log.WarnContext(ctx, "traces are lost: the collector does not take them", "spans", len(batch), "error", err.Error())
	}
}

// HTTP sends batches to a collector by OTLP over HTTP; endpoint is its address without the path, such as http://collector:4318.
func HTTP(client *http.Client, endpoint string) func(context.Context, []byte) error {
	address := strings.TrimRight(endpoint, "/") + "/v1/traces"
	return func(ctx context.Context, body []byte) error {
		req, err := http.NewRequestWithContext(ctx, http.MethodPost, address, bytes.NewReader(body))
		if err != nil {
			return err
		}
		req.Header.Set("Content-Type", "application/json")
		resp, err := client.Do(req)
		if err != nil {
			return err
		}
		defer func() { _ = resp.Body.Close() }()
		_, _ = io.Copy(io.Discard, io.LimitReader(resp.Body, 1<<16))
		if resp.StatusCode >= http.StatusMultipleChoices {
			return fmt.Errorf("the collector answers %d", resp.StatusCode)
		}
		return nil
	}
}

// The shapes of OTLP in JSON (opentelemetry-proto 1, ExportTraceServiceRequest): ids in hexadecimal, 64-bit numbers as text.
type (
	request struct {
		ResourceSpans []resourceSpans `json:"resourceSpans"`
	}
	resourceSpans struct {
		Resource   attributed   `json:"resource"`
		ScopeSpans []scopeSpans `json:"scopeSpans"`
	}
	attributed struct {
		Attributes []attribute `json:"attributes"`
	}
	scopeSpans struct {
		Scope scope     `json:"scope"`
		Spans []written `json:"spans"`
	}
	scope struct {
		Name string `json:"name"`
	}
	written struct {
		TraceID      string      `json:"traceId"`
		SpanID       string      `json:"spanId"`
		ParentSpanID string      `json:"parentSpanId,omitempty"`
		Name         string      `json:"name"`
		Kind         Kind        `json:"kind"`
		Start        string      `json:"startTimeUnixNano"`
		End          string      `json:"endTimeUnixNano"`
		Attributes   []attribute `json:"attributes"`
		Status       status      `json:"status"`
	}
	status struct {
		Code int `json:"code,omitempty"` // 2: error
	}
	attribute struct {
		Key   string         `json:"key"`
		Value map[string]any `json:"value"`
	}
)

func (t *Tracer) written(batch []Span) request {
	spans := make([]written, 0, len(batch))
	for _, s := range batch {
		w := written{
			TraceID: hex.EncodeToString(s.Trace[:]), SpanID: hex.EncodeToString(s.ID[:]), Name: s.Name, Kind: s.Kind,
			Start: nanos(s.From), End: nanos(s.To), Attributes: attributes(s.Attrs),
		}
		if s.Parent != [8]byte{} {
			w.ParentSpanID = hex.EncodeToString(s.Parent[:])
		}
		if s.Failed {
			w.Status.Code = 2
		}
		spans = append(spans, w)
	}
	return request{[]resourceSpans{{attributed{attributes(t.deps.About)}, []scopeSpans{{scope{"sovite"}, spans}}}}}
}

func nanos(at time.Time) string { return strconv.FormatInt(at.UnixNano(), 10) }

func attributes(attrs []Attr) []attribute {
	out := make([]attribute, 0, len(attrs))
	for _, a := range attrs {
		value := map[string]any{"stringValue": fmt.Sprint(a.Value)}
		if n, ok := a.Value.(int); ok {
			value = map[string]any{"intValue": strconv.Itoa(n)}
		}
		out = append(out, attribute{a.Name, value})
	}
	return out
}
