package coaching

import (
	"slices"
	"strconv"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching/form"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
)

// Placement is a job or a place that a client has, or had, by way of the service.
type Placement struct {
	ID           marketplace.ID
	Organisation string // its name
	Title        string
	Form         string // work form: a key of the scale's list "form"; empty: not known
	Start, End   marketplace.Date
	WeekMinutes  int    // agreed, a week; 0: not known
	Wage         string // in words; empty: not known
}

// Measure is one measure of a client at the start and at last. Scores are what a person wrote down; the wording of a
// measure is never kept.
type Measure struct {
	Key             string // work_ability, return_efficacy or goal_attainment
	First, Last     string // the score in words; empty: not asked
	FirstOn, LastOn marketplace.Date
}

// With is the measure with a later score beside the first one.
func (m Measure) With(score string, on marketplace.Date) Measure {
	if m.First == "" {
		m.First, m.FirstOn = score, on
	}
	m.Last, m.LastOn = score, on
	return m
}

// measureKeys are the measures that the final report asks for, whether or not somebody has asked the client.
func measureKeys() []string { return []string{"work_ability", "return_efficacy", "goal_attainment"} }

// Known is everything a decision or a form may draw on, as it is at this moment.
type Known struct {
	Today      marketplace.Date
	Profile    profile.Version // Number 0: none yet
	Placements []Placement
	Measures   []Measure
	Meetings   []Meeting // newest first, at most mostRead
	Notes      []Note    // newest first, at most mostRead
	FirstDays  int       // within how many days of the start an employer is met; 0: no rule says so
}

// Line is one thing that is known, for a form. Values is nil when it was not asked or is not known.
type Line struct {
	Key    string   `json:"key"`
	Vocab  string   `json:"vocab,omitempty"` // what the values are: a list of the scale, date, minutes, count, days, or one of this package's own lists; empty: text
	Values []string `json:"values"`
}

func lineOf(key, vocab string, values ...string) Line {
	values = slices.DeleteFunc(values, func(v string) bool { return v == "" })
	if len(values) == 0 {
		values = nil
	}
	return Line{Key: key, Vocab: vocab, Values: values}
}

func countLine(key, vocab string, n int) Line { return lineOf(key, vocab, strconv.Itoa(n)) }

func choiceLine(key, vocab string, c matching.Choice) Line {
	if c.Asked && len(c.Values) == 0 {
		return Line{Key: key, Vocab: vocab, Values: []string{}}
	}
	return lineOf(key, vocab, c.Values...)
}

// FirstMeeting is the day of the first meeting face to face since a day; empty when there was none.
func (k Known) FirstMeeting(since marketplace.Date) marketplace.Date {
	var first marketplace.Date
	for _, m := range k.Meetings {
		if m.Face && m.Day >= since && (first == "" || m.Day < first) {
			first = m.Day
		}
	}
	return first
}

// during are the meetings and notes since the course began.
func (c Course) during(k Known) Known {
	since := c.Referral.Received
	k.Meetings = slices.DeleteFunc(slices.Clone(k.Meetings), func(m Meeting) bool { return m.Course != c.ID })
	k.Notes = slices.DeleteFunc(slices.Clone(k.Notes), func(n Note) bool { return n.Course != c.ID })
	k.Placements = slices.DeleteFunc(slices.Clone(k.Placements), func(p Placement) bool { return p.Start != "" && p.Start < since })
	return k
}

// placement is the newest placement; the zero one when none is known.
func (k Known) placement() Placement {
	var newest Placement
	for _, p := range k.Placements {
		if p.Start >= newest.Start {
			newest = p
		}
	}
	return newest
}

// Lines are what is known for a form; what is not known stands there too, as not asked.
func (c Course) Lines(kind form.Kind, k Known) []Line {
	k = c.during(k)
	switch kind {
	case form.Profile:
		return profileLines(k.Profile.Content)
	case form.Start, form.Finish:
		return append(placementLines(k.placement()), c.agreementLine("may_tell"))
	case form.SupportPlan:
		return append(placementLines(k.placement()), c.agreementLine("contact"), choiceLine("adaptations", "adaptation", k.Profile.Content.Adaptations))
	case form.Gig:
		return []Line{choiceLine("forms", "form", k.Profile.Content.Forms), windowLine(k.Profile.Content)}
	case form.StudyPlan, form.SearchPlan:
		return educationLines(k.Profile.Content)
	case form.After:
		return append(placementLines(k.placement()), countLine("meetings", "count", len(k.Meetings)), lineOf("last_note", "date", k.lastNote()))
	case form.FinalReport:
		return c.reportLines(k)
	case form.Referral, form.Agreement, form.Meeting:
	}
	return nil
}

func (k Known) lastNote() string {
	if len(k.Notes) == 0 {
		return ""
	}
	return string(k.Notes[0].Day)
}

func (c Course) agreementLine(key string) Line {
	a, _ := c.Agreed()
	if key == "contact" {
		return lineOf("contact", "", a.Contact)
	}
	return lineOf("may_tell", "", a.MayTell)
}

func placementLines(p Placement) []Line {
	week := ""
	if p.WeekMinutes > 0 {
		week = strconv.Itoa(p.WeekMinutes)
	}
	return []Line{
		lineOf("workplace", "", p.Organisation), lineOf("work", "", p.Title), lineOf("form", "form", p.Form), lineOf("start", "date", string(p.Start)),
		lineOf("end", "date", string(p.End)), lineOf("week", "minutes", week), lineOf("wage", "", p.Wage),
	}
}

func windowLine(c profile.Content) Line {
	w := c.Availability.WeekMinutes
	if !w.Known() {
		return lineOf("week_wanted", "minutes")
	}
	return lineOf("week_wanted", "minutes", strconv.Itoa(w.Min), strconv.Itoa(w.Max))
}

// profileLines are the parts of the profile that a person reads in a row; the abilities stay in the profile itself.
func profileLines(c profile.Content) []Line {
	var titles []string
	for _, e := range c.Experience {
		titles = append(titles, e.Title)
	}
	return append(educationLines(c),
		lineOf("strengths", "", c.Strengths...), lineOf("motivation", "", c.Motivation), lineOf("liked", "", c.Liked...), lineOf("disliked", "", c.Disliked...),
		lineOf("experience", "", titles...), lineOf("skills", "", c.Skills...), choiceLine("certificates", "certificate", c.Certificates),
		windowLine(c), choiceLine("weekdays", "weekday", c.Availability.Weekdays), choiceLine("shifts", "shift", c.Availability.Shifts),
		choiceLine("forms", "form", c.Forms), choiceLine("adaptations", "adaptation", c.Adaptations))
}

func educationLines(c profile.Content) []Line {
	var schools []string
	for _, e := range c.Education {
		schools = append(schools, e.Name)
	}
	return []Line{lineOf("goal", "", c.Goal.Text), lineOf("education", "", schools...)}
}

// reportLines are the numbers and days of the final report, from the data.
func (c Course) reportLines(k Known) []Line {
	minutes, faces := 0, 0
	for _, n := range k.Notes {
		minutes += n.Minutes
	}
	for _, m := range k.Meetings {
		minutes += m.Minutes
		if m.Face {
			faces++
		}
	}
	first := k.FirstMeeting(c.Referral.Received)
	out := []Line{
		lineOf("referrer", "referrer", c.Referral.From), lineOf("received", "date", string(c.Referral.Received)), lineOf("accepted", "date", string(c.Accepted())),
		lineOf("agreed", "date", c.agreedDay()), countLine("notes", "count", len(k.Notes)), countLine("meetings", "count", len(k.Meetings)),
		countLine("faces", "count", faces), lineOf("first_meeting", "date", string(first)), c.daysToMeeting(first), countLine("minutes", "minutes", minutes),
		countLine("starts", "count", max(len(k.Placements), len(c.Of(form.Start)))), countLine("gigs", "count", len(c.Of(form.Gig))),
	}
	for _, p := range k.Placements {
		out = append(out, placementLines(p)...)
	}
	for _, key := range measureKeys() {
		out = append(out, measureLines(key, k.Measures)...)
	}
	return out
}

func (c Course) agreedDay() string {
	a, _ := c.Agreed()
	return string(a.Agreed)
}

func (c Course) daysToMeeting(first marketplace.Date) Line {
	if first == "" || c.Accepted() == "" {
		return lineOf("days_to_meeting", "days")
	}
	return countLine("days_to_meeting", "days", max(0, c.Accepted().DaysTo(first)))
}

func measureLines(key string, all []Measure) []Line {
	var m Measure
	for _, known := range all {
		if known.Key == key {
			m = known
		}
	}
	return []Line{lineOf(key+".first", "", m.First), lineOf(key+".last", "", m.Last)}
}

// Draft proposes the fields of a new paper from what is known. Nothing is saved; the coach corrects.
func (c Course) Draft(kind form.Kind, k Known) map[string]string {
	p := c.during(k).placement()
	out := map[string]string{}
	set := func(key, value string) {
		if value != "" {
			out[key] = value
		}
	}
	switch kind {
	case form.Start:
		set("organisation", p.Organisation)
		set("title", p.Title)
		set("from", string(p.Start))
		set("until", string(p.End))
		set("wage", p.Wage)
		if p.WeekMinutes > 0 && p.WeekMinutes%60 == 0 {
			set("hours", strconv.Itoa(p.WeekMinutes/60))
		}
		set("told", c.agreementLine("may_tell").text())
	case form.Finish:
		set("organisation", p.Organisation)
		set("last", string(p.End))
	case form.SupportPlan:
		set("employer", p.Organisation)
	case form.StudyPlan:
		set("goal", k.Profile.Content.Goal.Text)
	case form.FinalReport:
		set("goals", c.goalText())
	case form.Referral, form.Agreement, form.Profile, form.SearchPlan, form.Meeting, form.Gig, form.After:
	}
	return out
}

func (c Course) goalText() string {
	a, _ := c.Agreed()
	return a.Goals
}

func (l Line) text() string {
	if len(l.Values) == 0 {
		return ""
	}
	return l.Values[0]
}
