package camt

import (
	"encoding/xml"
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/money"
)

// written is a statement that a test makes, and the form in which it writes it.
type written struct {
	notification bool
	version      string
	Statement
	unbooked int
	entries  []Entry
}

// text writes a statement as the standard has it in its version: from 04 on a payment has an amount and a direction of its
// own, from 08 on names and states stand one level down.
func (w written) text() string {
	out := &strings.Builder{}
	message, root, each := "camt.053", "BkToCstmrStmt", "Stmt"
	if w.notification {
		message, root, each = "camt.054", "BkToCstmrDbtCdtNtfctn", "Ntfctn"
	}
	fmt.Fprintf(out, `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="%s%s.001.%s"><%s><GrpHdr><MsgId>m</MsgId></GrpHdr><%s><Id>%s</Id>`, namespace, message, w.version, root, each, escaped(w.ID))
	fmt.Fprintf(out, `<Acct><Id><IBAN>%s</IBAN></Id></Acct>`, w.Account)
	for code, b := range map[string]Money{"OPBD": w.Opening, "CLBD": w.Closing} {
		if b.Told {
			fmt.Fprintf(out, `<Bal><Tp><CdOrPrtry><Cd>%s</Cd></CdOrPrtry></Tp>%s</Bal>`, code, sum(max(b.Cents, -b.Cents), b.Cents >= 0))
		}
	}
	for _, e := range w.entries {
		w.entry(out, e)
	}
	for range w.unbooked {
		fmt.Fprintf(out, `<Ntry>%s%s</Ntry>`, sum(1_000_000_00, true), w.state("PDNG"))
	}
	fmt.Fprintf(out, "</%s></%s></Document>", each, root)
	return out.String()
}

func (w written) entry(out *strings.Builder, e Entry) {
	fmt.Fprintf(out, `<Ntry>%s<RvslInd>%v</RvslInd>%s<BookgDt><Dt>%s</Dt></BookgDt>`, sum(e.Amount, e.Incoming), e.Reversal, w.state("BOOK"), e.Booked)
	if e.Value != "" {
		fmt.Fprintf(out, "<ValDt><DtTm>%sT10:00:00Z</DtTm></ValDt>", e.Value)
	}
	fmt.Fprintf(out, "<AcctSvcrRef>%s</AcctSvcrRef><NtryDtls>", escaped(e.BankID))
	if e.Batch > 0 {
		fmt.Fprintf(out, "<Btch><NbOfTxs>%d</NbOfTxs></Btch>", e.Batch)
	}
	for _, p := range e.Payments {
		w.payment(out, p)
	}
	out.WriteString("</NtryDtls></Ntry>")
}

func (w written) payment(out *strings.Builder, p Payment) {
	fmt.Fprintf(out, "<TxDtls><Refs><AcctSvcrRef>%s</AcctSvcrRef><EndToEndId>%s</EndToEndId></Refs>", escaped(p.BankID), escaped(p.EndToEnd))
	if w.version >= "04" {
		out.WriteString(sum(p.Amount, p.Incoming))
	} else {
		fmt.Fprintf(out, `<AmtDtls><TxAmt><Amt Ccy="EUR">%d.%02d</Amt></TxAmt></AmtDtls>`, p.Amount/100, p.Amount%100)
	}
	party := "Cdtr"
	if p.Incoming != p.Reversal {
		party = "Dbtr"
	}
	name := "<Nm>" + escaped(p.Party) + "</Nm>"
	if w.version >= "08" {
		name = "<Pty>" + name + "</Pty>"
	}
	fmt.Fprintf(out, "<RltdPties><%s>%s</%s><%sAcct><Id><IBAN>%s</IBAN></Id></%sAcct></RltdPties><RmtInf><Ustrd>%s</Ustrd>", party, name, party, party, p.PartyAccount, party, escaped(p.Message))
	for _, r := range p.References {
		out.WriteString("<Strd>")
		if r.Amount.Told {
			fmt.Fprintf(out, `<RfrdDocAmt><RmtdAmt Ccy="EUR">%d.%02d</RmtdAmt></RfrdDocAmt>`, r.Amount.Cents/100, r.Amount.Cents%100)
		}
		fmt.Fprintf(out, "<CdtrRefInf><Ref>%s</Ref></CdtrRefInf></Strd>", escaped(r.Text))
	}
	fmt.Fprintf(out, "</RmtInf><RtrInf><Rsn><Cd>%s</Cd></Rsn></RtrInf></TxDtls>", escaped(p.Reason))
}

func (w written) state(code string) string {
	if w.version >= "08" {
		return "<Sts><Cd>" + code + "</Cd></Sts>"
	}
	return "<Sts>" + code + "</Sts>"
}

func sum(c money.Cents, incoming bool) string {
	side := "DBIT"
	if incoming {
		side = "CRDT"
	}
	return fmt.Sprintf(`<Amt Ccy="EUR">%d.%02d</Amt><CdtDbtInd>%s</CdtDbtInd>`, c/100, c%100, side)
}

func escaped(text string) string {
	out := &strings.Builder{}
	_ = xml.EscapeText(out, []byte(text))
	return out.String()
}

// statements are random ones, as they are when they have been read; keys are left out.
func statements() *rapid.Generator[written] {
	return rapid.Custom(func(t *rapid.T) written {
		w := written{
			notification: rapid.Bool().Draw(t, "notification"), version: rapid.SampledFrom([]string{"02", "03", "04", "06", "08", "11"}).Draw(t, "version"),
			Statement: Statement{Number: 1, ID: words().Draw(t, "id"), Account: "FI2112345600000785"}, unbooked: rapid.IntRange(0, 2).Draw(t, "unbooked"),
		}
		w.Opening = Money{true, money.Cents(rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "opening"))}
		w.Closing = w.Opening
		for i := range rapid.IntRange(0, 6).Draw(t, "entries") {
			e := entries(i+1, w.version >= "04").Draw(t, "entry")
			w.Closing.Cents += e.Signed()
			w.entries = append(w.entries, e)
		}
		if w.notification {
			w.Opening, w.Closing = Money{}, Money{}
		}
		return w
	})
}

func words() *rapid.Generator[string] {
	return rapid.StringMatching(`[A-Za-zäöåÄÖÅ0-9<>&"'=+@€.-]{1,12}( [a-zö]{1,8})?`)
}

func maybe(g *rapid.Generator[string]) *rapid.Generator[string] {
	return rapid.OneOf(rapid.Just(""), g)
}

func entries(number int, own bool) *rapid.Generator[Entry] {
	return rapid.Custom(func(t *rapid.T) Entry {
		day := marketplace.Date("2026-01-01").AddDays(rapid.IntRange(0, 400).Draw(t, "day"))
		e := Entry{Number: number, Detailed: true, Booked: day, BankID: maybe(words()).Draw(t, "bank id"), Incoming: rapid.Bool().Draw(t, "incoming"), Reversal: rapid.IntRange(0, 5).Draw(t, "reversal") == 0}
		if rapid.Bool().Draw(t, "value day") {
			e.Value = day.AddDays(1)
		}
		n := rapid.IntRange(1, 4).Draw(t, "payments")
		if n > 1 {
			e.Batch = n
		}
		total := money.Cents(0)
		for range n {
			p := payments(e).Draw(t, "payment")
			if n > 1 && own && rapid.IntRange(0, 5).Draw(t, "other way") == 0 {
				p.Incoming = !p.Incoming
			}
			total += p.Signed()
			e.Payments = append(e.Payments, p)
		}
		if n > 1 && (total < 0) == e.Incoming { // a batch whose sum goes the other way
			e.Incoming = total >= 0
			for i := range e.Payments {
				if !own {
					e.Payments[i].Incoming = e.Incoming
				}
			}
		}
		if e.Amount = total; total < 0 {
			e.Amount = -total
		}
		return e
	})
}

func payments(e Entry) *rapid.Generator[Payment] {
	return rapid.Custom(func(t *rapid.T) Payment {
		p := Payment{
			Amount: money.Cents(rapid.Int64Range(0, 100_000_00).Draw(t, "amount")), Incoming: e.Incoming, Reversal: e.Reversal,
			BankID: maybe(words()).Draw(t, "payment id"), EndToEnd: maybe(words()).Draw(t, "end to end"), Party: maybe(words()).Draw(t, "party"),
			PartyAccount: rapid.SampledFrom([]string{"", "FI7944052020036082", "DE89370400440532013000"}).Draw(t, "account"), Message: maybe(words()).Draw(t, "message"),
			Reason: rapid.SampledFrom([]string{"", "", "AC04"}).Draw(t, "reason"),
		}
		for range rapid.IntRange(0, 3).Draw(t, "references") {
			r := Reference{Text: "12 33", Valid: false}
			if rapid.IntRange(0, 4).Draw(t, "good") > 0 {
				r.Text, _ = reference.Finnish(rapid.StringMatching(`[1-9][0-9]{2,18}`).Draw(t, "base"))
				r.Valid = true
			}
			if rapid.Bool().Draw(t, "share") {
				r.Amount = Money{true, money.Cents(rapid.Int64Range(0, 1000).Draw(t, "cents"))}
			}
			p.References = append(p.References, r)
		}
		return p
	})
}
