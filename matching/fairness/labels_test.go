package fairness_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/fairness"
)

func TestReadLabels(t *testing.T) {
	got, err := fairness.ReadLabels(strings.NewReader("\ufeffid\tattribute\tvalue\r\nC1\tikä\t50-64\r\n\r\nC1\tkieli\tfi\n"))
	want := []fairness.Label{{Client: "C1", Attribute: "ikä", Value: "50-64"}, {Client: "C1", Attribute: "kieli", Value: "fi"}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v\n%s", err, diff)
	}
}

func TestLabelErrorsNameLineAndField(t *testing.T) {
	for table, want := range map[string]string{
		"C1\tage":                               "groups line 1: 2 fields, want three",
		"C1\tage\told\tx":                       "groups line 1: 4 fields",
		"C1\tage\told\nC2\tage\t":               "groups line 2: field value is empty",
		"\tage\told":                            "groups line 1: field id is empty",
		"C1\t age\told":                         "groups line 1: field attribute begins or ends with a space",
		"C1\tage\t\xff":                         "groups line 1: field value is not UTF-8",
		"C1\tage\to\x1bld":                      "groups line 1: field value has a control character",
		"C1\tplacebo\told":                      "groups line 1: field attribute: \"placebo\" is made by the audit",
		"C1\tage\told\n\nC1\tage\tyoung":        "groups line 3: field attribute: id \"C1\" has \"age\" already in line 1",
		"C1\ta\tb\n" + strings.Repeat("x", 1e5): "groups line 2: ",
	} {
		if got, err := fairness.ReadLabels(strings.NewReader(table)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, %v, want %q", got, err, want)
		}
	}
}

// FuzzReadLabels: whatever is read stands on its own line and can be written and read again.
func FuzzReadLabels(f *testing.F) {
	f.Add("id\tattribute\tvalue\nC1\tage\told\n")
	f.Add("C1\tage\told\r\nC2\tage\t\xff")
	f.Fuzz(func(t *testing.T, table string) {
		labels, err := fairness.ReadLabels(strings.NewReader(table))
		if err != nil {
			return
		}
		var again strings.Builder
		again.WriteString("id\tattribute\tvalue\n")
		for _, l := range labels {
			again.WriteString(l.Client + "\t" + l.Attribute + "\t" + l.Value + "\n")
		}
		second, err := fairness.ReadLabels(strings.NewReader(again.String()))
		if diff := cmp.Diff(labels, second); diff != "" || err != nil {
			t.Errorf("%v\n%s", err, diff)
		}
	})
}
