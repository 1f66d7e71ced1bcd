package server_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/profile"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server/openapi"
	"sovite.fi/sovite/server/servertest"
)

// TestRules reads the book of rules as it is on a day, without signing in.
func TestRules(t *testing.T) {
	a := servertest.New(t)
	for name, tc := range map[string]struct {
		path   string
		status int
		has    []string
		lacks  []string
	}{
		"today":            {path: "/rules", status: 200, has: []string{`"work_trial.max_total"`, `"adjustment_aid.changes"`, `"on":"2`}},
		"before the act":   {path: "/rules?on=2024-12-31", status: 200, has: []string{`"on":"2024-12-31"`, `"wage_subsidy.basic_rate"`}, lacks: []string{`"work_trial.max_total"`}},
		"no day":           {path: "/rules?on=2026-02-30", status: 422, has: []string{`"field":"on"`, "2026-11-23"}},
		"one":              {path: "/rules/work_trial.max_total?on=2026-11-23", status: 200, has: []string{`"amount":6`, `"unit":"months"`, `"380/2023 55.1 §"`, `"valid_from":"2025-01-01"`, `"decides":true`, "at most 6 months in total"}},
		"unsure":           {path: "/rules/wage_subsidy.cap_reduced_capacity", status: 200, has: []string{`"confidence":"low"`, `"decides":false`}},
		"not yet in force": {path: "/rules/work_trial.max_total?on=2024-12-31", status: 404},
		"unknown":          {path: "/rules/no.such", status: 404},
		"bad day of one":   {path: "/rules/work_trial.max_total?on=soon", status: 422, has: []string{`"field":"on"`}},
	} {
		resp, body := a.Do(t, a.Request("", "GET", openapi.Base+tc.path, "", "Accept-Language", "en"))
		if resp.StatusCode != tc.status {
			t.Errorf("%s: %d %s", name, resp.StatusCode, body)
		}
		for _, text := range tc.has {
			if !strings.Contains(body, text) {
				t.Errorf("%s lacks %s: %.600s", name, text, body)
			}
		}
		for _, text := range tc.lacks {
			if strings.Contains(body, text) {
				t.Errorf("%s has %s", name, text)
			}
		}
	}
}

// TestChangesNameTheirTerms: a change of a verdict says who grants it, of what kind it is, what it costs and which aid may
// pay; the amounts and the day are the same in every language.
func TestChangesNameTheirTerms(t *testing.T) {
	a := servertest.New(t)
	a.Carry(t)
	type change struct {
		Adaptation string `json:"adaptation"`
		Grants     struct{ Key, Text string }
		Kind       struct{ Key, Text string }
		Cost       struct{ Key, Text string }
		Aids       []struct {
			Rule, Text, Section string
			ValidFrom           string `json:"valid_from"`
		}
	}
	changes := func(lang string) (out []change) {
		_, body := a.Do(t, a.Request("coach", "GET", openapi.Base+"/clients/{client}/matches/{task}", "", "Accept-Language", lang))
		var m struct {
			Verdict struct{ Changes []change }
		}
		if err := json.Unmarshal([]byte(body), &m); err != nil {
			t.Fatal(err)
		}
		return m.Verdict.Changes
	}
	needsChange(t, a)
	var rules []string
	for _, lang := range []string{"fi", "sv", "en"} {
		got := changes(lang)
		if len(got) == 0 {
			t.Fatalf("no changes in %s", lang)
		}
		var now []string
		for _, c := range got {
			if c.Grants.Text == "" || c.Kind.Text == "" || c.Cost.Text == "" || strings.Contains(c.Grants.Text+c.Kind.Text+c.Cost.Text, "match.") {
				t.Errorf("%s in %s: %+v", c.Adaptation, lang, c)
			}
			for _, aid := range c.Aids {
				now = append(now, aid.Rule)
				if !strings.Contains(aid.Text, aid.Section) || aid.ValidFrom != "2025-01-01" || !strings.Contains(aid.Text, "2025") {
					t.Errorf("%s in %s: %+v", aid.Rule, lang, aid)
				}
			}
		}
		if rules != nil && !slices.Equal(rules, now) {
			t.Errorf("%v in %s, %v before", now, lang, rules)
		}
		rules = now
	}
	if !slices.Equal(rules, []string{"adjustment_aid.changes"}) {
		t.Errorf("the aids are %v", rules)
	}
	eased := changes("en")[1]
	if eased.Adaptation != matching.EaseDemand || eased.Grants.Key != "employer" || len(eased.Aids) > 0 || !strings.Contains(eased.Grants.Text, "ease this demand") {
		t.Errorf("to ease a demand: %+v", eased)
	}
}

// needsChange makes the task ask for more than the client can do: fine fingers, for which tools can be bought, and
// teamwork, which only the employer can ease.
func needsChange(t *testing.T, a *servertest.App) {
	t.Helper()
	c := servertest.Content()
	for d, level := range map[matching.Dimension]int{"finger_dexterity": 2, "teamwork": 1} {
		c.Abilities[d] = profile.Answer{Rating: matching.Rated(level)}
	}
	if _, err := a.Profiles.Save(t.Context(), a.Actor("coach"), marketplace.ID(a.IDs["client"]), 1, c, true); err != nil {
		t.Fatal(err)
	}
	body := strings.Replace(taskBody, `"demands": [`, `"demands": [
		{"dimension": "finger_dexterity", "level": 4, "essential": true}, {"dimension": "teamwork", "level": 3, "essential": true, "adaptable": true}, `, 1)
	resp, answer := a.Do(t, a.Request("employer", "PUT", openapi.Base+"/tasks/{task}", strings.Replace(body, `["nuts"]`, `[]`, 1), "If-Match", `"2"`))
	if resp.StatusCode != 200 {
		t.Fatalf("%d %s", resp.StatusCode, answer)
	}
	a.Carry(t)
}
