package web

import (
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
)

// Rate is how often one caller may ask: PerMinute requests on average, Burst of them at once. The zero Rate sets no
// limit.
type Rate struct {
	PerMinute int
	Burst     int
}

// mostCallers is how many callers are remembered. When there are more, those who are back at a full bucket are forgotten,
// and if that does not make room for fewCallers, anybody: memory and time stay bounded, whoever sends under many names.
const (
	mostCallers = 50_000
	fewCallers  = mostCallers * 9 / 10
)

// RateLimit refuses a caller who asks more often than the rate. A caller is the signed-in person, or the address when
// nobody is. It counts within one process; two processes allow twice as much.
func RateLimit(rate Rate, clock marketplace.Clock) fiber.Handler {
	limiter := NewLimiter(rate, clock)
	return func(c *fiber.Ctx) error {
		if err := limiter.Take(caller(c)); err != nil {
			return err
		}
		return c.Next()
	}
}

func caller(c *fiber.Ctx) string {
	if person := ActorFrom(c.UserContext()).Person; person != "" {
		return "person " + string(person)
	}
	return "address " + Address(c)
}

// Limiter counts requests per name, where a name is a caller, or the account that somebody tries to sign in to. It is
// safe for concurrent use.
type Limiter struct {
	rate    Rate
	clock   marketplace.Clock
	mu      sync.Mutex
	buckets map[string]bucket
}

// bucket holds the requests that are left, and when that was so.
type bucket struct {
	left float64
	at   time.Time
}

// NewLimiter makes a limiter; the zero Rate sets no limit.
func NewLimiter(rate Rate, clock marketplace.Clock) *Limiter {
	return &Limiter{rate: rate, clock: clock, buckets: map[string]bucket{}}
}

// Take counts one request under a name; TooMany when none is left, with the seconds to wait. The name must be a copy,
// not Fiber's buffer.
func (l *Limiter) Take(name string) error {
	if l.rate.PerMinute <= 0 {
		return nil
	}
	if wait := l.take(name); wait > 0 {
		return marketplace.Errorf(marketplace.TooMany, "error.too_many", "seconds", int(math.Ceil(wait.Seconds())))
	}
	return nil
}

// RetryAfter is the value of a Retry-After header for an error that says how long to wait ("seconds" or "minutes" in its
// Args), in seconds; empty for any other error.
func RetryAfter(err error) string {
	e := marketplace.AsError(err)
	if e.Kind != marketplace.TooMany {
		return ""
	}
	if minutes, err := strconv.Atoi(e.Args["minutes"]); err == nil {
		return strconv.Itoa(minutes * 60)
	}
	return e.Args["seconds"]
}

// take counts one request; the answer is how long to wait when there is none left.
func (l *Limiter) take(who string) time.Duration {
	now := l.clock()
	l.mu.Lock()
	defer l.mu.Unlock()
	left := l.filled(l.buckets[who], now)
	if left < 1 {
		return time.Duration((1 - left) / float64(l.rate.PerMinute) * float64(time.Minute))
	}
	if len(l.buckets) >= mostCallers {
		l.forget(now)
	}
	l.buckets[who] = bucket{left: left - 1, at: now}
	return 0
}

func (l *Limiter) filled(b bucket, now time.Time) float64 {
	if b.at.IsZero() {
		return l.burst()
	}
	return math.Min(l.burst(), b.left+now.Sub(b.at).Minutes()*float64(l.rate.PerMinute))
}

func (l *Limiter) burst() float64 { return float64(max(l.rate.Burst, 1)) }

func (l *Limiter) forget(now time.Time) {
	for who, b := range l.buckets {
		if l.filled(b, now) >= l.burst() {
			delete(l.buckets, who)
		}
	}
	for who := range l.buckets {
		if len(l.buckets) <= fewCallers {
			return
		}
		delete(l.buckets, who)
	}
}
