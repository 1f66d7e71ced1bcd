package journal

import (
	"slices"
	"strings"
	"unicode/utf8"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
)

// Use is what an account is for.
type Use string

// The uses. Sales are by treatment and rate; see Chart.Sales.
const (
	Receivables    Use = "receivables"     // what buyers owe (myyntisaamiset)
	InputVAT       Use = "input_vat"       // VAT to be deducted
	Provider       Use = "provider"        // what the card provider owes until it pays out
	Disputed       Use = "disputed"        // what it holds back while a dispute is open
	Bank           Use = "bank"            //
	Advances       Use = "advances"        // of buyers, kept until they are used
	Unsettled      Use = "unsettled"       // payments that wait for a person, or are to be returned
	Platform       Use = "platform"        // what is owed to the platform
	OutputVAT      Use = "output_vat"      // VAT to be paid
	Sales          Use = "sales"           //
	ReminderIncome Use = "reminder_income" // reminder fees and fixed compensation, outside VAT
	PlatformFees   Use = "platform_fees"   // cost of the platform
	ProviderFees   Use = "provider_fees"   // cost of card payments and disputes
	CreditLosses   Use = "credit_losses"   //
	InterestIncome Use = "interest_income" // late interest, outside VAT
)

// uses are all of them with the account that is customary in Finland. 1700, 1763, 1910, 2939 and 2990 are those of published
// Finnish charts of accounts; the others are free numbers in the fitting range.
func uses() []struct {
	use    Use
	number string
} {
	return []struct {
		use    Use
		number string
	}{
		{Receivables, "1700"},
		{InputVAT, "1763"},
		{Provider, "1770"},
		{Disputed, "1771"},
		{Bank, "1910"},
		{Advances, "2850"},
		{Platform, "2875"},
		{OutputVAT, "2939"},
		{Unsettled, "2990"},
		{ReminderIncome, "3990"},
		{PlatformFees, "4450"},
		{ProviderFees, "8560"},
		{CreditLosses, "8570"},
		{InterestIncome, "9160"},
	}
}

// Uses lists every use but that of sales, which has an account for each treatment and rate.
func Uses() []Use {
	var out []Use
	for _, u := range uses() {
		out = append(out, u.use)
	}
	return out
}

// Treatment is how value added tax treats a sale: the category of EN 16931.
type Treatment string

// The treatments.
const (
	Standard      Treatment = "S"  // taxed at a rate
	ReverseCharge Treatment = "AE" // the buyer pays the tax (AVL 8 c §)
	Exempt        Treatment = "E"
	OutOfScope    Treatment = "O"
)

// Account is an account of an organiser's books.
type Account struct {
	Number string `json:"number"` // 1 to 10 digits or letters
	Name   string `json:"name"`   // at most 100 characters
}

// SalesAccount is the account of sales of one treatment and rate.
type SalesAccount struct {
	Treatment Treatment `json:"treatment"`
	Rate      int64     `json:"rate"` // hundredths of a per cent: 2,550 is 25.5 %
	Account
}

// Chart says which account serves which use.
type Chart struct {
	Accounts map[Use]Account `json:"accounts"`
	Sales    []SalesAccount  `json:"sales"`
}

// DefaultChart is a chart of customary Finnish numbers, with the names in a language: sales in the 3000s by VAT, with the rates
// that were in force since 2013 (24 % until 31 August 2024, then 25.5 %; 14 % until the end of 2025, then 13.5 %; 10 %).
func DefaultChart(lang i18n.Lang) Chart {
	c := Chart{Accounts: map[Use]Account{}}
	for _, u := range uses() {
		c.Accounts[u.use] = Account{u.number, lang.T("journal.account." + string(u.use))}
	}
	add := func(number string, t Treatment, rate int64) {
		name := lang.T("journal.account.sales_"+string(t), "rate", lang.Percent(rate))
		c.Sales = append(c.Sales, SalesAccount{t, rate, Account{number, name}})
	}
	add("3000", Standard, 2550)
	add("3004", Standard, 2400)
	add("3010", Standard, 1350)
	add("3014", Standard, 1400)
	add("3020", Standard, 1000)
	add("3030", ReverseCharge, 0)
	add("3040", Exempt, 0)
	add("3050", OutOfScope, 0)
	return c
}

// Check says what is wrong with a chart, as an Invalid error with fields: a use without an account, a number or name that is
// none, two accounts for one kind of sale, or an account of the balance sheet that serves two uses, with which what is open could not
// be proved.
func (c Chart) Check() error {
	var bad []marketplace.FieldError
	owner := map[string]Use{}
	for _, u := range uses() {
		a, field := c.Accounts[u.use], "accounts."+string(u.use)
		bad = append(bad, a.wrong(field)...)
		if other, taken := owner[a.Number]; taken && a.Number != "" && (proved(u.use) || proved(other)) {
			bad = append(bad, marketplace.Field(field, "journal.account_shared", "number", a.Number, "use", other))
		}
		owner[a.Number] = u.use
	}
	for i, s := range c.Sales {
		field := "sales[" + itoa(i) + "]"
		bad = append(bad, s.wrong(field)...)
		if other, taken := owner[s.Number]; taken && proved(other) {
			bad = append(bad, marketplace.Field(field, "journal.account_shared", "number", s.Number, "use", other))
		}
		if !s.Treatment.takes(s.Rate) {
			bad = append(bad, marketplace.Field(field, "journal.rate", "treatment", s.Treatment, "rate", s.Rate))
		}
		if slices.ContainsFunc(c.Sales[:i], func(o SalesAccount) bool { return o.Treatment == s.Treatment && o.Rate == s.Rate }) {
			bad = append(bad, marketplace.Field(field, "journal.sales_twice", "treatment", s.Treatment, "rate", s.Rate))
		}
	}
	return marketplace.InvalidFields(bad)
}

// proved says whether the balance of an account is held against something outside the books.
func proved(u Use) bool {
	return slices.Contains([]Use{Receivables, Provider, Disputed, Bank, Advances, Unsettled, Platform}, u)
}

const numberMost, nameMost = 10, 100

func (a Account) wrong(field string) (bad []marketplace.FieldError) {
	if a.Number == "" || len(a.Number) > numberMost || strings.Trim(a.Number, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") != "" {
		bad = append(bad, marketplace.Field(field, "journal.account_number", "value", a.Number, "max", numberMost))
	}
	if utf8.RuneCountInString(a.Name) > nameMost {
		bad = append(bad, marketplace.Field(field, "field.too_long", "max", nameMost))
	}
	return bad
}

// takes says whether a rate fits a treatment: only a standard sale is taxed.
func (t Treatment) takes(rate int64) bool {
	switch t {
	case Standard:
		return rate > 0 && rate < 10_000
	case ReverseCharge, Exempt, OutOfScope:
		return rate == 0
	}
	return false
}

// sales is the account of a kind of sale; false when the chart has none.
func (c Chart) sales(t Treatment, rate int64) (Account, bool) {
	at := slices.IndexFunc(c.Sales, func(s SalesAccount) bool { return s.Treatment == t && s.Rate == rate })
	if at < 0 {
		return Account{}, false
	}
	return c.Sales[at].Account, true
}

// Name is the name of an account; empty when the chart does not have it any more.
func (c Chart) Name(number string) string {
	for _, u := range uses() {
		if a := c.Accounts[u.use]; a.Number == number {
			return a.Name
		}
	}
	for _, s := range c.Sales {
		if s.Number == number {
			return s.Name
		}
	}
	return ""
}
