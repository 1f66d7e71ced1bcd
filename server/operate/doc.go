// Package operate serves what operators ask: whether the program runs and is ready, and what it has counted.
//
// A Check asks a part that the program depends on; a Gauge is a number asked for at the moment; Metrics counts requests
// by route in the form that Prometheus reads.
//
// It must not tell a cause, an address or an id to the outside: causes go to the log, ids never become labels.
//
// Read next: health.go, metrics.go, server/observe.go for what is asked.
package operate
