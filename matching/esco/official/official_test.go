package official_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"sovite.fi/sovite/matching/esco"
	"sovite.fi/sovite/matching/esco/official"
)

// release is the files of a release in memory, so that a test can damage them. Names of folders are left out.
func release(t testing.TB, version string) fstest.MapFS {
	t.Helper()
	out := fstest.MapFS{}
	err := fs.WalkDir(os.DirFS("testdata"), ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.Contains(at, "v"+version) {
			return err
		}
		raw, err := os.ReadFile("testdata/" + at)
		out[d.Name()] = &fstest.MapFile{Data: raw}
		return err
	})
	if err != nil || len(out) != 9 {
		t.Fatalf("%d files, %v", len(out), err)
	}
	return out
}

func embedded(t testing.TB) *esco.Table {
	t.Helper()
	table, err := esco.Load()
	if err != nil {
		t.Fatal(err)
	}
	return table
}

func read(t testing.TB, files fs.FS) (*esco.Table, official.Report, error) {
	t.Helper()
	set, err := official.Find(files)
	if err != nil {
		return nil, official.Report{}, err
	}
	return official.Read(context.Background(), set, embedded(t), nil)
}

// TestBothVersions reads the headers of ESCO 1.1 and 1.2: a table of the same kind as the embedded part.
func TestBothVersions(t *testing.T) {
	for version, want := range map[string]struct {
		occupations int
		dishLine    bool
	}{"1.1.1": {3, false}, "1.2.0": {3, true}} {
		table, report, err := read(t, release(t, version))
		if err != nil {
			t.Fatalf("%s: %v", version, err)
		}
		if table.Len() != want.occupations || table.Skills() != 14 || report.Links == 0 || report.Loose > 0 || report.Untranslated > 0 {
			t.Errorf("%s: %d occupations, %d skills, %+v", version, table.Len(), table.Skills(), report)
		}
		if got := table.Suggest("pesulinja", "fi", 3); (len(got) == 1) != want.dishLine {
			t.Errorf("%s: the new occupation: %v", version, got)
		}
		if got := table.Suggest("tiskaaja", "fi", 3); len(got) != 1 || got[0].Label("fi") != "keittiöapulainen" || len(table.Essential(got[0].ID)) == 0 {
			t.Errorf("%s: by another name: %v", version, got)
		}
		if table.ISCO("occupation/75b63949-1b93-4bf2-a777-ccf978dc3e8a") != "7411" || len(table.Suggest("sähköasentaja", "fi", 3)) > 0 {
			t.Errorf("%s: what the release dropped must stay known and not be suggested", version)
		}
	}
}

func TestFindInFolders(t *testing.T) {
	set, err := official.Find(os.DirFS("testdata/ESCO dataset - v1.2.0 - classification - fi - csv"))
	if err == nil || !strings.Contains(err.Error(), "occupations_sv.csv") || set.Release != "" {
		t.Errorf("one language: %v", err)
	}
	if _, err := official.Find(os.DirFS("testdata")); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("two releases: %v", err)
	}
	one := fstest.MapFS{}
	for name, f := range release(t, "1.2.0") {
		one["ESCO dataset - v1.2.0 - classification - csv/"+name] = f
	}
	if set, err = official.Find(one); err != nil || set.Release != "1.2.0" {
		t.Errorf("release %q, %v", set.Release, err)
	}
}

// TestDamage damages one file at a time: the error names the file, the line and the column, and says what to do.
func TestDamage(t *testing.T) {
	swap := func(a, b string) func(string) string {
		return func(s string) string { return strings.Replace(s, a, b, 1) }
	}
	tests := []struct {
		name, file string
		damage     func(string) string
		want       []string
	}{
		{"no such column", "occupations_fi.csv", swap("iscoGroup", "isco"), []string{"occupations_fi.csv line 1, column iscoGroup", "download"}},
		{"semicolons", "skills_sv.csv", func(s string) string { return strings.ReplaceAll(s, ",", ";") }, []string{"skills_sv.csv line 1", "commas"}},
		{"empty", "skills_sv.csv", func(string) string { return "" }, []string{"skills_sv.csv line 1", "empty"}},
		{"header only", "skills_en.csv", func(s string) string { return strings.SplitAfter(s, "\n")[0] }, []string{"skills_en.csv line 2", "no concept"}},
		{"group of two digits", "occupations_en.csv", swap("9412", "94"), []string{"occupations_en.csv line", "column iscoGroup", "four digits"}},
		{"no name", "skills_en.csv", func(s string) string {
			rows := strings.Split(s, "\n")
			cells := strings.SplitN(rows[1], ",", 6)
			cells[4] = " "
			rows[1] = strings.Join(cells, ",")
			return strings.Join(rows, "\n")
		}, []string{"skills_en.csv line 2, column preferredLabel", "empty"}},
		{"another address", "skills_fi.csv", swap("data.europa.eu/esco/skill/", "data.europa.eu/esco/isco/"), []string{"skills_fi.csv line 2, column conceptUri", "address"}},
		{"another release", "skills_fi.csv", swap("esco/skill/", "esco/skill/x"), []string{"skills_fi.csv line 2, column conceptUri", "one release"}},
		{"cut short", "skills_fi.csv", func(s string) string { return strings.Join(strings.SplitAfter(s, "\n")[:6], "") }, []string{"skills_fi.csv line 1", "9 of 14 concepts"}},
		{"cut in a row", "occupations_sv.csv", func(s string) string { return s[:len(s)-30] }, []string{"occupations_sv.csv line"}},
		{"open quotation mark", "occupations_sv.csv", func(s string) string { return s + "\"" }, []string{"occupations_sv.csv line", "quotation"}},
		{"latin-1", "skills_fi.csv", swap("ä", "\xe4"), []string{"skills_fi.csv line", "column preferredLabel", "UTF-8"}},
		{"kind of link", "occupationSkillRelations_en.csv", swap("essential", "needed"), []string{"occupationSkillRelations_en.csv line 2, column relationType", "needed"}},
		{"links of another release", "occupationSkillRelations_en.csv", func(s string) string { return strings.ReplaceAll(s, "esco/skill/", "esco/skill/x") }, []string{"occupationSkillRelations_en.csv line 2, column skillUri", "one release"}},
		{"our own tables", "occupations_en.csv", func(string) string { return "id\tcode\tisco\tlabel_en\noccupation/a\t1\t9112\tx\n" }, []string{"occupations_en.csv line 1", "commas"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			files := release(t, "1.1.1")
			files[test.file] = &fstest.MapFile{Data: []byte(test.damage(string(files[test.file].Data)))}
			_, _, err := read(t, files)
			if _, ok := errors.AsType[*official.Error](err); !ok {
				t.Fatalf("got %v", err)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("%q does not say %q", err, want)
				}
			}
		})
	}
}

func TestMissing(t *testing.T) {
	files := release(t, "1.1.1")
	for _, name := range []string{"skills_fi.csv", "occupationSkillRelations_en.csv", "occupationSkillRelations_fi.csv", "occupationSkillRelations_sv.csv"} {
		delete(files, name)
	}
	_, _, err := read(t, files)
	if err == nil || !strings.Contains(err.Error(), "skills_fi.csv, occupationSkillRelations_en.csv missing") {
		t.Errorf("%v", err)
	}
}

func TestStops(t *testing.T) {
	set, err := official.Find(release(t, "1.1.1"))
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, _, err := official.Read(ctx, set, embedded(t), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

// FuzzFiles reads any text as one of the files: an error or a table, never a panic.
func FuzzFiles(f *testing.F) {
	files, older := release(f, "1.2.0"), esco.NewBuilder("0").Table()
	for _, name := range []string{"occupations_en.csv", "skills_fi.csv", "occupationSkillRelations_en.csv"} {
		f.Add(name, string(files[name].Data))
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		if _, ok := files[name]; !ok {
			return
		}
		damaged := fstest.MapFS{}
		for n, file := range files {
			damaged[n] = file
		}
		damaged[name] = &fstest.MapFile{Data: []byte(text)}
		set, err := official.Find(damaged)
		if err != nil {
			t.Fatal(err)
		}
		table, _, err := official.Read(context.Background(), set, older, nil)
		if (table == nil) == (err == nil) {
			t.Fatalf("%v, %v", table, err)
		}
	})
}
