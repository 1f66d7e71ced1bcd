package bleve

import (
	"math"
	"slices"

	"github.com/blevesearch/bleve/v2"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/custom"
	"github.com/blevesearch/bleve/v2/analysis/analyzer/keyword"
	"github.com/blevesearch/bleve/v2/analysis/tokenizer/whitespace"
	"github.com/blevesearch/bleve/v2/geo"
	"github.com/blevesearch/bleve/v2/mapping"

	"sovite.fi/sovite/matching/search"
)

// The names of the fields in the index.
const (
	fieldGrams      = "grams"
	fieldForm       = "form"
	fieldShift      = "shift"
	fieldHazard     = "hazard"
	fieldCert       = "cert"
	fieldAdaptation = "adaptation"
	fieldAccess     = "access"
	fieldRegion     = "region"
	fieldMunicipal  = "municipality"
	fieldOrg        = "org"
	fieldPosted     = "posted"
	fieldPlace      = "place"
	fieldPlaceKnown = "place_known"
	fieldHoursMin   = "hours_min"
	fieldHoursMax   = "hours_max"
	placeUnknown    = "no"
	gramsAnalyser   = "grams"
	hoursMaxUnknown = math.MaxInt32
)

// fields is what is indexed of one entry. Empty values are left out: they are neither found nor counted, and an unknown
// day sorts last.
func fields(e search.Entry) map[string]any {
	doc := map[string]any{
		fieldGrams: e.Grams, fieldHoursMin: float64(e.HoursMin), fieldHoursMax: float64(e.HoursMax),
	}
	for name, values := range map[string][]string{
		fieldForm: e.Forms, fieldShift: e.Shifts, fieldHazard: e.Hazards, fieldCert: e.Certs, fieldAdaptation: e.Adaptations,
		fieldAccess: e.Access, fieldRegion: {e.Region}, fieldMunicipal: {e.Municipal}, fieldOrg: {e.Org}, fieldPosted: {e.Posted},
	} {
		doc[name] = slices.DeleteFunc(slices.Clone(values), func(v string) bool { return v == "" })
	}
	if e.HoursMax == 0 {
		doc[fieldHoursMax] = float64(hoursMaxUnknown)
	}
	if e.PlaceKnown() {
		doc[fieldPlace] = &geo.Point{Lon: e.Lon, Lat: e.Lat}
	} else {
		doc[fieldPlaceKnown] = placeUnknown
	}
	return doc
}

// newMapping says how each field is indexed. Nothing is stored, because Search gives ids only.
func newMapping() (mapping.IndexMapping, error) {
	m := bleve.NewIndexMapping()
	err := m.AddCustomAnalyzer(gramsAnalyser, map[string]any{"type": custom.Name, "tokenizer": whitespace.Name})
	if err != nil {
		return nil, err
	}
	doc := bleve.NewDocumentStaticMapping()
	doc.AddSubDocumentMapping("_all", bleve.NewDocumentDisabledMapping())
	for _, name := range []string{
		fieldForm, fieldShift, fieldHazard, fieldCert, fieldAdaptation, fieldAccess, fieldRegion,
		fieldMunicipal, fieldOrg, fieldPosted, fieldPlaceKnown,
	} {
		doc.AddFieldMappingsAt(name, text(keyword.Name, true))
	}
	doc.AddFieldMappingsAt(fieldGrams, text(gramsAnalyser, false))
	for _, name := range []string{fieldHoursMin, fieldHoursMax} {
		doc.AddFieldMappingsAt(name, &mapping.FieldMapping{Type: "number", Index: true})
	}
	doc.AddFieldMappingsAt(fieldPlace, &mapping.FieldMapping{Type: "geopoint", Index: true, DocValues: true})
	m.DefaultMapping = doc
	return m, nil
}

// text maps a text field: as a value to filter, count and sort by, or as grams that are scored.
func text(analyser string, value bool) *mapping.FieldMapping {
	return &mapping.FieldMapping{Type: "text", Analyzer: analyser, Index: true, DocValues: value, SkipFreqNorm: value}
}
