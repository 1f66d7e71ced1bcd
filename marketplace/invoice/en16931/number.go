package en16931

import (
	"strconv"
	"strings"

	"sovite.fi/sovite/marketplace/money"
)

// Amount writes an amount with two decimals and the decimal mark that the format wants, without grouping: "1234.50".
func Amount(c money.Cents, mark string) string { return fixed(int64(c), 2, 2, mark) }

// Price writes a price with two to four decimals: "27.505".
func Price(r money.Rate, mark string) string { return fixed(int64(r), 4, 2, mark) }

// Decimal writes a percentage with no more decimals than it needs: "25.5".
func (p Percent) Decimal(mark string) string { return fixed(int64(p), 2, 0, mark) }

// fixed writes v units of ten to the minus decimals, with at least some of them.
func fixed(v int64, decimals, least int, mark string) string {
	text := strconv.FormatInt(v, 10)
	digits, negative := strings.CutPrefix(text, "-")
	if missing := decimals + 1 - len(digits); missing > 0 {
		digits = strings.Repeat("0", missing) + digits
	}
	whole, part := digits[:len(digits)-decimals], digits[len(digits)-decimals:]
	for len(part) > least && strings.HasSuffix(part, "0") {
		part = part[:len(part)-1]
	}
	if part != "" {
		whole += mark + part
	}
	if negative {
		return "-" + whole
	}
	return whole
}
