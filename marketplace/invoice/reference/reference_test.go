package reference

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"sovite.fi/sovite/marketplace"
)

// key is the message of an error, or of its first field; empty when there is none.
func key(err error) string {
	if err == nil {
		return ""
	}
	e := marketplace.AsError(err)
	if len(e.Fields) > 0 {
		return e.Fields[0].Key
	}
	return e.Key
}

func TestFinnish(t *testing.T) {
	for base, want := range map[string]string{
		"123": "1232", "2026000123": "20260001230", " 86851 62596 1989 ": "868516259619897", "000123": "1232",
		"7758474790647 48": "7758474790647489", "13579 1": "1357914", "9212537425253989773": "92125374252539897737",
	} {
		if got, err := Finnish(base); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", base, got, err, want)
		}
	}
	for base, want := range map[string]string{
		"": "reference.finnish_digits", "12": "reference.base_length", "0012": "reference.base_length", "12345678901234567890": "reference.base_length",
		"12-3": "reference.finnish_digits", "12a3": "reference.finnish_digits", "１２３": "reference.finnish_digits", strings.Repeat("0", 65): "reference.finnish_digits",
	} {
		if got, err := Finnish(base); key(err) != want || got != "" || !marketplace.IsKind(err, marketplace.Invalid) {
			t.Errorf("%q: %q, %v", base, got, err)
		}
	}
}

func TestParseFinnish(t *testing.T) {
	for text, want := range map[string]string{
		"1232": "1232", "00000000000000001232": "1232", "12 32": "1232", "86851\u00a062596 19897": "868516259619897", "20260 001230": "20260001230",
	} {
		if got, err := ParseFinnish(text); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"1233": "reference.finnish_check", "123": "reference.finnish_length", "0": "reference.finnish_length", "": "reference.finnish_digits",
		"921253742525398977370": "reference.finnish_length", "RF": "reference.finnish_digits", "1232\n": "reference.finnish_digits",
	} {
		if _, err := ParseFinnish(text); key(err) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestGroups(t *testing.T) {
	for got, want := range map[string]string{
		GroupFinnish("868516259619897"):   "86851 62596 19897",
		GroupFinnish("20260001230"):       "2 02600 01230",
		GroupFinnish("1232"):              "1232",
		GroupRF("RF09868516259619897"):    "RF09 8685 1625 9619 897",
		Group("RF18539007547034"):         "RF18 5390 0754 7034",
		Group("1232"):                     "1232",
		GroupIBAN("FI2112345600000785"):   "FI21 1234 5600 0007 85",
		GroupIBAN("MT84MALT011000012345"): "MT84 MALT 0110 0001 2345",
	} {
		if got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// The references of the guides, and those that ISO 11649 is explained with.
func TestRF(t *testing.T) {
	for own, want := range map[string]string{
		"868516259619897": "RF09868516259619897", "20260001230": "RF3620260001230", "539007547034": "RF18539007547034",
		"559582243294671": "RF06559582243294671", "92125374252539897737": "RF7192125374252539897737", "00868624": "RF10868624",
		"1357914": "RF951357914", "1234561": "RF341234561",
	} {
		got, err := RF(own)
		if got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", own, got, err, want)
		}
		if back, err := ParseRF(strings.ToLower(GroupRF(got))); back != got || err != nil {
			t.Errorf("%q came back as %q, %v", got, back, err)
		}
	}
	for _, own := range []string{"", "0", "1-2", "ÄÖ", strings.Repeat("1", 22)} {
		if _, err := RF(own); key(err) != "reference.rf_own" {
			t.Errorf("%q: %v", own, err)
		}
	}
	for text, want := range map[string]string{
		"RF19539007547034": "reference.rf_check", "RF18": "reference.rf_form", "RF1800": "reference.rf_form", "539007547034": "reference.rf_form",
		"RF18 5390 0754 7034 0000 0000 0000": "reference.rf_form", "RFAB539007547034": "reference.rf_check",
	} {
		if _, err := ParseRF(text); key(err) != want {
			t.Errorf("%q: %v", text, err)
		}
	}
	if got, err := ParseRF("RF18000000000539007547034"); got != "RF18539007547034" || err != nil {
		t.Errorf("zeros before the own part: %q, %v", got, err)
	}
}

// Whichever way the payer wrote the reference of an invoice, one form comes out.
func TestParse(t *testing.T) {
	for text, want := range map[string]string{
		"20260001230": "20260001230", "RF36 2026 0001 230": "20260001230", "rf3620260001230": "20260001230",
		"0000 0000 0202 6000 1230": "20260001230", "RF18539007547034": "RF18539007547034", "RF18 000000000539007547034": "RF18539007547034",
	} {
		if got, err := Parse(text); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	letters, _ := RF("LASKU7")
	if got, err := Parse(letters); got != letters || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if _, err := Parse("20260001231"); key(err) != "reference.finnish_check" {
		t.Error(err)
	}
}

func TestIBAN(t *testing.T) {
	for text, want := range map[string]string{
		"FI21 1234 5600 0007 85": "FI2112345600000785", "fi7944052020036082": "FI7944052020036082",
		"DE89 3704 0044 0532 0130 00": "DE89370400440532013000", "GB29NWBK60161331926819": "GB29NWBK60161331926819",
		"SE45 5000 0000 0583 9825 7466": "SE4550000000058398257466", "NO9386011117947": "NO9386011117947", "EE382200221020145685": "EE382200221020145685",
		"MT84MALT011000012345MTLCAST001S": "MT84MALT011000012345MTLCAST001S", "SA0380000000608010167519": "SA0380000000608010167519",
	} {
		if got, err := IBAN(text); got != want || err != nil {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
	for text, want := range map[string]string{
		"FI2112345600000786": "reference.iban_check", "FI211234560000078": "reference.iban_length", "FI21123456000007851": "reference.iban_length",
		"123456-785": "reference.iban_form", "": "reference.iban_form", "FI211234560000078A": "reference.iban_form", "FIAB12345600000785": "reference.iban_form",
		"FI21-1234-5600-0007-85": "reference.iban_form", "ÄÄ2112345600000785": "reference.iban_form",
	} {
		if _, err := IBAN(text); key(err) != want {
			t.Errorf("%q: %v, want %s", text, err, want)
		}
	}
}

func TestBIC(t *testing.T) {
	for text, want := range map[string]string{"nokian": "", "NDEAFIHH": "NDEAFIHH", "okoyfihh": "OKOYFIHH", "DABAFIHHXXX": "DABAFIHHXXX", "NDEA1IHH": "", "": "", "NDEAFIHHX": ""} {
		got, err := BIC(text)
		if got != want || (want == "") != (key(err) == "reference.bic") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

// An overlong value is not repeated as a whole in the error.
func TestErrorsAreShort(t *testing.T) {
	_, err := IBAN(strings.Repeat("ä", 10_000))
	if len(marketplace.AsError(err).Args["value"]) > 200 {
		t.Error("the value is repeated as a whole")
	}
}

func digitsOf(t *rapid.T, least, most int) string {
	return rapid.StringOfN(rapid.RuneFrom([]rune("0123456789")), least, most, -1).Draw(t, "digits")
}

// changed is the text with one digit replaced by another.
func changed(t *rapid.T, text string, from int) string {
	at := rapid.IntRange(from, len(text)-1).Draw(t, "at")
	by := byte('0' + rapid.IntRange(0, 9).Draw(t, "by"))
	return text[:at] + string(by) + text[at+1:]
}

// swapped is the text with two neighbours in each other's place, and how far apart their values are.
func swapped(t *rapid.T, text string, from int) (string, int) {
	at := rapid.IntRange(from, len(text)-2).Draw(t, "at")
	gap := int(text[at]) - int(text[at+1])
	return text[:at] + text[at+1:at+2] + text[at:at+1] + text[at+2:], max(gap, -gap)
}

// What the check digit of a Finnish number promises: every change of one digit is caught, and every exchange of neighbours
// whose values do not differ by 5.
func TestFinnishCatchesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := "1" + digitsOf(t, 2, 18)
		number, err := Finnish(base)
		if err != nil {
			t.Fatal(err)
		}
		if back, err := ParseFinnish(GroupFinnish(number)); back != number || err != nil {
			t.Fatalf("%q came back as %q, %v", number, back, err)
		}
		if wrong := changed(t, number, 0); wrong != number {
			if _, err := ParseFinnish(wrong); err == nil {
				t.Fatalf("%q passed for %q", wrong, number)
			}
		}
		if wrong, gap := swapped(t, number, 0); gap != 0 && gap != 5 {
			if _, err := ParseFinnish(wrong); err == nil {
				t.Fatalf("%q passed for %q", wrong, number)
			}
		}
	})
}

// What modulo 97 promises: every change of one digit and every exchange of two neighbouring digits is caught, among them the
// check digits themselves.
func TestModulo97CatchesSlips(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rf, err := RF("1" + digitsOf(t, 0, 20))
		if err != nil {
			t.Fatal(err)
		}
		account := digitsOf(t, 14, 14)
		iban := "FI" + checkDigits(account+"FI") + account
		for text, parse := range map[string]func(string) (string, error){rf: ParseRF, iban: IBAN} {
			if back, err := parse(group(text, 4)); back != text || err != nil {
				t.Fatalf("%q came back as %q, %v", text, back, err)
			}
			if wrong := changed(t, text, 2); wrong != text {
				if _, err := parse(wrong); err == nil {
					t.Fatalf("%q passed for %q", wrong, text)
				}
			}
			if wrong, gap := swapped(t, text, 2); gap != 0 {
				if _, err := parse(wrong); err == nil {
					t.Fatalf("%q passed for %q", wrong, text)
				}
			}
		}
	})
}

// Whatever somebody types: no crash, a known kind of error, and what passes is stable under reading again.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"1232", "RF09 8685 1625 9619 897", "FI21 1234 5600 0007 85", "", "RF", "ä", "0000", "rf000"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for name, parse := range map[string]func(string) (string, error){
			"Finnish": Finnish, "ParseFinnish": ParseFinnish, "RF": RF, "ParseRF": ParseRF, "Parse": Parse, "IBAN": IBAN, "BIC": BIC,
		} {
			got, err := parse(text)
			if err != nil {
				if got != "" || !marketplace.IsKind(err, marketplace.Invalid) {
					t.Errorf("%s(%q): %q, %v", name, text, got, err)
				}
				continue
			}
			if name == "Finnish" || name == "RF" {
				parse = Parse
			}
			if again, err := parse(got); err != nil || name != "RF" && again != got {
				t.Errorf("%s(%q) = %q, which reads as %q, %v", name, text, got, again, err)
			}
		}
	})
}
