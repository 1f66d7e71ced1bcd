package reference

import (
	"strings"
)

const (
	rfPrefix = "RF"
	rfHead   = len(rfPrefix) + 2 // RF and its check digits
	rfMost   = 21                // characters after the head, ISO 11649
)

// RF makes an RF creditor reference of its own part: 1 to 21 letters A to Z and digits. In Finland the own part is a Finnish
// reference number with its check digit, but RF does not ask for that. Spaces and leading zeros are left out; small letters
// are written as large ones. An Invalid error for anything else.
func RF(own string) (string, error) {
	plain := strings.TrimLeft(strings.ToUpper(squeeze(own)), "0")
	if len(own) > maxWritten || len(plain) == 0 || len(plain) > rfMost || !alphanumeric(plain) {
		return "", invalid("reference.rf_own", own)
	}
	return rfPrefix + checkDigits(plain+rfPrefix) + plain, nil
}

// ParseRF reads an RF creditor reference as people and banks write it, with spaces and small letters, and with zeros before
// its own part. It gives the reference without any of these. An Invalid error when the form or the check digits are wrong.
func ParseRF(text string) (string, error) {
	plain := strings.ToUpper(squeeze(text))
	if len(text) > maxWritten || !strings.HasPrefix(plain, rfPrefix) || len(plain) <= rfHead || len(plain) > rfHead+rfMost || !alphanumeric(plain) {
		return "", invalid("reference.rf_form", text)
	}
	own := strings.TrimLeft(plain[rfHead:], "0")
	if own == "" {
		return "", invalid("reference.rf_form", text)
	}
	if plain[len(rfPrefix):rfHead] != checkDigits(own+rfPrefix) {
		return "", invalid("reference.rf_check", text)
	}
	return plain[:rfHead] + own, nil
}

// GroupRF writes an RF reference for print, in groups of four: RF09 8685 1625 9619 897.
func GroupRF(reference string) string { return group(reference, 4) }

// Parse reads a reference of either kind and gives the form under which both kinds of the same invoice are found: the Finnish
// number, also when it came as RF and the RF part is one, and otherwise the RF reference. An Invalid error when it is neither.
func Parse(text string) (string, error) {
	if !strings.HasPrefix(strings.ToUpper(squeeze(text)), rfPrefix) {
		return ParseFinnish(text)
	}
	rf, err := ParseRF(text)
	if err != nil {
		return "", err
	}
	if number, err := ParseFinnish(rf[rfHead:]); err == nil {
		return number, nil
	}
	return rf, nil
}

// Group writes a reference of either kind for print.
func Group(reference string) string {
	if strings.HasPrefix(reference, rfPrefix) {
		return GroupRF(reference)
	}
	return GroupFinnish(reference)
}

// checkDigits are the two check digits of an RF reference or IBAN: 98 less the remainder, by 97, of the text with 00 behind
// it, where a letter counts as its number from A = 10. They find every change of a single digit and every two digits that
// changed places. Source: ISO 7064 MOD 97-10, as ISO 11649 and ISO 13616 use it.
func checkDigits(text string) string {
	rest := 98 - remainder97(text+"00")
	return string([]byte{byte('0' + rest/10), byte('0' + rest%10)})
}

// remainder97 is the remainder by 97 of letters and digits read as one number.
func remainder97(text string) int {
	rest := 0
	for i := range len(text) {
		if c := text[i]; c >= 'A' {
			rest = (rest*100 + int(c-'A') + 10) % 97
		} else {
			rest = (rest*10 + int(c-'0')) % 97
		}
	}
	return rest
}

func alphanumeric(text string) bool {
	return strings.Trim(text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == ""
}
