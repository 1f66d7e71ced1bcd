package settle

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
)

// Do is what a person can do with money that waits.
type Do string

// What can be done.
const (
	DoAssign  Do = "assign"  // pay an invoice with it
	DoReturn  Do = "return"  // pay it back
	DoKeep    Do = "keep"    // keep it as an advance of the buyer
	DoOutside Do = "outside" // it has nothing to do with invoices, such as a grant
	DoMatch   Do = "match"   // say which payment the bank took back
)

// Choice is one thing that can be done now, and with how much at most.
type Choice struct {
	Do   Do          `json:"do"`
	Most money.Cents `json:"most"`
	Kept bool        `json:"kept"` // with the advance, not with what is parked
}

// Say names the choice.
func (c Choice) Say(lang i18n.Lang) string {
	key := "settle.do." + string(c.Do)
	if c.Kept {
		key += "_kept"
	}
	return lang.T(key, "most", int64(c.Most))
}

// Choices are what a person can do with a payment now; none when nothing waits.
func (s Settlement) Choices() (out []Choice) {
	switch {
	case s.Parked > 0:
		for _, do := range []Do{DoAssign, DoReturn, DoKeep, DoOutside} {
			out = append(out, Choice{Do: do, Most: s.Parked})
		}
	case s.Parked < 0 && s.Payment.Reversal && s.Undoes == "":
		out = append(out, Choice{Do: DoMatch, Most: -s.Parked}, Choice{Do: DoOutside, Most: -s.Parked})
	case s.Parked < 0:
		out = append(out, Choice{Do: DoOutside, Most: -s.Parked})
	}
	if s.Parked > 0 && s.Payment.Reversal && s.Undoes == "" {
		out = append(out, Choice{Do: DoMatch, Most: s.Parked})
	}
	if s.Kept > 0 {
		out = append(out, Choice{Do: DoAssign, Most: s.Kept, Kept: true}, Choice{Do: DoReturn, Most: s.Kept, Kept: true})
	}
	return out
}

// Sign is who did something, when and why.
type Sign struct {
	Key    string              `json:"key"` // of the request: the same one again changes nothing
	By     marketplace.ID      `json:"by"`
	At     marketplace.Instant `json:"at"`
	Reason string              `json:"reason"` // 3 to 500 characters
}

const reasonLeast, reasonMost = 3, 500

func (s Sign) check() error {
	var bad []marketplace.FieldError
	if s.Key == "" {
		bad = append(bad, marketplace.Field("key", "field.required"))
	}
	if s.By == "" {
		bad = append(bad, marketplace.Field("by", "field.required"))
	}
	switch n := utf8.RuneCountInString(strings.TrimSpace(s.Reason)); {
	case n < reasonLeast:
		bad = append(bad, marketplace.Field("reason", "settle.reason_needed"))
	case n > reasonMost:
		bad = append(bad, marketplace.Field("reason", "field.too_long", "max", reasonMost))
	}
	return marketplace.InvalidFields(bad)
}

// Move is one thing that a person did.
type Move struct {
	Do      Do             `json:"do"`
	Cents   money.Cents    `json:"cents"` // above 0
	Kept    bool           `json:"kept,omitempty"`
	Invoice marketplace.ID `json:"invoice,omitempty"` // that was paid
	Buyer   marketplace.ID `json:"buyer,omitempty"`   // whose advance it is
	Account string         `json:"account,omitempty"` // to which it is returned
	Payment marketplace.ID `json:"payment,omitempty"` // that was taken back
	Return  string         `json:"return,omitempty"`  // id of the return, for the bank
	Sign
}

// repeats says whether a move asks for what was done under the same key; who asked again, and when, does not count.
func (m Move) repeats(o Move) bool {
	return m.Do == o.Do && (m.Cents == o.Cents || m.Do == DoMatch) && m.Kept == o.Kept && m.Invoice == o.Invoice && m.Buyer == o.Buyer &&
		squeezed(m.Account) == o.Account && m.Payment == o.Payment
}

func squeezed(account string) string {
	if iban, err := reference.IBAN(account); err == nil {
		return iban
	}
	return account
}

// again finds what was done under the same key.
func (s Settlement) again(m Move) (Decision, bool, error) {
	at := slices.IndexFunc(s.Moves, func(o Move) bool { return o.Key == m.Key })
	if at < 0 {
		return Decision{}, false, nil
	}
	if !m.repeats(s.Moves[at]) {
		return Decision{}, true, marketplace.Errorf(marketplace.Conflict, "error.key_used")
	}
	return Decision{Settlement: s, Replay: true}, true, nil
}

func (s Settlement) with(m Move) Settlement {
	s.Moves = append(slices.Clone(s.Moves), m)
	return s
}

// Make does what a person decided with money that waits, or with an advance; r is the receivable of the invoice when one is to
// be paid. Invalid with the fields that are wrong: more than waits, more than is open, no reason, no account to return to.
// Conflict when nothing waits that it could be done with.
func (s Settlement) Make(m Move, r Receivable) (Decision, error) {
	if d, known, err := s.again(m); known || err != nil {
		return d, err
	}
	if err := m.check(); err != nil {
		return Decision{}, err
	}
	at := slices.IndexFunc(s.Choices(), func(c Choice) bool { return c.Do == m.Do && c.Kept == m.Kept })
	if at < 0 || m.Do == DoMatch {
		return Decision{}, marketplace.Errorf(marketplace.Conflict, "settle.not_waiting")
	}
	if bad := m.wrong(s.Choices()[at], r); len(bad) > 0 {
		return Decision{}, marketplace.InvalidFields(bad)
	}
	d := Decision{}
	from, signed := &s.Parked, m.Cents
	if m.Kept {
		from = &s.Kept
	}
	if *from < 0 {
		signed = -signed
	}
	*from -= signed
	switch m.Do {
	case DoAssign:
		s.apply(m.Invoice, signed)
		d.Changes = []Share{{m.Invoice, signed}}
	case DoReturn:
		s.Returned += signed
		m.Account = squeezed(m.Account)
		m.Return = string(marketplace.Derived("return-", 12, string(s.Payment.Key), strconv.Itoa(len(s.Moves))))
	case DoKeep:
		s.Kept += signed
	case DoOutside:
		s.Outside += signed
	case DoMatch: // refused above
	}
	d.Settlement = s.with(m)
	return d, nil
}

// wrong says which fields of a move are.
func (m Move) wrong(c Choice, r Receivable) (bad []marketplace.FieldError) {
	if m.Cents < 1 || m.Cents > c.Most {
		bad = append(bad, marketplace.Field("cents", "settle.amount", "most", int64(c.Most)))
	}
	switch m.Do {
	case DoAssign:
		switch {
		case m.Invoice == "" || m.Invoice != r.Invoice:
			bad = append(bad, marketplace.Field("invoice", "field.required"))
		case m.Cents > r.Open:
			bad = append(bad, marketplace.Field("cents", "settle.open", "number", r.Number, "open", int64(r.Open)))
		}
	case DoReturn:
		if _, err := reference.IBAN(m.Account); err != nil {
			e := marketplace.AsError(err)
			bad = append(bad, marketplace.FieldError{Field: "account", Key: e.Key, Args: e.Args})
		}
	case DoKeep:
		if m.Buyer == "" {
			bad = append(bad, marketplace.Field("buyer", "field.required"))
		}
	case DoOutside, DoMatch:
	}
	return bad
}

// Returns are what is to be paid back of a payment, each with the id that the bank sends along.
func (s Settlement) Returns() (out []Return) {
	for _, m := range s.Moves {
		if m.Do == DoReturn {
			out = append(out, Return{ID: m.Return, Payment: s.Payment.Key, Cents: m.Cents})
		}
	}
	return out
}
