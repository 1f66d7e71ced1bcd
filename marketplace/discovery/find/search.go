package find

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"sovite.fi/sovite/marketplace"
	"sovite.fi/sovite/marketplace/check"
	"sovite.fi/sovite/marketplace/place"
	"sovite.fi/sovite/marketplace/task"
	"sovite.fi/sovite/matching/search"
)

// Query is what somebody searches for among the published tasks. An empty field filters nothing; filters on one field
// are alternatives, except Access and Adaptations, of which all must hold.
type Query struct {
	Words       string      `json:"words,omitempty"` // at most 300 characters
	Forms       []string    `json:"forms,omitempty"`
	Regions     []string    `json:"regions,omitempty"`        // by any name of a region
	Municipals  []string    `json:"municipalities,omitempty"` // by any name of a municipality
	Shifts      []string    `json:"shifts,omitempty"`         // no shift outside these
	Access      []string    `json:"access,omitempty"`
	Adaptations []string    `json:"adaptations,omitempty"`
	NotHazards  []string    `json:"not_hazards,omitempty"`
	HoursFrom   int         `json:"hours_from,omitempty"` // the task gives at least this, minutes a week
	HoursTo     int         `json:"hours_to,omitempty"`   // the task asks for at most this, minutes a week
	Postal      string      `json:"postal,omitempty"`     // where distances start
	Kilometres  int         `json:"kilometres,omitempty"` // from Postal, 1 to 500; 0 means any distance
	Sort        search.Sort `json:"sort,omitempty"`       // words, posted or distance
	Limit       int         `json:"limit,omitempty"`      // 1 to 100; 0 means 20
	Offset      int         `json:"offset,omitempty"`     // 0 to 10,000
}

// Results are what a search found.
type Results struct {
	Items    []task.Task               `json:"items"`
	Total    int                       `json:"total"`
	Facets   map[string]map[string]int `json:"facets,omitempty"`   // form, region, municipality, shift, access: value and count
	Relax    []Relax                   `json:"relax,omitempty"`    // when nothing was found: which filter to let go of
	Degraded bool                      `json:"degraded,omitempty"` // the index did not answer; found by reading the store
}

// Relax is one filter with what would be found without it.
type Relax struct {
	Filter string `json:"filter"` // name of the field of Query
	Total  int    `json:"total"`
}

// Search finds published tasks for anybody who is signed in.
func (s *Finder) Search(ctx context.Context, actor marketplace.Actor, q Query) (Results, error) {
	if actor.Person == "" && !actor.System {
		return Results{}, marketplace.Errorf(marketplace.Unauthenticated, "error.sign_in_first")
	}
	ask, err := s.asked(q)
	if err != nil {
		return Results{}, err
	}
	found, err := s.Index.Search(ctx, ask)
	if errors.Is(err, search.ErrUnavailable) {
		return s.scan(ctx, ask)
	}
	if err != nil {
		return Results{}, indexError(err)
	}
	out := Results{Total: found.Total, Facets: found.Facets}
	if out.Items, err = s.inOrder(ctx, found.Hits); err != nil {
		return Results{}, err
	}
	if found.Total == 0 {
		out.Relax, err = s.relax(ctx, q)
	}
	return out, err
}

// inOrder loads the tasks of the hits in the order of the hits. What is not on the board any more is left out.
func (s *Finder) inOrder(ctx context.Context, hits []search.Hit) ([]task.Task, error) {
	ids := make([]string, len(hits))
	for i, h := range hits {
		ids[i] = h.ID
	}
	found, err := s.Tasks.Board().ByIDs(ctx, ids)
	if err != nil {
		return nil, err
	}
	slices.SortFunc(found, func(a, b task.Task) int {
		return cmp.Compare(slices.Index(ids, string(a.ID)), slices.Index(ids, string(b.ID)))
	})
	for i := range found {
		found[i].ImportKey = ""
	}
	return append([]task.Task{}, found...), nil
}

// The bounds of a search.
const (
	maxWords      = 300
	maxKilometres = 500
	maxSearch     = 100
	weekMinutes   = 7 * 24 * 60
)

// Check says whether a query can be asked: Invalid names the fields that are wrong.
func (s *Finder) Check(q Query) error {
	_, err := s.asked(q)
	return err
}

// asked checks the query and makes it one for the index.
func (s *Finder) asked(q Query) (search.Query, error) {
	f := &check.Fields{Scale: s.Scale, Places: s.Places}
	f.Text("words", q.Words, maxWords)
	f.Keys("forms", "form", q.Forms)
	f.Keys("shifts", "shift", q.Shifts)
	f.Keys("access", "access", q.Access)
	f.Keys("adaptations", "adaptation", q.Adaptations)
	f.Keys("not_hazards", "hazard", q.NotHazards)
	f.Range("hours_from", q.HoursFrom, 0, weekMinutes)
	f.Range("hours_to", q.HoursTo, 0, weekMinutes)
	f.Range("limit", q.Limit, 0, maxSearch)
	f.Range("offset", q.Offset, 0, search.MaxOffset)
	if q.Sort != "" {
		f.OneOf("sort", string(q.Sort), string(search.ByWords), string(search.ByPosted), string(search.ByDistance))
	}
	out := search.Query{
		Words: q.Words, Also: s.Synonyms(q.Words), Forms: q.Forms, OnlyShifts: q.Shifts, Access: q.Access, Adaptations: q.Adaptations, NotHazards: q.NotHazards,
		HoursFrom: q.HoursFrom, HoursTo: q.HoursTo, Sort: q.Sort, Facets: true, Limit: q.Limit, Offset: q.Offset,
	}
	out.Regions = named(f, "regions", q.Regions, s.Places.Region)
	out.Municipals = named(f, "municipalities", q.Municipals, s.Places.Municipality)
	out.Near = s.near(f, q)
	return out, marketplace.InvalidFields(f.Errors())
}

// named gives the Finnish names, by which the index knows places, for names in any language.
func named(f *check.Fields, path string, names []string, find func(string) (place.Area, bool)) []string {
	var out []string
	for i, name := range names {
		a, ok := find(name)
		if !ok {
			f.Add(check.At(path, i), "search.place", "value", name)
			continue
		}
		out = append(out, a.Fi)
	}
	return out
}

// near is the circle to search in. Sorting by distance needs a place but no circle, so it gets one around all of Finland.
func (s *Finder) near(f *check.Fields, q Query) *search.Point {
	f.Postal("postal", q.Postal)
	f.Range("kilometres", q.Kilometres, 0, maxKilometres)
	f.Need("postal", q.Postal != "" || q.Kilometres == 0 && q.Sort != search.ByDistance)
	at, ok := s.Places.Postal(q.Postal)
	if !ok || q.Kilometres == 0 && q.Sort != search.ByDistance {
		return nil
	}
	km := q.Kilometres
	if km == 0 {
		km = everywhere
	}
	return &search.Point{Lat: at.Lat, Lon: at.Lon, Metres: km * 1000}
}

// everywhere is farther than any two places in Finland are apart, in kilometres.
const everywhere = 2000
