package official

import (
	"context"
	"fmt"
	"strings"

	"sovite.fi/sovite/matching/esco"
)

// Report says what stood in the files.
type Report struct {
	Occupations, Skills, Links int
	Untranslated               int // concepts that have an English name only
	Loose                      int // links whose occupation or skill the release does not have
}

// How much may be missing before files are taken for damaged or of different releases: ESCO's own gaps are far smaller.
const (
	mostUntranslated = 0.02
	mostLoose        = 0.05
)

// Read reads the files of a release into a table; what older has and the release does not is kept as retired. Progress is
// told in kilobytes. It ends with ctx. Errors are *Error where a line can be named.
func Read(ctx context.Context, set Set, older *esco.Table, progress func(done, total int)) (*esco.Table, Report, error) {
	r := &reader{ctx: ctx, set: set, progress: progress}
	b := esco.NewBuilder(set.Release)
	var report Report
	skills, err := r.concepts("skills", esco.Address+"skill/", &report)
	if err != nil {
		return nil, report, err
	}
	occupations, err := r.concepts("occupations", esco.Address+"occupation/", &report)
	if err != nil {
		return nil, report, err
	}
	for _, c := range skills.list {
		if err := b.Skill(c.id, c.names); err != nil {
			return nil, report, err
		}
	}
	for _, c := range occupations.list {
		if err := b.Occupation(c.id, c.isco, c.names); err != nil {
			return nil, report, err
		}
	}
	report.Skills, report.Occupations = len(skills.list), len(occupations.list)
	if err := r.links(b, &report); err != nil {
		return nil, report, err
	}
	b.Keep(older)
	return b.Table(), report, nil
}

// concept is an occupation or a skill with what was read of it so far.
type concept struct {
	id, isco string
	names    [3]esco.Names
}

type concepts struct {
	list []*concept
	byID map[string]*concept
}

// concepts reads one kind of concept in every language. The English file says which there are.
func (r *reader) concepts(kind, begin string, report *Report) (concepts, error) {
	all := concepts{byID: map[string]*concept{}}
	langs := languages()
	for i := len(langs) - 1; i >= 0; i-- {
		name := kind + "_" + langs[i] + ".csv"
		if err := r.names(name, begin, i, i == len(langs)-1, kind == "occupations", &all); err != nil {
			return all, err
		}
		if len(all.list) == 0 {
			return all, &Error{name, 2, "", "the file holds no concept", again}
		}
		missing := all.fill(i)
		if float64(missing) > mostUntranslated*float64(len(all.list)) {
			return all, &Error{name, 1, "", fmt.Sprintf("%d of %d concepts of the English file are missing", missing, len(all.list)), again}
		}
		report.Untranslated += missing
	}
	return all, nil
}

// names reads one file.
func (r *reader) names(name, begin string, column int, first, isco bool, all *concepts) error {
	needed := []string{"conceptUri", "preferredLabel", "altLabels"}
	if isco {
		needed = append(needed, "iscoGroup")
	}
	s, file, err := r.open(r.set.paths[name], needed...)
	if err != nil {
		return err
	}
	defer file.Close()
	for {
		more, err := s.next()
		if err != nil || !more {
			return err
		}
		if !s.released() {
			continue
		}
		id, err := s.id("conceptUri", begin)
		if err != nil {
			return err
		}
		c := all.byID[id]
		switch {
		case c == nil && !first:
			return s.wrong("conceptUri", id+" does not stand in the English file", "take all files from one release")
		case c == nil:
			c = &concept{id: id}
			all.byID[id] = c
			all.list = append(all.list, c)
		}
		if err := s.concept(c, column, first && isco); err != nil {
			return err
		}
	}
}

// concept reads the names of a row, and the group of an occupation.
func (s *sheet) concept(c *concept, column int, isco bool) error {
	label, err := s.text("preferredLabel")
	if err != nil {
		return err
	}
	c.names[column] = esco.Names{Label: label, Others: strings.Split(s.get("altLabels"), "\n")}
	if !isco {
		return nil
	}
	group, err := s.text("iscoGroup")
	if err != nil {
		return err
	}
	if len(group) == 3 {
		group = "0" + group // a zero in front gets lost where the code is taken for a number
	}
	if len(group) != 4 || strings.Trim(group, "0123456789") != "" {
		return s.wrong("iscoGroup", fmt.Sprintf("%.20q is no unit group of ISCO-08", group), "want four digits; "+again)
	}
	c.isco = group
	return nil
}

// fill gives the English name to concepts that have none in a language and counts them.
func (all *concepts) fill(column int) int {
	missing := 0
	for _, c := range all.list {
		if c.names[column].Label == "" {
			c.names[column] = esco.Names{Label: c.names[len(c.names)-1].Label}
			missing++
		}
	}
	return missing
}

// links reads which skills are essential to which occupation; optional ones are passed over.
func (r *reader) links(b *esco.Builder, report *Report) error {
	s, file, err := r.open(r.set.paths[relationsName], "occupationUri", "relationType", "skillUri")
	if err != nil {
		return err
	}
	defer file.Close()
	var firstLoose error
	for {
		more, err := s.next()
		if err != nil {
			return err
		}
		if !more {
			break
		}
		switch kind := strings.TrimSpace(s.get("relationType")); kind {
		case "optional":
			continue
		case "essential":
		default:
			return s.wrong("relationType", fmt.Sprintf("%.40q is neither essential nor optional", kind), again)
		}
		if b.Essential(s.get("occupationUri"), s.get("skillUri")) {
			report.Links++
			continue
		}
		if report.Loose++; firstLoose == nil {
			firstLoose = s.wrong("skillUri", "the occupation or the skill does not stand in the other files", "take all files from one release")
		}
	}
	if float64(report.Loose) > mostLoose*float64(report.Loose+report.Links) {
		return firstLoose
	}
	if report.Links == 0 {
		return &Error{s.name, 2, "", "the file holds no essential skill", again}
	}
	return nil
}
