package journal

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode"

	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
)

// columns are those of the CSV file; the catalogue names them.
func columns() []string {
	return []string{"number", "day", "on", "account", "name", "debit", "credit", "text", "invoice", "treatment", "rate", "cost_centre", "project", "event", "corrects"}
}

// CSV is the entries as a file for a spreadsheet or a bookkeeping program: one row for each line, in the order of the entries,
// UTF-8 with a byte order mark, semicolons between cells, every line ended by CRLF, amounts with the decimal mark of the language
// and never below zero. The same entries give the same bytes. A text that a spreadsheet would run as a formula gets an
// apostrophe in front, and control characters become spaces.
func CSV(lang i18n.Lang, c Chart, entries []Entry) ([]byte, error) {
	out := &bytes.Buffer{}
	err := WriteCSV(out, lang, c, Over(entries))
	return out.Bytes(), err
}

// WriteCSV is CSV of entries that are not in memory at once.
func WriteCSV(out io.Writer, lang i18n.Lang, c Chart, walk Walk) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	w := csv.NewWriter(out)
	w.Comma, w.UseCRLF = ';', true
	head := columns()
	for i, name := range head {
		head[i] = cell(lang.T("journal.csv." + name))
	}
	if err := w.Write(head); err != nil {
		return err
	}
	err := walk(func(e Entry) error {
		for _, l := range e.Lines {
			if err := w.Write(row(lang, c, e, l)); err != nil {
				return err
			}
		}
		return nil
	})
	w.Flush()
	return errors.Join(err, w.Error())
}

func row(lang i18n.Lang, c Chart, e Entry, l Line) []string {
	debit, credit, rate, corrects := "", "", "", ""
	if l.Cents > 0 {
		debit = decimal(lang, l.Cents)
	} else {
		credit = decimal(lang, -l.Cents)
	}
	if l.Treatment != "" {
		rate = decimal(lang, money.Cents(l.Rate))
	}
	if e.Corrects != 0 {
		corrects = itoa(e.Corrects)
	}
	return []string{
		itoa(e.Number), string(e.Day), string(e.On), cell(l.Account), cell(c.Name(l.Account)), debit, credit, cell(e.Say(lang)),
		cell(string(l.Invoice)), cell(string(l.Treatment)), rate, cell(l.CostCentre), cell(l.Project), cell(string(e.Event)), corrects,
	}
}

// decimal writes hundredths with two decimals and no grouping.
func decimal(lang i18n.Lang, c money.Cents) string {
	mark := ","
	if lang.Voice == i18n.En {
		mark = "."
	}
	return fmt.Sprintf("%d%s%02d", c/100, mark, c%100)
}

// cell makes a text harmless for spreadsheets: they take what begins with one of these signs, also in its full width, for a
// formula, and some do so after spaces.
func cell(text string) string {
	text = line(text)
	if strings.ContainsRune("=+-@\uff1d\uff0b\uff0d\uff20\u2212|%", first(text)) {
		return "'" + text
	}
	return text
}

func first(text string) rune {
	for _, r := range text {
		return r
	}
	return ' '
}

// line is a text on one line, without control and formatting characters.
func line(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsControl(r), r == '\u2028', r == '\u2029':
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	return strings.TrimSpace(clean)
}
