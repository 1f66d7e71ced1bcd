package planner

// change gives one client another shift, or none, on one day.
type change struct{ client, day, to int32 }

// moves is a set of changes that are made together or not at all.
type moves struct {
	list  []change
	from  []int32 // by change: the shift before
	moved int     // changes whose client has left
	seen  int     // changes whose client has entered
}

func (m *moves) add(c, d, to int32) { m.list = append(m.list, change{c, d, to}) }

// apply makes the changes and returns their cost; not ok, with nothing changed, if together they break a hard rule.
// All clients leave before the first enters, so that they can trade places.
func (r *roster) apply(m *moves) (cost int32, ok bool) {
	m.from, m.moved, m.seen = m.from[:0], 0, 0
	for _, ch := range m.list {
		s := r.at[int(ch.client)*r.p.days+int(ch.day)]
		m.from = append(m.from, s)
		if s != none {
			cost += r.leave(ch.client, ch.day)
		}
		m.moved++
	}
	for _, ch := range m.list {
		if ch.to != none {
			more, ok := r.enter(ch.client, ch.to)
			if !ok {
				r.undo(m)
				return 0, false
			}
			cost += more
		}
		m.seen++
	}
	if r.breaksLicence(m) {
		r.undo(m)
		return 0, false
	}
	return cost, true
}

func (r *roster) breaksLicence(m *moves) bool {
	for i, ch := range m.list {
		if from := m.from[i]; from != none && r.unlicensed(from) || ch.to != none && r.unlicensed(ch.to) {
			return true
		}
	}
	return false
}

// undo takes back what apply has made so far.
func (r *roster) undo(m *moves) {
	for i := m.seen - 1; i >= 0; i-- {
		if ch := m.list[i]; ch.to != none {
			r.leave(ch.client, ch.day)
		}
	}
	for i := m.moved - 1; i >= 0; i-- {
		if s := m.from[i]; s != none {
			r.enter(m.list[i].client, s)
		}
	}
}

// propose fills m with a random neighbour of the roster: somebody takes a random seat, and those who have to make way
// for it go home, trade places or push on. It returns false when the draw makes no sense; a proposal may still break a
// hard rule.
func (r *roster) propose(m *moves, rng *random) bool {
	m.list = m.list[:0]
	if len(r.p.seats) == 0 {
		return false
	}
	s := r.p.seats[rng.below(len(r.p.seats))]
	c, ok := r.taker(rng, s)
	if !ok {
		return false
	}
	d := r.p.shifts[s].day
	old := r.shiftOf(c, d)
	if old == s {
		return false
	}
	m.add(c, d, s)
	seat := rng.below(int(r.p.shifts[s].size))
	switch {
	case seat >= len(r.crews[s]):
		r.fill(m, rng, c, d, old)
	case old == none:
		r.replace(m, rng, c, r.crews[s][seat], d)
	default:
		r.trade(m, rng, r.crews[s][seat], d, old)
	}
	r.sendFoesHome(m, c, s)
	if r.p.shifts[s].licence && r.p.clients[c].licence && len(r.crews[s]) == 0 {
		r.openCrew(m, rng, s)
	}
	r.sendStrandedHome(m)
	return r.free(m)
}

// taker draws somebody who may take the shift, most often one of those whom the prices favour.
func (r *roster) taker(rng *random, s int32) (int32, bool) {
	takers := r.p.takers[s]
	if r.p.likely != nil && len(r.p.likely[s]) > 0 && rng.below(100) < favour {
		takers = r.p.likely[s]
	}
	if len(takers) == 0 {
		return 0, false
	}
	return takers[rng.below(len(takers))], true
}

func (r *roster) shiftOf(c, d int32) int32 { return r.at[int(c)*r.p.days+int(d)] }

// free tells whether all changes touch unlocked places, each once.
func (r *roster) free(m *moves) bool {
	for i, a := range m.list {
		if r.locked != nil && r.locked[int(a.client)*r.p.days+int(a.day)] {
			return false
		}
		for _, b := range m.list[:i] {
			if a.client == b.client && a.day == b.day {
				return false
			}
		}
	}
	return true
}

// fill goes on after c took an empty seat: somebody idle follows into the seat c left, or c gives up another day to keep
// the weekly limit and somebody idle takes that one.
func (r *roster) fill(m *moves, rng *random, c, d, old int32) {
	if old != none {
		r.follow(m, rng, old)
		return
	}
	if r.overLimit(c, m.list[0].to) || rng.below(8) == 0 {
		r.giveUp(m, rng, c, d, none)
	}
}

func (r *roster) overLimit(c, s int32) bool {
	sh := &r.p.shifts[s]
	return r.weekly[int(c)*r.weeks+int(r.p.week[sh.day])]+sh.hours > r.p.clients[c].cap
}

// replace goes on after the idle c took the seat of b: b goes home, takes another seat that day, or takes a seat of c
// on another day.
func (r *roster) replace(m *moves, rng *random, c, b, d int32) {
	draw := rng.below(10)
	if r.overLimit(c, m.list[0].to) {
		draw = 9
	}
	switch {
	case draw < 4:
		m.add(b, d, none)
	case draw < 7:
		r.pushOn(m, rng, b, d)
	default:
		m.add(b, d, none)
		r.giveUp(m, rng, c, d, b)
	}
}

// trade goes on after c, who had a seat, took that of b: they trade places, or b goes home or on and somebody idle
// follows c.
func (r *roster) trade(m *moves, rng *random, b, d, old int32) {
	if r.p.mayTake(b, old) && rng.below(4) > 0 {
		m.add(b, d, old)
		return
	}
	if rng.below(2) == 0 {
		m.add(b, d, none)
	} else {
		r.pushOn(m, rng, b, d)
	}
	r.follow(m, rng, old)
}

// follow sends a random idle taker into the seat that is left in shift s.
func (r *roster) follow(m *moves, rng *random, s int32) {
	d := r.p.shifts[s].day
	for range 3 {
		f, ok := r.taker(rng, s)
		if ok && r.shiftOf(f, d) == none {
			m.add(f, d, s)
			return
		}
	}
}

// pushOn sends b to another shift of the day, whose last place or a random member makes room.
func (r *roster) pushOn(m *moves, rng *random, b, d int32) {
	can := r.p.can[int(b)*r.p.days+int(d)]
	if len(can) == 0 {
		m.add(b, d, none)
		return
	}
	to := can[rng.below(len(can))]
	m.add(b, d, to)
	if len(r.crews[to]) >= int(r.p.shifts[to].size) {
		m.add(r.crews[to][rng.below(len(r.crews[to]))], d, none)
	}
}

// giveUp makes c leave a seat on another day, of the same week if the weekly limit asks for it: to b if b can take it,
// otherwise to somebody idle.
func (r *roster) giveUp(m *moves, rng *random, c, d, b int32) {
	day, ok := r.otherDay(rng, c, d, r.overLimit(c, m.list[0].to))
	if !ok {
		return
	}
	s := r.shiftOf(c, day)
	m.add(c, day, none)
	if b != none && r.shiftOf(b, day) == none && r.p.mayTake(b, s) {
		m.add(b, day, s)
		return
	}
	r.follow(m, rng, s)
}

func (r *roster) otherDay(rng *random, c, d int32, sameWeek bool) (int32, bool) {
	first, n := 0, r.p.days
	if sameWeek {
		first = int(r.p.week[d]) * r.p.in.WeekLength
		n = min(r.p.in.WeekLength, r.p.days-first)
	}
	for range 4 {
		day := int32(first + rng.below(n))
		if day != d && r.shiftOf(c, day) != none {
			return day, true
		}
	}
	return 0, false
}
