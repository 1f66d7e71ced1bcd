package rule_test

import (
	"slices"
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/rule"
	"sovite.fi/sovite/matching"
)

func scale(t *testing.T) *matching.Scale {
	t.Helper()
	s, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func aidIDs(list []rule.Rule) (out []string) {
	for _, r := range list {
		out = append(out, r.ID)
	}
	return out
}

// TestAids goes through the whole catalogue, so that a new adaptation has to be given its aid, or none, on purpose.
func TestAids(t *testing.T) {
	const changes, helper = "adjustment_aid.changes", "adjustment_aid.helper"
	want := map[string][]string{
		"seated_work": {changes}, "lifting_aid": {changes}, "adapted_tools": {changes}, "visual_alarms": {changes},
		"hearing_protection_quiet_room": {changes}, "calculator_or_tally": {changes}, "dimmed_or_shaded_light": {changes},
		"named_workmate": {helper}, "device_help": {helper},
		"magnifier_large_print": nil, // a personal aid: the person applies for it
		"extra_breaks":          nil, "light_duties_only": nil, "own_pace": nil, "easy_language_instructions": nil, "picture_checklist": nil,
		"one_task_at_a_time": nil, "no_customer_contact": nil, "written_instead_of_spoken": nil, "job_coach_on_site": nil, "steady_routine": nil,
		"warm_clothing_and_breaks": nil, "guided_route": nil,
	}
	b := book(t)
	for _, a := range scale(t).Adaptations() {
		ids, listed := want[a.Key]
		if got := aidIDs(b.Aids(a, today)); !listed || !slices.Equal(got, ids) {
			t.Errorf("%s: %v, want %v (listed %v)", a.Key, got, ids, listed)
		}
		if before := b.Aids(a, "2024-12-31"); len(before) > 0 {
			t.Errorf("%s: %v before the act", a.Key, aidIDs(before))
		}
		a.Cost = "none"
		if got := b.Aids(a, today); len(got) > 0 {
			t.Errorf("%s costs nothing and has the aid %v", a.Key, aidIDs(got))
		}
	}
}

// TestTermsInFourVoices: the facts are the same in every voice: who, what kind, what cost, which aid. Languages name the
// same numbers, section and day; plain Finnish may leave them out.
func TestTermsInFourVoices(t *testing.T) {
	b, s, all := book(t), scale(t), langs(t)
	keys := append(s.Keys("adaptation"), matching.EaseDemand)
	for _, key := range keys {
		terms, ok := b.TermsOf(s, matching.Change{Adaptation: key}, today)
		if !ok || terms.Grants == "" || terms.Kind == "" || terms.Cost == "" {
			t.Fatalf("%s: %+v", key, terms)
		}
		grants, kind, cost := terms.Messages()
		for voice, lang := range all {
			for _, message := range []string{grants, kind, cost} {
				if !lang.Has(message) {
					t.Errorf("%s lacks %s", voice, message)
				}
			}
			for _, aid := range terms.Aids {
				checkOffer(t, voice, lang, aid)
			}
		}
	}
	if _, ok := b.TermsOf(s, matching.Change{Adaptation: "magic"}, today); ok {
		t.Error("an unknown change has terms")
	}
}

func checkOffer(t *testing.T, voice i18n.Voice, lang i18n.Lang, aid rule.Rule) {
	t.Helper()
	offer := aid.Offer(lang)
	name := map[i18n.Voice]string{
		i18n.Fi: "järjestelytuki", i18n.Selko: "järjestelytuki", i18n.Sv: "Stödet för ordnande av arbetsförhållandena", i18n.En: "Workplace-adjustment aid",
	}
	must := []string{name[voice]}
	if voice != i18n.Selko {
		must = append(must, aid.Section, lang.Date(aid.ValidFrom))
	}
	for _, text := range must {
		if !strings.Contains(offer, text) {
			t.Errorf("%s in %s lacks %q: %s", aid.ID, voice, text, offer)
		}
	}
	if strings.Contains(offer, "{") || strings.Contains(offer, "match.") {
		t.Errorf("%s in %s: %s", aid.ID, voice, offer)
	}
}

// TestEaseHasNoPrice: a demand that is eased costs nothing, so no aid pays for it.
func TestEaseHasNoPrice(t *testing.T) {
	terms, ok := book(t).TermsOf(scale(t), matching.Change{Adaptation: matching.EaseDemand}, marketplace.Date("2026-11-23"))
	grants, _, _ := terms.Messages()
	if !ok || terms.Grants != "employer" || len(terms.Aids) > 0 || grants != "rule.ease.grants" {
		t.Errorf("%+v", terms)
	}
}
