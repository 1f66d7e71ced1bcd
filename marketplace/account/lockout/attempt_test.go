package lockout

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

func TestLockFor(t *testing.T) {
	tests := map[int]time.Duration{
		0: 0, 1: 0, 4: 0, 5: time.Minute, 6: 2 * time.Minute, 7: 4 * time.Minute, 8: 8 * time.Minute, 9: 15 * time.Minute, 1000000: 15 * time.Minute,
	}
	for failed, want := range tests {
		if got := lockFor(failed); got != want {
			t.Errorf("after %d failures: %v, want %v", failed, got, want)
		}
	}
}

// However the tries fall, a wait never exceeds the longest, and after a day of peace the first tries are free again.
func TestAttempts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, now := attempt{}, time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
		for range rapid.IntRange(1, 40).Draw(t, "tries") {
			now = now.Add(time.Duration(rapid.IntRange(0, 3600).Draw(t, "seconds")) * time.Second)
			a = a.begun(marketplace.At(now))
			if w := a.wait(marketplace.At(now)); w > longestLock || w != lockFor(a.Failed) {
				t.Fatalf("after %d failures the wait is %v", a.Failed, w)
			}
		}
		now = now.Add(forgetAfter + time.Second)
		if a = a.begun(marketplace.At(now)); a.Failed != 1 || a.wait(marketplace.At(now)) > 0 {
			t.Fatalf("after a day: %+v", a)
		}
	})
}
