package main

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"sovite.fi/sovite/matching/fairness"
)

// TestAuditFindsTheCarlessLeftOut: half the clients have no car and the only job is out of their reach.
func TestAuditFindsTheCarlessLeftOut(t *testing.T) {
	folder := t.TempDir()
	profiles, jobs, groups := filepath.Join(folder, "p.json"), filepath.Join(folder, "j.json"), filepath.Join(folder, "g.tsv")
	var people, table []string
	for i := range 60 {
		means := [...]string{"car", "walk"}[i%2]
		people = append(people, fmt.Sprintf(`{"id":"C%02d","hours":{"min":10,"max":30},"shifts":["day"],"place":{"lat":61.5,"lon":23.8},
			"transport":%q,"max_commute_min":45,"engagement_ok":["employment"],"gender":"f"}`, i, means))
		table = append(table, fmt.Sprintf("C%02d\ttransport\t%s", i, means))
	}
	write(t, profiles, "["+strings.Join(people, ",")+"]")
	write(t, jobs, `[{"id":"J1","title":"siivooja","hours":{"min":20,"max":30},"shifts":["day"],"place":{"lat":61.5,"lon":24.1},"engagement":"employment"}]`)
	write(t, groups, strings.Join(append(table, "C00\tlanguage\tse", "X9\ttransport\tcar"), "\n"))
	args := []string{"audit", "--profiles", profiles, "--jobs", jobs, "--groups", groups}
	out := mustSovite(t, args...)
	for _, want := range []string{"FLAGGED walk: reached, ratio 0.00", "walk, BARRIER commute 100.0 %", "se: hidden, under 20 people", "1 ids of the table"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	var report fairness.Report
	if err := json.Unmarshal([]byte(mustSovite(t, append(args, "--json", "--threshold", "100")...)), &report); err != nil {
		t.Fatal(err)
	}
	if report.Threshold != 100 || len(report.Attributes) != 2 || report.Attributes[1].Groups[1].Barrier != "commute" {
		t.Errorf("as JSON: %+v", report)
	}
	write(t, groups, "C00\ttransport\tcar\nC01\ttransport")
	if _, err := sovite(t, args...); err == nil || !strings.Contains(err.Error(), "groups line 2: 2 fields") {
		t.Errorf("a broken table gives %v", err)
	}
}
