package marketplace

import "time"

// AddWorkdays is the day some working days after another or, with a negative number, before it. The empty Date stays empty.
func (d Date) AddWorkdays(n int) Date {
	if d == "" {
		return ""
	}
	step := 1
	if n < 0 {
		step, n = -1, -n
	}
	for n > 0 {
		d = d.AddDays(step)
		if d.IsWorkday() {
			n--
		}
	}
	return d
}

// OrWorkday is the day itself, or the first working day after it: what falls due on a Saturday, a Sunday or a public holiday can be
// done then. The empty Date stays empty. Source: Act 150/1930, section 5.
func (d Date) OrWorkday() Date {
	if d == "" || d.IsWorkday() {
		return d
	}
	return d.AddWorkdays(1)
}

// IsWorkday says whether people in Finland are commonly at work on a day: Monday to Friday, but not on the days off that
// fall there (with the eves of Midsummer and Christmas, as in Act 150/1930, section 5).
func (d Date) IsWorkday() bool {
	t := d.Time()
	if wd := t.Weekday(); wd == time.Saturday || wd == time.Sunday {
		return false
	}
	switch t.Format("01-02") {
	case "01-01", "01-06", "05-01", "12-06", "12-24", "12-25", "12-26":
		return false
	}
	if t.Month() == time.June && t.Weekday() == time.Friday && t.Day() >= 19 && t.Day() <= 25 {
		return false
	}
	switch easter(t.Year()).DaysTo(d) {
	case -2, 1, 39: // Good Friday, Easter Monday, Ascension Day
		return false
	}
	return true
}

// easter is Easter Sunday of a year, by the rule of Gauss in the form of Butcher.
func easter(year int) Date {
	a, b, c := year%19, year/100, year%100
	d, e, g := b/4, b%4, (8*b+13)/25
	h := (19*a + b - d - g + 15) % 30
	m := (a + 11*h) / 319
	i, k := c/4, c%4
	l := (2*e + 2*i - k - h + m + 32) % 7
	month := (h - m + l + 90) / 25
	day := (h - m + l + month + 19) % 32
	return DateOf(time.Date(year, time.Month(month), day, 0, 0, 0, 0, time.UTC), time.UTC)
}
