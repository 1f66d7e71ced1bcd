package matching

import (
	"math"
	"slices"

	"sovite.fi/sovite/matching/keys"
	"sovite.fi/sovite/matching/likeness"
)

// limit is one hard limit: a breach leaves the task out whatever else speaks for it. What is not known never breaks a
// limit; it is asked.
type limit struct {
	key           string // the Breach's Limit and the Question's Subject
	profile, task string // lines of the two sides
	broken        func(p *Prepared, t *PreparedTask) bool
	breaches      func(p *Prepared, t *PreparedTask) []Breach // called when broken; key and lines are filled in
	asks          func(p *Prepared, t *PreparedTask) (client, employer bool)
}

// hardLimits are all hard limits, in the order in which breaches are told.
func hardLimits() []limit {
	return []limit{
		{"hours", "limits.week_minutes", "week_minutes", hoursBroken, hoursBreach, hoursAsks},
		{"day_length", "limits.day_minutes", "day_minutes", dayBroken, dayBreach, dayAsks},
		allOf("weekday", "limits.weekdays", "weekdays", weekdays, weekdayAsks),
		allOf("shift", "limits.shifts", "shifts", shifts, shiftAsks),
		allOf("certificate", "certificates", "certificates", certificates, certificateAsks),
		noneOf("hazard", "limits.hazards", "hazards", hazards),
		noneOf("allergen", "limits.allergens", "allergens", allergens),
		{"form", "limits.forms", "forms", formBroken, formBreach, formAsks},
		{"commute", "limits.travel", "place", commuteBroken, commuteBreach, commuteAsks},
		{"must_not", "limits.must_not", "demands", mustNotBroken, mustNotBreaches, nothingToAsk},
	}
}

// sides gives the two choices that a limit compares.
type sides func(p *Prepared, t *PreparedTask) (person, task Choice)

// asks says which side has to be asked.
type asks func(p *Prepared, t *PreparedTask) (client, employer bool)

func weekdays(p *Prepared, t *PreparedTask) (person, task Choice) {
	return p.profile.Limits.Weekdays, t.Weekdays
}

func shifts(p *Prepared, t *PreparedTask) (person, task Choice) {
	return p.profile.Limits.Shifts, t.Shifts
}

func certificates(p *Prepared, t *PreparedTask) (person, task Choice) {
	return p.profile.Certificates, Chosen(t.Certificates...)
}

func hazards(p *Prepared, t *PreparedTask) (person, task Choice) {
	return p.profile.Limits.Hazards, t.Hazards
}

func allergens(p *Prepared, t *PreparedTask) (person, task Choice) {
	return p.profile.Limits.Allergens, t.Allergens
}

// allOf is the limit that everything the task needs must suit the person.
func allOf(key, profile, task string, of sides, ask asks) limit {
	broken := func(p *Prepared, t *PreparedTask) bool {
		suits, needed := of(p, t)
		return suits.Asked && keys.MissesAny(needed.Values, suits.Values)
	}
	breaches := func(p *Prepared, t *PreparedTask) []Breach {
		suits, needed := of(p, t)
		return []Breach{{Values: keys.Missing(needed.Values, suits.Values)}}
	}
	return limit{key, profile, task, broken, breaches, ask}
}

// noneOf is the limit that nothing the person rules out may be present. The client is asked about what is present, the
// employer about what must not be.
func noneOf(key, profile, task string, of sides) limit {
	broken := func(p *Prepared, t *PreparedTask) bool {
		ruledOut, present := of(p, t)
		return keys.SharesAny(present.Values, ruledOut.Values)
	}
	breaches := func(p *Prepared, t *PreparedTask) []Breach {
		ruledOut, present := of(p, t)
		return []Breach{{Values: keys.Shared(present.Values, ruledOut.Values)}}
	}
	ask := func(p *Prepared, t *PreparedTask) (client, employer bool) {
		ruledOut, present := of(p, t)
		return len(present.Values) > 0 && !ruledOut.Asked, len(ruledOut.Values) > 0 && !present.Asked
	}
	return limit{key, profile, task, broken, breaches, ask}
}

// eligible says whether no hard limit is broken.
func (p *Prepared) eligible(t *PreparedTask) bool {
	for i := range p.limits {
		if p.limits[i].broken(p, t) {
			return false
		}
	}
	return true
}

// breaches are all hard limits that are broken.
func (p *Prepared) breaches(t *PreparedTask) []Breach {
	var out []Breach
	for _, l := range p.limits {
		if !l.broken(p, t) {
			continue
		}
		for _, b := range l.breaches(p, t) {
			b.Limit = l.key
			if b.Profile == "" {
				b.Profile, b.Task = l.profile, l.task
			}
			out = append(out, b)
		}
	}
	return out
}

// questions are what has to be asked before the limits can be checked.
func (p *Prepared) questions(t *PreparedTask) []Question {
	var out []Question
	for _, l := range p.limits {
		client, employer := l.asks(p, t)
		if client {
			out = append(out, Question{Of: "client", Subject: l.key, Profile: l.profile, Task: l.task})
		}
		if employer {
			out = append(out, Question{Of: "employer", Subject: l.key, Profile: l.profile, Task: l.task})
		}
	}
	return out
}

func hoursBroken(p *Prepared, t *PreparedTask) bool {
	a, b := p.profile.Limits.WeekMinutes, t.WeekMinutes
	return a.Known() && b.Known() && !a.Overlaps(b)
}

// hoursBreach names the two ends that miss each other: Needs above Has means that the task asks for more.
func hoursBreach(p *Prepared, t *PreparedTask) []Breach {
	a, b := p.profile.Limits.WeekMinutes, t.WeekMinutes
	if b.Min > a.Max {
		return []Breach{{Needs: b.Min, Has: a.Max}}
	}
	return []Breach{{Needs: b.Max, Has: a.Min}}
}

func hoursAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	return !p.profile.Limits.WeekMinutes.Known(), !t.WeekMinutes.Known()
}

func dayBroken(p *Prepared, t *PreparedTask) bool {
	return p.profile.Limits.DayMinutes > 0 && t.DayMinutes > p.profile.Limits.DayMinutes
}

func dayBreach(p *Prepared, t *PreparedTask) []Breach {
	return []Breach{{Needs: t.DayMinutes, Has: p.profile.Limits.DayMinutes}}
}

func dayAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	return false, p.profile.Limits.DayMinutes > 0 && t.DayMinutes <= 0
}

func weekdayAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	days := p.profile.Limits.Weekdays
	return false, days.Asked && !t.Weekdays.Asked && keys.MissesAny(p.rules.Weekdays, days.Values)
}

func shiftAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	shifts := p.profile.Limits.Shifts
	client = !shifts.Asked && (len(t.Shifts.Values) > 0 || !t.Shifts.Asked)
	return client, !t.Shifts.Asked && keys.MissesAny(p.rules.Shifts, shifts.Values)
}

func certificateAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	return len(t.Certificates) > 0 && !p.profile.Certificates.Asked, false
}

func formBroken(p *Prepared, t *PreparedTask) bool {
	return p.profile.Limits.Forms.Asked && len(t.Forms) > 0 && !keys.SharesAny(t.Forms, p.profile.Limits.Forms.Values)
}

func formBreach(p *Prepared, t *PreparedTask) []Breach {
	return []Breach{{Values: keys.Missing(t.Forms, nil)}}
}

func formAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	return len(t.Forms) > 0 && !p.profile.Limits.Forms.Asked, len(t.Forms) == 0
}

// CommuteMinutes is the way to work, one way; false when a part of it is not known.
func (p *Prepared) CommuteMinutes(t *PreparedTask) (float64, bool) {
	from, to, r := p.profile.Limits.Travel, t.Place, p.rules.Travel
	speed := r.Speed[from.Transport]
	if !from.Known || !to.Known || speed <= 0 {
		return 0, false
	}
	m := 60*r.Detour*likeness.Kilometres(from.Lat, from.Lon, to.Lat, to.Lon)/speed + r.Extra[from.Transport]
	return m, !math.IsNaN(m) && !math.IsInf(m, 0)
}

func commuteBroken(p *Prepared, t *PreparedTask) bool {
	limit := p.profile.Limits.Travel.MaxMinutes
	m, known := p.CommuteMinutes(t)
	return known && limit > 0 && m > float64(limit)
}

func commuteBreach(p *Prepared, t *PreparedTask) []Breach {
	m, _ := p.CommuteMinutes(t)
	return []Breach{{Needs: int(math.Ceil(m)), Has: p.profile.Limits.Travel.MaxMinutes}}
}

func commuteAsks(p *Prepared, t *PreparedTask) (client, employer bool) {
	return !p.travelAsked(), !t.Place.Known
}

// travelAsked says whether start, means and limit of the way to work are all known.
func (p *Prepared) travelAsked() bool {
	travel := p.profile.Limits.Travel
	return travel.Known && travel.MaxMinutes > 0 && p.rules.Travel.Speed[travel.Transport] > 0
}

// mustNotBroken: a demand above the allowed level, after what the employer already does to make it smaller. The
// adaptations that the task offers count although the person has not asked for them, because the demand itself is then
// lower; those that do not suit the person do not.
func mustNotBroken(p *Prepared, t *PreparedTask) bool {
	if len(p.profile.Limits.MustNot) == 0 {
		return false
	}
	for _, d := range t.Demands {
		if p.Above(t, d) > 0 {
			return true
		}
	}
	return false
}

func mustNotBreaches(p *Prepared, t *PreparedTask) []Breach {
	var out []Breach
	for _, i := range t.order {
		if d := t.Demands[i]; p.Above(t, d) > 0 {
			allowed := p.profile.Limits.MustNot[d.Dimension].Level()
			out = append(out, Breach{
				Profile: "limits.must_not." + string(d.Dimension), Task: "demands." + string(d.Dimension),
				Values: []string{string(d.Dimension)}, Needs: allowed + p.Above(t, d), Has: allowed,
			})
		}
	}
	return out
}

// Above is by how many levels a demand exceeds what is allowed.
func (p *Prepared) Above(t *PreparedTask, d Demand) int {
	allowed := p.profile.Limits.MustNot[d.Dimension]
	if !allowed.Known() {
		return 0
	}
	relief := 0
	for _, a := range p.rules.Adaptations {
		if r := a.Relief[d.Dimension]; r > relief && slices.Contains(t.Adaptations, a.Key) && !p.refuses(a.Key) {
			relief = r
		}
	}
	return max(0, cut(d.Level)-relief-allowed.Level())
}

func nothingToAsk(*Prepared, *PreparedTask) (client, employer bool) { return false, false }
