package servertest

import (
	"fmt"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
)

// addBank lets the sales ledger follow {invoice}, and takes in a file of crew's bank: {bank-import}, of which {bank-payment} has no
// reference and waits.
func (a *App) addBank(t testing.TB) {
	t.Helper()
	ctx, biller := t.Context(), a.Actor("billing")
	must(t, a.Ledger.Follow(ctx, marketplace.Fact{Type: "invoice.issued", Org: biller.Org, Subject: "invoices/" + a.IDs["invoice"]}))
	e, _, err := a.Bank.Upload(ctx, biller, "bank.xml", strings.NewReader(BankFile("world", 5_00, "")))
	must(t, err)
	must(t, a.Bank.Work(ctx))
	list, err := a.Ledger.Payments(ctx, biller, "waiting", marketplace.Page{})
	must(t, err)
	a.IDs["bank-import"], a.IDs["bank-payment"] = string(e.ID), string(list.Items[0].Key)
}

// BankFile is a statement of crew's account with one payment onto it; the id is the bank's.
func BankFile(id string, cents int64, reference string) string {
	const head = `<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><Stmt><Id>1</Id>` +
		`<Acct><Id><IBAN>FI2112345600000785</IBAN></Id></Acct>`
	remitted := "<Ustrd>Thank you</Ustrd>"
	if reference != "" {
		remitted = "<Strd><CdtrRefInf><Ref>" + reference + "</Ref></CdtrRefInf></Strd>"
	}
	return head + fmt.Sprintf(`<Ntry><Amt Ccy="EUR">%d.%02d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>%s</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef>`+
		`<NtryDtls><TxDtls><Refs><AcctSvcrRef>%s</AcctSvcrRef></Refs><RltdPties><Dbtr><Nm>Acme</Nm></Dbtr></RltdPties><RmtInf>%s</RmtInf></TxDtls></NtryDtls></Ntry>`,
		cents/100, cents%100, Today, id, id, remitted) + `</Stmt></BkToCstmrStmt></Document>`
}
