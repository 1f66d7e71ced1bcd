package crew

import (
	"fmt"
	"strings"
)

// The sizes up to which an Instance is accepted; they keep every sum far inside an int and every table in memory.
const (
	maxDays   = 366
	maxPeople = 5000
	maxOrders = 2000
	maxCrew   = 1000
	maxHours  = 24 * maxDays
	maxCells  = 10_000_000 // clients times orders times days; a region's month is about a million
)

// Validate tells whether the instance makes sense. The error names the first field that does not, as the judging contract
// spells it (for example clients[3].max_hours_week), what is wrong with it and what it should be.
func (in Instance) Validate() error {
	v := validator{in: in, orders: map[string]bool{}, people: map[string]string{}, clients: map[string]bool{}}
	v.inRange("days", in.Days, 1, maxDays)
	v.inRange("week_length", in.WeekLength, 1, maxDays)
	v.inRange("clients: their number", len(in.Clients), 1, maxPeople)
	v.inRange("orders: their number", len(in.Orders), 1, maxOrders)
	v.inRange("supervisors: their number", len(in.Supervisors), 0, maxPeople)
	v.inRange("clients, orders and days: their product", len(in.Clients)*len(in.Orders)*max(in.Days, 0), 0, maxCells)
	for i, o := range in.Orders {
		v.order(fmt.Sprintf("orders[%d]", i), o)
	}
	for i, c := range in.Clients {
		v.client(fmt.Sprintf("clients[%d]", i), c)
	}
	for i, s := range in.Supervisors {
		v.supervisor(fmt.Sprintf("supervisors[%d]", i), s)
	}
	v.conflicts()
	v.previous()
	return v.err
}

type validator struct {
	in      Instance
	orders  map[string]bool
	people  map[string]string // id to the field that has it
	clients map[string]bool
	err     error // the first
}

func (v *validator) fail(field, format string, args ...any) {
	if v.err == nil {
		v.err = fmt.Errorf("%s: %s", field, fmt.Sprintf(format, args...))
	}
}

func (v *validator) inRange(field string, got, low, high int) {
	if got < low || got > high {
		v.fail(field, "%d is not between %d and %d", got, low, high)
	}
}

// id checks that the id can stand in a line of tab-separated fields.
func (v *validator) id(field, id string) {
	if id == "" || strings.TrimSpace(id) != id || strings.ContainsAny(id, "\t\n\r") {
		v.fail(field, "%q is no id; give one without tabs, line breaks or blanks around it", id)
	}
}

func (v *validator) order(field string, o Order) {
	v.id(field+".id", o.ID)
	if v.orders[o.ID] {
		v.fail(field+".id", "%q is there twice; give each order its own id", o.ID)
	}
	v.orders[o.ID] = true
	v.inRange(field+".hours", o.Hours, 1, 24)
	v.inRange(field+".per_supervisor", o.PerSupervisor, 1, maxCrew)
	for day, size := range o.Crew {
		v.inRange(field+".days", day, 0, v.in.Days-1)
		v.inRange(fmt.Sprintf("%s.days.%d", field, day), size, 0, maxCrew)
	}
}

func (v *validator) person(field, id string) {
	v.id(field+".id", id)
	if first, twice := v.people[id]; twice {
		v.fail(field+".id", "%q is also the id of %s; give each person one of their own", id, first)
	}
	v.people[id] = field
}

func (v *validator) client(field string, c Client) {
	v.person(field, c.ID)
	v.clients[c.ID] = true
	v.inRange(field+".max_hours_week", c.MaxHoursWeek, 0, maxHours)
	v.inRange(field+".target_hours", c.TargetHours, 0, maxHours)
	v.days(field, c.Days)
	for order, fit := range c.Fit {
		at := fmt.Sprintf("fit.%s.%s", c.ID, order)
		v.inRange(at, fit, 0, FullFit)
		if !v.orders[order] {
			v.fail(at, "there is no order %q", order)
		}
	}
}

func (v *validator) days(field string, days []int) {
	seen := make(map[int]bool, len(days))
	for i, d := range days {
		at := fmt.Sprintf("%s.days[%d]", field, i)
		v.inRange(at, d, 0, v.in.Days-1)
		if seen[d] {
			v.fail(at, "day %d is there twice", d)
		}
		seen[d] = true
	}
}

func (v *validator) supervisor(field string, s Supervisor) {
	v.person(field, s.ID)
	v.days(field, s.Days)
	for i, order := range s.Orders {
		if !v.orders[order] {
			v.fail(fmt.Sprintf("%s.orders[%d]", field, i), "there is no order %q", order)
		}
	}
}

func (v *validator) conflicts() {
	for i, pair := range v.in.Conflicts {
		at := fmt.Sprintf("conflicts[%d]", i)
		for _, id := range []string{pair.A, pair.B} {
			if !v.clients[id] {
				v.fail(at, "there is no client %q", id)
			}
		}
		if pair.A == pair.B {
			v.fail(at, "%q is in conflict with themself; name two clients", pair.A)
		}
	}
}

func (v *validator) previous() {
	seen := map[Member]bool{}
	for _, m := range v.in.Previous {
		if seen[m] {
			v.fail("previous_crew."+m.Order, "%q is there twice", m.Client)
		}
		seen[m] = true
	}
}
