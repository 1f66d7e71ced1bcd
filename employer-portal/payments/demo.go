package payments

import (
	"cmp"
	"encoding/xml"
	"fmt"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// getDemo makes a file to try with, in demo mode only: it pays what is open now, the first invoice in part, and has one payment
// without a reference. It is the same as long as nothing changes.
func (r *visitor) getDemo() error {
	if len(r.Demo) == 0 {
		return marketplace.Errorf(marketplace.NotFound, "error.not_found")
	}
	own, err := r.Bank.Accounts(r.Ctx, r.Actor)
	if err != nil {
		return err
	}
	if len(own) == 0 {
		return r.Redirect(importing, "")
	}
	list, err := r.Ledger.Receivables(r.Ctx, r.Actor, true, marketplace.Page{})
	if err != nil {
		return err
	}
	var out strings.Builder
	day := r.Clock.Today()
	fmt.Fprintf(&out, `<?xml version="1.0" encoding="UTF-8"?>`+"\n"+`<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt>`+
		`<GrpHdr><MsgId>DEMO</MsgId></GrpHdr><Stmt><Id>DEMO-%s</Id><Acct><Id><IBAN>%s</IBAN></Id></Acct>`+"\n", day, own[0])
	for n, e := range list.Items {
		x := e.Value
		cents := x.Open()
		if n == 0 && len(list.Items) > 1 {
			cents /= 2
		}
		if cents > 0 {
			entry(&out, fmt.Sprintf("DEMO-%s-%d", x.Number, x.Step), day, cents, r.Firm(x.Buyer), "<Strd><CdtrRefInf><Ref>"+x.Reference+"</Ref></CdtrRefInf></Strd>")
		}
	}
	entry(&out, "DEMO-"+string(day), day, 25_00, "Kahvila Kulma Oy", "<Ustrd>Kiitos</Ustrd>")
	out.WriteString("</Stmt></BkToCstmrStmt></Document>\n")
	r.C.Set("Content-Type", "application/xml")
	r.C.Set("Content-Disposition", `attachment; filename="demo-camt053.xml"`)
	return r.C.SendString(out.String())
}

func entry(out *strings.Builder, id string, day marketplace.Date, cents money.Cents, party, remittance string) {
	var name strings.Builder
	_ = xml.EscapeText(&name, []byte(cmp.Or(party, "?"))) // a strings.Builder takes everything
	fmt.Fprintf(out, `<Ntry><Amt Ccy="EUR">%d.%02d</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>%s</Dt></BookgDt><AcctSvcrRef>%s</AcctSvcrRef>`+
		`<NtryDtls><TxDtls><Refs><AcctSvcrRef>%s</AcctSvcrRef></Refs><RltdPties><Dbtr><Nm>%s</Nm></Dbtr></RltdPties><RmtInf>%s</RmtInf></TxDtls></NtryDtls></Ntry>`+"\n",
		cents/100, cents%100, day, id, id, name.String(), remittance)
}
