package form

import (
	"net/url"
	"strconv"

	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/matching/search"
)

// Search is what the search form asks for, without a page. What is no number counts as nothing, so that an address typed by
// hand still finds something.
func Search(v url.Values) find.Query {
	km, _ := strconv.Atoi(v.Get("kilometres"))
	hours, _ := strconv.Atoi(v.Get("hours_to"))
	q := find.Query{
		Words: v.Get("words"), Forms: filled(v["forms"]), Regions: filled(v["regions"]), Shifts: filled(v["shifts"]), Access: filled(v["access"]),
		Postal: v.Get("postal"), Kilometres: km, HoursTo: min(max(hours, 0), 168) * 60, Sort: search.Sort(v.Get("sort")),
	}
	if q.Postal == "" {
		q.Kilometres = 0
		if q.Sort == search.ByDistance {
			q.Sort = ""
		}
	}
	return q
}

func filled(values []string) []string {
	var out []string
	for _, s := range values {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}

// SearchValues are the fields of the search form for a query.
func SearchValues(q find.Query) url.Values {
	v := url.Values{}
	for name, value := range map[string]string{"words": q.Words, "postal": q.Postal, "sort": string(q.Sort)} {
		if value != "" {
			v.Set(name, value)
		}
	}
	for name, list := range map[string][]string{"forms": q.Forms, "regions": q.Regions, "shifts": q.Shifts, "access": q.Access} {
		if len(list) > 0 {
			v[name] = list
		}
	}
	for name, n := range map[string]int{"kilometres": q.Kilometres, "hours_to": q.HoursTo / 60} {
		if n > 0 {
			v.Set(name, strconv.Itoa(n))
		}
	}
	return v
}
