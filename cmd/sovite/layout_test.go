package main

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "sovite.fi/sovite"
	root   = "../.." // the tests of this package run in its folder
)

// folders stand in the order of the one line of the design: each imports only what stands to its right.
var folders = []string{"cmd", "employer-portal", "server", "marketplace", "matching"}

// story is the order in which the business happens: a package of marketplace imports only backwards along it.
var story = []string{
	"", "money", "place", "check", "i18n", "printtest", "rule", "store", "classification", "audit", "account", "consent", "notify", "acting", "profile", "task", "carving", "introduction", "placement", "coaching", "network", "liability",
	"capacity", "price", "request", "quote", "order", "frame", "roster", "attendance", "timesheet", "feed", "invoice", "payment", "fee", "journal", "discovery", "watch", "shortlist", "reach", "choice", "measure", "outcome", "caseload", "report", "apikey", "webhook", "privacy",
}

// technologies are leaves that only cmd (and tests) may import.
var technologies = []string{"sqlite", "mongo", "bleve", "meili", "smtp", "folder", "stripe", "fake", "pdf", "goidc", "gowebauthn"}

// TestImports holds the three import rules: folders only rightward, the story only backward, technologies only in cmd.
func TestImports(t *testing.T) {
	seen := 0
	for file, imports := range productImports(t) {
		from := filepath.ToSlash(filepath.Dir(file))
		for _, to := range imports {
			seen++
			for _, complaint := range judgeImport(from, to) {
				t.Errorf("%s imports %s: %s", file, to, complaint)
			}
		}
	}
	if seen < 20 {
		t.Fatalf("only %d imports were checked; the test looks at the wrong folder", seen)
	}
}

// TestImportRulesBite plants one wrong import of each sort, so that the rules cannot pass by looking away.
func TestImportRulesBite(t *testing.T) {
	planted := map[string][2]string{
		"folders leftward":      {"matching", "marketplace/task"},
		"portal from server":    {"server/api", "employer-portal"},
		"story forward":         {"marketplace/account", "marketplace/task"},
		"technology in a slice": {"marketplace/task", "marketplace/store/sqlite"},
		"technology in server":  {"server", "matching/search/bleve"},
	}
	for name, edge := range planted {
		if len(judgeImport(edge[0], edge[1])) == 0 {
			t.Errorf("%s: %s imports %s and nobody complained", name, edge[0], edge[1])
		}
	}
	if c := judgeImport("marketplace/task", "marketplace/account"); len(c) > 0 {
		t.Errorf("a backward import was refused: %v", c)
	}
}

func judgeImport(from, to string) (complaints []string) {
	fromTop, toTop := first(from), first(to)
	if slices.Index(folders, fromTop) > slices.Index(folders, toTop) {
		complaints = append(complaints, fromTop+" stands to the right of "+toTop+" and may not know it")
	}
	if fromTop == "marketplace" && toTop == "marketplace" && slices.Index(story, second(from)) < slices.Index(story, second(to)) {
		complaints = append(complaints, second(to)+" comes later in the story than "+second(from))
	}
	if leaf := filepath.Base(to); slices.Contains(technologies, leaf) && fromTop != "cmd" && !strings.HasSuffix(from, "test") && from != to {
		complaints = append(complaints, "only cmd names the technology "+leaf)
	}
	return complaints
}

// TestStoryIsKnown keeps the list above complete: a new package of marketplace has to be given its place.
func TestStoryIsKnown(t *testing.T) {
	for dir := range productPackages(t) {
		if first(dir) == "marketplace" && !slices.Contains(story, second(dir)) {
			t.Errorf("%s has no place in the story; add %q to the list in this test", dir, second(dir))
		}
		if !slices.Contains(folders, first(dir)) {
			t.Errorf("%s: Go code stands outside the five folders", dir)
		}
	}
}

func first(dir string) string { head, _, _ := strings.Cut(dir, "/"); return head }

func second(dir string) string {
	_, rest, _ := strings.Cut(dir, "/")
	return first(rest)
}

// goFiles lists the Go files of the product; nested modules (with a go.mod of their own) are not the product's.
func goFiles(t *testing.T, tests bool) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(root), ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			return skipFolder(path, d.Name())
		}
		if strings.HasSuffix(path, ".go") && strings.HasSuffix(path, "_test.go") == tests {
			files = append(files, path)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func skipFolder(path, name string) error {
	if path == "." {
		return nil
	}
	if strings.HasPrefix(name, ".") || name == "node_modules" || name == "testdata" || name == "data" && path == "data" {
		return filepath.SkipDir
	}
	if _, err := os.Stat(filepath.Join(root, path, "go.mod")); err == nil {
		return filepath.SkipDir
	}
	return nil
}

func productImports(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, file := range goFiles(t, false) {
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Fatal(err)
		}
		for _, imp := range parsed.Imports {
			path, _ := strconv.Unquote(imp.Path.Value)
			if ours, ok := strings.CutPrefix(path, module+"/"); ok {
				out[file] = append(out[file], ours)
			}
		}
	}
	return out
}

func productPackages(t *testing.T) map[string][]string {
	t.Helper()
	dirs := map[string][]string{}
	for _, file := range goFiles(t, false) {
		dir := filepath.ToSlash(filepath.Dir(file))
		dirs[dir] = append(dirs[dir], file)
	}
	return dirs
}
