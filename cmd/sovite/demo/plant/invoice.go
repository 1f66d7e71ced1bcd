package plant

import (
	"context"
	"slices"
	"strings"

	"sovite.fi/sovite/cmd/sovite/demo"
	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/capacity"
	"sovite.fi/sovite/marketplace/invoice"
	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// billed is how many days ago the first week of the worked order was invoiced, and credited how many days ago the boxes of it
// were given back.
const (
	billed   = 12
	credited = 8
)

// details are what somebody's invoices say of their organisation: whose they are, the street, and the account of a seller. The
// operator is as invented as the firms are.
type details struct {
	person                 marketplace.ID
	street, postCode, city string
	iban                   string
	days                   int // until an invoice is due; 0: the usual
	wishes                 invoice.Wishes
}

func billing() []details {
	return []details{
		{person: sellerID, street: "Pajakuja 4", postCode: "33100", city: "Tampere", iban: "FI2112345600000785", days: 7},
		{person: "demo-person-toinenjarjestaja", street: "Hiekkatie 11", postCode: "37120", city: "Nokia", iban: "FI1912345600000918"},
		{
			person: buyerID, street: "Rantatie 12", postCode: "33200", city: "Tampere",
			wishes: invoice.Wishes{EInvoice: true, Habit: "Viitteeksi kohteen nimi ja vuosi, esimerkiksi Varasto 2026."},
		},
		{person: "demo-person-pesula", street: "Höyrykatu 2", postCode: "33580", city: "Tampere"},
	}
}

// invoicing puts in what invoices say of those who sell and buy, one invoice with a credit note, and leaves the rest of what was
// approved to be billed.
func (s *seeder) invoicing(ctx context.Context, data demo.Data) error {
	for _, d := range billing() {
		if err := s.billingOf(ctx, data, d); err != nil {
			return err
		}
	}
	return s.invoiced(ctx, member(data, sellerID))
}

// billingOf tells what invoices say of one organisation, unless it told so already.
func (s *seeder) billingOf(ctx context.Context, data demo.Data, d details) error {
	who := member(data, d.person)
	at := slices.IndexFunc(data.Organisations, func(o demo.Organisation) bool { return o.ID == who.Org })
	if at < 0 || who.Org == "" {
		return nil
	}
	o := data.Organisations[at]
	digits := strings.ReplaceAll(o.BusinessID, "-", "")
	p := invoice.Profile{Wishes: d.wishes, Party: en16931.Party{
		Name: o.Name, BusinessID: o.BusinessID, VAT: "FI" + digits, EInvoice: "0037" + digits, Operator: "003700000211",
		Address: en16931.Address{Street: d.street, PostCode: d.postCode, City: d.city, Country: "FI"},
	}}
	if d.iban != "" {
		p.Terms = invoice.Terms{IBAN: d.iban, Days: d.days, Treatment: invoice.Taxed}
	}
	return s.daysAgo(billed, func() error {
		_, err := s.Invoices.SaveProfile(ctx, who, 0, p)
		return there(err)
	})
}

// invoiced makes an invoice of the first week, and gives the boxes of it back.
func (s *seeder) invoiced(ctx context.Context, by marketplace.Actor) error {
	until := capacity.Monday(s.Clock.Today()).AddDays(workedDays()[0].days)
	var id marketplace.ID
	err := s.daysAgo(billed, func() error {
		plans, err := s.Invoices.Preview(ctx, by, until)
		if err != nil {
			return err
		}
		plans = slices.DeleteFunc(plans, func(p invoice.Plan) bool { return len(p.Problems) > 0 })
		if len(plans) == 0 {
			return nil // it was made before
		}
		run, err := s.Invoices.Begin(ctx, by, "demo", until, plans)
		if err != nil {
			return err
		}
		if err := s.Invoices.Work(ctx); err != nil {
			return err
		}
		run, err = s.Invoices.Progress(ctx, by, run.ID)
		if err == nil && len(run.Value.Items) > 0 {
			id = run.Value.Items[0].Invoice
		}
		return err
	})
	if err != nil || id == "" {
		return err
	}
	return s.daysAgo(credited, func() error { return s.boxesBack(ctx, by, id) })
}

// boxesBack credits what was counted in boxes.
func (s *seeder) boxesBack(ctx context.Context, by marketplace.Actor, id marketplace.ID) error {
	e, err := s.Invoices.Get(ctx, by, id)
	if err != nil {
		return err
	}
	var boxes []marketplace.ID
	for _, l := range e.Value.Document.Lines {
		for _, from := range e.Value.Sources {
			if from.Line == l.ID && strings.Contains(l.Name, "laatikko") {
				boxes = append(boxes, from.Key())
			}
		}
	}
	_, err = s.Invoices.Credit(ctx, by, id, "demo", boxes, "Laatikot laskettiin kahteen kertaan. Ne laskutetaan uudelleen.")
	return there(err)
}
