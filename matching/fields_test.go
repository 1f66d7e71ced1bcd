package matching_test

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode"

	"sovite.fi/sovite/matching"
)

// knownFields is everything that matching may know, each with the reason why a comparison of work and person needs it.
// A new field has to be argued for here. Nothing on the list may be a name, a firm, money or a protected attribute.
func knownFields() map[string]string {
	return map[string]string{
		"Profile.Abilities":    "what the person can do, set against the demands",
		"Profile.Certificates": "a certificate can be required by law",
		"Profile.Limits":       "what must not be broken",
		"Profile.Needs":        "what has to be in place",
		"Profile.Wishes":       "which work the person wants",
		"Limits.WeekMinutes":   "working time has to suit both sides",
		"Limits.DayMinutes":    "a day must not be too long",
		"Limits.Weekdays":      "days have to suit",
		"Limits.Shifts":        "shifts have to suit",
		"Limits.Travel":        "the way to work must not be too long",
		"Limits.Hazards":       "a hazard that must not be there; not why",
		"Limits.Allergens":     "an allergen that must not be there at the work; not a diagnosis",
		"Limits.Forms":         "the form of work has to be agreed to",
		"Limits.MustNot":       "a demand that is never allowed; not why",
		"Needs.Adaptations":    "adaptations lower demands",
		"Needs.Refused":        "an adaptation that does not suit is never suggested",
		"Needs.Support":        "the place has to give enough support",
		"Wishes.Goal":          "the work aimed at",
		"Wishes.Occupations":   "the work aimed at, as codes",
		"Wishes.OccupIDs":      "the work aimed at, as ids",
		"Wishes.SkillIDs":      "work the person knows, as ids of a public list",
		"Wishes.Text":          "work liked, in words",
		"Wishes.Avoid":         "work disliked, in words",
		"Wishes.Interests":     "what the person likes to work with",
		"Travel.Known":         "whether the start was asked",
		"Travel.Lat":           "start of the way to work",
		"Travel.Lon":           "start of the way to work",
		"Travel.Transport":     "means decides how long the way takes",
		"Travel.MaxMinutes":    "how long the way may take",
		"Window.Min":           "the least working time",
		"Window.Max":           "the most working time",
		"Choice.Asked":         "not asked is never no",
		"Choice.Values":        "keys of a closed list",
		"Task.ID":              "the verdict has to say which task; ties are broken by it",
		"Task.Title":           "set against the goal",
		"Task.Text":            "set against the wishes",
		"Task.Occupation":      "set against the occupations aimed at",
		"Task.OccupID":         "set against the occupations aimed at",
		"Task.SkillIDs":        "set against the skills chosen by the person",
		"Task.Demands":         "what the work asks",
		"Task.WeekMinutes":     "working time has to suit both sides",
		"Task.DayMinutes":      "a day must not be too long",
		"Task.Weekdays":        "days have to suit",
		"Task.Shifts":          "shifts have to suit",
		"Task.Place":           "end of the way to work",
		"Task.Certificates":    "a certificate can be required by law",
		"Task.Hazards":         "set against what must not be there",
		"Task.Allergens":       "set against what must not be there",
		"Task.Forms":           "the form of work has to be agreed to",
		"Task.Adaptations":     "adaptations lower demands",
		"Task.Support":         "set against the support needed",
		"Task.Interests":       "what the work is like",
		"Demand.Dimension":     "which ability is asked",
		"Demand.Level":         "how much of it",
		"Demand.Essential":     "whether the work can be done without it",
		"Demand.Adaptable":     "whether it can be changed",
		"Place.Known":          "whether the place was told",
		"Place.Lat":            "end of the way to work",
		"Place.Lon":            "end of the way to work",
	}
}

// forbiddenWords are parts of field names that no list may allow.
func forbiddenWords() []string {
	return []string{
		"name", "person", "birth", "age", "year", "gender", "sex", "nation", "nationality", "citizen", "language", "ethnic", "race", "origin",
		"religion", "belief", "family", "child", "children", "marital", "pregnant", "diagnosis", "disability", "health", "illness", "politic", "union",
		"email", "phone", "address", "photo", "client", "employer", "firm", "company", "organisation", "org", "brand",
		"pay", "wage", "salary", "price", "cost", "cents", "euro", "money", "subsidy", "margin", "revenue", "fee",
	}
}

// fieldsOf are the fields of a struct and of all structs within, as Type.Field.
func fieldsOf(t reflect.Type, into map[string]bool) {
	switch t.Kind() {
	case reflect.Pointer, reflect.Slice, reflect.Array:
		fieldsOf(t.Elem(), into)
	case reflect.Map:
		fieldsOf(t.Key(), into)
		fieldsOf(t.Elem(), into)
	case reflect.Struct:
		for i := range t.NumField() {
			into[t.Name()+"."+t.Field(i).Name] = true
			fieldsOf(t.Field(i).Type, into)
		}
	}
}

func wordsOf(field string) []string {
	var spaced strings.Builder
	for i, r := range field {
		if i > 0 && unicode.IsUpper(r) {
			spaced.WriteByte(' ')
		}
		spaced.WriteRune(unicode.ToLower(r))
	}
	return strings.Fields(strings.ReplaceAll(spaced.String(), "_", " "))
}

// complaints are the fields of the types that are not known, or that have a forbidden word.
func complaints(types ...reflect.Type) (out []string) {
	fields, known := map[string]bool{}, knownFields()
	for _, t := range types {
		fieldsOf(t, fields)
	}
	for _, f := range slices.Sorted(maps.Keys(fields)) {
		_, name, _ := strings.Cut(f, ".")
		if known[f] == "" {
			out = append(out, f+" is not on the list")
		}
		for _, w := range wordsOf(name) {
			if slices.Contains(forbiddenWords(), w) {
				out = append(out, f+" speaks of "+w)
			}
		}
	}
	return out
}

// TestMatchingCannotKnowWhoItIs: what has no field cannot change a result.
func TestMatchingCannotKnowWhoItIs(t *testing.T) {
	profile, task := reflect.TypeFor[matching.Profile](), reflect.TypeFor[matching.Task]()
	for _, c := range complaints(profile, task) {
		t.Error(c)
	}
	fields := map[string]bool{}
	fieldsOf(profile, fields)
	fieldsOf(task, fields)
	for f := range knownFields() {
		if !fields[f] {
			t.Errorf("%s is on the list and in no type; take it off", f)
		}
	}
}

// TestFieldListBites plants fields that must not be, at the top and below.
func TestFieldListBites(t *testing.T) {
	type Needs struct{ HourlyPay int }
	type Profile struct {
		BirthYear int
		Needs     map[string][]*Needs
		Shoes     int
	}
	want := []string{
		"Needs.HourlyPay is not on the list", "Needs.HourlyPay speaks of pay", "Profile.BirthYear is not on the list",
		"Profile.BirthYear speaks of birth", "Profile.BirthYear speaks of year", "Profile.Shoes is not on the list",
	}
	if got := complaints(reflect.TypeFor[Profile]()); !slices.Equal(got, want) {
		t.Errorf("got %q", got)
	}
}
