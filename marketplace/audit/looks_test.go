package audit

import (
	"fmt"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
)

func searching(t *testing.T, entries int) (*Looks, func() []marketplace.Fact) {
	t.Helper()
	s, r := filled(t, entries)
	n := 0
	facts := marketplace.Facts{
		Clock: func() time.Time { return time.Unix(1000, 0) },
		IDs:   func() marketplace.ID { n++; return marketplace.ID(fmt.Sprintf("look-%d", n)) },
	}
	return NewLooks(s, r, facts), func() (out []marketplace.Fact) {
		parcels, err := s.Pending(t.Context(), 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range parcels {
			out = append(out, p.Facts...)
		}
		return out
	}
}

func by(role marketplace.Role, org marketplace.ID) marketplace.Actor {
	return marketplace.Actor{Person: "aud", Org: org, Roles: []marketplace.Role{role}}
}

// Each way to narrow finds what it should, and every search is a fact of the chain that was searched.
func TestSearches(t *testing.T) {
	at := func(n int64) marketplace.Instant { return marketplace.At(time.Unix(n, 0)) }
	for name, tt := range map[string]struct {
		filter Filter
		want   []int64
	}{
		"everything":       {Filter{}, []int64{6, 5, 4, 3, 2, 1}},
		"a time":           {Filter{From: at(2), To: at(5)}, []int64{4, 3, 2}},
		"a subject":        {Filter{Subject: "tasks/1"}, []int64{5, 3, 1}},
		"a subject and on": {Filter{Subject: "tasks/1", From: at(2)}, []int64{5, 3}},
		"a type":           {Filter{Type: "task.changed", To: at(3)}, []int64{2, 1}},
		"another type":     {Filter{Type: "task.closed"}, nil},
		"somebody":         {Filter{Actor: "ann", From: at(6)}, []int64{6}},
		"somebody else":    {Filter{Actor: "bob"}, nil},
		"about somebody":   {Filter{Subject: "people/bob"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			looks, facts := searching(t, 6)
			list, err := looks.Search(t.Context(), by(marketplace.RoleAuditor, "acme"), marketplace.Page{}, tt.filter)
			if err != nil {
				t.Fatal(err)
			}
			var got []int64
			for _, e := range list.Items {
				got = append(got, e.Seq)
			}
			if fmt.Sprint(got) != fmt.Sprint(tt.want) {
				t.Errorf("found %v, want %v", got, tt.want)
			}
			copied, more, err := looks.Copy(t.Context(), by(marketplace.RoleAuditor, "acme"), tt.filter)
			if err != nil || more || len(copied) != len(tt.want) {
				t.Errorf("copied %d, %v, %v", len(copied), more, err)
			}
			var seen, reads []marketplace.Fact
			for _, f := range facts() {
				if f.Type == FactRead {
					reads = append(reads, f)
				} else {
					seen = append(seen, f)
				}
			}
			if about := tt.filter.person(); (about == "") != (len(reads) == 0) || about != "" && (reads[0].Subject != "people/"+string(about) || reads[0].Org != "acme") {
				t.Errorf("reads %+v", reads)
			}
			if len(seen) != 2 || seen[0].Type != "audit.searched" || seen[0].Org != "acme" || seen[0].Data["type"] != tt.filter.Type || seen[0].Data["way"] != "page" || seen[1].Data["way"] != "file" {
				t.Errorf("facts %+v", seen)
			}
		})
	}
}

// Whoever may not read searches nothing and leaves no trace; what cannot be in the record cannot get into it by a search either.
func TestSearchesRefused(t *testing.T) {
	looks, facts := searching(t, 2)
	for name, tt := range map[string]struct {
		actor  marketplace.Actor
		filter Filter
		want   marketplace.Kind
	}{
		"a coach":                               {by(marketplace.RoleCoach, "acme"), Filter{}, marketplace.Forbidden},
		"an administrator in an organisation's": {by(marketplace.RoleAdministrator, "acme"), Filter{}, marketplace.Forbidden},
		"an auditor in the installation's":      {by(marketplace.RoleAuditor, "acme"), Filter{Installation: true}, marketplace.Forbidden},
		"nobody":                                {marketplace.Actor{}, Filter{}, marketplace.Unauthenticated},
		"two at once":                           {by(marketplace.RoleAuditor, "acme"), Filter{Type: "a.b", Actor: "c"}, marketplace.Invalid},
		"a name for a person":                   {by(marketplace.RoleAuditor, "acme"), Filter{Actor: "Matti Meikäläinen"}, marketplace.Invalid},
		"an address for a person":               {by(marketplace.RoleAuditor, "acme"), Filter{Actor: "matti@example.fi"}, marketplace.Invalid},
		"a sentence for a type":                 {by(marketplace.RoleAuditor, "acme"), Filter{Type: "the illness of Matti"}, marketplace.Invalid},
		"a sentence for a subject":              {by(marketplace.RoleAuditor, "acme"), Filter{Subject: "clients/Matti M"}, marketplace.Invalid},
		"an end before the beginning":           {by(marketplace.RoleAuditor, "acme"), Filter{From: marketplace.At(time.Unix(9, 0)), To: marketplace.At(time.Unix(3, 0))}, marketplace.Invalid},
	} {
		if _, err := looks.Search(t.Context(), tt.actor, marketplace.Page{}, tt.filter); !marketplace.IsKind(err, tt.want) {
			t.Errorf("%s searches: %v", name, err)
		}
		if _, _, err := looks.Copy(t.Context(), tt.actor, tt.filter); !marketplace.IsKind(err, tt.want) {
			t.Errorf("%s copies: %v", name, err)
		}
	}
	if seen := facts(); len(seen) != 0 {
		t.Errorf("facts %+v", seen)
	}
}

func TestVerifiedChains(t *testing.T) {
	looks, facts := searching(t, 3)
	for _, actor := range []marketplace.Actor{by(marketplace.RoleAuditor, "acme"), by(marketplace.RoleAdministrator, "house")} {
		report, err := looks.VerifyChain(t.Context(), actor, "acme")
		if err != nil || report.Entries != 3 || report.Fault != nil {
			t.Errorf("%v: %+v %v", actor.Roles, report, err)
		}
	}
	if _, err := looks.VerifyChain(t.Context(), by(marketplace.RoleAuditor, "zeta"), "acme"); !marketplace.IsKind(err, marketplace.NotFound) {
		t.Errorf("an auditor verifies a stranger's chain: %v", err)
	}
	if _, err := looks.VerifyChain(t.Context(), by(marketplace.RoleCoach, "acme"), "acme"); !marketplace.IsKind(err, marketplace.Forbidden) {
		t.Errorf("a coach verifies: %v", err)
	}
	if seen := facts(); len(seen) != 2 || seen[0].Type != "audit.verified" || seen[0].Org != "acme" || seen[0].Data["entries"] != "3" {
		t.Errorf("facts %+v", seen)
	}
}
