package contract_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// twinJobs are jobs near the twins, so that most are eligible.
func twinJobs() string {
	second := strings.NewReplacer(`"J1"`, `"J3"`, `["night"]`, `["day"]`, "yövuoro", "siivooja").Replace(jobs[strings.Index(jobs, ` {"id":"J1"`):])
	return strings.TrimSuffix(jobs, "]") + "," + second
}

// twin draws the fields of a client that matching uses, each as "key":value.
func twin(t *rapid.T) []string {
	levels := rapid.SliceOfN(rapid.IntRange(0, 5), 3, 3).Draw(t, "levels")
	pick := func(label string, values ...string) string { return rapid.SampledFrom(values).Draw(t, label) }
	return []string{
		`"goal":` + pick("goal", `""`, `"siivooja"`, `"sähköasentaja"`),
		`"goal_esco":` + pick("esco", `null`, `"occupation/75b63949-1b93-4bf2-a777-ccf978dc3e8a"`),
		`"wishes":` + pick("wishes", `""`, `"mitata ja kiinnittää"`),
		`"interests":` + pick("interests", `[]`, `[1,0.2,0,0,0.3,0.6]`, `[0,0,0,1,0,0.5]`),
		fmt.Sprintf(`"abilities":[{"key":"lifting","level":%d},{"key":"reading","level":%d},{"key":"stamina","level":%d}]`, levels[0], levels[1], levels[2]),
		`"needed_adaptations":` + pick("adaptations", `[]`, `["lifting_aid"]`),
		fmt.Sprintf(`"hours":{"min":%d,"max":30}`, rapid.IntRange(5, 25).Draw(t, "hours")),
		`"shifts":` + pick("shifts", `["day"]`, `["day","night"]`),
		`"transport":` + pick("transport", `"car"`, `"bike"`, `"walk"`),
		`"max_commute_min":` + pick("limit", "30", "60"),
		`"certificates":[]`,
		`"excluded_environment":` + pick("excluded", `[]`, `["dust"]`),
		fmt.Sprintf(`"support_need":%d`, rapid.IntRange(0, 3).Draw(t, "support")),
		`"engagement_ok":["employment"]`,
		// These two hold fields of the scale and others.
		`"place":{"lat":61.499,"lon":23.787}`,
		`"experience":[{"title":"kattoasentaja"}]`,
	}
}

// outside are the fields that a record may carry and the scale does not have.
func outside() []string {
	return []string{
		"name", "first_name", "last_name", "birth_year", "birth_date", "age", "age_band", "gender", "sex", "nationality", "citizenship",
		"native_language", "language", "religion", "ethnicity", "origin", "family", "marital_status", "children", "pregnancy",
		"sexual_orientation", "political_opinion", "union", "diagnosis", "diagnoses", "disability", "disability_type", "health", "medication", "notes",
		"email", "phone", "address", "photo", "ssn", "benefits", "unemployed_since", "salary", "employer", "group", "priority", "score", "x",
	}
}

// anything draws a JSON value, nested two deep at most.
func anything(t *rapid.T, depth int) string {
	switch n := rapid.IntRange(0, 5+2*min(depth, 1)).Draw(t, "kind"); n {
	case 0:
		return "null"
	case 1:
		return fmt.Sprint(rapid.Bool().Draw(t, "bool"))
	case 2:
		return fmt.Sprint(rapid.IntRange(-5, 2030).Draw(t, "number"))
	case 3, 4, 5:
		text, err := json.Marshal(rapid.OneOf(rapid.SampledFrom([]string{"f", "m", "so", "F20.0", "siivooja", "lifting"}), rapid.String()).Draw(t, "text"))
		if err != nil {
			t.Fatal(err)
		}
		return string(text)
	case 6:
		return "[" + anything(t, depth-1) + "," + anything(t, depth-1) + "]"
	default:
		// Inside an unknown object even the names of the scale mean nothing.
		inner := rapid.SampledFrom([]string{"abilities", "shifts", "hours", "id", "gender"}).Draw(t, "inner")
		return fmt.Sprintf(`{"%s":%s}`, inner, anything(t, depth-1))
	}
}

// other is the twin with fields outside the scale, in another order.
func other(t *rapid.T, fields []string) []string {
	out := append([]string{}, fields...)
	for _, key := range rapid.SliceOfNDistinct(rapid.SampledFrom(outside()), 1, 8, rapid.ID[string]).Draw(t, "fields") {
		out = append(out, fmt.Sprintf(`"%s":%s`, key, anything(t, 2)))
	}
	for i, field := range out {
		switch {
		case strings.HasPrefix(field, `"place"`):
			out[i] = strings.Replace(field, `"lat"`, `"postal":"33100","municipality":"Tampere","note":`+anything(t, 1)+`,"lat"`, 1)
		case strings.HasPrefix(field, `"experience"`):
			out[i] = strings.Replace(field, `"title"`, `"months":12,"employer":`+anything(t, 1)+`,"title"`, 1)
		case strings.HasPrefix(field, `"abilities"`):
			out[i] = strings.ReplaceAll(field, `"key"`, `"source":`+anything(t, 1)+`,"key"`)
		case strings.HasPrefix(field, `"hours"`):
			out[i] = strings.Replace(field, `"min"`, `"why":`+anything(t, 1)+`,"min"`, 1)
		}
	}
	return rapid.Permutation(out).Draw(t, "order")
}

func record(id string, fields []string) string {
	return `{"id":"` + id + `",` + strings.Join(fields, ",") + "}"
}

// linesOf are the lines of one client with the id taken out.
func linesOf(id, run, explain string) string {
	var out strings.Builder
	for line := range strings.Lines(run) {
		if rest, found := strings.CutPrefix(line, id+"\t"); found {
			out.WriteString(rest)
		}
	}
	for line := range strings.Lines(explain) {
		if rest, found := strings.CutPrefix(line, `{"client":"`+id+`",`); found {
			out.WriteString(rest)
		}
	}
	return out.String()
}

// TestTwinsGetTheSame: two clients who differ only outside the scale get the same lines to the last byte, whatever
// name, origin, faith, diagnosis or nested note is added to one of them.
func TestTwinsGetTheSame(t *testing.T) {
	s, lines := load(t), 0
	rapid.Check(t, func(rt *rapid.T) {
		fields := twin(rt)
		run, explain := s.rank(t, "["+record("ONE", fields)+","+record("TWO", other(rt, fields))+"]", twinJobs())
		one, two := linesOf("ONE", run, explain), linesOf("TWO", run, explain)
		if one != two {
			rt.Errorf("the twins differ:\n%s\n%s", one, two)
		}
		lines += strings.Count(one, "\n")
	})
	if lines == 0 {
		t.Error("no twin had an eligible job; the test compares nothing")
	}
}

// TestTwinsDifferInWhatTheScaleKnows: the comparison would see a difference if there were one.
func TestTwinsDifferInWhatTheScaleKnows(t *testing.T) {
	s := load(t)
	rapid.Check(t, func(rt *rapid.T) {
		one := strings.Join(twin(rt), ",")
		for _, from := range []string{`"max_commute_min":30`, `"transport":"walk"`, `"transport":"bike"`, `["dust"]`} {
			to := map[string]string{`"max_commute_min":30`: `"max_commute_min":60`, `["dust"]`: `[]`}[from]
			if to == "" {
				to = `"transport":"car"`
			}
			one = strings.Replace(one, from, to, 1)
		}
		two := strings.Replace(one, `"max_commute_min":60`, `"max_commute_min":59`, 1)
		run, explain := s.rank(t, "["+record("ONE", []string{one})+","+record("TWO", []string{two})+"]", twinJobs())
		if a, b := linesOf("ONE", run, explain), linesOf("TWO", run, explain); a == b {
			rt.Errorf("a shorter way to work changes nothing:\n%s", a)
		}
	})
}
