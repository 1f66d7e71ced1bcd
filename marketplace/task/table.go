package task

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"sovite.fi/sovite/marketplace"
)

// The bounds of a table.
const (
	MaxTableBytes = 10 << 20
	MaxTableRows  = 20_000 // without the header

	maxTableColumns = 200
)

// table is a file of comma-separated values taken apart. Rows are numbered as a spreadsheet numbers them: the header is
// row 1, and an empty line is a row too.
type table struct {
	Encoding  string // "utf-8", "utf-16" or "windows-1252"
	Separator rune   // ; , or tab
	Header    []string
	Rows      []row
}

type row struct {
	Number int
	Cells  []string
}

// readTable takes a file apart. TooLarge when it has too many bytes or rows; Invalid when it is empty or a quotation
// mark stands where none can be, naming the row.
func readTable(file []byte) (table, error) {
	if len(file) > MaxTableBytes {
		return table{}, marketplace.Errorf(marketplace.TooLarge, "import.too_large", "megabytes", MaxTableBytes>>20)
	}
	text, name, err := decode(file)
	if err != nil {
		return table{}, marketplace.Errorf(marketplace.Invalid, "import.encoding", err)
	}
	t := table{Encoding: name, Separator: separator(text)}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.FieldsPerRecord = t.Separator, -1
	inside := 0 // line ends inside quoted cells so far: they make no row of their own
	for {
		cells, err := r.Read()
		if errors.Is(err, io.EOF) {
			return t, t.complete()
		}
		if err != nil {
			return table{}, quoteError(err, inside)
		}
		line, _ := r.FieldPos(0)
		number := line - inside
		inside += strings.Count(strings.Join(cells, ""), "\n")
		if err := t.add(number, cells); err != nil {
			return table{}, err
		}
	}
}

func (t *table) add(number int, cells []string) error {
	if t.Header == nil {
		if len(cells) > maxTableColumns {
			return marketplace.Errorf(marketplace.TooLarge, "import.too_many_columns", "max", maxTableColumns)
		}
		t.Header = cells
		return nil
	}
	if strings.TrimSpace(strings.Join(cells, "")) == "" {
		return nil
	}
	if len(t.Rows) == MaxTableRows {
		return marketplace.Errorf(marketplace.TooLarge, "import.too_many_rows", "max", MaxTableRows)
	}
	t.Rows = append(t.Rows, row{Number: number, Cells: cells})
	return nil
}

func (t *table) complete() error {
	if t.Header == nil {
		return marketplace.Errorf(marketplace.Invalid, "import.empty")
	}
	return nil
}

func quoteError(err error, inside int) error {
	at := 0
	if p, ok := errors.AsType[*csv.ParseError](err); ok {
		at = p.StartLine - inside
	}
	return marketplace.Errorf(marketplace.Invalid, "import.quotes", "row", at, err)
}

// decode gives the file as UTF-8 text. What is no UTF-8 is Windows-1252, as spreadsheets in Finland write it; UTF-16 is
// known by its mark.
func decode(file []byte) (text, name string, err error) {
	var from encoding.Encoding = charmap.Windows1252
	name = "windows-1252"
	switch {
	case bytes.HasPrefix(file, []byte("\xff\xfe")), bytes.HasPrefix(file, []byte("\xfe\xff")):
		from, name = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "utf-16"
	case utf8.Valid(file):
		return lines(strings.TrimPrefix(string(file), "\ufeff")), "utf-8", nil
	}
	out, err := from.NewDecoder().Bytes(file)
	return lines(string(out)), name, err
}

// lines makes every line end a line feed, so that rows are counted alike.
func lines(s string) string {
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// separator is the one of the three that stands most often in the header, outside quotation marks.
func separator(text string) rune {
	header, _, _ := strings.Cut(strings.TrimLeft(text, "\n"), "\n")
	counts, quoted := map[rune]int{}, false
	for _, r := range header {
		if r == '"' {
			quoted = !quoted
		} else if !quoted {
			counts[r]++
		}
	}
	best := ';'
	for _, r := range []rune{'\t', ','} {
		if counts[r] > counts[best] {
			best = r
		}
	}
	return best
}
