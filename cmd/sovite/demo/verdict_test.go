package demo_test

import (
	"slices"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching"
)

// judge gives the verdicts of one client on every published task, by the task's id.
func (w world) judge(t *testing.T, client marketplace.ID) map[string]matching.Verdict {
	t.Helper()
	rules, out := matching.DefaultRules(w.scale), map[string]matching.Verdict{}
	for _, c := range w.Clients {
		if c.ID != client {
			continue
		}
		person := c.Content.Matching(w.places, w.esco)
		for _, k := range w.Tasks {
			if k.Status == task.Published {
				out[string(k.ID)] = matching.Judge(rules, person, k.Matching(w.places, w.esco))
			}
		}
	}
	if len(out) == 0 {
		t.Fatalf("there is no client %s", client)
	}
	return out
}

// TestFourGroups: the first three clients of the demo coach have something to see in every part of their lists.
func TestFourGroups(t *testing.T) {
	w := load(t)
	for _, client := range []marketplace.ID{"demo-client-aino", "demo-client-mikael", "demo-client-sanni"} {
		groups := map[matching.Group]int{}
		for _, v := range w.judge(t, client) {
			groups[v.Group]++
		}
		for _, g := range []matching.Group{matching.FitsNow, matching.FitsIf, matching.Missing, matching.LeftOut} {
			if groups[g] == 0 {
				t.Errorf("%s: no task in %s; groups %v", client, g, groups)
			}
		}
	}
}

// TestEveryClientHasWork: nobody on any caseload opens an empty list.
func TestEveryClientHasWork(t *testing.T) {
	w := load(t)
	for _, c := range w.Clients {
		open := 0
		for _, v := range w.judge(t, c.ID) {
			if v.Group != matching.LeftOut {
				open++
			}
		}
		if open == 0 {
			t.Errorf("%s is left out of everything", c.ID)
		}
	}
}

// TestShownVerdicts holds what the notes in the files promise, one planted case after the other. Why is the broken
// limit, the adaptation to agree on, or the question to ask, as the group has it.
func TestShownVerdicts(t *testing.T) {
	w := load(t)
	for _, c := range []struct {
		client marketplace.ID
		task   string
		group  matching.Group
		why    string
	}{
		{"demo-client-sanni", "leipomo-pahkinapasteijat", matching.LeftOut, "allergen"},
		{"demo-client-sanni", "leipomo-pellit", matching.LeftOut, "allergen"},
		{"demo-client-sanni", "hotelli-astiahuolto", matching.LeftOut, "allergen"},
		{"demo-client-sanni", "kierratys-kahvila", matching.LeftOut, "allergen"},
		{"demo-client-sanni", "keittio-kasvikset", matching.FitsNow, ""},
		{"demo-client-sanni", "leipomo-pullamyymala", matching.Missing, "numbers"},
		{"demo-client-aino", "pesula-taittelu", matching.FitsNow, ""},
		{"demo-client-aino", "pesula-lajittelu", matching.FitsIf, "lifting_aid"},
		{"demo-client-aino", "puutarha-kasvihuone", matching.LeftOut, "must_not"},
		{"demo-client-aino", "kirjasto-valokuvat", matching.Missing, "digital"},
		{"demo-client-aino", "hotelli-yoaula", matching.LeftOut, "shift"},
		{"demo-client-mikael", "rautakauppa-ruuvipussit", matching.FitsNow, ""},
		{"demo-client-mikael", "hotelli-aamiainen", matching.LeftOut, "certificate"},
		{"demo-client-mikael", "kierratys-pyorat", matching.LeftOut, "hazard"},
		{"demo-client-mikael", "kirjasto-muovitus", matching.Missing, "hand_steadiness"},
		{"demo-client-mikael", "hotelli-kokoustilat", matching.FitsIf, "steady_routine"},
		{"demo-client-tuomas", "rautakauppa-kerays", matching.FitsNow, ""},
		{"demo-client-tuomas", "rautakauppa-puutavarapiha", matching.FitsNow, ""},
		{"demo-client-helmi", "seurakunta-postitus", matching.FitsNow, ""},
		{"demo-client-helmi", "koulu-kirjavarasto", matching.FitsIf, "light_duties_only"},
		{"demo-client-helmi", "keittio-kuljetuslaatikot", matching.LeftOut, "hazard"},
		{"demo-client-jere", "hotelli-yoaula", matching.FitsNow, ""},
		{"demo-client-jere", "autopesu-vuokra-autot", matching.FitsNow, ""},
		{"demo-client-jere", "leipomo-yopakkaamo", matching.LeftOut, "certificate"},
		{"demo-client-pirkko", "leipomo-pellit", matching.LeftOut, "hours"},
		{"demo-client-pirkko", "seurakunta-hautausmaa", matching.LeftOut, "commute"},
		{"demo-client-elias", "puutarha-ruukutus", matching.Missing, "hours"},
		{"demo-client-anton", "vardhem-dukning", matching.FitsNow, ""},
		{"demo-client-anton", "vardhem-sallskap", matching.LeftOut, "certificate"},
		{"demo-client-frida", "hamn-flytvastar", matching.FitsNow, ""},
		{"demo-client-veera", "hamn-lauttakahvio", matching.FitsNow, ""},
	} {
		t.Run(string(c.client)+"/"+c.task, func(t *testing.T) {
			v, ok := w.judge(t, c.client)["demo-task-"+c.task]
			if !ok {
				t.Fatal("there is no such published task")
			}
			if v.Group != c.group || c.why != "" && !slices.Contains(why(v), c.why) {
				t.Errorf("%s because of %v; want %s because of %q", v.Group, why(v), c.group, c.why)
			}
		})
	}
}

// why are the keys that put a verdict where it is.
func why(v matching.Verdict) []string {
	var out []string
	switch v.Group {
	case matching.LeftOut:
		for _, b := range v.Breaches {
			out = append(out, b.Limit)
		}
	case matching.Missing:
		for _, q := range v.Ask {
			out = append(out, q.Subject)
		}
	case matching.FitsIf:
		for _, c := range v.Changes {
			out = append(out, c.Adaptation)
		}
	case matching.FitsNow:
	}
	return out
}
