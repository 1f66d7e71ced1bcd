package discovery

import (
	"fmt"
	"math"
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
)

// compare names everything that differs between the log of a ranking and the log of running it again.
func (l Log) compare(now Log) []Difference {
	out := compareConsidered(l.Considered, now.Considered)
	out = append(out, compareShown(l.Shown, now.Shown)...)
	if !slices.Equal(l.Limits, now.Limits) {
		out = append(out, Difference{What: DiffLimits, Logged: fmt.Sprint(l.Limits), Replayed: fmt.Sprint(now.Limits)})
	}
	if !slices.Equal(l.Failed, now.Failed) {
		out = append(out, Difference{What: DiffFailed, Logged: fmt.Sprint(l.Failed), Replayed: fmt.Sprint(now.Failed)})
	}
	return out
}

func compareConsidered(was, is []Considered) []Difference {
	out := comparePlaces(DiffOrder, was, is, func(c Considered) marketplace.ID { return c.Task })
	found := make(map[marketplace.ID]Considered, len(is))
	for _, c := range is {
		found[c.Task] = c
	}
	for _, a := range was {
		b, ok := found[a.Task]
		if !ok {
			continue // told as a difference of order
		}
		if a.Group != b.Group {
			out = append(out, Difference{DiffGroup, a.Task, a.Group, b.Group})
		}
		if !sameBits(a.Score, b.Score) {
			out = append(out, Difference{DiffScore, a.Task, exact(a.Score), exact(b.Score)})
		}
		if !slices.Equal(a.Broken, b.Broken) {
			out = append(out, Difference{DiffBroken, a.Task, fmt.Sprint(a.Broken), fmt.Sprint(b.Broken)})
		}
	}
	return out
}

// compareShown compares what was shown as far as it is the same tasks in the same places. The digest of a verdict stands
// for its parts, its range and every reason.
func compareShown(was, is []Shown) []Difference {
	out := comparePlaces(DiffShown, was, is, func(s Shown) marketplace.ID { return s.Task })
	for i := range min(len(was), len(is)) {
		a, b := was[i], is[i]
		if a.Task != b.Task {
			break
		}
		same := a.Group == b.Group && a.Verdict == b.Verdict && slices.Equal(a.Parts, b.Parts) &&
			sameBits(a.Score, b.Score) && sameBits(a.Low, b.Low) && sameBits(a.High, b.High)
		if !same {
			out = append(out, Difference{DiffVerdict, a.Task, a.told(), b.told()})
		}
	}
	return out
}

func (s Shown) told() string { return s.Group + " " + exact(s.Score) + " " + s.Verdict }

// comparePlaces names the first task that is not where it was.
func comparePlaces[T any](what Aspect, was, is []T, of func(T) marketplace.ID) []Difference {
	for i := range max(len(was), len(is)) {
		var a, b marketplace.ID
		if i < len(was) {
			a = of(was[i])
		}
		if i < len(is) {
			b = of(is[i])
		}
		if a != b {
			at := strconv.Itoa(i+1) + ": "
			return []Difference{{what, a, at + string(a), at + string(b)}}
		}
	}
	return nil
}

func sameBits(a, b float64) bool { return math.Float64bits(a) == math.Float64bits(b) }

// exact writes a number so that no other number is written the same.
func exact(f float64) string { return strconv.FormatFloat(f, 'g', -1, 64) }
