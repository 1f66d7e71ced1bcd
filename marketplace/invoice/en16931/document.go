package en16931

import (
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Kind is what a document is (BT-3).
type Kind string

// The kinds.
const (
	Invoice    Kind = "invoice"     // type 380
	CreditNote Kind = "credit_note" // type 381: gives back what the Preceding invoice asked for
)

// Currency is the one currency that we invoice in (BT-5).
const Currency = "EUR"

// Document is an invoice or a credit note. What stands in it is a snapshot: names, prices and tax are those of the day of issue.
type Document struct {
	Kind   Kind             `json:"kind"`
	Number string           `json:"number"`          // BT-1, at most 20 characters (Finvoice)
	Issued marketplace.Date `json:"issued"`          // BT-2
	Due    marketplace.Date `json:"due,omitempty"`   // BT-9
	Terms  string           `json:"terms,omitempty"` // BT-20, in words; a credit note with something to pay needs them
	Note   string           `json:"note,omitempty"`  // BT-22; Peppol allows one

	BuyerReference string `json:"buyer_reference,omitempty"` // BT-10
	Order          string `json:"order,omitempty"`           // BT-13, the buyer's order number
	Contract       string `json:"contract,omitempty"`        // BT-12
	Project        string `json:"project,omitempty"`         // BT-11

	Period    Period           `json:"period,omitzero"`     // BG-14, in which the work was done
	Delivered marketplace.Date `json:"delivered,omitempty"` // BT-72
	Preceding []Preceding      `json:"preceding,omitempty"` // BG-3

	Seller    Party    `json:"seller"`              // BG-4
	Buyer     Party    `json:"buyer"`               // BG-7
	DeliverTo Delivery `json:"deliver_to,omitzero"` // BG-15, where the work was done

	Payment     Payment      `json:"payment,omitzero"`      // BG-16
	Attachments []Attachment `json:"attachments,omitempty"` // BG-24

	Lines       []Line       `json:"lines"`                 // BG-25
	Adjustments []Adjustment `json:"adjustments,omitempty"` // BG-20 and BG-21
	Prepaid     money.Cents  `json:"prepaid,omitempty"`     // BT-113, paid before the document was issued
	Before      []Subtotal   `json:"before,omitempty"`      // what earlier credit notes gave back of the same invoice; see Credit
	Totals      Totals       `json:"totals"`                // by Calculated
}

// Preceding is an earlier invoice that a document changes.
type Preceding struct {
	Number string           `json:"number"`           // BT-25
	Issued marketplace.Date `json:"issued,omitempty"` // BT-26
}

// Period is a time from one day to another, both within. An empty Date is not told.
type Period struct {
	From marketplace.Date `json:"from,omitempty"`
	To   marketplace.Date `json:"to,omitempty"`
}

// Party is a seller or a buyer.
type Party struct {
	Name       string  `json:"name"`                  // BT-27, BT-44: the name in the register
	Trading    string  `json:"trading,omitempty"`     // BT-28, BT-45
	BusinessID string  `json:"business_id,omitempty"` // BT-30, BT-47: Y-tunnus such as "0112038-9"
	VAT        string  `json:"vat,omitempty"`         // BT-31, BT-48: such as "FI01120389"; empty for who is in no VAT register
	TaxID      string  `json:"tax_id,omitempty"`      // BT-32: the id of a seller in another tax register than that of VAT
	EInvoice   string  `json:"e_invoice,omitempty"`   // BT-34, BT-49: OVT such as "003701120389", or an IBAN in Finvoice
	Operator   string  `json:"operator,omitempty"`    // who carries e-invoices to the address: an OVT-like id or a BIC
	Address    Address `json:"address"`
	Contact    Contact `json:"contact,omitzero"`
}

// Address is a postal address (BG-5, BG-8, BG-15).
type Address struct {
	Street   string `json:"street,omitempty"`
	Extra    string `json:"extra,omitempty"` // a second line
	PostCode string `json:"post_code,omitempty"`
	City     string `json:"city,omitempty"`
	Country  string `json:"country"` // ISO 3166-1, such as "FI"
}

// Contact is whom to ask (BG-6, BG-9).
type Contact struct {
	Name  string `json:"name,omitempty"`
	Phone string `json:"phone,omitempty"`
	Email string `json:"email,omitempty"`
}

// Delivery is where the work was done (BG-13).
type Delivery struct {
	Name    string  `json:"name,omitempty"` // BT-70
	Address Address `json:"address,omitzero"`
}

// Payment is how to pay by a SEPA credit transfer (BG-16, BG-17). Empty when nothing is to be paid by one.
type Payment struct {
	IBAN      string `json:"iban,omitempty"`      // BT-84, without spaces
	BIC       string `json:"bic,omitempty"`       // BT-86
	Name      string `json:"name,omitempty"`      // BT-85, of the account
	Reference string `json:"reference,omitempty"` // BT-83: a Finnish reference number or an RF reference, without spaces
}

// Attachment names a document that goes with this one by other means (BG-24).
type Attachment struct {
	Name        string `json:"name"` // BT-122
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"` // BT-124
}

// Line is one thing that was done.
type Line struct {
	ID          string       `json:"id"`                    // BT-126, unique within the document
	Name        string       `json:"name"`                  // BT-153
	Description string       `json:"description,omitempty"` // BT-154
	Note        string       `json:"note,omitempty"`        // BT-127
	Article     string       `json:"article,omitempty"`     // BT-155, the seller's
	OrderLine   string       `json:"order_line,omitempty"`  // BT-132
	Period      Period       `json:"period,omitzero"`       // BG-26
	Quantity    Quantity     `json:"quantity"`              // BT-129, BT-130; below zero for what was invoiced before and is taken back
	Price       money.Rate   `json:"price"`                 // BT-146 for Quantity.Unit.Per() units, without VAT
	Adjustments []Adjustment `json:"adjustments,omitempty"` // BG-27, BG-28
	Tax         Tax          `json:"tax"`                   // BG-30
	Before      Part         `json:"before,omitzero"`       // what earlier credit notes gave back of the same line
	Net         money.Cents  `json:"net"`                   // BT-131, by Calculated
}

// Part is a part of a line.
type Part struct {
	Count int64       `json:"count"` // in the grain of the line's unit
	Net   money.Cents `json:"net"`
}

// Adjustment is an allowance (alennus) that lowers an amount, or a charge (lisämaksu) that raises it.
type Adjustment struct {
	ID      string      `json:"id,omitempty"` // unique among lines and adjustments; by it a credit note finds an adjustment of the whole
	Charge  bool        `json:"charge,omitempty"`
	Amount  money.Cents `json:"amount"`            // positive; by Calculated when a Percent is given
	Base    money.Cents `json:"base,omitempty"`    // of which Percent is taken
	Percent Percent     `json:"percent,omitempty"` //
	Reason  string      `json:"reason,omitempty"`
	Code    string      `json:"code,omitempty"` // UNTDID 5189 for an allowance, 7161 for a charge
	Tax     Tax         `json:"tax,omitzero"`   // of an adjustment of the whole document; a line's has the line's
}

// Totals are the sums of a document (BG-22), with the VAT breakdown (BG-23).
type Totals struct {
	Lines      money.Cents `json:"lines"`      // BT-106: of the lines
	Allowances money.Cents `json:"allowances"` // BT-107
	Charges    money.Cents `json:"charges"`    // BT-108
	Net        money.Cents `json:"net"`        // BT-109: without VAT
	VAT        money.Cents `json:"vat"`        // BT-110
	Gross      money.Cents `json:"gross"`      // BT-112: with VAT
	Payable    money.Cents `json:"payable"`    // BT-115: what is still to be paid
	Taxes      []Subtotal  `json:"taxes"`      // BG-23, in the order of Compare
}

// Subtotal is what is taxed alike (BG-23).
type Subtotal struct {
	Tax  Tax         `json:"tax"`
	Base money.Cents `json:"base"` // BT-116
	VAT  money.Cents `json:"vat"`  // BT-117
}
