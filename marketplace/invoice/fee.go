package invoice

import (
	"context"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/money"
)

// FeeSource is what a fee of the platform was reckoned from: an invoice or credit note of the organiser, or a payment by card of one.
// From it each cent of a fee goes back to what the organiser sold.
type FeeSource struct {
	Line    string           `json:"line"` // of the document
	Invoice marketplace.ID   `json:"invoice"`
	Note    marketplace.ID   `json:"note,omitempty"` // the credit note
	Number  string           `json:"number"`
	Day     marketplace.Date `json:"day"`
	Net     money.Cents      `json:"net,omitempty"`   // that was sold, below 0 that was credited
	Share   int64            `json:"share,omitempty"` // of Net, in hundredths of a per cent
	Kept    money.Cents      `json:"kept,omitempty"`  // of a payment by card, below 0 that went back
}

// FeeBill is what the platform asks of an organiser for a month.
type FeeBill struct {
	ID      marketplace.ID // the caller's own: the same one is issued once
	Buyer   marketplace.ID // the organiser
	Period  en16931.Period
	Lines   []FeeLine
	Prepaid money.Cents // with value added tax, that was kept of payments already
	Sources []FeeSource
}

// FeeLine is one line of such an invoice.
type FeeLine struct {
	ID   string
	Name string
	Net  money.Cents // above 0
}

// FeeDocument is the invoice of a bill as it would be issued, with what keeps it from that. The seller is the actor's organisation.
func (s *Service) FeeDocument(ctx context.Context, actor marketplace.Actor, b FeeBill) (en16931.Document, []marketplace.FieldError, error) {
	seller, err := s.profile(ctx, actor.Org)
	if err != nil {
		return en16931.Document{}, nil, err
	}
	buyer, err := s.profile(ctx, b.Buyer)
	if err != nil {
		return en16931.Document{}, nil, err
	}
	tax, known := seller.Value.treats(b.Buyer).Tax(b.Period.To)
	if !known {
		return en16931.Document{}, []marketplace.FieldError{marketplace.Field("treatment", "invoice.no_treatment", "day", b.Period.To)}, nil
	}
	d := en16931.Document{
		Kind: en16931.Invoice, BuyerReference: "Sovite " + string(b.Period.To[:7]), Seller: seller.Value.Party, Buyer: buyer.Value.Party, Period: b.Period,
		Payment: en16931.Payment{IBAN: seller.Value.IBAN, BIC: seller.Value.BIC, Name: seller.Value.Party.Name}, Prepaid: b.Prepaid,
	}
	for _, l := range b.Lines {
		rate, err := l.Net.PerHour() // the price of one, of whatever it is
		if err != nil {
			return d, nil, err
		}
		d.Lines = append(d.Lines, en16931.Line{
			ID: l.ID, Name: l.Name, Period: b.Period, Quantity: en16931.Quantity{Unit: en16931.Piece, Count: 1}, Price: rate, Tax: tax,
		})
	}
	if d, err = d.Calculated(); err != nil {
		return d, nil, err
	}
	p := Plan{Buyer: b.Buyer, Document: d}
	return d, p.problems(buyer.Value), nil
}

// IssueFee issues the invoice of the platform to an organiser, once for each id, under the next number of the platform. Only the
// program itself does, for the organisation of the platform: its lines come from no approved hours, and nobody else may make such an
// invoice. Invalid when a line comes from nowhere, or with what keeps the invoice from being issued.
func (s *Service) IssueFee(ctx context.Context, actor marketplace.Actor, b FeeBill) (Entry, error) {
	if !actor.System || actor.Org == "" || actor.Org == b.Buyer {
		return Entry{}, marketplace.Errorf(marketplace.Forbidden, "error.forbidden")
	}
	e, err := s.invoices.Get(ctx, b.ID)
	if marketplace.IsKind(err, marketplace.NotFound) {
		e, err = s.beginFee(ctx, actor, b)
	}
	if err != nil {
		return e, err
	}
	return s.number(ctx, e)
}

func (s *Service) beginFee(ctx context.Context, actor marketplace.Actor, b FeeBill) (Entry, error) {
	d, bad, err := s.FeeDocument(ctx, actor, b)
	if err != nil {
		return Entry{}, err
	}
	for _, l := range b.Lines {
		if !hasSource(b.Sources, l.ID) {
			bad = append(bad, marketplace.Field("lines", "invoice.no_source", "line", l.ID))
		}
	}
	if err := marketplace.InvalidFields(bad); err != nil {
		return Entry{}, err
	}
	ref, err := referenceOf(b.ID)
	if err != nil {
		return Entry{}, err
	}
	d.Payment.Reference = ref
	i := Invoice{ID: b.ID, Org: actor.Org, Buyer: b.Buyer, State: Draft, Open: true, Document: d, Fees: b.Sources, Reference: ref, Begun: s.Clock.Now()}
	e, err := s.invoices.Insert(ctx, b.ID, i, s.facts.New(actor, "invoice.begun", s.invoices.Subject(b.ID), "buyer", b.Buyer, "fees", len(b.Sources)))
	if marketplace.IsKind(err, marketplace.Conflict) {
		return s.invoices.Get(ctx, b.ID)
	}
	return e, err
}

func hasSource(list []FeeSource, line string) bool {
	for _, s := range list {
		if s.Line == line {
			return true
		}
	}
	return false
}
