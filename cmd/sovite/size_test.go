package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// The sizes that the design holds us to.
const (
	functionMedian, functionNinety, functionMost = 10, 35, 70
	fileNinety, fileMost, testFileMost           = 300, 500, 800
	packageMost, interfaceMost, dependenciesMost = 2000, 9, 25
)

// TestSizes measures every function, file, package and interface of the product.
func TestSizes(t *testing.T) {
	var functions, files []int
	packages := map[string]int{}
	for _, file := range goFiles(t, false) {
		lines := countLines(t, file)
		files = append(files, lines)
		packages[filepath.Dir(file)] += lines
		if lines > fileMost {
			t.Errorf("%s has %d lines; at most %d", file, lines, fileMost)
		}
		functions = append(functions, measureFile(t, file)...)
	}
	for dir, lines := range packages {
		if lines > packageMost {
			t.Errorf("package %s has %d lines; at most %d", dir, lines, packageMost)
		}
	}
	checkShare(t, "functions, median", functions, 50, functionMedian)
	checkShare(t, "functions, 90 %", functions, 90, functionNinety)
	checkShare(t, "files, 90 %", files, 90, fileNinety)
	for _, file := range goFiles(t, true) {
		if lines := countLines(t, file); lines > testFileMost {
			t.Errorf("%s has %d lines; at most %d", file, lines, testFileMost)
		}
	}
}

func measureFile(t *testing.T, file string) (functions []int) {
	t.Helper()
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, filepath.Join(root, file), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	ast.Inspect(parsed, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			lines := set.Position(n.End()).Line - set.Position(n.Pos()).Line + 1
			functions = append(functions, lines)
			if lines > functionMost {
				t.Errorf("%s: %s has %d lines; at most %d", file, n.Name.Name, lines, functionMost)
			}
		case *ast.InterfaceType:
			if n.Methods.NumFields() > interfaceMost {
				t.Errorf("%s: an interface has %d methods; at most %d", file, n.Methods.NumFields(), interfaceMost)
			}
		}
		return true
	})
	return functions
}

func checkShare(t *testing.T, what string, values []int, percent, most int) {
	t.Helper()
	slices.Sort(values)
	got := values[(len(values)-1)*percent/100]
	t.Logf("%s: %d lines (of %d)", what, got, len(values))
	if got > most {
		t.Errorf("%s: %d lines; at most %d", what, got, most)
	}
}

func countLines(t *testing.T, file string) int {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join(root, file))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Count(string(raw), "\n")
}

// TestPackageComments asks every package for exactly one comment, in doc.go, in at least four paragraphs.
func TestPackageComments(t *testing.T) {
	for dir, files := range productPackages(t) {
		var comments []string
		for _, file := range files {
			parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ParseComments|parser.PackageClauseOnly)
			if err != nil {
				t.Fatal(err)
			}
			if parsed.Doc != nil {
				comments = append(comments, file)
				if paragraphs := strings.Count(strings.TrimSpace(parsed.Doc.Text()), "\n\n") + 1; paragraphs < 4 {
					t.Errorf("%s: %d paragraphs; four say what for, the words, what not, where next", file, paragraphs)
				}
			}
		}
		if len(comments) != 1 || filepath.Base(comments[0]) != "doc.go" {
			t.Errorf("%s: the package comment stands in %v; it belongs in doc.go, once", dir, comments)
		}
	}
}

// TestModule keeps go.mod short: at most 25 direct dependencies and no replacement of anybody's code.
func TestModule(t *testing.T) {
	raw, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	direct := 0
	for line := range strings.Lines(string(raw)) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "replace") {
			t.Errorf("go.mod replaces a module: %s", line)
		}
		if strings.Contains(line, " v") && !strings.HasSuffix(line, "// indirect") && !strings.HasPrefix(line, "module") {
			direct++
		}
	}
	if direct == 0 || direct > dependenciesMost {
		t.Errorf("%d direct dependencies; at most %d", direct, dependenciesMost)
	}
}
