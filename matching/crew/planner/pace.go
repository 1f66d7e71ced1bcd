package planner

import (
	"context"
	"time"
)

// pace says when to stop and how far a search has come: by steps, or by the clock.
type pace struct {
	ctx        context.Context
	now        func() time.Time // nil if only steps count
	start, end time.Time
	steps      int
}

// reserve is the part of the time, one in so many, that is left for handing the plan over.
const reserve = 25

func newPace(ctx context.Context, opt Options) pace {
	p := pace{ctx: ctx, steps: opt.Steps}
	if opt.Limit > 0 && opt.Now != nil {
		p.now, p.start = opt.Now, opt.Now()
		p.end = p.start.Add(opt.Limit - opt.Limit/reserve)
	}
	return p
}

func (p pace) stop() bool {
	return p.ctx.Err() != nil || p.now != nil && !p.now().Before(p.end)
}

// until is a stop that also comes after a share of the whole time from now on; it does not if only steps count.
func (p pace) until(share float64) func() bool {
	if p.now == nil {
		return p.stop
	}
	part := p
	part.end = p.part(p.now(), share)
	return part.stop
}

func (p pace) part(from time.Time, share float64) time.Time {
	end := from.Add(time.Duration(share * float64(p.end.Sub(p.start))))
	if end.After(p.end) {
		return p.end
	}
	return end
}

// stretch is a part of a search: it ends after its steps or its time.
type stretch struct {
	pace
	from  time.Time
	limit int // steps, if they count
}

func (p pace) stretch(share float64) stretch {
	st := stretch{pace: p, limit: int(share * float64(p.steps))}
	if p.now != nil {
		st.from = p.now()
		st.end = p.part(st.from, share)
	}
	return st
}

// progress goes from 0 to 1; at 1 the stretch is over.
func (s stretch) progress(steps int) float64 {
	if s.ctx.Err() != nil {
		return 1
	}
	done := 0.0
	if s.steps > 0 {
		done = float64(steps) / float64(max(1, s.limit))
	}
	if s.now != nil {
		whole := s.end.Sub(s.from)
		if whole <= 0 {
			return 1
		}
		done = max(done, float64(s.now().Sub(s.from))/float64(whole))
	}
	return min(1, done)
}
