package limit

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/marketplace/rule/verdict"
)

const first = marketplace.Date("2026-11-30") // a Monday

func book(t testing.TB) *rule.Book {
	t.Helper()
	b, err := rule.LoadBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// shift is some minutes of work from eight in the morning on.
func shift(on marketplace.Date, minutes int) Shift {
	return Shift{On: on, Start: 480, End: 480 + minutes}
}

func at(on marketplace.Date, start, end, pause int) Shift {
	return Shift{On: on, Start: start, End: end, Break: pause}
}

// every is so many shifts, one each so many days.
func every(from marketplace.Date, n, days, minutes int) []Shift {
	out := make([]Shift, n)
	for i := range out {
		out[i] = shift(from.AddDays(i*days), minutes)
	}
	return out
}

type boundary struct {
	given  string
	p      Person
	shifts []Shift
	key    string // of the count that decides
	want   verdict.Verdict
}

func form(f string) Person { return Person{Form: f, Age: Adult} }

func boundaries() []boundary {
	rehab, trial, hired := form("rehabilitative"), form("work_trial"), form("employment")
	since := func(p Person, d marketplace.Date, before int) Person { p.Since, p.Before = d, before; return p }
	young, child, pupil := Person{Form: "employment", Age: Young}, Person{Form: "employment", Age: Child}, Person{Form: "employment", Age: Child, Basic: true}
	school := func(work, lessons int) []Shift {
		return []Shift{{On: first, Start: 900, End: 900 + work, School: lessons}}
	}
	two := func(end, next int) []Shift {
		return []Shift{at(first, 600, end, 60), at(first.AddDays(1), next, next+120, 0)}
	}
	// rests is a week with work each day but for one rest from Saturday on.
	rests := func(minutes int) []Shift {
		out := every(first, 5, 1, 240)
		return append(out, at(first.AddDays(5), 480, 720, 0), at(first.AddDays(7), 720+minutes-2*1440, 720+minutes-2*1440+60, 0))
	}
	ending := marketplace.Date("2027-05-30")
	return []boundary{
		{"rehabilitative, 4 h", rehab, every(first, 1, 1, 240), "day_least", verdict.Open},
		{"rehabilitative, 3 h 59 min", rehab, every(first, 1, 1, 239), "day_least", verdict.Blocked},
		{"rehabilitative, 4 h 30 min with 30 min of break", rehab, []Shift{at(first, 480, 750, 30)}, "day_least", verdict.Open},
		{"rehabilitative, 8 h", rehab, every(first, 1, 1, 480), "day_most", verdict.Open},
		{"rehabilitative, 8 h 1 min", rehab, every(first, 1, 1, 481), "day_most", verdict.Blocked},
		{"rehabilitative, 4 days a week", rehab, every(first, 4, 1, 240), "days_week", verdict.Open},
		{"rehabilitative, 5 days a week", rehab, every(first, 5, 1, 240), "days_week", verdict.Blocked},
		{"rehabilitative, Thursday to Sunday and the Monday after", rehab, every(first.AddDays(3), 5, 1, 240), "days_week", verdict.Open},
		{"rehabilitative, 178 days in twelve months", rehab, every(first, 178, 2, 240), "days_year", verdict.Open},
		{"rehabilitative, 179 days in twelve months", rehab, every(first, 179, 2, 240), "days_year", verdict.Blocked},
		{"rehabilitative, 178 days, and one a year after the first", rehab, append(every(first, 178, 2, 240), shift("2027-11-30", 240)), "days_year", verdict.Open},
		{"rehabilitative, 178 days, and one the day before", rehab, append(every(first, 178, 2, 240), shift("2027-11-29", 240)), "days_year", verdict.Blocked},
		{"rehabilitative, last day of 24 months", since(rehab, "2024-12-01", 0), every(first, 1, 1, 240), "months", verdict.Open},
		{"rehabilitative, a day more than 24 months", since(rehab, "2024-11-30", 0), every(first, 1, 1, 240), "months", verdict.Blocked},
		{"work trial, 4 h", trial, every(first, 1, 1, 240), "day_least", verdict.Open},
		{"work trial, 3 h 59 min", trial, every(first, 1, 1, 239), "day_least", verdict.Blocked},
		{"work trial, 8 h 1 min", trial, every(first, 1, 1, 481), "day_most", verdict.Blocked},
		{"work trial, 5 days a week", trial, every(first, 5, 1, 240), "days_week", verdict.Open},
		{"work trial, 6 days a week", trial, every(first, 6, 1, 240), "days_week", verdict.Blocked},
		{"work trial, last day of 6 months", since(trial, "2026-12-01", 0), every("2027-05-31", 1, 1, 240), "months", verdict.Open},
		{"work trial, a day more than 6 months", since(trial, "2026-12-01", 0), every("2027-06-01", 1, 1, 240), "months", verdict.Blocked},
		{"work trial, 1 day used before, a day before the end", since(trial, "2026-12-01", 1), every(ending, 1, 1, 240), "months", verdict.Open},
		{"work trial, 2 days used before, a day before the end", since(trial, "2026-12-01", 2), every(ending, 1, 1, 240), "months", verdict.Blocked},
		{"employment, 8 h", hired, every(first, 1, 1, 480), "day_most", verdict.Open},
		{"employment, 8 h 1 min: the collective agreement may let it", hired, every(first, 1, 1, 481), "day_most", verdict.Review},
		{"employment, 40 h a week", hired, every(first, 5, 1, 480), "week_most", verdict.Open},
		{"employment, 40 h 5 min a week", hired, every(first, 5, 1, 481), "week_most", verdict.Review},
		{"employment, 11 h of rest", hired, two(1260, 480), "day_rest", verdict.Open},
		{"employment, 10 h 59 min of rest", hired, two(1261, 480), "day_rest", verdict.Review},
		{"rehabilitative, 10 h 59 min of rest", rehab, two(1261, 480), "day_rest", verdict.Review},
		{"employment, a week free before and Saturday noon to Monday", hired, []Shift{at(first.AddDays(-14), 480, 720, 0), at(first.AddDays(5), 480, 720, 0)}, "week_rest", verdict.Open},
		{"employment, 35 h of weekly rest", hired, rests(35 * 60), "week_rest", verdict.Open},
		{"employment, 34 h 59 min of weekly rest", hired, rests(35*60 - 1), "week_rest", verdict.Review},
		{"15 to 17, 9 h", young, []Shift{at(first, 480, 1050, 30)}, "young_day", verdict.Open},
		{"15 to 17, 9 h 1 min", young, []Shift{at(first, 480, 1051, 30)}, "young_day", verdict.Blocked},
		{"15 to 17, from 6.00", young, []Shift{at(first, 360, 480, 0)}, "young_from", verdict.Open},
		{"15 to 17, from 5.59", young, []Shift{at(first, 359, 480, 0)}, "young_from", verdict.Blocked},
		{"15 to 17, to 22.00", young, []Shift{at(first, 1200, 1320, 0)}, "young_to", verdict.Open},
		{"15 to 17, to 22.01", young, []Shift{at(first, 1200, 1321, 0)}, "young_to", verdict.Blocked},
		{"15 to 17, past midnight", young, []Shift{at(first, 1200, 1500, 0)}, "young_to", verdict.Blocked},
		{"15 to 17, 12 h of rest", young, two(1200, 480), "young_rest", verdict.Open},
		{"15 to 17, 11 h 59 min of rest", young, two(1201, 480), "young_rest", verdict.Blocked},
		{"15 to 17, 48 h a week", young, every(first, 6, 1, 480), "young_week", verdict.Open},
		{"15 to 17, 48 h 6 min a week", young, every(first, 6, 1, 481), "young_week", verdict.Blocked},
		{"15 to 17, 38 h of weekly rest", young, rests(38 * 60), "young_week_rest", verdict.Open},
		{"15 to 17, 37 h 59 min of weekly rest", young, rests(38*60 - 1), "young_week_rest", verdict.Blocked},
		{"15 to 17, 4 h 31 min with 30 min of break", young, []Shift{at(first, 480, 781, 30)}, "young_break", verdict.Open},
		{"15 to 17, 4 h 31 min with 29 min of break", young, []Shift{at(first, 480, 780, 29)}, "young_break", verdict.Blocked},
		{"15 to 17, two shifts with 30 min between them", young, []Shift{at(first, 480, 630, 0), at(first, 660, 810, 0)}, "young_break", verdict.Open},
		{"under 15, 7 h", child, []Shift{at(first, 480, 930, 30)}, "young_day", verdict.Open},
		{"under 15, 7 h 1 min", child, []Shift{at(first, 480, 931, 30)}, "young_day", verdict.Blocked},
		{"under 15, to 20.00", child, []Shift{at(first, 1080, 1200, 0)}, "young_to", verdict.Open},
		{"under 15, to 20.01", child, []Shift{at(first, 1080, 1201, 0)}, "young_to", verdict.Blocked},
		{"under 15, 13 h 59 min of rest", child, two(1081, 480), "young_rest", verdict.Blocked},
		{"basic education, 2 h on a school day", pupil, school(120, 300), "school_day", verdict.Open},
		{"basic education, 2 h 1 min on a school day", pupil, school(121, 300), "school_day", verdict.Blocked},
		{"basic education, school and work 8 h", pupil, school(120, 360), "school_and_work", verdict.Open},
		{"basic education, school and work 8 h 1 min", pupil, school(120, 361), "school_and_work", verdict.Blocked},
		{"basic education, 12 h a week", pupil, every(first, 6, 1, 120), "school_week", verdict.Open},
		{"basic education, 12 h 6 min a week", pupil, every(first, 6, 1, 121), "school_week", verdict.Blocked},
		{"nobody told the age", Person{Form: "employment"}, every(first, 1, 1, 60), "age_untold", verdict.Review},
	}
}

// worst is the worst count of a key.
func worst(counts []Count, key string) (out Count, found bool) {
	for _, c := range counts {
		if c.Key == key && (!found || out.Verdict.Worse(c.Verdict) != out.Verdict || out.Verdict == c.Verdict && c.Amount > out.Amount) {
			out, found = c, true
		}
	}
	return out, found
}

// TestBoundaries counts every line and prints the table. After a change on purpose: SOVITE_WRITE_GOLDEN=1 go test ./marketplace/roster/limit
func TestBoundaries(t *testing.T) {
	rules := book(t)
	var out strings.Builder
	out.WriteString("# The boundaries of participant limits\n\nPrinted and checked by the tests. Minutes stand for hours; who keeps count is a reading of ours.\n\n| rule | given | counted | limit | verdict | counts | section |\n|---|---|---|---|---|---|---|\n")
	for _, b := range boundaries() {
		counts, err := Counts(rules, b.p, b.shifts)
		if err != nil {
			t.Fatal(err)
		}
		c, found := worst(counts, b.key)
		if !found || c.Verdict != b.want {
			t.Errorf("%s: %s is %s (%v), want %s: %d of %d", b.given, b.key, c.Verdict, found, b.want, c.Amount, c.Limit)
			continue
		}
		used, _ := rules.At(c.Rule, first)
		fmt.Fprintf(&out, "| %s `%s` | %s | %d | %d %s | %s | %s | %s |\n", used.Ref, c.Rule, b.given, c.Amount, c.Limit, c.Unit, c.Verdict, c.By, used.Section)
	}
	if os.Getenv("SOVITE_WRITE_GOLDEN") != "" {
		if err := os.MkdirAll("testdata", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile("testdata/boundaries.md", []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/boundaries.md")
	if err != nil || string(want) != out.String() {
		t.Errorf("testdata/boundaries.md is not what the test prints (%v)", err)
	}
}

// For any shifts of any person: the order in which they come changes nothing, a further shift never mends what was broken for
// being too much, and an unsure rule never blocks.
func TestMoreIsNeverLess(t *testing.T) {
	rules := book(t)
	tooMuch := []string{"day_most", "week_most", "days_week", "days_year", "months", "young_day", "young_week", "young_to", "school_week"}
	rapid.Check(t, func(t *rapid.T) {
		p := Person{
			Form: rapid.SampledFrom([]string{"rehabilitative", "work_trial", "employment", "work_activity"}).Draw(t, "form"),
			Age:  rapid.SampledFrom([]string{Adult, Young, Child, ""}).Draw(t, "age"), Basic: rapid.Bool().Draw(t, "basic"),
		}
		shifts := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Shift {
			start := rapid.IntRange(0, 1300).Draw(t, "start")
			return Shift{On: first.AddDays(rapid.IntRange(0, 40).Draw(t, "day")), Start: start, End: start + rapid.IntRange(1, 600).Draw(t, "length")}
		}), 1, 20).Draw(t, "shifts")
		broken := func(list []Shift) map[string]bool {
			counts, err := Counts(rules, p, list)
			if err != nil {
				t.Fatal(err)
			}
			out := map[string]bool{}
			for _, c := range Broken(counts) {
				if c.Verdict == verdict.Blocked && c.Confidence == rule.Low {
					t.Fatalf("an unsure rule blocks: %+v", c)
				}
				out[c.Key] = true
			}
			return out
		}
		all := broken(shifts)
		turned := slices.Clone(shifts)
		slices.Reverse(turned)
		if again := broken(turned); fmt.Sprint(again) != fmt.Sprint(all) {
			t.Fatalf("the order matters: %v, %v", all, again)
		}
		fewer := broken(shifts[:len(shifts)-1])
		for _, key := range tooMuch {
			if fewer[key] && !all[key] {
				t.Fatalf("a further shift mends %s", key)
			}
		}
	})
}

// Without shifts nothing is counted, and a count says what is left.
func TestLeft(t *testing.T) {
	if counts, err := Counts(book(t), form("rehabilitative"), nil); len(counts) > 0 || err != nil {
		t.Errorf("%v %v", counts, err)
	}
	counts, err := Counts(book(t), form("rehabilitative"), every(first, 100, 2, 240))
	if c, found := worst(counts, "days_year"); err != nil || !found || c.Amount != 100 || c.Left() != 78 || c.By != County {
		t.Errorf("%+v %v", c, err)
	}
}
