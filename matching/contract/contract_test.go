package contract_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/matching/contract"
	"sovite.fi/sovite/matching/esco"
)

const profiles = `[
 {"id":"C1","goal":"sähköasentaja, aurinkoenergia","goal_esco":"occupation/75b63949-1b93-4bf2-a777-ccf978dc3e8a","wishes":"mittaus",
  "experience":[{"title":"kattoasentaja","months":2}],"interests":[1,0.2,0,0,0.3,0.6],
  "abilities":[{"key":"lifting","level":2},{"key":"reading","level":1}],"needed_adaptations":["lifting_aid"],
  "hours":{"min":12.5,"max":20},"shifts":["day"],"place":{"postal":"33100","lat":61.499,"lon":23.7871},"transport":"public","max_commute_min":45,
  "certificates":["safety_card"],"excluded_environment":["heights"],"support_need":1,"engagement_ok":["employment","work_trial"]},
 {"id":"C2","goal":"","goal_esco":null,"wishes":"","experience":[],"interests":[0,0,0,0,0,0],"abilities":[],"needed_adaptations":[],
  "hours":{"min":1,"max":40},"shifts":["day","night"],"place":{"lat":61.5,"lon":23.8},"transport":"walk","max_commute_min":60,
  "certificates":[],"excluded_environment":[],"support_need":0,"engagement_ok":["employment"]}]`

const jobs = `[
 {"id":"J2","title":"sähköasentaja","esco_occupation":"occupation/75b63949-1b93-4bf2-a777-ccf978dc3e8a","description":"Asennus","tasks":["mitata","kiinnittää"],
  "demands":[{"key":"lifting","level":4,"essential":true,"adaptable":false},{"key":"reading","level":2,"essential":false,"adaptable":false}],
  "adaptations":["lifting_aid"],"hours":{"min":15,"max":30},"shifts":["day"],"place":{"lat":61.5,"lon":23.8},"required_certificates":[],
  "environment":["dust"],"interests":[1,0.2,0,0,0.3,0.6],"engagement":"employment","support":1},
 {"id":"J1","title":"yövuoro","esco_occupation":null,"description":"","tasks":[],"demands":[{"key":"lifting","level":1,"essential":true,"adaptable":true}],
  "adaptations":[],"hours":{"min":15,"max":30},"shifts":["night"],"place":{"lat":61.5,"lon":23.8},"required_certificates":[],
  "environment":[],"interests":[0,0,0,0,0,1],"engagement":"employment","support":0}]`

type setting struct {
	rules matching.RuleSet
	table *esco.Table
}

func load(t testing.TB) setting {
	t.Helper()
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	table, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	return setting{matching.DefaultRules(scale), table}
}

func (s setting) rank(t *testing.T, profiles, jobs string) (run, explain string) {
	t.Helper()
	var out, lines bytes.Buffer
	files := contract.Files{Profiles: strings.NewReader(profiles), Jobs: strings.NewReader(jobs), Out: &out, Explain: &lines}
	if err := contract.Rank(context.Background(), s.rules, s.table, files, nil); err != nil {
		t.Fatal(err)
	}
	return out.String(), lines.String()
}

func TestReadGivesWhatTheFilesSay(t *testing.T) {
	s := load(t)
	clients, err := contract.ReadClients(strings.NewReader(profiles), s.table)
	if err != nil {
		t.Fatal(err)
	}
	p := clients[0].Profile
	want := matching.Limits{
		WeekMinutes: matching.Window{Min: 750, Max: 1200}, Shifts: matching.Chosen("day"), Hazards: matching.Chosen("heights"),
		Allergens: matching.Chosen(), Forms: matching.Chosen("employment", "work_trial"),
		Travel: matching.Travel{Known: true, Lat: 61.499, Lon: 23.7871, Transport: "public", MaxMinutes: 45},
	}
	if diff := cmp.Diff(want, p.Limits); diff != "" {
		t.Errorf("limits (-want +got):\n%s", diff)
	}
	if p.Wishes.Occupations[0] != "7411" || p.Wishes.Text != "mittaus kattoasentaja" || p.Needs.Support.Level() != 1 {
		t.Errorf("wishes and needs: got %+v, %+v", p.Wishes, p.Needs)
	}
	named := strings.Replace(profiles, `"goal":"","goal_esco":null`, `"goal":"Kotisiivooja","goal_esco":null`, 1)
	again, err := contract.ReadClients(strings.NewReader(named), s.table)
	if err != nil || !cmp.Equal(again[1].Profile.Wishes.Occupations, []string{"9111"}) || len(clients[1].Profile.Wishes.Occupations) != 0 {
		t.Errorf("a goal that is the name of an occupation: got %v, %+v", err, again[1].Profile.Wishes)
	}
	if p.Abilities["lifting"].Level() != 2 || p.Abilities["writing"].Known() {
		t.Errorf("abilities: got %v", p.Abilities)
	}
	tasks, err := contract.ReadTasks(strings.NewReader(jobs), s.table)
	if err != nil {
		t.Fatal(err)
	}
	if j := tasks[0]; j.Occupation != "7411" || j.Text != "Asennus mitata kiinnittää" || !j.Demands[0].Essential || !j.Hazards.Has("dust") {
		t.Errorf("job: got %+v", j)
	}
}

func TestRankListsEligiblePairsOnly(t *testing.T) {
	s := load(t)
	run, explain := s.rank(t, profiles, jobs)
	var pairs []string
	for line := range strings.Lines(run) {
		f := strings.Split(strings.TrimSpace(line), "\t")
		pairs = append(pairs, f[0]+" "+f[1])
	}
	// The client C1 does not work at night; for C2, who was asked little, both jobs are equal and stand by id.
	if diff := cmp.Diff([]string{"C1 J2", "C2 J1", "C2 J2"}, pairs); diff != "" {
		t.Errorf("pairs (-want +got):\n%s", diff)
	}
	if got := strings.Count(explain, "\n"); got != 3 {
		t.Errorf("got %d explanations, want one for each pair", got)
	}
	again, explainAgain := s.rank(t, profiles, jobs)
	if again != run || explainAgain != explain {
		t.Error("the second run differs from the first")
	}
}

func TestExplanationAddsUp(t *testing.T) {
	_, explain := load(t).rank(t, profiles, jobs)
	for line := range strings.Lines(explain) {
		var e struct {
			Score   float64
			Parts   []struct{ Points, Of float64 }
			Lost    []struct{ Points float64 }
			Against []struct{ Points float64 }
		}
		if err := json.Unmarshal([]byte(line), &e); err != nil {
			t.Fatal(err)
		}
		var parts, lost, against float64
		for _, p := range e.Parts {
			parts += p.Points
		}
		for _, l := range e.Lost {
			lost += l.Points
		}
		for _, r := range e.Against {
			against += r.Points
		}
		demands := e.Parts[0].Of + e.Parts[1].Of - e.Parts[0].Points - e.Parts[1].Points
		if math.Abs(parts-e.Score) > 0.01 || math.Abs(lost-demands) > 0.01 || math.Abs(against-(100-e.Score)) > 0.01 {
			t.Errorf("score %v: parts %v, lost %v of %v, against %v", e.Score, parts, lost, demands, against)
		}
	}
}

// TestNamesAndProtectedAttributesChangeNothing adds what a file may carry and a ranking must not see.
func TestNamesAndProtectedAttributesChangeNothing(t *testing.T) {
	s := load(t)
	extra := `{"name":"Matti Meikäläinen","birth_year":1990,"gender":"f","nationality":"XX","native_language":"so","diagnosis":"F00",`
	before, _ := s.rank(t, profiles, jobs)
	after, _ := s.rank(t, strings.ReplaceAll(profiles, `{"id"`, extra+`"id"`), jobs)
	if before != after {
		t.Errorf("before:\n%safter:\n%s", before, after)
	}
}

func TestErrorsNameRecordAndField(t *testing.T) {
	s := load(t)
	for name, c := range map[string]struct{ profiles, jobs, want string }{
		"wrong type":      {strings.Replace(profiles, `"level":2`, `"level":"two"`, 1), jobs, `profiles record 1 (id "C1"): field abilities.level is a JSON string`},
		"level too high":  {profiles, strings.Replace(jobs, `"level":1`, `"level":6`, 1), `jobs record 2 (id "J1"): field demands[0].level is 6, want 0 to 5`},
		"level missing":   {strings.Replace(profiles, `,"level":2`, ``, 1), jobs, `field abilities[0].level is missing`},
		"key missing":     {strings.Replace(profiles, `"key":"lifting",`, ``, 1), jobs, `field abilities[0].key is missing`},
		"hours turned":    {strings.Replace(profiles, `"min":1,`, `"min":50,`, 1), jobs, `profiles record 2 (id "C2"): field hours`},
		"five interests":  {strings.Replace(profiles, `[1,0.2,0,0,0.3,0.6]`, `[1,0,0,0,0]`, 1), jobs, `field interests has 5 numbers`},
		"no id":           {strings.Replace(profiles, `"id":"C1"`, `"id":""`, 1), jobs, `profiles record 1: field id`},
		"the same id":     {strings.Replace(profiles, `"C2"`, `"C1"`, 1), jobs, `profiles record 2: id "C1" stands twice`},
		"off the globe":   {profiles, strings.Replace(jobs, `"lat":61.5`, `"lat":615`, 1), `jobs record 1 (id "J2"): field place`},
		"support too big": {strings.Replace(profiles, `"support_need":1`, `"support_need":9`, 1), jobs, `field support_need is 9, want 0 to 3`},
		"not a list":      {`{"id":"C1"}`, jobs, `profiles: want a JSON array`},
		"cut off":         {profiles[:len(profiles)-1], jobs, `profiles: the array does not end`},
		"a broken record": {`[{"id":"C1",`, jobs, `profiles record 1`},
		"nothing at all":  {``, jobs, `profiles: want a JSON array`},
	} {
		t.Run(name, func(t *testing.T) {
			files := contract.Files{Profiles: strings.NewReader(c.profiles), Jobs: strings.NewReader(c.jobs), Out: &bytes.Buffer{}}
			err := contract.Rank(context.Background(), s.rules, s.table, files, nil)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
		})
	}
}

func TestRankStopsAndTellsProgress(t *testing.T) {
	s := load(t)
	ctx, cancel := context.WithCancel(context.Background())
	var told []int
	files := contract.Files{Profiles: strings.NewReader(profiles), Jobs: strings.NewReader(jobs), Out: &bytes.Buffer{}}
	err := contract.Rank(ctx, s.rules, s.table, files, func(done, total int) {
		told = append(told, done, total)
		cancel()
	})
	if !errors.Is(err, context.Canceled) || !cmp.Equal(told, []int{1, 2}) {
		t.Errorf("got %v, told %v", err, told)
	}
}

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestRankReportsThatItCouldNotWrite(t *testing.T) {
	s := load(t)
	for name, files := range map[string]contract.Files{
		"run":     {Out: full{}},
		"explain": {Out: &bytes.Buffer{}, Explain: full{}},
	} {
		files.Profiles, files.Jobs = strings.NewReader(profiles), strings.NewReader(jobs)
		if err := contract.Rank(context.Background(), s.rules, s.table, files, nil); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func FuzzRead(f *testing.F) {
	s := load(f)
	f.Add([]byte(profiles))
	f.Add([]byte(jobs))
	f.Add([]byte(`[{"id":"x","hours":{"min":1e999}}]`))
	f.Add([]byte(`[{"id":"x","abilities":[{"key":"a","level":null}]}] trailing`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		clients, err := contract.ReadClients(bytes.NewReader(raw), s.table)
		if err != nil {
			clients = nil
		}
		tasks, err := contract.ReadTasks(bytes.NewReader(raw), s.table)
		if err != nil {
			tasks = nil
		}
		for _, c := range clients {
			p := matching.Prepare(s.rules, c.Profile)
			for _, task := range tasks {
				if v := p.Judge(task); math.IsNaN(v.Score) || v.Score < 0 || v.Score > 100 {
					t.Errorf("%s and %s: score %v", c.ID, task.ID, v.Score)
				}
			}
		}
	})
}
