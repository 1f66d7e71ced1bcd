package watch

import (
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
)

// SavedSearch is one search of one person in one organisation.
type SavedSearch struct {
	Org     marketplace.ID      `json:"org"`
	Person  marketplace.ID      `json:"person"`
	Slot    string              `json:"slot"` // "01" to "20", each once for a person; of a removed one its id
	Name    string              `json:"name"` // at most maxName characters
	Query   find.Query          `json:"query"`
	State   State               `json:"state"`
	Due     marketplace.Instant `json:"due"`             // the next look; null when nobody is told
	Since   Mark                `json:"since"`           // what stands at it or before it is no news
	Hits    []Hit               `json:"hits,omitempty"`  // found after Since, oldest first, at most mostHits
	Looks   int                 `json:"looks,omitempty"` // how many looks found something
	Seen    int                 `json:"seen,omitempty"`  // up to which of them the person has seen what was found
	Created marketplace.Instant `json:"created"`
}

// Mark is a place in the order in which tasks are first published: a moment, and the task among those of that moment.
type Mark struct {
	At   marketplace.Instant `json:"at"`
	Task marketplace.ID      `json:"task,omitempty"`
}

// Hit is a task that a look found.
type Hit struct {
	Mark
	Look int `json:"look"` // which look, counted from 1
}

const (
	maxName    = 80
	mostSaved  = 20
	mostHits   = 500
	remembered = 30 * 24 * time.Hour // a task that comes to the index later than this is not told
	lookHour   = 4                   // in UTC: an hour before the daily letter goes out
)

func markOf(t task.Task) Mark { return Mark{t.FirstPublished(), t.ID} }

// before orders marks by moment, then by task.
func (m Mark) before(o Mark) bool {
	return cmp.Or(m.At.Time().Compare(o.At.Time()), cmp.Compare(m.Task, o.Task)) < 0
}

// nextLook is the next time at which a look is due after a moment.
func nextLook(now marketplace.Instant) marketplace.Instant {
	t := now.Time()
	at := time.Date(t.Year(), t.Month(), t.Day(), lookHour, 0, 0, 0, time.UTC)
	if !at.After(t) {
		at = at.AddDate(0, 0, 1)
	}
	return marketplace.At(at)
}

// looked is the search after a look that found some tasks, and how many of them are new. Those it has told before, and those
// from before it was saved, are not.
func (s SavedSearch) looked(found []Mark, now marketplace.Instant) (SavedSearch, int) {
	known := map[marketplace.ID]bool{}
	for _, h := range s.Hits {
		known[h.Task] = true
	}
	var fresh []Hit
	for _, m := range found {
		if !known[m.Task] && s.Since.before(m) {
			known[m.Task] = true
			fresh = append(fresh, Hit{m, s.Looks + 1})
		}
	}
	if len(fresh) > 0 {
		s.Looks++
		s.Hits = append(slices.Clone(s.Hits), fresh...)
	}
	s.Due = nextLook(now)
	return s.bounded(now), len(fresh)
}

// bounded forgets what need not be remembered so as not to tell it twice: Since moves up to what is forgotten.
func (s SavedSearch) bounded(now marketplace.Instant) SavedSearch {
	s.Hits = slices.SortedFunc(slices.Values(s.Hits), func(a, b Hit) int {
		return cmp.Or(a.At.Time().Compare(b.At.Time()), cmp.Compare(a.Task, b.Task))
	})
	if oldest := (Mark{At: marketplace.At(now.Time().Add(-remembered))}); s.Since.before(oldest) {
		s.Since = oldest
	}
	if over := len(s.Hits) - mostHits; over > 0 && s.Since.before(s.Hits[over-1].Mark) {
		s.Since = s.Hits[over-1].Mark
	}
	s.Hits = slices.DeleteFunc(s.Hits, func(h Hit) bool { return !s.Since.before(h.Mark) })
	return s
}

// News are the tasks that were found and not seen yet, newest first.
func (s SavedSearch) News() []marketplace.ID {
	var out []marketplace.ID
	for _, h := range slices.Backward(s.Hits) {
		if h.Look > s.Seen {
			out = append(out, h.Task)
		}
	}
	return out
}

// of are the tasks that one look found, as far as they are remembered.
func (s SavedSearch) of(look int) []string {
	var out []string
	for _, h := range s.Hits {
		if h.Look == look {
			out = append(out, string(h.Task))
		}
	}
	return out
}

// seen is the search after the person saw what was found up to a look.
func (s SavedSearch) seen(look int) SavedSearch {
	s.Seen = max(s.Seen, min(look, s.Looks))
	return s
}

// changed is the search with what the person wants by now. Another query and telling again start anew: what is published by
// then is no news.
func (s SavedSearch) changed(d Draft, now marketplace.Instant) SavedSearch {
	asked, asks := s.Query, d.Query
	asked.Sort, asks.Sort = "", ""
	if again := d.State == Daily && s.State == Never; again || !reflect.DeepEqual(asked, asks) {
		s.Since, s.Hits, s.Seen = Mark{At: now}, nil, s.Looks
	}
	switch {
	case d.State == Never:
		s.Due = marketplace.Instant{}
	case s.State == Never:
		s.Due = nextLook(now)
	}
	s.Name, s.Query, s.State = d.Name, d.Query, d.State
	return s
}

// removed is what is left of a search until it is swept: nobody's, and about nothing.
func removed(id marketplace.ID, now marketplace.Instant) SavedSearch {
	return SavedSearch{Slot: string(id), State: Removed, Due: now}
}

// freeSlot is the first slot that is not taken; false when all are.
func freeSlot(taken []Entry) (string, bool) {
	for n := 1; n <= mostSaved; n++ {
		slot := fmt.Sprintf("%02d", n)
		if !slices.ContainsFunc(taken, func(e Entry) bool { return e.Value.Slot == slot }) {
			return slot, true
		}
	}
	return "", false
}

// cleaned is the query in its stored form: without a page, and each list in order with nothing twice.
func cleaned(q find.Query) find.Query {
	q.Limit, q.Offset = 0, 0
	if q.Sort == search.ByWords {
		q.Sort = ""
	}
	for _, list := range []*[]string{&q.Forms, &q.Regions, &q.Municipals, &q.Shifts, &q.Access, &q.Adaptations, &q.NotHazards} {
		*list = slices.Compact(slices.Sorted(slices.Values(*list)))
		if len(*list) == 0 {
			*list = nil
		}
	}
	return q
}
