package esco

import (
	"fmt"
	"slices"
	"strings"
)

const (
	occupationPrefix = "occupation/"
	skillPrefix      = "skill/"
)

// Names are the names of a concept in one language.
type Names struct {
	Label  string
	Others []string
}

// Builder makes a Table. It is not safe for concurrent use.
type Builder struct{ table *Table }

// NewBuilder begins a table of a release of ESCO, such as "1.2.0".
func NewBuilder(release string) *Builder {
	return &Builder{&Table{release: clean(release), byID: map[string]int{}, byName: map[string][]string{}}}
}

// Skill adds a skill with its names in Finnish, Swedish and English; the id may stand with its address. A concept that is
// there already stays as it is. An error says what is wrong with the id or the names.
func (b *Builder) Skill(id string, names [3]Names) error {
	c, err := concept(id, skillPrefix, names)
	if err != nil || b.has(c.ID) {
		return err
	}
	b.table.byID[c.ID] = len(b.table.skills)
	b.table.skills = append(b.table.skills, Skill{c})
	return nil
}

// Occupation adds an occupation with its ISCO-08 unit group of four digits, as Skill does.
func (b *Builder) Occupation(id, isco string, names [3]Names) error {
	c, err := concept(id, occupationPrefix, names)
	if err != nil || b.has(c.ID) {
		return err
	}
	if len(isco) != 4 || strings.Trim(isco, "0123456789") != "" {
		return fmt.Errorf("%q is no ISCO-08 unit group: want four digits", isco)
	}
	b.occupation(Occupation{Concept: c, ISCO: isco})
	return nil
}

func (b *Builder) occupation(o Occupation) {
	b.table.byID[o.ID] = len(b.table.occupations)
	b.table.occupations = append(b.table.occupations, o)
	for _, label := range o.folded {
		if codes := b.table.byName[label]; !slices.Contains(codes, o.ISCO) {
			b.table.byName[label] = append(codes, o.ISCO)
		}
	}
}

// Essential ties a skill to an occupation; false when one of the two is not in the table.
func (b *Builder) Essential(occupation, skill string) bool {
	o, knownOccupation := b.table.byID[strings.TrimPrefix(occupation, Address)]
	s, knownSkill := b.table.byID[strings.TrimPrefix(skill, Address)]
	if !knownOccupation || !knownSkill || !isOccupation(occupation) || isOccupation(skill) {
		return false
	}
	list := &b.table.occupations[o].essential
	if at, there := slices.BinarySearch(*list, s); !there {
		*list = slices.Insert(*list, at, s)
	}
	return true
}

func isOccupation(id string) bool {
	return strings.HasPrefix(strings.TrimPrefix(id, Address), occupationPrefix)
}

// Keep adds, as retired, what an older table has and this one does not, so that what was chosen earlier keeps its name
// and its group.
func (b *Builder) Keep(older *Table) {
	for _, s := range older.skills {
		if !b.has(s.ID) {
			s.retired = true
			b.table.byID[s.ID] = len(b.table.skills)
			b.table.skills = append(b.table.skills, s)
		}
	}
	for _, o := range older.occupations {
		if !b.has(o.ID) {
			o.retired, o.essential = true, nil
			b.occupation(o)
		}
	}
}

// Table is what was built. The builder must not be used any more.
func (b *Builder) Table() *Table { return b.table }

func (b *Builder) has(id string) bool {
	_, ok := b.table.byID[id]
	return ok
}

func concept(id, prefix string, names [3]Names) (Concept, error) {
	c := Concept{ID: strings.TrimPrefix(id, Address)}
	if rest, ok := strings.CutPrefix(c.ID, prefix); !ok || rest == "" || strings.ContainsAny(rest, " \t\r\n") {
		return c, fmt.Errorf("%q is no id: want %s%s and a code", id, Address, prefix)
	}
	for i, n := range names {
		c.labels[i] = clean(n.Label)
		if c.labels[i] == "" {
			return c, fmt.Errorf("%s has no name", id)
		}
		var others []string
		for _, o := range n.Others {
			if o = strings.ReplaceAll(clean(o), "|", "/"); o != "" && o != c.labels[i] && !slices.Contains(others, o) {
				others = append(others, o)
			}
		}
		c.others[i] = strings.Join(others, "|")
		c.folded[i], c.aliases[i] = strings.ToLower(c.labels[i]), strings.ToLower(c.others[i])
	}
	return c, nil
}

// clean makes any run of white space one space: names stand in one line.
func clean(s string) string { return strings.Join(strings.Fields(strings.ToValidUTF8(s, "")), " ") }
