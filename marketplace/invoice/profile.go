package invoice

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/invoice/en16931"
	"sovite.fi/sovite/marketplace/invoice/reference"
	"sovite.fi/sovite/marketplace/store"
)

// Profile is what the invoices of an organisation say of it (laskutustiedot). Its id is the organisation's.
type Profile struct {
	Org   marketplace.ID `json:"org"`
	Party en16931.Party  `json:"party"`
	Terms
	Wishes Wishes              `json:"wishes,omitzero"`
	By     marketplace.ID      `json:"by"`
	At     marketplace.Instant `json:"at"`
}

// Terms are what a seller says of its invoices besides who it is; a buyer leaves them empty.
type Terms struct {
	IBAN       string      `json:"iban,omitempty"`
	BIC        string      `json:"bic,omitempty"`
	Series     string      `json:"series,omitempty"`    // stands before each number; at most 8 of A-Z, 0-9, "-" and "/", the last no digit
	Days       int         `json:"days,omitempty"`      // until an invoice is due, 1 to 30 (Act 30/2013 5 §: more only if agreed)
	Treatment  Treatment   `json:"treatment,omitempty"` // of its sales to employers
	Ground     string      `json:"ground,omitempty"`    // why, unless they are taxed; at most 500 characters
	Exceptions []Exception `json:"exceptions,omitempty"`
}

// Wishes are what a buyer asks of the invoices to it.
type Wishes struct {
	EInvoice  bool   `json:"e_invoice,omitempty"` // no invoice that cannot reach it as an e-invoice (Act 241/2019 4 §)
	Reference bool   `json:"reference,omitempty"` // no invoice without a reference of its own
	Habit     string `json:"habit,omitempty"`     // how it refers to what it buys, for the seller; at most 300 characters
}

// problems are what an invoice lacks of what its buyer asks for.
func (w Wishes) problems(d en16931.Document) []marketplace.FieldError {
	var bad []marketplace.FieldError
	if w.EInvoice {
		for field, text := range map[string]string{"buyer.e_invoice": d.Buyer.EInvoice, "buyer.operator": d.Buyer.Operator, "seller.e_invoice": d.Seller.EInvoice} {
			if text == "" {
				bad = append(bad, marketplace.Field(field, "invoice.asks_e_invoice"))
			}
		}
		slices.SortFunc(bad, func(a, b marketplace.FieldError) int { return strings.Compare(a.Field, b.Field) })
	}
	if w.Reference && d.BuyerReference == "" {
		bad = append(bad, marketplace.Field("buyer_reference", "invoice.asks_reference"))
	}
	return bad
}

// Exception is a buyer to whom sales are taxed otherwise.
type Exception struct {
	Buyer     marketplace.ID `json:"buyer"`
	Treatment Treatment      `json:"treatment"`
	Ground    string         `json:"ground"` // at most 500 characters
}

// Treatment is how a sale is treated in value added taxation. A person chooses it and says why; see domain.md VA-01 to VA-05.
type Treatment string

// The treatments.
const (
	Taxed   Treatment = "taxed"   // S, at the general rate of the day of supply
	Reverse Treatment = "reverse" // AE: construction, or labour hired out for it, to one who sells the same (AVL 8 c §)
	Welfare Treatment = "welfare" // E: a social welfare service to the authority that arranges it (AVL 37 §)
	Small   Treatment = "small"   // E: the seller is in no VAT register, its turnover being small (AVL 3 §)
	Outside Treatment = "outside" // O: no business income of a body of public benefit (AVL 4 §)
)

// Treatments lists the treatments in the order in which forms show them.
func Treatments() []Treatment { return []Treatment{Taxed, Reverse, Welfare, Small, Outside} }

// Tax is how what is supplied on a day is taxed under a treatment; false when no rate is known for the day.
func (t Treatment) Tax(day marketplace.Date) (en16931.Tax, bool) {
	switch t {
	case Taxed:
		rates := en16931.Split(en16931.Period{From: day, To: day})
		if len(rates) != 1 {
			return en16931.Tax{}, false
		}
		return en16931.Taxed(rates[0].Rate), true
	case Reverse:
		return en16931.ReverseCharge(), true
	case Welfare:
		return en16931.SocialWelfare(), true
	case Small:
		return en16931.SmallBusiness(), true
	case Outside:
		return en16931.NotBusiness(), true
	}
	return en16931.Tax{}, false
}

// treats is how sales to a buyer are treated.
func (t Terms) treats(buyer marketplace.ID) Treatment {
	if i := slices.IndexFunc(t.Exceptions, func(e Exception) bool { return e.Buyer == buyer }); i >= 0 {
		return t.Exceptions[i].Treatment
	}
	return t.Treatment
}

const (
	maxGround     = 500
	maxHabit      = 300
	maxDays       = 30
	maxExceptions = 200
	maxPartyText  = 70
)

// series ends in no digit, so that no two numbers of different series read the same.
var series = regexp.MustCompile(`^([A-Z0-9/-]{0,7}[A-Z/-])?$`)

// stored is the profile in the form in which it is kept: identifiers without spaces.
func (p Profile) stored() Profile {
	for _, text := range []*string{
		&p.Party.Name, &p.Party.Trading, &p.Party.BusinessID, &p.Party.VAT, &p.Party.TaxID, &p.Party.EInvoice, &p.Party.Operator,
		&p.Party.Address.Street, &p.Party.Address.Extra, &p.Party.Address.PostCode, &p.Party.Address.City, &p.Party.Contact.Name,
		&p.Party.Contact.Phone, &p.Party.Contact.Email, &p.Series, &p.Ground, &p.Wishes.Habit,
	} {
		*text = check.Line(*text)
	}
	if p.Party.Address.Country == "" {
		p.Party.Address.Country = "FI"
	}
	if iban, err := reference.IBAN(p.IBAN); err == nil {
		p.IBAN = iban
	}
	if bic, err := reference.BIC(p.BIC); err == nil {
		p.BIC = bic
	}
	p.Exceptions = slices.Clone(p.Exceptions)
	for i := range p.Exceptions {
		p.Exceptions[i].Ground = check.Line(p.Exceptions[i].Ground)
	}
	return p
}

// check refuses what no invoice could say. What is only needed to issue one is asked for when one is made.
func (p Profile) check() error {
	var f check.Fields
	f.Need("party.name", p.Party.Name != "")
	for path, text := range map[string]string{
		"party.name": p.Party.Name, "party.address.street": p.Party.Address.Street, "party.address.city": p.Party.Address.City,
		"party.contact.name": p.Party.Contact.Name, "party.contact.email": p.Party.Contact.Email,
	} {
		f.Text(path, text, maxPartyText)
	}
	if !series.MatchString(p.Series) {
		f.Add("series", "invoice.series", "value", p.Series)
	}
	f.Range("days", p.Days, 0, maxDays)
	f.Text("wishes.habit", p.Wishes.Habit, maxHabit)
	f.Count("exceptions", len(p.Exceptions), maxExceptions)
	treated(&f, "treatment", "ground", p.Treatment, p.Ground)
	for i, e := range p.Exceptions {
		at := check.At("exceptions", i)
		f.Need(at+".buyer", e.Buyer != "")
		f.Need(at+".treatment", e.Treatment != "")
		treated(&f, at+".treatment", at+".ground", e.Treatment, e.Ground)
	}
	bad := f.Errors()
	for path, err := range map[string]error{"iban": parsed(p.IBAN, reference.IBAN), "bic": parsed(p.BIC, reference.BIC)} {
		if err != nil {
			e := marketplace.AsError(err)
			bad = append(bad, marketplace.FieldError{Field: path, Key: e.Key, Args: e.Args})
		}
	}
	slices.SortFunc(bad, func(a, b marketplace.FieldError) int { return strings.Compare(a.Field, b.Field) })
	return marketplace.InvalidFields(bad)
}

func parsed(text string, parse func(string) (string, error)) error {
	if text == "" {
		return nil
	}
	_, err := parse(text)
	return err
}

// treated asks for the ground of every treatment but the usual one.
func treated(f *check.Fields, path, groundPath string, t Treatment, ground string) {
	if t != "" {
		f.OneOf(path, string(t), words(Treatments())...)
	}
	f.Need(groundPath, t == Taxed || !slices.Contains(Treatments(), t) || ground != "")
	f.Text(groundPath, ground, maxGround)
}

// SaveProfile keeps what the invoices of the actor's organisation say of it, for its owners and billing. Stale unless rev is the
// profile's revision, 0 for the first. What was issued before stays as it was.
func (s *Service) SaveProfile(ctx context.Context, actor marketplace.Actor, rev int64, p Profile) (store.Entry[Profile], error) {
	if err := actor.Must(Billers()...); err != nil {
		return store.Entry[Profile]{}, err
	}
	p.Org, p.By, p.At = actor.Org, actor.Person, s.Clock.Now()
	if p = p.stored(); p.check() != nil {
		return store.Entry[Profile]{}, p.check()
	}
	fact := s.facts.New(actor, "invoice_profile.saved", s.profiles.Subject(actor.Org), "treatment", p.Treatment)
	e := store.Entry[Profile]{ID: actor.Org, Rev: rev, Value: p}
	if rev > 0 {
		return s.profiles.Save(ctx, e, fact)
	}
	saved, err := s.profiles.Insert(ctx, e.ID, p, fact)
	if marketplace.IsKind(err, marketplace.Conflict) {
		return saved, marketplace.Errorf(marketplace.Stale, "error.stale")
	}
	return saved, err
}

// ReadProfile loads the profile of the actor's organisation; an empty one at revision 0 when nothing was told.
func (s *Service) ReadProfile(ctx context.Context, actor marketplace.Actor) (store.Entry[Profile], error) {
	if err := actor.Must(Billers()...); err != nil {
		return store.Entry[Profile]{}, err
	}
	return s.profile(ctx, actor.Org)
}

func (s *Service) profile(ctx context.Context, org marketplace.ID) (store.Entry[Profile], error) {
	e, err := s.profiles.Get(ctx, org)
	if marketplace.IsKind(err, marketplace.NotFound) {
		return store.Entry[Profile]{ID: org, Value: Profile{Org: org}}, nil
	}
	return e, err
}
