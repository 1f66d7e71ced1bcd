package i18n

import (
	"strconv"
	"strings"
	"time"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/money"
)

// Number writes a whole number with the language's thousands mark: a no-break space in Finnish and Swedish, a comma in
// English.
func (l Lang) Number(n int64) string {
	digits := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, digits = "−", digits[1:]
	}
	mark := "\u00a0"
	if l.Voice == En {
		mark = ","
	}
	var out strings.Builder
	for i, d := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			out.WriteString(mark)
		}
		out.WriteRune(d)
	}
	return sign + out.String()
}

// Decimal writes a number with the given digits after the decimal mark, a comma in Finnish and Swedish.
func (l Lang) Decimal(v float64, digits int) string {
	s := strconv.FormatFloat(v, 'f', digits, 64)
	if l.Voice == En {
		return s
	}
	return strings.Replace(s, ".", ",", 1)
}

// Minutes writes a duration given in minutes: "45 min", "2 h 15 min".
func (l Lang) Minutes(m int) string {
	hour := " h"
	if l.Voice == Fi || l.Voice == Selko {
		hour = " t"
	}
	switch {
	case m < 60:
		return strconv.Itoa(m) + " min"
	case m%60 == 0:
		return strconv.Itoa(m/60) + hour
	}
	return strconv.Itoa(m/60) + hour + " " + strconv.Itoa(m%60) + " min"
}

// Hours writes minutes as hours with at most one decimal: "18,5 t", "18.5 h".
func (l Lang) Hours(minutes int) string {
	unit := " h"
	if l.Voice == Fi || l.Voice == Selko {
		unit = " t"
	}
	return l.HourCount(minutes) + unit
}

// HourCount writes minutes as hours without the unit, for the first part of a range: "18,5".
func (l Lang) HourCount(minutes int) string {
	if minutes%60 == 0 {
		return strconv.Itoa(minutes / 60)
	}
	return l.Decimal(float64(minutes)/60, 1)
}

// Clock writes a time of day given in minutes after midnight: "8.00".
func Clock(minutes int) string {
	text := strconv.Itoa(minutes%60 + 100)
	return strconv.Itoa(minutes/60) + "." + text[1:]
}

// Date writes a day: "23.11.2026" in Finnish and Swedish, "23 November 2026" in English. The empty Date is empty.
func (l Lang) Date(d marketplace.Date) string {
	if d == "" {
		return ""
	}
	if l.Voice == En {
		return d.Time().Format("2 January 2006")
	}
	return d.Time().Format("2.1.2006")
}

// When writes a moment in the given zone: day and time.
func (l Lang) When(i marketplace.Instant, zone *time.Location) string {
	if i.IsZero() {
		return ""
	}
	t := i.Time().In(zone)
	day := l.Date(marketplace.DateOf(i.Time(), zone))
	switch l.Voice {
	case En:
		return day + ", " + t.Format("15:04")
	case Sv:
		return day + " kl. " + t.Format("15.04")
	default:
		return day + " klo " + t.Format("15.04")
	}
}

// Euros writes an amount of cents: "12,50 €", "€12.50".
func (l Lang) Euros(cents int64) string { return money.Cents(cents).Write(string(l.Voice)) }

// WholeEuros writes an amount of euros: "4 000 €", "€4,000".
func (l Lang) WholeEuros(euros int64) string {
	if l.Voice == En {
		return "€" + l.Number(euros)
	}
	return l.Number(euros) + "\u00a0€"
}

// Percent writes hundredths of a per cent: 2,550 is "25,5 %", or "25.5%" in English.
func (l Lang) Percent(basisPoints int64) string {
	digits := 0
	for step := int64(100); digits < 2 && basisPoints%step != 0; step /= 10 {
		digits++
	}
	text := l.Decimal(float64(basisPoints)/100, digits)
	if l.Voice == En {
		return text + "%"
	}
	return text + "\u00a0%"
}
