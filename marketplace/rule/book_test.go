package rule_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
)

const today marketplace.Date = "2026-11-23"

func book(t testing.TB) *rule.Book {
	t.Helper()
	b, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func langs(t testing.TB) map[i18n.Voice]i18n.Lang {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	b, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	out := map[i18n.Voice]i18n.Lang{}
	for _, v := range append(i18n.Languages(), i18n.Selko) {
		out[v] = b.In(v)
	}
	return out
}

// every is every rule of the book with its versions.
func every(b *rule.Book) (out []rule.Rule) {
	seen := map[string]bool{}
	for _, day := range []marketplace.Date{"0001-01-01", "2024-06-01", "2026-06-01", today, "2030-01-01"} {
		for _, r := range b.All(day) {
			if !seen[r.ID] {
				seen[r.ID] = true
				out = append(out, b.Versions(r.ID)...)
			}
		}
	}
	return out
}

// TestCases runs the examples that stand beside each rule.
func TestCases(t *testing.T) {
	b := book(t)
	for _, r := range every(b) {
		if len(r.Cases) == 0 {
			t.Errorf("%s has no cases", r.ID)
		}
		for _, c := range r.Cases {
			run(t, b, r.ID, c)
		}
	}
}

func run(t *testing.T, b *rule.Book, id string, c rule.Case) {
	t.Helper()
	r, ok := b.At(id, c.On)
	switch {
	case c.InForce != nil:
		if ok != *c.InForce {
			t.Errorf("%s on %s: in force %v, want %v", id, c.On, ok, *c.InForce)
		}
	case c.Want != nil:
		if got, err := r.Amount(c.Value, c.Unit); err != nil || got != *c.Want {
			t.Errorf("%s on %s: %s is %d (%v), want %d", id, c.On, c.Value, got, err, *c.Want)
		}
	case c.Given != nil && c.Allowed != nil:
		if got, err := r.Allows(c.Value, c.Unit, *c.Given); err != nil || got != *c.Allowed {
			t.Errorf("%s on %s: %d for %s allowed %v (%v), want %v", id, c.On, *c.Given, c.Value, got, err, *c.Allowed)
		}
	default:
		t.Errorf("%s has a case that asks nothing", id)
	}
}

// TestKnownNumbers holds numbers that money and people hang on, against a slip in the data and its cases at once.
func TestKnownNumbers(t *testing.T) {
	b := book(t)
	for _, tc := range []struct {
		id, name string
		unit     rule.Unit
		want     int64
		section  string
	}{
		{"work_trial.max_total", "max", rule.Months, 6, "380/2023 55.1 §"},
		{"rehabilitative_work.days_per_year", "max", rule.Days, 178, "189/2001 14.1 §"},
		{"adjustment_aid.changes", "max", rule.Cents, 4000_00, "385/2024 9.1 §"},
		{"adjustment_aid.helper", "rate", rule.Cents, 20_00, "385/2024 9.2 §"},
		{"adjustment_aid.helper", "hours", rule.Hours, 20, "385/2024 9.2 §"},
		{"adjustment_aid.helper", "duration", rule.Months, 18, "385/2024 9.2 §"},
		{"contractor_liability.subcontract_threshold", "min", rule.Cents, 9000_00, "1233/2006 4.1 § 2 p., KHO 2017:135"},
		{"invoicing.vat_general", "rate", rule.BasisPoints, 2550, "462/2024"},
		{"work_activity.tax_free_allowance", "max", rule.Cents, 12_00, "1535/1992 92 § 23 p."},
	} {
		r, ok := b.At(tc.id, today)
		if got, err := r.Amount(tc.name, tc.unit); !ok || err != nil || got != tc.want || r.Section != tc.section {
			t.Errorf("%s: %s is %d by %q (%v), want %d by %q", tc.id, tc.name, got, r.Section, err, tc.want, tc.section)
		}
	}
}

// TestAmountIsNeverMistaken: a number that is not there, or that counts something else, is an error and no zero.
func TestAmountIsNeverMistaken(t *testing.T) {
	r, _ := book(t).At("work_trial.max_total", today)
	for name, ask := range map[string]func() error{
		"another unit": func() error { _, err := r.Amount("max", rule.Days); return err },
		"another name": func() error { _, err := r.Amount("min", rule.Months); return err },
		"allows":       func() error { _, err := r.Allows("max", rule.Cents, 1); return err },
		"zero rule":    func() error { _, err := rule.Rule{}.Amount("max", rule.Months); return err },
	} {
		if err := ask(); !marketplace.IsKind(err, marketplace.Internal) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// TestUnsureRulesOnlyWarn: what is known from memory or inferred decides nothing.
func TestUnsureRulesOnlyWarn(t *testing.T) {
	b := book(t)
	for id, decides := range map[string]bool{
		"work_trial.max_total": true, "wage_subsidy.cap_basic": true, "wage_subsidy.cap_reduced_capacity": false,
		"work_trial.no_price": false, "contractor_liability.every_team_order": false, "rehabilitative_work.activation_plan": false,
	} {
		if r, ok := b.At(id, today); !ok || r.Decides() != decides {
			t.Errorf("%s decides %v, found %v", id, r.Decides(), ok)
		}
	}
	for _, r := range every(b) {
		if r.SourceKey == "own" && !slices.Contains([]string{"matching", "retention"}, r.Subject) && r.Decides() { // these decide about the service itself
			t.Errorf("%s is our own reading and decides", r.ID)
		}
	}
}

func TestVersions(t *testing.T) {
	b := book(t)
	list := b.Versions("income.disability_pension_limit")
	if len(list) != 2 || list[0].ValidFrom != "2025-01-01" || list[1].ValidTo != "2024-12-31" {
		t.Fatalf("%+v", list)
	}
	old, _ := b.At("income.disability_pension_limit", "2024-12-31")
	if got, err := old.Amount("max", rule.Cents); err != nil || got != 976_59 {
		t.Errorf("%d %v", got, err)
	}
	now, _ := b.At("income.disability_pension_limit", "2025-01-01")
	if _, err := now.Amount("max", rule.Cents); err == nil {
		t.Error("the limit of 2024 is given for 2025")
	}
	if _, ok := b.At("wage_subsidy.local_voucher_central_ostrobothnia", "2027-07-01"); ok {
		t.Error("the voucher is valid after its last day")
	}
	if len(b.Versions("no.such")) != 0 {
		t.Error("an unknown id has versions")
	}
}

// TestBrokenBooks: a book that would mislead is refused when it is read.
func TestBrokenBooks(t *testing.T) {
	raw, err := os.ReadFile("rules.json")
	if err != nil {
		t.Fatal(err)
	}
	const first = `"id": "adjustment_aid.helper"`
	if !strings.Contains(string(raw), first) {
		t.Fatal("the test plants nothing")
	}
	for name, change := range map[string][2]string{
		"two at once":         {first, `"id": "adjustment_aid.changes"`},
		"bad id":              {first, `"id": "Helper"`},
		"unknown subject":     {first, `"id": "nobody.helper"`},
		"unknown source":      {`"source": "D-385"`, `"source": "X-1"`},
		"unknown field":       {first, `"idea": 1, ` + first},
		"unknown unit":        {`"unit": "months"`, `"unit": "moons"`},
		"unknown bound":       {`"bound": "most"`, `"bound": "some"`},
		"unknown per":         {`"per": "person"`, `"per": "head"`},
		"no number":           {`"name": "apply_within"`, `"name": "apply"`},
		"another number":      {`at most {max} per person`, `at most 4,000 per person`},
		"no Swedish":          {`"sv": "Stödet för ordnande`, `"se": "Stödet för ordnande`},
		"no day":              {`"valid_from": "2025-01-01"`, `"valid_from": "2025-02-30"`},
		"ends first":          {`"valid_to": "2027-06-30"`, `"valid_to": "2026-01-31"`},
		"never checked":       {`"checked_on": "2026-11-22"`, `"checked_on": ""`},
		"unknown confidence":  {`"confidence": "high"`, `"confidence": "sure"`},
		"unknown action":      {`"action": "show"`, `"action": "shout"`},
		"inexact year":        {`"from_precision": "year"`, `"from_precision": "century"`},
		"aid without a rule":  {`"rule": "adjustment_aid.helper"`, `"rule": "adjustment_aid.friend"`},
		"inference from none": {`"based_on": ["work_trial.no_transfer"]`, `"based_on": ["work_trial.none"]`},
		"no JSON":             {`{`, `[`},
	} {
		broken := strings.Replace(string(raw), change[0], change[1], 1)
		if broken == string(raw) {
			t.Errorf("%s: nothing was planted", name)
		}
		if _, err := rule.ReadBook([]byte(broken)); err == nil {
			t.Errorf("%s: the book was read", name)
		}
	}
}

// TestOneRuleADay: for whatever day and rule there is at most one, All and At agree, and order does not matter.
func TestOneRuleADay(t *testing.T) {
	b := book(t)
	all := every(b)
	rapid.Check(t, func(t *rapid.T) {
		day := marketplace.Date(rapid.StringMatching(`20[0-4][0-9]-(0[1-9]|1[0-2])-(0[1-9]|1[0-9]|2[0-8])`).Draw(t, "day"))
		id := all[rapid.IntRange(0, len(all)-1).Draw(t, "rule")].ID
		found := 0
		for _, r := range b.All(day) {
			if r.ID == id {
				found++
			}
		}
		r, ok := b.At(id, day)
		if found > 1 || ok != (found == 1) || ok && (!r.InForce(day) || r.ID != id) {
			t.Fatalf("%s on %s: %d in All, At %v", id, day, found, ok)
		}
	})
}

// TestStatements says every rule in every voice: no hole is left, and no number stands in the words that the data lacks.
func TestStatements(t *testing.T) {
	for voice, lang := range langs(t) {
		for _, r := range every(book(t)) {
			said := r.Say(lang) + " " + r.Validity(lang) + " " + r.Cite(lang)
			for _, v := range r.Values {
				said += " " + v.Say(lang)
			}
			if strings.ContainsAny(said, "{}") || strings.Contains(said, "rule.") {
				t.Errorf("%s in %s: %s", r.ID, voice, said)
			}
		}
	}
}

func TestSay(t *testing.T) {
	b, lang := book(t), langs(t)
	helper, _ := b.At("adjustment_aid.helper", today)
	trial, _ := b.At("work_trial.max_total", today)
	year, _ := b.At("contractor_liability.leased_threshold", today)
	open, _ := b.At("direction.stated", today)
	for _, tc := range []struct{ got, want string }{
		{trial.Say(lang[i18n.Fi]), "Työkokeilu kestää yhteensä enintään 6 kuukautta."},
		{trial.Say(lang[i18n.Sv]), "Arbetsprövningen varar sammanlagt högst 6 månader."},
		{trial.Values[0].Say(lang[i18n.En]), "at most 6 months"},
		{helper.Values[0].Say(lang[i18n.En]), "€20 an hour"},
		{helper.Values[1].Say(lang[i18n.Fi]), "enintään 20 tuntia kuukaudessa"},
		{trial.Validity(lang[i18n.Fi]), "voimassa 1.1.2025 alkaen"},
		{year.Validity(lang[i18n.Sv]), "gäller från år 2007"},
		{open.Validity(lang[i18n.En]), "no first day recorded"},
	} {
		if tc.got != tc.want {
			t.Errorf("%q, want %q", tc.got, tc.want)
		}
	}
}

func FuzzReadBook(f *testing.F) {
	raw, err := os.ReadFile("rules.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(raw)
	f.Add([]byte(`{"rules": [{"id": "a.b", "valid_from": "x"}]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		b, err := rule.ReadBook(raw)
		if err != nil {
			return
		}
		for _, r := range b.All(today) {
			if at, ok := b.At(r.ID, today); !ok || at.ID != r.ID {
				t.Errorf("%s is in the book and not found", r.ID)
			}
		}
	})
}
