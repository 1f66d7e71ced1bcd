package money

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace"
)

// nbsp stands between groups of digits and before a unit, so that no line breaks there.
const nbsp = "\u00a0"

// minus is the sign of a negative number in all three languages.
const minus = "−"

// Write writes an amount: "1 234,50 €" in Finnish and Swedish, "€1,234.50" in English. Every language but "en" is written
// as Finnish.
func (c Cents) Write(lang string) string {
	sign, text := fixed(int64(c), 2, 2, lang)
	if lang == "en" {
		return sign + "€" + text
	}
	return sign + text + nbsp + "€"
}

// Write writes a price with two to four decimals, without saying for what: "27,5050 €" is "27,505 €".
func (r Rate) Write(lang string) string {
	sign, text := fixed(int64(r), 4, 2, lang)
	if lang == "en" {
		return sign + "€" + text
	}
	return sign + text + nbsp + "€"
}

// Write writes a time in hours with no more decimals than it needs: "7,25 t" in Finnish, "7,25 h" in Swedish, "7.25 h" in
// English.
func (q Quarters) Write(lang string) string {
	if lang == "sv" || lang == "en" {
		return q.Count(lang) + nbsp + "h"
	}
	return q.Count(lang) + nbsp + "t"
}

// Count writes a time in hours without the unit: "7,25".
func (q Quarters) Count(lang string) string {
	whole, rest := size(int64(q))/hourQuarters, size(int64(q))%hourQuarters
	text := group(strconv.FormatUint(whole, 10), lang)
	if rest > 0 {
		text += point(lang) + strings.TrimRight(strconv.FormatUint(rest*100/hourQuarters, 10), "0")
	}
	if q < 0 {
		return minus + text
	}
	return text
}

// fixed writes a number of units of ten to the minus decimals, with at least some of them.
func fixed(v int64, decimals, least int, lang string) (sign, text string) {
	digits := strconv.FormatUint(size(v), 10)
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	whole, part := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	for len(part) > least && strings.HasSuffix(part, "0") {
		part = part[:len(part)-1]
	}
	if v < 0 {
		sign = minus
	}
	return sign, group(whole, lang) + point(lang) + part
}

func point(lang string) string {
	if lang == "en" {
		return "."
	}
	return ","
}

func group(digits, lang string) string {
	mark := nbsp
	if lang == "en" {
		mark = ","
	}
	out := ""
	for len(digits) > 3 {
		out = mark + digits[len(digits)-3:] + out
		digits = digits[:len(digits)-3]
	}
	return digits + out
}

// euros are the ways to write the unit of an amount.
func euros() []string { return []string{"€", "euroa", "euro", "eur"} }

// hours are the ways to write the unit of a time in the three languages.
func hours() []string { return []string{"h", "tim.", "tim", "t"} }

// ParseCents reads an amount as people and Write write it, with at most two decimals: "1 234,50 €", "−3", "€1,234.50". An
// Invalid error otherwise.
func ParseCents(text, lang string) (Cents, error) {
	n, ok := read(text, lang, euros())
	v, exact, fits := n.scaled(2)
	if !ok || !exact || !fits {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.amount", "value", text)
	}
	return Cents(v), nil
}

// RoundCents reads an amount that a spreadsheet may have written with more than two decimals, and rounds it half away from
// zero.
func RoundCents(text, lang string) (Cents, error) {
	n, ok := read(text, lang, euros())
	v, _, fits := n.scaled(2)
	if !ok || !fits {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.amount", "value", text)
	}
	return Cents(v), nil
}

// ParseRate reads a price with at most four decimals.
func ParseRate(text, lang string) (Rate, error) {
	n, ok := read(text, lang, euros())
	v, exact, fits := n.scaled(4)
	if !ok || !exact || !fits {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.rate", "value", text)
	}
	return Rate(v), nil
}

// ParseQuarters reads a time in hours, whole quarters of them: "7,25 h", "7.5", "8 t", "8 tim".
func ParseQuarters(text, lang string) (Quarters, error) {
	n, ok := read(text, lang, hours())
	v, fits := n.quarters()
	if !ok || !fits {
		return 0, marketplace.Errorf(marketplace.Invalid, "money.hours", "value", text)
	}
	return Quarters(v), nil
}
