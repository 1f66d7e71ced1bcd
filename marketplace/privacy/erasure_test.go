package privacy

import (
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/privacy/holding"
)

// TestMoves: from each state, which of the four moves can be made.
func TestMoves(t *testing.T) {
	now := marketplace.At(time.Date(2026, 11, 30, 9, 0, 0, 0, time.UTC))
	moves := map[string]func(Erasure) (Erasure, error){
		"ask":    func(e Erasure) (Erasure, error) { return e.asked(false, now, "2026-11-30") },
		"back":   Erasure.takenBack,
		"refuse": func(e Erasure) (Erasure, error) { return e.refused("by", "talked_over", now) },
		"decide": func(e Erasure) (Erasure, error) { return e.decided("by", nil, now) },
	}
	can := map[State]map[string]State{
		"":        {"ask": Asked},
		Asked:     {"back": TakenBack, "refuse": Refused, "decide": Decided},
		TakenBack: {"ask": Asked},
		Refused:   {"ask": Asked},
		Decided:   {},
		Done:      {},
	}
	for from, wants := range can {
		for name, move := range moves {
			got, err := move(Erasure{Subject: "c", Whose: holding.Client, Org: "o", State: from})
			want, may := wants[name]
			switch {
			case may && (err != nil || got.State != want):
				t.Errorf("%s from %q: %q, %v; want %q", name, from, got.State, err, want)
			case !may && (!marketplace.IsKind(err, marketplace.Conflict) || got.State != from):
				t.Errorf("%s from %q: %q, %v; want a conflict", name, from, got.State, err)
			}
		}
	}
	asked, _ := moves["ask"](Erasure{State: Refused, Reason: "talked_over", Steps: []string{"x"}})
	if asked.AnswerBy != "2026-12-30" || asked.Reason != "" || len(asked.Steps) > 0 {
		t.Errorf("asked again: %+v", asked)
	}
}

func TestDecidingInTheWay(t *testing.T) {
	e := Erasure{State: Asked}
	got, err := e.decided("by", []Obstacle{InCrew, Working}, marketplace.Instant{})
	if marketplace.AsError(err).Key != "privacy.obstacle.in_crew" || got.State != Asked {
		t.Errorf("%v %q", err, got.State)
	}
	if _, err := e.refused("by", "because", marketplace.Instant{}); !marketplace.IsKind(err, marketplace.Invalid) {
		t.Errorf("a reason of one's own: %v", err)
	}
}

// TestSteps: what is found by a permission goes before it, the places last, and no step twice.
func TestSteps(t *testing.T) {
	for w, last := range map[holding.Whose]string{holding.Client: "clients", holding.Person: "people"} {
		all, first := steps(w)
		seen := map[string]int{}
		for i, s := range all {
			if _, twice := seen[s.name]; twice {
				t.Errorf("%s twice", s.name)
			}
			seen[s.name] = i
		}
		if all[len(all)-1].name != last || first < 1 || first >= len(all) {
			t.Errorf("%s: the last is %s, the first half has %d", w, all[len(all)-1].name, first)
		}
		for before, after := range map[string]string{"crewmembers": "ownweeks", "messages": "introductions", "ranking_logs": "rankings", "supporter_doors": "supporters", "ownweeks": "permissions"} {
			if w == holding.Client && seen[before] > seen[after] {
				t.Errorf("%s goes after %s", before, after)
			}
		}
	}
}
