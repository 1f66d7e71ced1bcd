package meili

import (
	"math"
	"slices"
	"strings"

	"sovite.fi/sovite/matching/search"
)

// The names of the fields of a document.
const (
	fieldKey        = "key"
	fieldID         = "id"
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
	fieldGeo        = "_geo" // Meilisearch gives this name its meaning
	fieldPlaceKnown = "place_known"
	fieldHoursMin   = "hours_min"
	fieldHoursMax   = "hours_max"
	placeUnknown    = "no"
)

// hoursMaxUnknown stands for a most that is not known: it is at least anything that is asked.
const hoursMaxUnknown = math.MaxInt32

// document is what Meilisearch holds of one entry. Fields without a value are left out: they are neither found nor
// counted, and an unknown day sorts last.
type document struct {
	Key         string   `json:"key"`
	ID          string   `json:"id"`
	Grams       []string `json:"grams"`
	Forms       []string `json:"form,omitempty"`
	Shifts      []string `json:"shift,omitempty"`
	Hazards     []string `json:"hazard,omitempty"`
	Certs       []string `json:"cert,omitempty"`
	Adaptations []string `json:"adaptation,omitempty"`
	Access      []string `json:"access,omitempty"`
	Region      string   `json:"region,omitempty"`
	Municipal   string   `json:"municipality,omitempty"`
	Org         string   `json:"org,omitempty"`
	Posted      string   `json:"posted,omitempty"`
	Geo         *geo     `json:"_geo,omitempty"`
	PlaceKnown  string   `json:"place_known,omitempty"`
	HoursMin    int      `json:"hours_min"`
	HoursMax    int      `json:"hours_max"`
}

type geo struct {
	Lat float64 `json:"lat"`
	Lng float64 `json:"lng"`
}

// toDocument makes the document of an entry. Its grams are each there once, after the word that every document has.
func toDocument(e search.Entry) document {
	d := document{
		Key: documentKey(e.ID), ID: e.ID, Grams: append([]string{everyWord}, unique(strings.Fields(e.Grams))...),
		Forms: encodeAll(e.Forms), Shifts: encodeAll(e.Shifts), Hazards: encodeAll(e.Hazards), Certs: encodeAll(e.Certs),
		Adaptations: encodeAll(e.Adaptations), Access: encodeAll(e.Access), Region: encode(e.Region),
		Municipal: encode(e.Municipal), Org: encode(e.Org), Posted: e.Posted, HoursMin: e.HoursMin, HoursMax: e.HoursMax,
	}
	if e.HoursMax == 0 {
		d.HoursMax = hoursMaxUnknown
	}
	if e.PlaceKnown() {
		d.Geo = &geo{Lat: e.Lat, Lng: e.Lon}
	} else {
		d.PlaceKnown = placeUnknown
	}
	return d
}

// unique sorts the words and leaves repetitions out.
func unique(words []string) []string {
	slices.Sort(words)
	return slices.Compact(words)
}
