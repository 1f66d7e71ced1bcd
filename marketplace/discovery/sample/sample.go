package sample

import (
	_ "embed" // the kinds
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

//go:embed data/kinds.json
var kindsFile []byte

// kind is one sort of work.
type kind struct {
	Title        string                     `json:"title"`
	Summary      string                     `json:"summary"`
	Steps        []string                   `json:"steps"`
	Occupation   string                     `json:"occupation"`
	Demands      map[matching.Dimension]int `json:"demands"`
	Hazards      []string                   `json:"hazards"`
	Allergens    []string                   `json:"allergens"`
	Certificates []string                   `json:"certificates"`
	Shifts       []string                   `json:"shifts"`
	Interests    matching.Interests         `json:"interests"`
}

// Maker makes tasks and profiles.
type Maker struct {
	kinds []kind
	scale *matching.Scale
	towns []string // postal codes of the largest towns
	codes []string // all postal codes
}

// New makes a Maker. An error means that the program was built with broken data.
func New(scale *matching.Scale, places *place.Places) (*Maker, error) {
	m := &Maker{scale: scale, codes: places.Codes()}
	if err := json.Unmarshal(kindsFile, &m.kinds); err != nil {
		return nil, fmt.Errorf("kinds.json: %w", err)
	}
	for _, code := range m.codes {
		switch p, _ := places.Postal(code); p.Municipality {
		case "Helsinki", "Espoo", "Vantaa", "Tampere", "Turku", "Oulu":
			m.towns = append(m.towns, code)
		}
	}
	return m, nil
}

// Employer is who a made-up task belongs to.
type Employer struct {
	ID   marketplace.ID
	Name string
}

// Tasks makes n tasks that could be published, with the ids "sample-000001" and so on, shared out among the employers.
// They are published, a minute apart, the last at the given moment.
func (m *Maker) Tasks(n int, seed uint64, employers []Employer, at marketplace.Instant) []task.Task {
	d := m.dice(seed)
	out := make([]task.Task, n)
	for i := range out {
		e := employers[d.IntN(len(employers))]
		t := d.task(m.kinds[d.IntN(len(m.kinds))])
		t.ID, t.Org, t.Employer = marketplace.ID(fmt.Sprintf("sample-%06d", i+1)), e.ID, e.Name
		t.Published = marketplace.At(at.Time().Add(time.Duration(i+1-n) * time.Minute))
		t.Created, t.Changed = t.Published, t.Published
		out[i] = t.Normalise()
	}
	return out
}

// Contents makes n profiles: some know almost everything, some leave much unasked.
func (m *Maker) Contents(n int, seed uint64) []profile.Content {
	d := m.dice(seed)
	out := make([]profile.Content, n)
	for i := range out {
		out[i] = d.content().Normalise()
	}
	return out
}

// dice is a Maker with chance.
type dice struct {
	*Maker
	*rand.Rand
}

func (m *Maker) dice(seed uint64) dice {
	return dice{m, rand.New(rand.NewPCG(seed, uint64(len(m.kinds))))} //nolint:gosec // made-up data, no secret
}

// one in n.
func (d dice) one(n int) bool { return d.IntN(n) == 0 }

// some are up to n different values of a list.
func (d dice) some(list []string, n int) []string {
	var out []string
	for _, i := range d.Perm(len(list))[:d.IntN(min(n, len(list))+1)] {
		out = append(out, list[i])
	}
	return out
}

func (d dice) postal() string {
	if d.one(3) {
		return d.codes[d.IntN(len(d.codes))]
	}
	return d.towns[d.IntN(len(d.towns))]
}

func (d dice) task(k kind) task.Task {
	t := task.Task{
		Status: task.Published, Title: k.Title, Summary: k.Summary, Lang: "fi", Occupation: k.Occupation,
		Hazards: matching.Chosen(d.mostly(k.Hazards)...), Allergens: matching.Chosen(d.mostly(k.Allergens)...),
		Certificates: d.mostly(k.Certificates), Shifts: matching.Chosen(k.Shifts[d.IntN(len(k.Shifts))]),
		Place:       task.Place{Postal: d.postal(), Access: d.some(d.scale.Keys("access"), 4)},
		Adaptations: d.some(d.scale.Keys("adaptation"), 5), Support: d.IntN(4), Places: 1 + d.IntN(3),
		Forms: append(d.some(d.scale.Keys("form"), 3), "employment"), Interests: new(matching.Interests),
	}
	for _, s := range k.Steps {
		t.Steps = append(t.Steps, task.Step{Name: s, Minutes: 30 * (1 + d.IntN(10))})
	}
	low := 60 * (3 + d.IntN(25))
	t.WeekMinutes = matching.Window{Min: low, Max: low + 60*d.IntN(12)}
	t.DayMinutes = 60 * (2 + d.IntN(7))
	if d.one(3) {
		t.Weekdays = matching.Chosen(d.some(d.scale.Keys("weekday")[:5], 3)...)
	}
	t.Demands = d.demands(k.Demands)
	for i, v := range k.Interests {
		t.Interests[i] = min(max(v+(d.Float64()-0.5)/5, 0), 1)
	}
	return t
}

// mostly leaves some values out.
func (d dice) mostly(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(string) bool { return d.one(4) })
}

func (d dice) demands(typical map[matching.Dimension]int) []matching.Demand {
	var out []matching.Demand
	for _, dim := range slices.Sorted(maps.Keys(typical)) {
		level := min(max(typical[dim]+d.IntN(3)-1, 0), matching.MaxLevel)
		out = append(out, matching.Demand{Dimension: dim, Level: level, Essential: d.one(3), Adaptable: d.one(2)})
	}
	return out
}

func (d dice) content() profile.Content {
	k := d.kinds[d.IntN(len(d.kinds))]
	c := profile.Content{
		Goal: profile.Goal{Text: k.Title}, Liked: k.Steps, Disliked: d.kinds[d.IntN(len(d.kinds))].Steps[:1],
		Abilities: map[matching.Dimension]profile.Answer{}, Certificates: matching.Chosen(d.some(d.scale.Keys("certificate"), 4)...),
		Adaptations: matching.Chosen(d.some(d.scale.Keys("adaptation"), 6)...),
		Travel:      profile.Travel{Postal: d.towns[d.IntN(len(d.towns))], Transport: []string{"walk", "bike", "public", "car"}[d.IntN(4)], MaxMinutes: 20 + 10*d.IntN(7)},
	}
	if k.Occupation != "" && !d.one(3) {
		c.Goal.Occupations = []string{k.Occupation}
	}
	if !d.one(4) {
		c.Interests = &k.Interests
	}
	thorough := d.one(3) // everything was asked
	for _, key := range d.scale.Keys("scale") {
		if thorough || !d.one(8) {
			c.Abilities[matching.Dimension(key)] = profile.Answer{Rating: matching.Rated(1 + d.IntN(5)), Source: "coach"}
		}
	}
	d.limit(&c, thorough)
	return c
}

// limit asks about some limits, or about all of them.
func (d dice) limit(c *profile.Content, all bool) {
	if all || !d.one(4) {
		low := 60 * d.IntN(12)
		c.Availability.WeekMinutes = matching.Window{Min: low, Max: low + 60*(4+d.IntN(24))}
	}
	if d.one(2) {
		c.Availability.DayMinutes = 60 * (3 + d.IntN(6))
	}
	if all || d.one(2) {
		c.Availability.Shifts = matching.Chosen(append(d.some([]string{"evening", "weekend"}, 2), "day")...)
	}
	if all || d.one(2) {
		c.Hazards = matching.Chosen(d.some(d.scale.Keys("hazard"), 2)...)
	}
	if all || d.one(2) {
		c.Allergens = matching.Chosen(d.some(d.scale.Keys("allergen"), 2)...)
	}
	if all || d.one(2) {
		c.Forms = matching.Chosen(append(d.some(d.scale.Keys("form"), 3), "employment")...)
	}
	if d.one(5) {
		c.MustNot = matching.Ratings{"lifting": matching.Rated(1 + d.IntN(3))}
	}
	if !d.one(3) {
		support := d.IntN(4)
		c.Support = &support
	}
	c.Motivation = strings.Join(c.Liked, ", ")
}
