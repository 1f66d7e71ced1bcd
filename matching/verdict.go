package matching

// Group is the verdict in one word. A higher group is a better one.
type Group int

// The four groups.
const (
	LeftOut Group = iota // a hard limit is broken, or an essential demand is out of reach
	Missing              // something has to be asked before anybody can say
	FitsIf               // fits when the named changes are made
	FitsNow              // fits as things are
)

// String is the stable key of the group, used in documents and message keys.
func (g Group) String() string {
	return [...]string{"left_out", "missing", "fits_if", "fits_now"}[g]
}

// Verdict is the answer for one profile and one task, with everything needed to explain it in words.
type Verdict struct {
	Task     string     // the task's id
	RuleSet  string     // version of the rules that gave it
	Group    Group      //
	Eligible bool       // no hard limit is broken (the task may still be out of reach by a gap)
	Score    float64    // 0 to 100, the sum of Parts rounded to 4 decimals; orders tasks within a group
	Parts    []Part     // in fixed order; their Points add up to Score within 0.01
	Low      float64    // Score if every unrated ability were 0
	High     float64    // Score if every unrated ability were 5
	Breaches []Breach   // hard limits broken; a person must not do this task while one stands
	Lines    []Line     // one per demand, in the task's order: the comparison table
	Changes  []Change   // FitsIf and Missing: the smallest set that closes all essential gaps that are known
	Ask      []Question // what is not known and would decide
	For      []Reason   // strongest first
	Against  []Reason   // strongest first
	Notes    []Reason   // surplus and other things worth saying, without points
	Commute  int        // estimated way to work, one way, minutes rounded up; 0 = a place or the means is not known
}

// Part is one summand of the score.
type Part struct {
	Key    string // demands, weakest, goal, interests, support, commute
	Points float64
	Of     float64 // the most this part can give
}

// Breach is a broken hard limit.
type Breach struct {
	Limit   string // hours, day_length, weekday, commute, shift, certificate, hazard, allergen, form, must_not, gap
	Profile string // line of the profile, such as "limits.hazards"
	Task    string // line of the task, such as "hazards"
	Values  []string
	Needs   int // what the task asks (minutes, level), where it is a number
	Has     int // what the person accepts or has
}

// Line compares one demand.
type Line struct {
	Demand
	Has    Rating   // the person's rating
	Relief int      // levels taken off by adaptations that the task offers and the person can use
	By     []string // those adaptations
	Gap    int      // levels that remain; 0 when met or unknown
	State  State
	Loss   float64 // points lost over the whole score because of this line
}

// State says how a demand is met.
type State string

// The states of a line.
const (
	Met        State = "met"
	MetWith    State = "met_with" // met thanks to an adaptation in place
	Gap        State = "gap"      // an adaptation could close it
	OutOfReach State = "out"      // no adaptation of the catalogue closes it
	Unknown    State = "unknown"  // not asked
	WithheldBy State = "withheld" // the person does not want to say
	Surplus    State = "surplus"  // met with two levels or more to spare
)

// Change is one thing to agree on so that the task fits.
type Change struct {
	Adaptation string      // key of the catalogue, or EaseDemand
	Closes     []Dimension // essential gaps it closes
	Offered    bool        // the task offers it already; the person has to agree to use it
	Usable     bool        // the person can use it already; the employer has to offer it
	Gain       float64     // points it alone would add
}

// Question is something to ask.
type Question struct {
	Of      string // "client" or "employer"
	Subject string // dimension key, the key of a limit (see Breach), or "demands": the employer has told none
	Profile string // line of the profile
	Task    string // line of the task

	Dimension Dimension // set when the Subject is a dimension
}

// Reason speaks for or against, naming both lines that it comes from.
type Reason struct {
	Code    string // message key suffix, such as "goal.same_occupation"
	Profile string // line of the profile, such as "abilities.lifting"
	Task    string // line of the task, such as "demands.lifting"
	Args    map[string]string
	Points  float64 // gained (for) or lost (against)
}
