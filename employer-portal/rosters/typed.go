package rosters

import (
	"maps"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/employer-portal/form"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/roster"
	"sovite.fi/sovite/matching"
)

// typed reads a form, and keeps what could not be read.
type typed struct {
	url.Values
	bad []marketplace.FieldError
}

// minutes reads whole hours. Who did not change them keeps the minutes beside them.
func (t *typed) minutes(name string, was int) int {
	hours, bad := form.Whole(t.Values, name)
	t.bad = append(t.bad, bad...)
	if hours == was/60 {
		return was
	}
	return hours * 60
}

func (t *typed) clock(name string, end bool) int {
	minutes, bad := form.Clock(t.Values, name, end)
	t.bad = append(t.bad, bad...)
	return minutes
}

func (t *typed) choice(name string) matching.Choice {
	c, bad := form.Choice(t.Values, name)
	t.bad = append(t.bad, bad...)
	return c
}

// readMember reads the form of a member; what the form does not show stays as it was.
func readMember(v url.Values, was roster.About) (roster.About, []marketplace.FieldError) {
	t := &typed{Values: v}
	a := was
	a.Name, a.Form, a.Age, a.Since = v.Get("name"), v.Get("form"), v.Get("age"), marketplace.Date(strings.TrimSpace(v.Get("since")))
	a.Most, a.Hoped = t.minutes("most", was.Most), t.minutes("hoped", was.Hoped)
	a.Equipment, a.Wishes, a.Apart, a.Knows = v["equipment"], v["wishes"], ids(v["apart"]), ids(v["knows"])
	a.Times, a.Cards, a.Inductions = nil, nil, nil
	for _, day := range capacity.Weekdays() {
		if at := "times." + day; v.Get(at+".from") != "" || v.Get(at+".to") != "" {
			a.Times = append(a.Times, roster.Time{Day: day, From: t.clock(at+".from", false), To: t.clock(at+".to", true)})
		}
	}
	for name := range v {
		if key, found := strings.CutPrefix(strings.TrimSuffix(name, ".key"), "cards."); found && strings.HasSuffix(name, ".key") {
			a.Cards = append(a.Cards, roster.Card{Key: key, Until: marketplace.Date(strings.TrimSpace(v.Get("cards." + key + ".until")))})
		}
	}
	slices.SortFunc(a.Cards, func(x, y roster.Card) int { return strings.Compare(x.Key, y.Key) })
	form.Compact(v, "inductions", "at", "on")
	for i := range form.Rows(v, "inductions", "at", "on") {
		at := check.At("inductions", i)
		if v.Get(at+".at") != "" || v.Get(at+".on") != "" {
			a.Inductions = append(a.Inductions, roster.Induction{At: marketplace.ID(v.Get(at + ".at")), On: marketplace.Date(strings.TrimSpace(v.Get(at + ".on")))})
		}
	}
	a.Limits.Hazards, a.Limits.Allergens, a.Limits.DayMinutes = t.choice("limits.hazards"), t.choice("limits.allergens"), t.minutes("limits.day_minutes", was.Limits.DayMinutes)
	a.Steady = v.Get("steady") != ""
	a.Limits.MustNot = mostAllowed(v, was.Limits.MustNot)
	return a, t.bad
}

// mostAllowed are the highest levels: those of the form, and others as they were.
func mostAllowed(v url.Values, was matching.Ratings) matching.Ratings {
	out := maps.Clone(was)
	for name := range v {
		key, found := strings.CutPrefix(name, "must_not.")
		if !found {
			continue
		}
		if out == nil {
			out = matching.Ratings{}
		}
		delete(out, matching.Dimension(key))
		if level, err := strconv.Atoi(v.Get(name)); err == nil {
			out[matching.Dimension(key)] = matching.Rated(level)
		}
	}
	return out
}

func ids(list []string) (out []marketplace.ID) {
	for _, s := range list {
		out = append(out, marketplace.ID(s))
	}
	return out
}

// memberValues are a member as the form shows them.
func memberValues(e roster.MemberEntry) url.Values {
	m := e.Value
	v := url.Values{
		"rev": {strconv.FormatInt(e.Rev, 10)}, "name": {m.Name}, "form": {m.Form}, "age": {m.Age}, "since": {string(m.Since)},
		"most": {strconv.Itoa(m.Most / 60)}, "hoped": {strconv.Itoa(m.Hoped / 60)}, "equipment": m.Equipment, "wishes": m.Wishes,
	}
	if m.Steady {
		v.Set("steady", "yes")
	}
	for _, id := range m.Apart {
		v.Add("apart", string(id))
	}
	for _, id := range m.Knows {
		v.Add("knows", string(id))
	}
	for _, t := range m.Times {
		v.Set("times."+t.Day+".from", form.WriteClock(t.From))
		v.Set("times."+t.Day+".to", form.WriteClock(t.To))
	}
	for _, c := range m.Cards {
		v.Set("cards."+c.Key+".key", c.Key)
		v.Set("cards."+c.Key+".until", string(c.Until))
	}
	for i, in := range m.Inductions {
		v.Set(check.At("inductions", i)+".at", string(in.At))
		v.Set(check.At("inductions", i)+".on", string(in.On))
	}
	form.SetChoice(v, "limits.hazards", m.Limits.Hazards)
	form.SetChoice(v, "limits.allergens", m.Limits.Allergens)
	if m.Limits.DayMinutes > 0 {
		v.Set("limits.day_minutes", strconv.Itoa(m.Limits.DayMinutes/60))
	}
	for dimension, rating := range m.Limits.MustNot {
		v.Set("must_not."+string(dimension), strconv.Itoa(rating.Level()))
	}
	return v
}

// shiftName is the beginning of the names of the fields of a shift.
func shiftName(i int) string { return "s" + strconv.Itoa(i) + "." }

// readPlan reads the form of a week.
func readPlan(v url.Values) roster.Plan {
	p := roster.Plan{Reason: v.Get("reason")}
	for i := 0; v.Has(shiftName(i) + "id"); i++ {
		at := shiftName(i)
		st := roster.Staffing{Shift: marketplace.ID(v.Get(at + "id"))}
		for j := 0; v.Has(at + "m" + strconv.Itoa(j)); j++ {
			who := marketplace.ID(v.Get(at + "m" + strconv.Itoa(j)))
			if who == "" {
				continue
			}
			st.Members = append(st.Members, who)
			if v.Get(at+"l"+strconv.Itoa(j)) != "" {
				st.Locked = append(st.Locked, who)
			}
		}
		for j := 0; v.Has(at + "g" + strconv.Itoa(j)); j++ {
			if who := marketplace.ID(v.Get(at + "g" + strconv.Itoa(j))); who != "" {
				st.Leaders = append(st.Leaders, who)
			}
		}
		p.Shifts = append(p.Shifts, st)
	}
	return p
}

// planValues are some shifts as the form of a week shows them.
func planValues(rev int64, shifts []roster.Staffing) url.Values {
	v := url.Values{"rev": {strconv.FormatInt(rev, 10)}}
	for i, s := range shifts {
		at := shiftName(i)
		v.Set(at+"id", string(s.Shift))
		for j, id := range s.Members {
			v.Set(at+"m"+strconv.Itoa(j), string(id))
			if slices.Contains(s.Locked, id) {
				v.Set(at+"l"+strconv.Itoa(j), "yes")
			}
		}
		for j, id := range s.Leaders {
			v.Set(at+"g"+strconv.Itoa(j), string(id))
		}
	}
	return v
}
