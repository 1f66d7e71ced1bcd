package placement

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/placement/support"
)

// defaultEvery is how many weeks lie between two follow-ups when no plan says so.
const defaultEvery = 2

// next is the day of the next follow-up or contact; empty when none is needed. A placement at work always has one: the
// next visit that is planned, or so many weeks after the last.
func (p Placement) next() marketplace.Date {
	switch {
	case p.State == AfterCare && p.Care != nil:
		return p.Care.Next
	case !p.State.AtWork():
		return ""
	}
	last, planned := p.Started, marketplace.Date("")
	for _, v := range p.Visits {
		switch {
		case v.State == support.Held:
			last = max(last, v.Date)
		case v.State == support.Planned && (planned == "" || v.Date < planned):
			planned = v.Date
		}
	}
	if planned != "" {
		return planned
	}
	every := defaultEvery
	if p.Plan != nil {
		every = p.Plan.Every
	}
	return last.AddDays(7 * every)
}
