package reminders

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/payment/reminder"
	"sovite.fi/sovite/server/api"
)

// ReminderReason is why something cannot be done, as the key of a sentence.
type ReminderReason struct {
	Field string            `json:"field"`
	Key   string            `json:"key" doc:"The sentence"`
	Args  map[string]string `json:"args,omitempty"`
}

func reason(e *marketplace.FieldError) *ReminderReason {
	if e == nil {
		return nil
	}
	return &ReminderReason{e.Field, e.Key, e.Args}
}

// LateInvoice is an invoice that is late, with what could be asked for.
type LateInvoice struct {
	Invoice  marketplace.ID   `json:"invoice"`
	Buyer    marketplace.ID   `json:"buyer"`
	Number   string           `json:"number"`
	Due      marketplace.Date `json:"due"`
	Days     int              `json:"days" doc:"Late, from the last working day on which could be paid in time"`
	Open     int64            `json:"open" doc:"Cents, with what earlier reminders added"`
	Nth      int              `json:"nth" doc:"Which reminder the next one would be"`
	Interest int64            `json:"interest" doc:"Cents until today; 0 when it cannot be reckoned"`
	NoRate   *ReminderReason  `json:"no_rate,omitempty" doc:"Why the interest cannot be reckoned"`
	Why      []ReminderReason `json:"why" doc:"Why it is not reminded of today; none: it can be"`
	Until    marketplace.Date `json:"hold_until,omitempty"`
}

func late(p reminder.Proposal) LateInvoice {
	c := p.Claim
	out := LateInvoice{
		Invoice: c.Invoice, Buyer: c.Buyer, Number: c.Number, Due: c.Due, Days: p.Days, Open: int64(c.Open), Nth: p.Nth, Interest: int64(p.Interest.Cents),
		NoRate: reason(p.NoRate), Why: api.Each(p.Why, func(e marketplace.FieldError) ReminderReason { return *reason(&e) }),
	}
	if p.Hold != nil {
		out.Until = p.Hold.Until
	}
	return out
}

// ReminderAsk is what is asked for besides what is open; nothing unless it is said.
type ReminderAsk struct {
	Fee          bool `json:"fee,omitempty" doc:"Of the reminder"`
	Compensation bool `json:"compensation,omitempty" doc:"The fixed one for costs of collecting"`
	Interest     bool `json:"interest,omitempty" doc:"Until the day of the reminder"`
}

func (a ReminderAsk) value() reminder.Ask { return reminder.Ask(a) }

// ReminderDraft is the letter as it would go now.
type ReminderDraft struct {
	Digest   marketplace.ID `json:"digest" doc:"Give it back to send this letter"`
	Unsure   []string       `json:"unsure" doc:"Rules behind it that do not decide alone: somebody has to check them"`
	Reminder Reminder       `json:"reminder"`
}

// Reminder is a letter about a late invoice.
type Reminder struct {
	ID           marketplace.ID  `json:"id"`
	Invoice      marketplace.ID  `json:"invoice"`
	Buyer        marketplace.ID  `json:"buyer"`
	Number       string          `json:"number" doc:"Of the invoice"`
	Nth          int             `json:"nth"`
	State        reminder.State  `json:"state" doc:"proposed, sent, paid or withdrawn"`
	Asked        int64           `json:"asked" doc:"Cents that were open before it"`
	Fee          int64           `json:"fee"`
	Compensation int64           `json:"compensation"`
	Interest     int64           `json:"interest"`
	Total        int64           `json:"total"`
	Subject      string          `json:"subject"`
	Text         string          `json:"text" doc:"In the buyer's language"`
	Lang         string          `json:"lang"`
	Sent         string          `json:"sent,omitempty"`
	Withdrawn    string          `json:"withdrawn,omitempty" doc:"Why, in a person's words"`
	Over         *ReminderReason `json:"over,omitempty" doc:"Why it was not sent after all"`
}

func shown(r reminder.Reminder) Reminder {
	c := r.Charges
	return Reminder{
		ID: r.ID, Invoice: r.Invoice, Buyer: r.Buyer, Number: r.Number, Nth: r.Nth, State: r.State, Asked: int64(r.Asked), Fee: int64(c.Fee),
		Compensation: int64(c.Compensation), Interest: int64(c.Interest), Total: int64(r.Total()), Subject: r.Letter.Subject, Text: r.Letter.Plain(),
		Lang: r.Letter.Lang, Sent: r.Sent.String(), Withdrawn: r.Why, Over: reason(r.Over),
	}
}

// ReminderHold keeps an invoice from being reminded of.
type ReminderHold struct {
	Until  marketplace.Date `json:"until" doc:"Last day; empty: none"`
	Reason string           `json:"reason"`
}
