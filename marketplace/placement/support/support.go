package support

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/matching"
)

// Plan says how the work is supported, and how the support fades.
type Plan struct {
	Goal  string              `json:"goal"`        // at most 2,000 characters
	Steps []Step              `json:"steps"`       // 1 to 30
	Every int                 `json:"every_weeks"` // a follow-up at least every so many weeks, 1 to 12
	Alarm string              `json:"alarm"`       // what is done, and whom one calls, when it does not go well; at most 2,000 characters
	By    marketplace.ID      `json:"by"`
	At    marketplace.Instant `json:"at"`
}

// Step is one kind of support in some weeks of the work, the first being week 1.
type Step struct {
	Kind     string `json:"kind"` // one of Kinds
	By       string `json:"by"`   // coach, or one of Naturals
	FromWeek int    `json:"from_week"`
	ToWeek   int    `json:"to_week"`
	Minutes  int    `json:"minutes"` // a week
}

// Kinds are the kinds of support.
func Kinds() []string {
	return []string{"on_the_job", "off_the_job", "remote", "travel", "instruction", "talks"}
}

// Coach is the coach as the one who supports.
const Coach = "coach"

// Naturals are the roles of those who support without being paid for it; they are named by role, never by name.
func Naturals() []string {
	return []string{"supervisor", "co_worker", "mentor", "shop_steward", "occupational_health", "family", "friend", "peer_group"}
}

// Week is the support of one week.
type Week struct{ Number, Coach, Natural int }

const (
	maxText  = 2000
	maxSeen  = 500
	maxSteps = 30
	maxWeeks = 104
	maxEvery = 12
)

// Stored gives the plan in the form in which it is kept.
func (p Plan) Stored() Plan {
	p.Goal, p.Alarm = check.Text(p.Goal), check.Text(p.Alarm)
	p.Steps = slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return s == Step{} })
	return p
}

// Wrong says what is wrong with the plan, field by field.
func (p Plan) Wrong() []marketplace.FieldError {
	var f check.Fields
	f.Need("goal", p.Goal != "")
	f.Text("goal", p.Goal, maxText)
	f.Text("alarm", p.Alarm, maxText)
	f.Range("every_weeks", p.Every, 1, maxEvery)
	f.Need("steps", len(p.Steps) > 0)
	f.Count("steps", len(p.Steps), maxSteps)
	for i, s := range p.Steps {
		at := check.At("steps", i)
		f.OneOf(at+".kind", s.Kind, Kinds()...)
		f.OneOf(at+".by", s.By, append([]string{Coach}, Naturals()...)...)
		f.Range(at+".from_week", s.FromWeek, 1, maxWeeks)
		f.Range(at+".to_week", s.ToWeek, 1, maxWeeks)
		if s.FromWeek > s.ToWeek {
			f.Add(at+".to_week", "field.order")
		}
		f.Range(at+".minutes", s.Minutes, 5, 7*24*60)
	}
	return f.Errors()
}

// Weeks adds up the support week by week, until the last week of the plan.
func (p Plan) Weeks() []Week {
	var out []Week
	for _, s := range p.Steps {
		for len(out) < min(s.ToWeek, maxWeeks) {
			out = append(out, Week{Number: len(out) + 1})
		}
		for w := max(s.FromWeek, 1); w <= len(out) && w <= s.ToWeek; w++ {
			if s.By == Coach {
				out[w-1].Coach += s.Minutes
			} else {
				out[w-1].Natural += s.Minutes
			}
		}
	}
	return out
}

// Fades says whether the coach's support never grows from one week to the next and is less at the end than at the start.
func (p Plan) Fades() bool {
	weeks := p.Weeks()
	if len(weeks) == 0 || weeks[len(weeks)-1].Coach >= weeks[0].Coach {
		return false
	}
	return slices.IsSortedFunc(weeks, func(a, b Week) int { return b.Coach - a.Coach })
}

// Natural are the steps that others than the coach take.
func (p Plan) Natural() []Step {
	return slices.DeleteFunc(slices.Clone(p.Steps), func(s Step) bool { return s.By == Coach })
}

// Visit is one follow-up, on the job or off it.
type Visit struct {
	ID      marketplace.ID   `json:"id"`
	Date    marketplace.Date `json:"date"`
	Minutes int              `json:"minutes"` // planned, or held; 5 to 720
	OnJob   bool             `json:"on_job"`  // at the workplace
	State   string           `json:"state"`   // planned, held or cancelled
	Note    string           `json:"note,omitempty"`
	By      marketplace.ID   `json:"by"`
}

// The states of a visit.
const (
	Planned   = "planned"
	Held      = "held"
	Cancelled = "cancelled"
)

// Wrong says what is wrong with the visit, field by field.
func (v Visit) Wrong() []marketplace.FieldError {
	var f check.Fields
	f.Need("date", v.Date != "")
	f.Date("date", v.Date)
	f.Range("minutes", v.Minutes, 5, 720)
	f.Text("note", v.Note, maxText)
	return f.Errors()
}

// Observation is what somebody saw at work about one dimension of the scale.
type Observation struct {
	ID        marketplace.ID      `json:"id"`
	Dimension matching.Dimension  `json:"dimension"`
	Level     *int                `json:"level,omitempty"` // of the scale, 0 to 5, that was managed; nil: not judged
	Seen      string              `json:"seen"`            // what was seen, at most 500 characters; never about health
	SeenBy    string              `json:"seen_by"`         // coach, or one of Naturals
	On        marketplace.Date    `json:"on"`
	By        marketplace.ID      `json:"by"` // who wrote it down
	At        marketplace.Instant `json:"at"`
}

// Wrong says what is wrong with the observation, field by field.
func (o Observation) Wrong(scale *matching.Scale, today marketplace.Date) []marketplace.FieldError {
	f := check.Fields{Scale: scale}
	f.Need("dimension", o.Dimension != "")
	f.Key("dimension", "scale", string(o.Dimension))
	if o.Level != nil {
		f.Range("level", *o.Level, 0, 5)
	}
	f.Need("seen", o.Seen != "")
	f.Text("seen", o.Seen, maxSeen)
	f.OneOf("seen_by", o.SeenBy, append([]string{Coach}, Naturals()...)...)
	f.Need("on", o.On != "")
	if f.Date("on", o.On) && o.On > today {
		f.Add("on", "placement.not_yet")
	}
	return f.Errors()
}
