package camt

import (
	"encoding/xml"
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// draft is an entry while it is read.
type draft struct {
	Entry
	amount, direction bool // told
	status, info      string
	details           []detail
}

// entryOf reads one entry, checks that its payments add up to it, and hands it on when it is booked.
func (r *reading) entryOf(s *StatementSum, number int) error {
	if s.Account == "" {
		return refuse(marketplace.Invalid, "camt.missing", "", "place", strings.Join(r.path[2:len(r.path)-1], "/")+"/Acct", "entry", number)
	}
	e := &draft{Entry: Entry{Number: number}}
	if err := r.children(func(name string, attrs []xml.Attr) error { return r.entryField(e, name, attrs) }); err != nil {
		return err
	}
	booked, err := r.settle(e)
	if err != nil {
		return err
	}
	if !booked {
		s.Unbooked++
		return nil
	}
	if err := r.pay(e); err != nil {
		return err
	}
	s.Entries++
	if s.Sum, err = money.Sum(s.Sum, e.Signed()); err != nil {
		return err
	}
	for i := range e.Payments {
		r.keys.give(s.Statement, e.Entry, &e.Payments[i])
	}
	if r.pass.Payments += len(e.Payments); r.pass.Payments > MaxPayments {
		return r.large("camt.many_payments", MaxPayments)
	}
	if r.each == nil {
		return nil
	}
	return r.each(s.Statement, e.Entry)
}

func (r *reading) entryField(e *draft, name string, attrs []xml.Attr) error {
	switch name {
	case "Amt":
		e.amount = true
		return r.euros(&e.Amount, attrs)
	case "CdtDbtInd":
		return r.direction(&e.Incoming, &e.direction)
	case "RvslInd":
		return r.flag(&e.Reversal)
	case "Sts":
		return r.code(&e.status, "Cd")
	case "BookgDt":
		return r.day(&e.Booked)
	case "ValDt":
		return r.day(&e.Value)
	case "AcctSvcrRef":
		return r.given(&e.BankID)
	case "BkTxCd":
		return r.kind(&e.Code)
	case "NtryDtls":
		return r.details(e)
	case "AddtlNtryInf":
		return r.text(&e.info)
	}
	return r.skip()
}

// settle checks what every entry has to say, and whether the bank has booked it.
func (r *reading) settle(e *draft) (booked bool, err error) {
	switch {
	case !e.amount:
		return false, r.missing("Amt")
	case !e.direction:
		return false, r.missing("CdtDbtInd")
	}
	switch e.status {
	case "BOOK":
	case "PDNG", "INFO", "FUTR":
		return false, nil
	case "":
		return false, r.missing("Sts")
	default:
		return false, r.bad("camt.status", e.status)
	}
	if e.Booked == "" {
		e.Booked = e.Value
	}
	if e.Booked == "" {
		return false, r.missing("BookgDt")
	}
	return true, nil
}

// given reads an id that a bank or payer gave; the words that say that there is none are none.
func (r *reading) given(into *string) error {
	if err := r.text(into); err != nil {
		return err
	}
	switch *into {
	case "NOTPROVIDED", "NONREF", "NOREF":
		*into = ""
	}
	return nil
}

// kind reads the bank transaction code as domain/family/subfamily.
func (r *reading) kind(into *string) error {
	return r.children(func(name string, _ []xml.Attr) error {
		if name != "Domn" {
			return r.skip()
		}
		var domain, family, sub string
		err := r.children(func(name string, _ []xml.Attr) error {
			switch name {
			case "Cd":
				return r.text(&domain)
			case "Fmly":
				return r.children(func(name string, _ []xml.Attr) error {
					switch name {
					case "Cd":
						return r.text(&family)
					case "SubFmlyCd":
						return r.text(&sub)
					}
					return r.skip()
				})
			}
			return r.skip()
		})
		*into = domain + "/" + family + "/" + sub
		return err
	})
}

// details reads the payments of an entry, one or many.
func (r *reading) details(e *draft) error {
	return r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "Btch":
			return r.batch(e)
		case "TxDtls":
			if len(e.details) >= MaxDetails {
				return r.large("camt.many_details", MaxDetails)
			}
			r.number(len(e.details) + 1)
			d, err := r.detail()
			e.details = append(e.details, d)
			return err
		}
		return r.skip()
	})
}

func (r *reading) batch(e *draft) error {
	return r.children(func(name string, _ []xml.Attr) error {
		if name != "NbOfTxs" {
			return r.skip()
		}
		text := ""
		if err := r.text(&text); err != nil {
			return err
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 0 {
			return r.bad("camt.count", text)
		}
		e.Batch += n
		return nil
	})
}

// pay makes the payments of an entry. What reached the account counts: of an entry with one detail that is the amount of the
// entry, also when the payer sent another one and a bank kept charges or changed money. Several details have to add up.
func (r *reading) pay(e *draft) error {
	e.Detailed = len(e.details) > 0
	switch {
	case !e.Detailed:
		e.Payments = []Payment{{Amount: e.Amount, Incoming: e.Incoming, Reversal: e.Reversal, Message: e.info}}
		return nil
	case len(e.details) == 1 && e.Batch < 2:
		d := e.details[0]
		d.told, d.Incoming = false, e.Incoming
		e.Payments = []Payment{d.payment(e, e.Amount)}
		return nil
	}
	sum := money.Cents(0)
	for i, d := range e.details {
		cents, ok := d.cents()
		if !ok {
			return refuse(marketplace.Invalid, "camt.missing", "", "place", r.place("TxDtls["+strconv.Itoa(i+1)+"]", "Amt"), "entry", e.Number)
		}
		p := d.payment(e, cents)
		e.Payments = append(e.Payments, p)
		sum += p.Signed() // at most MaxDetails of maxEuroDigits: it fits
	}
	if sum != e.Signed() {
		return r.bad("camt.batch", "", "sum", int64(sum), "amount", int64(e.Signed()), "count", len(e.details))
	}
	return nil
}
