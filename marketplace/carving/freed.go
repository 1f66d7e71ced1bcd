package carving

import "sovite.fi/sovite/marketplace/money"

// Freed is how much time of one person or group becomes free.
type Freed struct {
	Who     string // as written; empty: not told
	Minutes int    // a week
}

// Freed are the minutes a week that become free when the jobs are done by others, by who does the duties now, in the
// order of the list. What is never done frees nobody.
func (c Content) Freed() []Freed {
	var out []Freed
	at := map[string]int{}
	for _, d := range c.Duties {
		if d.Job == "" || d.Mark != Somebody || d.Minutes == 0 {
			continue
		}
		i, there := at[d.Who]
		if !there {
			i = len(out)
			at[d.Who], out = i, append(out, Freed{Who: d.Who})
		}
		out[i].Minutes += d.Minutes
	}
	return out
}

// FreedMinutes are the minutes a week that become free in all.
func (c Content) FreedMinutes() int {
	sum := 0
	for _, f := range c.Freed() {
		sum += f.Minutes
	}
	return sum
}

// Worth is what the time that becomes free costs now, in cents a week, rounded as money is; false when the employer has not
// said what an hour costs, because a guess of ours would only look like a figure.
func (c Content) Worth() (int64, bool) {
	if c.HourCents == 0 {
		return 0, false
	}
	worth, err := money.Cents(c.HourCents).Ratio(int64(c.FreedMinutes()), 60)
	return int64(worth), err == nil
}
