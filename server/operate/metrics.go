package operate

import (
	"context"
	"crypto/subtle"
	"fmt"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"
	"github.com/gofiber/fiber/v2/middleware/adaptor"
	"github.com/gofiber/fiber/v2/utils"
	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"sovite.fi/sovite/marketplace"
)

// Gauge is a number that is asked for whenever somebody reads the metrics.
type Gauge struct {
	Name string // such as "sovite_courier_pending"
	Help string
	Ask  func(context.Context) (float64, error)
}

// Metrics counts requests by route, and serves what was counted.
type Metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	seconds  *prometheus.HistogramVec
	clock    marketplace.Clock
}

// NewMetrics makes the counters in a registry of their own; an error when two gauges have one name.
func NewMetrics(clock marketplace.Clock, gauges []Gauge) (*Metrics, error) {
	labels := []string{"method", "route", "status"}
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		clock:    clock,
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{Name: "sovite_requests_total", Help: "Requests answered."}, labels),
		seconds: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Name: "sovite_request_seconds", Help: "How long answers took.", Buckets: prometheus.DefBuckets,
		}, labels[:2]),
	}
	all := []prometheus.Collector{
		m.requests, m.seconds, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
	}
	for _, g := range gauges {
		all = append(all, asked{gauge: g, desc: prometheus.NewDesc(g.Name, g.Help, nil, nil)})
	}
	for _, c := range all {
		if err := m.registry.Register(c); err != nil {
			return nil, fmt.Errorf("metrics: %w", err)
		}
	}
	return m, nil
}

// Count counts every request under the pattern of its route, never under its path, so that ids make no series. It stands
// outside whatever turns errors into answers.
func (m *Metrics) Count(c *fiber.Ctx) error {
	start := m.clock()
	err := c.Next()
	route := c.Route().Path
	if route == "/" && c.Path() != "/" {
		route = "none"
	}
	method, route := utils.CopyString(c.Method()), utils.CopyString(route)
	m.requests.WithLabelValues(method, route, strconv.Itoa(c.Response().StatusCode())).Inc()
	m.seconds.WithLabelValues(method, route).Observe(m.clock().Sub(start).Seconds())
	return err
}

// Serve answers /metrics. A token, when given, must be sent as a bearer token; without one the path must be closed to
// the outside by the network.
func (m *Metrics) Serve(app *fiber.App, token string) {
	serve := adaptor.HTTPHandler(promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{ErrorHandling: promhttp.ContinueOnError}))
	app.Get("/metrics", func(c *fiber.Ctx) error {
		given := strings.TrimPrefix(c.Get(fiber.HeaderAuthorization), "Bearer ")
		if token != "" && subtle.ConstantTimeCompare([]byte(given), []byte(token)) != 1 {
			return marketplace.Errorf(marketplace.NotFound, "error.not_found")
		}
		return serve(c)
	})
}

// asked is a Gauge as Prometheus wants it; a number that cannot be had is left out, so that an alert on its absence
// fires.
type asked struct {
	gauge Gauge
	desc  *prometheus.Desc
}

// Describe implements prometheus.Collector.
func (a asked) Describe(ch chan<- *prometheus.Desc) { ch <- a.desc }

// Collect implements prometheus.Collector.
func (a asked) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), checkTime)
	defer cancel()
	if v, err := a.gauge.Ask(ctx); err == nil {
		ch <- prometheus.MustNewConstMetric(a.desc, prometheus.GaugeValue, v)
	}
}
