package network_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/coaching"
	"sovite.fi/sovite/marketplace/consent"
	"sovite.fi/sovite/marketplace/network"
	"sovite.fi/sovite/marketplace/placement"
	"sovite.fi/sovite/marketplace/placement/support"
	"sovite.fi/sovite/marketplace/printtest"
	"sovite.fi/sovite/marketplace/profile"
)

// everything is a source of a view in which nothing is empty: every text, number, list and entry of the course, the
// placement and the card is there.
func everything() network.Sources {
	var from network.Sources
	fill(reflect.ValueOf(&from).Elem(), "")
	yes := from.Placements[0].Versions[0].Answers[0]
	yes.Yes = true
	from.Today, from.Course.State, from.Placements[0].State = "2026-11-23", coaching.Finding, placement.Running
	from.Course.Next.Key, from.Course.Next.Owner, from.Course.Next.Due = "", "client", "2026-11-30"
	v := &from.Placements[0].Versions[0]
	v.Number, v.Base, v.Answers = 1, 1, nil
	for _, party := range placement.Parties() {
		yes.Party = party
		v.Answers = append(v.Answers, yes)
	}
	visit := &from.Placements[0].Visits[0]
	visit.State, visit.Date = support.Planned, "2026-12-01"
	from.Lines = nil
	for _, f := range consent.AllFields() {
		from.Lines = append(from.Lines, profile.CardLine{Field: f, Path: string(f), Vocab: "v", Values: []string{"Qvx " + string(f)}})
	}
	return from
}

// fill puts something everywhere.
func fill(v reflect.Value, path string) {
	switch {
	case v.Type() == reflect.TypeFor[marketplace.Instant]():
		v.Set(reflect.ValueOf(marketplace.At(time.Date(2026, 5, 4, 3, 2, 1, 0, time.UTC))))
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), path+"."+v.Type().Field(i).Name)
		}
	case v.Kind() == reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0), path)
	case v.Kind() == reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), path)
	case v.Kind() == reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, path)
		fill(value, path)
		v.SetMapIndex(key, value)
	case v.Kind() == reflect.String:
		v.SetString("Qvx " + path)
	case v.CanInt():
		v.SetInt(7)
	case v.CanUint():
		v.SetUint(7)
	case v.CanFloat():
		v.SetFloat(7)
	case v.Kind() == reflect.Bool:
		v.SetBool(true)
	}
}

// eachLeaf calls do for everything that can be different, however deep.
func eachLeaf(path string, v reflect.Value, do func(string, reflect.Value)) {
	switch {
	case v.Type() == reflect.TypeFor[marketplace.Instant]():
		do(path, v)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			eachLeaf(path+"."+v.Type().Field(i).Name, v.Field(i), do)
		}
	case v.Kind() == reflect.Slice && v.Len() > 0 && v.Type() != reflect.TypeFor[[]profile.CardLine]():
		for i := range v.Len() {
			eachLeaf(path, v.Index(i), do)
		}
	case v.Kind() == reflect.Pointer && !v.IsNil():
		eachLeaf(path, v.Elem(), do)
	default:
		do(path, v)
	}
}

func bytesOf(t testing.TB, v network.View) string {
	t.Helper()
	raw, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// TestWhatAPartIsMadeOf changes everything that is known of a course and of placements, one thing at a time, and prints which
// of it changes a byte of which part. What is not in the table can be different in any way and no supporter sees it.
func TestWhatAPartIsMadeOf(t *testing.T) {
	from := everything()
	whole := bytesOf(t, network.Shown(consent.NetworkFields(), from))
	for _, part := range consent.NetworkFields() {
		if one := network.Shown([]consent.Field{part}, from); reflect.DeepEqual(one, network.Shown([]consent.Field{part}, network.Sources{})) {
			t.Fatalf("%s shows nothing of everything: %+v", part, one)
		}
	}
	tried, made := 0, map[consent.Field][]string{}
	eachLeaf("", reflect.ValueOf(&from).Elem(), func(path string, leaf reflect.Value) {
		if path == ".Lines" {
			return
		}
		tried++
		before := reflect.New(leaf.Type()).Elem()
		before.Set(leaf)
		for _, other := range others(leaf) {
			changed := map[consent.Field]string{}
			for _, part := range consent.NetworkFields() {
				changed[part] = bytesOf(t, network.Shown([]consent.Field{part}, from))
			}
			leaf.Set(other)
			for _, part := range consent.NetworkFields() {
				if bytesOf(t, network.Shown([]consent.Field{part}, from)) != changed[part] && !slices.Contains(made[part], path) {
					made[part] = append(made[part], path)
				}
			}
			leaf.Set(before)
		}
	})
	if tried < 200 || bytesOf(t, network.Shown(consent.NetworkFields(), from)) != whole {
		t.Errorf("%d things were tried, or one was not put back", tried)
	}
	for _, line := range from.Lines {
		for _, part := range consent.NetworkFields() {
			if got := strings.Contains(bytesOf(t, network.Shown([]consent.Field{part}, from)), line.Values[0]); got != (line.Field == part) {
				t.Errorf("the line of %s in the part %s: %v", line.Field, part, got)
			}
		}
	}
	var out strings.Builder
	out.WriteString("# What each part of a supporter's view is made of\n\nPrinted and checked by the tests. Nothing else that is known of a course or of a placement changes a byte of it; a part\n" +
		"without a row comes from the card of the consent alone.\n\n| part | made of, or decided by |\n|---|---|\n")
	for _, part := range consent.NetworkFields() {
		if paths := made[part]; len(paths) > 0 {
			slices.Sort(paths)
			fmt.Fprintf(&out, "| %s | %s |\n", part, strings.Join(paths, ", "))
		}
	}
	printtest.Same(t, "testdata/parts.md", out.String())
}

// others are values that a leaf could have instead.
func others(leaf reflect.Value) []reflect.Value {
	out := []reflect.Value{reflect.Zero(leaf.Type())}
	if leaf.Kind() == reflect.String {
		for _, s := range []string{"2026-01-01", "2027-01-01", "held", "ended", "closed", "client"} {
			v := reflect.New(leaf.Type()).Elem()
			v.SetString(s)
			out = append(out, v)
		}
	}
	if leaf.CanInt() {
		v := reflect.New(leaf.Type()).Elem()
		v.SetInt(2)
		out = append(out, v)
	}
	return out
}

// TestShownCases: what is over, not agreed, not planned or not shown to the client itself is in no view.
func TestShownCases(t *testing.T) {
	all := consent.NetworkFields()
	for name, tc := range map[string]struct {
		change                func(*network.Sources)
		next, meetings, works bool
	}{
		"as it is":              {func(*network.Sources) {}, true, true, true},
		"the course is over":    {func(s *network.Sources) { s.Course.State = coaching.Ended }, false, true, true},
		"no next step":          {func(s *network.Sources) { s.Course.Next = coaching.Step{} }, false, true, true},
		"the work is paused":    {func(s *network.Sources) { s.Placements[0].State = placement.Paused }, true, true, true},
		"the work is over":      {func(s *network.Sources) { s.Placements[0].State = placement.Ended }, true, true, false},
		"nothing follows it":    {func(s *network.Sources) { s.Placements[0].State = placement.Closed }, true, false, false},
		"it is a plan":          {func(s *network.Sources) { s.Placements[0].State = placement.Planned }, true, true, false},
		"one has not said yes":  {func(s *network.Sources) { s.Placements[0].Versions[0].Answers[1].Yes = false }, true, true, false},
		"the client saw none":   {func(s *network.Sources) { s.Placements[0].Versions = nil }, true, false, false},
		"the visit is past":     {func(s *network.Sources) { s.Today = "2026-12-02" }, true, false, true},
		"the visit is today":    {func(s *network.Sources) { s.Today = "2026-12-01" }, true, true, true},
		"the visit is not kept": {func(s *network.Sources) { s.Placements[0].Visits[0].State = support.Cancelled }, true, false, true},
	} {
		from := everything()
		tc.change(&from)
		v := network.Shown(all, from)
		if (v.Next != nil) != tc.next || (len(v.Meetings) > 0) != tc.meetings || (len(v.Work) > 0) != tc.works {
			t.Errorf("%s: %+v", name, v)
		}
		if got := network.Shown(nil, from); !reflect.DeepEqual(got, network.View{}) {
			t.Errorf("%s, without a part: %+v", name, got)
		}
	}
}
