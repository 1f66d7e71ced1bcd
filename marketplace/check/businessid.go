package check

import "strings"

// BusinessID reads a Finnish business id (Y-tunnus): seven digits, a hyphen and a check digit, as in "0737546-2".
// Old ids of six digits get a leading zero. The check digit is the remainder modulo 11 of the digits weighted 7, 9, 10,
// 5, 8, 4, 2: 0 stands for 0, 1 is never given out, anything else stands for 11 minus itself (Finnish Tax
// Administration, "Yritys- ja yhteisötunnuksen tarkastusmerkin laskenta").
func BusinessID(s string) (string, bool) {
	digits, check, ok := strings.Cut(strings.TrimSpace(s), "-")
	if len(digits) == 6 {
		digits = "0" + digits
	}
	if !ok || len(digits) != 7 || len(check) != 1 {
		return "", false
	}
	sum := 0
	for i, weight := range [...]int{7, 9, 10, 5, 8, 4, 2} {
		d := digits[i]
		if d < '0' || d > '9' {
			return "", false
		}
		sum += int(d-'0') * weight
	}
	rest := sum % 11
	want := byte('0')
	if rest > 1 {
		want = byte('0' + 11 - rest)
	}
	return digits + "-" + check, rest != 1 && check[0] == want && digits != "0000000"
}
