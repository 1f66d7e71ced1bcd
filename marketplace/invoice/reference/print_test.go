package reference

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// The published examples of the bank barcode guide, both versions.
func TestBarcodeGuide(t *testing.T) {
	for want, s := range map[string]Slip{
		"479440520200360820048831500000000868516259619897100612": {"FI79 4405 2020 0360 82", 4883_15, "86851 62596 19897", "2010-06-12"},
		"458101710000001220004829900000000559582243294671120131": {"FI58 1017 1000 0001 22", 482_99, "55958 22432 94671", "2012-01-31"},
		"402500046400013020006938000000069875672083435364110724": {"FI02 5000 4640 0013 02", 693_80, "69 87567 20834 35364", "2011-07-24"},
		"415660100015306410074445400000007758474790647489191219": {"FI15 6601 0001 5306 41", 7444_54, "7 75847 47906 47489", "2019-12-19"},
		"416800014000502670009358500000078777679656628687000000": {"FI16 8000 1400 0502 67", 935_85, "78 77767 96566 28687", ""},
		"473313130010000580000000000000000000000000868624130809": {"FI73 3131 3001 0000 58", 0, "8 68624", "2013-08-09"},
		"483330100011007751500002000092125374252539897737160525": {"FI83 3301 0001 1007 75", 150000_20, "92125 37425 25398 97737", "2016-05-25"},
		"492393900010033910000000200000000000000001357914991224": {"FI92 3939 0001 0033 91", 2, "13 57914", "2099-12-24"},
		"579440520200360820048831509000000868516259619897100612": {"FI79 4405 2020 0360 82", 4883_15, "RF09 8685 1625 9619 897", "2010-06-12"},
		"558101710000001220004829906000000559582243294671100131": {"FI58 1017 1000 0001 22", 482_99, "RF06 5595 8224 3294 671", "2010-01-31"},
		"515660100015306410074445484000007758474790647489191219": {"FI15 6601 0001 5306 41", 7444_54, "RF84 7758 4747 9064 7489", "2019-12-19"},
		"516800014000502670009358560000078777679656628687000000": {"FI16 8000 1400 0502 67", 935_85, "RF60 7877 7679 6566 2868 7", ""},
		"573313130010000580000000010000000000000000868624130809": {"FI73 3131 3001 0000 58", 0, "RF10 8686 24", "2013-08-09"},
		"583330100011007751500002071092125374252539897737160525": {"FI83 3301 0001 1007 75", 150000_20, "RF71 9212 5374 2525 3989 7737", "2016-05-25"},
		"539363630020924920000010366000000000000590738390230311": {"FI39 3636 3002 0924 92", 1_03, "RF66 5907 3839 0", "2023-03-11"},
		"592393900010033910000000295000000000000001357914991224": {"FI92 3939 0001 0033 91", 2, "RF95 1357 914", "2099-12-24"},
	} {
		if got, err := Barcode(s); got != want || err != nil {
			t.Errorf("%+v\n%s, %v; want\n%s", s, got, err, want)
		}
	}
}

func TestBarcodeLimits(t *testing.T) {
	good := Slip{IBAN: "FI2112345600000785", Amount: 1, Reference: "1232", Due: "2026-12-14"}
	letters, _ := RF("LASKU7")
	for name, tt := range map[string]struct {
		change func(*Slip)
		want   []string
	}{
		"the largest amount":     {func(s *Slip) { s.Amount = 999_999_99 }, nil},
		"a foreign account":      {func(s *Slip) { s.IBAN = "EE382200221020145685" }, []string{"iban: reference.barcode_country"}},
		"letters":                {func(s *Slip) { s.Reference = letters }, []string{"reference: reference.barcode_letters"}},
		"below zero":             {func(s *Slip) { s.Amount = -1 }, []string{"amount: reference.amount_below"}},
		"a day that is none":     {func(s *Slip) { s.Due = "2026-02-30" }, []string{"due: reference.due"}},
		"a day of last century":  {func(s *Slip) { s.Due = "1999-12-31" }, []string{"due: reference.due"}},
		"nothing of it is right": {func(s *Slip) { *s = Slip{Amount: -1, Due: "x"} }, []string{"iban: reference.iban_form", "reference: reference.finnish_digits", "amount: reference.amount_below", "due: reference.due"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := good
			tt.change(&s)
			_, err := Barcode(s)
			if diff := cmp.Diff(tt.want, fieldKeys(err)); diff != "" {
				t.Error(diff)
			}
		})
	}
	good.Amount = 1_000_000_00
	if got, err := Barcode(good); err != nil || got[17:25] != "00000000" {
		t.Errorf("a million: %q, %v", got, err)
	}
}

func fieldKeys(err error) (out []string) {
	if err == nil {
		return nil
	}
	for _, f := range marketplace.AsError(err).Fields {
		out = append(out, f.Field+": "+f.Key)
	}
	return out
}

// Every slip has 54 digits from which everything can be read back.
func TestBarcodeRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		account := digitsOf(t, 14, 14)
		number, _ := Finnish("1" + digitsOf(t, 2, 18))
		s := Slip{
			IBAN: "FI" + checkDigits(account+"FI") + account, Reference: number,
			Amount: money.Cents(rapid.Int64Range(0, 999_999_99).Draw(t, "amount")),
			Due:    marketplace.Date("2000-01-01").AddDays(rapid.IntRange(0, 36_000).Draw(t, "day")),
		}
		if rapid.Bool().Draw(t, "rf") {
			s.Reference, _ = RF(number)
		}
		code, err := Barcode(s)
		if err != nil || len(code) != 54 || !digits(code) {
			t.Fatalf("%q, %v", code, err)
		}
		got := Slip{IBAN: "FI" + code[1:17], Due: marketplace.Date("20" + code[48:50] + "-" + code[50:52] + "-" + code[52:])}
		for _, d := range code[17:25] {
			got.Amount = got.Amount*10 + money.Cents(d-'0')
		}
		switch code[0] {
		case '4':
			got.Reference, err = ParseFinnish(code[28:48])
		case '5':
			got.Reference, err = ParseRF("RF" + code[25:48])
		}
		if got != s || err != nil {
			t.Fatalf("%+v came back as %+v, %v", s, got, err)
		}
	})
}

func TestQR(t *testing.T) {
	full := Transfer{
		Name: "Työpaja Ääni ry", IBAN: "FI21 1234 5600 0007 85", BIC: "ndeafihh", Amount: 1516_77, Purpose: "GDDS",
		Reference: "20260 001230", Due: "2026-12-14",
	}
	for name, tt := range map[string]struct {
		t    Transfer
		want string
	}{
		"everything": {full, "BCD\n002\n1\nSCT\nNDEAFIHH\nTyöpaja Ääni ry\nFI2112345600000785\nEUR1516.77\nGDDS\nRF3620260001230\n\nReqdExctnDt/2026-12-14"},
		"nothing after the last given": {
			Transfer{Name: "A", IBAN: full.IBAN, Amount: 1, Reference: "RF18 5390 0754 7034"},
			"BCD\n002\n1\nSCT\n\nA\nFI2112345600000785\nEUR0.01\n\nRF18539007547034",
		},
		"a text": {Transfer{Name: "A", IBAN: full.IBAN, Amount: 999_999_999_99, Text: "Lasku 7"}, "BCD\n002\n1\nSCT\n\nA\nFI2112345600000785\nEUR999999999.99\n\n\nLasku 7"},
		"least":  {Transfer{Name: "A", IBAN: full.IBAN, Amount: 5}, "BCD\n002\n1\nSCT\n\nA\nFI2112345600000785\nEUR0.05"},
	} {
		if got, err := QR(tt.t); got != tt.want || err != nil {
			t.Errorf("%s: %q, %v; want %q", name, got, err, tt.want)
		}
	}
}

func TestQRLimits(t *testing.T) {
	good := Transfer{Name: strings.Repeat("ä", 70), IBAN: "FI2112345600000785", Amount: 1, Text: strings.Repeat("x", 140)}
	for name, tt := range map[string]struct {
		change func(*Transfer)
		want   []string
	}{
		"the longest texts":       {func(*Transfer) {}, nil},
		"a name of 71":            {func(s *Transfer) { s.Name += "x" }, []string{"name: field.too_long"}},
		"a text of 141":           {func(s *Transfer) { s.Text += "x" }, []string{"text: field.too_long"}},
		"too many bytes":          {func(s *Transfer) { s.Text = strings.Repeat("€", 140) }, []string{"text: reference.qr_long"}},
		"no name":                 {func(s *Transfer) { s.Name = " " }, []string{"name: field.required"}},
		"a line break in a text":  {func(s *Transfer) { s.Text = "a\nEUR1.00" }, []string{"text: reference.one_line"}},
		"bytes that are no text":  {func(s *Transfer) { s.Name = "a\xff" }, []string{"name: reference.one_line"}},
		"nothing to pay":          {func(s *Transfer) { s.Amount = 0 }, []string{"amount: reference.qr_amount"}},
		"a billion":               {func(s *Transfer) { s.Amount = 1_000_000_000_00 }, []string{"amount: reference.qr_amount"}},
		"a wrong purpose":         {func(s *Transfer) { s.Purpose = "GOODS" }, []string{"purpose: reference.purpose"}},
		"a reference and a text":  {func(s *Transfer) { s.Reference = "1232" }, []string{"text: reference.qr_both"}},
		"a mistyped reference":    {func(s *Transfer) { s.Text, s.Reference = "", "1233" }, []string{"reference: reference.finnish_check"}},
		"a mistyped bank":         {func(s *Transfer) { s.BIC = "NDEA" }, []string{"bic: reference.bic"}},
		"a mistyped account":      {func(s *Transfer) { s.IBAN = "FI2112345600000786" }, []string{"iban: reference.iban_check"}},
		"a day that is none":      {func(s *Transfer) { s.Due = "14.12.2026" }, []string{"due: reference.due"}},
		"an RF with wrong digits": {func(s *Transfer) { s.Text, s.Reference = "", "RF19539007547034" }, []string{"reference: reference.rf_check"}},
	} {
		t.Run(name, func(t *testing.T) {
			s := good
			tt.change(&s)
			got, err := QR(s)
			if diff := cmp.Diff(tt.want, fieldKeys(err)); diff != "" {
				t.Errorf("%s%q", diff, got)
			}
		})
	}
}

// Whatever is put in, what comes out keeps to the limits of the code and has its lines in their places.
func FuzzQR(f *testing.F) {
	f.Add("Paja", "FI2112345600000785", "", int64(1), "", "1232", "", "2026-12-14")
	f.Add("Paja\n", "FI2112345600000785", "NDEAFIHH", int64(-1), "GDDS", "", "x", "")
	f.Fuzz(func(t *testing.T, name, iban, bic string, cents int64, purpose, ref, text, due string) {
		got, err := QR(Transfer{name, iban, bic, money.Cents(cents), purpose, ref, text, marketplace.Date(due)})
		if err != nil {
			if !marketplace.IsKind(err, marketplace.Invalid) || got != "" {
				t.Errorf("%q, %v", got, err)
			}
			return
		}
		lines := strings.Split(got, "\n")
		if len(got) > 331 || len(lines) < 8 || len(lines) > 12 || lines[5] != name || strings.HasSuffix(got, "\n") {
			t.Errorf("%q", got)
		}
	})
}
