package finvoice

import (
	"fmt"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// Message is how one sending of a document travels. A second sending needs another ID.
type Message struct {
	ID string              // unique, 2 to 48 characters
	At marketplace.Instant // when the message was made
}

const (
	rule     = "FINVOICE"
	maxID    = 70
	maxShort = 35
	barcode  = 54
	minName  = 2
	maxWay   = 48
)

// Check judges whether a document can be written as Finvoice: nil, or an Invalid error that names each rule, field and fix.
func Check(d en16931.Document, o Options) error {
	c := checker{en16931.Failures(d)}
	c.party("seller", d.Seller)
	c.party("buyer", d.Buyer)
	if d.DeliverTo.Address.Street != "" {
		c.lines("deliver_to.address.street", streets(d.DeliverTo.Address))
	}
	for _, f := range []struct{ path, value string }{{"buyer_reference", d.BuyerReference}, {"order", d.Order}, {"contract", d.Contract}, {"project", d.Project}} {
		c.most(f.path, f.value, maxID)
	}
	for i, p := range d.Preceding {
		c.most(fmt.Sprintf("preceding[%d].number", i), p.Number, 20)
	}
	if d.Payment.IBAN == "" {
		c.fail("payment.iban", "einvoice.required")
	}
	if d.Due == "" && d.Kind == en16931.Invoice && d.Totals.Payable > 0 {
		c.fail("due", "einvoice.required")
	}
	for i, s := range d.Totals.Taxes {
		if len(pieces(s.Tax.Reason, 70)) > 3 {
			c.fail(fmt.Sprintf("totals.taxes[%d].tax.reason", i), "einvoice.too_long", "max", 200)
		}
	}
	for i, l := range d.Lines {
		path := fmt.Sprintf("lines[%d]", i)
		c.most(path+".id", l.ID, maxShort)
		c.most(path+".article", l.Article, maxID)
		c.most(path+".order_line", l.OrderLine, maxShort)
	}
	c.options(d, o)
	return marketplace.InvalidFields(c.bad)
}

type checker struct{ bad []marketplace.FieldError }

func (c *checker) fail(field, key string, args ...any) {
	c.bad = append(c.bad, marketplace.Field(field, key, append(args, "rule", rule)...))
}

func (c *checker) most(field, value string, most int) {
	if utf8.RuneCountInString(value) > most {
		c.fail(field, "einvoice.too_long", "max", most)
	}
}

func (c *checker) least(field, value string) {
	if utf8.RuneCountInString(value) < minName {
		c.fail(field, "einvoice.too_short", "min", minName)
	}
}

func (c *checker) party(path string, p en16931.Party) {
	c.least(path+".name", p.Name)
	c.most(path+".tax_id", p.TaxID, maxShort)
	c.most(path+".contact.phone", p.Contact.Phone, maxShort)
	c.most(path+".contact.email", p.Contact.Email, maxID)
	c.least(path+".address.street", p.Address.Street)
	c.lines(path+".address.street", streets(p.Address))
	c.least(path+".address.city", p.Address.City)
	c.most(path+".address.city", p.Address.City, maxShort)
	c.least(path+".address.post_code", p.Address.PostCode)
	c.most(path+".address.post_code", p.Address.PostCode, maxShort)
}

// lines judges the lines of a street address: at most three of 2 to 35 characters.
func (c *checker) lines(path string, list []string) {
	if len(list) > 3 {
		c.fail(path, "einvoice.too_long", "max", 3*maxShort)
	}
	for _, s := range list {
		if n := utf8.RuneCountInString(s); n < minName || n > maxShort {
			c.fail(path, "einvoice.too_long", "max", maxShort)
			return
		}
	}
}

func (c *checker) options(d en16931.Document, o Options) {
	if o.Barcode != "" && !digits(o.Barcode, barcode) {
		c.fail("barcode", "einvoice.barcode")
	}
	if o.Message == (Message{}) {
		return
	}
	c.least("message.id", o.Message.ID)
	c.most("message.id", o.Message.ID, maxWay)
	if o.Message.At.IsZero() {
		c.fail("message.at", "einvoice.required")
	}
	for _, p := range []struct {
		path  string
		party en16931.Party
	}{{"seller", d.Seller}, {"buyer", d.Buyer}} {
		if p.party.EInvoice == "" {
			c.fail(p.path+".e_invoice", "einvoice.required")
		}
		if p.party.Operator == "" {
			c.fail(p.path+".operator", "einvoice.required")
		}
	}
}

func digits(s string, n int) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) == n
}
