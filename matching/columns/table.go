package columns

import (
	"slices"
	"strings"
	"sync"

	"sovite.fi/sovite/matching"
)

// Tag is whatever the owner of a table wants to know of a task when it comes up, such as the digest of its version.
type Tag [24]byte

// Table holds tasks in compact columns. It is safe for concurrent use: any number of questions at once, or one change.
type Table struct {
	mu    sync.RWMutex
	row   map[string]int // task → its row
	ids   []string
	tags  []Tag
	parts []part // one for each hard limit that compares one part, in the order of matching.LimitKeys
	limit []*distinct[any]
	part  [][]uint32 // limit → row → number of the value
	work  *distinct[work]
	works []uint32    // row → number of the occupation with its skills
	offer []uint64    // row → adaptations offered, one bit each
	rest  []remainder // what is looked at only when no limit is broken
	words *vocabulary
	text  arena[uint16] // packed words
	asks  arena[uint16] // demands

	adaptations []string // by bit
	dimensions  []matching.Dimension
	used        [demandCodes]uint32 // how many tasks have each demand
	odd         map[string]unusual
	travel      int // which limit is the way to work
}

// work is what a task is called in the lists of occupations, and the skills that it uses, in order, one a line.
type work struct{ isco, esco, skills string }

func workOf(task matching.Task) work {
	skills := slices.Compact(slices.Sorted(slices.Values(task.SkillIDs)))
	return work{task.Occupation, task.OccupID, strings.Join(skills, "\n")}
}

func (w work) skillIDs() []string {
	if w.skills == "" {
		return nil
	}
	return strings.Split(w.skills, "\n")
}

// remainder is the part of a row that is read only for tasks that no limit leaves out.
type remainder struct {
	interests  matching.Interests
	text, asks span
	inTitle    uint16
	titleGrams uint16
	grams      uint16
	support    int8
	told       bool // the interests were told
}

// unusual is a task that the columns cannot hold.
type unusual struct {
	task *matching.PreparedTask
	tag  Tag
}

const limitTravel, limitMustNot = "commute", "must_not"

// New makes an empty table.
func New() *Table {
	t := &Table{row: map[string]int{}, work: newDistinct[work](), words: newVocabulary(), odd: map[string]unusual{}, travel: -1}
	all := parts()
	for i, key := range matching.LimitKeys() {
		p := all[key]
		t.parts, t.limit, t.part = append(t.parts, p), append(t.limit, newDistinct[any]()), append(t.part, nil)
		if key == limitTravel {
			t.travel = i
		}
	}
	return t
}

// Len is the number of tasks.
func (t *Table) Len() int {
	t.mu.RLock()
	defer t.mu.RUnlock()
	return len(t.ids) + len(t.odd)
}

// Tag is what was put with a task; false when the task is not in the table.
func (t *Table) Tag(id string) (Tag, bool) {
	t.mu.RLock()
	defer t.mu.RUnlock()
	if r, ok := t.row[id]; ok {
		return t.tags[r], true
	}
	u, ok := t.odd[id]
	return u.tag, ok
}

// Put adds a task, or puts it in the place of the one with the same id.
func (t *Table) Put(task matching.Task, tag Tag) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.remove(task.ID)
	if !t.add(task, tag) {
		t.odd[task.ID] = unusual{matching.PrepareTask(task), tag}
	}
	t.tidy()
}

// Remove takes a task out; it is no matter if it is not there.
func (t *Table) Remove(id string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.remove(id)
	t.tidy()
}

// add writes a row; false when the task is unusual.
func (t *Table) add(task matching.Task, tag Tag) bool {
	offer, known := t.offered(task.Adaptations)
	if !usual(task) || !known {
		return false
	}
	asks, ok := t.demands(task)
	if !ok {
		return false
	}
	words, ok := t.words.read(task.Title, task.Text)
	if !ok {
		return false
	}
	rest := remainder{
		text: t.text.add(words.words), asks: t.asks.add(asks), inTitle: words.inTitle, titleGrams: words.titleGrams, grams: words.allGrams,
		support: int8(task.Support), //nolint:gosec // usual has looked
	}
	if task.Interests != nil {
		rest.interests, rest.told = *task.Interests, true
	}
	for _, code := range asks {
		t.used[code]++
	}
	for i, p := range t.parts {
		if p.read != nil {
			t.part[i] = append(t.part[i], t.limit[i].add(p.read(&task)))
		}
	}
	t.works = append(t.works, t.work.add(workOf(task)))
	t.row[task.ID] = len(t.ids)
	t.ids, t.tags, t.offer, t.rest = append(t.ids, task.ID), append(t.tags, tag), append(t.offer, offer), append(t.rest, rest)
	return true
}

// remove takes a row out and puts the last one in its place.
func (t *Table) remove(id string) {
	delete(t.odd, id)
	r, ok := t.row[id]
	if !ok {
		return
	}
	gone, last := t.rest[r], len(t.ids)-1
	t.words.forget(t.text.at(gone.text))
	for _, code := range t.asks.at(gone.asks) {
		t.used[code]--
	}
	t.text.drop(gone.text)
	t.asks.drop(gone.asks)
	for i, p := range t.parts {
		if p.read != nil {
			t.limit[i].drop(t.part[i][r])
			t.part[i] = moved(t.part[i], last, r)
		}
	}
	t.work.drop(t.works[r])
	t.row[t.ids[last]] = r
	delete(t.row, id)
	t.ids, t.tags, t.offer = moved(t.ids, last, r), moved(t.tags, last, r), moved(t.offer, last, r)
	t.rest, t.works = moved(t.rest, last, r), moved(t.works, last, r)
}

// moved puts the last value in the place of another and cuts it off.
func moved[T any](list []T, last, to int) []T {
	list[to] = list[last]
	clear(list[last:])
	return list[:last]
}

// offered are the adaptations as bits; false when the table has met too many different ones.
func (t *Table) offered(keys []string) (bits uint64, ok bool) {
	for _, k := range keys {
		i := slices.Index(t.adaptations, k)
		if i < 0 {
			if i = len(t.adaptations); i == 64 {
				return 0, false
			}
			t.adaptations = append(t.adaptations, k)
		}
		bits |= 1 << i
	}
	return bits, true
}

// The most dimensions that a table knows, and how many different demands that makes.
const (
	maxDimensions = 32
	demandCodes   = maxDimensions << 5
)

// demands are the demands of a task as numbers, in the order in which matching adds them up.
func (t *Table) demands(task matching.Task) (codes []uint16, ok bool) {
	for _, d := range matching.PrepareTask(matching.Task{Demands: task.Demands}).InOrder() {
		i := slices.Index(t.dimensions, d.Dimension)
		if i < 0 {
			if i = len(t.dimensions); i == maxDimensions {
				return nil, false
			}
			t.dimensions = append(t.dimensions, d.Dimension)
		}
		code := i<<5 | min(max(d.Level, 0), matching.MaxLevel)<<2
		if d.Essential {
			code |= essential
		}
		if d.Adaptable {
			code |= adaptable
		}
		codes = append(codes, uint16(code)) //nolint:gosec // less than demandCodes
	}
	return codes, true
}

// The two lowest bits of a demand's number.
const (
	essential = 2
	adaptable = 1
)

// demand is the demand that a number stands for.
func (t *Table) demand(code int) matching.Demand {
	return matching.Demand{
		Dimension: t.dimensions[code>>5], Level: code >> 2 & 7, Essential: code&essential != 0, Adaptable: code&adaptable != 0,
	}
}

// tidy makes room when more than half of what the arenas hold belongs to no task any more.
func (t *Table) tidy() {
	if !t.text.wasteful() && !t.asks.wasteful() {
		return
	}
	var text, asks arena[uint16]
	for r := range t.rest {
		t.rest[r].text = text.add(t.text.at(t.rest[r].text))
		t.rest[r].asks = asks.add(t.asks.at(t.rest[r].asks))
	}
	t.text, t.asks = text, asks
}
