package ubl

import (
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/markup"
	"sovite.fi/sovite/marketplace/money"
)

const (
	customization = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
	profile       = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
	schemas       = "urn:oasis:names:specification:ubl:schema:xsd:"
	schemeOVT     = "0216"
	schemeID      = "0212" // of a Finnish business id
	sepaTransfer  = "58"
)

// Write is the document as UBL. An Invalid error when Check finds something.
func Write(d en16931.Document) ([]byte, error) {
	if err := Check(d); err != nil {
		return nil, err
	}
	w := writer{markup.New("UTF-8"), d}
	root := "Invoice"
	if d.Kind == en16931.CreditNote {
		root = "CreditNote"
	}
	w.In(root, func() {
		w.head()
		w.references()
		w.party("cac:AccountingSupplierParty", d.Seller, true)
		w.party("cac:AccountingCustomerParty", d.Buyer, false)
		w.delivery()
		w.payment()
		for _, a := range d.Adjustments {
			w.adjustment(a, true)
		}
		w.taxes()
		w.totals()
		for _, l := range d.Lines {
			w.line(l)
		}
	}, "xmlns", schemas+root+"-2", "xmlns:cac", schemas+"CommonAggregateComponents-2", "xmlns:cbc", schemas+"CommonBasicComponents-2")
	return w.Bytes(), nil
}

type writer struct {
	*markup.Writer
	doc en16931.Document
}

func (w writer) isCredit() bool { return w.doc.Kind == en16931.CreditNote }

func (w writer) amount(name string, c money.Cents) {
	w.Text(name, en16931.Amount(c, "."), "currencyID", en16931.Currency)
}

func (w writer) head() {
	d := w.doc
	w.Text("cbc:CustomizationID", customization)
	w.Text("cbc:ProfileID", profile)
	w.Text("cbc:ID", d.Number)
	w.Text("cbc:IssueDate", string(d.Issued))
	if w.isCredit() {
		w.Text("cbc:CreditNoteTypeCode", "381")
	} else {
		w.Text("cbc:DueDate", string(d.Due))
		w.Text("cbc:InvoiceTypeCode", "380")
	}
	w.Text("cbc:Note", d.Note)
	w.Text("cbc:DocumentCurrencyCode", en16931.Currency)
	w.Text("cbc:BuyerReference", d.BuyerReference)
	w.period(d.Period)
}

func (w writer) period(p en16931.Period) {
	w.In("cac:InvoicePeriod", func() {
		w.Text("cbc:StartDate", string(p.From))
		w.Text("cbc:EndDate", string(p.To))
	})
}

func (w writer) id(group, id string) { w.In(group, func() { w.Text("cbc:ID", id) }) }

// references stand in another order in a credit note, which has no project of its own (BT-11 is written as a document of type 50).
func (w writer) references() {
	d := w.doc
	w.id("cac:OrderReference", d.Order)
	for _, p := range d.Preceding {
		w.In("cac:BillingReference", func() {
			w.In("cac:InvoiceDocumentReference", func() {
				w.Text("cbc:ID", p.Number)
				w.Text("cbc:IssueDate", string(p.Issued))
			})
		})
	}
	w.id("cac:ContractDocumentReference", d.Contract)
	for _, a := range d.Attachments {
		w.In("cac:AdditionalDocumentReference", func() {
			w.Text("cbc:ID", a.Name)
			w.Text("cbc:DocumentDescription", a.Description)
			w.In("cac:Attachment", func() { w.In("cac:ExternalReference", func() { w.Text("cbc:URI", a.URL) }) })
		})
	}
	switch {
	case d.Project == "":
	case w.isCredit():
		w.In("cac:AdditionalDocumentReference", func() {
			w.Text("cbc:ID", d.Project)
			w.Text("cbc:DocumentTypeCode", "50")
		})
	default:
		w.id("cac:ProjectReference", d.Project)
	}
}

func (w writer) party(group string, p en16931.Party, seller bool) {
	w.In(group, func() {
		w.In("cac:Party", func() {
			w.Text("cbc:EndpointID", p.EInvoice, "schemeID", schemeOVT)
			w.In("cac:PartyName", func() { w.Text("cbc:Name", p.Trading) })
			w.address("cac:PostalAddress", p.Address)
			w.taxScheme(p.VAT, "VAT")
			if seller {
				w.taxScheme(p.TaxID, "TAX")
			}
			w.In("cac:PartyLegalEntity", func() {
				w.Text("cbc:RegistrationName", p.Name)
				w.Text("cbc:CompanyID", p.BusinessID, "schemeID", schemeID)
			})
			w.In("cac:Contact", func() {
				w.Text("cbc:Name", p.Contact.Name)
				w.Text("cbc:Telephone", p.Contact.Phone)
				w.Text("cbc:ElectronicMail", p.Contact.Email)
			})
		})
	})
}

func (w writer) taxScheme(id, scheme string) {
	if id == "" {
		return
	}
	w.In("cac:PartyTaxScheme", func() {
		w.Text("cbc:CompanyID", id)
		w.id("cac:TaxScheme", scheme)
	})
}

func (w writer) address(group string, a en16931.Address) {
	w.In(group, func() {
		w.Text("cbc:StreetName", a.Street)
		w.Text("cbc:AdditionalStreetName", a.Extra)
		w.Text("cbc:CityName", a.City)
		w.Text("cbc:PostalZone", a.PostCode)
		w.In("cac:Country", func() { w.Text("cbc:IdentificationCode", a.Country) })
	})
}

func (w writer) delivery() {
	d := w.doc
	w.In("cac:Delivery", func() {
		w.Text("cbc:ActualDeliveryDate", string(d.Delivered))
		w.In("cac:DeliveryLocation", func() { w.address("cac:Address", d.DeliverTo.Address) })
		w.In("cac:DeliveryParty", func() {
			w.In("cac:PartyName", func() { w.Text("cbc:Name", d.DeliverTo.Name) })
		})
	})
}

func (w writer) payment() {
	d := w.doc
	if p := d.Payment; p.IBAN != "" {
		w.In("cac:PaymentMeans", func() {
			w.Text("cbc:PaymentMeansCode", sepaTransfer)
			if w.isCredit() {
				w.Text("cbc:PaymentDueDate", string(d.Due))
			}
			w.Text("cbc:PaymentID", p.Reference)
			w.In("cac:PayeeFinancialAccount", func() {
				w.Text("cbc:ID", p.IBAN)
				w.Text("cbc:Name", p.Name)
				w.id("cac:FinancialInstitutionBranch", p.BIC)
			})
		})
	}
	w.In("cac:PaymentTerms", func() { w.Text("cbc:Note", d.Terms) })
}

// adjustment is an allowance or a charge; only that of the whole document has a tax of its own.
func (w writer) adjustment(a en16931.Adjustment, taxed bool) {
	w.In("cac:AllowanceCharge", func() {
		is := "false"
		if a.Charge {
			is = "true"
		}
		w.Text("cbc:ChargeIndicator", is)
		w.Text("cbc:AllowanceChargeReasonCode", a.Code)
		w.Text("cbc:AllowanceChargeReason", a.Reason)
		if a.Percent != 0 {
			w.Text("cbc:MultiplierFactorNumeric", a.Percent.Decimal("."))
		}
		w.amount("cbc:Amount", a.Amount)
		if a.Percent != 0 {
			w.amount("cbc:BaseAmount", a.Base)
		}
		if taxed {
			w.category("cac:TaxCategory", a.Tax, false)
		}
	})
}

// category writes a tax; why there is none is said once, in the breakdown.
func (w writer) category(group string, t en16931.Tax, reasons bool) {
	w.In(group, func() {
		w.Text("cbc:ID", string(t.Category))
		if t.Category != en16931.Outside {
			w.Text("cbc:Percent", t.Rate.Decimal("."))
		}
		if reasons {
			w.Text("cbc:TaxExemptionReasonCode", t.Code)
			w.Text("cbc:TaxExemptionReason", t.Reason)
		}
		w.id("cac:TaxScheme", "VAT")
	})
}

func (w writer) taxes() {
	w.In("cac:TaxTotal", func() {
		w.amount("cbc:TaxAmount", w.doc.Totals.VAT)
		for _, s := range w.doc.Totals.Taxes {
			w.In("cac:TaxSubtotal", func() {
				w.amount("cbc:TaxableAmount", s.Base)
				w.amount("cbc:TaxAmount", s.VAT)
				w.category("cac:TaxCategory", s.Tax, true)
			})
		}
	})
}

func (w writer) totals() {
	t := w.doc.Totals
	w.In("cac:LegalMonetaryTotal", func() {
		w.amount("cbc:LineExtensionAmount", t.Lines)
		w.amount("cbc:TaxExclusiveAmount", t.Net)
		w.amount("cbc:TaxInclusiveAmount", t.Gross)
		w.amount("cbc:AllowanceTotalAmount", t.Allowances)
		w.amount("cbc:ChargeTotalAmount", t.Charges)
		w.amount("cbc:PrepaidAmount", w.doc.Prepaid)
		w.amount("cbc:PayableAmount", t.Payable)
	})
}

func (w writer) line(l en16931.Line) {
	group, quantity := "cac:InvoiceLine", "cbc:InvoicedQuantity"
	if w.isCredit() {
		group, quantity = "cac:CreditNoteLine", "cbc:CreditedQuantity"
	}
	unit := l.Quantity.Unit
	w.In(group, func() {
		w.Text("cbc:ID", l.ID)
		w.Text("cbc:Note", l.Note)
		w.Text(quantity, l.Quantity.Decimal("."), "unitCode", unit.Code())
		w.amount("cbc:LineExtensionAmount", l.Net)
		w.period(l.Period)
		w.In("cac:OrderLineReference", func() { w.Text("cbc:LineID", l.OrderLine) })
		for _, a := range l.Adjustments {
			w.adjustment(a, false)
		}
		w.In("cac:Item", func() {
			w.Text("cbc:Description", l.Description)
			w.Text("cbc:Name", l.Name)
			w.id("cac:SellersItemIdentification", l.Article)
			w.category("cac:ClassifiedTaxCategory", l.Tax, false)
		})
		w.In("cac:Price", func() {
			w.Text("cbc:PriceAmount", en16931.Price(l.Price, "."), "currencyID", en16931.Currency)
			if per := unit.Per(); per != 1 {
				w.Text("cbc:BaseQuantity", en16931.Quantity{Unit: unit, Count: per}.Decimal("."), "unitCode", unit.Code())
			}
		})
	})
}
