package crew

// Instance is one planning question. Days are numbered from 0; week w holds the days w*WeekLength and on.
// Validate says whether it makes sense; every other function of the package expects that it does.
type Instance struct {
	Name        string
	Days        int // how many days are planned, 1 to 366
	WeekLength  int // days in a week as the weekly hours count it, 1 to 366
	Clients     []Client
	Orders      []Order
	Supervisors []Supervisor
	Conflicts   []Conflict // pairs of clients who must not work in one crew
	Previous    []Member   // who worked for which order last time
}

// Client is one person who may take seats.
type Client struct {
	ID           string
	MaxHoursWeek int            // a hard limit, hours in each week
	TargetHours  int            // what the client should get over all days; less costs fairness points
	Days         []int          // available days
	Licence      bool           // holds the licence that some orders need
	Fit          map[string]int // eligible orders by id, each with its fit of 0 to 100; an order not here is out of reach
}

// Order is work sold to a buyer: the same hours on each of its days.
type Order struct {
	ID            string
	Hours         int // of one shift, 1 to 24
	PerSupervisor int // clients one supervisor can guide, at least 1
	NeedsLicence  bool
	Crew          map[int]int // day to number of clients wanted
}

// Supervisor is one person who may guide crews, one order a day.
type Supervisor struct {
	ID     string
	Days   []int
	Orders []string // ids of the orders the supervisor knows
}

// Conflict names two clients who must not be in the crew of one order on one day.
type Conflict struct{ A, B string }

// Member is one client of the crew that an order had last time. The client or the order may be gone by now.
type Member struct{ Client, Order string }

// Seat is one person at one order on one day: a client in the crew or a supervisor beside it.
type Seat struct {
	Who   string
	Order string
	Day   int
}

// Plan is the answer to an Instance: the taken seats of clients and supervisors, in no particular order.
type Plan struct{ Seats []Seat }

// Shift is one order on one day.
type Shift struct {
	Order string
	Day   int
}

// SupervisorsFor tells how many supervisors a crew of that size needs under the order's ratio.
func (o Order) SupervisorsFor(size int) int {
	return (size + o.PerSupervisor - 1) / o.PerSupervisor
}
