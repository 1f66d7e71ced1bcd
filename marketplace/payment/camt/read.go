package camt

import (
	"encoding/xml"
	"errors"
	"io"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
)

// Read goes through a file and hands each booked entry to each, with the statement it stands in, in the order of the file. It
// needs the memory of one entry, and of the keys of the payments so far. Each may be nil, to check a file only.
//
// What each was given is good only when Read returns without an error: the file may end in the middle, and the balances are
// held against the entries at the end. An error of each ends the reading and is returned as it is. Otherwise the error is Invalid when the file is wrong, TooLarge beyond the limits of this package, and Unavailable when it could not be
// read; its field is the place in the file, such as Stmt[1]/Ntry[14]/Amt.
func Read(src io.Reader, each func(Statement, Entry) error) (Pass, error) {
	d, g, err := open(src)
	if err != nil {
		return Pass{}, err
	}
	r := &reading{walk: walk{d: d, g: g}, each: each, keys: keys{seen: map[[keySize]byte]uint32{}}}
	if err := r.document(); err != nil {
		return Pass{}, err
	}
	return r.pass, nil
}

type reading struct {
	walk
	pass Pass
	each func(Statement, Entry) error
	keys keys
}

// document reads the one element that a file has.
func (r *reading) document() error {
	for found := false; ; {
		t, err := r.token()
		if errors.Is(err, io.EOF) {
			if !found {
				return r.missing("Document")
			}
			return nil
		}
		if err != nil {
			return err
		}
		start, ok := t.(xml.StartElement)
		if data, is := t.(xml.CharData); is && strings.TrimSpace(string(data)) != "" || ok && found {
			return r.bad("camt.trailing", "")
		}
		if !ok {
			continue
		}
		found = true
		if err := r.root(start); err != nil {
			return err
		}
	}
}

const namespace = "urn:iso:std:iso:20022:tech:xsd:"

// root reads the message, if it is one of those that are read.
func (r *reading) root(start xml.StartElement) error {
	r.path = []string{start.Name.Local}
	message, ours := strings.CutPrefix(start.Name.Space, namespace)
	kind, version, known := "", "", false
	if len(message) > len("camt.053") {
		kind = message[:len("camt.053")]
		version, known = strings.CutPrefix(message[len(kind):], ".001.")
	}
	switch {
	case ours && kind == "camt.052":
		return r.bad("camt.intraday", message)
	case start.Name.Local != "Document" || !ours || !known || kind != "camt.053" && kind != "camt.054":
		return r.bad("camt.other_message", strings.TrimSpace(start.Name.Local+" "+start.Name.Space))
	case len(version) != 2 || !allDigits(version) || version < "02":
		return r.bad("camt.version", message)
	}
	r.space, r.pass.Message = start.Name.Space, message
	within, each := "BkToCstmrStmt", "Stmt"
	if kind == "camt.054" {
		within, each = "BkToCstmrDbtCdtNtfctn", "Ntfctn"
	}
	err := r.children(func(name string, _ []xml.Attr) error {
		if name != within {
			return r.skip()
		}
		return r.statements(each)
	})
	if err == nil && len(r.pass.Statements) == 0 {
		return r.missing(within + "/" + each)
	}
	r.path = nil
	return err
}

func (r *reading) statements(each string) error {
	return r.children(func(name string, _ []xml.Attr) error {
		if name != each {
			return r.skip()
		}
		if len(r.pass.Statements) >= MaxStatements {
			return r.large("camt.many_statements", MaxStatements)
		}
		s := &StatementSum{Statement: Statement{Number: len(r.pass.Statements) + 1}}
		r.number(s.Number)
		if err := r.statement(s); err != nil {
			return err
		}
		r.pass.Statements = append(r.pass.Statements, *s)
		return nil
	})
}

// statement reads one statement. Its head comes before its entries, as the standard has it.
func (r *reading) statement(s *StatementSum) error {
	var entries int
	var before Money // balance of the day before, which some banks write instead of the opening one
	err := r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "Id":
			return r.text(&s.ID)
		case "Acct":
			return r.account(s)
		case "Bal":
			return r.balance(s, &before)
		case "Ntry":
			entries++
			r.number(entries)
			r.entry = entries
			err := r.entryOf(s, entries)
			r.entry = 0
			return err
		}
		return r.skip()
	})
	if err != nil {
		return err
	}
	if s.Account == "" {
		return r.missing("Acct")
	}
	if !s.Opening.Told {
		s.Opening = before
	}
	return r.reconcile(s)
}

// reconcile holds the entries against the balances.
func (r *reading) reconcile(s *StatementSum) error {
	if !s.Opening.Told || !s.Closing.Told {
		return nil
	}
	got, err := money.Sum(s.Opening.Cents, s.Sum)
	if err != nil {
		return err
	}
	if got != s.Closing.Cents {
		return r.bad("camt.balance", "", "opening", int64(s.Opening.Cents), "sum", int64(s.Sum), "closing", int64(s.Closing.Cents))
	}
	s.Checked = true
	return nil
}

// account reads whose statement it is. Some banks write the IBAN as another kind of identification.
func (r *reading) account(s *StatementSum) error {
	number, ccy := "", ""
	err := r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "Id":
			return r.accountNumber(&number)
		case "Ccy":
			return r.text(&ccy)
		}
		return r.skip()
	})
	if err != nil {
		return err
	}
	if ccy != "" && ccy != currency {
		return r.bad("camt.currency", ccy)
	}
	if s.Account, err = reference.IBAN(number); err != nil {
		return r.bad("camt.account", number)
	}
	return nil
}

func (r *reading) accountNumber(into *string) error {
	return r.children(func(name string, _ []xml.Attr) error {
		switch name {
		case "IBAN":
			return r.text(into)
		case "Othr":
			return r.dig(into, "Id")
		}
		return r.skip()
	})
}

// balance reads the booked balances before and after; the available ones are of no use for adding up.
func (r *reading) balance(s *StatementSum, before *Money) error {
	kind, incoming, told := "", false, false
	var a amount
	err := r.children(func(name string, attrs []xml.Attr) error {
		switch name {
		case "Tp":
			return r.dig(&kind, "CdOrPrtry", "Cd")
		case "Amt":
			var err error
			a, err = r.amount(attrs)
			return err
		case "CdtDbtInd":
			return r.direction(&incoming, &told)
		}
		return r.skip()
	})
	if err != nil {
		return err
	}
	into := map[string]*Money{"OPBD": &s.Opening, "PRCD": before, "CLBD": &s.Closing}[kind]
	switch {
	case into == nil:
		return nil
	case !told:
		return r.missing("CdtDbtInd")
	case !a.told:
		return r.missing("Amt")
	case !a.euros():
		return refuse(marketplace.Invalid, "camt.currency", a.currency, "place", r.place("Amt"), "entry", 0)
	}
	*into = Money{Told: true, Cents: signed(a.cents, incoming)}
	return nil
}
