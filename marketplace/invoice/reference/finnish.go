package reference

import (
	"strings"

	"sovite.fi/sovite/marketplace"
)

// How long a Finnish reference number is, with its check digit and without leading zeros.
const (
	finnishLeast = 4
	finnishMost  = 20
)

// maxWritten is how long a text may be that is read as a number of this package, with its spaces and leading zeros.
const maxWritten = 64

// Finnish makes a Finnish reference number of its base: 3 to 19 digits, to which the check digit is put. Spaces and leading
// zeros of the base are left out. An Invalid error for anything else.
func Finnish(base string) (string, error) {
	digits, err := bare(base, "reference.finnish_digits")
	if err != nil {
		return "", err
	}
	if len(digits) < finnishLeast-1 || len(digits) > finnishMost-1 {
		return "", invalid("reference.base_length", base)
	}
	return digits + string(check731(digits)), nil
}

// ParseFinnish reads a Finnish reference number as people and banks write it: with spaces, and filled with zeros from the
// left. It gives the number without either. An Invalid error when it is too short or long, or its check digit is wrong.
func ParseFinnish(text string) (string, error) {
	digits, err := bare(text, "reference.finnish_digits")
	if err != nil {
		return "", err
	}
	if len(digits) < finnishLeast || len(digits) > finnishMost {
		return "", invalid("reference.finnish_length", text)
	}
	if last := len(digits) - 1; check731(digits[:last]) != digits[last] {
		return "", invalid("reference.finnish_check", text)
	}
	return digits, nil
}

// GroupFinnish writes a Finnish reference number for print, in groups of five from the right: 86851 62596 19897.
func GroupFinnish(number string) string {
	first := len(number) % 5
	return strings.TrimSpace(number[:first] + " " + group(number[first:], 5))
}

// check731 is the check digit of a Finnish reference number: the digits of the base are multiplied with 7, 3, 1 in turn from
// the right, and the check digit fills the sum up to the next ten. It finds every change of a single digit, and neighbours
// that changed places unless they differ by 5. Source: the definition of the reference number by Finnish banks.
func check731(base string) byte {
	sum := 0
	for i := range len(base) {
		weight := [...]int{7, 3, 1}[i%3]
		sum += weight * int(base[len(base)-1-i]-'0')
	}
	return byte('0' + (10-sum%10)%10)
}

// bare is a text of digits without spaces and leading zeros; an Invalid error with the key when it has anything else.
func bare(text, key string) (string, error) {
	plain := squeeze(text)
	if len(text) > maxWritten || plain == "" || strings.Trim(plain, "0123456789") != "" {
		return "", invalid(key, text)
	}
	return strings.TrimLeft(plain, "0"), nil
}

// squeeze leaves out spaces, also those that do not break.
func squeeze(text string) string {
	return strings.NewReplacer(" ", "", "\t", "", "\u00a0", "", "\u202f", "").Replace(text)
}

// group puts a space after every so many characters.
func group(text string, size int) string {
	var out strings.Builder
	for i := range len(text) {
		if i > 0 && i%size == 0 {
			out.WriteByte(' ')
		}
		out.WriteByte(text[i])
	}
	return out.String()
}

// invalid is an error about a value that is no such number; the message says how to mend it. Of an overlong value it shows
// the beginning.
func invalid(key, value string, args ...any) error {
	return marketplace.Errorf(marketplace.Invalid, key, append([]any{"value", shown(value)}, args...)...)
}

func shown(value string) string {
	runes := []rune(strings.ToValidUTF8(value, "?"))
	if len(runes) > maxWritten {
		return string(runes[:maxWritten]) + "…"
	}
	return string(runes)
}
