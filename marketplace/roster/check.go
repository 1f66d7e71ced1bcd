package roster

import (
	"maps"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/carving"
	"sovite.fi/sovite/marketplace/roster/limit"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
	"sovite.fi/sovite/matching"
)

// Fault is something that stands in the way of a week: what, whose, in which shift. The sentence is "roster.fault." + Key.
type Fault struct {
	verdict.Finding
	Member marketplace.ID // or the leader; empty where the whole shift is meant
	Other  marketplace.ID // the second of a pair
	Shift  marketplace.ID // empty for what counts over days
}

// Case is everything that a week is held against.
type Case struct {
	Week    Week
	Members map[marketplace.ID]Member // of the organiser
	Leaders map[marketplace.ID]string // who may lead, by name
	Around  []Week                    // what was and will be worked before and after, as far as it counts
	Book    *rule.Book
	Ranking matching.RuleSet
	Work    *carving.Catalogue
	Today   marketplace.Date // shifts before this day were worked, and are held against nothing any more
}

// Check holds a week against every hard rule and lists what it breaks, by shift and person: blocked can never be saved;
// review needs an owner's reason. An error is a fault of the book of rules.
func Check(c Case) ([]Fault, error) {
	x := NewChecker(c)
	for _, s := range c.Week.Shifts {
		if s.Date >= c.Today {
			x.Shift(s)
		}
	}
	return x.Found, x.people()
}

// demands are what the orders of the week ask of people.
func (c Case) demands() map[marketplace.ID]Demand {
	out := map[marketplace.ID]Demand{}
	for _, w := range c.Week.Work {
		out[w.Order] = Demands(c.Work, w)
	}
	return out
}

// Checker holds parts of a week against the hard rules, where the whole is not asked about.
type Checker struct {
	Case
	Found []Fault

	demands map[marketplace.ID]Demand
}

// NewChecker makes a checker that has found nothing yet.
func NewChecker(c Case) *Checker { return &Checker{Case: c, demands: c.demands()} }

// In is a checker that has found nothing yet, of the same orders with other people.
func (x *Checker) In(w Week) *Checker {
	c := x.Case
	c.Week = w
	return &Checker{Case: c, demands: x.demands}
}

// Demand is what an order of the week asks of people.
func (x *Checker) Demand(order marketplace.ID) Demand { return x.demands[order] }

// Shift holds one shift against what goes for the whole of it, and each of its people against what goes for them in it.
func (x *Checker) Shift(s Shift) {
	if len(s.Members) > s.Participants {
		x.Found = append(x.Found, blocked("crowded", s, "", "amount", len(s.Members), "limit", s.Participants))
	}
	if needed := s.Guides(len(s.Members)); s.Published && len(s.Leaders) < needed {
		x.Found = append(x.Found, fewLeaders(s))
	}
	for i, id := range s.Members {
		if slices.Contains(s.Members[:i], id) {
			x.Found = append(x.Found, blocked("twice_in_shift", s, id))
			continue
		}
		m, known := x.Members[id]
		if !known || m.Left {
			x.Found = append(x.Found, blocked("no_member", s, id))
			continue
		}
		x.Found = append(x.Found, x.Seat(m, s)...)
		x.Found = append(x.Found, x.pairs(m, s, s.Members[:i])...)
	}
	x.leaders(s)
}

func fewLeaders(s Shift) Fault {
	return blocked("few_leaders", s, "", "amount", len(s.Leaders), "limit", s.Guides(len(s.Members)), "members", len(s.Members))
}

func (x *Checker) leaders(s Shift) {
	for _, id := range s.Leaders {
		if _, may := x.Leaders[id]; !may {
			x.Found = append(x.Found, blocked("no_leader", s, id))
			continue
		}
		for _, o := range x.Week.Shifts {
			if o.ID < s.ID && o.Overlaps(s) && slices.Contains(o.Leaders, id) {
				x.Found = append(x.Found, blocked("leads_twice", s, id))
			}
		}
	}
}

// Seat is what keeps a member out of a shift whatever else they do: the hard limits as matching judges them, cards,
// equipment, induction and times.
func (x *Checker) Seat(m Member, s Shift) []Fault {
	d := x.demands[s.Order]
	out := x.judged(m, s, d)
	for _, e := range d.Equipment {
		if !slices.Contains(m.Equipment, e) {
			out = append(out, blocked("equipment", s, m.ID, "values", e))
		}
	}
	if !m.Inducted(s.Order, s.Buyer, s.Date) {
		f := blocked("induction", s, m.ID)
		f.Citation = cite(x.Book, inductionRule, s.Date)
		out = append(out, f)
	}
	if !m.Comes(s.Date, s.From, s.To) {
		out = append(out, blocked("away", s, m.ID))
	}
	return out
}

const inductionRule = "safety.site_card_before_start"

func cite(book *rule.Book, id string, on marketplace.Date) verdict.Citation {
	r, known := book.At(id, on)
	return verdict.Cite(id, r, known)
}

// Alone is what keeps a member out of a shift if they worked nothing else: Seat, and the limits of the law on that day.
func (x *Checker) Alone(m Member, s Shift) ([]Fault, error) {
	out := x.Seat(m, s)
	counts, err := limit.Counts(x.Book, m.Person(), timesOf([]Shift{s}))
	for _, c := range limit.Broken(counts) {
		out = append(out, overLimit(m.ID, c))
	}
	return out, err
}

// judged asks matching.Judge. What cannot be said because nobody has told it needs a person; a broken limit blocks.
func (x *Checker) judged(m Member, s Shift, d Demand) (out []Fault) {
	task := d.Task
	task.DayMinutes = s.Minutes()
	v := matching.Judge(x.Ranking, m.Profile(s.Date), task)
	for _, b := range v.Breaches {
		switch b.Limit {
		case "certificate":
			out = append(out, lacking(m, s, b.Values)...)
		case "allergen":
			out = append(out, allergic(m, s, d, b.Values)...)
		case "gap":
			// an ability of the profile, which members have none of
		default:
			out = append(out, blocked(b.Limit, s, m.ID, "values", strings.Join(b.Values, ","), "needs", b.Needs, "has", b.Has))
		}
	}
	for _, q := range v.Ask {
		if q.Subject == "allergen" && slices.ContainsFunc(out, func(f Fault) bool { return f.Key == "allergen_untold" }) {
			continue // said already
		}
		if q.Of == "employer" && (q.Subject == "allergen" || q.Subject == "hazard") {
			f := blocked("ask_"+q.Subject, s, m.ID)
			f.Verdict = verdict.Review
			out = append(out, f)
		}
	}
	return out
}

// allergic tells the allergens that are there from those that may be there only because nobody told which are handled: then
// the buyer can be asked.
func allergic(m Member, s Shift, d Demand, values []string) (out []Fault) {
	var there, feared []string
	for _, v := range values {
		if slices.Contains(d.Untold, v) {
			feared = append(feared, v)
		} else {
			there = append(there, v)
		}
	}
	if len(there) > 0 {
		out = append(out, blocked("allergen", s, m.ID, "values", strings.Join(there, ",")))
	}
	if len(feared) > 0 {
		out = append(out, blocked("allergen_untold", s, m.ID, "values", strings.Join(feared, ",")))
	}
	return out
}

// lacking are the cards that a member has not got on the day.
func lacking(m Member, s Shift, keys []string) (out []Fault) {
	for _, key := range keys {
		i := slices.IndexFunc(m.Cards, func(c Card) bool { return c.Key == key })
		if i < 0 {
			out = append(out, blocked("card", s, m.ID, "values", key))
			continue
		}
		out = append(out, blocked("card_ended", s, m.ID, "values", key, "until", m.Cards[i].Until))
	}
	return out
}

func (x *Checker) pairs(m Member, s Shift, with []marketplace.ID) (out []Fault) {
	for _, id := range with {
		if slices.Contains(m.Apart, id) || slices.Contains(x.Members[id].Apart, m.ID) {
			f := blocked("apart", s, m.ID, "other", id)
			f.Other = id
			out = append(out, f)
		}
	}
	return out
}

// people holds what each member does in the week, and before and after, against what goes over days.
func (x *Checker) people() error {
	for _, id := range x.Week.working() {
		if err := x.Person(id); err != nil {
			return err
		}
	}
	return nil
}

// Person holds what somebody does in the week, and before and after, against what goes over days.
func (x *Checker) Person(id marketplace.ID) error {
	m, known := x.Members[id]
	if !known {
		return nil
	}
	x.doubled(m)
	return x.counted(m)
}

// working are the members of the week, each once, sorted.
func (w Week) working() []marketplace.ID {
	seen := map[marketplace.ID]bool{}
	for _, s := range w.Shifts {
		for _, id := range s.Members {
			seen[id] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Of are the shifts of a member.
func (w Week) Of(member marketplace.ID) (out []Shift) {
	for _, s := range w.Shifts {
		if slices.Contains(s.Members, member) {
			out = append(out, s)
		}
	}
	return out
}

// doubled looks for two shifts at the same time, and for more minutes than the member's own limits allow.
func (x *Checker) doubled(m Member) {
	week, day := 0, map[marketplace.Date]int{}
	mine := x.Week.Of(m.ID)
	for i, s := range mine {
		week += s.Minutes()
		day[s.Date] += s.Minutes()
		for _, o := range mine[:i] {
			if s.Date >= x.Today && s.Overlaps(o) {
				x.Found = append(x.Found, blocked("at_once", s, m.ID))
			}
		}
		if most := m.Limits.DayMinutes; s.Date >= x.Today && most > 0 && day[s.Date] > most && s.Minutes() <= most {
			x.Found = append(x.Found, blocked("day_length", s, m.ID, "needs", day[s.Date], "has", most, "values", ""))
		}
	}
	if week > m.Most && x.open(mine) {
		x.Found = append(x.Found, overDays("own_week", m.ID, "amount", week, "limit", m.Most))
	}
}

// open says whether some of the shifts are still to come: what was worked is over.
func (x *Checker) open(shifts []Shift) bool {
	return slices.ContainsFunc(shifts, func(s Shift) bool { return s.Date >= x.Today })
}

// counted holds the member's shifts of a year against the limits of the law. Of what is broken, that counts which touches
// days of this week that are still to come.
func (x *Checker) counted(m Member) error {
	mine := x.Week.Of(m.ID)
	if !x.open(mine) {
		return nil
	}
	shifts := timesOf(mine)
	for _, w := range x.Around {
		shifts = append(shifts, timesOf(w.Of(m.ID))...)
	}
	counts, err := limit.Counts(x.Book, m.Person(), shifts)
	if err != nil {
		return err
	}
	first, last := max(x.Today, x.Week.Monday), x.Week.Monday.AddDays(6)
	for _, c := range limit.Broken(counts) {
		if c.To < first || c.From > last {
			continue
		}
		x.Found = append(x.Found, overLimit(m.ID, c))
	}
	return nil
}

func timesOf(shifts []Shift) []limit.Shift {
	out := make([]limit.Shift, len(shifts))
	for i, s := range shifts {
		out[i] = limit.Shift{On: s.Date, Start: s.From, End: s.To}
	}
	return out
}

// overLimit is a broken count as a fault. Breaks within a shift are the leader's to give: nobody writes them down
// beforehand, so that a person has to see to them.
func overLimit(member marketplace.ID, c limit.Count) Fault {
	f := Fault{Finding: c.Finding, Member: member}
	f.Key = "limit." + c.Key
	f.Args = maps.Clone(c.Args)
	if f.Args == nil {
		f.Args = map[string]string{"from": string(c.From), "to": string(c.To)}
	}
	f.Args["member"] = string(member)
	if c.Key == "young_break" {
		f.Verdict = verdict.Review
	}
	return f
}

// blocked is a fault in one shift.
func blocked(key string, s Shift, member marketplace.ID, args ...any) Fault {
	f := overDays(key, member, args...)
	f.Shift = s.ID
	f.Args["shift"], f.Args["date"] = string(s.ID), string(s.Date)
	f.Args["from"], f.Args["to"] = clock(s.From), clock(s.To)
	return f
}

// overDays is a fault of what somebody does in the whole week.
func overDays(key string, member marketplace.ID, args ...any) Fault {
	f := Fault{Finding: verdict.Finding{Key: key, Verdict: verdict.Blocked, Args: textPairs(args)}, Member: member}
	if member != "" {
		f.Args["member"] = string(member)
	}
	return f
}
