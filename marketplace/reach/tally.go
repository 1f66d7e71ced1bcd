package reach

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/columns"
)

// tally is what is counted of one task, exactly. Two tallies of different clients add up.
type tally struct {
	near              int // live within reach
	now, ifs, missing int
	more              map[change]int // would fit with the change and do not without
	alone             map[single]int
}

type change struct {
	adaptation string
	dimension  matching.Dimension
}

// single is one limit with the values of it that do not suit.
type single struct{ limit, values string }

func (s single) list() []string {
	if s.values == "" {
		return nil
	}
	return strings.Split(s.values, ",")
}

func (t *tally) add(o tally) {
	t.near, t.now, t.ifs, t.missing = t.near+o.near, t.now+o.now, t.ifs+o.ifs, t.missing+o.missing
	t.more, t.alone = sum(t.more, o.more), sum(t.alone, o.alone)
}

func sum[K comparable](into, from map[K]int) map[K]int {
	for k, n := range from {
		into = plus(into, k, n)
	}
	return into
}

func plus[K comparable](into map[K]int, k K, n int) map[K]int {
	if into == nil {
		into = map[K]int{}
	}
	into[k] += n
	return into
}

// negotiable are the hard limits that an employer can talk about. A way to work or a hazard is not among them.
func negotiable(limit string) bool {
	return slices.Contains([]string{"hours", "day_length", "weekday", "shift"}, limit)
}

// chunk is some tasks ready to be asked about by one client after another. It is read-only and safe for concurrent use.
type chunk struct {
	rules     matching.RuleSet
	offerable []string // adaptations that an employer can offer
	table     *columns.Table
	tasks     []*matching.PreparedTask
	at        map[string]int           // task → its place
	places    map[matching.Place][]int // tasks by place
}

// newChunk takes tasks in without their texts, which decide about no group.
func newChunk(rules matching.RuleSet, offerable []string, tasks []matching.Task) *chunk {
	c := &chunk{rules: rules, offerable: offerable, table: columns.New(), at: map[string]int{}, places: map[matching.Place][]int{}}
	for i, t := range tasks {
		t.Title, t.Text = "", ""
		c.table.Put(t, columns.Tag{})
		c.tasks, c.at[t.ID] = append(c.tasks, matching.PrepareTask(t)), i
		c.places[t.Place] = append(c.places[t.Place], i)
	}
	return c
}

// person is one client while they are counted.
type person struct {
	*chunk
	profile  matching.Profile
	prepared *matching.Prepared
	with     map[string]*matching.Prepared // adaptation → the person as they would be with it
}

// count adds one client to the tallies of all tasks of the chunk.
func (c *chunk) count(ctx context.Context, profile matching.Profile, into []tally) error {
	profile.Wishes = matching.Wishes{} // they order tasks and decide about no group
	p := &person{chunk: c, profile: profile, prepared: matching.Prepare(c.rules, profile), with: map[string]*matching.Prepared{}}
	p.near(into)
	travel, mustNot := columns.LimitOf("commute"), columns.LimitOf("must_not")
	return c.table.Decide(ctx, c.rules, profile, 1, func(d columns.Decided) {
		if (d.Broken|d.Open)&travel != 0 {
			return // not known to live within reach
		}
		task := c.tasks[c.at[d.ID]]
		t := &into[c.at[d.ID]]
		switch {
		case d.Group == matching.FitsNow:
			t.now++
		case d.Group == matching.Missing:
			t.missing++
		case d.Group == matching.FitsIf:
			t.ifs++
			p.more(task, t)
		case d.Broken == mustNot:
			p.more(task, t)
		default:
			p.alone(task, d.Broken, t)
		}
	})
}

// near counts the client with every task that they can get to.
func (p *person) near(into []tally) {
	limit := float64(p.profile.Limits.Travel.MaxMinutes)
	if limit <= 0 {
		return
	}
	for place, tasks := range p.places {
		m, known := p.prepared.CommuteMinutes(&matching.PreparedTask{Task: matching.Task{Place: place}})
		if !known || m > limit {
			continue
		}
		for _, i := range tasks {
			into[i].near++
		}
	}
}

// more counts the client with every single change that would make the task fit: by the verdict with the change made.
func (p *person) more(task *matching.PreparedTask, t *tally) {
	for _, c := range singles(p.rules, p.profile, task.Task, p.prepared.JudgePrepared(task)) {
		switch {
		case c.Adaptation == matching.EaseDemand:
			if _, eased := matching.Apply(p.rules, p.profile, task.Task, c); p.prepared.Judge(eased).Group == matching.FitsNow {
				t.more = plus(t.more, change{c.Adaptation, c.Closes[0]}, 1)
			}
		case c.Offered || !slices.Contains(p.offerable, c.Adaptation):
		default:
			_, offering := matching.Apply(p.rules, matching.Profile{}, task.Task, c)
			if p.using(c).Judge(offering).Group == matching.FitsNow {
				t.more = plus(t.more, change{adaptation: c.Adaptation}, 1)
			}
		}
	}
}

// using is the person as they would be with a change made, whatever the task.
func (p *person) using(c matching.Change) *matching.Prepared {
	made := p.with[c.Adaptation]
	if made == nil {
		profile, _ := matching.Apply(p.rules, p.profile, matching.Task{}, c)
		made = matching.Prepare(p.rules, profile)
		p.with[c.Adaptation] = made
	}
	return made
}

// alone counts the client with the one limit that leaves them out, if it can be talked about.
func (p *person) alone(task *matching.PreparedTask, limit columns.Limits, t *tally) {
	keys := limit.Keys()
	if len(keys) != 1 || !negotiable(keys[0]) {
		return
	}
	for _, b := range p.prepared.BreachesPrepared(task) {
		t.alone = plus(t.alone, single{b.Limit, strings.Join(b.Values, ",")}, 1)
	}
}
