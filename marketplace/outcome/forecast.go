package outcome

import (
	"slices"

	"sovite.fi/sovite/matching"
)

// NoForecast is the group of those of whom nobody knows what was forecast: they were put forward outside the program, or
// before it kept forecasts.
const NoForecast = "none"

// Foreseen lists what the matcher can have forecast, in the order of the rows: the groups of the verdict, and none.
func Foreseen() []string {
	return []string{matching.FitsNow.String(), matching.FitsIf.String(), matching.Missing.String(), matching.LeftOut.String(), NoForecast}
}

// The columns of the forecast: what can have happened with a job.
const (
	Started   = "started"
	AtWork1   = "month_1"
	AtWork3   = "month_3"
	AtWork6   = "month_6"
	EndedSoon = "ended" // before six months were over
)

// Happened lists the columns of the forecast in their order; Unknown is the last.
func Happened() []string { return []string{Started, AtWork1, AtWork3, AtWork6, EndedSoon, Unknown} }

// ForecastPart is the key of the number in a row and a column of the forecast.
func ForecastPart(row, column string) string { return row + "." + column }

// forecast sets what the matcher forecast against what happened in the period. It counts clients, each once in a number; the
// job is the one for which the forecast was made, not any other. What a job is agreed to last plays no part.
func (in frame) forecast() Figure {
	f := Figure{Metric: Forecast}
	for _, row := range Foreseen() {
		for _, column := range Happened() {
			by := split(in.cases, func(c Case) string {
				if c.came(in.p, row, column) {
					return Yes
				}
				return ""
			})
			f.Parts = append(f.Parts, part(ForecastPart(row, column), by[Yes]))
		}
	}
	return f
}

// came says whether what a column counts happened in the period with a paid job of a row.
func (c Case) came(p Period, row, column string) bool {
	return c.Knows.Jobs && slices.ContainsFunc(c.Jobs, func(e Episode) bool { return e.row() == row && c.couldStart(e) && e.came(p, column) })
}

// row is the row of the forecast to which a job belongs.
func (e Episode) row() string {
	if slices.Contains(Foreseen(), e.Forecast) {
		return e.Forecast
	}
	return NoForecast
}

func (e Episode) came(p Period, column string) bool {
	after := func(months int, s standing) bool {
		day := e.Start.AddMonths(months)
		return p.Has(day) && e.on(day) == s
	}
	switch column {
	case Started:
		return p.Has(e.Start)
	case AtWork1:
		return after(1, present)
	case AtWork3:
		return after(3, present)
	case AtWork6:
		return after(6, present)
	case EndedSoon:
		return p.Has(e.End) && e.End < e.Start.AddMonths(6)
	}
	return after(1, unsure) || after(3, unsure) || after(6, unsure)
}

// columnOf is the column of a number of the forecast. The numbers of one column are parts of one whole.
func columnOf(key string) string {
	for _, row := range Foreseen() {
		for _, column := range Happened() {
			if key == ForecastPart(row, column) {
				return column
			}
		}
	}
	return ""
}
