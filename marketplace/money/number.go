package money

import (
	"slices"
	"strconv"
	"strings"
)

// number is a decimal number as it was written.
type number struct {
	negative    bool
	whole, part string // digits before and after the decimal mark
}

// maxText is how long a written number may be: the largest takes less than forty characters.
const maxText = 80

// read takes a written number apart; false when it is none. The unit may stand before or after it, or be missing. Digits
// are grouped by spaces, in English by commas in threes. The decimal mark is a point in English and a comma or a point
// otherwise, where a point never groups.
func read(text, lang string, units []string) (number, bool) {
	if len(text) > maxText {
		return number{}, false
	}
	rest, n := strings.TrimSpace(text), number{}
	rest, n.negative = cutSign(rest)
	rest = cutUnit(rest, units)
	if !n.negative {
		rest, n.negative = cutSign(rest) // "€−3"
	}
	rest = strings.NewReplacer("\u202f", " ", nbsp, " ").Replace(rest)
	mark := "."
	if lang != "en" {
		rest = strings.Replace(rest, ".", ",", 1)
		mark = ","
	}
	whole, part, marked := strings.Cut(rest, mark)
	if marked && !allDigits(part) {
		return number{}, false
	}
	separators := " "
	if lang == "en" {
		separators = " ,"
	}
	n.whole, n.part = ungroup(whole, separators), part
	return n, allDigits(n.whole)
}

func cutSign(text string) (string, bool) {
	for _, sign := range []string{minus, "-"} {
		if rest, ok := strings.CutPrefix(text, sign); ok {
			return strings.TrimSpace(rest), true
		}
	}
	return text, false
}

func cutUnit(text string, units []string) string {
	lower := strings.ToLower(text)
	if len(lower) != len(text) {
		return text // folding changed the bytes: no unit of ours does that
	}
	for _, u := range units {
		if strings.HasSuffix(lower, u) {
			return strings.TrimSpace(text[:len(text)-len(u)])
		}
	}
	if strings.HasPrefix(lower, units[0]) {
		return strings.TrimSpace(text[len(units[0]):])
	}
	return text
}

// ungroup takes the marks between groups of three digits away; the text stays as it is when they stand elsewhere.
func ungroup(text, separators string) string {
	at := strings.IndexAny(text, separators)
	if at < 0 {
		return text
	}
	groups := strings.Split(text, text[at:at+1])
	if len(groups[0]) == 0 || len(groups[0]) > 3 || slices.ContainsFunc(groups[1:], func(g string) bool { return len(g) != 3 }) {
		return text
	}
	return strings.Join(groups, "")
}

func allDigits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// scaled is the number in units of ten to the minus decimals, rounded half away from zero; exact when nothing was rounded.
func (n number) scaled(decimals int) (v int64, exact, fits bool) {
	kept := n.part + strings.Repeat("0", max(0, decimals-len(n.part)))
	dropped := kept[decimals:]
	abs, err := strconv.ParseUint(n.whole+kept[:decimals], 10, 64)
	if err != nil {
		return 0, false, false
	}
	if dropped >= "5" {
		if abs++; abs == 0 {
			return 0, false, false
		}
	}
	v, err = signed(abs, n.negative)
	return v, strings.Trim(dropped, "0") == "", err == nil
}

// quarters is the number of quarter-hours in a number of hours; false when it is not a whole one, or too large.
func (n number) quarters() (int64, bool) {
	part := strings.TrimRight(n.part, "0")
	rest := slices.Index([]string{"", "25", "5", "75"}, part)
	whole, err := strconv.ParseUint(n.whole, 10, 64)
	if rest < 0 || err != nil || whole > 1<<61 {
		return 0, false
	}
	v, err := signed(whole*hourQuarters+uint64(rest), n.negative) //nolint:gosec // rest is 0 to 3
	return v, err == nil
}
