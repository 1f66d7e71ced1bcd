package roster

import (
	"cmp"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/roster/limit"
	"sovite.fi/sovite/matching"
)

// Member is a person who takes part in an organiser's crews.
type Member struct {
	ID  marketplace.ID `json:"id"`
	Org marketplace.ID `json:"org"` // the organiser
	About
	Left    bool                `json:"left"` // takes part no more
	Created marketplace.Instant `json:"created"`
}

// About is what the organiser fills in about a member: what planning needs, and no reason for any of it.
type About struct {
	Name       string           `json:"name"`             // as the supervisors call them, at most 60 characters
	Form       string           `json:"form"`             // work form of the scale
	Age        string           `json:"age"`              // one of limit's ages; empty: not told
	Basic      bool             `json:"basic,omitempty"`  // in basic education
	Since      marketplace.Date `json:"since,omitempty"`  // first day of the period or trial that goes on
	Before     int              `json:"before,omitempty"` // calendar days of earlier work trials that count
	Most       int              `json:"most"`             // minutes of work a week at most
	Hoped      int              `json:"hoped"`            // minutes of work a week hoped for; at most Most
	Times      []Time           `json:"times,omitempty"`  // when they can come; at most one a weekday
	Inductions []Induction      `json:"inductions,omitempty"`
	Cards      []Card           `json:"cards,omitempty"`
	Equipment  []string         `json:"equipment,omitempty"` // protective equipment they have: Equipments
	Limits     Limits           `json:"limits"`
	Steady     bool             `json:"steady,omitempty"` // is moved last when somebody is away
	Wishes     []string         `json:"wishes,omitempty"` // trades hoped for
	Apart      []marketplace.ID `json:"apart,omitempty"`  // members with whom they must not work
	Knows      []marketplace.ID `json:"knows,omitempty"`  // members whom they know and like to work with
}

// Time is when somebody can come on a weekday.
type Time struct {
	Day  string `json:"day"`  // of the scale's weekdays
	From int    `json:"from"` // minutes from midnight
	To   int    `json:"to"`
}

// Induction is that somebody was shown a place, or will be on a day before their first shift begins.
type Induction struct {
	At marketplace.ID   `json:"at"` // an order, or a buyer for all its orders
	On marketplace.Date `json:"on"`
}

// Card is a training or licence that is proven.
type Card struct {
	Key   string           `json:"key"`             // certificate of the scale
	Until marketplace.Date `json:"until,omitempty"` // last day; empty: does not end
}

// Limits are what must not be broken when somebody works: the part of matching's hard limits that a crew's work can break.
type Limits struct {
	DayMinutes int              `json:"day_minutes,omitempty"` // in one day at most; 0: not asked
	Hazards    matching.Choice  `json:"hazards"`               // that must not be there
	Allergens  matching.Choice  `json:"allergens"`
	MustNot    matching.Ratings `json:"must_not,omitempty"` // the highest demand ever allowed, such as of lifting
}

// Equipments are the sorts of protective equipment, in the order in which forms show them.
func Equipments() []string {
	return []string{"safety_shoes", "gloves", "cut_gloves", "hi_vis", "helmet", "eye_protection", "hearing_protection", "respirator", "hair_cover", "winter_clothing"}
}

// Ages are the ages that the rules tell apart.
func Ages() []string { return []string{limit.Adult, limit.Young, limit.Child} }

// Person is what the legal limits have to know about a member.
func (a About) Person() limit.Person {
	return limit.Person{Form: a.Form, Age: a.Age, Basic: a.Basic, Since: a.Since, Before: a.Before}
}

// Profile is the member on a day as matching knows people: who may do which work is decided by matching.Judge alone.
func (a About) Profile(on marketplace.Date) matching.Profile {
	held := matching.Choice{Asked: true}
	for _, c := range a.Cards {
		if c.Valid(on) {
			held.Values = append(held.Values, c.Key)
		}
	}
	return matching.Profile{
		Certificates: held,
		Limits: matching.Limits{
			DayMinutes: a.Limits.DayMinutes, Hazards: a.Limits.Hazards, Allergens: a.Limits.Allergens, MustNot: a.Limits.MustNot,
		},
	}
}

// Valid says whether the card holds on a day.
func (c Card) Valid(on marketplace.Date) bool { return c.Until == "" || on <= c.Until }

// Comes says whether a member can come for the whole of a stretch of a day.
func (a About) Comes(on marketplace.Date, from, to int) bool {
	day := weekday(on)
	return slices.ContainsFunc(a.Times, func(t Time) bool { return t.Day == day && t.From <= from && to <= t.To })
}

// Inducted says whether a member was shown the place of an order by a day.
func (a About) Inducted(order, buyer marketplace.ID, on marketplace.Date) bool {
	return slices.ContainsFunc(a.Inductions, func(i Induction) bool { return (i.At == order || i.At == buyer) && i.On <= on })
}

// Wants says whether some of an order's work is hoped for.
func (a About) Wants(w Work) bool {
	return slices.ContainsFunc(w.Trades, func(trade string) bool { return slices.Contains(a.Wishes, trade) })
}

func weekday(d marketplace.Date) string { return capacity.Weekdays()[capacity.Monday(d).DaysTo(d)] }

const (
	maxName  = 60
	maxPairs = 50
	maxList  = 200
	dayLong  = 24 * 60
	weekLong = 7 * dayLong
)

// stored is what was filled in, in the form in which it is kept.
func (a About) stored() About {
	a.Name = check.Line(a.Name)
	a.Equipment, a.Wishes = check.Keys(a.Equipment), check.Keys(a.Wishes)
	a.Apart, a.Knows = ids(a.Apart), ids(a.Knows)
	a.Limits.Hazards, a.Limits.Allergens = check.Choice(a.Limits.Hazards), check.Choice(a.Limits.Allergens)
	days := capacity.Weekdays()
	a.Times = slices.SortedStableFunc(slices.Values(a.Times), func(x, y Time) int {
		return cmp.Compare(slices.Index(days, x.Day), slices.Index(days, y.Day))
	})
	a.Cards = slices.SortedStableFunc(slices.Values(a.Cards), func(x, y Card) int { return cmp.Compare(x.Key, y.Key) })
	a.Inductions = slices.SortedStableFunc(slices.Values(a.Inductions), func(x, y Induction) int { return cmp.Compare(x.On, y.On) })
	return a
}

func ids(list []marketplace.ID) []marketplace.ID {
	list = slices.DeleteFunc(slices.Clone(list), func(id marketplace.ID) bool { return id == "" })
	slices.Sort(list)
	return slices.Compact(list)
}

// validate names every field that is wrong.
func (a About) validate(f *check.Fields, trade func(string) bool) error {
	f.Need("name", a.Name != "")
	f.Text("name", a.Name, maxName)
	f.Need("form", a.Form != "")
	f.Key("form", "form", a.Form)
	if a.Age != "" {
		f.OneOf("age", a.Age, Ages()...)
	}
	f.Date("since", a.Since)
	f.Range("before", a.Before, 0, 366)
	f.Range("most", a.Most, 0, weekLong)
	f.Range("hoped", a.Hoped, 0, a.Most)
	a.validateTimes(f)
	a.validateLists(f, trade)
	f.Range("limits.day_minutes", a.Limits.DayMinutes, 0, dayLong)
	f.Choice("limits.hazards", "hazard", a.Limits.Hazards)
	f.Choice("limits.allergens", "allergen", a.Limits.Allergens)
	for d, r := range a.Limits.MustNot {
		f.Key("limits.must_not", "scale", string(d))
		if !r.Known() {
			f.Add("limits.must_not", "roster.field.level")
		}
	}
	return marketplace.InvalidFields(f.Errors())
}

func (a About) validateTimes(f *check.Fields) {
	seen := map[string]bool{}
	for i, t := range a.Times {
		path := check.At("times", i)
		f.Key(path+".day", "weekday", t.Day)
		if seen[t.Day] {
			f.Add(path+".day", "roster.field.day_twice")
		}
		seen[t.Day] = true
		if t.From < 0 || t.To > dayLong || t.From >= t.To {
			f.Add(path+".to", "roster.field.times")
		}
	}
}

func (a About) validateLists(f *check.Fields, trade func(string) bool) {
	f.Count("inductions", len(a.Inductions), maxList)
	for i, in := range a.Inductions {
		path := check.At("inductions", i)
		f.Need(path+".at", in.At.Valid())
		f.Need(path+".on", in.On != "")
		f.Date(path+".on", in.On)
	}
	f.Count("cards", len(a.Cards), maxPairs)
	for i, c := range a.Cards {
		path := check.At("cards", i)
		f.Need(path+".key", c.Key != "")
		f.Key(path+".key", "certificate", c.Key)
		f.Date(path+".until", c.Until)
		if i > 0 && a.Cards[i-1].Key == c.Key {
			f.Add(path+".key", "roster.field.card_twice")
		}
	}
	for i, e := range a.Equipment {
		f.OneOf(check.At("equipment", i), e, Equipments()...)
	}
	for i, w := range a.Wishes {
		if !trade(w) {
			f.Add(check.At("wishes", i), "roster.field.trade", "value", w)
		}
	}
	f.Count("apart", len(a.Apart), maxPairs)
	f.Count("knows", len(a.Knows), maxPairs)
}
