package liability

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

// row is one line of the table of boundaries: what is given, and the sentence that has to be among the findings.
type row struct {
	rule, given string
	q           Question
	key         string
	verdict     verdict.Verdict
	needed      bool
}

const day = marketplace.Date("2026-11-30")

func priced(cents money.Cents) Contract {
	return Contract{ID: "new", Type: Subcontract, Agreed: day, Cents: cents}
}

func question(c Contract, p Pack, change ...func(*Relation)) Question {
	q := Question{Today: day, Contract: c, Pack: p}
	for _, do := range change {
		do(&q.Relation)
	}
	return q
}

func earlier(c ...Contract) func(*Relation) { return func(r *Relation) { r.Contracts = c } }

func checkedOn(on marketplace.Date) func(*Relation) {
	return func(r *Relation) {
		c := Check{ID: "check", On: on, By: "outi", Name: "Outi", Complete: true}
		for _, k := range Kinds() {
			c.Seen = append(c.Seen, Seen{Kind: k})
		}
		r.Checks = append(r.Checks, c)
	}
}

func doubtedOn(on marketplace.Date) func(*Relation) {
	return func(r *Relation) { r.Doubt = &Remark{By: "outi", Name: "Outi", On: on, Reason: "News"} }
}

func trustedBy(g Ground) func(*Relation) {
	return func(r *Relation) {
		r.Exemption = &Remark{By: "outi", Name: "Outi", On: "2026-01-01", Ground: g, Reason: "Ten years"}
	}
}

func leased(days int) Contract {
	return Contract{ID: "new", Type: Leased, Agreed: day, Days: days}
}

// old is an earlier contract that ended; the new one follows it when it is told to.
func old(id marketplace.ID, agreed marketplace.Date, cents money.Cents) Contract {
	return Contract{ID: id, Type: Subcontract, Agreed: agreed, Ended: agreed.AddDays(20), Cents: cents}
}

func after(c Contract, id marketplace.ID) Contract { c.ChainedTo = id; return c }

func boundaries() []row {
	none, good := Pack{Form: Company}, papersOf("2026-10-01", Kinds()...)
	site := func(c Contract, do func(*Contract)) Contract { do(&c); return c }
	form := func(f Form) Pack { return Pack{Form: f} }
	without := func(k Kind) Pack {
		p := papersOf("2026-10-01", Kinds()...)
		p.Documents = slices.DeleteFunc(p.Documents, func(d Document) bool { return d.Kind == k })
		return p
	}
	validTo := func(until marketplace.Date) Pack {
		p := papersOf("2026-10-01", Kinds()...)
		p.Documents[2].ValidTo = until
		return p
	}
	building := site(priced(9000_00), func(c *Contract) { c.Construction = true })
	return []row{
		{"TV-01", "8,999.99 EUR", question(priced(8999_99), none), "subcontract_below", verdict.Warning, false},
		{"TV-01", "9,000.00 EUR", question(priced(9000_00), none), "subcontract_reached", verdict.Blocked, true},
		{"TV-01", "9,000.01 EUR", question(priced(9000_01), none), "subcontract_reached", verdict.Blocked, true},
		{"TV-01", "4,500.00 after 4,499.99 in the chain", question(after(priced(4500_00), "a"), none, earlier(old("a", "2026-09-01", 4499_99))), "subcontract_below", verdict.Warning, false},
		{"TV-01", "4,500.00 after 4,500.00 in the chain", question(after(priced(4500_00), "a"), none, earlier(old("a", "2026-09-01", 4500_00))), "subcontract_reached", verdict.Blocked, true},
		{"TV-01", "three of 3,000.00 in a chain", question(after(priced(3000_00), "b"), none, earlier(old("a", "2026-07-01", 3000_00), after(old("b", "2026-09-01", 3000_00), "a"))), "subcontract_reached", verdict.Blocked, true},
		{"TV-15", "4,500.00, and 4,500.00 apart, ended 12 months before to the day", question(priced(4500_00), none, earlier(old("a", "2025-11-10", 4500_00))), "count_apart", verdict.Review, false},
		{"TV-15", "4,500.00, and 4,500.00 apart, ended 12 months and a day before", question(priced(4500_00), none, earlier(old("a", "2025-11-09", 4500_00))), "subcontract_below", verdict.Warning, false},
		{"TV-02", "10 working days of leased work", question(leased(10), none), "leased_below", verdict.Open, false},
		{"TV-02", "11 working days of leased work", question(leased(11), none), "leased_reached", verdict.Blocked, true},
		{"TV-02", "5 days after 6 in the chain", question(after(leased(5), "a"), none, earlier(Contract{ID: "a", Type: Leased, Agreed: "2026-11-01", Days: 6})), "leased_reached", verdict.Blocked, true},
		{"TV-02", "10 days leased and 9,000.00 in another contract do not add up", question(leased(10), none, earlier(old("a", "2026-11-01", 8999_99))), "leased_below", verdict.Open, false},
		{"TV-03", "six kinds", question(priced(9000_00), good), "complete", verdict.Open, true},
		{"TV-03", "five of six kinds", question(priced(9000_00), without(Pension)), "missing", verdict.Blocked, true},
		{"TV-03", "a certificate on its own last day", question(priced(9000_00), validTo(day)), "complete", verdict.Warning, true},
		{"TV-03", "a certificate a day past its own last day", question(priced(9000_00), validTo(day.AddDays(-1))), "run_out", verdict.Blocked, true},
		{"TV-04", "issued 3 months ago to the day", question(priced(9000_00), papersOf("2026-08-30", Kinds()...)), "complete", verdict.Warning, true},
		{"TV-04", "issued 3 months and a day ago", question(priced(9000_00), papersOf("2026-08-29", Kinds()...)), "too_old", verdict.Blocked, true},
		{"TV-04", "issued on 30 November, contract on 28 February", Question{Today: "2027-02-28", Contract: site(priced(9000_00), func(c *Contract) { c.Agreed = "2027-02-28" }), Pack: papersOf("2026-11-30", Kinds()...)}, "complete", verdict.Warning, true},
		{"TV-04", "issued on 30 November, contract on 1 March", Question{Today: "2027-03-01", Contract: site(priced(9000_00), func(c *Contract) { c.Agreed = "2027-03-01" }), Pack: papersOf("2026-11-30", Kinds()...)}, "too_old", verdict.Blocked, true},
		{"TV-05", "checked 12 months before to the day", question(priced(9000_00), none, checkedOn("2025-11-30")), "checked_before", verdict.Open, false},
		{"TV-05", "checked 12 months and a day before", question(priced(9000_00), none, checkedOn("2025-11-29")), "check_too_old", verdict.Blocked, true},
		{"TV-05", "checked last month, doubted since", question(priced(9000_00), none, checkedOn("2026-10-30"), doubtedOn("2026-11-15")), "doubted", verdict.Blocked, true},
		{"TV-05", "doubted, and checked since", question(priced(9000_00), none, checkedOn("2026-11-20"), doubtedOn("2026-11-15")), "checked_before", verdict.Open, false},
		{"TV-06", "runs for 13 months, checked 12 months ago to the day", question(leased(1), good, checkedOn("2025-11-30"), earlier(Contract{ID: "a", Type: Subcontract, Agreed: "2025-11-30", Cents: 9000_00})), "again_soon", verdict.Warning, false},
		{"TV-06", "runs for 13 months, checked 12 months and a day ago", question(leased(1), good, checkedOn("2025-11-29"), earlier(Contract{ID: "a", Type: Subcontract, Agreed: "2025-11-29", Cents: 9000_00})), "again_overdue", verdict.Review, false},
		{"TV-06", "ends after 12 months to the day", question(leased(1), good, earlier(Contract{ID: "a", Type: Subcontract, Agreed: "2025-11-29", Until: "2026-11-29", Cents: 9000_00})), "leased_below", verdict.Open, false},
		{"TV-08", "a municipality", question(priced(9000_00), form(Municipality)), "exempt_party", verdict.Open, false},
		{"TV-08", "a public limited company", question(priced(9000_00), form(PublicCompany)), "exempt_party", verdict.Open, false},
		{"TV-08", "a wellbeing services county", question(priced(9000_00), form(County)), "county_not_listed", verdict.Blocked, true},
		{"TV-08", "nobody told the form", question(priced(9000_00), form("")), "subcontract_reached", verdict.Blocked, true},
		{"TV-09", "construction, six kinds without accident insurance", question(building, good), "missing", verdict.Blocked, true},
		{"TV-09", "construction, all seven kinds", question(building, papersOf("2026-10-01", AllKinds()...)), "complete", verdict.Open, true},
		{"TV-09", "construction, established relation", question(building, good, trustedBy(Familiar)), "construction_asks", verdict.Blocked, true},
		{"TV-12", "below the threshold, no papers", question(priced(100), none), "check_anyway", verdict.Warning, false},
		{"TV-12", "below the threshold, all papers", question(priced(100), good), "subcontract_below", verdict.Open, false},
		{"TV-13", "nobody works at the customer's site", question(site(priced(9000_00), func(c *Contract) { c.OffSite = true }), none), "off_site", verdict.Open, false},
		{"TV-13", "work that is not customary", question(site(priced(9000_00), func(c *Contract) { c.Unusual = true }), none), "not_customary", verdict.Open, false},
		{"TV-13", "leased work elsewhere is in scope", question(site(leased(11), func(c *Contract) { c.OffSite = true }), none), "leased_reached", verdict.Blocked, true},
		{"TV-14", "established relation, with a named person", question(priced(9000_00), none, trustedBy(Familiar)), "trusted", verdict.Open, false},
	}
}

// TestBoundaries judges every line and prints the table. After a change on purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/liability
func TestBoundaries(t *testing.T) {
	rules := book(t)
	var out strings.Builder
	out.WriteString("# The boundaries of contractor's liability\n\nPrinted and checked by the tests; contracts are made on 30 November 2026 unless it says otherwise.\n\n| rule | given | documents needed | verdict | found | section |\n|---|---|---|---|---|---|\n")
	for _, r := range boundaries() {
		c, err := Judge(rules, r.q)
		ok(t, err)
		at := slices.IndexFunc(c.Findings, func(f verdict.Finding) bool { return f.Key == r.key })
		if at < 0 || c.Verdict != r.verdict || c.Needed != r.needed {
			t.Errorf("%s, %s: %s, needed %v, %v", r.rule, r.given, c.Verdict, c.Needed, c.Findings)
			continue
		}
		f := c.Findings[at]
		used, _ := rules.At(f.Rule, day)
		need := map[bool]string{true: "yes", false: "no"}[c.Needed]
		fmt.Fprintf(&out, "| %s `%s` | %s | %s | %s | %s (%s) | %s |\n", used.Ref, f.Rule, r.given, need, c.Verdict, f.Key, f.Confidence, used.Section)
	}
	for _, line := range retention(t) {
		out.WriteString(line)
	}
	golden(t, "testdata/boundaries.md", out.String())
}

// retention asks how long papers are kept.
func retention(t *testing.T) (lines []string) {
	t.Helper()
	ended := func(days ...marketplace.Date) Relation {
		var r Relation
		for _, d := range days {
			r.Contracts = append(r.Contracts, Contract{Ended: d})
		}
		return r
	}
	for _, tc := range []struct {
		given string
		r     Relation
		want  marketplace.Date
	}{
		{"work ended on 2026-11-29", ended("2026-11-29"), "2028-11-29"},
		{"work ended on 2024-02-29", ended("2024-02-29"), "2026-02-28"},
		{"the later of two ends counts", ended("2025-01-01", "2026-06-30"), "2028-06-30"},
		{"one contract goes on", ended("2025-01-01", ""), ""},
		{"no contract", ended(), ""},
	} {
		got, found := KeepUntil(book(t), tc.r, day)
		if got != tc.want || found != (tc.want != "") {
			t.Errorf("%s: kept until %q (%v), want %q", tc.given, got, found, tc.want)
		}
		used, _ := book(t).At(retentionRule, day)
		say := "no last day yet"
		if found {
			say = "kept until " + string(got)
		}
		lines = append(lines, fmt.Sprintf("| %s `%s` | %s | | | %s | %s |\n", used.Ref, used.ID, tc.given, say, used.Section))
	}
	return lines
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if os.Getenv("SOVITE_WRITE_GOLDEN") != "" {
		ok(t, os.MkdirAll("testdata", 0o755))
		ok(t, os.WriteFile(file, []byte(got), 0o644))
	}
	want, err := os.ReadFile(file)
	if err != nil || string(want) != got {
		t.Errorf("%s is not what the tests print (%v)", file, err)
	}
}

// The duty arises with the contract that first reaches the threshold, and later ones of the chain do not hide it.
func TestReachedBy(t *testing.T) {
	c, err := Judge(book(t), question(after(priced(2000_00), "c"), Pack{}, earlier(
		old("a", "2026-01-01", 5000_00), after(old("b", "2026-03-01", 4000_00), "a"), after(old("c", "2026-05-01", 1_00), "b"))))
	ok(t, err)
	if c.Threshold.ReachedBy != "b" || c.Threshold.Cents != 11001_00 || len(c.Threshold.Counted) != 4 {
		t.Errorf("%+v", c.Threshold)
	}
}

// A rule that was not in force on the day is said so and needs a person, and nothing is taken for permitted.
func TestBeforeTheRules(t *testing.T) {
	c := priced(9000_00)
	c.Agreed = "2006-06-01"
	got, err := Judge(book(t), Question{Today: day, Contract: c, Pack: Pack{}})
	ok(t, err)
	if got.Verdict != verdict.Review && got.Verdict != verdict.Blocked || !slices.ContainsFunc(got.Findings, func(f verdict.Finding) bool { return f.Key == "no_rule" && f.Confidence == "" }) {
		t.Errorf("%s %+v", got.Verdict, got.Findings)
	}
}

func contracts(t *rapid.T) []Contract {
	n := rapid.IntRange(0, 12).Draw(t, "contracts")
	out := make([]Contract, n)
	for i := range out {
		out[i] = Contract{
			ID: marketplace.ID(fmt.Sprint("c", i)), Type: rapid.SampledFrom(Types()).Draw(t, "type"),
			Agreed: day.AddDays(-rapid.IntRange(0, 900).Draw(t, "ago")), Cents: money.Cents(rapid.Int64Range(0, 12000_00).Draw(t, "cents")), Days: rapid.IntRange(0, 12).Draw(t, "days"),
		}
		if i > 0 && rapid.Bool().Draw(t, "chained") {
			out[i].ChainedTo = out[rapid.IntRange(0, i-1).Draw(t, "to")].ID
		}
		if rapid.Bool().Draw(t, "ended") {
			out[i].Ended = out[i].Agreed.AddDays(rapid.IntRange(0, 30).Draw(t, "length"))
		}
	}
	return out
}

// For any history: the order in which contracts were kept changes nothing; what counts adds up to the sum; a further contract in
// the chain never lowers the sum nor takes the duty away; and a rule that is not sure never blocks.
func TestHistories(t *testing.T) {
	rules := book(t)
	rapid.Check(t, func(t *rapid.T) {
		list, c := contracts(t), priced(money.Cents(rapid.Int64Range(1, 9500_00).Draw(t, "price")))
		if len(list) > 0 && rapid.Bool().Draw(t, "follows") {
			c.ChainedTo = list[len(list)-1].ID
		}
		one, err := Judge(rules, question(c, Pack{}, earlier(list...)))
		if err != nil {
			t.Fatal(err)
		}
		turned := slices.Clone(list)
		slices.Reverse(turned)
		two, _ := Judge(rules, question(c, Pack{}, earlier(turned...)))
		if one.Verdict != two.Verdict || one.Threshold.Cents != two.Threshold.Cents || one.Threshold.ReachedBy != two.Threshold.ReachedBy {
			t.Fatalf("order matters: %+v %+v", one.Threshold, two.Threshold)
		}
		sum := money.Cents(0)
		for _, o := range one.Threshold.Counted {
			sum += o.Cents
		}
		if sum != one.Threshold.Cents || one.Threshold.Reached != (sum >= 9000_00) {
			t.Fatalf("%d counted, %+v", sum, one.Threshold)
		}
		more := append(slices.Clone(list), Contract{ID: "more", Type: Subcontract, Agreed: day, Cents: 1, ChainedTo: c.ID})
		three, _ := Judge(rules, question(c, Pack{}, earlier(more...)))
		if three.Threshold.Cents != sum+1 || one.Needed && !three.Needed {
			t.Fatalf("one more contract: %+v, then %+v", one.Threshold, three.Threshold)
		}
		for _, f := range append(one.Findings, three.Findings...) {
			if f.Verdict == verdict.Blocked && f.Confidence != "high" && f.Confidence != "medium" {
				t.Fatalf("an unsure rule blocks: %+v", f)
			}
		}
	})
}

// A newer paper is never worse than an older one, and a day later never makes a paper better.
func TestPapersAge(t *testing.T) {
	rules := book(t)
	rapid.Check(t, func(t *rapid.T) {
		ago := rapid.IntRange(0, 200).Draw(t, "ago")
		on := day.AddDays(rapid.IntRange(0, 800).Draw(t, "on"))
		look := func(issued, on marketplace.Date) Standing {
			return standing(&verdict.Bench{Book: rules, On: on}, papersOf(issued, Taxes), Taxes)
		}
		s := look(on.AddDays(-ago), on)
		if later := look(on.AddDays(-ago), on.AddDays(1)); later.Usable() && !s.Usable() {
			t.Fatalf("better after a day: %+v %+v", s, later)
		}
		if newer := look(on.AddDays(-max(0, ago-1)), on); s.Usable() && !newer.Usable() {
			t.Fatalf("newer is worse: %+v %+v", s, newer)
		}
		if s.Usable() != (s.Until >= on) {
			t.Fatalf("usable %v, until %s on %s", s.Usable(), s.Until, on)
		}
	})
}
