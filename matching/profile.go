package matching

// Profile is what matching may know about a person: work facts, never a diagnosis, a name or any protected attribute.
// Every part has a value for "not asked"; what was not asked never counts as zero and never leaves a task out.
type Profile struct {
	Abilities    Ratings
	Certificates Choice // held
	Limits       Limits
	Needs        Needs
	Wishes       Wishes
}

// Limits are what must not be broken (ehdottomat rajat). A breach leaves the task out whatever else speaks for it.
type Limits struct {
	WeekMinutes Window // the least and the most working time that the person accepts, minutes a week
	DayMinutes  int    // the most in one day, minutes; 0 = not asked
	Weekdays    Choice // days that suit: mon, tue, wed, thu, fri, sat, sun
	Shifts      Choice // shifts that suit: day, evening, night, weekend
	Travel      Travel
	Hazards     Choice  // hazards that must not be there (Choice.Asked with no values: none)
	Allergens   Choice  // allergens that must not be there
	Forms       Choice  // work forms the person accepts
	MustNot     Ratings // the highest demand per dimension that is ever allowed ("must not lift more than"), if rated
}

// Needs are what has to be in place for the person to do well (tarpeet): without them a demand may stay too high.
type Needs struct {
	Adaptations Choice   // adaptations that help this person
	Refused     []string // adaptations that do not suit this person; never counted, never suggested
	Support     Rating   // how much support at work, 0 none to 3 daily
}

// Wishes say which work, never whether (toiveet). Unfulfilled wishes cost points and nothing else.
type Wishes struct {
	Goal        string     // the career goal in the person's words
	Occupations []string   // ISCO-08 codes of the occupations aimed at, four digits, best first
	OccupIDs    []string   // ESCO occupation ids aimed at, if chosen
	SkillIDs    []string   `json:",omitempty"` // ESCO skill ids of what the person can do, if chosen
	Text        string     // wishes, tasks liked, experience: free words about work
	Avoid       string     // tasks disliked, free words
	Interests   *Interests // nil = not asked
}

// Interests are six numbers, 0 to 1, in the order realistic, investigative, artistic, social, enterprising,
// conventional: working with things, ideas, forms, people, aims, and order.
type Interests [6]float64

// Travel is where the person starts from and how far they go. Known is false when it was not asked.
type Travel struct {
	Known      bool
	Lat, Lon   float64 // degrees
	Transport  string  // walk, bike, public, car
	MaxMinutes int     // one way; 0 = not asked
}

// Window is a range of minutes a week. The zero Window means not asked, or not told.
type Window struct {
	Min int `json:"min"`
	Max int `json:"max"`
}

// Known says whether the window was asked.
func (w Window) Known() bool { return w.Max > 0 }

// Overlaps says whether the two windows share a working time.
func (w Window) Overlaps(o Window) bool { return max(w.Min, o.Min) <= min(w.Max, o.Max) }

// Choice is a set of keys of a closed list that may not have been asked for.
type Choice struct {
	Asked  bool     `json:"asked"`
	Values []string `json:"values,omitempty"`
}

// Chosen makes a Choice that was asked.
func Chosen(values ...string) Choice { return Choice{Asked: true, Values: values} }

// Has says whether the key was chosen.
func (c Choice) Has(key string) bool {
	for _, v := range c.Values {
		if v == key {
			return true
		}
	}
	return false
}
