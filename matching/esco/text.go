package esco

import (
	"bufio"
	"bytes"
	"compress/gzip"
	_ "embed"
	"fmt"
	"io"
	"strconv"
	"strings"
)

//go:embed embedded.tsv.gz
var embedded []byte

// Load reads the embedded part. An error means that the program was built with broken data.
func Load() (*Table, error) {
	z, err := gzip.NewReader(bytes.NewReader(embedded))
	if err != nil {
		return nil, fmt.Errorf("embedded.tsv.gz: %w", err)
	}
	t, err := Read(z)
	if err != nil {
		return nil, fmt.Errorf("embedded.tsv.gz: %w", err)
	}
	return t, nil
}

// The first line of a table as text: what it is, the version of the form, and the release.
const heading = "esco\t1\t"

// columns of a line: kind (s for a skill, o for an occupation; S and O when retired), the id without its first part, the
// ISCO-08 group, three labels, three lists of other names, and the numbers of the essential skills. Empty columns at the
// end are left out. Skills stand before occupations and are numbered from 0.
const columns = 10

// maxLine is the most bytes in a line: some concepts have dozens of names.
const maxLine = 1 << 20

// Read reads a table that Write wrote. An error names the line.
func Read(r io.Reader) (*Table, error) {
	lines := bufio.NewScanner(r)
	lines.Buffer(nil, maxLine)
	if !lines.Scan() || !strings.HasPrefix(lines.Text(), heading) {
		return nil, fmt.Errorf("line 1: no table of ESCO in the form that this program reads (%w)", errOr(lines.Err(), io.ErrUnexpectedEOF))
	}
	b := NewBuilder(strings.TrimPrefix(lines.Text(), heading))
	for n := 2; lines.Scan(); n++ {
		if err := b.line(lines.Text()); err != nil {
			return nil, fmt.Errorf("line %d: %w", n, err)
		}
	}
	if err := lines.Err(); err != nil {
		return nil, err
	}
	return b.Table(), nil
}

func errOr(err, otherwise error) error {
	if err != nil {
		return err
	}
	return otherwise
}

func (b *Builder) line(text string) error {
	var f [columns]string
	parts := strings.SplitN(text, "\t", columns)
	copy(f[:], parts)
	var names [3]Names
	for i := range names {
		names[i] = Names{Label: f[3+i], Others: strings.Split(f[6+i], "|")}
	}
	skills, occupations := len(b.table.skills), len(b.table.occupations)
	switch f[0] {
	case "s", "S":
		if err := b.Skill(skillPrefix+f[1], names); err != nil {
			return err
		}
		if len(b.table.skills) == skills {
			return fmt.Errorf("skill %s stands twice", f[1])
		}
		b.table.skills[skills].retired = f[0] == "S"
		return nil
	case "o", "O":
		if err := b.Occupation(occupationPrefix+f[1], f[2], names); err != nil {
			return err
		}
		if len(b.table.occupations) == occupations {
			return fmt.Errorf("occupation %s stands twice", f[1])
		}
		b.table.occupations[occupations].retired = f[0] == "O"
		return b.essentials(f[columns-1])
	}
	return fmt.Errorf("%q is neither skill nor occupation", f[0])
}

// essentials reads the numbers of the essential skills of the last occupation.
func (b *Builder) essentials(numbers string) error {
	last := -1
	o := &b.table.occupations[len(b.table.occupations)-1]
	for word := range strings.FieldsSeq(numbers) {
		n, err := strconv.Atoi(word)
		if err != nil || n <= last || n >= len(b.table.skills) {
			return fmt.Errorf("%q is no number of a skill above, in rising order", word)
		}
		o.essential, last = append(o.essential, n), n
	}
	return nil
}

// Write writes the table as text that Read reads. Equal tables give equal bytes.
func (t *Table) Write(w io.Writer) error {
	out := bufio.NewWriter(w)
	fmt.Fprintln(out, heading+t.release)
	for _, s := range t.skills {
		writeLine(out, "s", s.Concept, skillPrefix, "", nil)
	}
	for _, o := range t.occupations {
		writeLine(out, "o", o.Concept, occupationPrefix, o.ISCO, o.essential)
	}
	return out.Flush()
}

// writeLine writes one line; bufio keeps the first error for Flush.
func writeLine(out *bufio.Writer, kind string, c Concept, prefix, isco string, essential []int) {
	if c.retired {
		kind = strings.ToUpper(kind)
	}
	numbers := make([]string, len(essential))
	for i, n := range essential {
		numbers[i] = strconv.Itoa(n)
	}
	f := []string{kind, strings.TrimPrefix(c.ID, prefix), isco, c.labels[0], c.labels[1], c.labels[2], c.others[0], c.others[1], c.others[2], strings.Join(numbers, " ")}
	fmt.Fprintln(out, strings.TrimRight(strings.Join(f, "\t"), "\t"))
}
