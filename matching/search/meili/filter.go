package meili

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sovite.fi/sovite/matching/search"
)

// known holds the encoded values of shifts and certificates that the index has, to say which are outside those allowed.
type known struct {
	shifts, certs []string
}

// filter writes the filters of a query and, if there are words, that one of their strong grams is there.
func filter(q search.Query, terms []search.Term, all known) string {
	var parts []string
	add := func(part string) { parts = append(parts, part) }
	for _, f := range []struct {
		field  string
		values []string
	}{{fieldForm, q.Forms}, {fieldRegion, q.Regions}, {fieldMunicipal, q.Municipals}, {fieldOrg, q.Orgs}} {
		if len(f.values) > 0 {
			add(f.field + " IN " + list(encodeAll(f.values)))
		}
	}
	for _, v := range q.Access {
		add(fieldAccess + " IN " + list(encodeAll([]string{v})))
	}
	for _, v := range q.Adaptations {
		add(fieldAdaptation + " IN " + list(encodeAll([]string{v})))
	}
	if len(q.NotHazards) > 0 {
		add(fieldHazard + " NOT IN " + list(encodeAll(q.NotHazards)))
	}
	if len(q.OnlyShifts) > 0 {
		add(fieldShift + " NOT IN " + list(outside(all.shifts, q.OnlyShifts)))
	}
	if q.CertsKnown {
		add(fieldCert + " NOT IN " + list(outside(all.certs, q.OnlyCerts)))
	}
	if len(terms) > 0 {
		add(fieldGrams + " IN " + list(strongGrams(terms)))
	}
	return strings.Join(append(parts, ranges(q)...), " AND ")
}

// ranges writes the filters on hours and distance; an entry whose place is not known passes.
func ranges(q search.Query) []string {
	var parts []string
	if q.HoursFrom > 0 {
		parts = append(parts, fmt.Sprintf("%s >= %d", fieldHoursMax, q.HoursFrom))
	}
	if q.HoursTo > 0 {
		parts = append(parts, fmt.Sprintf("%s <= %d", fieldHoursMin, q.HoursTo))
	}
	if q.Near != nil {
		parts = append(parts, fmt.Sprintf("(_geoRadius(%s, %s, %d) OR %s = %s)",
			degrees(q.Near.Lat), degrees(q.Near.Lon), q.Near.Metres, fieldPlaceKnown, placeUnknown))
	}
	return parts
}

// list writes encoded values or grams, neither of which can hold a quote or a backslash. An empty list matches nothing.
func list(values []string) string {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = `"` + v + `"`
	}
	return "[" + strings.Join(quoted, ", ") + "]"
}

// outside gives the values that are not allowed.
func outside(all, allowed []string) []string {
	allowed = encodeAll(allowed)
	return slices.DeleteFunc(slices.Clone(all), func(v string) bool { return slices.Contains(allowed, v) })
}

func strongGrams(terms []search.Term) []string {
	var grams []string
	for _, t := range terms {
		if t.Strong {
			grams = append(grams, t.Text)
		}
	}
	return grams
}

// degrees writes a number without an exponent, which a filter could not read.
func degrees(v float64) string {
	return strconv.FormatFloat(v, 'f', -1, 64)
}
