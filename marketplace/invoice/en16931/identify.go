package en16931

import (
	"strings"

	"golang.org/x/text/language"

	"sovite.fi/sovite/marketplace/check"
)

// ParseVAT reads a VAT number: "FI" and the eight digits of a business id whose check digit is right; of another country, its
// two letters (EL for Greece, XI for Northern Ireland) and two to twelve letters and digits.
func ParseVAT(s string) (string, bool) {
	s = strings.ToUpper(squeeze(s))
	if len(s) < 4 || len(s) > 14 || !isAlphanumeric(s) {
		return "", false
	}
	country, rest := s[:2], s[2:]
	if country == "FI" {
		_, ok := businessDigits(rest)
		return s, ok
	}
	return s, vatCountry(s)
}

// vatCountry says whether a VAT number begins with a country that gives them.
func vatCountry(s string) bool {
	return len(s) > 2 && (s[:2] == "EL" || s[:2] == "XI" || isCountry(s[:2]))
}

// ParseOVT reads an OVT, the address of a Finnish organisation for electronic messages: 0037, the eight digits of the business
// id, and at most five letters or digits that tell its parts apart (Peppol scheme 0216).
func ParseOVT(s string) (string, bool) {
	s = strings.ToUpper(squeeze(s))
	if len(s) < 12 || len(s) > 17 || !strings.HasPrefix(s, "0037") || !isAlphanumeric(s) {
		return "", false
	}
	_, ok := businessDigits(s[4:12])
	return s, ok
}

// businessDigits reads a business id written without its hyphen.
func businessDigits(s string) (string, bool) {
	if len(s) != 8 {
		return "", false
	}
	return check.BusinessID(s[:7] + "-" + s[7:])
}

// ParseOperator reads who carries e-invoices: an id like an OVT, or the BIC of a bank: 8 to 17 letters and digits.
func ParseOperator(s string) (string, bool) {
	s = strings.ToUpper(squeeze(s))
	return s, len(s) >= 8 && len(s) <= 17 && isAlphanumeric(s)
}

// squeeze takes out the spaces that people group characters with.
func squeeze(s string) string { return strings.NewReplacer(" ", "", "\u00a0", "").Replace(s) }

func isAlphanumeric(s string) bool {
	return s != "" && strings.Trim(s, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}

// isCountry says whether a code is a country of ISO 3166-1.
func isCountry(code string) bool {
	if len(code) != 2 || !isAlphanumeric(code) {
		return false
	}
	r, err := language.ParseRegion(code)
	return err == nil && r.IsCountry() && r.String() == code
}
