package liability

import (
	"slices"
	"strings"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
)

// Kind is what a document proves.
type Kind string

// The six kinds of 1233/2006 5.1 §, and the one that construction adds (5 a §).
const (
	Registers         Kind = "registers"      // entries in the prepayment, employer and VAT registers
	TradeRegister     Kind = "trade_register" // extract from the trade register
	Taxes             Kind = "taxes"          // no tax debt, or how much
	Pension           Kind = "pension"        // pension insurance is in force and paid, or a plan to pay
	Terms             Kind = "terms"          // the collective agreement or the main terms of employment
	HealthCare        Kind = "health_care"    // how occupational health care is arranged
	AccidentInsurance Kind = "accident_insurance"
)

// Kinds lists the six kinds that every check needs, in the order of the act.
func Kinds() []Kind { return []Kind{Registers, TradeRegister, Taxes, Pension, Terms, HealthCare} }

// AllKinds lists every kind of document that a pack can hold.
func AllKinds() []Kind { return append(Kinds(), AccidentInsurance) }

// Form is what a supplier is in law, as far as 1233/2006 5.4 § tells suppliers apart.
type Form string

// The forms.
const (
	Company         Form = "company"
	Association     Form = "association"
	Foundation      Form = "foundation"
	County          Form = "county" // wellbeing services county: not named among the exempt
	OtherForm       Form = "other"
	State           Form = "state"
	Municipality    Form = "municipality"
	JointAuthority  Form = "joint_authority"
	Parish          Form = "parish"
	Kela            Form = "kela"
	BankOfFinland   Form = "bank_of_finland"
	PublicCompany   Form = "public_company"
	MunicipalEntity Form = "municipal_entity" // wholly owned by a municipality
)

// Forms lists the forms, in the order in which pages show them.
func Forms() []Form {
	return append([]Form{Company, Association, Foundation, County, OtherForm}, exempt()...)
}

// exempt are the forms of which no documents are asked.
func exempt() []Form {
	return []Form{State, Municipality, JointAuthority, Parish, Kela, BankOfFinland, PublicCompany, MunicipalEntity}
}

// Exempt says whether documents are not asked of a supplier of this form.
func (f Form) Exempt() bool { return slices.Contains(exempt(), f) }

// Document is one paper of a supplier.
type Document struct {
	ID        marketplace.ID      `json:"id"`
	Kind      Kind                `json:"kind"`
	Issued    marketplace.Date    `json:"issued"`             // the day that stands on it
	ValidTo   marketplace.Date    `json:"valid_to,omitempty"` // last day, when it names one itself
	Source    string              `json:"source"`             // who issued it
	Reference string              `json:"reference,omitempty"`
	CheckedBy marketplace.ID      `json:"checked_by"` // who of the supplier looked at the paper
	CheckedOn marketplace.Date    `json:"checked_on"`
	Added     marketplace.Instant `json:"added"`
	Reminded  bool                `json:"reminded,omitempty"` // that it runs out
	Withdrawn marketplace.Instant `json:"withdrawn"`          // by the supplier: it was wrong
}

// NewDocument is what somebody fills in.
type NewDocument struct {
	Kind      Kind
	Issued    marketplace.Date
	ValidTo   marketplace.Date
	Source    string
	Reference string
}

const (
	maxSource    = 120
	maxReference = 300
	maxDocuments = 400 // in one pack: more than thirty years of six papers every half year
)

// checked gives the input as it is stored. A paper from the future, or one that had run out when it was issued, is none.
func (n NewDocument) checked(today marketplace.Date) (NewDocument, error) {
	var f check.Fields
	n.Source, n.Reference = strings.Join(strings.Fields(n.Source), " "), check.Text(n.Reference)
	choice(&f, "kind", n.Kind, AllKinds())
	f.Need("issued", n.Issued != "")
	f.Date("issued", n.Issued)
	f.Date("valid_to", n.ValidTo)
	f.Need("source", n.Source != "")
	f.Text("source", n.Source, maxSource)
	f.Text("reference", n.Reference, maxReference)
	if len(f.Errors()) == 0 {
		switch {
		case n.Issued > today:
			f.Add("issued", "liability.field.future")
		case n.ValidTo != "" && n.ValidTo < n.Issued:
			f.Add("valid_to", "liability.field.until")
		}
	}
	return n, marketplace.InvalidFields(f.Errors())
}

// choice checks a word that has to be given.
func choice[T ~string](f *check.Fields, field string, value T, allowed []T) {
	if f.Need(field, value != ""); value != "" {
		f.OneOf(field, string(value), words(allowed)...)
	}
}

func words[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, v := range list {
		out[i] = string(v)
	}
	return out
}

// Pack is the papers of one supplier. Its id is the organisation's.
type Pack struct {
	Org       marketplace.ID   `json:"org"`
	Form      Form             `json:"form,omitempty"` // empty: not told, and then not exempt
	Documents []Document       `json:"documents"`      // as they were added; none is ever taken out
	Watch     bool             `json:"watch"`          // somebody has to be reminded
	Next      marketplace.Date `json:"next"`           // on this day
}

// Current is the newest paper of a kind that counts on a day.
func (p Pack) Current(kind Kind, on marketplace.Date) (Document, bool) {
	var out Document
	for _, d := range p.Documents {
		if d.Kind == kind && d.Withdrawn.IsZero() && d.Issued <= on && (out.ID == "" || d.Issued >= out.Issued) {
			out = d
		}
	}
	return out, out.ID != ""
}
