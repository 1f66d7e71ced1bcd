package journal

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// What each event books, debit above zero.
func TestEvents(t *testing.T) {
	arrived := settle.Settlement{Payment: payment("p", 130_00), Applied: []settle.Share{{Invoice: "inv", Cents: 100_00}}, Parked: 30_00}
	kept := arrived
	kept.Parked, kept.Kept = 0, 30_00
	assigned := arrived
	assigned.Parked, assigned.Applied = 0, []settle.Share{{Invoice: "inv", Cents: 100_00}, {Invoice: "inv2", Cents: 30_00}}
	returning := arrived
	returning.Parked, returning.Returned = 0, 30_00
	outside := arrived
	outside.Parked, outside.Outside = 0, 30_00
	paidOut := settle.Settlement{Payment: payment("d", 30_00), Returned: -30_00}
	paidOut.Payment.Incoming = false
	undone := settle.Settlement{Payment: payment("p", 130_00), Undone: 130_00}
	reversal := settle.Settlement{Payment: payment("r", 130_00), Undone: -130_00}
	reversal.Payment.Incoming, reversal.Payment.Reversal = false, true
	fee := Dispute{"inv", "7", 100_00, 15_00}
	tests := []struct {
		name string
		what What
		kind Kind
		want map[Use]money.Cents
	}{
		{"issued", Issued{crew()}, KindIssued, map[Use]money.Cents{Receivables: 1566_76, Sales: -1258_57, OutputVAT: -308_19}},
		{"credited", Credited{crew(), "2026-000123"}, KindCredited, map[Use]money.Cents{Receivables: -1566_76, Sales: 1258_57, OutputVAT: 308_19}},
		{"written off", WrittenOff{crew()}, KindWrittenOff, map[Use]money.Cents{Receivables: -1566_76, CreditLosses: 1258_57, OutputVAT: 308_19}},
		{"recovered", Recovered{crew()}, KindWrittenOff, map[Use]money.Cents{Receivables: 1566_76, CreditLosses: -1258_57, OutputVAT: -308_19}},
		{"reminder fee", ReminderFee{"inv", "7", 5_00}, KindCharged, map[Use]money.Cents{Receivables: 5_00, ReminderIncome: -5_00}},
		{"late interest", LateInterest{"inv", "7", 13_09}, KindCharged, map[Use]money.Cents{Receivables: 13_09, InterestIncome: -13_09}},
		{"a fee taken back", ReminderFee{"inv", "7", -5_00}, KindCharged, map[Use]money.Cents{Receivables: -5_00, ReminderIncome: 5_00}},
		{"paid at the bank, too much", Settled{[]Change{{nil, arrived}}}, KindPaid, map[Use]money.Cents{Bank: 130_00, Receivables: -100_00, Unsettled: -30_00}},
		{"the rest kept", Settled{[]Change{{&arrived, kept}}}, KindPaid, map[Use]money.Cents{Unsettled: 30_00, Advances: -30_00}},
		{"the advance used", Settled{[]Change{{&kept, assigned}}}, KindPaid, map[Use]money.Cents{Advances: 30_00, Receivables: -30_00}},
		{"the rest to be returned", Settled{[]Change{{&arrived, returning}}}, KindPaid, map[Use]money.Cents{}},
		{"the return paid out", Settled{[]Change{{nil, paidOut}}}, KindPaid, map[Use]money.Cents{Unsettled: 30_00, Bank: -30_00}},
		{"the rest was a grant", Settled{[]Change{{&arrived, outside}}}, KindPaid, map[Use]money.Cents{Unsettled: 30_00, Bank: -30_00}},
		{"taken back", Settled{[]Change{{nil, reversal}, {&arrived, undone}}}, KindPaid, map[Use]money.Cents{Receivables: 100_00, Unsettled: 30_00, Bank: -130_00}},
		{"paid by card", PaidByCard{"inv", "7", 100_00, 0, 1_75, 5_00}, KindPaid, map[Use]money.Cents{Receivables: -100_00, Provider: 93_25, ProviderFees: 1_75, Platform: 5_00}},
		{"paid too much by card", PaidByCard{"inv", "7", 90_00, 10_00, 0, 0}, KindPaid, map[Use]money.Cents{Receivables: -90_00, Unsettled: -10_00, Provider: 100_00}},
		{"payout", PaidOut{93_25}, KindMoved, map[Use]money.Cents{Bank: 93_25, Provider: -93_25}},
		{"refunded by card", Refunded{"inv", "7", 100_00, false, 0, 5_00}, KindPaid, map[Use]money.Cents{Receivables: 100_00, Provider: -95_00, Platform: -5_00}},
		{"refunded by bank", Refunded{"inv", "7", 100_00, true, 0, 0}, KindPaid, map[Use]money.Cents{Receivables: 100_00, Bank: -100_00}},
		{"an overpayment refunded", Refunded{"", "7", 10_00, false, 0, 0}, KindPaid, map[Use]money.Cents{Unsettled: 10_00, Provider: -10_00}},
		{"dispute opened", DisputeOpened{fee}, KindPaid, map[Use]money.Cents{Disputed: 100_00, ProviderFees: 15_00, Provider: -115_00}},
		{"dispute won", DisputeWon{fee}, KindPaid, map[Use]money.Cents{Disputed: -100_00, ProviderFees: -15_00, Provider: 115_00}},
		{"dispute lost", DisputeLost{Dispute{"inv", "7", 100_00, 0}}, KindPaid, map[Use]money.Cents{Disputed: -100_00, Receivables: 100_00}},
		{"platform fee", PlatformFee{"9", 100_00, Tax{2550, 100_00, 25_50}}, KindPlatform, map[Use]money.Cents{PlatformFees: 100_00, InputVAT: 25_50, Platform: -125_50}},
		{"platform paid", PlatformPaid{125_50}, KindPlatform, map[Use]money.Cents{Platform: 125_50, Bank: -125_50}},
	}
	langs := []i18n.Lang{lang(i18n.Fi), lang(i18n.Sv), lang(i18n.En)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			e, err := Draft(chart(), event("e", tt.what))
			if err != nil || e.Kind != tt.kind || !e.Balanced() {
				t.Fatalf("%+v, %v", e, err)
			}
			if diff := cmp.Diff(tt.want, short(e)); diff != "" {
				t.Error(diff)
			}
			for _, l := range langs {
				if said := e.Say(l); strings.Contains(said, "journal.") || strings.Contains(said, "{") || said == "" {
					t.Errorf("%q", said)
				}
			}
			for _, l := range e.Lines {
				if l.Account == "" || l.Cents == 0 || (l.Use == Receivables) != (l.Invoice != "") && l.Use != Disputed {
					t.Errorf("%+v", l)
				}
			}
		})
	}
}

// The lines of an invoice keep treatment, rate, cost centre and project, on the accounts of the chart.
func TestIssuedLines(t *testing.T) {
	e := must(Draft(chart(), event("e", Issued{crew()})))
	want := []Line{
		{Receivables, "1700", 1566_76, Tag{Invoice: "inv"}},
		{Sales, "3000", -1000_00, Tag{Treatment: Standard, Rate: 2550, CostCentre: "KP1", Project: "P7"}},
		{Sales, "3000", -208_57, Tag{Treatment: Standard, Rate: 2550, CostCentre: "KP2"}},
		{Sales, "3040", -50_00, Tag{Treatment: Exempt}},
		{OutputVAT, "2939", -308_19, Tag{Treatment: Standard, Rate: 2550}},
	}
	if diff := cmp.Diff(want, e.Lines); diff != "" {
		t.Error(diff)
	}
}

// What cannot be booked is refused with the field.
func TestRefusals(t *testing.T) {
	content := func(do func(*Content)) Content { c := crew(); do(&c); return c }
	good := settle.Settlement{Payment: payment("p", 100), Parked: 100}
	lost := settle.Settlement{Payment: payment("p", 100), Parked: 99}
	reversal := settle.Settlement{Payment: payment("r", 100), Undone: 100}
	tests := []struct {
		name string
		what What
		want string
	}{
		{"tax wrong by a cent", Issued{content(func(c *Content) { c.Taxes[0].Cents++ })}, "taxes: journal.tax"},
		{"tax of another base", Issued{content(func(c *Content) { c.Taxes[0].Base++ })}, "taxes: journal.tax"},
		{"tax of another rate", Issued{content(func(c *Content) { c.Taxes[0].Rate = 2400 })}, "taxes: journal.tax"},
		{"no tax", Issued{content(func(c *Content) { c.Taxes = nil })}, "taxes: journal.tax_missing"},
		{"tax twice", Issued{content(func(c *Content) { c.Taxes = append(c.Taxes, c.Taxes[0]) })}, "taxes: journal.tax"},
		{"a rate on an exempt sale", Issued{content(func(c *Content) { c.Sales[2].Rate = 2550 })}, "sales: journal.rate"},
		{"a treatment that is none", Issued{content(func(c *Content) { c.Sales[2].Treatment = "Z" })}, "sales: journal.rate"},
		{"a rate without an account", Issued{Content{"inv", "7", []Sale{{Standard, 1900, 100, "", ""}}, []Tax{{1900, 100, 19}}}}, "sales: journal.no_sales_account"},
		{"an invoice below zero", Issued{Content{"inv", "7", []Sale{{Exempt, 0, -100, "", ""}}, nil}}, "sales: journal.total"},
		{"an invoice of nothing", Issued{Content{Invoice: "inv"}}, "sales: journal.total"},
		{"no invoice", Issued{content(func(c *Content) { c.Invoice = "" })}, "invoice: field.required"},
		{"a long cost centre", Issued{content(func(c *Content) { c.Sales[0].CostCentre = strings.Repeat("x", 41) })}, "sales: field.too_long"},
		{"more than there is", Issued{content(func(c *Content) { c.Sales[2].Net = mostCents + 1 })}, "sales: journal.amount"},
		{"credited tax wrong by two cents", Credited{content(func(c *Content) { c.Taxes[0].Cents += 2 }), ""}, "taxes: journal.tax"},
		{"a fee of nothing", ReminderFee{"inv", "7", 0}, "cents: journal.amount"},
		{"interest of no invoice", LateInterest{"", "7", 1}, "invoice: field.required"},
		{"a card payment of nothing", PaidByCard{Invoice: "inv"}, "applied: journal.amount"},
		{"a fee below zero", PaidByCard{Invoice: "inv", Applied: 1, Fee: -1}, "fee: journal.amount"},
		{"a refund of nothing", Refunded{Invoice: "inv"}, "cents: journal.amount"},
		{"a dispute of no invoice", DisputeOpened{Dispute{Cents: 1}}, "invoice: field.required"},
		{"a payout of nothing", PaidOut{}, "cents: journal.amount"},
		{"platform tax wrong", PlatformFee{"9", 100, Tax{2550, 100, 25}}, "tax: journal.tax"},
		{"a settlement that lost a cent", Settled{[]Change{{nil, lost}}}, "changes: journal.settlement"},
		{"another payment before and after", Settled{[]Change{{&good, settle.Settlement{Payment: payment("q", 0)}}}}, "changes: journal.settlement"},
		{"a reversal without its payment", Settled{[]Change{{nil, reversal}}}, "changes: journal.undone"},
		{"no change", Settled{}, "changes: field.required"},
		{"nothing", nil, "event: journal.event"},
	}
	all := []i18n.Lang{lang(i18n.Fi), lang(i18n.Sv), lang(i18n.En)}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Draft(chart(), event("e", tt.what))
			if got := firstKey(err); got != tt.want || !marketplace.IsKind(err, marketplace.Invalid) {
				t.Fatalf("%v, want %s", err, tt.want)
			}
			for _, l := range all {
				if said := l.Field(marketplace.AsError(err).Fields[0]); strings.Contains(said, "journal.") || strings.Contains(said, "{") {
					t.Errorf("%q", said)
				}
			}
		})
	}
	for _, e := range []Event{{What: PaidOut{1}, Day: day}, {ID: "e", What: PaidOut{1}}, {ID: "e", Day: "2026-02-30", What: PaidOut{1}}} {
		if _, err := Draft(chart(), e); firstKey(err) != "event: journal.event" {
			t.Errorf("%+v: %v", e, err)
		}
	}
}

// A partial credit may have the cent that the cumulative reckoning gives it: 68.33, 68.33, 57.50 and 85.00 of one invoice.
func TestCumulativeCredits(t *testing.T) {
	b := booked(t, event("i", Issued{Content{"inv", "7", []Sale{{Standard, 2550, 279_16, "", ""}}, []Tax{{2550, 279_16, 71_19}}}}))
	credited, taxed := money.Cents(0), money.Cents(0)
	for n, net := range []money.Cents{68_33, 68_33, 57_50, 85_00} {
		credited += net
		tax := must(credited.Ratio(2550, 10_000)) - taxed
		taxed += tax
		var err error
		if b, _, err = b.Post(chart(), event(itoa(n), Credited{Content{"inv", itoa(n), []Sale{{Standard, 2550, net, "", ""}}, []Tax{{2550, net, tax}}}, "7"})); err != nil {
			t.Fatal(err)
		}
	}
	if i := Items(b.Entries, day)[0]; i.Open != 0 || i.Credited != i.Invoiced {
		t.Errorf("%+v", i)
	}
	for _, bal := range must(Trial(b.Entries, day, day)) {
		if bal.Closing != 0 {
			t.Errorf("%+v", bal)
		}
	}
}

func TestChart(t *testing.T) {
	c := chart()
	if err := c.Check(); err != nil {
		t.Fatal(err)
	}
	for number, want := range map[string]string{"1700": "Myyntisaamiset", "2939": "Arvonlisäverovelka", "3000": "Myynti, ALV 25,5\u00a0%", "3030": "Myynti, käännetty ALV (0\u00a0%)", "9999": ""} {
		if got := c.Name(number); got != want {
			t.Errorf("%s is %q, want %q", number, got, want)
		}
	}
	for name, tt := range map[string]struct {
		change func(*Chart)
		want   string
	}{
		"no account":                {func(c *Chart) { delete(c.Accounts, Bank) }, "accounts.bank: journal.account_number"},
		"a wrong number":            {func(c *Chart) { c.Accounts[Bank] = Account{"19-10", ""} }, "accounts.bank: journal.account_number"},
		"a formula for a number":    {func(c *Chart) { c.Accounts[Bank] = Account{"=1+1", ""} }, "accounts.bank: journal.account_number"},
		"receivables shared":        {func(c *Chart) { c.Accounts[Bank] = c.Accounts[Receivables] }, "accounts.bank: journal.account_shared"},
		"sales on the bank account": {func(c *Chart) { c.Sales[0].Number = "1910" }, "sales[0]: journal.account_shared"},
		"sales twice":               {func(c *Chart) { c.Sales = append(c.Sales, c.Sales[0]) }, "sales[8]: journal.sales_twice"},
		"a tax on exempt sales":     {func(c *Chart) { c.Sales[6].Rate = 1 }, "sales[6]: journal.rate"},
		"a long name":               {func(c *Chart) { c.Accounts[Bank] = Account{"1910", strings.Repeat("ä", 101)} }, "accounts.bank: field.too_long"},
	} {
		c := chart()
		c.Accounts = maps.Clone(c.Accounts)
		tt.change(&c)
		if err := c.Check(); firstKey(err) != tt.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	shared := chart()
	shared.Accounts[ProviderFees] = shared.Accounts[PlatformFees]
	if err := shared.Check(); err != nil {
		t.Errorf("two costs on one account: %v", err)
	}
}
