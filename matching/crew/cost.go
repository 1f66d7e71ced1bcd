package crew

// The points of a plan, the fewer the better. They stand in the judging contract and are whole numbers, so that two
// plans compare exactly. A missing client outweighs everything a rearrangement can win for others.
const (
	MissingPoints    = 1000 // an empty seat of a client
	SupervisorPoints = 800  // an empty seat of a supervisor
	FullFit          = 100  // a seat costs FullFit less the fit
	LowHourPoints    = 6    // an hour below half of the target, on top of UnderHourPoints
	UnderHourPoints  = 2    // an hour below the target
	ChangePoints     = 40   // a member of the previous crew who has no seat at that order in the whole plan
)

// Cost is what a plan lacks, in points by part.
type Cost struct {
	Missing     int // empty seats of clients
	Supervisors int // empty seats of supervisors
	Fit         int // misfit of the taken seats
	Fairness    int // hours short of the targets, counted double and more for those far below
	Stability   int // people torn from the crew they knew
}

// Total adds the parts up.
func (c Cost) Total() int {
	return c.Missing + c.Supervisors + c.Fit + c.Fairness + c.Stability
}

// Shortfall is the fairness cost of a client with that target who gets that many hours: convex, so that an hour goes
// first to whoever has least.
func Shortfall(target, hours int) int {
	return LowHourPoints*max(0, (target+1)/2-hours) + UnderHourPoints*max(0, target-hours)
}

// CostOf works the cost of a plan out from nothing but instance and plan. Seats at shifts that do not exist are faults
// (see Check); they fill nothing.
func CostOf(in Instance, plan Plan) Cost {
	t := tally(in, plan)
	var c Cost
	for _, o := range in.Orders {
		for day, size := range o.Crew {
			shift := Shift{o.ID, day}
			c.Missing += MissingPoints * max(0, size-len(t.crews[shift]))
			c.Supervisors += SupervisorPoints * max(0, o.SupervisorsFor(size)-len(t.guides[shift]))
		}
	}
	for _, seat := range plan.Seats {
		if client, ok := t.clients[seat.Who]; ok {
			if fit, eligible := client.Fit[seat.Order]; eligible {
				c.Fit += FullFit - fit
			}
		}
	}
	for _, client := range in.Clients {
		c.Fairness += Shortfall(client.TargetHours, t.hours[client.ID])
	}
	for _, m := range in.Previous {
		if t.used[m] == 0 {
			c.Stability += ChangePoints
		}
	}
	return c
}

// ledger is a plan sorted by what the judgements ask for.
type ledger struct {
	clients     map[string]Client
	supervisors map[string]Supervisor
	orders      map[string]Order
	crews       map[Shift][]string // clients
	guides      map[Shift][]string // supervisors
	hours       map[string]int     // by client, over all days
	week        map[clientWeek]int // hours
	used        map[Member]int     // seats
	busy        map[Seat]bool      // by person and day
}

type clientWeek struct {
	client string
	week   int
}

func tally(in Instance, plan Plan) ledger {
	t := index(in)
	for _, seat := range plan.Seats {
		order, ok := t.orders[seat.Order]
		_, isClient := t.clients[seat.Who]
		_, isSupervisor := t.supervisors[seat.Who]
		if isClient {
			t.used[Member{seat.Who, seat.Order}]++
		}
		shift := Shift{seat.Order, seat.Day}
		if _, works := order.Crew[seat.Day]; !ok || !works {
			continue
		}
		t.busy[Seat{Who: seat.Who, Day: seat.Day}] = true
		switch {
		case isClient:
			t.crews[shift] = append(t.crews[shift], seat.Who)
			t.hours[seat.Who] += order.Hours
			t.week[clientWeek{seat.Who, seat.Day / in.WeekLength}] += order.Hours
		case isSupervisor:
			t.guides[shift] = append(t.guides[shift], seat.Who)
		}
	}
	return t
}

func index(in Instance) ledger {
	t := ledger{
		clients: map[string]Client{}, supervisors: map[string]Supervisor{}, orders: map[string]Order{},
		crews: map[Shift][]string{}, guides: map[Shift][]string{},
		hours: map[string]int{}, week: map[clientWeek]int{}, used: map[Member]int{}, busy: map[Seat]bool{},
	}
	for _, c := range in.Clients {
		t.clients[c.ID] = c
	}
	for _, s := range in.Supervisors {
		t.supervisors[s.ID] = s
	}
	for _, o := range in.Orders {
		t.orders[o.ID] = o
	}
	return t
}
