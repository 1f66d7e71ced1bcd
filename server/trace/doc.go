// Package trace tells how the time of a request was spent, across programs, in the form that OpenTelemetry's collectors take.
//
// A Span is something that took time: a request, a call of the store, a job. Spans of one request share a trace, which continues the
// caller's when a header traceparent names one (W3C Trace Context). A Tracer keeps what has ended and sends it on in batches as OTLP over
// HTTP in JSON (OpenTelemetry Protocol 1). Nothing is traced without a collector's address.
//
// It must not hold anybody up: what cannot be sent is dropped and counted. It must not tell who or what a request was about: spans have the
// patterns of routes, names of collections and kinds of errors, never ids, addresses or texts. It is our own because the four modules of the
// official kit do not fit under the limit of direct dependencies.
//
// Read next: span.go, export.go for what leaves, around.go for what is traced.
package trace
