package en16931

import (
	"strings"

	"golang.org/x/text/language"

	"sovite.fi/sovite/marketplace/account"
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
	return account.ParseBusinessID(s[:7] + "-" + s[7:])
}

// ParseIBAN reads an account number and checks it modulo 97 (ISO 13616); a Finnish one has 18 characters.
func ParseIBAN(s string) (string, bool) {
	s = strings.ToUpper(squeeze(s))
	if len(s) < 15 || len(s) > 34 || !isAlphanumeric(s) || !isCountry(s[:2]) || !isDigits(s[2:4]) {
		return "", false
	}
	if s[:2] == "FI" && (len(s) != 18 || !isDigits(s[2:])) {
		return "", false
	}
	return s, mod97(s[4:]+s[:4]) == 1
}

// ParseBIC reads the code of a bank: four letters, a country, two letters or digits, and perhaps three for a branch (ISO 9362).
func ParseBIC(s string) (string, bool) {
	s = strings.ToUpper(squeeze(s))
	if len(s) != 8 && len(s) != 11 || !isAlphanumeric(s) || strings.ContainsAny(s[:6], "0123456789") {
		return "", false
	}
	return s, isCountry(s[4:6])
}

// ParseReference reads a reference of a payment: a Finnish reference number (viitenumero) of 4 to 20 digits whose last one
// makes the sum of all, weighted 7, 3 and 1 from the right, a whole ten; or an RF reference, modulo 97 (ISO 11649). Zeros in
// front of the Finnish one are dropped.
func ParseReference(s string) (string, bool) {
	s = strings.ToUpper(squeeze(s))
	if rest, ok := strings.CutPrefix(s, "RF"); ok {
		return s, len(rest) >= 3 && len(rest) <= 23 && isAlphanumeric(rest) && isDigits(rest[:2]) && mod97(rest[2:]+"RF"+rest[:2]) == 1
	}
	s = strings.TrimLeft(s, "0")
	if len(s) < 4 || len(s) > 20 || !isDigits(s) {
		return "", false
	}
	sum := 0
	for i := range len(s) - 1 {
		weights := [...]int{7, 3, 1}
		sum += int(s[len(s)-2-i]-'0') * weights[i%3]
	}
	return s, int(s[len(s)-1]-'0') == (10-sum%10)%10
}

// ParseOperator reads who carries e-invoices: an id like an OVT, or the BIC of a bank.
func ParseOperator(s string) (string, bool) {
	if bic, ok := ParseBIC(s); ok {
		return bic, true
	}
	s = strings.ToUpper(squeeze(s))
	return s, len(s) >= 8 && len(s) <= 17 && isAlphanumeric(s)
}

// mod97 is the remainder of a text whose letters stand for 10 to 35.
func mod97(s string) int {
	rest := 0
	for _, c := range []byte(s) {
		if c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest
}

// squeeze takes out the spaces that people group characters with.
func squeeze(s string) string { return strings.NewReplacer(" ", "", "\u00a0", "").Replace(s) }

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }

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
