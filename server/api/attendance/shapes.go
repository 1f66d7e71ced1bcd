package attendance

import (
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/attendance"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/price"
	"sovite.fi/sovite/server/api"
)

// AttendanceMark is what is marked for one person.
type AttendanceMark struct {
	State   string `json:"state" doc:"present, late, left_early or absent; empty: not marked"`
	Absence string `json:"absence,omitempty" doc:"unwell, other_plans or not_known, when absent"`
	From    int    `json:"from,omitempty" doc:"Minutes from midnight, whole quarters of an hour; from and to both left out: those of the shift"`
	To      int    `json:"to,omitempty"`
	Break   int    `json:"break,omitempty" doc:"Minutes without work, whole quarters of an hour"`
}

func (m AttendanceMark) value() attendance.Mark {
	return attendance.Mark{State: attendance.Presence(m.State), Absence: attendance.Absence(m.Absence), From: m.From, To: m.To, Break: m.Break}
}

func mark(m attendance.Mark) AttendanceMark {
	return AttendanceMark{string(m.State), string(m.Absence), m.From, m.To, m.Break}
}

// AttendanceMarking is a mark of one person.
type AttendanceMarking struct {
	Person string `json:"person"`
	AttendanceMark
}

// AttendanceRest is one mark for many people; it counts for whom nothing else is marked.
type AttendanceRest struct {
	AttendanceMark
	People []string `json:"people" maxItems:"250" doc:"Those of whom the supervisor saw the names"`
}

// AttendanceQuantity is how much was done of a line of the order that is not hours.
type AttendanceQuantity struct {
	Unit     string `json:"unit"`
	Name     string `json:"name" doc:"Of the line"`
	Quantity int64  `json:"quantity" doc:"In the grain of the unit: hundredths of square metres, whole ones of everything else"`
}

// AttendanceChange is one thing that was done on a phone.
type AttendanceChange struct {
	ID     string               `json:"id" maxLength:"64" doc:"Made where it was done: sent again, it changes nothing"`
	Marked time.Time            `json:"marked,omitzero" doc:"When it was done there; now when left out"`
	Rest   *AttendanceRest      `json:"rest,omitempty"`
	People []AttendanceMarking  `json:"people,omitempty" maxItems:"250"`
	Made   []AttendanceQuantity `json:"made,omitempty" maxItems:"50"`
	Words  *string              `json:"words,omitempty" doc:"What was otherwise than planned, for the buyer to read; no names"`
}

func (c AttendanceChange) value() attendance.Change {
	out := attendance.Change{ID: marketplace.ID(c.ID), Marked: moment(c.Marked), Words: c.Words}
	if c.Rest != nil {
		out.Rest = &attendance.Rest{Mark: c.Rest.value(), People: api.Each(c.Rest.People, func(p string) marketplace.ID { return marketplace.ID(p) })}
	}
	for _, p := range c.People {
		out.People = append(out.People, attendance.Marking{Person: marketplace.ID(p.Person), Mark: p.value()})
	}
	for _, m := range c.Made {
		out.Made = append(out.Made, attendance.Made{Unit: price.Unit(m.Unit), Name: m.Name, Quantity: price.Quantity(m.Quantity)})
	}
	return out
}

func change(c attendance.Change) AttendanceChange {
	out := AttendanceChange{ID: string(c.ID), Marked: c.Marked.Time(), Words: c.Words}
	if c.Rest != nil {
		out.Rest = &AttendanceRest{mark(c.Rest.Mark), api.Each(c.Rest.People, func(p marketplace.ID) string { return string(p) })}
	}
	for _, p := range c.People {
		out.People = append(out.People, AttendanceMarking{string(p.Person), mark(p.Mark)})
	}
	for _, m := range c.Made {
		out.Made = append(out.Made, quantity(m))
	}
	return out
}

func quantity(m attendance.Made) AttendanceQuantity {
	return AttendanceQuantity{string(m.Unit), m.Name, int64(m.Quantity)}
}

// AttendanceShift is a shift in the list of a day.
type AttendanceShift struct {
	ID      string `json:"id"`
	Order   string `json:"order"`
	Title   string `json:"title"`
	Address string `json:"address,omitempty"`
	Date    string `json:"date"`
	From    int    `json:"from" doc:"Minutes from midnight"`
	To      int    `json:"to"`
	State   string `json:"state" doc:"open, signed, correcting or locked"`
	Late    int    `json:"late,omitempty" doc:"Changes that came when the sheet was signed and wait for a decision"`
}

func shift(c attendance.Card) AttendanceShift {
	return AttendanceShift{string(c.ID), string(c.Order), c.Title, c.Address, string(c.Date), c.From, c.To, string(c.State), c.Late}
}

// AttendanceEntry is one person of a shift with what counts for them.
type AttendanceEntry struct {
	Person string `json:"person"`
	Name   string `json:"name,omitempty"`
	Number int    `json:"number" doc:"The person's own number in this shift"`
	AttendanceMark
	Source string `json:"source,omitempty" doc:"supervisor, own (checked in) or all (with all others)"`
	Own    string `json:"own,omitempty" doc:"When they checked in themselves"`
}

// AttendanceLate is a change that came when the sheet was signed.
type AttendanceLate struct {
	AttendanceChange
	By       string `json:"by"`
	Received string `json:"received"`
}

// AttendanceSheet is who was there in a shift.
type AttendanceSheet struct {
	ID        string               `json:"id"`
	Order     string               `json:"order"`
	Date      string               `json:"date"`
	From      int                  `json:"from"`
	To        int                  `json:"to"`
	Planned   int                  `json:"planned" doc:"People who were sold"`
	State     string               `json:"state" doc:"open, signed, correcting or locked"`
	Signing   int                  `json:"signing" doc:"How often it was signed"`
	Locked    string               `json:"locked,omitempty" doc:"Why, in words"`
	Members   []AttendanceEntry    `json:"members"`
	Leaders   []AttendanceEntry    `json:"leaders"`
	Made      []AttendanceQuantity `json:"made"`
	Words     string               `json:"words,omitempty"`
	Late      []AttendanceLate     `json:"late"`
	Title     string               `json:"title"`
	Address   string               `json:"address,omitempty"`
	Hazards   []string             `json:"hazards" doc:"At the site, of the vocabulary hazard"`
	Allergens []string             `json:"allergens" doc:"That are handled, of the vocabulary allergen"`
	Induction string               `json:"induction,omitempty"`
}

func sheet(v attendance.View) AttendanceSheet {
	s := v.Value
	entry := func(e attendance.Entry) AttendanceEntry {
		m, source := s.Of(e)
		return AttendanceEntry{string(e.Person), v.Names[e.Person], e.Number, mark(m), string(source), e.Own.String()}
	}
	return AttendanceSheet{
		ID: string(s.ID), Order: string(s.Order), Date: string(s.Date), From: s.From, To: s.To, Planned: s.Planned, State: string(s.State),
		Signing: len(s.Signatures), Locked: s.Locked, Members: api.Each(s.Members, entry), Leaders: api.Each(s.Leaders, entry),
		Made:  api.Each(s.Made, func(c attendance.Count) AttendanceQuantity { return quantity(c.Made) }),
		Words: s.Words.Text, Late: api.Each(s.Late, late),
		Title: v.Agreed.Title, Address: v.Agreed.Address, Hazards: append([]string{}, v.Agreed.Hazards.Values...), Allergens: append([]string{}, v.Agreed.Allergens.Values...),
		Induction: v.Agreed.Induction,
	}
}

func late(l attendance.LateChange) AttendanceLate {
	return AttendanceLate{change(l.Change), string(l.By), l.Received.String()}
}

// AttendanceReceived is what became of one change.
type AttendanceReceived struct {
	ID      string   `json:"id"`
	Outcome string   `json:"outcome" doc:"taken, repeated, late (the sheet was signed) or refused"`
	Wrong   []string `json:"wrong,omitempty" doc:"What is wrong with a refused one, in the caller's language"`
}

// Received is what is told about changes, in a language.
func Received(list []attendance.Received, lang i18n.Lang) []AttendanceReceived {
	return api.Each(list, func(r attendance.Received) AttendanceReceived {
		out := AttendanceReceived{ID: string(r.ID), Outcome: string(r.Outcome)}
		for _, f := range r.Fields {
			out.Wrong = append(out.Wrong, lang.Field(f))
		}
		return out
	})
}

// AttendanceDone is what a signed sheet comes to, without names.
type AttendanceDone struct {
	Shift       string               `json:"shift"`
	Date        string               `json:"date"`
	Signing     int                  `json:"signing"`
	Planned     int                  `json:"planned"`
	Workers     []int64              `json:"workers" doc:"Time of each, in quarter-hours"`
	Supervisors []int64              `json:"supervisors" doc:"Time of each, in quarter-hours"`
	Made        []AttendanceQuantity `json:"made"`
	Deviations  []string             `json:"deviations"`
	Signed      string               `json:"signed"`
}

func done(d attendance.Done) AttendanceDone {
	time := func(w attendance.Worker) int64 { return int64(w.Time) }
	return AttendanceDone{
		Shift: string(d.Shift), Date: string(d.Date), Signing: d.Signing, Planned: d.Planned, Workers: api.Each(d.Workers, time),
		Supervisors: api.Each(d.Supervisors, time), Made: api.Each(d.Made, quantity), Deviations: append([]string{}, d.Deviations...),
		Signed: d.Signed.String(),
	}
}
