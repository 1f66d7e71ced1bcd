package camt

import (
	"encoding/xml"
	"strings"

	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
)

// detail is one payment of an entry while it is read.
type detail struct {
	Payment
	told             bool   // its own direction
	amount, within   amount // its own, and the one among its details: versions differ in which they write
	debtor, creditor party
	info             string
}

type party struct{ name, ultimate, account string }

// cents is the amount in euros; false when neither was told in euros.
func (d detail) cents() (money.Cents, bool) {
	switch {
	case d.amount.euros():
		return d.amount.cents, true
	case d.within.euros():
		return d.within.cents, true
	}
	return 0, false
}

// payment is the detail as a payment of an entry. The other party is whoever paid onto the account, and of a payment that was
// taken back still the same one.
func (d detail) payment(e *draft, cents money.Cents) Payment {
	p := d.Payment
	p.Amount, p.Reversal = cents, e.Reversal
	if !d.told {
		p.Incoming = e.Incoming
	}
	other := d.creditor
	if p.Incoming != p.Reversal {
		other = d.debtor
	}
	p.Party, p.PartyAccount = other.name, other.account
	if p.Party == "" {
		p.Party = other.ultimate
	}
	if p.Message == "" {
		p.Message = d.info
	}
	if p.Message == "" && len(e.details) == 1 {
		p.Message = e.info
	}
	return p
}

func (r *reading) detail() (d detail, err error) {
	err = r.children(func(name string, attrs []xml.Attr) error {
		var err error
		switch name {
		case "Refs":
			return r.ids(&d.Payment)
		case "Amt":
			d.amount, err = r.amount(attrs)
			return err
		case "CdtDbtInd":
			return r.direction(&d.Incoming, &d.told)
		case "AmtDtls":
			return r.within(&d.within)
		case "RltdPties":
			return r.parties(&d)
		case "RmtInf":
			return r.remittance(&d.Payment)
		case "RtrInf":
			return r.dig(&d.Reason, "Rsn", "Cd")
		case "AddtlTxInf":
			return r.text(&d.info)
		}
		return r.skip()
	})
	return d, err
}

func (r *reading) ids(p *Payment) error {
	return r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "AcctSvcrRef":
			return r.given(&p.BankID)
		case "EndToEndId":
			return r.given(&p.EndToEnd)
		}
		return r.skip()
	})
}

// within reads the transaction amount among the details of an amount. The instructed amount is what the payer sent, before
// charges and exchange, and is not what reached the account.
func (r *reading) within(into *amount) error {
	return r.children(func(name string, _ []xml.Attr) error {
		if name != "TxAmt" {
			return r.skip()
		}
		return r.children(func(name string, attrs []xml.Attr) error {
			if name != "Amt" {
				return r.skip()
			}
			var err error
			*into, err = r.amount(attrs)
			return err
		})
	})
}

func (r *reading) parties(d *detail) error {
	return r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "Dbtr":
			return r.name(&d.debtor.name)
		case "UltmtDbtr":
			return r.name(&d.debtor.ultimate)
		case "DbtrAcct":
			return r.partyAccount(&d.debtor.account)
		case "Cdtr":
			return r.name(&d.creditor.name)
		case "UltmtCdtr":
			return r.name(&d.creditor.ultimate)
		case "CdtrAcct":
			return r.partyAccount(&d.creditor.account)
		}
		return r.skip()
	})
}

// name reads the name of a party, which later versions moved one level down.
func (r *reading) name(into *string) error {
	return r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "Nm":
			return r.text(into)
		case "Pty":
			return r.dig(into, "Nm")
		}
		return r.skip()
	})
}

func (r *reading) partyAccount(into *string) error {
	return r.children(func(name string, _ []xml.Attr) error {
		if name != "Id" {
			return r.skip()
		}
		return r.accountNumber(into)
	})
}

// remittance reads what a payment is for.
func (r *reading) remittance(p *Payment) error {
	return r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "Ustrd":
			return r.message(p)
		case "Strd":
			return r.structured(p)
		}
		return r.skip()
	})
}

// message puts a further line to the message.
func (r *reading) message(p *Payment) error {
	text := ""
	if err := r.text(&text); err != nil {
		return err
	}
	if p.Message = strings.TrimSpace(p.Message + " " + text); len(p.Message) > MaxText {
		return r.large("camt.text_long", MaxText)
	}
	return nil
}

func (r *reading) structured(p *Payment) error {
	written, share := "", Money{}
	err := r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "CdtrRefInf":
			return r.dig(&written, "Ref")
		case "RfrdDocAmt":
			return r.share(&share)
		case "AddtlRmtInf":
			return r.message(p)
		}
		return r.skip()
	})
	if err != nil || written == "" {
		return err
	}
	if len(p.References) >= maxReferences {
		return r.large("camt.many_references", maxReferences)
	}
	ref := Reference{Text: written, Amount: share}
	if text, err := reference.Parse(written); err == nil {
		ref.Text, ref.Valid = text, true
	}
	p.References = append(p.References, ref)
	return nil
}

// share reads how much of a payment is for one reference.
func (r *reading) share(into *Money) error {
	return r.children(func(name string, attrs []xml.Attr) error {
		if name != "RmtdAmt" {
			return r.skip()
		}
		a, err := r.amount(attrs)
		if a.euros() {
			*into = Money{Told: true, Cents: a.cents}
		}
		return err
	})
}
