package journal

import (
	"fmt"
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
	for field, d := range map[string]marketplace.Date{"generated": f.Generated, "from": f.From, "to": f.To} {
		if parsed, err := marketplace.ParseDate(string(d)); err != nil || parsed == "" {
			return nil, marketplace.InvalidFields([]marketplace.FieldError{marketplace.Field(field, "field.date", "value", d)})
		}
	}
	entries = slices.DeleteFunc(slices.Clone(entries), func(e Entry) bool { return e.Day < f.From || e.Day > f.To })
	s := &sie{}
	s.put("#FLAGGA 0")
	s.put("#FORMAT PC8")
	s.put("#SIETYP 4")
	s.put("#PROGRAM %s 1", quoted("Sovite"))
	s.put("#GEN %s", compact(f.Generated))
	s.put("#ORGNR %s", quoted(f.BusinessID))
	s.put("#FNAMN %s", quoted(f.Company))
	s.put("#RAR 0 %s %s", compact(f.From), compact(f.To))
	s.put("#VALUTA EUR")
	s.accounts(c, entries)
	s.objects(entries)
	for _, e := range entries {
		s.entry(lang, e)
	}
	return s.bytes()
}

// sie gathers the lines of a file.
type sie struct{ out strings.Builder }

func (s *sie) put(format string, args ...any) { fmt.Fprintf(&s.out, format+"\r\n", args...) }

// accounts declares every account that is booked, with its type: asset, liability, income or cost.
func (s *sie) accounts(c Chart, entries []Entry) {
	types := map[string]string{}
	var numbers []string
	for _, e := range entries {
		for _, l := range e.Lines {
			if types[l.Account] == "" {
				numbers = append(numbers, l.Account)
			}
			types[l.Account] = l.Use.sieType()
		}
	}
	slices.Sort(numbers)
	for _, n := range numbers {
		s.put("#KONTO %s %s", n, quoted(c.Name(n)))
		s.put("#KTYP %s %s", n, types[n])
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

// objects declares the cost centres and projects that are booked.
func (s *sie) objects(entries []Entry) {
	for _, d := range []struct {
		number int
		name   string
		of     func(Line) string
	}{{1, "Kustannuspaikka", func(l Line) string { return l.CostCentre }}, {6, "Projekti", func(l Line) string { return l.Project }}} {
		var seen []string
		for _, e := range entries {
			for _, l := range e.Lines {
				if d.of(l) != "" {
					seen = append(seen, d.of(l))
				}
			}
		}
		if len(seen) == 0 {
			continue
		}
		s.put("#DIM %d %s", d.number, quoted(d.name))
		slices.Sort(seen)
		for _, o := range slices.Compact(seen) {
			s.put("#OBJEKT %d %s %s", d.number, quoted(o), quoted(o))
		}
	}
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

func (s *sie) bytes() ([]byte, error) {
	plain := strings.NewReplacer("€", "EUR", "–", "-", "—", "-", "−", "-", "’", "'", "”", "'", "“", "'", "\u00a0", " ", "\u202f", " ", "õ", "o", "Õ", "O", "š", "s", "Š", "S", "ž", "z", "Ž", "Z", "Ø", "O", "ø", "o", "ð", "d", "þ", "t")
	text := plain.Replace(s.out.String())
	out := make([]byte, 0, len(text))
	for _, r := range text {
		b, ok := charmap.CodePage437.EncodeRune(r)
		if !ok {
			b = '?'
		}
		out = append(out, b)
	}
	return out, nil
}
