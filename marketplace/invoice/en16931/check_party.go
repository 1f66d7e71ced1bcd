package en16931

import (
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/invoice/reference"
)

func (j *judge) parties() {
	d := j.doc
	j.party("seller", d.Seller, "BR-06", "BR-09")
	j.party("buyer", d.Buyer, "BR-07", "BR-11")
	if d.Seller.BusinessID == "" && d.Seller.VAT == "" {
		j.fail("seller.business_id", "einvoice.seller_id", "BR-CO-26")
	}
	j.text("seller.tax_id", d.Seller.TaxID)
	if d.Buyer.TaxID != "" {
		j.fail("buyer.tax_id", "einvoice.no_tax_id", "FI-TAXID")
	}
	if d.DeliverTo != (Delivery{}) {
		j.text("deliver_to.name", d.DeliverTo.Name)
		j.address("deliver_to.address", d.DeliverTo.Address, "BR-57")
	}
}

func (j *judge) party(path string, p Party, name, country string) {
	j.need(path+".name", p.Name, name)
	j.text(path+".trading", p.Trading)
	if p.BusinessID != "" {
		if id, ok := check.BusinessID(p.BusinessID); !ok || id != p.BusinessID {
			j.fail(path+".business_id", "einvoice.business_id", "FI-YTUNNUS", "value", p.BusinessID)
		}
	}
	j.vat(path, p)
	if p.EInvoice != "" {
		ovt, isOVT := ParseOVT(p.EInvoice)
		if (!isOVT || ovt != p.EInvoice) && !written(p.EInvoice, reference.IBAN) {
			j.fail(path+".e_invoice", "einvoice.ovt", "FI-OVT", "value", p.EInvoice)
		}
	}
	if p.Operator != "" {
		if id, ok := ParseOperator(p.Operator); !ok || id != p.Operator {
			j.fail(path+".operator", "einvoice.operator", "FI-OPERATOR", "value", p.Operator)
		}
	}
	j.address(path+".address", p.Address, country)
	j.text(path+".contact.name", p.Contact.Name)
	j.text(path+".contact.phone", p.Contact.Phone)
	j.text(path+".contact.email", p.Contact.Email)
}

// vat judges a VAT number, and that it is the business id's.
func (j *judge) vat(path string, p Party) {
	if p.VAT == "" {
		return
	}
	id, ok := ParseVAT(p.VAT)
	if !ok || id != p.VAT {
		rule := "FI-VAT"
		if !vatCountry(p.VAT) {
			rule = "BR-CO-09"
		}
		j.fail(path+".vat", "einvoice.vat_id", rule, "value", p.VAT)
		return
	}
	if digits, finnish := businessDigits(id[2:]); finnish && id[:2] == "FI" && p.BusinessID != "" && digits != p.BusinessID {
		j.fail(path+".vat", "einvoice.vat_other", "FI-VAT", "value", p.VAT, "id", p.BusinessID)
	}
}

// address asks for town and post code, too: a name with a country alone is no address (AVL 209 e §).
func (j *judge) address(path string, a Address, missing string) {
	j.text(path+".street", a.Street)
	j.text(path+".extra", a.Extra)
	j.need(path+".post_code", a.PostCode, "FI-ADDRESS")
	j.need(path+".city", a.City, "FI-ADDRESS")
	switch {
	case a.Country == "":
		j.fail(path+".country", "einvoice.required", missing)
	case !isCountry(a.Country):
		j.fail(path+".country", "einvoice.country", "BR-CL-14", "value", a.Country)
	}
}

func (j *judge) payment() {
	p := j.doc.Payment
	if p == (Payment{}) {
		return
	}
	switch {
	case p.IBAN == "":
		j.fail("payment.iban", "einvoice.required", "BR-61")
	case !written(p.IBAN, reference.IBAN):
		j.fail("payment.iban", "einvoice.iban", "FI-IBAN", "value", p.IBAN)
	}
	if p.BIC != "" && !written(p.BIC, reference.BIC) {
		j.fail("payment.bic", "einvoice.bic", "FI-BIC", "value", p.BIC)
	}
	j.text("payment.name", p.Name)
	if p.Reference != "" && !written(p.Reference, reference.ParseFinnish) && !written(p.Reference, reference.ParseRF) {
		j.fail("payment.reference", "einvoice.reference", "FI-VIITE", "value", p.Reference)
	}
}

// written says whether an identifier is right, and written as machines write it.
func written(text string, parse func(string) (string, error)) bool {
	got, err := parse(text)
	return err == nil && got == text
}
