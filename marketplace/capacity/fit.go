package capacity

import (
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Limit is what there is too little of.
type Limit string

// The limits. NoLimit is for a day on which nothing is offered.
const (
	NoLimit          Limit = ""
	CrewLimit        Limit = "crew"
	SupervisorLimit  Limit = "supervisor"
	BothLimits       Limit = "both"
	SupervisionLimit Limit = "ratio" // the load itself has too few supervisors for its participants
)

// Shortage says that something does not fit: on a day, between two moments, so many are missing at the worst quarter.
type Shortage struct {
	Date    marketplace.Date
	From    int // minutes from midnight
	To      int
	Limit   Limit
	Missing int
}

// heads are the people at one quarter-hour.
type heads struct{ crew, supervisors int }

// day are the people at each quarter-hour of a day.
type day [dayQuarters]heads

func (d *day) add(from, to, crew, supervisors int) {
	for q := from / quarter; q < to/quarter; q++ {
		d[q].crew += crew
		d[q].supervisors += supervisors
	}
}

func (d *day) load(l Load) { d.add(l.From, l.To, l.Participants, l.Supervisors) }

// hours are the person-quarters of a day.
func (d *day) hours() (h Hours) {
	for _, at := range d {
		h.Crew += money.Quarters(at.crew)
		h.Supervisors += money.Quarters(at.supervisors)
	}
	return h
}

// offered are the people who are there on a day.
func (c Crew) offered(d marketplace.Date) *day {
	var out day
	for _, w := range c.windows(d) {
		out.add(w.From, w.To, w.Participants, w.Supervisors)
	}
	return &out
}

// used are the people of the loads of some bookings on a day.
func used(bookings []Booking, d marketplace.Date) *day {
	var out day
	for _, b := range bookings {
		for _, l := range b.Loads {
			if l.Date == d {
				out.load(l)
			}
		}
	}
	return &out
}

// live are the bookings that count at a moment, without one of them.
func (c Crew) live(now marketplace.Instant, without marketplace.ID) []Booking {
	var out []Booking
	for _, b := range c.Bookings {
		if b.ID != without && b.At(now).Live() {
			out = append(out, b)
		}
	}
	return out
}

// short is what loads lack beside the bookings that stay; nothing when they fit.
func (c Crew) short(loads []Load, beside []Booking) []Shortage {
	var out []Shortage
	for _, l := range loads {
		if need := (l.Participants + c.Terms.Ratio - 1) / c.Terms.Ratio; l.Supervisors < need {
			out = append(out, Shortage{l.Date, l.From, l.To, SupervisionLimit, need - l.Supervisors})
		}
	}
	for _, d := range dates(loads) {
		taken := used(beside, d)
		taken2 := used([]Booking{{Loads: loads}}, d)
		out = append(out, lacking(d, c.offered(d), taken, taken2)...)
	}
	return out
}

// lacking compares a day with what is offered, at the quarters that the loads need.
func lacking(d marketplace.Date, offered, taken, wanted *day) []Shortage {
	crew, supervisor := Shortage{Date: d, Limit: CrewLimit}, Shortage{Date: d, Limit: SupervisorLimit}
	for q := range wanted {
		if wanted[q] == (heads{}) {
			continue
		}
		crew.widen(q, taken[q].crew+wanted[q].crew-offered[q].crew)
		supervisor.widen(q, taken[q].supervisors+wanted[q].supervisors-offered[q].supervisors)
	}
	return slices.DeleteFunc([]Shortage{crew, supervisor}, func(s Shortage) bool { return s.Missing == 0 })
}

// widen makes a shortage reach over a quarter at which so many are missing.
func (s *Shortage) widen(q, missing int) {
	if missing <= 0 {
		return
	}
	if s.Missing == 0 {
		s.From = q * quarter
	}
	s.To, s.Missing = (q+1)*quarter, max(s.Missing, missing)
}

// Refusal is the Conflict that a shortage is answered with, naming the first in the text and each as a field; nil when nothing is missing.
func Refusal(short []Shortage) error {
	if len(short) == 0 {
		return nil
	}
	err := marketplace.Errorf(marketplace.Conflict, short[0].key(), short[0].args()...)
	for _, s := range short {
		err.Fields = append(err.Fields, marketplace.Field(string(s.Date), s.key(), s.args()...))
	}
	return err
}

func (s Shortage) key() string { return "capacity.short." + string(s.Limit) }

func (s Shortage) args() []any {
	return []any{"date", s.Date, "from", clock(s.From), "to", clock(s.To), "missing", s.Missing}
}

// clock writes minutes from midnight as 08:15.
func clock(m int) string {
	two := func(n int) string { return string([]byte{byte('0' + n/10), byte('0' + n%10)}) }
	return two(m/60) + ":" + two(m%60)
}

// dates are the days of some loads, in order, once each.
func dates(loads []Load) []marketplace.Date {
	var out []marketplace.Date
	for _, l := range loads {
		out = append(out, l.Date)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
