package journal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/marketplace/money"
)

// File is what a SIE file says of itself.
type File struct {
	Company    string
	BusinessID string // Y-tunnus
	Generated  marketplace.Date
	From, To   marketplace.Date // of the financial year
}

// SIE is the entries of a financial year as a file of type 4 of the SIE standard, which Nordic bookkeeping programs read: accounts,
// cost centres (dimension 1), projects (dimension 6) and entries in series A. Code page 437, lines ended by CRLF; a character
// that the code page lacks is written as its nearest one, or as a question mark. The same entries give the same bytes. Invalid when
// the days of the year are none.
func SIE(lang i18n.Lang, c Chart, f File, entries []Entry) ([]byte, error) {
	out := &bytes.Buffer{}
	err := WriteSIE(out, lang, c, f, Over(entries))
	return out.Bytes(), err
}

// WriteSIE is SIE of entries that are not in memory at once. It goes through them twice.
func WriteSIE(out io.Writer, lang i18n.Lang, c Chart, f File, walk Walk) error {
	for field, d := range map[string]marketplace.Date{"generated": f.Generated, "from": f.From, "to": f.To} {
		if parsed, err := marketplace.ParseDate(string(d)); err != nil || parsed == "" {
			return marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(field, "field.date", "value", d)})
		}
	}
	within := func(do func(Entry) error) error {
		return walk(func(e Entry) error {
			if e.Day < f.From || e.Day > f.To {
				return nil
			}
			return do(e)
		})
	}
	s := &sie{out: bufio.NewWriter(out), plain: plain(), types: map[string]string{}, objects: [2]map[string]bool{{}, {}}}
	if err := within(s.gather); err != nil {
		return err
	}
	s.put("#FLAGGA 0")
	s.put("#FORMAT PC8")
	s.put("#SIETYP 4")
	s.put("#PROGRAM %s 1", quoted("Sovite"))
	s.put("#GEN %s", compact(f.Generated))
	s.put("#ORGNR %s", quoted(f.BusinessID))
	s.put("#FNAMN %s", quoted(f.Company))
	s.put("#RAR 0 %s %s", compact(f.From), compact(f.To))
	s.put("#VALUTA EUR")
	s.declare(c)
	err := within(func(e Entry) error { s.entry(lang, e); return nil })
	return errors.Join(err, s.out.Flush())
}

// sie writes the lines of a file; what goes wrong the buffer tells when it is flushed.
type sie struct {
	out     *bufio.Writer
	types   map[string]string // of each account that is booked: asset, liability, income or cost
	plain   *strings.Replacer
	objects [2]map[string]bool // cost centres and projects that are booked
}

// put writes a line in code page 437.
func (s *sie) put(format string, args ...any) {
	for _, r := range s.plain.Replace(fmt.Sprintf(format, args...)) {
		b, ok := charmap.CodePage437.EncodeRune(r)
		if !ok {
			b = '?'
		}
		_ = s.out.WriteByte(b)
	}
	_, _ = s.out.WriteString("\r\n")
}

func (s *sie) gather(e Entry) error {
	for _, l := range e.Lines {
		s.types[l.Account] = l.Use.sieType()
		for i, o := range []string{l.CostCentre, l.Project} {
			if o != "" {
				s.objects[i][o] = true
			}
		}
	}
	return nil
}

// declare names every account, cost centre and project that is booked.
func (s *sie) declare(c Chart) {
	for _, n := range slices.Sorted(maps.Keys(s.types)) {
		s.put("#KONTO %s %s", n, quoted(c.Name(n)))
		s.put("#KTYP %s %s", n, s.types[n])
	}
	for i, d := range []string{"1 " + quoted("Kustannuspaikka"), "6 " + quoted("Projekti")} {
		if len(s.objects[i]) == 0 {
			continue
		}
		s.put("#DIM %s", d)
		for _, o := range slices.Sorted(maps.Keys(s.objects[i])) {
			s.put("#OBJEKT %s %s %s", d[:1], quoted(o), quoted(o))
		}
	}
}

func (u Use) sieType() string {
	switch u {
	case Receivables, InputVAT, Provider, Disputed, Bank:
		return "T"
	case Advances, Unsettled, Platform, OutputVAT:
		return "S"
	case PlatformFees, ProviderFees, CreditLosses:
		return "K"
	case Sales, ReminderIncome, InterestIncome:
	}
	return "I"
}

func (s *sie) entry(lang i18n.Lang, e Entry) {
	s.put("#VER A %d %s %s %s", e.Number, compact(e.Day), quoted(e.Say(lang)), compact(e.On))
	s.put("{")
	for _, l := range e.Lines {
		s.put("   #TRANS %s {%s} %s %s %s", l.Account, objectsOf(l), point(l.Cents), compact(e.Day), quoted(string(l.Invoice)))
	}
	s.put("}")
}

func objectsOf(l Line) string {
	var out []string
	if l.CostCentre != "" {
		out = append(out, "1 "+quoted(l.CostCentre))
	}
	if l.Project != "" {
		out = append(out, "6 "+quoted(l.Project))
	}
	return strings.Join(out, " ")
}

// point writes an amount with a point, credit with a minus.
func point(c money.Cents) string {
	sign := ""
	if c < 0 {
		sign, c = "-", -c
	}
	return fmt.Sprintf("%s%d.%02d", sign, c/100, c%100)
}

func compact(d marketplace.Date) string { return strings.ReplaceAll(string(d), "-", "") }

// quoted is a text in quotation marks on one line.
func quoted(text string) string {
	return `"` + strings.NewReplacer(`\`, `/`, `"`, `\"`).Replace(line(text)) + `"`
}

// plain are the characters that the code page lacks, with the nearest one that it has.
func plain() *strings.Replacer {
	return strings.NewReplacer("€", "EUR", "–", "-", "—", "-", "−", "-", "’", "'", "”", "'", "“", "'", "\u00a0", " ", "\u202f", " ", "õ", "o", "Õ", "O", "š", "s", "Š", "S", "ž", "z", "Ž", "Z", "Ø", "O", "ø", "o", "ð", "d", "þ", "t")
}
