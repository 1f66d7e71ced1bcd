package official

import (
	"bufio"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Error says what is wrong in a file of ESCO, and what to do.
type Error struct {
	File   string
	Line   int
	Column string // empty when the whole line is meant
	Wrong  string // what is wrong
	Fix    string // what to do
}

func (e *Error) Error() string {
	column := ""
	if e.Column != "" {
		column = ", column " + e.Column
	}
	return fmt.Sprintf("%s line %d%s: %s; %s", e.File, e.Line, column, e.Wrong, e.Fix)
}

const again = "download the file again from esco.ec.europa.eu and use it as it is, without opening it in a spreadsheet"

// sheet is one file being read.
type sheet struct {
	name    string
	rows    *csv.Reader
	columns map[string]int
	cells   []string
}

// open begins a file and finds its columns; those needed must be there.
func (r *reader) open(at string, needed ...string) (*sheet, io.Closer, error) {
	f, err := r.set.files.Open(at)
	if err != nil {
		return nil, nil, fmt.Errorf("%s cannot be read: %w", path.Base(at), err)
	}
	in := bufio.NewReaderSize(&counted{f, r}, 1<<16)
	if mark, err := in.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = in.Discard(3)
	}
	s := &sheet{name: path.Base(at), rows: csv.NewReader(in), columns: map[string]int{}}
	s.rows.ReuseRecord = true
	if err := s.header(needed); err != nil {
		return nil, nil, errors.Join(err, f.Close())
	}
	return s, f, nil
}

func (s *sheet) header(needed []string) error {
	header, err := s.rows.Read()
	if errors.Is(err, io.EOF) {
		return &Error{s.name, 1, "", "the file is empty", again}
	}
	if err != nil {
		return s.broken(err)
	}
	for i, h := range header {
		if _, twice := s.columns[h]; !twice {
			s.columns[h] = i
		}
	}
	for _, n := range needed {
		if _, ok := s.columns[n]; ok {
			continue
		}
		wrong := "the column is missing"
		if len(header) == 1 && strings.ContainsAny(header[0], ";\t") {
			wrong = "the columns are not separated by commas, as ESCO publishes them"
		}
		return &Error{s.name, 1, n, wrong, again}
	}
	return nil
}

// next reads a row; false at the end.
func (s *sheet) next() (bool, error) {
	var err error
	if s.cells, err = s.rows.Read(); errors.Is(err, io.EOF) {
		return false, nil
	}
	if err != nil {
		return false, s.broken(err)
	}
	return true, nil
}

func (s *sheet) broken(err error) error {
	bad, ok := errors.AsType[*csv.ParseError](err)
	switch {
	case !ok:
		return fmt.Errorf("%s cannot be read: %w", s.name, err)
	case errors.Is(err, csv.ErrFieldCount):
		return &Error{s.name, bad.Line, "", "another number of columns than in the first line", again}
	}
	return &Error{s.name, bad.StartLine, "", "a quotation mark stands where none can be, or is not closed", again}
}

// get is a cell; empty when the file has no such column.
func (s *sheet) get(column string) string {
	if i, ok := s.columns[column]; ok {
		return s.cells[i]
	}
	return ""
}

// wrong says what is wrong with a cell of the row.
func (s *sheet) wrong(column, wrong, fix string) error {
	line := 0
	if i, ok := s.columns[column]; ok {
		line, _ = s.rows.FieldPos(i)
	}
	return &Error{s.name, line, column, wrong, fix}
}

// text is a cell that must be filled in, in UTF-8.
func (s *sheet) text(column string) (string, error) {
	v := s.get(column)
	switch {
	case !utf8.ValidString(v):
		return "", s.wrong(column, "the text is not UTF-8", again)
	case strings.TrimSpace(v) == "":
		return "", s.wrong(column, "the cell is empty", again)
	}
	return strings.TrimSpace(v), nil
}

// id is a cell with the address of a concept.
func (s *sheet) id(column, begin string) (string, error) {
	v, err := s.text(column)
	if err == nil && (!strings.HasPrefix(v, begin) || v == begin) {
		err = s.wrong(column, fmt.Sprintf("%.80q is not the address of such a concept", v), "want an address that begins with "+begin)
	}
	return v, err
}

// released says whether the row is a concept of the release: ESCO marks what it does not use any more.
func (s *sheet) released() bool {
	status, kind := strings.TrimSpace(s.get("status")), strings.TrimSpace(s.get("conceptType"))
	return (status == "" || status == "released") && !slices.Contains([]string{"ISCOGroup", "SkillGroup"}, kind)
}

// counted tells how much of the files is read.
type counted struct {
	from io.Reader
	r    *reader
}

func (c *counted) Read(p []byte) (int, error) {
	if err := c.r.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.from.Read(p)
	c.r.done += int64(n)
	if c.r.progress != nil {
		c.r.progress(int(c.r.done>>10), int(c.r.set.total>>10))
	}
	return n, err
}

// reader is a release being read.
type reader struct {
	ctx      context.Context //nolint:containedctx // one reader is one call of Read
	set      Set
	progress func(done, total int)
	done     int64
}
