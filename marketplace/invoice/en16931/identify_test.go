package en16931_test

import (
	"strings"
	"testing"

	"sovite.fi/sovite/marketplace/invoice/en16931"
)

// Identifiers with the vectors of their publishers; spaces are for people.
func TestIdentifiers(t *testing.T) {
	tests := []struct {
		name  string
		parse func(string) (string, bool)
		good  map[string]string
		bad   []string
	}{
		{
			"VAT number", en16931.ParseVAT,
			map[string]string{"FI01120389": "FI01120389", "fi 0737546 2": "FI07375462", "SE123456789701": "SE123456789701", "EL123456789": "EL123456789", "XI123456789": "XI123456789"},
			[]string{"", "FI0112038-9", "FI01120388", "FI0112038", "01120389", "QQ12345678", "FI01120389X", "SE1234567890123"},
		},
		{
			"OVT", en16931.ParseOVT,
			map[string]string{"003701120389": "003701120389", "0037 0112 0389 1": "0037011203891", "003712345671abc12": "003712345671ABC12"},
			[]string{"", "003701120388", "00370112038", "003801120389", "003712345671ABC123", "0037 0112038-9", "FI2112345600000785"},
		},
		{
			"operator", en16931.ParseOperator,
			map[string]string{"003721291126": "003721291126", "NDEAFIHH": "NDEAFIHH", "DABAFIHH": "DABAFIHH"},
			[]string{"", "Nordea", "003721291126003721291126", "0037-21291126"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			for in, want := range tt.good {
				if got, ok := tt.parse(in); got != want || !ok {
					t.Errorf("%q: %q, %t", in, got, ok)
				}
			}
			for _, in := range tt.bad {
				if got, ok := tt.parse(in); ok {
					t.Errorf("%q is taken as %q", in, got)
				}
			}
		})
	}
}

// Any other digit in place of one makes an identifier wrong, except where two checks meet the same remainder: never here.
func TestEveryWrongDigitIsFound(t *testing.T) {
	for _, tt := range []struct {
		good  string
		from  int
		parse func(string) (string, bool)
	}{
		{"FI12345671", 2, en16931.ParseVAT},
		{"003712345671", 4, en16931.ParseOVT},
	} {
		for i := tt.from; i < len(tt.good); i++ {
			for c := byte('0'); c <= '9'; c++ {
				changed := tt.good[:i] + string(c) + tt.good[i+1:]
				if _, ok := tt.parse(changed); ok != (changed == tt.good) {
					t.Errorf("%s instead of %s: %t", changed, tt.good, ok)
				}
			}
		}
	}
}

// fuzz checks what holds for every parser: it never fails, gives back what it would take again unchanged, without spaces.
func fuzz(f *testing.F, parse func(string) (string, bool), seeds ...string) {
	for _, s := range seeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, ok := parse(s)
		if !ok {
			return
		}
		if again, ok := parse(got); !ok || again != got || strings.ContainsAny(got, " \u00a0") || got != strings.ToUpper(got) {
			t.Errorf("%q became %q and then %q, %t", s, got, again, ok)
		}
	})
}

func FuzzParseVAT(f *testing.F) { fuzz(f, en16931.ParseVAT, "FI12345671", "SE 123", "FI") }

func FuzzParseOVT(f *testing.F) {
	fuzz(f, en16931.ParseOVT, "003712345671", "0037 12345671ABCDE")
}

func FuzzParseOperator(f *testing.F) {
	fuzz(f, en16931.ParseOperator, "003721291126", "NDEAFIHH")
}
