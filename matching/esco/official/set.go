package official

import (
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
)

// languages in the order of the labels of esco.
func languages() []string { return []string{"fi", "sv", "en"} }

const relationsName = "occupationSkillRelations"

// Set is where the files of a release are.
type Set struct {
	files   fs.FS
	paths   map[string]string // by name, such as "skills_fi.csv"
	total   int64             // bytes
	Release string            // from the names of the folders, such as "1.2.0"; empty when they tell nothing
}

// Find looks for the files in a folder and the folders below. An error names what is missing or there twice.
func Find(files fs.FS) (Set, error) {
	s := Set{files: files, paths: map[string]string{}}
	err := fs.WalkDir(files, ".", func(at string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !wanted(d.Name()) {
			return err
		}
		if first, twice := s.paths[d.Name()]; twice {
			return fmt.Errorf("%s is there twice, as %s and %s; keep the files of one release", d.Name(), first, at)
		}
		s.paths[d.Name()] = at
		return nil
	})
	if err != nil {
		return s, err
	}
	if err := s.complete(); err != nil {
		return s, err
	}
	s.Release = version(s.paths["occupations_en.csv"])
	return s, s.measure()
}

func wanted(name string) bool {
	return slices.ContainsFunc(languages(), func(lang string) bool {
		return name == "occupations_"+lang+".csv" || name == "skills_"+lang+".csv" || name == relationsName+"_"+lang+".csv"
	})
}

// complete chooses one file of relations, which say the same in every language, and names what is missing.
func (s *Set) complete() error {
	var missing []string
	for _, kind := range []string{"occupations", "skills"} {
		for _, lang := range languages() {
			if name := kind + "_" + lang + ".csv"; s.paths[name] == "" {
				missing = append(missing, name)
			}
		}
	}
	chosen := ""
	for _, lang := range languages() {
		name := relationsName + "_" + lang + ".csv"
		if at := s.paths[name]; at != "" {
			delete(s.paths, name)
			chosen = at
		}
	}
	if chosen == "" {
		missing = append(missing, relationsName+"_en.csv")
	}
	if len(missing) > 0 {
		return fmt.Errorf("%s missing; download the classification of ESCO as CSV in Finnish, Swedish and English from esco.ec.europa.eu and unpack all three into one folder",
			strings.Join(missing, ", "))
	}
	s.paths[relationsName] = chosen
	return nil
}

// version finds "v1.2.0" in the names of the folders, as the archives of ESCO have it.
func version(at string) string {
	found := regexp.MustCompile(`\bv(\d+(?:\.\d+)+)\b`).FindAllStringSubmatch(at, -1)
	if len(found) == 0 {
		return ""
	}
	return found[len(found)-1][1]
}

func (s *Set) measure() error {
	for _, at := range s.paths {
		info, err := fs.Stat(s.files, at)
		if err != nil {
			return fmt.Errorf("%s cannot be read: %w", path.Base(at), err)
		}
		s.total += info.Size()
	}
	return nil
}
