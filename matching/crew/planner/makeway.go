package planner

import "slices"

// sendFoesHome makes way for c where the crew holds somebody c must not work with.
func (r *roster) sendFoesHome(m *moves, c, s int32) {
	d := r.p.shifts[s].day
	for _, foe := range r.p.clients[c].foes {
		if r.shiftOf(foe, d) == s && !m.has(foe, d) {
			m.add(foe, d, none)
		}
	}
}

// favour is how many of a hundred draws go to the likely takers; the others keep every plan within reach.
const favour = 95

// openCrew lets idle people join the licence holder who is first in an empty crew: alone the holder may not be worth it.
func (r *roster) openCrew(m *moves, rng *random, s int32) {
	d := r.p.shifts[s].day
	for places := r.p.shifts[s].size - 1; places > 0; places-- {
		f, ok := r.taker(rng, s)
		if ok && r.shiftOf(f, d) == none && !r.overLimit(f, s) && !m.has(f, d) {
			m.add(f, d, s)
		}
	}
}

// sendStrandedHome empties the crews whose only licence holder leaves with these moves.
func (r *roster) sendStrandedHome(m *moves) {
	for _, ch := range m.list {
		s := r.shiftOf(ch.client, ch.day)
		if s == none || !r.p.shifts[s].licence || !r.p.clients[ch.client].licence || r.holdersAfter(m, s) > 0 {
			continue
		}
		for _, c := range r.crews[s] {
			if !m.has(c, ch.day) {
				m.add(c, ch.day, none)
			}
		}
	}
}

// holdersAfter counts the licence holders in the crew once the moves are made.
func (r *roster) holdersAfter(m *moves, s int32) int {
	n := int(r.holder[s])
	for _, ch := range m.list {
		if !r.p.clients[ch.client].licence {
			continue
		}
		if r.shiftOf(ch.client, ch.day) == s {
			n--
		}
		if ch.to == s {
			n++
		}
	}
	return n
}

// has tells whether the moves already concern the client's day.
func (m *moves) has(c, d int32) bool {
	return slices.ContainsFunc(m.list, func(ch change) bool { return ch.client == c && ch.day == d })
}
