package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"sovite.fi/sovite/marketplace/audit"
	"sovite.fi/sovite/marketplace/payment/provider"
	"sovite.fi/sovite/marketplace/payment/stripe"
	"sovite.fi/sovite/marketplace/store"
	"sovite.fi/sovite/server/servertest"
)

// sovite runs the program as a person would and returns what it printed.
func sovite(t *testing.T, args ...string) (string, error) {
	t.Helper()
	var out, errOut bytes.Buffer
	err := run(t.Context(), args, &out, &errOut)
	return out.String(), err
}

func mustSovite(t *testing.T, args ...string) string {
	t.Helper()
	out, err := sovite(t, args...)
	if err != nil {
		t.Fatalf("sovite %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return out
}

// TestFromNothingToMatches is a newcomer's way: seed, look, check, and seed again without anything changing.
func TestFromNothingToMatches(t *testing.T) {
	data := t.TempDir()
	mustSovite(t, "seed", "--data", data)
	list := mustSovite(t, "match", "--data", data)
	if lines := strings.Count(list, "\n"); lines < 8 {
		t.Fatalf("the demo has %d clients:\n%s", lines, list)
	}
	out := mustSovite(t, "match", "--data", data, "--client", "demo-client-aino", "--lang", "fi")
	for _, group := range []string{"SOPII NYT", "SOPII, JOS", "TIETOJA PUUTTUU", "JÄÄ POIS"} {
		if !strings.Contains(out, group) {
			t.Errorf("the group %s is missing in\n%s", group, out)
		}
	}
	if strings.Contains(out, "match.") || strings.Contains(out, "{") {
		t.Errorf("a message is not worded in\n%s", out)
	}
	var matches struct {
		Groups []struct {
			Key   string `json:"key"`
			Count int    `json:"count"`
		} `json:"groups"`
	}
	if err := json.Unmarshal([]byte(mustSovite(t, "match", "--data", data, "--client", "demo-client-aino", "--json")), &matches); err != nil || len(matches.Groups) != 4 {
		t.Errorf("as JSON: %v, %+v", err, matches)
	}
	if out := mustSovite(t, "doctor", "--data", data); strings.Contains(out, "WRONG") {
		t.Errorf("the doctor finds a fresh seed unsound:\n%s", out)
	}
	mustSovite(t, "seed", "--data", data)
	if again := mustSovite(t, "match", "--data", data); again != list {
		t.Errorf("seeding twice changed the clients:\n%s\n%s", list, again)
	}
	mustSovite(t, "reindex", "--data", data)
	if _, err := sovite(t, "match", "--data", data, "--client", "nobody"); err == nil || !strings.Contains(err.Error(), "nobody") {
		t.Errorf("an unknown client gives %v", err)
	}
}

func TestMigrateCopiesEverything(t *testing.T) {
	data, to := t.TempDir(), "sqlite:"+filepath.Join(t.TempDir(), "other.db")
	mustSovite(t, "seed", "--data", data)
	first := mustSovite(t, "migrate", "--data", data, "--to", to)
	if !strings.Contains(first, "both stores have the digest") {
		t.Errorf("migrate says %q", first)
	}
	if again := mustSovite(t, "migrate", "--data", data, "--to", to); again != first {
		t.Errorf("the second copy says %q, the first %q", again, first)
	}
}

func TestDoctorNamesTheFirstBadRecord(t *testing.T) {
	data := t.TempDir()
	mustSovite(t, "seed", "--data", data)
	tamper(t, "sqlite:"+filepath.Join(data, "sovite.db"))
	out, err := sovite(t, "doctor", "--data", data)
	if err == nil || !strings.Contains(out, "WRONG") || !strings.Contains(out, "entry") {
		t.Errorf("the doctor says %v:\n%s", err, out)
	}
}

// tamper changes one word of the first audit entry behind the program's back.
func tamper(t *testing.T, address string) {
	t.Helper()
	s, err := namedStore(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { must(t, s.Close()) }()
	if err := s.Prepare(t.Context(), audit.Schemas()); err != nil {
		t.Fatal(err)
	}
	found, err := s.Find(t.Context(), audit.Schemas()[0].Collection, store.Query{Limit: 1})
	if err != nil || len(found.Docs) != 1 {
		t.Fatalf("no audit entry: %v", err)
	}
	doc := found.Docs[0]
	changed := bytes.Replace(doc.Body, []byte(`"type":"`), []byte(`"type":"un`), 1)
	if bytes.Equal(changed, doc.Body) {
		t.Fatalf("nothing to change in %s", doc.Body)
	}
	if err := s.Replace(t.Context(), audit.Schemas()[0].Collection, doc.ID, doc.Rev, changed, nil); err != nil {
		t.Fatal(err)
	}
}

// TestServeStopsCleanly starts the whole program, asks it something and lets it stop.
func TestServeStopsCleanly(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	defer stop()
	reader, writer := io.Pipe()
	done := make(chan error, 1)
	data := t.TempDir()
	var logged servertest.Log
	go func() {
		err := run(ctx, []string{"serve", "--data", data, "--demo", "--listen", "127.0.0.1:0", "--log-level", "warn"}, writer, &logged)
		writer.CloseWithError(io.EOF)
		done <- err
	}()
	address := awaitAddress(t, reader)
	for _, path := range []string{"/healthz", "/readyz", "/", "/signin", "/api/v1/openapi.json", "/metrics"} {
		if status := get(t, address+path); status != http.StatusOK {
			t.Errorf("%s answers %d", path, status)
		}
	}
	if out := mustSovite(t, "match", "--data", data, "--client", "demo-client-aino"); !strings.Contains(out, "SOPII NYT (5)") {
		t.Errorf("beside a running server, match says\n%s", out)
	}
	stop()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("it stopped with %v", err)
		}
	case <-time.After(time.Minute):
		t.Fatal("it does not stop")
	}
	if out := mustSovite(t, "doctor", "--data", data); strings.Contains(out, "WRONG") {
		t.Errorf("after stopping, the doctor says\n%s", out)
	}
	if text := logged.String(); strings.Contains(text, "level=") {
		t.Errorf("something failed meanwhile:\n%s", text)
	}
}

func awaitAddress(t *testing.T, reader io.Reader) string {
	t.Helper()
	found := make(chan string, 1)
	go func() {
		var seen strings.Builder
		buffer := make([]byte, 4096)
		for {
			n, err := reader.Read(buffer)
			seen.Write(buffer[:n])
			var address string
			if at := strings.Index(seen.String(), "Sovite is at "); at >= 0 && strings.Contains(seen.String()[at:], "\n") {
				_, _ = fmt.Sscanf(seen.String()[at:], "Sovite is at %s", &address) // empty when it cannot be read
				found <- address
				_, _ = io.Copy(io.Discard, reader)
				return
			}
			if err != nil {
				found <- ""
				return
			}
		}
	}()
	address := <-found
	if address == "" {
		t.Fatal("the program ended before it told its address")
	}
	return address
}

func get(t *testing.T, url string) int {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	return response.StatusCode
}

func TestOptions(t *testing.T) {
	if out := mustSovite(t, "--help"); !strings.Contains(out, "serve") || !strings.Contains(out, "SOVITE_STORE") {
		t.Errorf("the help does not help:\n%s", out)
	}
	tests := map[string][]string{
		"unexpected argument": {"fly"},
		"unknown flag":        {"serve", "--wings"},
		"mongodb://":          {"migrate", "--store", "postgres://x/y"},
		"names no database":   {"migrate", "--store", "mongodb://127.0.0.1:1"},
		"missing flags":       {"rank"},
	}
	for want, args := range tests {
		if _, err := sovite(t, append(args, "--data", t.TempDir())...); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v: %v, want a text with %q", args, err, want)
		}
	}
}

// Stripe takes payments with its key and both signing secrets, never with half of them; only then do forms lead to its pages.
func TestStripeIsChosenByOptions(t *testing.T) {
	whole := Config{StripeKey: "sk_test_123", StripeOwn: "whsec_own", StripeConnect: "whsec_connect"}
	in := &installation{}
	got, err := in.openProvider(t.Context(), &whole, nil, nil, "", nil)
	if _, is := got.(*stripe.Stripe); !is || err != nil || !slices.Equal(in.Onward, stripe.Pages()) {
		t.Errorf("%T %v %v", got, in.Onward, err)
	}
	for want, change := range map[string]func(*Config){
		"all three": func(c *Config) { c.StripeOwn = "" },
		"begins":    func(c *Config) { c.StripeKey = "pk_test_123" },
		"whsec_":    func(c *Config) { c.StripeConnect = "we_123" },
		"--demo":    func(c *Config) { c.standIn = true },
	} {
		cfg, in := whole, &installation{}
		change(&cfg)
		if got, err := in.openProvider(t.Context(), &cfg, nil, nil, "", nil); err == nil || !strings.Contains(err.Error(), want) || len(in.Onward) > 0 {
			t.Errorf("%T %v, want a text with %q", got, err, want)
		}
	}
	in = &installation{}
	if got, err := in.openProvider(t.Context(), &Config{}, nil, nil, "", nil); err != nil || got != (provider.Away{}) || in.Onward != nil {
		t.Errorf("%T %v %v", got, in.Onward, err)
	}
}

func TestSecretsFromFiles(t *testing.T) {
	file := filepath.Join(t.TempDir(), "password")
	if err := os.WriteFile(file, []byte("from a file\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Setenv("SOVITE_MIGRATE_TO_FILE", file)
	if _, err := sovite(t, "migrate", "--data", t.TempDir()); err == nil || !strings.Contains(err.Error(), "store's address") {
		t.Errorf("the value of the file is not used: %v", err)
	}
	t.Setenv("SOVITE_MIGRATE_TO", "sqlite:x")
	if _, err := sovite(t, "migrate", "--data", t.TempDir()); err == nil || !strings.Contains(err.Error(), "both set") {
		t.Errorf("value and file together: %v", err)
	}
}

func TestRankWritesTheContract(t *testing.T) {
	folder := t.TempDir()
	profiles, jobs, out := filepath.Join(folder, "p.json"), filepath.Join(folder, "j.json"), filepath.Join(folder, "run.tsv")
	write(t, profiles, `[{"id":"C1","goal":"siivooja","abilities":[{"key":"lifting","level":3}],"needed_adaptations":[],"hours":{"min":10,"max":30},
		"shifts":["day"],"place":{"postal":"33100","lat":61.5,"lon":23.8},"transport":"car","max_commute_min":60,"certificates":[],"excluded_environment":["dust"],"support_need":0,"engagement_ok":["employment"],"interests":[1,0,0,0,0,0]}]`)
	job := `{"id":"%s","title":"siivooja","description":"","tasks":[],"demands":[{"key":"lifting","level":2,"essential":true,"adaptable":false}],"adaptations":[],"hours":{"min":20,"max":30},
		"shifts":["day"],"place":{"postal":"33100","lat":61.5,"lon":23.8},"required_certificates":[],"environment":[%s],"interests":[1,0,0,0,0,0],"engagement":"employment","support":1}`
	write(t, jobs, "["+fmt.Sprintf(job, "J1", "")+","+fmt.Sprintf(job, "J2", `"dust"`)+"]")
	mustSovite(t, "rank", "--profiles", profiles, "--jobs", jobs, "--out", out)
	raw, err := os.ReadFile(out)
	if err != nil || !strings.HasPrefix(string(raw), "C1\tJ1\t") || strings.Contains(string(raw), "J2") {
		t.Errorf("the ranking is %q (%v); the dusty job must not be there", raw, err)
	}
	write(t, jobs, `[{"id":"J1","demands":"many"}]`)
	if _, err := sovite(t, "rank", "--profiles", profiles, "--jobs", jobs, "--out", out); err == nil || !strings.Contains(err.Error(), "demands") {
		t.Errorf("a broken job gives %v", err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}

func TestCrewWritesAPlanAndItsBound(t *testing.T) {
	instance, out := "../../matching/crew/testdata/small.json", filepath.Join(t.TempDir(), "plan.tsv")
	if said := mustSovite(t, "crew", "--instance", instance, "--out", out, "--time", "1s"); !strings.Contains(said, "above the best possible") {
		t.Errorf("crew says %q", said)
	}
	raw, err := os.ReadFile(out)
	if err != nil || strings.Count(string(raw), "\n") < 10 {
		t.Errorf("the plan is %q (%v)", raw, err)
	}
	if _, err := sovite(t, "crew", "--instance", instance, "--out", out, "--time", "-1s"); err == nil || !strings.Contains(err.Error(), "--time") {
		t.Errorf("a negative time gives %v", err)
	}
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestImportTasks(t *testing.T) {
	data, table := t.TempDir(), filepath.Join(t.TempDir(), "table.csv")
	mustSovite(t, "seed", "--data", data)
	write(t, table, mustSovite(t, "import", "tasks", "--template", "--lang", "en"))
	args := []string{"import", "tasks", table, "--data", data, "--org", "demo-org-hotelli", "--lang", "en"}
	if out := mustSovite(t, append(args, "--dry-run")...); !strings.Contains(out, "2 rows, 2 good; 0 tasks saved") {
		t.Errorf("the dry run says %q", out)
	}
	if out := mustSovite(t, args...); !strings.Contains(out, "2 tasks saved") {
		t.Errorf("the import says %q", out)
	}
	if out := mustSovite(t, args...); !strings.Contains(out, "0 tasks saved, 2 were there already") {
		t.Errorf("the second import says %q", out)
	}
	write(t, table, "title,places\nTwo words,nine\n")
	if out, err := sovite(t, args...); err == nil || !strings.Contains(out, "row 2") {
		t.Errorf("a wrong row gives %v and %q", err, out)
	}
	if _, err := sovite(t, "import", "tasks", table, "--data", data, "--org", "demo-org-tukityo"); err == nil {
		t.Error("a coaching provider can import tasks")
	}
}

// TestImportESCO brings in a release from the official files: it counts from the next command on, twice is once, and a
// bad file changes nothing.
func TestImportESCO(t *testing.T) {
	const files = "../../matching/esco/official/testdata/"
	data, folder := t.TempDir(), t.TempDir()
	for _, lang := range []string{"fi", "sv", "en"} {
		name := "ESCO dataset - v1.2.0 - classification - " + lang + " - csv"
		must(t, os.CopyFS(filepath.Join(folder, name), os.DirFS(files+name)))
	}
	mustSovite(t, "seed", "--data", data)
	if out := mustSovite(t, "doctor", "--data", data); !strings.Contains(out, "embedded part counts, 3007 occupations and 7966 skills of release 1.1.1") {
		t.Errorf("the doctor says\n%s", out)
	}
	args := []string{"import", "esco", folder, "--data", data}
	if out := mustSovite(t, append(args, "--dry-run")...); !strings.Contains(out, "3 occupations, 14 skills") {
		t.Errorf("the dry run says %q", out)
	}
	if out := mustSovite(t, "doctor", "--data", data); !strings.Contains(out, "embedded part") {
		t.Errorf("a dry run changed what counts:\n%s", out)
	}
	for range 2 {
		if out := mustSovite(t, args...); !strings.Contains(out, "Release 1.2.0 of ESCO counts") {
			t.Errorf("the import says %q", out)
		}
	}
	if out := mustSovite(t, "doctor", "--data", data); !strings.Contains(out, "3 occupations and 14 skills of release 1.2.0") {
		t.Errorf("the doctor says\n%s", out)
	}
	mustSovite(t, "match", "--data", data, "--client", "demo-client-aino")

	broken := filepath.Join(folder, "ESCO dataset - v1.2.0 - classification - fi - csv", "skills_fi.csv")
	write(t, broken, "conceptUri,preferredLabel\n")
	if _, err := sovite(t, args...); err == nil || !strings.Contains(err.Error(), "skills_fi.csv line 1, column altLabels") {
		t.Errorf("a bad file gives %v", err)
	}
	if out := mustSovite(t, "doctor", "--data", data); !strings.Contains(out, "release 1.2.0") {
		t.Errorf("a bad file changed what counts:\n%s", out)
	}
	if _, err := sovite(t, "import", "esco", filepath.Join(files, "nowhere"), "--data", data); err == nil {
		t.Error("a folder that is not there was imported")
	}
}
