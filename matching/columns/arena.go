package columns

// arena holds many short lists one after the other, so that a list costs no header and no allocation of its own.
type arena[T any] struct {
	all  []T
	dead int // values of lists that were dropped
}

// span is where a list stands in its arena.
type span struct {
	from uint32
	n    uint16
}

func (a *arena[T]) add(list []T) span {
	s := span{uint32(len(a.all)), uint16(len(list))} //nolint:gosec // a list has at most maxText values; see full
	a.all = append(a.all, list...)
	return s
}

func (a *arena[T]) at(s span) []T { return a.all[s.from : int(s.from)+int(s.n)] }

func (a *arena[T]) drop(s span) { a.dead += int(s.n) }

// wasteful says whether the arena is worth being written anew.
func (a *arena[T]) wasteful() bool { return a.dead > 1<<12 && a.dead > len(a.all)/2 }
