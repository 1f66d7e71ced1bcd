package form

import (
	"net/url"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sovite.fi/sovite/marketplace/discovery/find"
	"sovite.fi/sovite/matching/search"
)

// A query comes back from the form's fields as it went in.
func TestSearchComesBack(t *testing.T) {
	for _, q := range []find.Query{
		{},
		{Words: "siivous", Forms: []string{"employment", "gig"}, Regions: []string{"Uusimaa"}, HoursTo: 20 * 60},
		{Postal: "20100", Kilometres: 10, Sort: search.ByDistance, Shifts: []string{"day"}, Access: []string{"lift"}},
	} {
		if diff := cmp.Diff(q, Search(SearchValues(q))); diff != "" {
			t.Errorf("(-in +out)\n%s", diff)
		}
	}
}

// An address typed by hand asks for what can be asked.
func TestSearchByHand(t *testing.T) {
	v := url.Values{"kilometres": {"ten"}, "hours_to": {"-5"}, "sort": {"distance"}, "forms": {""}}
	if diff := cmp.Diff(find.Query{}, Search(v)); diff != "" {
		t.Error(diff)
	}
	if got := Search(url.Values{"hours_to": {"9999"}}).HoursTo; got != 168*60 {
		t.Errorf("%d minutes", got)
	}
}
