package main

import (
	"testing"

	"sovite.fi/sovite/employer-portal/admin"
	"sovite.fi/sovite/marketplace/i18n"
	"sovite.fi/sovite/matching"
	"sovite.fi/sovite/server"
)

// TestJobsInWords: the page about jobs calls each by words, in every language.
func TestJobsInWords(t *testing.T) {
	scale, err := matching.LoadScale()
	if err != nil {
		t.Fatal(err)
	}
	bundle, err := i18n.Load(scale)
	if err != nil {
		t.Fatal(err)
	}
	list := jobs(&installation{Parts: &server.Parts{}})
	if len(list) < 20 {
		t.Fatalf("%d jobs", len(list))
	}
	for _, j := range list {
		for _, voice := range i18n.Languages() {
			if key := "portal." + admin.JobKey(j.Name); !bundle.In(voice).Has(key) {
				t.Errorf("job %q has no words in %s: %s", j.Name, voice, key)
			}
		}
	}
}
