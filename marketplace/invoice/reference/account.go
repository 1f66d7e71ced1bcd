package reference

import (
	"strings"

	"sovite.fi/sovite/marketplace"
)

const (
	ibanHead  = 4 // country and check digits
	ibanLeast = 15
	ibanMost  = 34
)

// ibanLength is how long an IBAN of a country is, for the countries of the single euro payments area; 0 for others, whose
// length is not checked. Source: the IBAN registry of ISO 13616.
func ibanLength(country string) int {
	switch country {
	case "NO":
		return 15
	case "BE":
		return 16
	case "DK", "FI", "NL":
		return 18
	case "SI":
		return 19
	case "AT", "EE", "LT", "LU":
		return 20
	case "CH", "HR", "LI", "LV":
		return 21
	case "BG", "DE", "GB", "IE", "VA":
		return 22
	case "GI":
		return 23
	case "AD", "CZ", "ES", "RO", "SE", "SK":
		return 24
	case "PT":
		return 25
	case "IS":
		return 26
	case "FR", "GR", "IT", "MC", "SM":
		return 27
	case "CY", "HU", "PL":
		return 28
	case "MT":
		return 31
	}
	return 0
}

// IBAN reads an account number as people write it, with spaces and small letters, and gives it without either. An Invalid
// error when it is no IBAN, has the wrong length for its country (18 in Finland), or its check digits are wrong.
func IBAN(text string) (string, error) {
	plain := strings.ToUpper(squeeze(text))
	if len(text) > maxWritten || len(plain) < ibanLeast || len(plain) > ibanMost || !alphanumeric(plain) || !letters(plain[:2]) || !digits(plain[2:ibanHead]) {
		return "", invalid("reference.iban_form", text)
	}
	country := plain[:2]
	if want := ibanLength(country); want != 0 && len(plain) != want {
		return "", invalid("reference.iban_length", text, "country", country, "length", want, "given", len(plain))
	}
	if country == "FI" && !digits(plain[ibanHead:]) {
		return "", invalid("reference.iban_form", text)
	}
	if plain[2:ibanHead] != checkDigits(plain[ibanHead:]+country) {
		return "", invalid("reference.iban_check", text)
	}
	return plain, nil
}

// GroupIBAN writes an account number for print, in groups of four: FI21 1234 5600 0007 85.
func GroupIBAN(iban string) string { return group(iban, 4) }

// BIC reads the code of a bank: four letters or digits, the two letters of a country, two letters or digits, and three more
// for a branch if there is one. Only the form is checked. Source: ISO 9362:2014.
func BIC(text string) (string, error) {
	plain := strings.ToUpper(squeeze(text))
	if len(plain) != 8 && len(plain) != 11 || !alphanumeric(plain) || !letters(plain[4:6]) {
		return "", marketplace.Errorf(marketplace.Invalid, "reference.bic", "value", shown(text))
	}
	return plain, nil
}

func letters(text string) bool { return strings.Trim(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == "" }

func digits(text string) bool { return strings.Trim(text, "0123456789") == "" }
