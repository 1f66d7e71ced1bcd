package journal

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/payment/camt"
	"sovite.fi/sovite/marketplace/payment/settle"
)

// A closed period takes no entry: what belongs there goes to the first open day and says so.
func TestClosedPeriod(t *testing.T) {
	b := booked(t, event("i", Issued{crew()}))
	b = must(b.Close("2026-11-30"))
	on := func(id string, d marketplace.Date) Event {
		return Event{ID: marketplace.ID(id), Day: d, What: ReminderFee{"inv", "7", 5_00}}
	}
	for d, want := range map[marketplace.Date]marketplace.Date{"2026-11-01": "2026-12-01", "2026-11-30": "2026-12-01", "2026-12-01": "2026-12-01", "2026-12-24": "2026-12-24"} {
		_, e, err := b.Post(chart(), on("f"+string(d), d))
		if err != nil || e.Day != want || e.On != d || e.Late() != (d < want) {
			t.Errorf("%s: %+v, %v", d, e, err)
		}
		if said := e.Say(lang(i18n.En)); strings.Contains(said, "closed period") != e.Late() {
			t.Errorf("%q", said)
		}
	}
	if again, e, err := b.Post(chart(), event("i", Issued{crew()})); err != nil || e.Number != 1 || e.Day != day || len(again.Entries) != 1 {
		t.Errorf("an event of before the closing came again: %+v, %v", e, err)
	}
	for _, d := range []marketplace.Date{"2026-11-30", "2026-11-29"} {
		if _, err := b.Close(d); !marketplace.IsKind(err, marketplace.Conflict) {
			t.Errorf("closed until %s: %v", d, err)
		}
	}
	for _, d := range []marketplace.Date{"", "2026-02-30"} {
		if _, err := b.Close(d); !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("closed until %q: %v", d, err)
		}
	}
}

// The same event is booked once, whatever the chart is by now; another one under its id is refused; one that moves nothing is
// not booked.
func TestPostOnce(t *testing.T) {
	b := booked(t, event("i", Issued{crew()}))
	moved := chart()
	moved.Accounts[Receivables] = Account{"1701", ""}
	if again, e, err := b.Post(moved, event("i", Issued{crew()})); err != nil || e.Lines[0].Account != "1700" || len(again.Entries) != 1 {
		t.Errorf("%+v, %v", e, err)
	}
	if _, _, err := b.Post(chart(), event("i", ReminderFee{"inv", "7", 1})); !marketplace.IsKind(err, marketplace.Conflict) {
		t.Errorf("%v", err)
	}
	if after, e, err := b.Post(chart(), event("n", Issued{Content{"inv2", "8", []Sale{{Exempt, 0, 0, "", ""}}, nil}})); err != nil || e.Number != 0 || len(after.Entries) != 1 {
		t.Errorf("%+v, %v", e, err)
	}
}

// A correction takes an entry back whole, once, on the next open day and with its number; nothing is changed.
func TestCorrect(t *testing.T) {
	b := must(booked(t, event("i", Issued{crew()}), event("f", ReminderFee{"inv", "7", 5_00})).Close(day))
	before := b.Entries[1]
	after, e, err := b.Correct("c", 2, day, "Muistutus oli aiheeton")
	if err != nil || e.Number != 3 || e.Corrects != 2 || e.Day != day.AddDays(1) || e.On != day || e.Kind != KindCharged {
		t.Fatalf("%+v, %v", e, err)
	}
	if diff := cmp.Diff(map[Use]money.Cents{Receivables: -5_00, ReminderIncome: 5_00}, short(e)); diff != "" {
		t.Error(diff)
	}
	if !cmp.Equal(after.Entries[1], before) {
		t.Error("the wrong entry was changed")
	}
	if i := Items(after.Entries, e.Day)[0]; i.Charged != 0 || i.Open != i.Invoiced {
		t.Errorf("%+v", i)
	}
	if said := e.Say(lang(i18n.Fi)); !strings.Contains(said, "tosite 2") || !strings.Contains(said, "aiheeton") {
		t.Errorf("%q", said)
	}
	if again, same, err := after.Correct("c", 2, day, "Muistutus oli aiheeton"); err != nil || same.Number != 3 || len(again.Entries) != 3 {
		t.Errorf("%+v, %v", same, err)
	}
	for name, tt := range map[string]struct {
		event  marketplace.ID
		number int
		on     marketplace.Date
		kind   marketplace.Kind
	}{
		"twice":                {"d", 2, day, marketplace.Conflict},
		"a correction":         {"d", 3, day, marketplace.Conflict},
		"no such entry":        {"d", 4, day, marketplace.NotFound},
		"entry zero":           {"d", 0, day, marketplace.NotFound},
		"the id of another":    {"c", 1, day, marketplace.Conflict},
		"the id of an invoice": {"i", 1, day, marketplace.Conflict},
		"before it happened":   {"d", 1, day.AddDays(-1), marketplace.Invalid},
		"on no day":            {"d", 1, "", marketplace.Invalid},
		"without an id":        {"", 1, day, marketplace.Invalid},
	} {
		if _, _, err := after.Correct(tt.event, tt.number, tt.on, "x"); !marketplace.IsKind(err, tt.kind) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Two books that grew from one do not write into each other.
func TestBooksAreValues(t *testing.T) {
	b := booked(t, event("i", Issued{crew()}))
	x, _, _ := b.Post(chart(), event("x", ReminderFee{"inv", "7", 1}))
	y, _, _ := b.Post(chart(), event("y", ReminderFee{"inv", "7", 2}))
	if x.Entries[1].Event != "x" || y.Entries[1].Event != "y" || len(b.Entries) != 1 {
		t.Errorf("%v %v", x.Entries[1], y.Entries[1])
	}
}

// The trial balance of a month: what was before stands in the opening, and what comes after is not there.
func TestTrial(t *testing.T) {
	b := Book{}
	for i, d := range []marketplace.Date{"2026-10-31", "2026-11-01", "2026-11-30", "2026-12-01"} {
		b, _, _ = b.Post(chart(), Event{ID: marketplace.ID("f" + itoa(i)), Day: d, What: ReminderFee{"inv", "7", money.Cents(10 + i)}})
	}
	b, _, _ = b.Correct("c", 2, "2026-11-15", "x")
	want := []Balance{{"1700", 10, 23, 11, 22}, {"3990", -10, 11, 23, -22}}
	if diff := cmp.Diff(want, must(Trial(b.Entries, "2026-11-01", "2026-11-30"))); diff != "" {
		t.Error(diff)
	}
}

// Differences between the books and the invoicing are found in both directions.
func TestReconcile(t *testing.T) {
	b := booked(t, event("i", Issued{crew()}), event("f", ReminderFee{"inv2", "8", 5_00}))
	for name, tt := range map[string]struct {
		told map[marketplace.ID]money.Cents
		want []Difference
	}{
		"both agree":           {map[marketplace.ID]money.Cents{"inv": 1566_76, "inv2": 5_00, "inv3": 0}, nil},
		"a cent":               {map[marketplace.ID]money.Cents{"inv": 1566_77, "inv2": 5_00}, []Difference{{"inv", 1566_76, 1566_77}}},
		"not in the books":     {map[marketplace.ID]money.Cents{"inv": 1566_76, "inv2": 5_00, "a": 1}, []Difference{{"a", 0, 1}}},
		"not in the invoicing": {map[marketplace.ID]money.Cents{"inv": 1566_76}, []Difference{{"inv2", 5_00, 0}}},
	} {
		if diff := cmp.Diff(tt.want, Reconcile(b.Entries, day, tt.told)); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
}

// The sum of a batch in a statement and its payments in a notification are on the bank account once.
func TestSumsAreBookedOnce(t *testing.T) {
	whole := payment("w", 100_00)
	whole.Entry, whole.Whole = "E1", true
	sum := must(settle.Decide(settle.Question{Payment: whole, Accounts: []string{whole.Account}}))
	told := payment("p", 100_00)
	told.Entry, told.References = "E1", []camt.Reference{{Text: "1232", Valid: true}}
	part := must(settle.Decide(settle.Question{
		Payment: told, Accounts: []string{told.Account}, Earlier: []settle.Settlement{sum.Settlement},
		Receivables: []settle.Receivable{{Invoice: "inv", Reference: "1232", Open: 100_00}},
	}))
	none := func(marketplace.ID) *settle.Settlement { return nil }
	was := func(key marketplace.ID) *settle.Settlement {
		if key == "w" {
			return &sum.Settlement
		}
		return nil
	}
	b := booked(t, event("w", OfDecision(sum, none)), event("p", OfDecision(part, was)))
	want := []Balance{{"1700", 0, 0, 100_00, -100_00}, {"1910", 0, 100_00, 0, 100_00}, {"2990", 0, 100_00, 100_00, 0}}
	if diff := cmp.Diff(want, must(Trial(b.Entries, day, day))); diff != "" {
		t.Error(diff)
	}
}
