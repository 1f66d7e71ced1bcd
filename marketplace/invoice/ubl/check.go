package ubl

import (
	"fmt"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// Check judges whether a document can be sent over Peppol: nil, or an Invalid error that names each rule, field and fix.
func Check(d en16931.Document) error {
	bad := en16931.Failures(d)
	fail := func(field, key, rule string, args ...any) {
		bad = append(bad, marketplace.Field(field, key, append(args, "rule", "PEPPOL-EN16931-"+rule)...))
	}
	if d.BuyerReference == "" && d.Order == "" {
		fail("buyer_reference", "einvoice.buyer_reference", "R003")
	}
	for _, p := range []struct {
		path, rule string
		party      en16931.Party
	}{{"seller", "R020", d.Seller}, {"buyer", "R010", d.Buyer}} {
		if id, ok := en16931.ParseOVT(p.party.EInvoice); !ok || id != p.party.EInvoice {
			fail(p.path+".e_invoice", "einvoice.e_address", p.rule)
		}
	}
	for i, l := range d.Lines {
		path := fmt.Sprintf("lines[%d].period", i)
		if before(l.Period.From, d.Period.From) || before(d.Period.To, l.Period.From) {
			fail(path+".from", "einvoice.inside", "R110")
		}
		if before(d.Period.To, l.Period.To) || before(l.Period.To, d.Period.From) {
			fail(path+".to", "einvoice.inside", "R111")
		}
	}
	return marketplace.InvalidFields(bad)
}

// before says whether both days are told and the first is earlier.
func before(a, b marketplace.Date) bool { return a != "" && b != "" && a < b }
