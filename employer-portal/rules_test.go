package portal_test

import (
	"net/url"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/servertest"
)

// TestRulesAreOpen reads the rules without signing in: today's, those of a day, one rule with its past.
func TestRulesAreOpen(t *testing.T) {
	w := newWorld(t)
	b := w.browser(t)
	b.get("/").expect(200, "Rules")
	b.get("/rules").expect(200, "A work trial lasts at most 6 months in total.").expect(200, "380/2023 55.1 §").expect(200, "Ministry of Justice")
	b.expect(200, "in force since 1 January 2025").expect(200, "checked on 22 November 2026").expect(200, "Unsure: a person has to check.")
	if missing := b.doc.Find("main tbody tr").FilterFunction(func(_ int, row *goquery.Selection) bool { return row.Find("th a[href^='/rules/']").Length() != 1 }); missing.Length() > 0 {
		t.Errorf("%d rules have no page", missing.Length())
	}
	b.get("/rules?on=2024-12-31")
	if b.status != 200 || strings.Contains(b.body, "A work trial lasts") {
		t.Errorf("a rule is shown before it was in force: %d", b.status)
	}
	b.get("/rules?on=1066-10-14").expect(200, "in force on 14 October 1066")
	b.get("/rules?on="+url.QueryEscape("<b>soon</b>")).expect(422, "is not a day")
	if got := b.doc.Find("input[name=on]").AttrOr("value", ""); got != "<b>soon</b>" || b.doc.Find("#problems a[href='#f-on']").Length() != 1 {
		t.Errorf("what was typed is lost, or the summary does not lead to it: %q", got)
	}
	b.get("/rules/income.disability_pension_limit").expect(200, "Not in force now").expect(200, "€976.59 a month")
	b.get("/rules/work_trial.no_price").expect(200, "Unsure").expect(200, "Inferred from")
	for _, unknown := range []string{"/rules/no.such", "/rules/work_trial", "/rules/%00", "/rules/..%2f..%2fetc"} {
		if b.get(unknown); b.status != 404 {
			t.Errorf("%s: status %d", unknown, b.status)
		}
	}
}

// TestChangesNameTheAid: the match card and the match page say who grants a change, what it costs and which aid may pay,
// and the client's version says so in plain Finnish.
func TestChangesNameTheAid(t *testing.T) {
	w := newWorld(t)
	c := servertest.Content()
	for d, level := range map[matching.Dimension]int{"finger_dexterity": 2, "teamwork": 1} {
		c.Abilities[d] = profile.Answer{Rating: matching.Rated(level)}
	}
	if _, err := w.Profiles.Save(t.Context(), w.Actor("coach"), marketplace.ID(w.IDs["client"]), 1, c, true); err != nil {
		t.Fatal(err)
	}
	asks := servertest.Task()
	asks.Demands = append(asks.Demands, matching.Demand{Dimension: "finger_dexterity", Level: 4, Essential: true}, matching.Demand{Dimension: "teamwork", Level: 3, Essential: true, Adaptable: true})
	if _, err := w.Tasks.Update(t.Context(), w.Actor("employer"), marketplace.ID(w.IDs["task"]), 2, asks); err != nil {
		t.Fatal(err)
	}
	w.Carry(t)
	b := w.as(t, "coach")
	for _, path := range []string{"/clients/{client}/matches", "/clients/{client}/matches/{task}"} {
		b.get(path)
		said := strings.Join(strings.Fields(b.doc.Find(".fits-if").Text()), " ")
		for _, text := range []string{
			"Technical change. Decided by: the employer. Low cost.", "at most €4,000 per person", "385/2024 9.1 §", "in force since 1 January 2025",
			"Change in the work itself. Decided by: the employer, who is ready to ease this demand. Nothing to buy.",
		} {
			if !strings.Contains(said, text) {
				t.Errorf("%s lacks %q: %s", path, text, said)
			}
		}
		if href := b.doc.Find(".fits-if a").AttrOr("href", ""); href != "/rules/adjustment_aid.changes" {
			t.Errorf("%s: the aid leads to %q", path, href)
		}
	}
	b.get("/rules/adjustment_aid.changes").expect(200, "at most €4,000 per person")
	b.get("/clients/{client}/matches/{task}?lang=fi")
	plain := b.doc.Find(".selko").Text()
	for _, text := range []string{"Työnantaja päättää tästä.", "Tämä maksaa vähän.", "Sen nimi on työolosuhteiden järjestelytuki.", "Työnantaja on valmis helpottamaan työtä."} {
		if !strings.Contains(plain, text) {
			t.Errorf("the client's version lacks %q: %s", text, plain)
		}
	}
}
