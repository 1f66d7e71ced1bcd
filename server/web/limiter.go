package web

import "sovite.fi/sovite/marketplace"

// Limiter counts requests per name, where a name is more than the address of a caller, such as the account that
// somebody tries to sign in to.
type Limiter struct{ inner *limiter }

// NewLimiter makes a limiter; the zero Rate sets no limit.
func NewLimiter(rate Rate, clock marketplace.Clock) *Limiter {
	return &Limiter{inner: &limiter{rate: rate, clock: clock, buckets: map[string]bucket{}}}
}

// Take counts one request under a name; TooMany when none is left. The name must be a copy, not Fiber's buffer.
func (l *Limiter) Take(name string) error {
	if l.inner.rate.PerMinute <= 0 || l.inner.take(name) <= 0 {
		return nil
	}
	return marketplace.Errorf(marketplace.TooMany, "error.too_many")
}
