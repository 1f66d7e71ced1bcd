package timesheets

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/timesheet"
	"sovite.fi/sovite/marketplace/timesheet/line"
	"sovite.fi/sovite/server/api"
)

// TimesheetSeen is a line at the version that the caller saw.
type TimesheetSeen struct {
	Line    marketplace.ID `json:"line" maxLength:"64"`
	Version int            `json:"version"`
}

func (s TimesheetSeen) value() line.Seen { return line.Seen{Line: s.Line, Version: s.Version} }

func seen(list []TimesheetSeen) []line.Seen { return api.Each(list, TimesheetSeen.value) }

// TimesheetMark is who decided something, when and about which version.
type TimesheetMark struct {
	Name    string `json:"name,omitempty" doc:"Of the person, as it was then"`
	For     string `json:"for,omitempty" doc:"Whose alternate it was"`
	Link    bool   `json:"link,omitempty" doc:"Came by a link, without an account"`
	At      string `json:"at"`
	Version int    `json:"version"`
}

func mark(m line.Mark) *TimesheetMark {
	if m.At.IsZero() {
		return nil
	}
	return &TimesheetMark{m.Name, string(m.For), m.Link != "", m.At.String(), m.Version}
}

// TimesheetStep is something that happened to a line.
type TimesheetStep struct {
	Event string `json:"event" doc:"sign_off, approve, dispute, answer, correct, renew, undo, bill or unbill"`
	TimesheetMark
	Note string `json:"note,omitempty"`
}

// TimesheetBefore is a line as the buyer last had it before them.
type TimesheetBefore struct {
	Version  int   `json:"version"`
	Quantity int64 `json:"quantity"`
	Amount   int64 `json:"amount"`
}

// TimesheetLine is one thing of one day with its price.
type TimesheetLine struct {
	ID        string           `json:"id"`
	Date      string           `json:"date"`
	Unit      string           `json:"unit" doc:"crew_hour, supervisor_hour, piece, square_metre, result, travel or material"`
	Name      string           `json:"name,omitempty"`
	Planned   int64            `json:"planned,omitempty" doc:"Of hours"`
	Quantity  int64            `json:"quantity" doc:"Quarters of an hour, hundredths of a square metre, or whole ones; below 0 for what was billed and is taken back"`
	Rate      int64            `json:"rate" doc:"For one unit, in ten-thousandths of a euro"`
	Amount    int64            `json:"amount" doc:"Cents"`
	Pricing   string           `json:"pricing" doc:"order, included (part of another price) or unclear (the organiser has to say which line of the order is meant)"`
	Item      string           `json:"item,omitempty" doc:"Of the price book"`
	Priced    int              `json:"item_version,omitempty"`
	Shift     string           `json:"shift,omitempty" doc:"The attendance sheet that it comes from"`
	Signing   int              `json:"signing,omitempty" doc:"Which signing of the sheet"`
	Note      string           `json:"note,omitempty"`
	Version   int              `json:"version" doc:"Send it back with what is decided"`
	State     string           `json:"state" doc:"open, signed_off, disputed, answered, corrected, approved or invoiced"`
	Before    *TimesheetBefore `json:"before,omitempty" doc:"What it said when the buyer last saw it, when that has changed"`
	SignedOff *TimesheetMark   `json:"signed_off,omitempty"`
	Approval  *TimesheetMark   `json:"approval,omitempty"`
	Reason    string           `json:"reason,omitempty" doc:"Why it is disputed: hours, not_done, quality, price, not_ordered or other"`
	Objection string           `json:"objection,omitempty" doc:"The buyer's words"`
	Reply     string           `json:"reply,omitempty" doc:"The organiser's"`
	Invoice   string           `json:"invoice,omitempty" doc:"On which it stands; the line is locked"`
	Number    string           `json:"invoice_number,omitempty" doc:"Once the invoice has one"`
	Log       []TimesheetStep  `json:"log"`
}

func row(l line.Line) TimesheetLine {
	out := TimesheetLine{
		ID: string(l.ID), Date: string(l.Date), Unit: string(l.Unit), Name: l.Name, Planned: int64(l.Planned), Quantity: int64(l.Quantity), Rate: int64(l.Rate),
		Amount: int64(l.Amount), Pricing: string(l.Pricing), Item: string(l.Item), Priced: l.Priced, Shift: string(l.Source.Shift), Signing: l.Source.Signing,
		Note: l.Source.Note, Version: l.Version, State: string(l.State), SignedOff: mark(l.SignedOff), Approval: mark(l.Approval),
		Reason: string(l.Objection.Reason), Objection: l.Objection.Note, Reply: l.Reply, Invoice: l.Invoice, Number: l.Number,
		Log: api.Each(l.Log, func(s line.Step) TimesheetStep { return TimesheetStep{string(s.Event), *mark(s.Mark), s.Note} }),
	}
	if l.Changed() {
		out.Before = &TimesheetBefore{l.Was.Version, int64(l.Was.Quantity), int64(l.Was.Amount)}
	}
	return out
}

// TimesheetShift is an attendance sheet that was signed, without anybody's name or time.
type TimesheetShift struct {
	ID         string   `json:"id"`
	Date       string   `json:"date"`
	Signing    int      `json:"signing"`
	Planned    int      `json:"planned" doc:"People"`
	Workers    int      `json:"workers" doc:"Who came"`
	Deviations []string `json:"deviations,omitempty" doc:"In the supervisor's words"`
}

// TimesheetAside is time of a shift that is not billed.
type TimesheetAside struct {
	Line     string `json:"line"`
	Quantity int64  `json:"quantity" doc:"Quarters of an hour"`
	Why      string `json:"why" doc:"support, training or agreed"`
}

// TimesheetLink is a link that the buyer sent to a named person.
type TimesheetLink struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Email   string `json:"email"`
	Expires string `json:"expires"`
	Used    string `json:"used,omitempty"`
	Revoked string `json:"revoked,omitempty"`
}

// Timesheet is what was done for one order in one week.
type Timesheet struct {
	ID        string           `json:"id"`
	Order     string           `json:"order"`
	Organiser string           `json:"organiser"`
	Buyer     string           `json:"buyer" doc:"The organisation"`
	Title     string           `json:"title"`
	Reference string           `json:"reference,omitempty" doc:"The buyer's own"`
	Monday    string           `json:"monday" doc:"The first day of the week"`
	Waits     bool             `json:"waits" doc:"The buyer has something to decide"`
	Due       string           `json:"due,omitempty" doc:"The day on which the buyer's owners are told that it waits; nothing is approved by silence"`
	Lines     []TimesheetLine  `json:"lines"`
	Shifts    []TimesheetShift `json:"shifts"`
	Asides    []TimesheetAside `json:"asides,omitempty" doc:"Only for the organiser"`
	Links     []TimesheetLink  `json:"links,omitempty" doc:"Only for the buyer"`
}

func shown(t timesheet.Timesheet) Timesheet {
	out := Timesheet{
		ID: string(t.ID), Order: string(t.Order), Organiser: string(t.Org), Buyer: string(t.Buyer), Title: t.Title, Reference: t.Reference, Monday: string(t.Monday),
		Waits: t.Waits, Due: string(t.Due()), Lines: api.Each(t.Lines, row),
		Shifts: api.Each(t.Shifts, func(s timesheet.Shift) TimesheetShift {
			return TimesheetShift{string(s.ID), string(s.Date), s.Signing, s.Planned, s.Workers, s.Deviations}
		}),
	}
	for _, a := range t.Asides {
		out.Asides = append(out.Asides, TimesheetAside{a.Key, int64(a.Quantity), string(a.Why)})
	}
	for _, l := range t.Links {
		out.Links = append(out.Links, TimesheetLink{string(l.ID), l.Guest.Name, l.Guest.Email, l.Expires.String(), l.Used.String(), l.Revoked.String()})
	}
	return out
}

// TimesheetOutcome is what became of one line.
type TimesheetOutcome struct {
	Line   string `json:"line"`
	Status string `json:"status" doc:"done, changed (it says something else by now: look again), unable (its state does not allow it) or unknown"`
	State  string `json:"state,omitempty"`
}

// TimesheetResult is what became of each line, and the timesheet as it is then.
type TimesheetResult struct {
	Outcomes  []TimesheetOutcome `json:"outcomes"`
	Timesheet Timesheet          `json:"timesheet"`
}

func result(t timesheet.Timesheet, list []line.Outcome, err error) (*api.Answer[TimesheetResult], error) {
	return api.Reply(TimesheetResult{
		Timesheet: shown(t), Outcomes: api.Each(list, func(o line.Outcome) TimesheetOutcome {
			return TimesheetOutcome{string(o.Line), string(o.Status), string(o.State)}
		}),
	}, err)
}

func answer(t timesheet.Timesheet, err error) (*api.Answer[Timesheet], error) {
	return api.Reply(shown(t), err)
}
