package main

import (
	"encoding/json"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/alecthomas/kong"
)

// deployFiles are the texts by which somebody runs Sovite: path and content.
func deployFiles(t *testing.T) map[string]string {
	t.Helper()
	out := map[string]string{"README.md": read(t, filepath.Join(root, "README.md"))}
	err := fs.WalkDir(os.DirFS(filepath.Join(root, "deploy")), ".", func(path string, d fs.DirEntry, err error) error {
		if err == nil && d.Name() == "secrets" {
			return fs.SkipDir
		}
		if err == nil && !d.IsDir() {
			out["deploy/"+path] = read(t, filepath.Join(root, "deploy", path))
		}
		return err
	})
	if err != nil || len(out) < 20 {
		t.Fatalf("only %d files were found (%v)", len(out), err)
	}
	return out
}

func read(t *testing.T, path string) string {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// program is what the option table offers: the subcommands ("import esco") with their flags, and every variable.
type program struct {
	flags     map[string][]string // of each subcommand, with those that all share
	variables []string
}

func newProgram(t *testing.T) program {
	t.Helper()
	parser, err := kong.New(&commands{}, kong.Name("sovite"))
	if err != nil {
		t.Fatal(err)
	}
	p := program{flags: map[string][]string{}}
	p.add(parser.Model.Node, "", nil)
	return p
}

func (p *program) add(n *kong.Node, name string, shared []string) {
	flags := slices.Clone(shared)
	for _, f := range n.Flags {
		flags = append(flags, f.Name)
		for _, env := range f.Envs {
			p.variables = append(p.variables, env, env+"_FILE")
		}
	}
	p.flags[name] = flags
	for _, child := range n.Children {
		p.add(child, strings.TrimSpace(name+" "+child.Name), flags)
	}
}

var variable = regexp.MustCompile(`\bSOVITE_[A-Z0-9_]+`)

// TestDeployNamesOnlyOptionsThatExist holds every variable against the option table. Those of the tests must stand in one.
func TestDeployNamesOnlyOptionsThatExist(t *testing.T) {
	known := newProgram(t).variables
	for _, file := range goFiles(t, true) {
		if file != "cmd/sovite/deploy_test.go" {
			known = append(known, regexp.MustCompile(`\bSOVITE_TEST_[A-Z_]+`).FindAllString(read(t, filepath.Join(root, file)), -1)...)
		}
	}
	seen := 0
	for file, text := range deployFiles(t) {
		for _, name := range variable.FindAllString(text, -1) {
			seen++
			if !slices.Contains(known, name) {
				t.Errorf("%s names %s, which the program does not know", file, name)
			}
		}
	}
	if seen < 40 {
		t.Errorf("only %d variables were seen; the test looks at the wrong files", seen)
	}
}

var (
	fenced  = regexp.MustCompile("(?s)```sh\n(.*?)```")
	inline  = regexp.MustCompile("`[^`\n]+`")
	called  = regexp.MustCompile(`(?:^|[\s/"'` + "`" + `(])sovite ([a-z][a-z-]*)((?: [^#|;&\n` + "`" + `)]*)?)`)
	inList  = regexp.MustCompile(`[\["\s]/sovite"?, "?([a-z][a-z-]*)()`)
	podArgs = regexp.MustCompile(`(?m)args: \["([a-z-]+)"()`)
	flag    = regexp.MustCompile(`--([a-z-]+)`)
	target  = regexp.MustCompile("make ([a-z-]+)")
)

// calls are the commands of the program that a file names, each with what follows it on the line.
func calls(file, text string) (out [][2]string) {
	patterns := []*regexp.Regexp{called}
	text = strings.ReplaceAll(text, "-n sovite ", "") // a namespace of that name
	switch filepath.Ext(file) {
	case ".md":
		var code strings.Builder
		for _, block := range fenced.FindAllStringSubmatch(text, -1) {
			code.WriteString(strings.ReplaceAll(block[1], "\\\n", " ") + "\n")
		}
		code.WriteString(strings.Join(inline.FindAllString(fenced.ReplaceAllString(text, ""), -1), "\n"))
		text = code.String()
	case ".yaml", "":
		patterns = []*regexp.Regexp{inList, podArgs}
	default:
		return nil
	}
	for _, p := range patterns {
		for _, found := range p.FindAllStringSubmatch(text, -1) {
			out = append(out, [2]string{found[1], found[2]})
		}
	}
	return out
}

// complaint says what is wrong with a call; empty when the program has the command and every flag.
func (p program) complaint(command, rest string) string {
	if words := strings.Fields(rest); len(words) > 0 {
		if _, deeper := p.flags[command+" "+words[0]]; deeper {
			command += " " + words[0]
		}
	}
	flags, there := p.flags[command]
	if !there {
		return "no command"
	}
	for _, f := range flag.FindAllStringSubmatch(rest, -1) {
		if !slices.Contains(flags, f[1]) {
			return "no flag --" + f[1]
		}
	}
	return ""
}

// TestDeployNamesOnlyCommandsThatExist holds every call of the program, and every make target, against what there is.
func TestDeployNamesOnlyCommandsThatExist(t *testing.T) {
	p, makefile, seen := newProgram(t), read(t, filepath.Join(root, "Makefile")), 0
	for file, text := range deployFiles(t) {
		for _, call := range calls(file, text) {
			seen++
			if wrong := p.complaint(call[0], call[1]); wrong != "" {
				t.Errorf("%s: sovite %s%s: %s", file, call[0], call[1], wrong)
			}
		}
		for _, code := range append(fenced.FindAllString(text, -1), inline.FindAllString(text, -1)...) {
			for _, found := range target.FindAllStringSubmatch(code, -1) {
				if !strings.Contains(makefile, "\n"+found[1]+":") {
					t.Errorf("%s: make %s: no such target", file, found[1])
				}
			}
		}
	}
	if seen < 30 {
		t.Errorf("only %d calls were seen; the test looks at the wrong files", seen)
	}
	for call, want := range map[[2]string]string{{"fly", ""}: "no command", {"serve", " --wings"}: "no flag --wings", {"import", " esco FOLDER --dry-run"}: ""} {
		if got := p.complaint(call[0], call[1]); got != want {
			t.Errorf("sovite %s%s: %q, want %q", call[0], call[1], got, want)
		}
	}
}

var metric = regexp.MustCompile(`\b(?:sovite|go|process)_[a-z0-9_]+\b`)

// TestAlertsAskForMetricsThatExist holds what alerts and dashboard ask for against a running server.
func TestAlertsAskForMetricsThatExist(t *testing.T) {
	address, stop := serving(t, t.TempDir())
	defer stop()
	if status := get(t, address+"/readyz"); status != http.StatusOK {
		t.Fatalf("it is not ready: %d", status)
	}
	response, err := http.Get(address + "/metrics")
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	shown, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{"alerts.yaml", "dashboard.json"} {
		asked := metric.FindAllString(read(t, filepath.Join(root, "deploy/monitoring", file)), -1)
		if len(asked) < 10 {
			t.Errorf("%s asks for %d metrics only", file, len(asked))
		}
		for _, name := range asked {
			if !strings.Contains(string(shown), "\n"+name+"{") && !strings.Contains(string(shown), "\n"+name+" ") {
				t.Errorf("%s asks for %s, which the server does not show", file, name)
			}
		}
	}
}

// TestAlertsNamePagesThatExist: whoever is called at night finds the page that the alert names.
func TestAlertsNamePagesThatExist(t *testing.T) {
	headings := map[string]bool{}
	for _, h := range regexp.MustCompile(`(?m)^#+ (.+)$`).FindAllStringSubmatch(read(t, filepath.Join(root, "deploy/runbook.md")), -1) {
		headings[strings.ReplaceAll(strings.ToLower(h[1]), " ", "-")] = true
	}
	for _, found := range regexp.MustCompile(`runbook\.md#([a-z-]+)`).FindAllStringSubmatch(read(t, filepath.Join(root, "deploy/monitoring/alerts.yaml")), -1) {
		if !headings[found[1]] {
			t.Errorf("the runbook has no page %s", found[1])
		}
	}
}

// TestDashboardIsWhole: it is JSON, every panel asks something, and no two panels have the same place.
func TestDashboardIsWhole(t *testing.T) {
	var board struct {
		UID    string `json:"uid"`
		Panels []struct {
			Title   string `json:"title"`
			GridPos struct{ X, Y int }
			Targets []struct {
				Expr string `json:"expr"`
			} `json:"targets"`
		} `json:"panels"`
	}
	if err := json.Unmarshal([]byte(read(t, filepath.Join(root, "deploy/monitoring/dashboard.json"))), &board); err != nil {
		t.Fatal(err)
	}
	places := map[[2]int]string{}
	for _, p := range board.Panels {
		place := [2]int{p.GridPos.X, p.GridPos.Y}
		if len(p.Targets) == 0 || p.Targets[0].Expr == "" || places[place] != "" {
			t.Errorf("panel %q asks nothing, or lies on %q", p.Title, places[place])
		}
		places[place] = p.Title
	}
	if board.UID == "" || len(places) < 8 {
		t.Errorf("the dashboard has %d panels", len(places))
	}
}

// TestDeployIsPinnedAndComplete: no image floats, every value that compose.yaml asks for stands in the example, and the
// secrets that are mounted are those that make secrets makes.
func TestDeployIsPinnedAndComplete(t *testing.T) {
	files := deployFiles(t)
	for file, text := range files {
		for _, image := range regexp.MustCompile(`(?m)^(?:FROM|\s+image:) +(\S+)`).FindAllStringSubmatch(text, -1) {
			ours := image[1] == "sovite" || image[1] == "scratch" || strings.HasPrefix(image[1], "${IMAGE")
			if !ours && !regexp.MustCompile(`:v?\d+\.\d+\.\d+`).MatchString(image[1]) {
				t.Errorf("%s: the image %s is not pinned to a version", file, image[1])
			}
		}
	}
	compose, example, makefile := files["deploy/compose.yaml"], files["deploy/compose.env.example"], read(t, filepath.Join(root, "Makefile"))
	for _, asked := range regexp.MustCompile(`[^$]\$\{([A-Z_]+)`).FindAllStringSubmatch(compose, -1) {
		if !strings.Contains(example, "\n"+asked[1]+"=") {
			t.Errorf("compose.yaml asks for %s, which compose.env.example does not name", asked[1])
		}
	}
	secrets := regexp.MustCompile(`[\[ ]secrets/([a-z.-]+)`)
	for _, file := range []string{"deploy/compose.yaml", "deploy/kubernetes/kustomization.yaml"} {
		for _, s := range secrets.FindAllStringSubmatch(files[file], -1) {
			if !regexp.MustCompile(`[ ,(]` + regexp.QuoteMeta(s[1]) + `[ ,;]`).MatchString(makefile) {
				t.Errorf("%s mounts the secret %s, which make secrets does not make", file, s[1])
			}
		}
	}
}
