package shortlist

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
)

// Shortlist is a list of tasks that coaches of one organisation share.
type Shortlist struct {
	Org     marketplace.ID      `json:"org"`
	Name    string              `json:"name"` // at most maxName characters; empty once removed
	State   State               `json:"state"`
	Picks   []Pick              `json:"picks,omitempty"` // in the order in which they were added, at most mostPicks
	By      marketplace.ID      `json:"by"`              // who began it
	Changed marketplace.Instant `json:"changed"`
}

// Pick is a task on a list.
type Pick struct {
	Task  marketplace.ID      `json:"task"`
	Title string              `json:"title"`          // of the task when it was added, for when it is no longer published
	Note  string              `json:"note,omitempty"` // at most maxNote characters; nothing about a client
	By    marketplace.ID      `json:"by"`
	At    marketplace.Instant `json:"at"`
}

// State is where a list stands.
type State string

// The states. A removed list holds nothing any more and never comes back.
const (
	Open    State = "open"
	Removed State = "removed"
)

const (
	maxName   = 80
	maxNote   = 200
	mostPicks = 100
)

// Has says whether a task is on the list.
func (l Shortlist) Has(of marketplace.ID) bool { return l.at(of) >= 0 }

func (l Shortlist) at(of marketplace.ID) int {
	return slices.IndexFunc(l.Picks, func(p Pick) bool { return p.Task == of })
}

// with is the list with one more pick. A task that is on it already keeps its place and who added it; its note is replaced.
// False when nothing changes; Conflict "shortlist.full" when a hundred are on it.
func (l Shortlist) with(p Pick) (Shortlist, bool, error) {
	l.Picks = slices.Clone(l.Picks)
	switch i := l.at(p.Task); {
	case i >= 0 && l.Picks[i].Note == p.Note:
		return l, false, nil
	case i >= 0:
		l.Picks[i].Note = p.Note
	case len(l.Picks) >= mostPicks:
		return l, false, marketplace.Errorf(marketplace.Conflict, "shortlist.full", "most", mostPicks)
	default:
		l.Picks = append(l.Picks, p)
	}
	l.Changed = p.At
	return l, true, nil
}

// without is the list without a task; false when it was not on it.
func (l Shortlist) without(of marketplace.ID, now marketplace.Instant) (Shortlist, bool) {
	i := l.at(of)
	if i < 0 {
		return l, false
	}
	l.Picks = slices.Delete(slices.Clone(l.Picks), i, i+1)
	l.Changed = now
	return l, true
}

// removed is what is left of a list: who began it, and nothing of what stood on it.
func (l Shortlist) removed(now marketplace.Instant) Shortlist {
	return Shortlist{Org: l.Org, State: Removed, By: l.By, Changed: now}
}

// Item is a pick with the task as it is now.
type Item struct {
	Pick
	Task task.Task // of what is no longer published only the id and the title
	Gone bool      // no longer published
}
