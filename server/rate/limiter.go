package rate

import (
	"context"
	"math"
	"sync"
	"time"

	"github.com/gofiber/fiber/v2"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/server/web"
)

// mostNames is how many names one process remembers. When there are more, those with nothing left to remember are forgotten, and if that
// does not make room for fewNames, anybody: memory and time stay bounded, whoever sends under many names.
const (
	mostNames = 50_000
	fewNames  = mostNames * 9 / 10
)

// lapse is how long a pocket lasts.
const lapse = time.Minute

// Limiter counts requests per name, where a name is a caller, or the account that somebody tries to sign in to. It is safe for concurrent
// use.
type Limiter struct {
	keeper *Keeper
	what   string
	limit  Limit

	mu      sync.Mutex
	pockets map[string]*pocket
}

// pocket is what this process has of one name's bucket.
type pocket struct {
	mu    sync.Mutex // held while the store is asked, so that a name asks it once at a time
	left  int        // requests drawn and not spent
	until time.Time  // when they lapse
	wait  time.Time  // there are none in the store before
	own   bucket     // counts while the store does not answer
}

// Limiter makes a limiter. What it counts, such as "requests", tells its buckets from others'; the zero Limit sets no limit.
func (k *Keeper) Limiter(what string, limit Limit) *Limiter {
	return &Limiter{keeper: k, what: what, limit: limit, pockets: map[string]*pocket{}}
}

// Handler refuses a caller who asks more often than the limit. A caller is the signed-in person, or the address when nobody is.
func (l *Limiter) Handler(c *fiber.Ctx) error {
	if err := l.Take(c.UserContext(), caller(c)); err != nil {
		return err
	}
	return c.Next()
}

func caller(c *fiber.Ctx) string {
	if person := web.ActorFrom(c.UserContext()).Person; person != "" {
		return "person " + string(person)
	}
	return "address " + web.Address(c)
}

// Take counts one request under a name; TooMany "error.too_many" when none is left, with the seconds to wait. The name must be a copy, not
// a view of a request's buffer.
func (l *Limiter) Take(ctx context.Context, name string) error {
	if l.limit.PerMinute <= 0 {
		return nil
	}
	if wait := l.pocket(name).take(ctx, l, name); wait > 0 {
		return marketplace.Errorf(marketplace.TooMany, "error.too_many", "seconds", int(math.Ceil(wait.Seconds())))
	}
	return nil
}

// take spends one request, and says how long to wait when there is none.
func (p *pocket) take(ctx context.Context, l *Limiter, name string) time.Duration {
	p.mu.Lock()
	defer p.mu.Unlock()
	now := l.keeper.clock()
	if p.left > 0 && within(now, p.until, lapse) {
		p.left--
		return 0
	}
	if longest := time.Duration(float64(time.Minute) / float64(l.limit.PerMinute)); within(now, p.wait, longest) {
		return p.wait.Sub(now)
	}
	drawn, wait, err := l.keeper.draw(ctx, l.what, name, l.limit, l.limit.share())
	if err != nil {
		p.own, drawn, wait = l.limit.draw(p.own, 1, now)
	}
	if drawn == 0 {
		p.wait = now.Add(wait)
		return wait
	}
	p.left, p.until = drawn-1, now.Add(lapse)
	return 0
}

// within says whether now is before a moment, and not further before it than that moment can lie ahead: then the clock was put back.
func within(now, moment time.Time, most time.Duration) bool {
	return now.Before(moment) && moment.Sub(now) <= most
}

// pocket gives the pocket of a name.
func (l *Limiter) pocket(name string) *pocket {
	l.mu.Lock()
	defer l.mu.Unlock()
	if p, ok := l.pockets[name]; ok {
		return p
	}
	now := l.keeper.clock()
	if len(l.pockets) >= mostNames {
		l.forget(now)
	}
	p := &pocket{own: l.limit.full(now)}
	l.pockets[name] = p
	return p
}

func (l *Limiter) forget(now time.Time) {
	for name, p := range l.pockets {
		if p.mu.TryLock() {
			idle := !now.Before(p.until) && !now.Before(p.wait) && l.limit.filled(p.own, now).Left >= l.limit.burst()
			p.mu.Unlock()
			if idle {
				delete(l.pockets, name)
			}
		}
	}
	for name := range l.pockets {
		if len(l.pockets) <= fewNames {
			return
		}
		delete(l.pockets, name)
	}
}
