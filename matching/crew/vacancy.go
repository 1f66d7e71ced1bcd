package crew

import (
	"cmp"
	"slices"
)

// Vacancy is a shift that lacks people, and what keeps others from filling it while the rest of the plan stays.
type Vacancy struct {
	Shift       Shift
	Clients     int // empty seats of clients
	Supervisors int // empty seats of supervisors

	Free    int          // clients outside the crew who could join as the plan stands
	Blocked map[Rule]int // clients outside the crew who could not, by the first rule in their way

	FreeSupervisors    int
	BlockedSupervisors map[Rule]int
}

// Vacancies lists the shifts with empty seats by day and order. Counts of clients are given where clients are missing,
// counts of supervisors where supervisors are.
func Vacancies(in Instance, plan Plan) []Vacancy {
	t := tally(in, plan)
	var out []Vacancy
	for _, o := range in.Orders {
		for day, size := range o.Crew {
			shift := Shift{o.ID, day}
			v := Vacancy{
				Shift: shift, Clients: max(0, size-len(t.crews[shift])),
				Supervisors: max(0, o.SupervisorsFor(size)-len(t.guides[shift])),
			}
			if v.Clients+v.Supervisors > 0 {
				t.countClients(in, &v)
				t.countSupervisors(in, &v)
				out = append(out, v)
			}
		}
	}
	slices.SortFunc(out, func(a, b Vacancy) int {
		return cmp.Or(cmp.Compare(a.Shift.Day, b.Shift.Day), cmp.Compare(a.Shift.Order, b.Shift.Order))
	})
	return out
}

func (t ledger) countClients(in Instance, v *Vacancy) {
	if v.Clients == 0 {
		return
	}
	v.Blocked = map[Rule]int{}
	for _, c := range in.Clients {
		if slices.Contains(t.crews[v.Shift], c.ID) {
			continue
		}
		if rule, blocked := t.blocks(in, c, Seat{Order: v.Shift.Order, Day: v.Shift.Day}, ""); blocked {
			v.Blocked[rule]++
		} else {
			v.Free++
		}
	}
}

func (t ledger) countSupervisors(in Instance, v *Vacancy) {
	if v.Supervisors == 0 {
		return
	}
	v.BlockedSupervisors = map[Rule]int{}
	for _, s := range in.Supervisors {
		if slices.Contains(t.guides[v.Shift], s.ID) {
			continue
		}
		rules := t.seatRules(Seat{s.ID, v.Shift.Order, v.Shift.Day})
		switch {
		case len(rules) > 0:
			v.BlockedSupervisors[rules[0]]++
		case t.busy[Seat{Who: s.ID, Day: v.Shift.Day}]:
			v.BlockedSupervisors[TwiceADay]++
		default:
			v.FreeSupervisors++
		}
	}
}
