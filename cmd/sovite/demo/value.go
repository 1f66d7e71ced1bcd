package demo

import (
	"encoding/json"
	"fmt"
	"math"

	"sovite.fi/sovite/matching"
)

// level is a rating written as a plain level, 0 to 5, or as "withheld".
type level matching.Rating

// UnmarshalJSON implements json.Unmarshaler. A level outside the scale is an error, not cut to the scale.
func (l *level) UnmarshalJSON(b []byte) error {
	if string(b) == `"withheld"` {
		*l = level(matching.Withheld)
		return nil
	}
	var n int
	if err := json.Unmarshal(b, &n); err != nil || n < 0 || n > matching.MaxLevel {
		return fmt.Errorf(`level %s: write a whole number from 0 to %d, or "withheld"`, b, matching.MaxLevel)
	}
	*l = level(matching.Rated(n))
	return nil
}

// hours are written as a number such as 7.5.
type hours float64

func (h hours) minutes() int { return int(math.Round(float64(h) * 60)) }

// weekHours are the least and the most hours a week; both zero mean not asked, or not told.
type weekHours [2]hours

func (w weekHours) window() matching.Window {
	return matching.Window{Min: w[0].minutes(), Max: w[1].minutes()}
}

// choice makes the difference between a list that is missing and one that is empty.
func choice(values *[]string) matching.Choice {
	if values == nil {
		return matching.Choice{}
	}
	return matching.Chosen(*values...)
}
