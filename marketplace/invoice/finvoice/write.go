package finvoice

import (
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/markup"
	"sovite.fi/sovite/marketplace/money"
)

// Options are what a file holds besides the document.
type Options struct {
	Message Message // empty: for sending by hand
	Barcode string  // the 54 digits of the bank barcode (VirtualBankBarcode); may be empty
}

// Write is the document as Finvoice. An Invalid error when Check finds something.
func Write(d en16931.Document, o Options) ([]byte, error) {
	if err := Check(d, o); err != nil {
		return nil, err
	}
	w := writer{Writer: markup.New("ISO-8859-15"), doc: d, sign: 1}
	if d.Kind == en16931.CreditNote {
		w.sign = -1
	}
	w.In("Finvoice", func() {
		w.message(o.Message)
		w.seller()
		w.buyer()
		w.delivery()
		w.details()
		w.paid()
		w.Text("VirtualBankBarcode", o.Barcode)
		for _, l := range d.Lines {
			w.row(l)
		}
		w.epi()
		w.attachments()
	}, "Version", "3.0", "xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance", "xsi:noNamespaceSchemaLocation", "Finvoice3.0.xsd")
	out, err := encoding.HTMLEscapeUnsupported(charmap.ISO8859_15.NewEncoder()).Bytes(w.Bytes())
	if err != nil {
		return nil, marketplace.Errorf(marketplace.Invalid, "error.utf8", err)
	}
	return out, nil
}

type writer struct {
	*markup.Writer
	doc  en16931.Document
	sign int64 // −1 in a credit note
}

const mark = ","

func (w writer) amount(name string, c money.Cents) {
	w.Text(name, en16931.Amount(money.Cents(w.sign)*c, mark), "AmountCurrencyIdentifier", en16931.Currency)
}

// some writes an amount unless it is zero.
func (w writer) some(name string, c money.Cents) {
	if c != 0 {
		w.amount(name, c)
	}
}

func (w writer) date(name string, d marketplace.Date) {
	w.Text(name, strings.ReplaceAll(string(d), "-", ""), "Format", "CCYYMMDD")
}

func (w writer) percent(name string, p en16931.Percent) { w.Text(name, p.Decimal(mark)) }

func (w writer) texts(name string, list []string) {
	for _, s := range list {
		w.Text(name, s)
	}
}

func (w writer) message(m Message) {
	if m == (Message{}) {
		return
	}
	w.In("MessageTransmissionDetails", func() {
		w.In("MessageSenderDetails", func() {
			w.Text("FromIdentifier", w.doc.Seller.EInvoice, "SchemeID", scheme(w.doc.Seller.EInvoice))
			w.Text("FromIntermediator", w.doc.Seller.Operator)
		})
		w.In("MessageReceiverDetails", func() {
			w.Text("ToIdentifier", w.doc.Buyer.EInvoice, "SchemeID", scheme(w.doc.Buyer.EInvoice))
			w.Text("ToIntermediator", w.doc.Buyer.Operator)
		})
		w.In("MessageDetails", func() {
			w.Text("MessageIdentifier", m.ID)
			w.Text("MessageTimeStamp", m.At.Time().Format("2006-01-02T15:04:05Z"))
			w.Text("SpecificationIdentifier", "EN16931")
		})
	})
}

// scheme is what an e-invoice address is: 0216 for an OVT; an IBAN has no scheme.
func scheme(address string) string {
	if _, ok := en16931.ParseOVT(address); ok {
		return "0216"
	}
	return ""
}

func (w writer) seller() {
	p := w.doc.Seller
	w.In("SellerPartyDetails", func() { w.party("Seller", p) })
	w.contact("Seller", p.Contact)
	w.In("SellerInformationDetails", func() {
		w.Text("SellerTaxRegistrationText", p.TaxID)
		if w.doc.Payment.BIC != "" {
			w.In("SellerAccountDetails", func() {
				w.Text("SellerAccountID", w.doc.Payment.IBAN, "IdentificationSchemeName", "IBAN")
				w.Text("SellerBic", w.doc.Payment.BIC, "IdentificationSchemeName", "BIC")
				w.Text("SellerAccountName", short(w.doc.Payment.Name, 70))
			})
		}
	})
}

func (w writer) buyer() {
	w.In("BuyerPartyDetails", func() { w.party("Buyer", w.doc.Buyer) })
	w.contact("Buyer", w.doc.Buyer.Contact)
}

func (w writer) party(role string, p en16931.Party) {
	w.Text(role+"PartyIdentifier", p.BusinessID)
	w.Text(role+"OrganisationName", short(p.Name, 70))
	if len([]rune(p.Trading)) >= minName {
		w.Text(role+"OrganisationTradingName", short(p.Trading, 70))
	}
	w.Text(role+"OrganisationTaxCode", p.VAT)
	w.address(role, p.Address)
}

func (w writer) contact(role string, c en16931.Contact) {
	w.Text(role+"ContactPersonName", short(c.Name, 70))
	w.In(role+"CommunicationDetails", func() {
		w.Text(role+"PhoneNumberIdentifier", c.Phone)
		w.Text(role+"EmailaddressIdentifier", c.Email)
	})
}

func (w writer) address(role string, a en16931.Address) {
	w.In(role+"PostalAddressDetails", func() {
		w.texts(role+"StreetName", streets(a))
		w.Text(role+"TownName", a.City)
		w.Text(role+"PostCodeIdentifier", a.PostCode)
		w.Text("CountryCode", a.Country)
	})
}

// delivery needs a street; without one the place is only named in a free text.
func (w writer) delivery() {
	d := w.doc
	if to := d.DeliverTo; to.Address.Street != "" {
		name := to.Name
		if len([]rune(name)) < minName {
			name = d.Buyer.Name
		}
		w.In("DeliveryPartyDetails", func() {
			w.Text("DeliveryOrganisationName", short(name, maxShort))
			w.address("Delivery", to.Address)
		})
	}
	w.In("DeliveryDetails", func() {
		w.date("DeliveryDate", d.Delivered)
		if d.Period.From != "" && d.Period.To != "" {
			w.In("DeliveryPeriodDetails", func() {
				w.date("StartDate", d.Period.From)
				w.date("EndDate", d.Period.To)
			})
		}
	})
}

func (w writer) details() {
	d := w.doc
	code, un, text := "INV01", "380", "LASKU"
	if d.Kind == en16931.CreditNote {
		code, un, text = "INV02", "381", "HYVITYSLASKU"
	}
	w.In("InvoiceDetails", func() {
		w.Text("InvoiceTypeCode", code)
		w.Text("InvoiceTypeCodeUN", un)
		w.Text("InvoiceTypeText", text)
		w.Text("OriginCode", "Original")
		w.Text("InvoiceNumber", d.Number)
		w.date("InvoiceDate", d.Issued)
		w.preceding()
		w.date("InvoicingPeriodStartDate", d.Period.From)
		w.date("InvoicingPeriodEndDate", d.Period.To)
		w.Text("OrderIdentifier", d.Order)
		w.Text("AgreementIdentifier", d.Contract)
		w.Text("BuyerReferenceIdentifier", d.BuyerReference)
		w.Text("ProjectReferenceIdentifier", d.Project)
		w.totals()
		for _, s := range d.Totals.Taxes {
			w.subtotal(s)
		}
		w.texts("InvoiceFreeText", w.freeTexts())
		w.terms()
		for _, charge := range []bool{false, true} {
			for _, a := range d.Adjustments {
				if a.Charge == charge {
					w.adjustment(a)
				}
			}
		}
	})
}

// preceding are the first earlier invoice, by elements of its own, and the rest.
func (w writer) preceding() {
	for i, p := range w.doc.Preceding {
		if i == 0 {
			w.Text("OriginalInvoiceNumber", p.Number)
			w.date("OriginalInvoiceDate", p.Issued)
			continue
		}
		w.In("OriginalInvoiceReference", func() {
			w.Text("InvoiceNumber", p.Number)
			w.date("InvoiceDate", p.Issued)
		})
	}
}

func (w writer) totals() {
	t := w.doc.Totals
	w.amount("RowsTotalVatExcludedAmount", t.Lines)
	w.some("DiscountsTotalVatExcludedAmount", t.Allowances)
	w.some("ChargesTotalVatExcludedAmount", t.Charges)
	w.amount("InvoiceTotalVatExcludedAmount", t.Net)
	w.amount("InvoiceTotalVatAmount", t.VAT)
	w.amount("InvoiceTotalVatIncludedAmount", t.Gross)
	w.some("InvoicePaidAmount", w.doc.Prepaid)
}

func (w writer) subtotal(s en16931.Subtotal) {
	w.In("VatSpecificationDetails", func() {
		w.amount("VatBaseAmount", s.Base)
		w.percent("VatRatePercent", s.Tax.Rate)
		w.Text("VatCode", string(s.Tax.Category))
		w.amount("VatRateAmount", s.VAT)
		w.texts("VatFreeText", pieces(s.Tax.Reason, 70))
		w.Text("VatExemptionReasonCode", s.Tax.Code)
	})
}

// freeTexts are the note and whatever has no element or did not fit into its own.
func (w writer) freeTexts() []string {
	d := w.doc
	all := []string{d.Note}
	whole := func(text string, most int) {
		if len([]rune(text)) > most {
			all = append(all, text)
		}
	}
	for _, p := range []en16931.Party{d.Seller, d.Buyer} {
		whole(p.Name, 70)
		whole(p.Trading, 70)
		whole(p.Contact.Name, 70)
	}
	whole(d.Payment.Name, 70)
	if to := d.DeliverTo; to != (en16931.Delivery{}) && to.Address.Street == "" {
		all = append(all, strings.TrimSpace(to.Name+" "+to.Address.PostCode+" "+to.Address.City))
	} else {
		whole(to.Name, maxShort)
	}
	if len(pieces(d.Terms, 70)) > 2 {
		all = append(all, d.Terms)
	}
	for _, a := range d.Adjustments {
		whole(a.Reason, 70)
	}
	for _, a := range d.Attachments {
		all = append(all, strings.TrimSpace("Liite: "+a.Name+" "+a.Description))
	}
	var out []string
	for _, text := range all {
		out = append(out, pieces(text, 512)...)
	}
	return out
}

func (w writer) terms() {
	w.In("PaymentTermsDetails", func() {
		if list := pieces(w.doc.Terms, 70); len(list) <= 2 {
			w.texts("PaymentTermsFreeText", list)
		}
		w.date("InvoiceDueDate", w.doc.Due)
	})
}

func (w writer) adjustment(a en16931.Adjustment) {
	group, text := "DiscountDetails", "FreeText"
	if a.Charge {
		group, text = "ChargeDetails", "ReasonText"
	}
	w.In(group, func() {
		w.Text(text, short(a.Reason, 70))
		w.Text("ReasonCode", a.Code)
		if a.Percent != 0 {
			w.percent("Percent", a.Percent)
		}
		w.amount("Amount", a.Amount)
		if a.Percent != 0 {
			w.amount("BaseAmount", a.Base)
		}
		w.Text("VatCategoryCode", string(a.Tax.Category))
		w.percent("VatRatePercent", a.Tax.Rate)
	})
}

// paid says that a part, or all, was paid before.
func (w writer) paid() {
	status := "PARTLYPAID"
	switch {
	case w.doc.Prepaid == 0:
		return
	case w.doc.Totals.Payable == 0:
		status = "PAID"
	}
	w.In("PaymentStatusDetails", func() { w.Text("PaymentStatusCode", status) })
}

// epi is the payment order, which the schema wants of credit notes, too.
func (w writer) epi() {
	d := w.doc
	w.In("EpiDetails", func() {
		w.In("EpiIdentificationDetails", func() {
			w.date("EpiDate", d.Issued)
			w.Empty("EpiReference")
		})
		w.In("EpiPartyDetails", func() {
			if d.Payment.BIC == "" {
				w.Empty("EpiBfiPartyDetails")
			}
			w.In("EpiBfiPartyDetails", func() { w.Text("EpiBfiIdentifier", d.Payment.BIC, "IdentificationSchemeName", "BIC") })
			w.In("EpiBeneficiaryPartyDetails", func() {
				name := d.Payment.Name
				if len([]rune(name)) < minName {
					name = d.Seller.Name
				}
				w.Text("EpiNameAddressDetails", short(name, maxShort))
				w.Text("EpiAccountID", d.Payment.IBAN, "IdentificationSchemeName", "IBAN")
			})
		})
		w.In("EpiPaymentInstructionDetails", func() {
			w.Text("EpiRemittanceInfoIdentifier", d.Payment.Reference, "IdentificationSchemeName", referenceScheme(d.Payment.Reference))
			w.amount("EpiInstructedAmount", d.Totals.Payable)
			w.Empty("EpiCharge", "ChargeOption", "SLEV")
			due := d.Due
			if due == "" {
				due = d.Issued
			}
			w.date("EpiDateOptionDate", due)
			w.Text("EpiPaymentMeansCode", "58")
		})
	})
}

func referenceScheme(ref string) string {
	if strings.HasPrefix(ref, "RF") {
		return "ISO"
	}
	return "SPY"
}

// attachments that have an address are links; the others are named in a free text.
func (w writer) attachments() {
	for _, element := range []string{"InvoiceUrlNameText", "InvoiceUrlText"} {
		for _, a := range w.doc.Attachments {
			switch {
			case a.URL == "":
			case element == "InvoiceUrlText":
				w.Text(element, a.URL)
			default:
				w.Text(element, short(a.Name, 512))
			}
		}
	}
}
