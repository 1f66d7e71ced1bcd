package matching_test

import (
	"encoding/json"
	"maps"
	"os"
	"regexp"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/matching"
)

func declared() map[string][]string {
	out := map[string][]string{}
	for _, c := range matching.Codes() {
		out[c.Key] = c.Args
	}
	return out
}

// TestEveryMessageStandsInEveryVoice reads the message catalogues: no message may be missing, left over, empty or fill
// in what the verdict does not give.
func TestEveryMessageStandsInEveryVoice(t *testing.T) {
	placeholder := regexp.MustCompile(`\{([a-z]+)(?::([a-z]+))?\}`)
	scale := loadScale(t)
	for _, voice := range matching.Voices() {
		raw, err := os.ReadFile("../marketplace/i18n/catalogue/match." + voice + ".json")
		if err != nil {
			t.Fatal(err)
		}
		var texts map[string]string
		if err := json.Unmarshal(raw, &texts); err != nil {
			t.Fatal(err)
		}
		want, got := slices.Sorted(maps.Keys(declared())), slices.Sorted(maps.Keys(texts))
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: keys (-codes +catalogue):\n%s", voice, diff)
		}
		for key, text := range texts {
			if text == "" {
				t.Errorf("%s %s is empty", voice, key)
			}
			for _, m := range placeholder.FindAllStringSubmatch(text, -1) {
				if !slices.Contains(declared()[key], m[1]) {
					t.Errorf("%s %s fills in %q, which is not given", voice, key, m[1])
				}
				if m[2] != "" && m[2] != "minutes" && m[2] != "hours" && len(scale.Keys(m[2])) == 0 {
					t.Errorf("%s %s looks up the unknown list %q", voice, key, m[2])
				}
			}
		}
	}
}

// TestVerdictsSayOnlyWhatIsListed: whatever a verdict carries has a listed message, with just its arguments.
func TestVerdictsSayOnlyWhatIsListed(t *testing.T) {
	r, known, seen := rules(t), declared(), map[string]bool{}
	rapid.Check(t, func(t *rapid.T) {
		w := world{rules: r, t: t}
		p, task := w.profile(), w.task("t")
		if w.bool("open") {
			p, task = w.open()
		}
		v := matching.Judge(r, p, task)
		for _, key := range []string{"match.group." + v.Group.String()} {
			say(t, known, seen, key, nil)
		}
		for _, l := range v.Lines {
			say(t, known, seen, "match.state."+string(l.State), nil)
		}
		for _, m := range messages(v) {
			key, args := m()
			say(t, known, seen, key, args)
		}
	})
	for _, key := range []string{"match.reason.demand.gap", "match.breach.hours_more", "match.question.client.ability", "match.change.agree"} {
		if !seen[key] {
			t.Errorf("no case said %s", key)
		}
	}
}

func say(t *rapid.T, known map[string][]string, seen map[string]bool, key string, args map[string]string) {
	names, ok := known[key]
	if want, got := slices.Sorted(slices.Values(names)), slices.Sorted(maps.Keys(args)); !ok || !slices.Equal(want, got) {
		t.Fatalf("%s with %v: listed %v with %v", key, got, ok, want)
	}
	seen[key] = true
}

func messages(v matching.Verdict) []func() (string, map[string]string) {
	var out []func() (string, map[string]string)
	for _, r := range slices.Concat(v.For, v.Against, v.Notes) {
		out = append(out, r.Message)
	}
	for _, b := range v.Breaches {
		out = append(out, b.Message)
	}
	for _, q := range v.Ask {
		out = append(out, q.Message)
	}
	for _, c := range v.Changes {
		out = append(out, c.Message)
	}
	return out
}

func TestMessagesSayWhoHasToMove(t *testing.T) {
	for want, c := range map[string]matching.Change{
		"match.change.agree": {Adaptation: "own_pace"}, "match.change.use": {Adaptation: "own_pace", Offered: true},
		"match.change.offer": {Adaptation: "own_pace", Usable: true}, "match.change.ease_demand": {Adaptation: matching.EaseDemand, Offered: true},
	} {
		if got, _ := c.Message(); got != want {
			t.Errorf("%+v: got %s, want %s", c, got, want)
		}
	}
	if key, args := (matching.Breach{Limit: "hours", Needs: 540, Has: 600}).Message(); key != "match.breach.hours_less" || args["has"] != "600" {
		t.Errorf("too few hours: got %s %v", key, args)
	}
}
