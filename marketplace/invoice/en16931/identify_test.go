package en16931_test

import (
	"math/big"
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
			"IBAN", en16931.ParseIBAN,
			map[string]string{"FI2112345600000785": "FI2112345600000785", "fi21 1234 5600 0007 85": "FI2112345600000785", "FI79 4405 2020 0360 82": "FI7944052020036082", "SE4550000000058398257466": "SE4550000000058398257466", "GB82WEST12345698765432": "GB82WEST12345698765432"},
			[]string{"", "FI2112345600000784", "FI211234560000078", "FI21123456000007855", "FI2A12345600000785", "QQ2112345600000785", "21FI12345600000785", "FI2112345600000785FI2112345600000785"},
		},
		{
			"BIC", en16931.ParseBIC,
			map[string]string{"NDEAFIHH": "NDEAFIHH", "ndeafihhxxx": "NDEAFIHHXXX", "OKOYFIHH": "OKOYFIHH"},
			[]string{"", "NDEAFIH", "NDEAQQHH", "NDEA1IHH", "NDEAFIHHXX", "003721291126"},
		},
		{
			"reference", en16931.ParseReference,
			map[string]string{"1232": "1232", "20260001230": "20260001230", "00000 1232": "1232", "86851 62596 19897": "868516259619897", "RF09868516259619897": "RF09868516259619897", "rf36 2026 0001 230": "RF3620260001230", "RF18539007547034": "RF18539007547034"},
			[]string{"", "1233", "123", "RF08868516259619897", "RF", "RF18", "RFAB1232", "123456789012345678901", "12A2", "0000"},
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
		{"FI2112345600000785", 2, en16931.ParseIBAN},
		{"20260001230", 0, en16931.ParseReference},
		{"RF3620260001230", 2, en16931.ParseReference},
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
func fuzz(f *testing.F, parse func(string) (string, bool), more func(*testing.T, string), seeds ...string) {
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
		more(t, got)
	})
}

func nothing(*testing.T, string) {}

func FuzzParseVAT(f *testing.F) { fuzz(f, en16931.ParseVAT, nothing, "FI12345671", "SE 123", "FI") }

func FuzzParseOVT(f *testing.F) {
	fuzz(f, en16931.ParseOVT, nothing, "003712345671", "0037 12345671ABCDE")
}

func FuzzParseBIC(f *testing.F) { fuzz(f, en16931.ParseBIC, nothing, "NDEAFIHH", "ndeafihhxxx") }

func FuzzParseOperator(f *testing.F) {
	fuzz(f, en16931.ParseOperator, nothing, "003721291126", "NDEAFIHH")
}

func FuzzParseIBAN(f *testing.F) {
	fuzz(f, en16931.ParseIBAN, func(t *testing.T, s string) {
		if rest(t, s[4:]+s[:4]) != 1 {
			t.Errorf("%s leaves another remainder", s)
		}
	}, "FI2112345600000785", "fi21 1234 5600 0007 85", "GB82WEST12345698765432")
}

func FuzzParseReference(f *testing.F) {
	fuzz(f, en16931.ParseReference, func(t *testing.T, s string) {
		if strings.HasPrefix(s, "RF") && rest(t, s[4:]+s[:4]) != 1 {
			t.Errorf("%s leaves another remainder", s)
		}
	}, "1232", "0001232", "RF3620260001230", "RF18539007547034")
}

// rest is the remainder modulo 97, in arithmetic of any size.
func rest(t *testing.T, s string) int64 {
	t.Helper()
	var digits strings.Builder
	for _, c := range s {
		if c >= 'A' {
			digits.WriteString(big.NewInt(int64(c - 'A' + 10)).String())
		} else {
			digits.WriteRune(c)
		}
	}
	n, ok := new(big.Int).SetString(digits.String(), 10)
	if !ok {
		t.Fatal(s)
	}
	return n.Mod(n, big.NewInt(97)).Int64()
}
