package web

import (
	"strconv"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
)

// However many names ask, only so many are remembered, and a name that has used its share up still waits.
func TestLimiterForgets(t *testing.T) {
	now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	l := NewLimiter(Rate{PerMinute: 1, Burst: 2}, func() time.Time { return now })
	for i := range mostCallers + mostCallers/2 {
		if err := l.Take("name " + strconv.Itoa(i)); err != nil {
			t.Fatal(err)
		}
		if len(l.buckets) > mostCallers {
			t.Fatalf("%d names are remembered", len(l.buckets))
		}
	}
	if len(l.buckets) < mostCallers/2 {
		t.Errorf("only %d names are remembered", len(l.buckets))
	}
}

// Forgetting those who have their full share leaves the others waiting, also when the share is one.
func TestLimiterForgetsNobodyWhoWaits(t *testing.T) {
	for _, burst := range []int{0, 1, 3} {
		now := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
		l := NewLimiter(Rate{PerMinute: 1, Burst: burst}, func() time.Time { return now })
		for range max(burst, 1) {
			_ = l.Take("greedy")
		}
		l.forget(now)
		if err := l.Take("greedy"); !marketplace.IsKind(err, marketplace.TooMany) {
			t.Errorf("burst %d: %v", burst, err)
		}
		now = now.Add(time.Hour)
		l.forget(now)
		if len(l.buckets) != 0 {
			t.Errorf("burst %d: %d names are remembered after an hour", burst, len(l.buckets))
		}
	}
}
