package portal_test

import (
	"strings"
	"testing"
)

// TestReportPagesOpen opens every report in every language, with its picture, its table and its file; nobody else comes in.
func TestReportPagesOpen(t *testing.T) {
	w := newWorld(t)
	for who, paths := range map[string][]string{"billing": {"/reports/sold", "/reports/margin", "/reports/owed"}, "employer-owner": {"/reports/bought"}} {
		b := w.as(t, who)
		for _, path := range paths {
			b.opens(path, nil, "report.")
			if b.doc.Find("svg[role=img] title").Length() == 0 || b.doc.Find("main table caption").Length() == 0 {
				t.Errorf("%s has no picture or no table", path)
			}
			if b.get(path + "?as=csv"); b.status != 200 || !strings.Contains(b.body, ";") {
				t.Errorf("%s as a file: %d", path, b.status)
			}
		}
	}
	for _, c := range []struct {
		who, path string
		status    int
	}{
		{"supervisor", "/reports/owed", 403},
		{"supervisor", "/reports/margin", 403},
		{"billing", "/reports/margin?from=x", 422},
		{"employer", "/reports/bought", 403},
		{"employer-owner", "/reports/bought?from=2026-12-01&to=2026-01-01", 422},
		{"coach", "/reports/sold", 403},
	} {
		if b := w.as(t, c.who).get(c.path); b.status != c.status {
			t.Errorf("%s at %s: %d, want %d", c.who, c.path, b.status, c.status)
		}
	}
}
