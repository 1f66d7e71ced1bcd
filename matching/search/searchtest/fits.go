package searchtest

import (
	"math"
	"slices"

	"sovite.fi/sovite/matching/search"
)

// Fits says whether an entry passes all filters of a query. It does not judge Words: which entries hold some of the words
// is the engine's analysis, and the filters only narrow that down.
func Fits(q search.Query, e search.Entry) bool {
	return fitsValues(q, e) && fitsOnly(q, e) && fitsHours(q, e) && fitsPlace(q, e)
}

func fitsValues(q search.Query, e search.Entry) bool {
	return anyOf(q.Forms, e.Forms...) &&
		anyOf(q.Regions, e.Region) &&
		anyOf(q.Municipals, e.Municipal) &&
		anyOf(q.Orgs, e.Org) &&
		allOf(q.Access, e.Access) &&
		allOf(q.Adaptations, e.Adaptations) &&
		(len(q.NotHazards) == 0 || !anyOf(q.NotHazards, e.Hazards...))
}

func fitsOnly(q search.Query, e search.Entry) bool {
	if len(q.OnlyShifts) > 0 && !allOf(e.Shifts, q.OnlyShifts) {
		return false
	}
	return !q.CertsKnown || allOf(e.Certs, q.OnlyCerts)
}

func fitsHours(q search.Query, e search.Entry) bool {
	enough := q.HoursFrom == 0 || e.HoursMax == 0 || e.HoursMax >= q.HoursFrom
	notTooMany := q.HoursTo == 0 || e.HoursMin <= q.HoursTo
	return enough && notTooMany
}

func fitsPlace(q search.Query, e search.Entry) bool {
	if q.Near == nil || e.Lat == 0 && e.Lon == 0 {
		return true
	}
	return Metres(q.Near.Lat, q.Near.Lon, e.Lat, e.Lon) <= float64(q.Near.Metres)
}

// anyOf says whether one of the values is wanted; wanting none is no filter.
func anyOf(wanted []string, values ...string) bool {
	return len(wanted) == 0 || slices.ContainsFunc(values, func(v string) bool {
		return v != "" && slices.Contains(wanted, v)
	})
}

func allOf(wanted, values []string) bool {
	return !slices.ContainsFunc(wanted, func(w string) bool { return !slices.Contains(values, w) })
}

// Metres is the great-circle distance on a globe of the earth's mean radius (haversine formula). Engines may differ from
// it by 0.3 %, because the earth is no globe.
func Metres(lat1, lon1, lat2, lon2 float64) float64 {
	const meanRadius, degree = 6_371_008.8, math.Pi / 180
	sinLat, sinLon := math.Sin((lat2-lat1)*degree/2), math.Sin((lon2-lon1)*degree/2)
	h := sinLat*sinLat + math.Cos(lat1*degree)*math.Cos(lat2*degree)*sinLon*sinLon
	return 2 * meanRadius * math.Asin(math.Min(1, math.Sqrt(h)))
}
