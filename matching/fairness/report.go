package fairness

import "math"

// What the audit holds to.
const (
	MinGroup = 20   // people; a smaller group is named, but no number of it is told
	MinRatio = 0.80 // the four-fifths rule: a smaller ratio of shares is flagged, if it is not chance
	MaxP     = 0.05 // a difference with a larger p may be chance and is not flagged
)

// Options say what counts.
type Options struct {
	Rules     string  // version of the rules that gave the results, told in the report
	Threshold float64 // points from which a job counts as found, 0 to 100
	Top       int     // places at the beginning of a list that count as presented, 1 or more
}

// Report is the whole audit. Equal input gives an equal report, whatever the order of clients and labels.
type Report struct {
	Rules       string      `json:"rules"`
	Threshold   float64     `json:"threshold"`
	Top         int         `json:"top"`
	Tests       int         `json:"tests"`       // tests made, the placebos' not counted: MaxP of them fall below MaxP by chance
	NotProfiles int         `json:"notProfiles"` // ids of the table that no profile has
	Attributes  []Attribute `json:"attributes"`  // by name
}

// Attribute is the audit of one attribute.
type Attribute struct {
	Name    string     `json:"name"`
	Groups  []Group    `json:"groups"`            // those of MinGroup people or more, by value
	Hidden  []string   `json:"hidden"`            // values of smaller groups
	Spread  *Spread    `json:"spread,omitempty"`  // nothing when fewer than two groups are shown or nobody is eligible
	Placebo *Attribute `json:"placebo,omitempty"` // the same people parted by chance: its numbers show how large noise is
	Noise   float64    `json:"noise"`             // the largest difference in jobs taken away between the placebo's halves, 0 to 1
}

// Spread says how the people of all shown groups are spread over the lists of people proposed for jobs.
type Spread struct {
	MinSkew float64 `json:"minSkew"` // of the group that is shown too seldom, see Group.Skew
	MaxSkew float64 `json:"maxSkew"` // of the group that is shown too often
	NDKL    float64 `json:"ndkl"`    // mean over jobs, 0 is perfect; compare it with the placebo's
}

// Group is the audit of one group.
type Group struct {
	Value     string   `json:"value"`
	Clients   int      `json:"clients"`
	Reached   Rate     `json:"reached"`            // clients with an eligible job at the threshold or above
	Presented Rate     `json:"presented"`          // clients among the first proposed for a job
	Exposure  *float64 `json:"exposure,omitempty"` // how much they are seen, over what their share of eligible people would give
	Skew      *float64 `json:"skew,omitempty"`     // natural logarithm; 0 is fair, below 0 too seldom among the first
	Eligible  Share    `json:"eligible"`           // jobs left after the hard limits
	Limits    []Limit  `json:"limits"`             // what takes jobs away, the most first
	Barrier   string   `json:"barrier,omitempty"`  // the limit that takes most more from this group than from the others, if above Attribute.Noise
}

// Rate is how many of a group are selected, compared with the others.
type Rate struct {
	Selected int      `json:"selected"`
	Share    float64  `json:"share"`             // 0 to 1
	Others   float64  `json:"others"`            // share of the others, 0 to 1
	Ratio    *float64 `json:"ratio,omitempty"`   // Share over Others; nothing when there is nothing to compare
	P        *float64 `json:"p,omitempty"`       // Fisher's exact test, two-sided
	Flagged  bool     `json:"flagged,omitempty"` // Ratio below MinRatio and P below MaxP
}

// Share is a share of all judged pairs of client and job, 0 to 1.
type Share struct {
	Group  float64 `json:"group"`
	Others float64 `json:"others"`
}

// Limit is what one hard limit takes away.
type Limit struct {
	Limit string `json:"limit"` // see matching.Breach
	All   Share  `json:"all"`   // jobs that break it
	Alone Share  `json:"alone"` // jobs that break it and nothing else
}

// round6 keeps reports short and free of the last bits of a sum.
func round6(v float64) float64 {
	if r := math.Round(v*1e6) / 1e6; r != 0 {
		return r
	}
	return 0 // never minus zero
}

// told is a number of the report, or nothing when there is none.
func told(v float64) *float64 {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return nil
	}
	v = round6(v)
	return &v
}
