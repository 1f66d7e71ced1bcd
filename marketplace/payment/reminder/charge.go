package reminder

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule"
)

// Ask is what a person asks for with a reminder, besides what is open. Nothing of it is asked for unless somebody says so.
type Ask struct {
	Fee          bool `json:"fee"`          // of the reminder
	Compensation bool `json:"compensation"` // the fixed one for costs of collecting
	Interest     bool `json:"interest"`     // until the day of the reminder
}

// Earlier is what earlier reminders of the same invoice asked for, without those that were taken back.
type Earlier struct {
	Cost         money.Cents // what could be asked for their fees, if there were no compensation
	Fee          money.Cents // what was asked for
	Compensation money.Cents
	Interest     money.Cents
	Last         marketplace.Date // on which one was sent; taken back or not
}

func earlier(sent []Reminder) Earlier {
	var e Earlier
	for _, r := range sent {
		if !r.Sent.IsZero() {
			e.Last = max(e.Last, r.Sent.Day())
		}
		if r.State == Withdrawn {
			continue
		}
		e.Cost += r.Charges.Cost
		e.Fee += r.Charges.Fee
		e.Compensation += r.Charges.Compensation
		e.Interest += r.Charges.Interest
	}
	return e
}

// Charges are what one reminder adds to what is open.
type Charges struct {
	Cost         money.Cents `json:"cost"` // of the reminder, before it is netted
	Fee          money.Cents `json:"fee"`
	Compensation money.Cents `json:"compensation"`
	Interest     money.Cents `json:"interest"` // of which none was asked for before
	Reckoning    Interest    `json:"reckoning"`
	Unsure       []string    `json:"unsure,omitempty"` // rules of the book that do not decide alone: a person checks them
}

// Sum is what the reminder adds.
func (c Charges) Sum() money.Cents { return c.Fee + c.Compensation + c.Interest }

// ChargesOf is what a proposal comes to when a person asks for this. Invalid, with the field, for what cannot be asked for:
// interest of days without a reference rate, and a compensation that was asked for before.
//
// The compensation covers the costs of reminders: whatever is asked for, fees and compensation of an invoice come to the greater
// of the two and never to both. That is how the book reads the act without being sure; so it stands in Unsure.
func ChargesOf(book *rule.Book, p Proposal, ask Ask, today marketplace.Date) (Charges, error) {
	var out Charges
	var bad []marketplace.FieldError
	var read Interest
	if ask.Fee {
		fee, err := read.amount(book, reminderFee, "fee", rule.Cents, today)
		if err != nil {
			return out, err
		}
		out.Cost = money.Cents(fee)
	}
	covers, whole := money.Cents(0), p.Earlier.Compensation > 0
	if ask.Compensation || whole {
		amount, err := read.amount(book, compensation, "amount", rule.Cents, today)
		if err != nil {
			return out, err
		}
		covers = money.Cents(amount)
	}
	if ask.Compensation && whole {
		bad = append(bad, marketplace.Field("ask.compensation", "reminder.compensated"))
	}
	costs, asked := p.Earlier.Cost+out.Cost, p.Earlier.Fee+p.Earlier.Compensation
	more := max(0, max(costs, covers)-asked)
	if covers > 0 && costs > 0 {
		if _, err := read.amount(book, netting, "covers", rule.Cents, today); err != nil {
			return out, err
		}
	}
	if ask.Compensation {
		out.Compensation = min(more, max(0, covers-p.Earlier.Fee))
	}
	if ask.Fee {
		out.Fee = min(out.Cost, more-out.Compensation)
	}
	if ask.Interest {
		if p.NoRate != nil {
			bad = append(bad, marketplace.FieldError{Field: "ask.interest", Key: p.NoRate.Key, Args: p.NoRate.Args})
		}
		out.Reckoning = p.Interest
		out.Interest = max(0, p.Interest.Cents-p.Earlier.Interest)
		for _, id := range p.Interest.Unsure {
			read.Unsure = with(read.Unsure, id)
		}
	}
	out.Unsure = read.Unsure
	return out, marketplace.InvalidFields(bad)
}
