package esco

import (
	"iter"
	"slices"
	"strings"
)

// Address is where ESCO publishes its concepts; ids stand without it.
const Address = "http://data.europa.eu/esco/"

// Concept is what occupations and skills share.
type Concept struct {
	ID      string // such as "occupation/6c4fa9a9-9d54-4f4e-b4f2-5bd3a4cd2f0d" or "skill/…"
	labels  [3]string
	others  [3]string // other names, with | between
	folded  [3]string // labels in small letters, for suggestions
	aliases [3]string // others in small letters
	retired bool
}

// Label is the name in a language, "fi", "sv" or "en"; any other language gives English.
func (c Concept) Label(lang string) string { return c.labels[column(lang)] }

// Key is the id.
func (c Concept) Key() string { return c.ID }

// Retired says that the release does not have the concept any more.
func (c Concept) Retired() bool { return c.retired }

// Occupation is one occupation of ESCO.
type Occupation struct {
	Concept
	ISCO      string // ISCO-08 unit group, four digits
	essential []int  // places of the essential skills in the table, ascending
}

// Skill is one skill, competence or piece of knowledge of ESCO.
type Skill struct{ Concept }

func column(lang string) int {
	switch lang {
	case "fi":
		return 0
	case "sv":
		return 1
	}
	return 2
}

// Table is one release. It is read-only and safe for concurrent use.
type Table struct {
	release     string
	occupations []Occupation
	skills      []Skill
	byID        map[string]int      // of occupations and of skills: their ids differ
	byName      map[string][]string // a name of an occupation in small letters, in any language, to its ISCO-08 codes
}

// Release is the version of ESCO, such as "1.1.1".
func (t *Table) Release() string { return t.release }

// Len is the number of occupations, without retired ones.
func (t *Table) Len() int { return current(t.occupations) }

// Skills is the number of skills, without retired ones.
func (t *Table) Skills() int { return current(t.skills) }

func current[C interface{ Retired() bool }](list []C) int {
	n := 0
	for _, c := range list {
		if !c.Retired() {
			n++
		}
	}
	return n
}

// All gives the occupations in the order of the list.
func (t *Table) All() iter.Seq[Occupation] { return slices.Values(t.occupations) }

// ByID finds an occupation by its id, with or without the address that ESCO publishes it at.
func (t *Table) ByID(id string) (Occupation, bool) {
	id = strings.TrimPrefix(id, Address)
	if i, ok := t.byID[id]; ok && strings.HasPrefix(id, occupationPrefix) {
		return t.occupations[i], true
	}
	return Occupation{}, false
}

// Skill finds a skill by its id, with or without the address.
func (t *Table) Skill(id string) (Skill, bool) {
	id = strings.TrimPrefix(id, Address)
	if i, ok := t.byID[id]; ok && strings.HasPrefix(id, skillPrefix) {
		return t.skills[i], true
	}
	return Skill{}, false
}

// HasSkill says whether there is a skill with the id.
func (t *Table) HasSkill(id string) bool {
	_, ok := t.Skill(id)
	return ok
}

// ISCO is the ISCO-08 unit group of an occupation; empty when the id is not known.
func (t *Table) ISCO(id string) string {
	o, _ := t.ByID(id)
	return o.ISCO
}

// Named gives the ISCO-08 unit groups, in their order, of the occupations that have exactly this name in Finnish, Swedish
// or English, whatever its case and spaces. Most names have one group; a text that is no name has none.
func (t *Table) Named(text string) []string {
	return slices.Clone(t.byName[clean(strings.ToLower(text))])
}

// Essential are the skills that are essential to an occupation, as far as the table has them; retired ones are left out.
func (t *Table) Essential(occupation string) []Skill {
	o, _ := t.ByID(occupation)
	out := make([]Skill, 0, len(o.essential))
	for _, i := range o.essential {
		if s := t.skills[i]; !s.retired {
			out = append(out, s)
		}
	}
	return out
}
