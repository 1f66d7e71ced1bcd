package measure

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Levels is how many levels a goal has: −2, −1, 0, +1, +2.
const Levels = 5

// Goal is one thing that the client wants to reach, in the client's own words. What it says never changes: its ratings
// would mean something else. Another wording is another goal.
type Goal struct {
	ID      marketplace.ID      `json:"id"`
	Org     marketplace.ID      `json:"org"`
	Client  marketplace.ID      `json:"client"`
	Words   string              `json:"words"`  // at most 300 characters
	Levels  [Levels]string      `json:"levels"` // what it looks like at −2, −1, 0 (as hoped), +1 and +2; each at most 200
	Weight  int                 `json:"weight"` // how much it matters to the client, 1 to 3
	Set     marketplace.Date    `json:"set"`    // the day it was agreed
	Dropped marketplace.Date    `json:"dropped,omitempty"`
	By      marketplace.ID      `json:"by"`
	At      marketplace.Instant `json:"at"`
}

// Wanted is what a coach fills in about a goal together with the client.
type Wanted struct {
	Words  string
	Levels [Levels]string
	Weight int // 0 means 1
	Set    marketplace.Date
}

const (
	maxWords = 300
	maxLevel = 200
	maxGoals = 12 // of one client that are not given up
)

// checked gives the input in its stored form, or an Invalid error. Every level has to be told: a level made up when the
// goal is rated would rate the rating.
func (w Wanted) checked(today marketplace.Date) (Wanted, error) {
	var f check.Fields
	w.Words = check.Line(w.Words)
	f.Need("words", w.Words != "")
	f.Text("words", w.Words, maxWords)
	for i := range w.Levels {
		w.Levels[i] = check.Line(w.Levels[i])
		f.Need(check.At("levels", i), w.Levels[i] != "")
		f.Text(check.At("levels", i), w.Levels[i], maxLevel)
	}
	if w.Weight == 0 {
		w.Weight = 1
	}
	f.Range("weight", w.Weight, 1, 3)
	f.Need("set", w.Set != "")
	if f.Date("set", w.Set) && w.Set > today {
		f.Add("set", "measure.future")
	}
	return w, marketplace.InvalidFields(f.Errors())
}
