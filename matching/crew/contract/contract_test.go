package contract_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching/crew"
	"sovite.fi/sovite/matching/crew/contract"
	"sovite.fi/sovite/matching/crew/planner"
)

const question = `{"name":"week","days":2,"week_length":5,"unknown":true,
	"clients":[{"id":"a","max_hours_week":8,"target_hours":8,"days":[0,1],"licence":true,"birth_year":1990},
		{"id":"b","max_hours_week":8,"target_hours":4,"days":[1],"licence":false}],
	"orders":[{"id":"yard","hours":4,"per_supervisor":2,"needs_licence":true,"days":{"0":1,"1":2}}],
	"fit":{"a":{"yard":90},"b":{"yard":70}},
	"supervisors":[{"id":"s","days":[1],"orders":["yard"]}],
	"conflicts":[["a","b"]],"previous_crew":{"yard":["b","gone"]}}`

func TestCrewReadsPlansWrites(t *testing.T) {
	var out bytes.Buffer
	p, err := contract.Crew(context.Background(), strings.NewReader(question), &out, planner.Options{Steps: 2000})
	if err != nil {
		t.Fatal(err)
	}
	if want := "a\tyard\t0\na\tyard\t1\ns\tyard\t1\n"; out.String() != want {
		t.Errorf("plan %q, want %q", out.String(), want)
	}
	want := crew.Cost{Missing: 1000, Supervisors: 800, Fit: 20, Fairness: 6*2 + 2*4, Stability: 80}
	if diff := cmp.Diff(want, p.Cost); diff != "" || p.Bound > p.Cost.Total() {
		t.Errorf("bound %d, cost (-want +got):\n%s", p.Bound, diff)
	}
}

func TestReadInstanceNamesTheField(t *testing.T) {
	for want, change := range map[string][2]string{
		"clients.target_hours":                       {`"target_hours":8`, `"target_hours":"8"`},
		`orders[0].days: "x" is no day`:              {`"1":2}`, `"x":2}`},
		`orders[0].days: "01" is no day`:             {`"1":2}`, `"01":2}`},
		"conflicts[0]: 3 clients":                    {`["a","b"]]`, `["a","b","c"]]`},
		"fit.z: there is no such client":             {`"b":{"yard":70}`, `"z":{"yard":70}`},
		"there is more after the closing brace":      {`"gone"]}}`, `"gone"]}} {}`},
		"clients[0].max_hours_week: -8":              {`"max_hours_week":8`, `"max_hours_week":-8`},
		"instance: unexpected EOF":                   {`"gone"]}}`, `"gone"]`},
		"orders[0].hours: 0 is not between 1 and 24": {`"hours":4,`, ``},
	} {
		_, err := contract.ReadInstance(strings.NewReader(strings.Replace(question, change[0], change[1], 1)))
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

func TestReadPlanNamesTheLine(t *testing.T) {
	for want, text := range map[string]string{
		"line 2: 2 fields":        "a\tyard\t0\nb\tyard",
		`line 1: "mon" is no day`: "a\tyard\tmon\n",
	} {
		if _, err := contract.ReadPlan(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("error %v, want one with %q", err, want)
		}
	}
}

// FuzzInstance feeds anything in: what is accepted can be planned at once and judged without a fault.
func FuzzInstance(f *testing.F) {
	f.Add([]byte(question))
	if small, err := os.ReadFile("../testdata/small.json"); err == nil {
		f.Add(small)
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		in, err := contract.ReadInstance(bytes.NewReader(text))
		if err != nil || len(in.Clients)*in.Days > 500 || len(in.Orders) > 50 {
			return
		}
		p, err := planner.Propose(context.Background(), in, planner.Options{Steps: 100})
		if err != nil {
			t.Fatal(err)
		}
		if faults := crew.Check(in, p.Plan); len(faults) > 0 || p.Bound > p.Cost.Total() {
			t.Fatalf("faults %v, cost %d, bound %d", faults, p.Cost.Total(), p.Bound)
		}
	})
}

// FuzzPlan reads anything and reads what it wrote again.
func FuzzPlan(f *testing.F) {
	f.Add("a\tyard\t0\n\nb\tyard\t1\r\n")
	f.Fuzz(func(t *testing.T, text string) {
		plan, err := contract.ReadPlan(strings.NewReader(text))
		if err != nil {
			return
		}
		var out bytes.Buffer
		if err := contract.WritePlan(&out, plan); err != nil {
			t.Fatal(err)
		}
		again, err := contract.ReadPlan(&out)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(plan, again); diff != "" {
			t.Fatal(diff)
		}
	})
}
